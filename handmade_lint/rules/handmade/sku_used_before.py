"""HM-020."""

from functools import lru_cache

from ...rule import HANDMADE_STORES, Alone, Catalog, Findings, Listing, Remark, rule, say


@lru_cache(maxsize=8)
def _used(history: str) -> frozenset[str]:
    return frozenset(line.strip() for line in history.splitlines())


def _offer(listing: Listing) -> str:
    """Store, language and SKU; rows that were numbered for want of a SKU are none."""
    sku = listing.sku.strip()
    if not sku or sku.startswith("row-"):
        return ""
    key = f"{listing.store} {listing.language} {sku}"
    return Alone(key) if sku in _used(listing.get("seller.sku_history")) else key


@rule(
    "HM-020",
    reads=("asin", "seller.sku_history"),
    by=_offer,
    severity="error",
    stores=HANDMADE_STORES,
    source="Amazon Handmade eligibility and policy (French), itemID=201817290",
    advice="Give this row a SKU that was never used.",
    bad=[
        [{"sku": "A12", "title": "Oak bowl"}, {"sku": "A12", "title": "Ash bowl"}],
        [{"sku": "B7", "title": "Bol", "seller.sku_history": "A1\nB7", "store": "amazon.fr"}],
    ],
    good=[
        [{"sku": "A12", "title": "Oak bowl"}, {"sku": "A13", "title": "Oak bowl"}],
        [{"sku": "A12", "title": "Oak bowl"}, {"sku": "A12", "title": "Bol en chêne", "store": "amazon.fr"}],
        [{"sku": "row-2", "title": "Oak bowl"}, {"sku": "row-2", "title": "Ash bowl"}],
        [{"sku": "B7", "title": "Bol", "seller.sku_history": "A1\nB77", "store": "amazon.fr"}],
    ],
)
def check(catalog: Catalog) -> Findings:
    """A SKU is used twice, or was used before.

    A SKU that once named an offer, even a deleted one, cannot be used again. The same SKU in two stores or languages is
    one product and not meant. SKUs of earlier offers are read from the seller's profile, where it has them.
    """
    first = catalog[0]
    for listing in catalog:
        sku = listing.sku.strip()
        if sku in _used(listing.get("seller.sku_history")):
            yield Remark(say("SKU '{sku}' was used before", sku=sku), "sku", listing=listing)
        elif listing is not first:
            row = first.origin.row
            yield Remark(
                say("SKU '{sku}' is used in row {row} already", sku=sku, row=row),
                "sku",
                listing=listing,
                evidence={"first_row": row},
            )
