"""HM-018."""

import re
from collections import defaultdict

from ...rule import HANDMADE_STORES, Catalog, Findings, Remark, rule


@rule(
    "HM-018",
    reads=("title", "gtin", "product_type", "parent_sku", "status"),
    severity="error",
    stores=HANDMADE_STORES,
    source=(
        "Amazon Handmade eligibility and policy (French), itemID=201817290",
        "http://zhitongshan.com/fm/16667.html",
    ),
    advice="Delete the offer outside Handmade; keep one.",
    bad=[
        [
            {"sku": "A-HM", "title": "Oak bread bowl, 20 cm", "product_type": "guildhome"},
            {"sku": "A", "title": "Oak bread bowl, 20 cm", "product_type": "home"},
        ],
        [
            {
                "sku": "B-HM",
                "title": "Bol",
                "gtin": "3012345678900",
                "product_type": "GuildKitchen",
                "store": "amazon.fr",
            },
            {
                "sku": "B",
                "title": "Bol en bois",
                "gtin": "3012345678900",
                "product_type": "kitchen",
                "store": "amazon.fr",
            },
        ],
    ],
    good=[
        [
            {"sku": "A", "title": "Oak bread bowl, 20 cm", "product_type": "guildhome"},
            {"sku": "B", "title": "Oak bread bowl, 25 cm", "product_type": "home"},
        ],
        [
            {"sku": "A-HM", "title": "Bol en chêne", "product_type": "guildhome", "store": "amazon.fr"},
            {"sku": "A", "title": "Bol en chêne", "product_type": "home", "status": "Delete", "store": "amazon.fr"},
        ],
        [
            {"sku": "A", "title": "Oak bread bowl, 20 cm", "product_type": "guildhome"},
            {"sku": "B", "title": "Oak bread bowl, 20 cm", "product_type": "guildkitchen"},
        ],
    ],
)
def check(catalog: Catalog) -> Findings:
    """A product is offered in Handmade and outside it.

    A product moved into Handmade may be in one category only, and the old offer must be deleted. Only rows with the
    same title or GTIN, one with a product type of Handmade (guild…) and one with another, are meant.
    """
    offers = defaultdict(list)
    for listing in catalog:
        if listing.get("status").strip().casefold() in ("delete", "deleted", "inactive", "supprimer", "löschen"):
            continue
        kind = listing.get("product_type").strip().casefold()
        if not kind:
            continue
        title = re.sub(r"\W+", " ", listing.get("title")).casefold().strip()
        digits = re.sub(r"\D", "", listing.get("gtin"))
        for key in (f"title {title}" if title else "", f"gtin {digits.lstrip('0')}" if len(digits) >= 8 else ""):
            if key:
                offers[listing.store, key].append((kind.startswith("guild"), listing))
    told = set()
    for same in offers.values():
        inside = [listing for handmade, listing in same if handmade]
        for handmade, listing in same:
            if not handmade and inside and id(listing) not in told:
                told.add(id(listing))
                yield Remark(
                    f"the same product is offered in Handmade as {inside[0].sku}",
                    "product_type",
                    listing=listing,
                    evidence={"handmade_sku": inside[0].sku, "handmade_row": inside[0].origin.row},
                )
