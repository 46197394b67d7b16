"""BU-011."""

import re

from ...rule import Findings, Text, rule, say

_FIRST = re.compile(r"^[\s•·▪►➤✓✔*–—\-(\[\"“„«»‘']*([^\W\d_][\w.&'’-]*)")


@rule(
    "BU-011",
    reads="bullet",
    severity="info",
    force="advice",
    hint=r"\A[\W_]*[^\W\d_A-ZÀ-ÖØ-ÞŒ぀-ヿ一-鿿]",
    source="amazonlistingaudit.com/policy/bullet-point-guidelines",
    advice="Begin with a capital letter.",
    bad={
        "oiled by hand": "Oiled by hand",
        "- turned from one piece": "- Turned from one piece",
        "à laver à la main": "À laver à la main",
        "œuvre unique, signée": "Œuvre unique, signée",
    },
    good=[
        "Oiled by hand",
        "20 cm wide",
        "iPhone sleeve of wool felt",
        "pH neutral soap of olive oil",
        {"bullet.1": "atelier nouk : des bols en grès", "brand": "atelier nouk", "store": "amazon.fr"},
        {"bullet.1": "「木の器」 oak", "store": "amazon.co.jp"},
        {"bullet.1": "100 % coton, lavable en machine", "store": "amazon.fr"},
        {"bullet.1": "'s morgens warm: wollen sokken", "store": "amazon.nl"},
    ],
)
def check(bullet: Text) -> Findings:
    """A bullet point begins with a small letter.

    Guides advise a capital. A bullet point that begins with a number is let through, and so are a brand that is written
    small and words such as iPhone or pH, which have their capital elsewhere.
    """
    found = _FIRST.match(bullet.value)
    if found is None:
        return
    word, first = found.group(1), found.group(1)[0]
    great = "İ" if first == "i" and bullet.language == "tr" else first.upper()
    if first == great or len(great) > 1 or any(letter.isupper() for letter in word):
        return
    brand = bullet.fact("brand").strip()
    if brand and bullet.value.startswith(brand, found.start(1)):
        return
    if re.match(r"[’']s ", bullet.value):
        return
    start = found.start(1)
    yield bullet.finding(say("the bullet point begins with a small letter"), (start, start + 1), fix=great)
