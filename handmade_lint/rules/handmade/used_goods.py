"""HM-017."""

import re

from ...rule import HANDMADE_STORES, Findings, Listing, Remark, lexicon, rule, say

_USED = re.compile(
    r"\W*(?:used|collectible|refurbished|second[- ]?hand|pre[- ]?owned|vintage|antique|d'occasion|occasion"
    r"|reconditionné|gebraucht|generalüberholt|usato|ricondizionato|usado|de segunda mano|reacondicionado|中古|再生品"
    r"|[1-9]|10)\b.*",
    re.IGNORECASE,
)
_TEXTS = ("title", "bullet", "description", "highlights")


@rule(
    "HM-017",
    reads=("condition", *_TEXTS),
    severity="error",
    stores=HANDMADE_STORES,
    lexicons=("second-hand",),
    filled=("condition",),
    source=(
        "https://sellercentral.amazon.com/gp/help/external/help.html?itemID=NGMMFQ5FPLJFBJP&language=vi_VN",
        "https://global.lianlianpay.com/channel/7-21201.html",
    ),
    advice="Say what you made of it; what is only sold on as it was cannot be in Handmade.",
    bad=[
        {"title": "Vintage dress, lightly worn"},
        {"title": "Mug", "condition": "Used - Good"},
        {"title": "Robe d'occasion, taille 38", "store": "amazon.fr"},
        {"title": "Veste", "description": "De seconde main, peu portée", "store": "amazon.fr"},
        {"title": "Kleid Secondhand, kaum getragen", "store": "amazon.de"},
        {"title": "Borsa di seconda mano", "store": "amazon.it"},
        {"title": "Bolso de segunda mano", "store": "amazon.es"},
    ],
    good=[
        {"title": "Tote upcycled from sailcloth", "description": "The second-hand sails come from Brest"},
        {"title": "Vintage-look ring, new", "condition": "New"},
        {"title": "Watch with a red second hand"},
        {"title": "Mug", "condition": "11"},
        {"title": "Sac surcyclé", "description": "Jean de seconde main, recousu", "store": "amazon.fr"},
        {"title": "Carnet pour toutes occasions", "condition": "Neuf", "store": "amazon.fr"},
        {"title": "Schale, wird gern gebraucht", "store": "amazon.de"},
        {"title": "Ring", "condition": "used", "description": "Repurposed from a silver spoon"},
        {
            "title": "Jarretière",
            "description": "J'ai été seconde main puis première chez un couturier",
            "store": "amazon.fr",
        },
        {"title": "Ciotola", "description": "Dopo la seconda mano di olio riposa una notte", "store": "amazon.it"},
    ],
)
def check(listing: Listing) -> Findings:
    """The goods are second-hand.

    Goods in Handmade must be new; pieces made anew of old ones are an accepted exception. A condition other than new is
    an error, since that is declared; words are ours and said as a warning. Where a text speaks of making anew, nothing
    is said. The bare words vintage and used are not read in texts.
    """
    language = listing.language
    texts = [pair for read in _TEXTS for pair in listing.read(read)]
    condition = listing.get("condition").strip()
    used = condition if _USED.fullmatch(condition) else ""
    hits = [(field, text, hit) for field, text in texts for hit in lexicon("second-hand").find(text, language)]
    if not (used or hits) or any(lexicon("upcycling").find(text, language) for _, text in texts):
        return
    if used:
        yield Remark(say("the condition is '{used}', not new", used=used), "condition")
    for field, text, hit in hits:
        words = say("'{match}' says that it is second-hand", match=text[hit.start : hit.end])
        yield Remark(words, field, (hit.start, hit.end), severity="warning")
