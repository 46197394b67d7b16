"""KW-013."""

import re
from functools import cache

from ...rule import FUNCTION_WORDS, Edit, Findings, Fix, Remark, Text, rule, say

_PIECE = re.compile(r"[\w'’]+")
_KEPT = frozenset(
    """
    made fait as i can son l d qu up on off over sobre bajo contra contre gegen vers sole mein meine mi mio mia
    without sans ohne senza sin not pas nicht non no nor ni will
    """.split()
)
"""Function words that are also things (sobre, bajo, can), parts of a term (pop up, slip on), or that turn it round."""


@cache
def _idle(language: str) -> frozenset[str]:
    return FUNCTION_WORDS.get(language, frozenset()) - _KEPT


@rule(
    "KW-013",
    reads="keywords",
    severity="info",
    force="advice",
    source="https://sellercentral.amazon.com/gp/help/external/G23501",
    advice="Drop words such as for, the, with.",
    bad=[
        {"keywords": "bowl for the bread", "cure": "bowl bread"},
        {"keywords": "bol pour le pain et cuisine", "store": "amazon.fr", "cure": "bol pain cuisine"},
        {"keywords": "schale für das brot", "store": "amazon.de", "cure": "schale brot"},
        {"keywords": "ciotola per il pane", "store": "amazon.it", "cure": "ciotola pane"},
        {"keywords": "cuenco para el pan", "store": "amazon.es", "cure": "cuenco pan"},
    ],
    good=[
        "hand made bowl bread pop up card slip on shoes",
        {"keywords": "bol pain cuisine fait main", "store": "amazon.fr"},
        {"keywords": "cadeau fils gendre bague sans nickel", "store": "amazon.fr"},
        {"keywords": "sobre papel bajo guitarra", "store": "amazon.es"},
    ],
)
def check(text: Text) -> Findings:
    """Search terms hold words that only hold sentences together.

    Amazon advises to leave out articles, prepositions and conjunctions: they are not searched. Words that turn the
    sense (without, sans) are left in.
    """
    skip = _idle(text.language)
    if skip.isdisjoint(_PIECE.findall(text.value.casefold())):
        return
    idle = [word for word in text.words if word.casefold() in skip]
    if not idle:
        return
    edits = []
    for word in idle:
        start, end = word.span
        if text.value[end : end + 1] == " ":
            end += 1
        elif text.value[start - 1 : start] == " ":
            start -= 1
        edits.append(Edit(text.field, start, end, ""))
    named = ", ".join(dict.fromkeys(f"'{word}'" for word in idle))
    yield Remark(say("{named} need not be there", named=named), text.field, idle[0].span, Fix(tuple(edits), safe=False))
