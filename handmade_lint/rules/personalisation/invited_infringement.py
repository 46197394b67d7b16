"""PE-009."""

import re

from ...rule import Findings, Text, lexicon, rule, say

_REFUSED = re.compile(
    r"\b(?:no|not|never|cannot|can't|don't|pas|sans|aucun|aucune|jamais|kein|keine|keinen|nicht|ohne|non|niente|senza|nessun"
    r"|sin|ningún|ninguna|nunca)\b[^.!?\n]*$",
    re.IGNORECASE,
)


@rule(
    "PE-009",
    reads=("personalisation", "option"),
    source=(
        "https://sellercentral-europe.amazon.com/gp/help/external/G201823150",
        "https://global.lianlianpay.com/channel/7-19799.html",
    ),
    advice="Ask for a name, a date or words of the buyer's own, and say that you refuse what belongs to others.",
    bad=[
        {"personalisation.1": "Any Disney character"},
        {"personalisation.1": "Personnage de dessin animé au choix", "store": "amazon.fr"},
        {"personalisation.1": "Song lyrics to engrave"},
        {"option.1": "Harry Potter"},
        {"personalisation.1": "Dein Vereinslogo", "store": "amazon.de"},
        {"personalisation.1": "Testo di una canzone", "store": "amazon.it"},
        {"personalisation.1": "Letra de canción", "store": "amazon.es"},
        {"personalisation.1": "お好きなキャラクター", "store": "amazon.co.jp"},
    ],
    good=[
        {"personalisation.1": "A name or your own words"},
        {"personalisation.1": "No Disney or other copyrighted characters, please"},
        {"personalisation.1": "Prénom (pas de personnage Disney)", "store": "amazon.fr"},
        {"personalisation.1": "Phone model", "option.1": "iPhone 15", "option.2": "Samsung Galaxy S24"},
        {"personalisation.1": "Number of characters", "option.1": "Swarovski crystal, clear"},
        {"personalisation.1": "Eigener Songtext", "store": "amazon.de"},
    ],
)
def check(text: Text) -> Findings:
    """A customisation invites buyers to order what belongs to others.

    What buyers write or send must not breach others' rights; the seller is to say so and to refuse. Said are names of
    well-known firms, and words such as 'any character' or 'song lyrics' (ours; some lyrics are free, so it is a
    warning). What is refused ('no Disney'), models of devices and materials are not meant.
    """
    hosts = {(hit.start, hit.end) for hit in lexicon("compatible-hosts").find(text.value, text.language)}
    named = [hit for hit in lexicon("brand-names").find(text.value, text.language) if "swarovski" not in hit.term]
    invited = lexicon("invited-rights").find(text.value, text.language)
    last = 0
    for hit in sorted([*named, *invited], key=lambda hit: (hit.start, -hit.end)):
        if hit.start < last or (hit.start, hit.end) in hosts or _REFUSED.search(text.value[: hit.start]):
            continue
        last = hit.end
        words = text.value[hit.start : hit.end]
        yield text.finding(say("'{words}' invites what may belong to others", words=words), (hit.start, hit.end))
