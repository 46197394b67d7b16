"""IM-015."""

from ...rule import Findings, Images, rule, say


@rule(
    "IM-015",
    reads=("frames", "format"),
    severity="error",
    source="https://global.lianlianpay.com/channel/7-21226.html",
    advice="Save one of its frames as a JPEG.",
    bad=[{"frames": 12, "format": "GIF"}, {"frames": 2, "format": "GIF", "role": "other.1", "store": "amazon.fr"}],
    good=[
        {"frames": 1, "format": "GIF"},
        {"frames": 3, "format": "TIFF", "store": "amazon.fr"},
        {"frames": 1, "format": "JPEG"},
    ],
)
def check(images: Images) -> Findings:
    """The picture moves.

    A GIF must stand still; so, with more reason, must other kinds. Pages of a TIFF are no movement.
    """
    for picture in images.where((images["frames"] > 1) & (images["format"] != "TIFF") & (images["format"] != "JPEG")):
        yield picture.finding(
            say("the picture moves: it has {frames} frames", frames=picture["frames"]), "frames", limit=1
        )
