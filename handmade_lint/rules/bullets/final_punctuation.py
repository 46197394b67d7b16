"""BU-012."""

import re

from ...rule import Edit, Findings, Fix, Listing, Remark, rule, say_many

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
    hint=r"[.;:!。]\s*\Z",
    source=("epinium bullet guidance", "https://www.skills.sh/kuudoai/skills/amazon-sp-listing-optimizer"),
    advice="Leave the last mark out.",
    bad={
        "Oiled by hand.": "Oiled by hand",
        "Huilé à la main !": "Huilé à la main",
        "Wash it by hand; dry it slowly;": "Wash it by hand; dry it slowly",
        "Fällt je nach Licht anders aus.": "Fällt je nach Licht anders aus",
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
def check(listing: Listing) -> Findings:
    """Bullet points end in a full stop, a semicolon, a colon or an exclamation mark.

    Guides advise none, since bullet points are no sentences. Marks that belong to a short form ('etc.', 'U.S.A.') are
    let through, and so is the question mark. Said once for all bullet points of a listing.
    """
    edits: list[Edit] = []
    said = ""
    for field, value in listing.read("bullet"):
        found = _LAST.search(value)
        if found is None or _SHORT.search(value.rstrip()):
            continue
        group = 1 if found.group(1) else 2
        start, end = found.span(group)
        said = said or found.group(group)
        edits.append(Edit(field, start - (value[start - 1] == " "), end, ""))
    if edits:
        first = edits[0]
        yield Remark(
            say_many("a bullet point ends in '{said}'", "{n} bullet points end in '{said}'", len(edits), said=said),
            first.field,
            (first.start, first.end),
            Fix(tuple(edits)),
        )
