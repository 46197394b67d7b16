"""BU-012."""

import re

from ...rule import Findings, Text, rule

_LAST = re.compile(r"(?<=[^\W_])[)\]\"”»%]?\s?([.;:!]+)\s*$|(?<=[ぁ-んァ-ヶ一-龠])(。)\s*$")
_SHORT = re.compile(
    r"(?:\betc|\b(?:approx|ca|env|max|min|incl|no|nr|vol|inc|ltd|co|st|jr|in|ft|oz|lbs?|yds?|sq|dia|diam|ecc|usw|bzw|ev|"
    r"evtl|inkl|zzgl|stk|cad|pz|art|aprox|máx|mín|tel|cf|al|resp)|(?:\w\.\s?)+\w|\.\.)\.$",
    re.IGNORECASE,
)


@rule(
    "BU-012",
    reads="bullet",
    severity="info",
    force="advice",
    source=("epinium bullet guidance", "https://www.skills.sh/kuudoai/skills/amazon-sp-listing-optimizer"),
    advice="Leave the last mark out.",
    bad={
        "Oiled by hand.": "Oiled by hand",
        "Huilé à la main !": "Huilé à la main",
        "Wash it by hand; dry it slowly;": "Wash it by hand; dry it slowly",
    },
    good=[
        "Oiled by hand",
        "For bread, fruit, keys etc.",
        {"bullet.1": "Pour le pain, les fruits, les clés, etc.", "store": "amazon.fr"},
        "Cups of 8 fl. oz.",
        "Made in the U.S.A.",
        "Which one is yours?",
        {"bullet.1": "Per pane, frutta, chiavi ecc.", "store": "amazon.it"},
        {"bullet.1": "Für Brot, Obst, Schlüssel u. a.", "store": "amazon.de"},
    ],
)
def check(bullet: Text) -> Findings:
    """A bullet point ends in a full stop, a semicolon, a colon or an exclamation mark.

    Guides advise none, since bullet points are no sentences. Marks that belong to a short form ('etc.', 'U.S.A.') are
    let through, and so is the question mark.
    """
    found = _LAST.search(bullet.value)
    if found is None or _SHORT.search(bullet.value.rstrip()):
        return
    group = 1 if found.group(1) else 2
    start, end = found.span(group)
    if bullet.value[start - 1] == " ":
        start -= 1
    yield bullet.finding(f"the bullet point ends in '{found.group(group)}'", (start, end), fix="")
