"""IM-009."""

from datetime import date

from ...rule import Findings, Images, limit_of, rule, say


@rule(
    "IM-009",
    reads=("width", "height"),
    source=(
        "https://global.lianlianpay.com/channel/7-21226.html",
        "https://help.e-tailize.com/en/amazon-product-image-requirements",
    ),
    advice="Upload a larger picture, best of 1,600 pixels and more on its longer side.",
    bad=[{"width": 800, "height": 800}, {"width": 640, "height": 960, "store": "amazon.fr"}],
    good=[
        {"width": 1600, "height": 1600},
        {"width": 700, "height": 1000, "store": "amazon.fr"},
        {"width": 400, "height": 300},
        {"width": 600, "height": 600, "role": "swatch"},
    ],
)
def check(images: Images, *, on: date, pixels: int = 0) -> Findings:
    """The picture is too small to be zoomed into.

    From 1,000 pixels on the longer side on Amazon lets buyers zoom, and 1,600 are advised. What is too small to be
    taken at all is IM-008's.
    """
    longest = images.longest
    for picture in images.shown(longest < (pixels or 2000)):
        zoom = pixels or limit_of("image-zoom-side", picture.listing, on)
        least = limit_of("image-least-side", picture.listing, on) or 0
        side = max(picture["width"], picture["height"])
        if zoom is None or not least <= side < zoom:
            continue
        yield picture.finding(
            say("the longer side has {side} pixels; from {zoom} on buyers can zoom", side=side, zoom=zoom),
            limit=zoom,
            value=[picture["width"], picture["height"]],
        )
