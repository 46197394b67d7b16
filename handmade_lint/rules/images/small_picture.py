"""IM-008."""

from datetime import date

from ...rule import Findings, Images, limit_of, rule, say


@rule(
    "IM-008",
    reads=("width", "height"),
    severity="error",
    source=(
        "https://global.lianlianpay.com/channel/7-21226.html",
        "https://help.e-tailize.com/en/amazon-product-image-requirements",
        "https://en.hb2b.com/ask/181364.html",
    ),
    advice="Upload the picture as the camera took it, not a preview of it.",
    bad=[
        {"width": 400, "height": 300},
        {"width": 300, "height": 420, "role": "other.1", "store": "amazon.fr"},
        {"width": 1200, "height": 480},
    ],
    good=[
        {"width": 1200, "height": 1200},
        {"width": 500, "height": 500, "store": "amazon.fr"},
        {"width": 60, "height": 60, "role": "swatch"},
        {"title": "Oak bowl, of which nothing was measured"},
    ],
)
def check(images: Images, *, on: date, pixels: int = 0) -> Findings:
    """The picture is too small.

    Amazon takes no picture of less than 500 pixels (`pixels` sets another number). Sources differ on whether the longer
    or the shorter side is meant: an error where both are shorter, a warning where one is.
    """
    width, height = images["width"], images["height"]
    for picture in images.shown((width < 1000) | (height < 1000)):
        least = pixels or limit_of("image-least-side", picture.listing, on)
        longest, shortest = max(picture["width"], picture["height"]), min(picture["width"], picture["height"])
        if least is None or shortest >= least:
            continue
        yield picture.finding(
            say(
                "the picture has {width} × {height} pixels; at least {least} are asked for",
                width=picture["width"],
                height=picture["height"],
                least=least,
            ),
            limit=least,
            value=[picture["width"], picture["height"]],
            severity=None if longest < least else "warning",
        )
