"""XC-021."""

import re

from ...rule import Findings, Text, lexicon, rule, say

_OFF = re.compile(
    r"\d{1,2}\s?(?:%|percent|prozent)\s?(?:off|de réduction|de remise|rabatt|di sconto|de descuento|オフ)(?!\w)"
    r"|[-–]\d{1,2}\s?%",
    re.IGNORECASE,
)


@rule(
    "XC-021",
    reads="title",
    stores=["google"],
    source="https://support.google.com/merchants/answer/6324415",
    advice="Leave offers to their own attributes, and write words with a capital first letter only.",
    bad=[
        "OAK BOWL FREE SHIPPING",
        "Oak bowl, 20% off",
        {"title": "Bol en chêne, livraison gratuite", "language": "fr"},
        {"title": "BOL EN CHÊNE MASSIF tourné à la main", "language": "fr"},
        {"title": "Eichenschale im Angebot", "language": "de"},
        {"title": "Ciotola di quercia in offerta", "language": "it"},
        {"title": "Cuenco de roble con descuento", "language": "es"},
        {"title": "木の器 送料無料", "language": "ja"},
    ],
    good=[
        "Oak Bowl, 100% solid wood",
        {"title": "Bol en chêne, certifié FSC", "language": "fr"},
        {"title": "KNOTT WORKS oak bowl", "brand": "KNOTT WORKS"},
        "USB LED PVC free lamp",
        "Garage sale sign of painted wood",
        {"title": "Ciotola sale e pepe", "language": "it"},
        "BOHO lamp with OLED light",
        "NASA poster, PETG print",
    ],
)
def check(title: Text) -> Findings:
    """The title advertises or shouts.

    Google wants no promotion in titles and no capitals for emphasis. Words of languages other than English are ours and
    said one step more softly. Two neighbouring words in capitals, of four letters and more, are shouting; the brand and
    short words are not meant.
    """
    for hit in lexicon("sales-talk").find(title.value, title.language):
        words = title.value[hit.start : hit.end]
        yield title.finding(
            say("'{words}' is promotion", words=words), (hit.start, hit.end), severity=None if hit.sourced else "info"
        )
    for found in title.find(_OFF):
        yield title.finding(say("'{match}' is promotion", match=found.group()), found.span())
    brand = title.fact("brand").casefold()
    loud = [
        word.isupper() and word.isalpha() and len(word) >= 4 and word.casefold() not in brand for word in title.words
    ]
    for at, word in enumerate(title.words[1:], 1):
        if loud[at - 1] and loud[at]:
            span = title.words[at - 1].span[0], word.span[1]
            yield title.finding(say("'{value}' is in capitals", value=title.value[slice(*span)]), span)
            break
