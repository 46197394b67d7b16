"""CA-003."""

import re
from collections import defaultdict

from ...rule import Catalog, Findings, Listing, Remark, rule, say

_COLOURS = frozenset(
    """
    red blue green yellow black white grey gray brown pink purple orange beige gold silver navy multicolor multicolour
    rouge bleu vert jaune noir blanc gris marron brun rose violet doré argenté multicolore
    rot blau grün gelb schwarz weiß weiss grau braun rosa lila gold silber bunt mehrfarbig
    rosso blu verde giallo nero bianco grigio marrone viola arancione oro argento
    rojo azul amarillo negro blanco gris marrón morado naranja dorado plateado
    """.split()
)
_NUMBERED = re.compile(r"\s*([^\W\d_]+)\s*[-_ ]?\s*(\d{1,2})\s*")


def _family(listing: Listing) -> str:
    parent = listing.get("parent_sku").strip()
    return f"{listing.store}\n{parent}" if parent else ""


@rule(
    "CA-003",
    reads=("colour", "variation", "parent_sku"),
    severity="warning",
    by=_family,
    source="wearesellers.com question 16479; Seller Central EU forum 555942",
    advice="Name colours so that they can be told apart, or sell the thing once.",
    bad=[
        [{"colour": "Red1", "parent_sku": "P"}, {"colour": "Red2", "parent_sku": "P"}],
        [
            {"colour": "Bleu 1", "parent_sku": "P", "store": "amazon.fr"},
            {"colour": "Bleu", "parent_sku": "P", "store": "amazon.fr"},
        ],
    ],
    good=[
        [{"colour": "Red", "parent_sku": "P"}, {"colour": "Dark red", "parent_sku": "P"}],
        [{"colour": "RAL 3000", "parent_sku": "P"}, {"colour": "RAL 3001", "parent_sku": "P"}],
        [
            {"colour": "Taille 36", "parent_sku": "P", "store": "amazon.fr"},
            {"colour": "Taille 38", "parent_sku": "P", "store": "amazon.fr"},
        ],
        [{"colour": "Red 1", "parent_sku": "P"}, {"colour": "Red 1", "parent_sku": "Q"}],
    ],
)
def check(catalog: Catalog) -> Findings:
    """Variations of one product are told apart by a number behind a colour.

    'Red1' and 'Red2' let one colour be listed twice, which Amazon takes for a trick; shoppers cannot know what differs.
    Known through third parties only, hence a warning. Sizes, shade cards and numbered designs are not meant.
    """
    alike = defaultdict(list)
    for listing in catalog:
        for name in ("colour", "variation"):
            for field, value in listing.read(name):
                found = _NUMBERED.fullmatch(value)
                stem = (found.group(1) if found else value.strip()).casefold()
                if stem in _COLOURS:
                    alike[name, stem].append((listing, field, value, found))
    for members in alike.values():
        values = {value.strip().casefold() for _, _, value, _ in members}
        for listing, field, value, found in members:
            if found and len(values) > 1:
                others = ", ".join(sorted(values - {value.strip().casefold()})[:3])
                yield Remark(
                    say(
                        "'{value}' and '{others}' tell one colour apart by numbers", value=value.strip(), others=others
                    ),
                    field,
                    (0, len(value)),
                    listing=listing,
                )
