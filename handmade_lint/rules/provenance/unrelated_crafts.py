"""MP-021."""

from collections import Counter

from ...rule import Catalog, Findings, Listing, Remark, rule, say


def _store(listing: Listing) -> str:
    return f"{listing.store} {listing.get('vendor').casefold()}"


def _kind(listing: Listing) -> str:
    kind = listing.get("product_type") or listing.get("category").partition(">")[0]
    return kind.strip().casefold()


@rule(
    "MP-021",
    reads=("product_type", "category", "vendor", "seller.maker_type"),
    severity="info",
    force="ours",
    source="handmade-lint's own (no published source found)",
    by=_store,
    fewest="rows",
    advice="Nothing needs to be done if you master them all; a word on each craft in your profile clears the hint.",
    bad=[
        [{"product_type": f"kind{n % 8}"} for n in range(32)],
        [{"category": f"Rayon {n % 7} > Divers", "store": "amazon.fr"} for n in range(28)],
    ],
    good=[
        [{"product_type": "guildhome" if n % 3 else f"kind{n}"} for n in range(32)],
        [{"category": f"Rayon {n}", "store": "amazon.fr"} for n in range(8)],
        [{"product_type": f"kind{n % 8}", "seller.maker_type": "cooperative"} for n in range(32)],
    ],
)
def check(catalog: Catalog, *, rows: int = 24, kinds: int = 7, largest: float = 0.35) -> Findings:
    """The catalogue spans many unrelated kinds of goods.

    Most makers have one craft or two; a trader has pots, shoes and cases for telephones. Co-operatives and groups are
    let through, and a many-sided maker exists: a hint of our own, said once a store.
    """
    counted = Counter(kind for listing in catalog if (kind := _kind(listing)))
    total = sum(counted.values())
    if total < rows or len(counted) < kinds or counted.most_common(1)[0][1] > largest * total:
        return
    maker = catalog[0].get("seller.maker_type").strip().casefold()
    if maker in ("cooperative", "co-operative", "ngo", "non-profit", "group", "collective"):
        return
    some = ", ".join(kind for kind, _ in counted.most_common(4))
    yield Remark(
        say(
            "a hint of ours: {counted} kinds of goods ({some} …), none of them the main one; do "
            "you make them all? A word on each craft would clear it",
            counted=len(counted),
            some=some,
        ),
        listing=catalog[0],
        evidence={"kinds": len(counted), "rows": total, "largest": round(counted.most_common(1)[0][1] / total, 2)},
    )
