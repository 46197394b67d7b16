"""DS-022."""

from ...rule import Catalog, Findings, Listing, Remark, likeness, rule, say, text_ends

_KNOWN = 20
"""Different texts of a group that are remembered to compare others with."""


_NEARLY = 30
"""Different texts of a group up to which they are compared one with another; beyond, only equal ones are."""


def _key(listing: Listing) -> tuple[str, ...]:
    text = listing.get("description")
    if len(text) < 40:
        return (f"{listing.store} {text.strip().casefold()}",) if text.strip() else ()
    first, last = text_ends(text)
    return f"{listing.store} ^{first}", f"{listing.store} {last}$"


@rule(
    "DS-022",
    reads=("description", "parent_sku"),
    severity="info",
    force="ours",
    by=_key,
    fewest="products",
    source="handmade-lint's own (no published source found)",
    advice="Say in each text what is different about this piece.",
    bad=[
        [
            {
                "title": f"Oak thing no {n}",
                "description": "Each piece is made by me in my workshop from local oak and oiled with linseed oil.",
            }
            for n in range(5)
        ],
        [
            {
                "title": f"Bol {n}",
                "description": "Chaque pièce est faite par moi dans mon atelier, en chêne local, puis huilée"
                + " " * n
                + ".",
                "store": "amazon.fr",
            }
            for n in range(6)
        ],
    ],
    good=[
        [
            {
                "title": f"Oak bowl, {n} cm",
                "parent_sku": "BOWL",
                "description": "Each piece is made by me in my workshop from local oak and oiled with linseed oil.",
            }
            for n in range(6)
        ],
        [
            {
                "title": f"Bol {n}",
                "description": f"Chaque pièce est faite par moi dans mon atelier, en chêne local, diamètre {n} cm.",
                "store": "amazon.fr",
            }
            for n in range(10, 16)
        ],
        [
            {"title": f"Oak thing {n}", "description": "Each piece is made by me in my small workshop from local oak."}
            for n in range(4)
        ],
    ],
)
def check(catalog: Catalog, *, similarity: float = 0.9, products: int = 5) -> Findings:
    """Five different products and more share one description.

    Shoppers who compare learn nothing, and search has nothing to tell them apart by. Variations of one product share
    their text rightly; texts that differ in a number are not the same. A rule of ours.
    """
    if len({listing.get("parent_sku") or listing.sku for listing in catalog}) < products:
        return
    same: dict[str, list[Listing]] = {}
    for listing in catalog:
        same.setdefault(listing.get("description"), []).append(listing)
    alike: dict[str, list[Listing]] = {}
    for text, group in same.items():
        compared = alike if len(same) <= _NEARLY else ()
        known = next((known for known in compared if likeness(text, known) > similarity), text)
        if known != text:
            alike[known] += group
        elif len(alike) < _KNOWN or len(group) >= products:
            alike[text] = list(group)
    for group in alike.values():
        count = len({listing.get("parent_sku") or listing.sku for listing in group})
        if count >= products:
            for listing in group:
                first = group[0] if listing is not group[0] else group[1]
                yield Remark(
                    say("{count} products share this description, such as {sku}", count=count, sku=first.sku),
                    "description",
                    listing=listing,
                    evidence={"products": count},
                )
