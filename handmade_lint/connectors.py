"""Words beside a name that tell its part: connectors and word order of six languages, as a plain rule.

`by_rule` is the baseline of `roles`: the first of its patterns that fits decides. Each pattern looks at the words in
front of the name (up to its end) or behind it (from its beginning), within the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from .said import say
from .tables import read

SENTENCE_END = re.compile(r"[.!?](?:\s|$)|[;\n|•。！？]")
_NEAR = 90
"""Characters on either side of a name that are looked at."""
_GAP = r"(?:[\W_]+[\w'’]+){0,3}?[\W_]*$"
"""Up to three words between a connector and the name."""
_SHORT = (
    r"(?:[\W_]+(?:an?|the|some|my|your|any|old|l[ae]s?|une?|des?|d[aieu]l?|mon|ma|votre|tous|ein\w*|d[eiao][rnmsl]?"
    r"|mein\w*|il|lo|un[oa]?|gli|mi[oa]?|tuo|el|tu|su)){0,2}[\W_]*$"
)
"""Articles and their like between a connector and the name."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """A name and the sentence that it stands in."""

    language: str
    before: str
    """Words of the sentence in front of it."""
    written: str
    """The name as the text has it."""
    after: str
    """Words of the sentence behind it."""
    kind: str
    """Of `names`: 'luxury', 'character', …; '' where it is not known."""
    ambiguous: bool = False
    """The name is also an everyday word."""
    goods: tuple[str, ...] = ()
    """Nice classes of goods that the name matters for; () all."""


def surroundings(
    text: str, start: int, end: int, language: str, kind: str, *, ambiguous: bool = False, goods: tuple[str, ...] = ()
) -> Surroundings:
    """The sentence around a name."""
    before = SENTENCE_END.split(text[max(0, start - _NEAR) : start])[-1]
    after = SENTENCE_END.split(text[end : end + _NEAR])[0]
    return Surroundings(language, before, text[start:end], after, kind, ambiguous, goods)


_FILE = Path(__file__).parent / "lexicons" / "roles" / "connectors.toml"
ORDER = ("look_alike", "subject", "certified", "compatible", "component", "place_or_style")
"""Roles whose words are looked for, in turn."""
_BY_KIND = {"certificate": "certified", "material-mark": "component"}
"""What a name of that kind mostly is, where no word tells."""


NAME_KINDS: Mapping[str, str] = {
    "": say("a name"),
    "artist": say("an artist"),
    "certificate": say("a certificate"),
    "character": say("a character"),
    "consumer": say("a brand of goods"),
    "designer": say("a designer"),
    "film": say("a film"),
    "game": say("a game"),
    "luxury": say("a luxury brand"),
    "material-mark": say("a brand of material"),
    "music": say("a musician or band"),
    "team": say("a club or league"),
    "university": say("a university"),
    "word-mark": say("a word that is a mark"),
    "world": say("a fictional world"),
}
"""Kinds of names, as a seller would say them."""

_TAILS = {"near": _GAP, "next": _SHORT}


@cache
def _patterns(language: str) -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    """Role, side and pattern, in the order in which they are tried; English connectors count in every language."""
    table = read([_FILE])[_FILE]
    spoken = [language, "en"] if language in table and language != "en" else ["en"]
    found = []
    for role in ORDER:
        for one in spoken:
            stop = "" if one == "ja" else r"(?!\w)"
            told = table[one].get(role, {})
            for side, tail in _TAILS.items():
                if side in told:
                    tail = ".{0,6}$" if one == "ja" else tail
                    words = "|".join(told[side])
                    edge = "" if one == "ja" else r"(?<!\w)"
                    found.append((role, side, re.compile(f"{edge}(?:{words}){stop}{tail}", re.IGNORECASE)))
            if "behind" in told:
                words = f"{told.get('between', '')}(?:{'|'.join(told['behind'])}){stop}"
                found.append((role, "behind", re.compile(words, re.IGNORECASE)))
    return tuple(found)


def signs(around: Surroundings) -> Iterator[tuple[str, str, str]]:
    """Every pattern that fits: its role, its side, and the words that it found."""
    for role, side, pattern in _patterns(around.language):
        hit = pattern.match(around.after) if side == "behind" else pattern.search(around.before)
        if hit is not None:
            yield role, side, hit.group().strip()


def by_rule(around: Surroundings, told: Sequence[tuple[str, str, str]] | None = None) -> tuple[str, str]:
    """The role that the plain rule gives, and the words (or the circumstance) that it went by.

    `told` is what `signs` yields, where that is known already.
    """
    told = list(signs(around)) if told is None else told
    if around.ambiguous and around.written == around.written.lower() and around.language != "ja":
        return "ordinary_word", say("written in small letters")
    for role, side, words in told:
        if (role, side) == ("compatible", "next") and not fits_something(around):
            continue
        return role, f"'{words.strip(' -')}'"
    kind = NAME_KINDS.get(around.kind, NAME_KINDS[""])
    return _BY_KIND.get(around.kind, "subject"), say("no word beside it tells of another role ({kind})", kind=kind)


_FITTED = frozenset(("7", "8", "9", "12", "15", "16", "20", "21", "28"))
"""Nice classes of things that other things are made for: machines, devices, vehicles, paper, furniture, toys."""


def fits_something(around: Surroundings) -> bool:
    """Whether 'for' before such a name speaks of fitting, and not of whom a gift is for."""
    if around.kind not in ("consumer", "", "word-mark"):
        return False
    return not around.goods or any(one in _FITTED for one in around.goods)
