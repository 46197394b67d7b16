"""CA-006."""

import re

from ...rule import Catalog, Findings, Listing, Remark, rule, say


def _page(listing: Listing) -> tuple[str, str]:
    asin, sku = listing.get("asin").strip().upper(), listing.sku.strip()
    named = "" if sku.startswith("row-") else f"{listing.store}\nsku {sku}"
    return f"{listing.store}\n{asin}" if asin else "", named


@rule(
    "CA-006",
    reads=("brand", "asin"),
    by=_page,
    source="https://sellercentral.amazon.de/gp/help/external/help.html?itemID=200390640&language=de_DE&ref=efph_200390640_relt_F9K4BWLZXRPC62U",
    advice="Make a new page (a new SKU, no ASIN) for goods under the new brand; leave the old page as it is.",
    bad=[
        [
            {"sku": "M-1", "asin": "B0ABCDEFGH", "brand": "Oakline"},
            {"sku": "M-1-NEW", "asin": "B0ABCDEFGH", "brand": "Ashgrove Studio"},
        ],
        [
            {"sku": "BOL-1", "brand": "Générique", "store": "amazon.fr"},
            {"sku": "BOL-1", "brand": "Atelier Lune", "store": "amazon.fr"},
        ],
    ],
    good=[
        [
            {"sku": "M-1", "asin": "B0ABCDEFGH", "brand": "Oakline"},
            {"sku": "M-1-NEW", "asin": "B0ABCDEFGI", "brand": "Ashgrove Studio"},
        ],
        [
            {"sku": "BOL-1", "brand": "Atelier Lune", "store": "amazon.fr"},
            {"sku": "BOL-1", "brand": "ATELIER LUNE", "store": "amazon.fr"},
        ],
        [{"sku": "M-1", "brand": "Oakline"}, {"sku": "M-1", "brand": "Chêne & Cie", "store": "amazon.fr"}],
        [{"sku": "M-1", "brand": "Oakline"}, {"sku": "M-1", "title": "Oak bowl"}],
    ],
)
def check(catalog: Catalog) -> Findings:
    """One page, or one SKU, bears two brands.

    Goods under a new brand are a new product and get a page of their own. A catalogue knows no history: what is seen is
    one ASIN or SKU with two brands within a run, as when last year's file is given together with the present one. Ways
    to spell one brand are CA-007's.
    """
    first: Listing | None = None
    for listing in catalog:
        brand = listing.get("brand").strip()
        if not brand:
            continue
        first = first or listing
        if _plain(brand) != _plain(first.get("brand")):
            other = first.get("brand").strip()
            yield Remark(
                say(
                    "the brand is '{brand}' here and '{other}' in row {row}, on one page",
                    brand=brand,
                    other=other,
                    row=first.origin.row,
                ),
                "brand",
                listing=listing,
                evidence={"other_row": first.origin.row, "other_file": first.origin.file},
            )


def _plain(brand: str) -> str:
    return re.sub(r"[\W_]+", "", brand).casefold()
