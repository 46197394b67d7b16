"""CA-007."""

import re
import unicodedata
from collections import Counter

from ...rule import Catalog, Findings, Listing, Remark, rule, say_many

_VOICED = "\u3099\u309a"
"""Marks of kana, which are no accents."""


def _plain(listing: Listing) -> str:
    brand = listing.get("brand").strip()
    joined = re.sub(r"\s(?:and|et|und|y|e)\s", " ", brand.casefold())
    apart = unicodedata.normalize("NFKD", joined)
    letters = "".join(letter for letter in apart if letter.isalnum() or letter in _VOICED)
    return letters or brand


@rule(
    "CA-007",
    reads="brand",
    by=_plain,
    differ=lambda listing: listing.get("brand").strip(),
    source="https://sellercentral.amazon.com.br/gp/help/external/G2N3GKE5SGSHWYRZ",
    advice="Write the brand the same way in every row, as it stands on the product.",
    bad=[
        [{"brand": "Oakline"}, {"brand": "Oakline"}, {"brand": "OAK Line"}],
        [
            {"brand": "Atelier Lune", "store": "amazon.fr"},
            {"brand": "Atelier-Lune", "store": "amazon.fr"},
            {"brand": "Atelier Lune", "store": "amazon.fr"},
        ],
        [{"brand": "Chloé et Zoé", "store": "amazon.fr"}, {"brand": "Chloe & Zoe", "store": "amazon.fr"}],
    ],
    good=[
        [{"brand": "Oakline"}, {"brand": "Oakline"}, {"brand": "Generic"}],
        [{"brand": "Oakline"}, {"brand": "Oaklane"}],
        [{"brand": "Atelier Lune", "store": "amazon.fr"}, {"brand": "Atelier Soleil", "store": "amazon.fr"}],
        [{"brand": "がく工房", "store": "amazon.co.jp"}, {"brand": "かく工房", "store": "amazon.co.jp"}],
    ],
)
def check(catalog: Catalog) -> Findings:
    """The brand is written in several ways.

    Amazon takes each spelling for another brand: pages split, and registration matches one only. Different brands in
    one catalogue are not meant, only ways to write the same letters.
    """
    spellings = Counter(listing.get("brand").strip() for listing in catalog)
    usual, times = max(spellings.items(), key=lambda item: (item[1], item[0]))
    for listing in catalog:
        brand = listing.get("brand").strip()
        if brand != usual:
            yield Remark(
                say_many(
                    "the brand is '{brand}' here and '{usual}' in another row",
                    "the brand is '{brand}' here and '{usual}' in {n} other rows",
                    times,
                    brand=brand,
                    usual=usual,
                ),
                "brand",
                listing=listing,
                evidence={"usual": usual, "rows": times},
            )
