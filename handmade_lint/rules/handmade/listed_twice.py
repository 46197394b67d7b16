"""HM-018."""

import re

from ...rule import HANDMADE_STORES, Catalog, Findings, Listing, Remark, rule, say

_GONE = frozenset(["delete", "deleted", "inactive", "supprimer", "löschen", "eliminar", "elimina"])


def _product(listing: Listing) -> tuple[str, ...]:
    """What two offers of one product share: the title, or the GTIN."""
    if listing.get("status").strip().casefold() in _GONE or not listing.get("product_type").strip():
        return ()
    title = re.sub(r"\W+", " ", listing.get("title")).casefold().strip()
    digits = re.sub(r"\D", "", listing.get("gtin")).lstrip("0")
    keys = (f"title {title}" if title else "", f"gtin {digits}" if len(digits) >= 7 else "")
    return tuple(f"{listing.store} {key}" for key in keys if key)


def _in_handmade(listing: Listing) -> bool:
    return listing.get("product_type").strip().casefold().startswith("guild")


@rule(
    "HM-018",
    reads=("title", "gtin", "product_type", "status"),
    by=_product,
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
    inside = [listing for listing in catalog if _in_handmade(listing)]
    for listing in catalog:
        if inside and not _in_handmade(listing):
            yield Remark(
                say("the same product is offered in Handmade as {sku}", sku=inside[0].sku),
                "product_type",
                listing=listing,
                evidence={"handmade_sku": inside[0].sku, "handmade_row": inside[0].origin.row},
            )
