"""PR-006."""

from ...rule import HANDMADE_STORES, Catalog, Findings, Listing, Remark, rule, say_many


def _store(listing: Listing) -> str:
    return f"{listing.store} {listing.get('vendor').casefold()}"


@rule(
    "PR-006",
    reads=("seller.group_size", "parent_sku", "parentage", "vendor"),
    by=_store,
    severity="info",
    force="ours",
    stores=HANDMADE_STORES,
    source=(
        "handmade-lint's own (no published source found)",
        "NDR via 24ds.org, 28 November 2025, on founders that do not exist",
    ),
    advice="Check that every row is made by you; if so, nothing needs to change.",
    bad=[
        [{"sku": f"M-{number}", "seller.group_size": "1"} for number in range(1001)],
        [{"sku": f"M-{number}", "seller.group_size": "2", "store": "amazon.fr"} for number in range(2001)],
    ],
    good=[
        [{"sku": f"M-{number}", "seller.group_size": "1"} for number in range(60)],
        [
            {"sku": f"M-{number}", "parent_sku": "M", "seller.group_size": "1", "store": "amazon.fr"}
            for number in range(1100)
        ],
        [{"sku": f"M-{number}", "seller.group_size": "2"} for number in range(1100)],
    ],
)
def check(catalog: Catalog, *, rows: int = 1000) -> Findings:
    """There are more different products than so few hands can well make.

    This is a guess of ours, said once and as a note: prints, jewellery made to order and years of work can fill a long
    catalogue. Variations of one product count once. How many rows a person may have is a setting.
    """
    first = catalog[0]
    size = first.get("seller.group_size").strip()
    people = int(size) if size.isdecimal() else 0
    if not people or len(catalog) <= rows * people:
        return
    products = len({listing.get("parent_sku").strip() or listing.sku for listing in catalog})
    if products > rows * people:
        words = say_many(
            "{products} different products by one person",
            "{products} different products by {n} people",
            people,
            products=products,
        )
        yield Remark(words, listing=first, evidence={"products": products, "people": people})
