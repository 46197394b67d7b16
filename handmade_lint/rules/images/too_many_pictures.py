"""IM-016."""

from datetime import date

from ...rule import Findings, Listing, Remark, limit_of, rule, say


@rule(
    "IM-016",
    reads="image",
    severity="error",
    source="https://amz10.com/p/485.html",
    advice="Keep those that show what a buyer must know.",
    bad=[
        {"title": "Oak bowl", "images": [f"{n}.jpg" for n in range(11)]},
        {"title": "Bol en chêne", "images": [f"{n}.jpg" for n in range(10)], "store": "amazon.fr"},
    ],
    good=[
        {"title": "Oak bowl", "images": [f"{n}.jpg" for n in range(9)]},
        {"title": "Bol en chêne", "images": ["a.jpg"], "store": "amazon.fr"},
    ],
)
def check(listing: Listing, *, on: date, most: int = 0) -> Findings:
    """There are more than nine pictures.

    Amazon takes a main picture and eight more; swatches do not count.
    """
    pictures = [ref for ref in listing.images if ref.role != "swatch"]
    allowed = most or limit_of("images-most", listing, on)
    if allowed is not None and len(pictures) > allowed:
        words = say("there are {pictures} pictures; Amazon takes {allowed}", pictures=len(pictures), allowed=allowed)
        yield Remark(words, f"image.{pictures[allowed].role}", evidence={"value": len(pictures), "limit": allowed})
