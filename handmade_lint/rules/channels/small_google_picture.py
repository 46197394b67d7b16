"""XC-023."""

import re
from datetime import date

from ...rule import Findings, Images, Listing, limit_of, rule, say

_CLOTHING = re.compile(
    r"\s*(?:166|1604)\b|.*\b(?:apparel|clothing|v[êe]tements?|bekleidung|abbigliamento|ropa)\b", re.IGNORECASE
)


def _clothing(listing: Listing) -> bool:
    return any(_CLOTHING.match(listing.get(name)) for name in ("category", "product_type"))


@rule(
    "XC-023",
    reads=("width", "height", "category", "product_type"),
    severity="error",
    stores=["google"],
    source="https://emberfeed.com/specs/google-merchant-image-requirements-2026",
    advice="Link a larger picture, best of 800 pixels and more on both sides.",
    bad=[
        {"width": 90, "height": 90},
        {"width": 200, "height": 300, "category": "Apparel & Accessories > Clothing"},
        {"width": 400, "height": 400, "on": "2027-02-01"},
        {"width": 240, "height": 600, "category": "Vêtements et accessoires", "language": "fr"},
    ],
    good=[
        {"width": 800, "height": 800},
        {"width": 200, "height": 200, "category": "Home & Garden"},
        {"width": 400, "height": 400, "on": "2027-01-30"},
        {"width": 500, "height": 500, "on": "2027-02-01", "language": "fr"},
    ],
)
def check(images: Images, *, on: date, pixels: int = 0) -> Findings:
    """The picture is too small for Google.

    Google takes 100 × 100 pixels and more, 250 × 250 for clothing, and from 31 January 2027 on 500 × 500 for all.
    """
    for picture in images.shown((images["width"] < (pixels or 500)) | (images["height"] < (pixels or 500))):
        name = "google-clothing-image-side" if _clothing(picture.listing) else "google-image-side"
        least = pixels or limit_of(name, picture.listing, on)
        if least is not None and min(picture["width"], picture["height"]) < least:
            yield picture.finding(
                say(
                    "the picture has {width} × {height} pixels; Google asks for {least} × {least}",
                    width=picture["width"],
                    height=picture["height"],
                    least=least,
                ),
                limit=least,
                value=[picture["width"], picture["height"]],
            )
