"""IM-103."""

from ...rule import Findings, Images, rule, say


@rule(
    "IM-103",
    reads=("brightness", "contrast"),
    severity="info",
    force="ours",
    stores=(),
    source="handmade-lint's own (no published source found)",
    advice="Photograph it by a window or outdoors in the shade, or lift the exposure.",
    bad=[{"brightness": 22.0, "contrast": 0.2}, {"brightness": 35.0, "contrast": 0.3, "store": "etsy"}],
    good=[
        {"brightness": 30.0, "contrast": 0.9},
        {"brightness": 120.0, "contrast": 0.3, "store": "etsy"},
        {"brightness": 20.0, "contrast": 0.1, "role": "swatch"},
    ],
)
def check(images: Images, *, brightness: int = 40, contrast: float = 0.45) -> Findings:
    """The picture is dark all over.

    Nothing in it is light, so that a buyer sees little. A black thing on a light ground is not meant, nor a light thing
    on a dark one.
    """
    mask = (images["brightness"] < brightness) & (images["contrast"] < contrast)
    for picture in images.shown(mask):
        yield picture.finding(say("the picture is dark all over"), "brightness", limit=brightness)
