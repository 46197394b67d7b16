"""HM-019."""

from functools import lru_cache

from ...rule import HANDMADE_STORES, Findings, Listing, Remark, rule, say


@lru_cache(maxsize=8)
def _old(offers: str) -> frozenset[str]:
    return frozenset(line.strip() for line in offers.splitlines())


@rule(
    "HM-019",
    reads="seller.old_offers",
    severity="error",
    stores=HANDMADE_STORES,
    source=(
        "Amazon Handmade eligibility and policy (French), itemID=201817290",
        "http://zhitongshan.com/fm/16667.html",
    ),
    advice="Give the product a new SKU, such as the old one with '-HM' behind it.",
    bad=[
        {"sku": "MUG-01", "seller.old_offers": "MUG-01\nMUG-02"},
        {"sku": "BOL-7", "seller.old_offers": "BOL-7", "store": "amazon.fr"},
    ],
    good=[
        {"sku": "MUG-01-HM", "seller.old_offers": "MUG-01\nMUG-02"},
        {"sku": "BOL-7", "title": "Bol", "store": "amazon.fr"},
    ],
)
def check(listing: Listing) -> Findings:
    """A product that is listed again in Handmade keeps the SKU of its old offer.

    Amazon asks for a fresh SKU when a product moves into Handmade. The rule needs the SKUs of the offers outside.
    """
    if listing.sku.strip() in _old(listing.get("seller.old_offers")):
        yield Remark(say("'{sku}' is the SKU of an old offer outside Handmade", sku=listing.sku), "sku")
