"""CA-014."""

import math
import re

from ...rule import Catalog, Findings, Listing, Remark, rule, say

_NUMBER = re.compile(r"\d[\d \u00a0\u202f.,'’]*")


def _shelf(listing: Listing) -> str:
    """Goods whose prices may be compared: of one store, currency and kind."""
    if not listing.get("price") or listing.get("parentage").strip().casefold().startswith(("parent", "variable")):
        return ""
    kind = listing.get("product_type") or listing.get("category")
    return f"{listing.store}\n{listing.get('currency').casefold()}\n{kind.casefold()}"


@rule(
    "CA-014",
    reads=("price", "currency", "product_type", "category", "parentage"),
    severity="info",
    force="ours",
    by=_shelf,
    fewest="least",
    source="handmade-lint's own (no published source found)",
    advice="Look at the decimal point; if the price is meant, there is nothing to do.",
    bad=[
        [{"price": price} for price in ("18", "20", "22", "24", "24.50", "26", "28", "32", "40", "0.01")],
        [
            {"price": price, "store": "amazon.fr"}
            for price in ("18,00", "20,00", "22,00", "24,00", "24,50", "26,00", "28,00", "32,00", "2 400,00")
        ],
    ],
    good=[
        [{"price": price} for price in ("18", "20", "22", "24", "24.50", "26", "28", "32", "40", "120")],
        [{"price": price} for price in ("18", "0.01")],
        [
            {"price": price, "store": "amazon.fr"}
            for price in ("12,00", "25,00", "45,00", "90,00", "180,00", "350,00", "700,00", "1 400,00", "2 800,00")
        ],
        [
            {"price": "1.50", "product_type": "sticker"},
            *({"price": price, "product_type": "table"} for price in "800 820 850 900 900 950 990 999".split()),
        ],
    ],
)  # fmt: skip
def check(catalog: Catalog, *, least: int = 8, z: float = 4.0, factor: float = 8.0) -> Findings:
    """A price is far off the seller's other prices.

    A slipped decimal point sells a bowl of 24.00 for 0.24. Prices of one store, currency and kind of goods are compared
    by their logarithms with the median (median absolute deviation, as a robust z); said is only what lies more than `z`
    and more than `factor` times off. Fewer than `least` prices are not compared. Ours, a hint.
    """
    prices = [(listing, value) for listing in catalog if (value := _value(listing.get("price"))) > 0]
    if len(prices) < least:
        return
    from statistics import median  # costs a small catalogue more than its check

    middle = median(math.log(value) for _, value in prices)
    spread = max(median(abs(math.log(value) - middle) for _, value in prices), 0.1)
    usual = math.exp(middle)
    for listing, value in prices:
        off = abs(math.log(value) - middle)
        if off * 0.6745 / spread > z and off > math.log(factor):
            yield Remark(
                say(
                    "the price {price} is far off the others (half of them below {usual:.2f})",
                    price=listing.get("price").strip(),
                    usual=usual,
                ),
                "price",
                (0, len(listing.get("price"))),
                listing=listing,
                evidence={"median": round(usual, 2), "z": round(off * 0.6745 / spread, 1)},
            )


def _value(price: str) -> float:
    found = _NUMBER.search(price)
    if not found:
        return 0.0
    digits = re.sub(r"[ \u00a0\u202f'’]", "", found.group()).rstrip(".,")
    cents = re.search(r"[.,](\d{1,2}|\d{4,})$", digits)
    whole = re.sub(r"[.,]", "", digits[: cents.start()] if cents else digits)
    return float(f"{whole or 0}.{cents.group(1) if cents else 0}")
