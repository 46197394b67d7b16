"""Rules that are data: terms, pattern, limit, field, and the faults of files; each becomes a check like any other."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import partial
from typing import Any

from .expressions import expression
from .finding import Severity
from .lexicon import Hit, lexicon
from .limits import resolve
from .listing import Listing
from .required import required
from .rule import Cases, Findings, Remark, Rule, Text, cases
from .said import say

KINDS = ("terms", "pattern", "limit", "field", "fault")

_SOFTER: Mapping[Severity, Severity] = {"error": "warning", "warning": "info", "info": "info", "off": "off"}
_COMMON = {
    "code", "kind", "severity", "force", "reads", "stores", "except_stores", "languages", "source", "message",
    "advice", "doc", "bad", "good", "needs", "hint",
}  # fmt: skip
_OWN = {
    "terms": {
        "lexicon", "patterns", "guards", "whole", "exempt", "replace", "safe", "case", "near", "near_only", "within",
        "alone", "hard_in", "binding", "inscriptions", "leaves",
    },
    "pattern": {"patterns", "guards", "whole", "exempt", "replace", "safe", "case"},
    "limit": {"limit", "unit", "total"},
    "field": {"type", "minimum", "maximum", "one_of", "none_of", "required", "needs_column"},
    "fault": set[str](),
}  # fmt: skip
_SENTENCE_END = expression(r"[.!?;\n|•。！？](?!\d)")
_WIDE = {"F", "W", "A"}
_EDGES = " \t\r\n.:;,!-–—_*[](){}<>\"'"
"""What may stand around a phrase that is all that a field holds."""


class BadDeclaration(Exception):
    """A rule's .toml file says something that no rule can mean."""


def declare(table: Mapping[str, Any], *, name: str, group: str) -> Rule:
    """Make a rule of a table.

    Raises:
        BadDeclaration: unknown kind or key, or a required key is missing.
    """
    kind = table.get("kind")
    if kind not in _OWN:
        raise BadDeclaration(f"{name}: kind is {kind!r}; it must be one of {', '.join(KINDS)}")
    unknown = set(table) - _COMMON - _OWN[kind]
    if unknown:
        raise BadDeclaration(f"{name}: {', '.join(sorted(unknown))} means nothing to a rule of kind {kind}")
    missing = {"code", "severity", "force", "reads", "source", "doc", "bad", "good"} - set(table)
    if missing:
        raise BadDeclaration(f"{name}: {', '.join(sorted(missing))} is missing")
    reads = tuple(table["reads"])
    check, settings, types = _MAKERS[kind](table, reads)
    counted = table.get("unit") == "count" or table.get("total", False)
    whole_listing = kind == "field" or (kind == "limit" and counted)
    source = table["source"]
    whole = table.get("whole", False)
    return Rule(
        code=table["code"],
        name=name,
        group=group,
        severity=table["severity"],
        force=table["force"],
        reads=reads,
        subject="fault" if kind == "fault" else "listing" if whole_listing else "text",
        doc=table["doc"].strip(),
        source=(source,) if isinstance(source, str) else tuple(source),
        stores=tuple(table.get("stores", ())),
        except_stores=tuple(table.get("except_stores", ())),
        languages=tuple(table.get("languages", ())),
        check=check,
        declared=table,
        settings=settings,
        setting_types=types,
        bad=Cases(partial(cases, table["bad"], reads)),
        good=Cases(partial(cases, table["good"], reads)),
        advice=table.get("advice", ""),
        dated=kind == "limit" or "binding" in table,
        needs=tuple(table.get("needs", ())),
        lexicons=() if whole else (*_names(table.get("lexicon", ())), *table.get("near_only", ())),
        hint=table.get("hint", _BRIEF if whole else ""),
    )


_BRIEF = rf"(?s)\A[{re.escape(_EDGES)}]*.{{0,80}}[{re.escape(_EDGES)}]*\Z|\A[\W_]+\Z"
"""What a text is that can be a single term or sign as a whole."""


def _names(named: str | Iterable[str]) -> tuple[str, ...]:
    return (named,) if isinstance(named, str) else tuple(named)


Made = tuple[Callable[..., Findings] | None, dict[str, Any], dict[str, type]]


def _words(table: Mapping[str, Any], reads: tuple[str, ...]) -> Made:
    """Terms of lexicons, and patterns.

    A rule of kind terms may say of a second lexicon, `near`, that its words within so many words (`within`) of a hit
    make the hit grave; without them it is said one step more softly, in the words of `alone` (as gravely, where a rule
    has no `alone`). Terms of lexicons in `near_only` count in such company only. With `inscriptions = false` a few
    words between quotation marks are not meant. Outside the stores of `hard_in` nothing is said with the rule's full
    severity, and while the limit called `binding` does not hold for store and day, everything one step more softly.
    """
    del reads
    names = _names(table.get("lexicon", ()))
    flags = 0 if table.get("case") else re.IGNORECASE
    patterns = _Patterns(table.get("patterns", ()), flags)
    guards = _Patterns(table.get("guards", ()), flags)
    message, severity = table["message"], table["severity"]
    whole, exempt = table.get("whole", False), tuple(table.get("exempt", ()))
    replace, safe = table.get("replace"), table.get("safe", False)
    near, near_only = table.get("near", ""), tuple(table.get("near_only", ()))
    within, alone = table.get("within", 6), table.get("alone", message)
    soft_alone, inscriptions = "alone" in table, table.get("inscriptions", True)
    hard_in, binding = tuple(table.get("hard_in", ())), table.get("binding", "")
    leaves = tuple(table.get("leaves", ()))

    def company(text: Text, hit: Hit) -> str:
        value = text.value
        for other in lexicon(near).find(value, text.language):
            between = value[min(hit.end, other.end) : max(hit.start, other.start)]
            if len(re.findall(r"\w+", between)) <= within and not _SENTENCE_END.search(between):
                return value[other.start : other.end]
        return ""

    def words_in(text: Text) -> Iterator[tuple[int, int, Severity, re.Match[str] | None, str]]:
        for name in (*names, *near_only):
            for hit in lexicon(name).find(text.value, text.language):
                grave: Severity = severity if hit.sourced else _SOFTER[severity]
                other = company(text, hit) if near else ""
                if other or not near:
                    yield hit.start, hit.end, grave, None, other
                elif name not in near_only:
                    yield hit.start, hit.end, _SOFTER[grave] if soft_alone else grave, None, other

    def check(text: Text, *, allow: tuple[str, ...] = ()) -> Findings:
        value = text.value
        hits = list(words_in(text))
        hits += [
            (found.start(), found.end(), severity, found, "")
            for found in patterns.in_text(value)
            if found.end() > found.start()
        ]
        if not hits:
            return
        allowed = [*allow, *(fact for name in exempt if (fact := text.fact(name)))]
        innocent = [found.span() for found in guards.in_text(value)]
        innocent += [
            (hit.start, hit.end)
            for entry in leaves
            if _holds(entry, text)
            for hit in lexicon(entry["lexicon"]).find(value, text.language)
        ]
        innocent += [
            found.span() for phrase in allowed for found in re.finditer(re.escape(phrase), value, re.IGNORECASE)
        ]
        last = 0
        for start, end, grave, found, other in sorted(hits, key=lambda hit: (hit[0], -hit[1])):
            if start < last or any(start < stop and begin < end for begin, stop in innocent):
                continue
            if not inscriptions and text.inscribed(start, end):
                continue
            if whole and value[start:end].strip(_EDGES) != value.strip(_EDGES):
                continue
            last = end
            fix = None
            if replace is not None:
                fix = found.expand(replace) if found else replace
            if hard_in and text.store not in hard_in and grave == severity:
                grave = _SOFTER[severity]
            words = message if other or found or not near else alone
            yield text.finding(
                say(words, match=value[start:end], field=text.field, near=other),
                (start, end),
                fix=fix,
                safe=safe,
                severity=grave,
            )

    def check_on(text: Text, *, allow: tuple[str, ...] = (), on: date) -> Findings:
        bound = resolve(binding, text.store, on, text.fact) is not None
        for remark in check(text, allow=allow):
            yield remark if bound else dataclasses.replace(remark, severity=_SOFTER[remark.severity or severity])

    return check_on if binding else check, {"allow": ()}, {"allow": tuple}


def _holds(entry: Mapping[str, Any], text: Text) -> bool:
    """Whether an entry of `leaves` is meant for the text's field and store."""
    field = text.field.partition(".")[0]
    return (
        field in entry.get("fields", (field,))
        and text.store in entry.get("stores", (text.store,))
        and text.store not in entry.get("except_stores", ())
    )


_ODD_CASE = re.compile("[ıİſ\u212aẞ]")
"""Letters that match others without regard to case, and do not fold to them."""


class _Patterns:
    """Regular expressions, each compiled when a text first holds a literal that it requires."""

    def __init__(self, sources: Any, flags: int) -> None:
        self._sources, self._flags = tuple(sources), flags
        self._compiled: list[re.Pattern[str] | None] = [None] * len(self._sources)
        self._literals: list[tuple[str, ...] | None] | None = None

    def in_text(self, value: str) -> Iterator[re.Match[str]]:
        """Every match of each, one expression after another."""
        if not self._sources:
            return
        if self._literals is None:
            known = [required(source) for source in self._sources]
            self._literals = [None if one is None else tuple({text.casefold() for text in one}) for one in known]
        plain = value.casefold()
        odd = not value.isascii() and _ODD_CASE.search(value) is not None
        for number, literals in enumerate(self._literals):
            if literals is not None and not odd and not any(literal in plain for literal in literals):
                continue
            pattern = self._compiled[number]
            if pattern is None:
                pattern = self._compiled[number] = re.compile(self._sources[number], self._flags)
            yield from pattern.finditer(value)


def measure(value: str, unit: str) -> int:
    """Length of a text in characters, UTF-8 bytes, words, or half-width columns counted as full-width characters."""
    if unit == "bytes":
        return len(value.encode("utf-8", "surrogatepass"))
    if unit == "words":
        return len(value.split())
    if unit == "width":
        from unicodedata import east_asian_width

        halves = sum(2 if east_asian_width(letter) in _WIDE else 1 for letter in value)
        return (halves + 1) // 2
    return len(value)


def _limit(table: Mapping[str, Any], reads: tuple[str, ...]) -> Made:
    name, unit, message = table["limit"], table.get("unit", "characters"), table["message"]

    def check_text(text: Text, *, limit: int = 0, on: date) -> Findings:
        allowed = _allowed(name, text.listing, limit, on)
        value = measure(text.value, unit)
        if allowed is not None and value > allowed:
            span = _overflow(text.value, unit, allowed)
            yield text.finding(
                say(message, value=value, limit=allowed, field=text.field, match=""), span, value=value, limit=allowed
            )

    def check_count(listing: Listing, *, limit: int = 0, on: date) -> Findings:
        allowed = _allowed(name, listing, limit, on)
        filled = [key for read in reads for key, _ in listing.read(read)]
        if allowed is not None and len(filled) > allowed:
            words = say(message, value=len(filled), limit=allowed, field=reads[0], match="")
            yield Remark(words, field=filled[allowed], evidence={"value": len(filled), "limit": allowed})

    def check_total(listing: Listing, *, limit: int = 0, on: date) -> Findings:
        allowed = _allowed(name, listing, limit, on)
        room = 0 if allowed is None else allowed
        texts = [(key, value) for read in reads for key, value in listing.read(read)]
        total = sum(measure(value, unit) for _, value in texts)
        if allowed is None or total <= allowed:
            return
        for key, value in texts:
            length = measure(value, unit)
            if length > room:
                words = say(message, value=total, limit=allowed, field=key, match="")
                evidence = {"value": total, "limit": allowed}
                yield Remark(words, key, _overflow(value, unit, room), evidence=evidence)
                return
            room -= length

    check = check_count if unit == "count" else check_total if table.get("total", False) else check_text
    return check, {"limit": 0}, {"limit": int}


def _allowed(name: str, listing: Listing, override: int, on: date) -> int | None:
    if override:
        return override
    found = resolve(name, listing.store, on, listing.get)
    return found.value if found else None


def _overflow(value: str, unit: str, allowed: int) -> tuple[int, int]:
    """Span of what is too much."""
    if unit == "characters":
        return allowed, len(value)
    if unit == "words":
        words = list(re.finditer(r"\S+", value))
        return words[allowed].start(), len(value)
    start = next(end for end in range(len(value), -1, -1) if measure(value[:end], unit) <= allowed)
    return start, len(value)


def _field(table: Mapping[str, Any], reads: tuple[str, ...]) -> Made:
    message, kind = table["message"], table.get("type", "")
    low, high = table.get("minimum"), table.get("maximum")
    one_of = {str(value).casefold() for value in table.get("one_of", ())}
    none_of = {str(value).casefold() for value in table.get("none_of", ())}
    required, needs_column = table.get("required", False), table.get("needs_column", False)

    def wrong(value: str) -> bool:
        plain = value.strip()
        if kind == "integer":
            digits = re.fullmatch(r"[+-]?\d+(?:[.,]0+)?", plain)
            if digits is None:
                return True
            number = int(re.split("[.,]", plain)[0])
            return (low is not None and number < low) or (high is not None and number > high)
        return bool((one_of and plain.casefold() not in one_of) or plain.casefold() in none_of)

    def check(listing: Listing) -> Findings:
        for name in reads:
            values = list(listing.read(name))
            if not values and required and (not needs_column or name in listing.columns):
                yield Remark(say(message, value="", field=name, match="", limit=""), field=name)
            for key, value in values:
                if wrong(value):
                    yield Remark(say(message, value=value, field=key, match=value, limit=""), key, (0, len(value)))

    return check, {}, {}


def _fault(table: Mapping[str, Any], reads: tuple[str, ...]) -> Made:
    del table, reads
    return None, {}, {}


_MAKERS: Mapping[str, Callable[[Mapping[str, Any], tuple[str, ...]], Made]] = {
    "terms": _words,
    "pattern": _words,
    "limit": _limit,
    "field": _field,
    "fault": _fault,
}
