"""A title cut at its separators into segments, a segment into words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..expressions import expression

_GROUP = expression(r"(?<!\S)(?:\([^()\[\]]*\)|\[[^()\[\]]*\])|【[^【】]*】")
_SIGNS = ",;:|/·•–—~、，。｜／"
_SEPARATOR = expression(
    r"""
      \s+(?:[-–—~/·•|:;,*→]+\s+)+           # signs between spaces
    | \s*[|｜•;、，。／\n\r\t]+\s*            # signs that part without spaces
    | (?<!\d),\s* | ,(?!\d)\s*              # a comma, but not in 1,5
    | \s*:\s+ | \s+[·–—] | [·–—]\s+
    | (?<=\w{5})(?<!pprox)[.!?]\s+          # the end of a sentence, not of an abbreviation
    | (?<=[^\x00-\u2fff])\s+(?=[^\x00-\u2fff])
    """,
    re.VERBOSE,
)
TOKEN = expression(r"\S+")
_ELISION = expression(r"(?:[cdjlmnst]|qu|all|dall|dell|nell|sull|un)['’](?=\w)", re.IGNORECASE)
CORE = expression(r"\w(?:.*\w)?", re.DOTALL)


@dataclass(slots=True)
class Token:
    """A word of a title, and what is known of it."""

    start: int
    end: int
    core: int
    """Where the word begins behind an elided article or preposition."""
    stop: int
    word: str
    """Folded, without elision and punctuation at its ends."""
    lead: str
    """The elided word in front, folded with a straight apostrophe: "d'"."""
    label: str = ""
    key: str = ""


@dataclass(slots=True)
class Chunk:
    """Words of a segment that say one thing."""

    kind: str
    """A Kind, or 'base' (what nothing knows), 'purpose' (for …), 'detail' (with …), 'technique'."""
    first: int
    last: int
    """Tokens [first, last)."""
    bound: bool = False
    """Whether it stands behind a preposition, so that a noun behind it begins something new."""


@dataclass(slots=True)
class Segment:
    """A stretch of a title between separators."""

    start: int
    end: int
    group: bool
    tokens: list[Token]
    chunks: list[Chunk]


def brand_span(text: str, brand: str) -> tuple[int, int] | None:
    """Where the brand stands in a title, as a word; None where it does not."""
    if len(brand) < 2:
        return None
    found = re.search(rf"(?<!\w){re.escape(brand)}(?!\w)", text, re.IGNORECASE)
    return found.span() if found else None


def segments_in(text: str, named: tuple[int, int] | None) -> Iterator[tuple[int, int, bool]]:
    """Stretches between separators, trimmed, and whether they stand in brackets; only those with a letter or digit."""
    masked = text if named is None else text[: named[0]] + "x" * (named[1] - named[0]) + text[named[1] :]
    at = 0
    for group in [*_GROUP.finditer(masked), None]:
        last = at
        stop = group.start() if group else len(masked)
        for found in [*_SEPARATOR.finditer(masked, at, stop), None]:
            yield from _trimmed(text, last, found.start() if found else stop, False)
            last = found.end() if found else stop
        if group:
            yield from _trimmed(text, *group.span(), True)
            at = group.end()


def _trimmed(text: str, start: int, end: int, group: bool) -> Iterator[tuple[int, int, bool]]:
    while start < end and (text[start].isspace() or text[start] in _SIGNS):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in _SIGNS):
        end -= 1
    if any(letter.isalnum() for letter in text[start:end]):
        yield start, end, group


def tokens_in(text: str, start: int, end: int) -> list[Token]:
    """The words of a stretch of a title."""
    tokens = []
    for found in TOKEN.finditer(text, start, end):
        core = CORE.search(text, *found.span())
        first, stop = core.span() if core else found.span()
        elided = _ELISION.match(text, first, stop)
        lead = elided.group().casefold().replace("’", "'") if elided else ""
        first = elided.end() if elided else first
        word = text[first:stop].casefold().replace("’", "'") if core else found.group()
        if found.group().casefold() == "w/":
            word = "w/"
        tokens.append(Token(*found.span(), first, stop, word, lead))
    return tokens
