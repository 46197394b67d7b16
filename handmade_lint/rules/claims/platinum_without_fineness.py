"""RE-017."""

import re

from ...rule import Findings, Text, rule, say

_CLAIM = re.compile(
    r"(?<![-\w])(?:solid |real |pure )?platinum\s+(?:\w+\s+)?(?:wedding |signet |engagement |stud |hoop )?"
    r"(?:rings?|earrings?|necklaces?|bracelets?|pendants?|chains?|studs?|hoops?|bands?|brooch(?:es)?"
    r"|bangles?)\b(?! (?:dish|holder|box|tray|stand|bowl|bearer))",
    re.IGNORECASE,
)
_FINENESS = re.compile(r"\b(?:850|900|950|999)\b|\bpt ?\d{3}\b|\bpt\b", re.IGNORECASE)
_LAYER = re.compile(
    r"platinum[- ]?(?:tone|toned|plated?|colou?r(?:ed)?|finish|over|dipped|look|hair|silk|silicone|cured)",
    re.IGNORECASE,
)


@rule(
    "RE-017",
    reads="title",
    severity="info",
    stores=["amazon.com"],
    languages=["en"],
    needs=("platinum",),
    source="https://global.lianlianpay.com/channel/7-19482.html",
    advice="Add the parts in a thousand, as in '950 platinum ring'.",
    bad=["Platinum wedding band", "Solid platinum hammered ring"],
    good=[
        "950 platinum wedding band",
        "Platinum-plated brass ring",
        "Doll with platinum hair",
        "Platinum ring, Pt 900",
        "Platinum tone ring dish",
    ],
)
def check(title: Text) -> Findings:
    """The title says platinum without its fineness.

    Amazon's jewellery standards for the United States ask for 950 parts in a thousand. Platings, the colour and the
    kind of silicone are not meant.
    """
    if _FINENESS.search(title.value) or _LAYER.search(title.value):
        return
    for found in title.find(_CLAIM):
        yield title.finding(say("'{match}' says platinum without the fineness", match=found.group()), found.span())
