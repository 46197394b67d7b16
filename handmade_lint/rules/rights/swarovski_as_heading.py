"""IP-019."""

import re

from ...rule import Findings, Text, rule, say

_NAME = re.compile(r"(?<!\w)swarovski(?!\w)", re.IGNORECASE)
_INGREDIENT = re.compile(
    r"(?:crystals?|stones?|beads?|pearls?) (?:from|by)|cristaux (?:de|de chez)|perles (?:de|de chez)|kristallen? von"
    r"|steinen? von|perlen von|cristall[io] (?:di|da)|perle (?:di|da)|cristal(?:es)? de|perlas de",
    re.IGNORECASE,
)


@rule(
    "IP-019",
    reads=("title", "brand", "bullet", "description", "highlights", "keywords"),
    needs=("swarovski",),
    source="https://swarovski-professional.com/en-WORLD/brand-usage-guidelines",
    advice="Keep the name for running text: 'embellished with crystals from Swarovski', if all crystals are genuine.",
    bad=[
        "Swarovski Earrings",
        {"description": "Boucles d'oreilles Swarovski bleues", "store": "amazon.fr"},
        {"keywords": "swarovski ohrringe", "store": "amazon.de"},
    ],
    good=[
        {"description": "Silver earrings embellished with crystals from Swarovski"},
        {"description": "Boucles ornées de cristaux de Swarovski", "store": "amazon.fr"},
        {"description": "Veredelt mit Kristallen von Swarovski", "store": "amazon.de"},
        "Crystal earrings, silver",
    ],
)
def check(text: Text) -> Findings:
    """The name Swarovski is used as a heading or a kind of jewellery.

    Its owner lets makers name it as an ingredient in running text, with the words 'crystals from', if every crystal is
    genuine; never in titles, brand columns or search terms. There it is said as an error.
    """
    heading = text.field in ("title", "brand") or text.field.startswith("keywords")
    for found in text.find(_NAME):
        before = text.value[max(0, found.start() - 24) : found.start()]
        if heading:
            words = say("the name Swarovski may not stand in headings or search terms")
            yield text.finding(words, found.span(), severity="error" if text.field in ("title", "brand") else None)
        elif not re.search(rf"(?:{_INGREDIENT.pattern})\s+$", before, re.IGNORECASE):
            yield text.finding(say("name Swarovski only as an ingredient: 'crystals from Swarovski'"), found.span())
