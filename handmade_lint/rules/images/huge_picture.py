"""IM-010."""

from datetime import date

from ...rule import Findings, Images, limit_of, rule, say


@rule(
    "IM-010",
    reads=("width", "height"),
    severity="error",
    source=(
        "https://global.lianlianpay.com/channel/7-21226.html",
        "https://help.e-tailize.com/en/amazon-product-image-requirements",
    ),
    advice="Scale the picture down; 2,000 to 3,000 pixels are plenty.",
    bad=[{"width": 12000, "height": 9000}, {"width": 2000, "height": 10001, "role": "other.3", "store": "amazon.fr"}],
    good=[{"width": 3000, "height": 3000}, {"width": 10000, "height": 10000, "store": "amazon.fr"}],
)
def check(images: Images, *, on: date, pixels: int = 0) -> Findings:
    """The picture is too large.

    Amazon takes no picture of more than 10,000 pixels on its longer side.
    """
    for picture in images.shown(images.longest > (pixels or 5000)):
        most = pixels or limit_of("image-most-side", picture.listing, on)
        side = max(picture["width"], picture["height"])
        if most is not None and side > most:
            yield picture.finding(
                say("the longer side has {side} pixels; {most} are allowed", side=side, most=most),
                limit=most,
                value=[picture["width"], picture["height"]],
            )
