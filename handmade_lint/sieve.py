"""The sieve: which rules can have anything to say of a listing, found in one walk over its folded words.

It may only ever drop what is innocent; a test proves that findings are the same with and without it. These kinds of
knowledge feed it:

- words: the terms of lexicons, literals that a pattern requires (required.py), and what a rule says it `needs`;
- names: mentions of others' names;
- lengths: of rules that are limits, or speak of texts `over` one;
- looks: the quick expression that a rule gives as its `hint`;
- fields: those of which one must be `filled`;
- facts: a rule that reads nothing but facts says the same of the same values, so its silence is remembered;
- nothing: a rule of which none of these is known is called wherever a field that it reads is filled.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import starmap
from pathlib import Path
from typing import Any, NamedTuple

from .declared import measure
from .expressions import expression
from .lexicon import Anchor, folded, lexicon
from .lexicon import files as lexicon_files
from .limits import least
from .listing import TEXTS, Listing
from .names import mentions, stirs
from .required import required
from .rule import Rule
from .tables import remembered

Fields = Mapping[str, Sequence[tuple[str, str]]]
"""Field without its number → its filled (field, value) pairs, in order."""

_FORGET = 50_000
"""Remembered silences of one group of rules, after which memory starts anew."""
_FEW = 100
"""Rules that are compiled as quickly as their compiled form is looked up."""
_ODD_CASE = ("ı", "İ", "ſ", "\u212a", "ẞ")
"""Letters that `re.IGNORECASE` and folding match with others in different ways: a text with one is not sieved."""


class Index:
    """Fields of listings by name without number, split once for each field name."""

    def __init__(self) -> None:
        self._roots: dict[str, str] = {}

    def __call__(self, listing: Listing) -> dict[str, list[tuple[str, str]]]:
        """The filled fields of a listing."""
        roots = self._roots
        fields: dict[str, list[tuple[str, str]]] = {}
        for values in (listing.texts, listing.facts):
            for item in values.items():
                key = item[0]
                root = roots.get(key)
                if root is None:
                    head, _, number = key.rpartition(".")
                    root = roots[key] = head if number.isdigit() and head else key
                if root in fields:
                    fields[root].append(item)
                else:
                    fields[root] = [item]
        return fields


@dataclass(slots=True)
class _Silence:
    """Rules that read the same facts, and for which values each was silent."""

    reads: tuple[str, ...]
    rules: int = 0
    known: dict[tuple[Any, ...], int] = field(default_factory=dict)
    """Values → rules that spoke."""


class Sieve:
    """For listings of one store and one language: which of some rules may speak."""

    def __init__(
        self,
        rules: Sequence[Rule],
        store: str,
        language: str,
        on: date,
        settings: Mapping[str, Mapping[str, Any]],
        constant: Iterable[str],
    ) -> None:
        """Compile.

        Args:
            rules: rules on a text or a listing that hold for the store and language.
            store: a key of STORE_LANGUAGES.
            language: of the listings.
            on: day whose limits apply.
            settings: settings by code that differ from the rules' own.
            constant: facts that are the same in every listing of the run (the seller's).
        """
        from ahocorasick_rs import AhoCorasick

        self._rules = rules
        self._language = language
        self._constant = frozenset(constant)
        self._lengths: list[tuple[int, tuple[str, ...], str, bool, int]] = []
        self._silences: dict[tuple[str, ...], _Silence] = {}
        self._always: list[tuple[int, tuple[str, ...]]] = []
        self._filled: list[tuple[int, tuple[str, ...]]] = []
        self._over: list[tuple[int, tuple[str, ...], int]] = []
        self._echoes: list[tuple[int, tuple[str, ...], str]] = []
        self._named: list[tuple[int, tuple[str, ...]]] = []
        self._unconditional = 0
        self._roots: dict[str, int] = {}
        hints: dict[str, dict[str, int]] = {}
        known = _known([None if settings.get(rule.code) else rule for rule in rules], language)
        for number, rule in enumerate(rules):
            bit = 1 << number
            own = settings.get(rule.code, {})
            if rule.declared and rule.declared["kind"] == "limit":
                allowed = own.get("limit") or least(rule.declared["limit"], store, on)
                if allowed is not None:
                    unit, together = rule.declared.get("unit", "characters"), rule.declared.get("total", False)
                    self._lengths.append((bit, rule.reads, unit, together, allowed))
            elif known.words[number]:
                if rule.filled:
                    self._filled.append((bit, rule.filled))
                if rule.hint:
                    for read in rule.reads:
                        hints.setdefault(read, {})
                        hints[read][rule.hint] = hints[read].get(rule.hint, 0) | bit
                if rule.names:
                    self._named.append((bit, rule.reads))
                if rule.echo:
                    self._echoes.append((bit, rule.reads, rule.echo))
                allowed = least(rule.over, store, on) if rule.over else None
                if allowed is not None:
                    self._over.append((bit, rule.reads, allowed))
            elif "sku" not in rule.reads and not any(read in TEXTS or read == "image" for read in rule.reads):
                group = self._silences.setdefault(rule.reads, _Silence(self._varying(rule.reads)))
                group.rules |= bit
            elif rule.subject == "text":
                self._always.append((bit, rule.reads))
            else:
                self._unconditional |= bit
        self._hints = [
            (read, [(expression(hint), bit) for hint, bit in known.items()]) for read, known in hints.items()
        ]
        for number, rule in enumerate(rules):
            if known.words[number]:
                for read in rule.reads:
                    self._roots.setdefault(read, len(self._roots))
        self._known = known
        self._entries: list[list[tuple[Anchor, list[int]]] | None] = [None] * len(known.beginnings)
        self._automaton = AhoCorasick(known.beginnings)

    def __call__(
        self, fields: Fields, columns: frozenset[str], speaks: Callable[[Rule], Sequence[Any]]
    ) -> Iterator[Rule]:
        """The rules that may speak of a listing, in order.

        Args:
            fields: what is filled.
            columns: fields that the catalogue has a column for.
            speaks: runs one rule on the listing for real; it is asked where facts were not seen before.
        """
        mask = self._unconditional | self._said(fields) | self._long(fields) | self._by_facts(fields, columns, speaks)
        mask |= self._looks(fields)
        for bit, reads in self._filled:
            if any(read in fields for read in reads):
                mask |= bit
        for bit, reads in self._always:
            if any(read in fields for read in reads):
                mask |= bit
        rules = self._rules
        while mask:
            low = mask & -mask
            yield rules[low.bit_length() - 1]
            mask ^= low

    def _varying(self, reads: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(read for read in reads if read not in self._constant)

    def _entry(self, number: int) -> list[tuple[Anchor, list[int]]]:
        """Anchors that begin alike, each with the rules that it speaks for by column of `_roots`."""
        entry = self._entries[number]
        if entry is None:
            entry = self._entries[number] = []
            for place in self._known.places[number].split("\n"):
                whole_start, whole_end, rest, rules = place.split("\t")
                masks = [0] * len(self._roots)
                for one in map(int, rules.split()):
                    for read in self._rules[one].reads:
                        masks[self._roots[read]] |= 1 << one
                anchor = Anchor(self._known.beginnings[number], bool(whole_start), bool(whole_end), rest)
                entry.append((anchor, masks))
        return entry

    def _said(self, fields: Fields) -> int:
        """Rules whose words are in a text that they read."""
        pieces: list[str] = []
        ends: list[tuple[int, int]] = []
        length = 0
        for root, number in self._roots.items():
            for _, value in fields.get(root, ()):
                if not value.isascii() and any(letter in value for letter in _ODD_CASE):
                    return self._every()
                piece = folded(value)
                pieces.append(piece)
                length += len(piece) + 1
                ends.append((length, number))
        if not pieces:
            return 0
        text = "\n".join(pieces)
        found = self._naming(fields, text)
        place = 0
        last, column = ends[0]
        for number, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            while end >= last:
                place += 1
                last, column = ends[place]
            for anchor, masks in self._entries[number] or self._entry(number):
                mask = masks[column]
                if mask & ~found and anchor.stands(text, start, end):
                    found |= mask
        return found

    def _naming(self, fields: Fields, text: str) -> int:
        """Rules on names, where a field that they read mentions one."""
        if not self._named or not stirs(text):
            return 0
        naming = {
            root
            for root in {read for _, reads in self._named for read in reads}
            if any(mentions(value, self._language) for _, value in fields.get(root, ()))
        }
        return sum(bit for bit, reads in self._named if not naming.isdisjoint(reads))

    def _every(self) -> int:
        mask = sum(bit for bit, _ in self._named)
        for number in range(len(self._entries)):
            for _, masks in self._entry(number):
                for one in masks:
                    mask |= one
        return mask

    def _looks(self, fields: Fields) -> int:
        mask = 0
        for bit, reads, echo in self._echoes:
            for _, fact in fields.get(echo, ()):
                word = fact.strip().casefold()
                if any(word in value.casefold() for read in reads for _, value in fields.get(read, ())):
                    mask |= bit
        for read, hints in self._hints:
            values = fields.get(read)
            if values:
                for pattern, bit in hints:
                    if mask & bit != bit:
                        for _, value in values:
                            if pattern.search(value):
                                mask |= bit
                                break
        return mask

    def _long(self, fields: Fields) -> int:
        mask = 0
        for bit, reads, allowed in self._over:
            for read in reads:
                for _, value in fields.get(read, ()):
                    if len(value) > allowed:
                        mask |= bit
        for bit, reads, unit, together, allowed in self._lengths:
            values = [value for read in reads for _, value in fields.get(read, ())]
            if unit == "count":
                longest = len(values)
            elif together:
                longest = sum(measure(value, unit) for value in values)
            else:
                longest = max((measure(value, unit) for value in values if len(value) * 4 > allowed), default=0)
            if longest > allowed:
                mask |= bit
        return mask

    def _by_facts(self, fields: Fields, columns: frozenset[str], speaks: Callable[[Rule], Sequence[Any]]) -> int:
        mask = 0
        for group in self._silences.values():
            key = (columns, *[tuple(fields[read]) if read in fields else None for read in group.reads])
            spoke = group.known.get(key)
            if spoke is None:
                if len(group.known) >= _FORGET:
                    group.known.clear()
                spoke = 0
                left = group.rules
                while left:
                    low = left & -left
                    if speaks(self._rules[low.bit_length() - 1]):
                        spoke |= low
                    left ^= low
                group.known[key] = spoke
            mask |= spoke
        return mask


class _Known(NamedTuple):
    """What the words of rules come to."""

    words: Sequence[bool]
    """Of each rule, whether its words are known."""
    beginnings: Sequence[str]
    places: Sequence[str]
    """Of each beginning, a line for each of its anchors, read when the beginning is first found: must it begin a word,
    end one, what follows it, and the numbers of the rules that it speaks for."""


def _known(rules: Sequence[Rule | None], language: str) -> _Known:
    """What is known of some rules' words in texts of a language, remembered between runs where rules are many."""
    told = [
        (rule.needs, rule.lexicons, rule.hint, rule.filled, rule.echo, rule.over, rule.names, _patterns(rule))
        if rule
        else None
        for rule in rules
    ]

    def make() -> list[Any]:
        words: list[bool] = []
        beginnings: dict[str, dict[tuple[bool, bool, str], list[int]]] = {}
        for number, rule in enumerate(rules):
            anchors = _words(rule, language) if rule else None
            words.append(anchors is not None)
            for anchor in dict.fromkeys(anchors or ()):
                beginnings.setdefault(anchor.text, {}).setdefault(anchor.place, []).append(number)
        places = ["\n".join(starmap(_line, some.items())) for some in beginnings.values()]
        return [words, list(beginnings), places]

    if len(rules) < _FEW:
        return _Known(*make())
    machinery = [Path(__file__).with_name(f"{name}.py") for name in ("sieve", "required", "lexicon")]
    files = [*machinery, *lexicon_files()]
    return _Known(*remembered(f"sieve-{language}", files, make, of=repr(told)))


def _line(place: tuple[bool, bool, str], rules: Sequence[int]) -> str:
    whole_start, whole_end, rest = place
    return "\t".join(("x" * whole_start, "x" * whole_end, rest, " ".join(map(str, rules))))


def _patterns(rule: Rule) -> Sequence[str]:
    """Expressions of a declared rule that count because nothing else tells when it speaks."""
    return rule.declared.get("patterns", ()) if rule.declared and not (rule.needs or rule.hint) else ()


def _words(rule: Rule, language: str) -> list[Anchor] | None:
    """Anchors of which one is in every text that the rule can speak of; None when nothing is known."""
    patterns = _patterns(rule)
    known = (rule.needs, rule.lexicons, rule.hint, rule.filled, rule.echo, rule.over, rule.names, patterns)
    if not any(known):
        return None
    anchors = [anchor for name in rule.lexicons for anchor in lexicon(name).anchors(language)]
    anchors += [_anchor(literal) for literal in rule.needs]
    for pattern in patterns:
        literals = required(pattern)
        if literals is None:
            return None
        anchors += [Anchor(folded(literal).strip(" ")) for literal in literals]
    return anchors if all(anchor.text for anchor in anchors) else None


def _anchor(literal: str) -> Anchor:
    """What a rule needs: a literal, between bars where it must begin or end a word."""
    bars = len(literal) > 1
    text = literal.removeprefix("|").removesuffix("|") if bars else literal
    return Anchor(folded(text), bars and literal.startswith("|"), bars and literal.endswith("|"))
