"""CA-007."""

import re
from collections import Counter, defaultdict

from ...rule import Catalog, Findings, Remark, rule


@rule(
    "CA-007",
    reads="brand",
    source="https://sellercentral.amazon.com.br/gp/help/external/G2N3GKE5SGSHWYRZ",
    advice="Write the brand the same way in every row, as it stands on the product.",
    bad=[
        [{"brand": "Oakline"}, {"brand": "Oakline"}, {"brand": "OAK Line"}],
        [
            {"brand": "Atelier Lune", "store": "amazon.fr"},
            {"brand": "Atelier-Lune", "store": "amazon.fr"},
            {"brand": "Atelier Lune", "store": "amazon.fr"},
        ],
    ],
    good=[
        [{"brand": "Oakline"}, {"brand": "Oakline"}, {"brand": "Generic"}],
        [{"brand": "Oakline"}, {"brand": "Oaklane"}],
        [{"brand": "Atelier Lune", "store": "amazon.fr"}, {"brand": "Atelier Soleil", "store": "amazon.fr"}],
    ],
)
def check(catalog: Catalog) -> Findings:
    """The brand is written in several ways.

    Amazon takes each spelling for another brand: pages split, and registration matches one only. Different brands in
    one catalogue are not meant, only ways to write the same letters.
    """
    spellings: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for listing in catalog:
        brand = listing.get("brand").strip()
        if brand:
            spellings[_plain(brand)][brand] += 1
    for listing in catalog:
        brand = listing.get("brand").strip()
        if not brand:
            continue
        usual, times = max(spellings[_plain(brand)].items(), key=lambda item: (item[1], item[0]))
        if brand != usual:
            yield Remark(
                f"the brand is '{brand}' here and '{usual}' in {times} other rows",
                "brand",
                listing=listing,
                evidence={"usual": usual, "rows": times},
            )


def _plain(brand: str) -> str:
    return re.sub(r"[\W_]+", "", brand).casefold() or brand
