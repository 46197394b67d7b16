"""RE-013."""

import re

from ...rule import Findings, Text, rule, say

_CLAIM = re.compile(
    r"(?<![-\w])(?:(?:solid|real|fine|pure|yellow|white|rose)\s+)?gold\s+(?:\w+\s+)?(?:wedding |signet |stud |hoop )?"
    r"(?:rings?|earrings?|necklaces?|bracelets?|pendants?|chains?|studs?|hoops?|bands?|brooch(?:es)?|anklets?"
    r"|bangles?)\b"
    r"|(?:bagues?|alliances?|boucles d'oreilles|colliers?|bracelets?|pendentifs?|chaînes?) "
    r"(?:en )?or(?: jaune| blanc| rose)?\b",
    re.IGNORECASE,
)
_FINENESS = re.compile(r"\d{1,2}\s?-?(?:k|kt|ct|karats?|carats?)\b|\b(?:417|585|750|916|917|958|999)\b", re.IGNORECASE)
_LAYER = re.compile(
    r"gold[- ]?(?:tone|toned|plated?|filled|fill|colou?r(?:ed)?|vermeil|leaf|dipped|foil|finish"
    r"|wash(?:ed)?|wire|thread|bead(?:ed|s)?|glitter|paint(?:ed)?|brass|bronze)|vermeil|plaqu|doré|couleur or",
    re.IGNORECASE,
)


@rule(
    "RE-013",
    reads="title",
    stores=["amazon.com", "amazon.ca"],
    hint=r"(?i)\b(?:gold|or)\b",
    source="https://sellercentral.amazon.ca/gp/help/external/help.html?itemID=201827270",
    advice="Add the karat, as in '14k gold ring'; or say plated, filled or gold-tone if that is what it is.",
    bad=[
        "Gold ring, hammered",
        "Rose Gold Wedding Band",
        {"title": "Bague en or martelée", "store": "amazon.ca", "language": "fr"},
    ],
    good=[
        "14k gold ring, hammered",
        "Gold-tone ring of brass",
        "Gold filled hoop earrings",
        {"title": "Bague plaquée or martelée", "store": "amazon.ca", "language": "fr"},
        {"title": "Bague en or 750", "store": "amazon.ca", "language": "fr"},
        "Silver ring with a golden retriever",
        "Gold thread embroidered hoop art",
    ],
)
def check(title: Text) -> Findings:
    """The title says gold without its fineness.

    Amazon's jewellery tips ask for the karat in title and text wherever gold is claimed. Gold as a colour, a plating
    or a thread is not meant.
    """
    if _FINENESS.search(title.value) or _LAYER.search(title.value):
        return
    for found in title.find(_CLAIM):
        yield title.finding(say("'{match}' says gold without the karat", match=found.group()), found.span())
