"""What a model is told of the words around a name: features with names that a person can read.

A feature is a word at a place ('-1:for', '+1:case'), a word anywhere before or behind ('<inspired', '>wool'), the
beginning or end of a neighbour (compounds), a connector of the plain rule ('rule:look_alike behind'), or a fact of the
name (kind, capitals, place in the text); families of words come with the sort of name and with each other
('figure <CRAZE', '~child+dressed'). The name itself is never among them: the model must judge names it never saw.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from .connectors import Surroundings, by_rule, fits_something, signs
from .expressions import expression
from .families import families_in, families_of

_WORD = expression(r"[^\W\d_]+|\d+|[^\w\s]")
_JAPANESE = expression(r"[\u3040-\u30ff\u3400-\u9fff]")
_MAKER = expression(
    r"(?<!\w)(?:i|we|my|our|je|j|nous|notre|mon|ma|ich|wir|mein\w*|unser\w*|io|mi[oa]|la mia|yo|mi|nuestr\w+)(?!\w)",
    re.IGNORECASE,
)
"""Words of a maker who speaks of herself."""
_SIDE = 6
"""Words on either side that count."""
_REACH_JA = 12
"""Characters on either side that count in Japanese."""


def tokens(text: str) -> list[str]:
    """Words, numbers and signs of a text, in small letters; elisions part from their word."""
    return [re.sub(r"\d+", "0", found) for found in _WORD.findall(text.casefold().replace("’", "'"))]


def features(around: Surroundings) -> set[str]:
    """The features of a name in its sentence."""
    found = {*_facts(around), *_company(around)}
    if around.language == "ja":
        found.update(_characters(around))
    else:
        found.update(_words(around))
    return found


def _facts(around: Surroundings) -> Iterator[str]:
    kind = around.kind or "?"
    yield f"kind:{kind}"
    yield f"kind:{kind} {'fits' if fits_something(around) else 'fits nothing'}"
    if around.ambiguous:
        yield "everyday"
        yield "everyday " + ("small" if around.written == around.written.lower() else "capital")
    told = list(signs(around))
    role, _ = by_rule(around, told)
    yield f"rule={role}"
    yield f"rule={role} kind:{kind}"
    for role, side, _ in told:
        yield f"rule:{role} {side}"
        yield f"rule:{role}"
    if not re.search(r"\w", around.before):
        yield "begins"
    if not re.search(r"\w", around.after):
        yield "ends"
    if around.after[:1] == "-":
        yield "hyphen behind"
    if around.before[-1:] == "(":
        yield "in brackets"
    small = [word for word in re.findall(r"[^\W\d_]{4,}", around.before + around.after) if word[0].islower()]
    if small:
        yield "words in small letters"
    if _MAKER.search(around.before):
        yield "of the maker"
    if _MAKER.search(around.after):
        yield "of the maker behind"
    yield from _form(around)


_GROUPS = {
    "consumer": "thing", "word-mark": "thing", "luxury": "fashion", "designer": "fashion",
    "material-mark": "material", "certificate": "certificate",
}  # fmt: skip
"""Kinds of names that play alike parts; all others are figures: characters, works, stars, clubs."""


def _company(around: Surroundings) -> Iterator[str]:
    """Families on either side with what sort of name it is, and those that stand together in its sentence."""
    group = _GROUPS.get(around.kind, "figure")
    before, after = _families(around)
    yield group
    yield from (f"{group} <{family.upper()}" for family in before)
    yield from (f"{group} >{family.upper()}" for family in after)
    both = sorted(before | after)
    yield from (f"~{family}" for family in both)
    yield from (f"~{one}+{other}" for one, other in combinations(both, 2))


def _families(around: Surroundings) -> tuple[set[str], set[str]]:
    """Families before and behind the name, as far as words count."""
    if around.language == "ja":
        sides = families_in(around.before[-_REACH_JA:]), families_in(around.after[:_REACH_JA])
        before, after = ({family for _, family in side} for side in sides)
        return before, after
    words = tokens(around.before)[-_SIDE:], tokens(around.after)[:_SIDE]
    before, after = ({family for word in side for family in families_of(word)} for side in words)
    return before, after


def _form(around: Surroundings) -> Iterator[str]:
    """Title or sentence: how much stands on either side, and whether the words about are capitals."""
    sides = tokens(around.before), tokens(around.after)
    for sign, side in zip("-+", sides, strict=True):
        yield f"{sign}words:{min(len(side), 8) // 2}"
        if "," in side:
            yield f"{sign}comma"
    kind = around.kind or "?"
    for sign, side in (("-", sides[0][::-1]), ("+", sides[1])):
        families = families_of(side[0]) if side else ("|",)
        yield from (f"{sign}{family} kind:{kind}" for family in families or ("?",))
    words = re.findall(r"[^\W\d_]{4,}", around.before + around.after)
    capitals = sum(word[0].isupper() for word in words)
    if len(words) >= 3 and around.language != "de":
        yield "title" if capitals * 2 > len(words) else "sentence"


def _words(around: Surroundings) -> Iterator[str]:
    before, after = tokens(around.before)[-_SIDE:][::-1], tokens(around.after)[:_SIDE]
    for sign, side in (("-", before), ("+", after)):
        for place, word in enumerate(side, 1):
            for family in families_of(word):
                yield f"{'<' if sign == '-' else '>'}{family.upper()}"
                if place <= 3:
                    yield f"{sign}{1 if place == 1 else 2}:{family.upper()}"
            if place <= 2:
                yield f"{sign}{place}:{word}"
                if len(word) > 5:
                    yield f"{sign}{place}:{word[:5]}~"
                    yield f"{sign}{place}:~{word[-4:]}"
            yield f"{'<' if sign == '-' else '>'}{word}"
            if len(word) > 6:
                yield f"{'<' if sign == '-' else '>'}{word[:5]}~"
        if len(side) > 1:
            pair = (side[1], side[0]) if sign == "-" else (side[0], side[1])
            yield f"{sign}{pair[0]} {pair[1]}"
        elif not side:
            yield f"{sign}1:|"


def _characters(around: Surroundings) -> Iterator[str]:
    before, after = around.before[-_REACH_JA:], around.after[:_REACH_JA]
    for size in (1, 2, 3):
        if len(before) >= size:
            yield f"-:{before[-size:]}"
        if len(after) >= size:
            yield f"+:{after[:size]}"
    for at, family in families_in(after):
        yield f">{family.upper()}"
        if at <= 3:
            yield f"+{1 if at <= 1 else 2}:{family.upper()}"
    for _, family in families_in(before):
        yield f"<{family.upper()}"
    for sign, side in (("<", before), (">", after)):
        yield from (f"{sign}{side[at : at + 2]}" for at in range(len(side) - 1))
        yield from (f"{sign}{word}" for word in tokens(side) if not _JAPANESE.search(word))
