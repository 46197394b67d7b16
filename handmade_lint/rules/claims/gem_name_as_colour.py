"""RE-018."""

import re

from ...rule import Findings, Text, lexicon, rule, say

_PAIR = re.compile(
    r"(?<!\w)(?:amethyst|ruby|emerald|sapphire|topaz|aquamarine|garnet|peridot|diamond|citrine)[- ]"
    r"(?:colou?red |colou?r )?(?:cz|cubic zirconia|zirconia|glass|resin|plastic|acrylic|rhinestones?)\b"
    r"|(?<!\w)(?:ruby|sapphire|diamond) crystals?\b"
    r"|(?<!\w)(?:zircone?|zirconium|verre|résine|plastique|strass) "
    r"(?:améthyste|rubis|émeraude|saphir|topaze|diamant|grenat)\b",
    re.IGNORECASE,
)


@rule(
    "RE-018",
    reads=("title", "highlights", "bullet", "description"),
    severity="error",
    stores=["amazon.com", "amazon.ca"],
    needs=(
        *(
            "amethyst",
            "ruby",
            "rubis",
            "emerald",
            "sapphire",
            "saphir",
            "topa",
            "aquamarine",
            "garnet",
            "grenat",
            "peridot",
        ),
        *("diamond", "diamant", "citrine", "émeraude", "améthyste"),
    ),
    source="https://sellercentral.amazon.ca/gp/help/external/help.html?itemID=201827270",
    advice="Name the colour: 'purple CZ', 'green glass'.",
    bad=[
        "Amethyst CZ ring",
        {"title": "Silver earrings", "description": "With ruby glass drops"},
        {"title": "Bague argent, zircone émeraude", "store": "amazon.ca", "language": "fr"},
    ],
    good=[
        "Purple CZ ring",
        "Amethyst crystal necklace, raw stone",
        "Emerald glass vase, blown by hand",
        "Gold-tone ring with opal glass",
        {"title": "Bague argent, zircone verte", "store": "amazon.ca", "language": "fr"},
    ],
)
def check(text: Text) -> Findings:
    """The name of a gem is used for the colour of an imitation.

    Amazon's jewellery tips bar 'amethyst CZ' and its like: the name promises the stone. Only jewellery is judged, and
    only materials that imitate; glass as such, opal glass or raw crystals are not meant.
    """
    if not lexicon("jewellery").find(text.fact("title"), text.language):
        return
    for found in text.find(_PAIR):
        yield text.finding(say("'{match}' names a gem that is not there", match=found.group()), found.span())
