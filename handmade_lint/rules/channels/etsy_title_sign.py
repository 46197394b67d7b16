"""XC-002."""

import unicodedata

from ...rule import Findings, Text, rule, say


@rule(
    "XC-002",
    reads="title",
    severity="error",
    stores=["etsy"],
    source="https://www.etsy.com/openapi/generated/oas/3.0.0.json",
    advice="Leave the sign out, or use it once.",
    bad=[
        "Oak & ash & elm bowl",
        {"title": "Bol chêne ♥ noyer", "language": "fr"},
        "Oak bowl: large: oiled",
        "Oak bowl $20",
    ],
    good=[
        "Oak & ash bowl, 100% oak: oiled + waxed",
        {"title": "Bol « chêne » – n° 2, l'été, 5 × 8 cm", "language": "fr"},
        "Oakline™ bowl",
    ],
)
def check(title: Text) -> Findings:
    """The title holds a sign that Etsy does not take, or % : & + more than once.

    Etsy's interface takes letters, digits, punctuation, mathematical signs, spaces, ™ © and ®.
    """
    for at, letter in enumerate(title.value):
        kind = unicodedata.category(letter)
        if not (kind[0] in "LPM" or kind in ("Nd", "Sm", "Zs") or letter in "™©®°"):
            yield title.finding(say("Etsy does not take '{letter}' in a title", letter=letter), (at, at + 1))
    for sign in "%:&+":
        second = title.value.find(sign, title.value.find(sign) + 1)
        if second > 0:
            yield title.finding(say("Etsy takes '{sign}' once in a title", sign=sign), (second, second + 1))
