"""MP-039: goods against the hours of the people who make them."""

from ...rule import Catalog, Findings, Listing, Remark, rule, say


def _shop(listing: Listing) -> str:
    return f"{listing.store} {listing.get('vendor').casefold()}"


@rule(
    "MP-039",
    reads=("seller.group_size", "quantity", "vendor", "seller.pieces_per_month"),
    severity="info",
    force="ours",
    source="handmade-lint's own (no published source found)",
    by=_shop,
    advice="If you set a high stock for things made to order, tell the true number; else a word on your batches clears "
    "the hint.",
    bad=[
        [{"sku": f"R{n}", "quantity": "400", "seller.group_size": "1"} for n in range(20)],
        [{"sku": f"B{n}", "quantity": "900", "seller.group_size": "2", "store": "amazon.fr"} for n in range(20)],
    ],
    good=[
        [{"sku": f"R{n}", "quantity": "20", "seller.group_size": "1"} for n in range(20)],
        [{"sku": f"R{n}", "quantity": "400", "seller.group_size": "8", "store": "amazon.fr"} for n in range(20)],
        [
            {"sku": f"C{n}", "quantity": "400", "seller.group_size": "1", "seller.pieces_per_month": "1500"}
            for n in range(20)
        ],
        [{"sku": f"M{n}", "quantity": "999", "seller.group_size": "1"} for n in range(20)],
        [{"sku": f"R{n}", "quantity": "400"} for n in range(20)],
    ],
)
def check(catalog: Catalog, *, months: int = 12, pieces: int = 300) -> Findings:
    """More pieces are in stock than so few people make in a year.

    A person is taken to make `pieces` a month, unless the profile tells. 999 and the like stand for 'made to order' and
    are not added up. A hint of our own, which needs the profile's number of people.
    """
    size = catalog[0].get("seller.group_size").strip()
    if not size.isdecimal() or not int(size):
        return
    told = catalog[0].get("seller.pieces_per_month").strip()
    made = int(told) if told.isdecimal() and int(told) else pieces * int(size)
    stocks = [int(one) for listing in catalog if (one := listing.get("quantity").strip()).isdecimal()]
    total = sum(stock for stock in stocks if set(str(stock)) != {"9"})
    if total > made * months:
        yield Remark(
            say(
                "a hint of ours: {total} pieces in stock, made by {size}; at {made} a month that is "
                "over {total_2} months of work. Are they all yours? A word on your batches would "
                "clear it",
                total=total,
                size=size,
                made=made,
                total_2=total // made,
            ),
            listing=catalog[0],
            evidence={"pieces": total, "people": int(size), "months": total // made},
        )
