"""HM-021."""

from ...rule import HANDMADE_STORES, Catalog, Findings, Remark, rule


@rule(
    "HM-021",
    reads=("seller.old_offers", "title"),
    severity="info",
    stores=HANDMADE_STORES,
    source="Amazon Handmade eligibility and policy (French), itemID=201817290",
    advice="Decide product by product before you delete old offers; there is no way back.",
    bad=[
        [{"sku": "MUG-01-HM", "title": "Mug", "seller.old_offers": "MUG-01"}],
        [{"sku": "BOL-7-HM", "title": "Bol", "seller.old_offers": "BOL-7", "store": "amazon.fr"}],
    ],
    good=[
        [{"sku": "MUG-01", "title": "Mug"}],
        [{"sku": "BOL-7-HM", "title": "Bol", "seller.old_offers": "", "store": "amazon.fr"}],
    ],
)
def check(catalog: Catalog) -> Findings:
    """Products move into Handmade: their old offers' sales history and reviews are lost.

    A note, once a run, for sellers whose profile names old offers.
    """
    first = catalog[0]
    old = [sku for sku in first.get("seller.old_offers").splitlines() if sku.strip()]
    if old:
        named = f"{len(old)} old offers" if len(old) > 1 else "an old offer"
        yield Remark(f"moving {named} into Handmade drops sales history and reviews", listing=first)
