"""IM-107: what IM-004 asks of main pictures, by the kind that a network takes them for."""

from collections.abc import Mapping

from ...rule import Findings, Images, rule, say

_LOOKS: Mapping[str, str] = {
    "drawing": say("the main picture looks like a drawing, not like a photograph"),
    "card": say("the main picture looks like a card of words, not like a photograph"),
    "chart": say("the main picture looks like a size chart, not like a photograph"),
    "logo": say("the main picture looks like a logo alone, not like a photograph"),
    "screen": say("the main picture looks like a screenshot, not like a photograph"),
}
_DRAWN = {"kind": "drawing", "kind_share": 0.99, "drawn": 0.99, "graphic": 0.8, "width": 1200, "height": 1200}


@rule(
    "IM-107",
    reads=("kind", "kind_share", "drawn", "graphic", "width", "height"),
    severity="warning",
    force="ours",
    source=(
        "https://global.lianlianpay.com/channel/7-21226.html",
        "https://amz10.com/p/485.html",
        "https://en.hb2b.com/ask/181364.html",
    ),
    advice="Make a photograph of the finished product the main picture, and move this one behind it; if it is a "
    "photograph, switch the rule off for this picture: a suppression with a reason clears it.",
    bad=[
        _DRAWN,
        {**_DRAWN, "kind": "chart", "store": "amazon.fr"},
        {**_DRAWN, "kind": "card", "graphic": 0.1},
        {**_DRAWN, "kind": "logo"},
        {**_DRAWN, "kind": "screen", "store": "amazon.de"},
    ],
    good=[
        {**_DRAWN, "role": "other.1"},
        {**_DRAWN, "kind": "white", "drawn": 0.01},
        {**_DRAWN, "kind": "", "kind_share": 0.5},
        {**_DRAWN, "kind_share": 0.8},
        {**_DRAWN, "drawn": 0.6, "store": "amazon.fr"},
        {**_DRAWN, "kind": "collage"},
        {**_DRAWN, "graphic": 0.15},
        {**_DRAWN, "width": 120, "height": 120},
    ],
)
def check(images: Images, *, least: float = 0.95, flat: float = 0.3) -> Findings:
    """The main picture looks drawn or written, not photographed.

    A main picture is a photograph of the product: no drawing, no words, no size chart, no logo alone. A small
    network of ours tells kinds of picture, and both of its answers must be surer than `least`: what kind it is, and
    that it is drawn at all; a drawing must be `flat`, as drawn things are, by its share of even areas. It was
    judged on pictures of ours more than on real ones (docs/looking.md), so this is never an error. What would clear
    it: that the picture is a photograph (of a print, a sign, an embroidery, say).
    """
    even = (images["kind"] != "drawing") | (images["graphic"] >= flat)
    mask = even & images.telling & (images["kind_share"] >= least) & (images["drawn"] >= least)
    for picture in images.main(mask):
        words = _LOOKS.get(picture["kind"])
        if words:
            yield picture.finding(words, "drawn", limit=least, kind=picture["kind"])
