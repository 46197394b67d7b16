"""Names of others in words that stand somewhere, such as lines read in a picture: found and judged as in any text.

Lines are read as one text, so that a name may go over two of them, and each name is told with the place of the lines
that it stands in. `naming` and `roles` decide what part it plays; names in disguise are told, too.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .lexicon import fold
from .listing import Listing
from .names import known, mentions
from .naming import OTHER_KINDS, OTHERS, named
from .roles import Role, role_of
from .subjects import Text

Box = tuple[float, float, float, float]
"""Left, top, right, bottom, in any unit."""
_AS = "title"
"""Lettering is judged as a title is: it draws the eye, and is no running text."""


@dataclass(frozen=True, slots=True)
class Lettered:
    """A name of others in lines of words."""

    name: str
    """As the lines have it: 'Louis Vuitton'."""
    role: Role
    box: Box
    """Around the lines that it stands in."""


def lettered(
    lines: Sequence[tuple[str, Box]],
    listing: Listing,
    *,
    lexicons: Iterable[str] = OTHERS,
    kinds: Iterable[str] = OTHER_KINDS,
) -> list[Lettered]:
    """Names of others whose owner's leave may be needed, each once, in the order of the lines.

    What a thing fits or is made of is not told, nor what the seller's brand or licences name. In a line of capitals a
    name that is an everyday word besides says nothing: 'FROZEN' over a picture of berries.

    Args:
        lines: words, and where they stand, in the order in which they are read.
        listing: tells language, store, brand and the seller's profile.
        lexicons: lists of names of the rules.
        kinds: kinds of names of the tables.
    """
    value = " ".join(words for words, _ in lines)
    if not value.strip():
        return []
    wanted = tuple(kinds)
    found: dict[str, tuple[int, int, Role]] = {}
    for one in named(Text(listing, _AS, value), lexicons, kinds=wanted, things=True, copied=True):
        if one.part == "plain" and one.role.flagged and not _shouted(value, one.start, one.end):
            found[fold(one.name)[0]] = one.start, one.end, one.role
    for other in mentions(value, listing.language):
        role = role_of(value, other, listing)
        if role.name == "evasive" and other.kind in wanted:
            found.setdefault(other.written, (other.start, other.end, role))
    return [
        Lettered(value[start:end], role, _around(lines, start, end))
        for start, end, role in sorted(found.values(), key=_place)
    ]


def _place(told: tuple[int, int, Role]) -> tuple[int, int]:
    return told[:2]


def _shouted(value: str, start: int, end: int) -> bool:
    """Whether a name that is also an everyday word stands in capitals, among nothing but capitals."""
    entry = known(fold(value[start:end])[0])
    return entry is not None and entry.ambiguous and value.isupper()


def _around(lines: Sequence[tuple[str, Box]], start: int, end: int) -> Box:
    """The box around the lines that hold some of those characters."""
    boxes = []
    first = 0
    for words, box in lines:
        if first < end and start < first + len(words):
            boxes.append(box)
        first += len(words) + 1
    left, top, right, bottom = zip(*boxes, strict=True)
    return min(left), min(top), max(right), max(bottom)
