"""MP-040."""

from collections import Counter

from ...rule import Catalog, Findings, Listing, Remark, rule, say


def _shop(listing: Listing) -> str:
    return f"{listing.store} {listing.get('vendor').casefold()}" if listing.get("listed_on") else ""


_DAYS = [f"2026-0{month}-01" for month in (1, 3, 5)]


@rule(
    "MP-040",
    reads=("listed_on", "vendor", "parent_sku"),
    severity="info",
    force="ours",
    source="handmade-lint's own (no published source found)",
    by=_shop,
    advice="If you publish in one go what you prepared, all is well; dated originals clear the hint.",
    bad=[
        [{"sku": f"{day}-{n}", "listed_on": f"{day} 10:00:00 CET"} for day in _DAYS for n in range(70)],
        [{"sku": f"{day}-{n}", "listed_on": day, "store": "amazon.fr"} for day in _DAYS for n in range(70)],
    ],
    good=[
        [{"sku": f"A{n}", "listed_on": "2026-01-01"} for n in range(300)],
        [{"sku": f"A{n}", "listed_on": f"2026-{1 + n % 12:02}-{1 + n % 28:02}"} for n in range(300)],
        [
            {"sku": f"{day}-{n}", "parent_sku": day, "listed_on": day, "store": "amazon.fr"}
            for day in _DAYS
            for n in range(70)
        ],
    ],
)
def check(catalog: Catalog, *, goods: int = 60, days: int = 2) -> Findings:
    """Dozens of new products appear on single days, again and again.

    A maker who opens a shop lists all she has on one day, so that the first day is left out; on others `goods` products
    on each of at least `days` days look like catalogues taken over. A hint of our own; only files that tell the day on
    which each listing was made are judged.
    """
    seen: dict[str, set[str]] = {}
    for listing in catalog:
        seen.setdefault(listing.get("listed_on")[:10], set()).add(listing.get("parent_sku") or listing.sku)
    counted = Counter({day: len(products) for day, products in seen.items()})
    first = min(counted)
    bursts = sorted(day for day, count in counted.items() if count >= goods and day != first)
    if len(bursts) >= days:
        yield Remark(
            say(
                "a hint of ours: {goods} and more products were listed on each of {bursts} days "
                "(such as {bursts_2}); did you prepare them over a longer time? Dated originals "
                "would clear it",
                goods=goods,
                bursts=len(bursts),
                bursts_2=bursts[0],
            ),
            listing=catalog[0],
            evidence={"days": bursts[:10], "most": max(counted[day] for day in bursts)},
        )
