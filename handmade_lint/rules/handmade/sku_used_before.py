"""HM-020."""

from ...rule import HANDMADE_STORES, Catalog, Findings, Listing, Remark, rule


@rule(
    "HM-020",
    reads=("asin", "seller.sku_history"),
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
    seen: dict[tuple[str, str, str], Listing] = {}
    for listing in catalog:
        sku = listing.sku.strip()
        if sku.startswith("row-"):
            continue
        if sku in {old.strip() for old in listing.get("seller.sku_history").splitlines()}:
            yield Remark(f"SKU '{sku}' was used before", "sku", listing=listing)
        first = seen.setdefault((listing.store, listing.language, sku), listing)
        if first is not listing:
            row = first.origin.row
            yield Remark(
                f"SKU '{sku}' is used in row {row} already", "sku", listing=listing, evidence={"first_row": row}
            )
