"""XC-012."""

import re

from ...rule import HANDMADE_STORES, Findings, Listing, Remark, rule, say

_MADE = re.compile(
    r"\b(?:made|handmade) by|\bi (?:did|made)\b|made_by|(?:fait|fabriqué|réalisé) par"
    r"|(?:hergestellt|gemacht|gefertigt) von|(?:fatto|realizzato) da|hecho por|作った",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"\b(?:designed|sourced|hand[- ]?picked)(?: |_)by\b"
    r"|(?:conçu|choisi|sélectionné|déniché)e?s? par|(?:entworfen|gestaltet|beschafft|ausgewählt|ausgesucht) von"
    r"|(?:progettat|selezionat|scelt|reperit)[oaie] da|(?:diseñad|seleccionad|escogid)[oa]s? por",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(r"hand[- ]?picked|sourced", re.IGNORECASE)
"""What MP-025 says of the column who_made."""


@rule(
    "XC-012",
    reads=("creativity_standard", "who_made"),
    severity="error",
    stores=(*HANDMADE_STORES, "etsy"),
    source=(
        "channelx.world and entrepreneur.com on Etsy's Creativity Standards",
        "https://sellercentral.amazon.com/gp/help/external/help.html?itemID=NGMMFQ5FPLJFBJP&language=vi_VN",
    ),
    advice="Take to Amazon Handmade only what you make yourself.",
    bad=[
        {"creativity_standard": "Handpicked by"},
        {"creativity_standard": "Conçu par", "store": "amazon.fr"},
        {"who_made": "Designed by me, printed elsewhere", "store": "etsy"},
        {"creativity_standard": "Sourced by", "store": "etsy"},
        {"creativity_standard": "Entworfen von", "store": "amazon.de"},
        {"creativity_standard": "Progettato da", "store": "amazon.it"},
        {"creativity_standard": "Diseñado por", "store": "amazon.es"},
    ],
    good=[
        {"creativity_standard": "Made by"},
        {"creativity_standard": "Fait par", "store": "amazon.fr"},
        {"creativity_standard": "Made by and designed by me", "store": "etsy"},
        {"who_made": "i_did", "store": "etsy"},
        {"who_made": "Designed and made by me"},
    ],
)
def check(listing: Listing) -> Findings:
    """The product is of a kind that Etsy takes and Amazon Handmade does not.

    Since July 2024 Etsy knows goods made by, designed by, sourced by and handpicked by the seller; only the first are
    handmade in Amazon's sense. For a listing that is judged for Etsy it is a hint, for those who list on both; that
    someone else made it, said in the column of the maker, is MP-025's.
    """
    for name in ("creativity_standard", "who_made"):
        for field, value in listing.read(name):
            found = _OTHER.search(value)
            if not found or _MADE.search(value) or (name == "who_made" and _ELSEWHERE.search(value)):
                continue
            words = say("'{match}' is no kind of Amazon Handmade", match=found.group())
            yield Remark(words, field, found.span(), severity="info" if listing.store == "etsy" else None)
