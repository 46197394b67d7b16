"""The joined walk: the terms and guards of all lexicons found in one pass over a text.

A term is matched after NFKC and case folding, on whole words (as a substring in Japanese), a hyphen, a space or nothing
being the same where the term has one of them. ``~`` stands for one to three words, ``*`` for any ending of a word.
Spans point into the original text. A hit is innocent when it overlaps a guard phrase of its own lexicon, or when one of
the four words before it in the same sentence negates it.

The engine is an Aho-Corasick automaton (`ahocorasick_rs`) over the literal beginning of every term; wildcards and gaps
are then checked in place. `python -m benchmarks terms` compares it with the alternatives.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import product
from pathlib import Path
from typing import Any

from .listing import LANGUAGES

FOLDER = Path(__file__).parent / "lexicons"
NAMES = "names"
"""The table of a lexicon that holds for every language (proper names)."""

_SEPARATORS = "-\u2010\u2011\u2012\u2013_\u00a0\u202f\u2009\t"
_TO_SPACE = str.maketrans(_SEPARATORS + "’‘`´", " " * len(_SEPARATORS) + "''''")
_JAPANESE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uff66-\uff9f]")
_HALF_WIDTH_MARKS = "\uff9e\uff9f"
_SENTENCE_END = re.compile(r"[.!?;:\n\r|•]")
_WORD = re.compile(r"[\w']+")
_NEGATION: Mapping[str, frozenset[str]] = {
    "en": frozenset(
        ["not", "never", "without", "no", "isn't", "aren't", "don't", "doesn't", "nor", "unlike", "cannot"]
    ),
    "fr": frozenset(["pas", "sans", "jamais", "ni", "aucun", "aucune", "non"]),
    "de": frozenset(["nicht", "kein", "keine", "keinen", "keiner", "keinem", "ohne", "nie", "niemals"]),
    "it": frozenset(["non", "senza", "mai", "no", "nessun", "nessuna", "né"]),
    "es": frozenset(["no", "sin", "nunca", "ni", "ningún", "ninguna", "jamás"]),
    "ja": frozenset(),
}
_NEGATION_JA = re.compile(r"^.{0,6}?(?:ない|なし|無し|ません|不使用|ではあり)")


@dataclass(frozen=True, slots=True)
class Hit:
    """A term found in a text: half-open span of original characters."""

    start: int
    end: int
    term: str
    sourced: bool
    """False for our own or translated entries (provenance T and O), which rules say one step more softly."""
    lexicon: str
    language: str
    key: str = "own"
    """The list of the lexicon that it stands in: 'sourced', 'own', or one that the lexicon names itself."""


@dataclass(frozen=True, slots=True)
class _Term:
    lexicon: str
    language: str
    text: str
    key: str
    rest: re.Pattern[str] | None
    whole_start: bool
    whole_end: bool


class Lexicon:
    """A named list of terms; `find` is cheap, since the walk over a text is shared by all lexicons."""

    def __init__(self, name: str, table: Mapping[str, Any]) -> None:
        self.name = name
        self.title = str(table.get("title", name))
        self.everywhere: tuple[str, ...] = tuple(table.get("everywhere", ()))
        self.negation = bool(table.get("negation", True))
        self.walk = str(table.get("walk", ""))
        """The walk that it takes part in: '' for the one over every text; others are for texts of one kind."""
        self.entries: dict[str, Mapping[str, list[str]]] = {
            language: table[language] for language in (*LANGUAGES, NAMES) if language in table
        }

    def speaks(self, language: str) -> frozenset[str]:
        """The tables that run on a text of that language."""
        return frozenset({language, NAMES, *self.everywhere})

    def find(self, text: str, language: str) -> list[Hit]:
        """Hits of this lexicon, leftmost and longest, not overlapping, guards and negation applied."""
        return walk(self.walk).hits(text, language).get(self.name, [])

    def terms(self, language: str) -> list[str]:
        """All terms of one table as written."""
        table = self.entries.get(language, {})
        return [*table.get("sourced", []), *table.get("own", [])]


class Walk:
    """All terms of some lexicons in one automaton."""

    def __init__(self, lexicons: Iterable[Lexicon]) -> None:
        from ahocorasick_rs import AhoCorasick

        self.lexicons = {lexicon.name: lexicon for lexicon in lexicons}
        anchors: dict[str, list[_Term]] = {}
        for lexicon in self.lexicons.values():
            for language, table in lexicon.entries.items():
                for key, entries in table.items():
                    for entry in entries:
                        for anchor, term in _compile(lexicon.name, language, key, entry):
                            anchors.setdefault(anchor, []).append(term)
        self._terms = list(anchors.values())
        self._automaton = AhoCorasick(list(anchors))
        self.hits = lru_cache(maxsize=256)(self._hits)

    def _hits(self, text: str, language: str) -> dict[str, list[Hit]]:
        folded, starts = fold(text)
        found: dict[str, list[tuple[int, int, _Term]]] = {}
        guards: dict[str, list[tuple[int, int]]] = {}
        for number, start, end in self._automaton.find_matches_as_indexes(folded, overlapping=True):
            for term in self._terms[number]:
                if term.language not in self.lexicons[term.lexicon].speaks(language):
                    continue
                stop = _confirm(folded, start, end, term)
                if stop is None:
                    continue
                if term.key == "guards":
                    guards.setdefault(term.lexicon, []).append((start, stop))
                else:
                    found.setdefault(term.lexicon, []).append((start, stop, term))
        hits: dict[str, list[Hit]] = {}
        for name, candidates in found.items():
            lexicon = self.lexicons[name]
            innocent = guards.get(name, [])
            kept: list[Hit] = []
            last = 0
            for start, end, term in sorted(candidates, key=_best):
                if start < last or any(start < stop and begin < end for begin, stop in innocent):
                    continue
                if lexicon.negation and _negated(folded, start, end, lexicon.speaks(language)):
                    continue
                last = end
                first, stop_at = (starts[start], starts[end]) if starts else (start, end)
                sourced = term.key == "sourced"
                kept.append(Hit(first, stop_at, term.text, sourced, name, term.language, term.key))
            if kept:
                hits[name] = kept
        return hits


def _best(candidate: tuple[int, int, _Term]) -> tuple[int, int, bool, bool]:
    """Order of hits: leftmost, longest, sourced, written out."""
    start, end, term = candidate
    return start, -end, term.key != "sourced", term.rest is not None


def fold(text: str) -> tuple[str, list[int] | None]:
    """Fold a text for matching.

    Returns:
        The text in NFKC and case-folded, with separators as spaces and straight apostrophes; and for each of its
        characters (and one past the end) the index of the original character it came from, or None when the folded text
        has the same length and every index stands for itself.
    """
    folded = text.casefold()
    if "  " not in text and len(folded) == len(text) and unicodedata.is_normalized("NFKC", folded):
        return folded.translate(_TO_SPACE), None
    pieces: list[str] = []
    starts: list[int] = []
    index, length = 0, len(text)
    while index < length:
        end = index + 1
        while end < length and (unicodedata.combining(text[end]) or text[end] in _HALF_WIDTH_MARKS):
            end += 1
        piece = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text[index:end]).casefold())
        piece = piece.translate(_TO_SPACE)
        if piece == " " and pieces and pieces[-1] == " ":
            piece = ""
        if piece:
            pieces.append(piece)
            starts.extend([index] * len(piece))
        index = end
    starts.append(length)
    return "".join(pieces), starts


def _compile(lexicon: str, language: str, key: str, entry: str) -> Iterator[tuple[str, _Term]]:
    folded, _ = fold(entry.replace("*", "\ue000").replace("~", "\ue001"))
    folded = " ".join(folded.replace("\ue001", " \ue001 ").split())
    cut = re.search("[\ue000\ue001]", folded)
    anchor, rest = (folded[: cut.start()], folded[cut.start() :]) if cut else (folded, "")
    anchor = anchor.rstrip() if rest.startswith("\ue001") else anchor
    if not anchor.strip():
        raise ValueError(f"lexicon {lexicon}: '{entry}' must begin with letters")
    japanese = bool(_JAPANESE.search(folded))
    pattern = re.compile(_rest_pattern(rest)) if rest else None
    last = folded[-1]
    term = _Term(
        lexicon,
        language,
        entry,
        key,
        pattern,
        not japanese and anchor[0].isalnum(),
        not japanese and (last.isalnum() or last == "\ue000"),
    )
    for variant in _spellings(anchor):
        yield variant, term


def _rest_pattern(rest: str) -> str:
    pattern = ""
    for piece in re.split("([\ue000\ue001])", rest):
        if piece == "\ue000":
            pattern += r"[\w']*"
        elif piece == "\ue001":
            pattern += r"(?:[^\w.!?\n]+[\w'%°.,]*\w){1,3}?"
        else:
            pattern += re.escape(piece).replace(r"\ ", r"[^\w.!?\n]*")
    return pattern


def _spellings(anchor: str) -> Iterator[str]:
    words = anchor.split(" ")
    if len(words) > 5:
        yield anchor
        return
    for joints in product(("", " "), repeat=len(words) - 1):
        yield "".join(word + joint for word, joint in zip(words, (*joints, ""), strict=True))


def _confirm(folded: str, start: int, end: int, term: _Term) -> int | None:
    if term.whole_start and start and folded[start - 1].isalnum():
        return None
    if term.rest is not None:
        found = term.rest.match(folded, end)
        if found is None:
            return None
        end = found.end()
    if term.whole_end and end < len(folded) and folded[end].isalnum():
        return None
    return end


def _negated(folded: str, start: int, end: int, languages: Iterable[str]) -> bool:
    if "ja" in languages and _NEGATION_JA.match(folded[end : end + 12]):
        return True
    before = _SENTENCE_END.split(folded[max(0, start - 80) : start])[-1]
    window = _WORD.findall(before)[-4:]
    return any(word in _NEGATION.get(language, ()) for language in languages for word in window)


@cache
def lexicon(name: str) -> Lexicon:
    """The lexicon of that name.

    Raises:
        KeyError: there is no such lexicon.
    """
    return _all()[name]


@cache
def walk(name: str = "") -> Walk:
    """The walk over the lexicons of the package that take part in it."""
    return Walk(lexicon for lexicon in _all().values() if lexicon.walk == name)


@cache
def _all() -> dict[str, Lexicon]:
    import tomllib

    return {
        path.stem: Lexicon(path.stem, tomllib.loads(path.read_text("utf-8"))) for path in sorted(FOLDER.glob("*.toml"))
    }
