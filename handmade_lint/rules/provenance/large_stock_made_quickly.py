"""MP-037."""

from ...rule import Findings, Listing, Remark, rule, say_many


@rule(
    "MP-037",
    reads=("quantity", "production_days"),
    severity="info",
    force="ours",
    source="handmade-lint's own (no published source found)",
    filled=("quantity",),
    advice="If you make in batches ahead of orders, say so in the text; a photo of the batch clears the hint.",
    bad=[
        {"quantity": "500", "production_days": "1"},
        {"quantity": "250", "production_days": "2", "store": "amazon.fr"},
    ],
    good=[
        {"quantity": "60", "production_days": "1"},
        {"quantity": "500", "production_days": "14", "store": "amazon.fr"},
        {"quantity": "500"},
        {"quantity": "400", "production_days": "1", "seller.pieces_per_month": "300"},
    ],
)
def check(listing: Listing, *, most: int = 100, days: int = 2) -> Findings:
    """A large stock is promised within a day or two.

    Hundreds of pieces that are ready at once were mostly bought in. Soap, candles and cards are made in batches and lie
    ready, too: a hint of our own, and silent where the profile tells of as many pieces a month.
    """
    stock, making = listing.get("quantity").strip(), listing.get("production_days").strip()
    if not (stock.isdecimal() and making.isdecimal()) or int(stock) < most or int(making) > days:
        return
    pieces = listing.get("seller.pieces_per_month").strip()
    if pieces.isdecimal() and int(pieces) * 2 >= int(stock):
        return
    yield Remark(
        say_many(
            "a hint of ours: {stock} pieces are ready within {n} day; do you make them "
            "ahead in batches? A word on it would clear it",
            "a hint of ours: {stock} pieces are ready within {n} days; do you make them "
            "ahead in batches? A word on it would clear it",
            int(making),
            stock=stock,
        ),
        "quantity",
        evidence={"quantity": int(stock), "days": int(making)},
    )
