"""XC-009."""

from ...rule import Findings, Listing, Remark, rule, say


@rule(
    "XC-009",
    reads="image",
    stores=["etsy"],
    source=(
        "https://www.etsy.com/openapi/generated/oas/3.0.0.json",
        "hauld.app and thotfy notes on Etsy's photos",
    ),
    advice="Keep those that show what a buyer must know.",
    bad=[
        {"title": "Oak bowl", "images": [f"{n}.jpg" for n in range(24)]},
        {"title": "Bol en chêne", "images": [f"{n}.jpg" for n in range(21)], "language": "fr"},
    ],
    good=[
        {"title": "Oak bowl", "images": [f"{n}.jpg" for n in range(20)]},
        {"title": "Bol en chêne", "images": ["a.jpg"], "language": "fr"},
    ],
)
def check(listing: Listing, *, most: int = 20) -> Findings:
    """There are more than twenty pictures.

    Etsy's interface takes twenty; older help pages speak of ten, which `most` sets. Counted are the addresses that the
    catalogue names.
    """
    if len(listing.images) > most:
        words = say("there are {images} pictures; Etsy takes {most}", images=len(listing.images), most=most)
        yield Remark(words, f"image.{listing.images[most].role}")
