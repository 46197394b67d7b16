"""IM-108: mock-ups and computer renderings; what IM-004 and XC-015 ask, by the kind that a network takes them for."""

from ...rule import Findings, Images, rule, say

_RENDERED = {"kind": "rendering", "kind_share": 0.99, "width": 1200, "height": 1200}


@rule(
    "IM-108",
    reads=("kind", "kind_share", "width", "height"),
    severity="info",
    force="ours",
    stores=("amazon", "etsy"),
    source=(
        "https://global.lianlianpay.com/channel/7-21226.html",
        "https://www.etsy.com/de-en/legal/policy/listing-image-requirements/253962679005",
    ),
    advice="Photograph the finished product in place of the mock-up; the file from your camera, or a second photograph "
    "of the same product, clears it.",
    bad=[_RENDERED, {**_RENDERED, "store": "etsy"}, {**_RENDERED, "store": "amazon.fr"}],
    good=[
        {**_RENDERED, "role": "other.1"},
        {**_RENDERED, "kind_share": 0.9},
        {**_RENDERED, "kind": "white", "store": "etsy"},
        {**_RENDERED, "width": 150, "height": 150},
    ],
)
def check(images: Images, *, least: float = 0.97) -> Findings:
    """The main picture may be a mock-up or a computer rendering.

    Pictures show the thing itself, as it was made. This is a hint of ours by a small network that learnt from simple
    renderings of our own: smooth glazed ware and soft studio light can look the same, and good renderings are not found
    at all. What would clear it: that it is a photograph.
    """
    mask = images.telling & (images["kind"] == "rendering") & (images["kind_share"] >= least)
    for picture in images.main(mask):
        words = say("the main picture may be a mock-up or a computer rendering; if it is a photograph, ignore this")
        yield picture.finding(words, "kind_share", limit=least)
