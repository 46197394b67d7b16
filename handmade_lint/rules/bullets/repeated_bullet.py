"""BU-020."""

import re
from itertools import combinations

from ...rule import Findings, Listing, Remark, likeness, rule, say

_NUMBER = re.compile(r"\d+")
_LONG = re.compile(r"\w{4,}")
"""Words of which texts that are alike share at least one."""


@rule(
    "BU-020",
    reads="bullet",
    severity="info",
    force="ours",
    source="handmade-lint's own (no published source found)",
    advice="Say another fact in its place.",
    bad=[
        {"bullet.1": "Oiled by hand with linseed oil", "bullet.2": "Oiled by hand, with linseed oil!"},
        {"bullet.1": "Tourné à la main", "bullet.2": "Huilé", "bullet.3": "tourné à la main", "store": "amazon.fr"},
    ],
    good=[
        {"bullet.1": "Turned by hand", "bullet.2": "Sanded by hand", "bullet.3": "Oiled by hand"},
        {
            "bullet.1": "Taille S : tour de tête de 52 à 54 cm, se lave à la main à l'eau froide",
            "bullet.2": "Taille L : tour de tête de 58 à 60 cm, se lave à la main à l'eau froide",
            "store": "amazon.fr",
        },
    ],
)
def check(listing: Listing, *, similarity: float = 0.9) -> Findings:
    """Two bullet points say the same.

    The room is better used for another fact. Case and marks do not count; bullet points that differ in a number are not
    meant. A rule of ours.
    """
    told: set[str] = set()
    bullets = [
        (key, value, sorted(_NUMBER.findall(value)), frozenset(_LONG.findall(value.casefold())))
        for key, value in listing.read("bullet")
    ]
    for (first, one, numbers, words), (second, other, figures, others) in combinations(bullets, 2):
        if numbers != figures or 10 * min(len(one), len(other)) < 7 * max(len(one), len(other)):
            continue
        if (words or others) and words.isdisjoint(others):
            continue
        if second not in told and likeness(one, other) > similarity:
            told.add(second)
            yield Remark(say("says the same as {first}", first=first), second, (0, len(other)))
