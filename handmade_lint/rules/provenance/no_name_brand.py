"""MP-035."""

from ...rule import Findings, Text, rule, say

_NO_NAMES = frozenset(
    """
    noname no-name no_name nobrand no-brand oem odm unbrand unbranded/generic brandless n/a. noenname nonbrand non-brand
    sansmarque sans-marque keinemarke ohnemarke senzamarca sinmarca
    """.split()
)


@rule(
    "MP-035",
    reads=("brand", "manufacturer"),
    severity="info",
    force="ours",
    source="handmade-lint's own (no published source found)",
    filled=("brand", "manufacturer"),
    advice="Write the name of your workshop, or Generic as Amazon asks where there is no brand; it clears the hint.",
    bad=[
        {"brand": "NoName"},
        {"brand": "OEM"},
        {"brand": "No Brand"},
        {"brand": "Sans marque", "store": "amazon.fr"},
        {"manufacturer": "Ohne Marke", "store": "amazon.de"},
    ],
    good=[
        {"brand": "Generic"},
        {"brand": "Unbranded"},
        {"brand": "Générique", "store": "amazon.fr"},
        {"brand": "No Name Pottery"},
        {"brand": "Atelier Sans Marque", "store": "amazon.fr"},
    ],
)
def check(text: Text) -> Findings:
    """A field holds what suppliers' feeds write in place of a brand.

    NoName and OEM come with catalogues of wholesalers. Generic and Unbranded are never meant: Amazon and other channels
    ask makers without a registered brand to write so. A hint of our own.
    """
    value = text.value.strip()
    if value.casefold().replace(" ", "") in _NO_NAMES:
        yield text.finding(
            say(
                "a hint of ours: '{value}' is what suppliers' feeds write in place of a brand; has "
                "your workshop a name? It would clear it",
                value=value,
            ),
            value=value,
        )
