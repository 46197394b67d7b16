"""MP-009."""

from ...rule import Catalog, Findings, Listing, Remark, price, rule, say

_LOW = {"JPY": 700.0, "MXN": 90.0, "SEK": 50.0, "PLN": 20.0, "TRY": 200.0, "INR": 400.0, "BRL": 25.0}
"""Prices that are low, in currencies in which the setting's figure would not be."""


def _currency(listing: Listing) -> str:
    return f"{listing.store} {listing.get('currency').strip().upper()} {listing.get('vendor').casefold()}"


@rule(
    "MP-009",
    reads=("title", "price", "currency", "vendor"),
    severity="info",
    force="ours",
    source="naturalgorgeousdotcom 2012",
    by=_currency,
    fewest="rows",
    advice="Nothing needs to be done if these are yours; photos of the making and invoices of materials clear the "
    "hint.",
    bad=[
        [{"title": f"Ring {n}", "price": "2.99"} for n in range(301)],
        [{"title": f"Bague {n}", "price": "2,50", "store": "amazon.fr"} for n in range(301)],
    ],
    good=[
        [{"title": f"Ring {n}", "price": "2.99"} for n in range(80)],
        [{"title": f"Bague {n}", "price": "29,90", "store": "amazon.fr"} for n in range(301)],
        [{"title": "Sticker", "price": "2.99"} for n in range(301)],
    ],
)
def check(catalog: Catalog, *, rows: int = 300, low: float = 5.0) -> Findings:
    """Hundreds of different goods are sold at very low prices.

    Resellers' catalogues look so; a maker of cards, stickers or beads has one, too. Many rows alone say nothing, and
    low prices alone say nothing. A hint of our own, said once.
    """
    titles = {listing.get("title").casefold() for listing in catalog}
    prices = [amount for listing in catalog if (amount := price(listing.get("price"))) is not None]
    if len(titles) <= rows or len(prices) <= rows:
        return
    from statistics import median  # costs a small catalogue more than its check

    middle = median(prices)
    if middle < _LOW.get(catalog[0].get("currency").strip().upper(), low):
        yield Remark(
            say(
                "a hint of ours: {titles} different goods at a median price of {middle:g}; are they "
                "small things such as cards or beads? Photos of the making would clear it",
                titles=len(titles),
                middle=middle,
            ),
            listing=catalog[0],
            evidence={"goods": len(titles), "median": middle},
        )
