"""RE-027."""

import re

from ...rule import Findings, Text, rule, say

_TERM = re.compile(r"(?<!\w)artisan(?:s|es?|al(?:es?)?|aux|alement|at)?(?!\w)", re.IGNORECASE)
_OF_OTHERS = re.compile(
    r"(?<!\w)(?:pour|cadeau|outils? d'|tablier d'|comme un|comme une)\s*(?:les |un |une |l'|d'|des )?\Z"
    r"|(?<!\w)(?:ne suis pas|pas|sans être|non)\s+(?:\w+\s+)?\Z",
    re.IGNORECASE,
)


@rule(
    "RE-027",
    reads=("title", "brand", "highlights", "bullet", "description", "keywords"),
    force="law",
    stores=["amazon.fr"],
    languages=["fr"],
    source="https://www.economie.gouv.fr/dgccrf/les-fiches-pratiques/artisan",
    advice="Write 'fait main', or put your number in the register of trades under [seller] fr_rm_number.",
    needs=["artisan"],
    bad=[
        {"title": "Bol artisanal en chêne", "seller.fr_rm_number": " "},
        "Bol artisanal en chêne",
        {"title": "Bol", "description": "Fabriqué par un artisan passionné, fabrication artisanale"},
        {"title": "Bol", "brand": "L'Artisane du Bois"},
    ],
    good=[
        "Bol en chêne fait main",
        {"title": "Bol artisanal en chêne", "seller.fr_rm_number": "RM 059 123456789"},
        {
            "title": "Tablier de cuir, cadeau pour artisan",
            "description": "Je ne suis pas artisan, je fais tout à la main",
        },
        {"title": "Coffret partisan", "description": "Fait à la main dans mon atelier"},
    ],
)
def check(text: Text) -> Findings:
    """The words artisan or artisanal are used in France without a number in the register.

    French law ties the title artisan to a qualification and an entry in the register of trades, and the consumer
    authority holds the adjective to the same; the page that was found is about food, so that other crafts are read by
    analogy. 'Fait main' asks for the truth only. Where the profile says nothing of a register it is a note; a number
    there would clear it.
    """
    number = text.fact("seller.fr_rm_number")
    if number.strip():
        return
    for found in text.find(_TERM):
        if _OF_OTHERS.search(text.value[: found.start()]):
            continue
        words = say("'{match}' supposes an entry in the register of trades", match=found.group())
        yield text.finding(words, found.span(), severity=None if number else "info")
