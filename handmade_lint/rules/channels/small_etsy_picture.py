"""XC-010."""

from datetime import date

from ...rule import Findings, Images, limit_of, rule, say


@rule(
    "XC-010",
    reads=("width", "height"),
    severity="info",
    force="advice",
    stores=["etsy"],
    source="hauld.app and thotfy notes on Etsy's photos",
    advice="Upload the picture with 2,000 pixels and more.",
    bad=[{"width": 900, "height": 900}, {"width": 1500, "height": 1999, "language": "fr"}],
    good=[{"width": 2400, "height": 2400}, {"width": 2000, "height": 1500, "language": "fr"}],
)
def check(images: Images, *, on: date, pixels: int = 0) -> Findings:
    """The picture is smaller than Etsy advises.

    2,000 pixels are advised; sources differ on which side is meant, so the longer one is held to it.
    """
    for picture in images.shown(images.longest < (pixels or 4000)):
        advised = pixels or limit_of("etsy-image-side", picture.listing, on)
        side = max(picture["width"], picture["height"])
        if advised is not None and side < advised:
            yield picture.finding(
                say("the longer side has {side} pixels; {advised} are advised", side=side, advised=advised),
                limit=advised,
                value=[picture["width"], picture["height"]],
            )
