"""MP-011, with FP-002: repeating a design within one kind of goods is handmade all the same."""

import re

from ...rule import Catalog, Findings, Listing, Remark, rule, say

_NUMBER = re.compile(r"\d+")
_MARKS = ("", ".", ",", ";", ":", "!", "?", ")")
"""What may stand behind a word."""


def _skeleton(listing: Listing) -> str:
    """The description without numbers and without the words of the title, which templates are filled with."""
    description = listing.get("description").casefold()
    if len(description.strip()) < 120:
        return ""
    title = _NUMBER.sub("", listing.get("title").casefold()).split()
    filled = {word.strip(".,;:!?()") + mark for word in title for mark in _MARKS}
    kept = " ".join([word for word in _NUMBER.sub("", description).split() if word not in filled])
    return f"{listing.store} {listing.get('vendor').casefold()} {kept}" if len(kept) >= 80 else ""


_TEXT = (
    "This design was drawn with love and will brighten every day of the year. It makes a lovely gift for friends and "
    "family, for birthdays and for every other feast that you can think of."
)
_TEXTE = (
    "Ce motif a été dessiné avec amour et égaiera chaque jour de l'année. Une belle idée de cadeau pour les amis et "
    "la famille, pour les anniversaires et toutes les autres fêtes."
)


_FILLED = [(thing, stuff) for thing in ("bowl", "scarf", "ring", "lamp") for stuff in ("oak", "wool", "silver")]


@rule(
    "MP-011",
    reads=("description", "product_type", "category", "parent_sku", "title", "vendor"),
    severity="info",
    force="ours",
    source=("merchguard 2026", "sewingcompulsion blog"),
    by=_skeleton,
    fewest="listings",
    advice="Write what is special in the making of each kind of thing; photos of the making clear the hint.",
    bad=[
        [{"title": f"Cat {n}", "description": _TEXT, "product_type": f"kind{n % 4}"} for n in range(12)],
        [
            {"title": f"Chat {n}", "description": _TEXTE, "product_type": f"kind{n % 4}", "store": "amazon.fr"}
            for n in range(12)
        ],
        [
            {
                "title": f"{thing} of {stuff}, {n} cm",
                "description": f"This {thing} of {stuff} will brighten every day, {n} cm tall. {_TEXT}",
                "product_type": thing,
            }
            for n, (thing, stuff) in enumerate(_FILLED)
        ],
    ],
    good=[
        [{"title": f"Mug {n}", "description": _TEXT, "product_type": "mug"} for n in range(40)],
        [
            {"title": f"Chat {n}", "description": _TEXTE, "product_type": f"kind{n}", "store": "amazon.fr"}
            for n in range(4)
        ],
        [{"title": f"Cat {n}", "description": "Small cat.", "product_type": f"kind{n}"} for n in range(12)],
    ],
)
def check(catalog: Catalog, *, listings: int = 10, kinds: int = 3) -> Findings:
    """One text stands on many kinds of goods, word for word or as a template.

    Numbers and the words of each title may differ, as where a template was filled in. Printed goods that are ordered in
    share one design and one text. Forty mugs of one potter may share a text, too, and lose nothing: only ten and more
    listings of three and more kinds are meant, and even then it is a hint of our own.
    """
    products = {listing.get("parent_sku") or listing.sku for listing in catalog}
    sorts = {(listing.get("product_type") or listing.get("category")).strip().casefold() for listing in catalog} - {""}
    if len(products) >= listings and len(sorts) >= kinds:
        yield Remark(
            say(
                "a hint of ours: {products} products of {sorts} kinds share this text; do you make "
                "all kinds yourself? A text on how each is made would clear it",
                products=len(products),
                sorts=len(sorts),
            ),
            "description",
            listing=catalog[0],
            evidence={"products": len(products), "kinds": len(sorts)},
        )
