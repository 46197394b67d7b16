"""The sieve: which rules can have anything to say of listings, found in one walk over the folded words of many.

It may only ever drop what is innocent; a test proves that findings are the same with and without it. These kinds of
knowledge feed it:

- words: the terms of lexicons, literals that a pattern requires (required.py), and what a rule says it `needs`, of
  which one stands in each text that is remarked on;
- names: mentions of others' names (names.py);
- looks: the quick expression that a rule gives as its `hint`, tried where its shape (shapes.py) is found;
- lengths: of rules that are limits, or speak of texts `over` one;
- fields: those of which one must be `filled`;
- facts: a rule that reads nothing but facts says the same of the same values, so its silence is remembered;
- nothing: a rule of which none of these is known is called wherever a field that it reads is filled.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from .declared import measure
from .expressions import expression
from .letters import Letters
from .limits import least
from .listing import TEXTS, Listing
from .names import mentions, stirs
from .rule import Rule
from .shapes import required_shapes
from .words import Walk, known_of

Fields = Mapping[str, Sequence[tuple[str, str]]]
"""Field without its number → its filled (field, value) pairs, in order."""

_FORGET = 50_000
"""Remembered silences of one group of rules, after which memory starts anew."""
_ODD_CASE = ("ı", "İ", "ſ", "\u212a", "ẞ")
"""Letters that `re.IGNORECASE` and folding match with others in different ways: a text with one is not sieved."""
Piece = tuple[int, str, str, str]
"""One text: number of its listing, field, value, field without its number."""
Look = tuple[Callable[[str], Any], int]
"""Search of a hint, and the rules that it wakes."""


class Woken(NamedTuple):
    """Which rules (as bits) may speak of a listing."""

    listing: int
    """Of the listing as a whole, or of each of its texts."""
    texts: Mapping[str, int]
    """Of one text alone, by field."""

    @property
    def rules(self) -> int:
        """All of them."""
        every = self.listing
        for some in self.texts.values():
            every |= some
        return every


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
        self._rules = rules
        self._language = language
        self._constant = frozenset(constant)
        self._lengths: list[tuple[int, tuple[str, ...], str, bool, int]] = []
        self._silences: dict[tuple[str, ...], _Silence] = {}
        self._always: list[tuple[int, tuple[str, ...]]] = []
        self._filled: list[tuple[int, tuple[str, ...]]] = []
        self._over: list[tuple[int, tuple[str, ...], int]] = []
        self._echoes: list[tuple[int, tuple[str, ...], str]] = []
        self._named: dict[str, int] = {}
        self._unconditional = 0
        self._fields_known: dict[tuple[str, ...], int] = {}
        self._of_listings = sum(1 << number for number, rule in enumerate(rules) if rule.subject == "listing")
        hints: dict[str, dict[str, int]] = {}
        known = known_of([None if settings.get(rule.code) else rule for rule in rules], language)
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
                    for read in rule.reads:
                        self._named[read] = self._named.get(read, 0) | bit
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
        self._walk = Walk(known, rules)
        self._hints = hints
        self._looks = _Looks(hints, shaped=False)
        self._shapes: _Looks | None = None

    def __call__(self, listings: Sequence[Listing], speaks: Callable[[Listing, Rule], Sequence[Any]]) -> list[Woken]:
        """The rules that may speak of each listing.

        Args:
            listings: of the store and language.
            speaks: runs one rule on a listing for real; it is asked where facts were not seen before.
        """
        whole = [self._of_whole(listing, speaks) for listing in listings]
        texts: list[dict[str, int]] = [{} for _ in listings]
        roots = self._walk.roots
        pieces = [
            (place, key, value, root)
            for place, listing in enumerate(listings)
            for root, pairs in listing.fields.items()
            if root in roots
            for key, value in pairs
        ]
        if pieces:
            letters = Letters([value for _, _, value, _ in pieces])
            found = self._walk(letters, [root for *_, root in pieces])
            for number in letters.holding(_ODD_CASE):
                whole[pieces[number][0]] |= self._walk.every
            self._look(letters, pieces, found)
            if self._named:
                self._naming(letters, pieces, found)
            for (place, key, _, _), mask in zip(pieces, found, strict=True):
                if mask:
                    whole[place] |= mask & self._of_listings
                    texts[place][key] = mask & ~self._of_listings
        return [Woken(*one) for one in zip(whole, texts, strict=True)]

    def _look(self, letters: Letters, pieces: Sequence[Piece], found: list[int]) -> None:
        if letters.few:
            self._looks(letters, pieces, found)
            return
        if self._shapes is None:
            self._shapes = _Looks(self._hints, shaped=True)
        self._shapes(letters, pieces, found)

    def _naming(self, letters: Letters, pieces: Sequence[Piece], found: list[int]) -> None:
        """Wake rules on names where a text that they read mentions one; texts of a listing are looked at together."""
        text, ends = letters.folded()
        first = start = 0
        for number, (place, *_) in enumerate(pieces, 1):
            if number < len(pieces) and pieces[number][0] == place:
                continue
            end = ends[number - 1]
            if stirs(text[start:end]):
                for one in range(first, number):
                    _, _, value, root = pieces[one]
                    if root in self._named and mentions(value, self._language):
                        found[one] |= self._named[root]
            first, start = number, end

    def _of_whole(self, listing: Listing, speaks: Callable[[Listing, Rule], Sequence[Any]]) -> int:
        """Rules that are woken by lengths, facts and fields."""
        fields = listing.fields
        mask = self._by_fields(tuple(fields)) | self._long(fields) | self._by_facts(listing, speaks)
        return mask | self._echoing(fields) if self._echoes else mask

    def _by_fields(self, names: tuple[str, ...]) -> int:
        """Rules that are woken by which fields are filled, and those that always are."""
        mask = self._fields_known.get(names)
        if mask is None:
            if len(self._fields_known) >= _FORGET:
                self._fields_known.clear()
            mask = self._unconditional
            for bit, reads in (*self._filled, *self._always):
                if not set(reads).isdisjoint(names):
                    mask |= bit
            self._fields_known[names] = mask
        return mask

    def _varying(self, reads: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(read for read in reads if read not in self._constant)

    def _echoing(self, fields: Fields) -> int:
        mask = 0
        for bit, reads, echo in self._echoes:
            for _, fact in fields.get(echo, ()):
                word = fact.strip().casefold()
                if any(word in value.casefold() for read in reads for _, value in fields.get(read, ())):
                    mask |= bit
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

    def _by_facts(self, listing: Listing, speaks: Callable[[Listing, Rule], Sequence[Any]]) -> int:
        mask = 0
        fields = listing.fields
        for group in self._silences.values():
            key = (listing.columns, *[tuple(fields[read]) if read in fields else None for read in group.reads])
            spoke = group.known.get(key)
            if spoke is None:
                if len(group.known) >= _FORGET:
                    group.known.clear()
                spoke = 0
                left = group.rules
                while left:
                    low = left & -left
                    if speaks(listing, self._rules[low.bit_length() - 1]):
                        spoke |= low
                    left ^= low
                group.known[key] = spoke
            mask |= spoke
        return mask


class _Looks:
    """Hints; those that require a run of kinds of letters are tried only where it stands."""

    def __init__(self, hints: Mapping[str, Mapping[str, int]], shaped: bool) -> None:
        """Compile: `shaped` looks for runs, which is worth while for many texts only."""
        from ahocorasick_rs import BytesAhoCorasick

        gates: dict[str, dict[str, list[Look]]] = {}
        self._free: dict[str, list[Look]] = {}
        self._gated: dict[str, list[Look]] = {}
        for read, known in hints.items():
            for hint, bit in known.items():
                look = expression(hint).search, bit
                shapes = required_shapes(hint) if shaped else None
                for shape in shapes or ():
                    gates.setdefault(shape, {}).setdefault(read, []).append(look)
                (self._gated if shapes else self._free).setdefault(read, []).append(look)
        self._gates = list(gates.values())
        self._automaton = BytesAhoCorasick([shape.encode() for shape in gates]) if gates else None

    def __call__(self, letters: Letters, pieces: Sequence[Piece], found: list[int]) -> None:
        """Add the rules whose hints are found to those of each text."""
        free = self._free
        for number, (_, _, value, root) in enumerate(pieces):
            for search, bit in free.get(root, ()):
                if search(value):
                    found[number] |= bit
        if self._automaton is None or not any(root in self._gated for *_, root in pieces):
            return
        kinds, ends = letters.kinds()
        matches = self._automaton.find_matches_as_indexes(kinds, overlapping=True)
        places = ends.searchsorted([start for _, start, _ in matches]).tolist() if matches else []
        for (gate, _, _), place in zip(matches, places, strict=True):
            _, _, value, root = pieces[place]
            for search, bit in self._gates[gate].get(root, ()):
                if not found[place] & bit and search(value):
                    found[place] |= bit
        for place in letters.beyond():
            _, _, value, root = pieces[place]
            for search, bit in self._gated.get(root, ()):
                if search(value):
                    found[place] |= bit
