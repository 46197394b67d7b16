"""MP-023."""

import re

from ...rule import Findings, Text, rule, say

_VAGUE = re.compile(
    r"\s*(?:(?:colou?r|style|type|model|couleur|modèle|farbe|stil|typ|modell|colore|stile|tipo|modello|estilo|modelo|カラー|タイプ|スタイル)"
    r"\s*[-#:]?\s*(?:\d{1,2}|[A-H])|(?:as|like|same as) (?:the )?(?:picture|photo|shown|image)|(?:multi|mix"
    r"|mixed) ?colou?r[- ]\d{1,2}"
    r"|comme (?:sur )?(?:la photo|l'image)|wie (?:auf dem )?bild|come (?:da |in )?(?:foto|immagine)"
    r"|como (?:en )?(?:la )?(?:foto|imagen)"
    r"|[A-Z]-\d{2}|写真の通り|画像の通り)\s*",
    re.IGNORECASE,
)


@rule(
    "MP-023",
    reads=("variation", "colour", "size", "option"),
    severity="info",
    force="ours",
    source="handmade-lint's own (no published source found)",
    advice="Give each choice a name that says what it looks like ('moss'); that clears the hint.",
    bad=[
        {"variation.1": "Style 3"},
        {"colour": "As picture"},
        {"colour": "Couleur 2", "store": "amazon.fr"},
        {"colour": "Farbe 4", "store": "amazon.de"},
        {"colour": "Come da foto", "store": "amazon.it"},
        {"colour": "Color 1", "store": "amazon.es"},
        {"colour": "カラー2", "store": "amazon.co.jp"},
    ],
    good=[
        {"colour": "Moss"},
        {"variation.1": "Style Louis", "size": "A4"},
        {"colour": "Couleur mousse", "size": "Taille 2", "store": "amazon.fr"},
        {"colour": "Farbton 4711", "store": "amazon.de"},
        {"option.1": "Type your name"},
    ],
)
def check(text: Text) -> Findings:
    """A choice is named by a number or by 'as picture'.

    Lists of suppliers name choices 'Style 3' or 'as picture'. A maker's numbered shade card looks the same: a weak hint
    of our own, asked as a question, and shoppers are helped by a name anyhow.
    """
    if _VAGUE.fullmatch(text.value):
        value = text.value.strip()
        words = say(
            "a hint of ours: '{value}' says nothing of its looks; is it a number of your own shade card?", value=value
        )
        yield text.finding(words, (0, len(text.value)), value=value)
