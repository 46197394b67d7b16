"""The words that wake rules: terms of lexicons, literals that patterns require, and what rules say they need."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import starmap
from pathlib import Path
from typing import Any, NamedTuple

from .letters import Letters
from .lexicon import Anchor, folded, lexicon
from .lexicon import files as lexicon_files
from .required import required
from .rule import Rule
from .tables import remembered

_FEW = 100
"""Rules that are compiled as quickly as their compiled form is looked up."""


class Known(NamedTuple):
    """What the words of rules come to."""

    words: Sequence[bool]
    """Of each rule, whether its words are known."""
    beginnings: Sequence[str]
    places: Sequence[str]
    """Of each beginning, a line for each of its anchors, read when the beginning is first found: must it begin a word,
    end one, what follows it, and the numbers of the rules that it speaks for."""


def known_of(rules: Sequence[Rule | None], language: str) -> Known:
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
        return Known(*make())
    machinery = [Path(__file__).with_name(f"{name}.py") for name in ("words", "required", "lexicon")]
    files = [*machinery, *lexicon_files()]
    return Known(*remembered(f"sieve-{language}", files, make, of=repr(told)))


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


class Walk:
    """The words of all rules in one automaton."""

    def __init__(self, known: Known, rules: Sequence[Rule]) -> None:
        from ahocorasick_rs import AhoCorasick

        self._known, self._rules = known, rules
        self._entries: list[dict[str, list[tuple[Anchor, int]]] | None] = [None] * len(known.beginnings)
        self._automaton = AhoCorasick(known.beginnings)
        mine = [(1 << number, rule) for number, rule in enumerate(rules) if known.words[number]]
        self.roots = frozenset(read for _, rule in mine for read in rule.reads)
        self.every = sum(bit for bit, _ in mine)
        """All rules whose words are known."""

    def __call__(self, letters: Letters, roots: Sequence[str]) -> list[int]:
        """Rules whose words are in each of some texts."""
        text, ends = letters.folded()
        found = [0] * len(ends)
        entries = self._entries
        place, last, root = 0, ends[0], roots[0]
        so_far = 0
        for number, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            if end > last:
                found[place] = so_far
                while end > last:
                    place += 1
                    last = ends[place]
                root, so_far = roots[place], 0
            for anchor, mask in (entries[number] or self._entry(number)).get(root, ()):
                if mask & ~so_far and anchor.stands(text, start, end):
                    so_far |= mask
        found[place] = so_far
        return found

    def _entry(self, number: int) -> dict[str, list[tuple[Anchor, int]]]:
        """Anchors that begin alike, by field, each with the rules that it speaks for."""
        entry: dict[str, list[tuple[Anchor, int]]] = {}
        for place in self._known.places[number].split("\n"):
            whole_start, whole_end, rest, rules = place.split("\t")
            anchor = Anchor(self._known.beginnings[number], bool(whole_start), bool(whole_end), rest)
            masks: dict[str, int] = {}
            for one in map(int, rules.split()):
                for read in self._rules[one].reads:
                    masks[read] = masks.get(read, 0) | 1 << one
            for read, mask in masks.items():
                entry.setdefault(read, []).append((anchor, mask))
        self._entries[number] = entry
        return entry
