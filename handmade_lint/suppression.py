"""Suppressions: which findings on which listings are told not to be shown, by whom, why and until when.

They are told in a column of the catalogue (`handmade_lint_ignore`) or in a file beside it (suppress_file.py).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from .config import suggest
from .expressions import expression
from .finding import Fault, Finding, Location, Suppressed, Suppression
from .listing import Listing

FIELD = "ignore"
"""The fact of a listing that its column `handmade_lint_ignore` fills."""

STALE, EXPIRED = "FL-011", "FL-012"

_ENTRY = expression(
    r"(?P<codes>[\w-]+(?:\s*,\s*[\w-]+)*)"
    r"(?:\s+until\s+(?P<until>\d{4}-\d\d-\d\d))?"
    r"(?:\s+by\s+(?P<author>[^:]+?))?"
    r"(?:\s*:\s*(?P<reason>.*?))?",
    re.DOTALL,
)


def of_cell(value: str, sku: str, location: Location) -> Iterator[Suppression]:
    """What a cell of the column says: `CODE, CODE until 2027-01-31 by Ada: reason; CODE: reason`.

    Entries are parted by semicolons or line ends; all but the codes may be left out. What cannot be understood comes
    back as the code, so that it is told as a rule that there is not.
    """
    for entry in re.split(r"[;\n]", value):
        plain = entry.strip()
        if not plain:
            continue
        found = _ENTRY.fullmatch(plain)
        if found is None or not _is_day(found["until"] or ""):
            yield Suppression(plain, sku, location=location)
            continue
        for code in found["codes"].split(","):
            reason, author = (found["reason"] or "").strip(), (found["author"] or "").strip()
            yield Suppression(code.strip(), sku, reason, author, found["until"] or "", location)


def _is_day(until: str) -> bool:
    try:
        return not until or bool(date.fromisoformat(until))
    except ValueError:
        return False


@dataclass(frozen=True)
class Suppressions:
    """All suppressions that a run heeds; it can be sent to another process."""

    on: str
    """Day (ISO) of the run: what has expired by then suppresses nothing."""
    names: Mapping[str, str]
    """Of every rule there is, its code by its code and its name, in small letters."""
    files: Mapping[str, Mapping[str, Sequence[Suppression]]] = field(default_factory=dict)
    """Of an input's file, what the file beside it says, by SKU."""

    def of(self, listing: Listing) -> Sequence[Suppression]:
        """What its own row says."""
        value = listing.facts.get(FIELD, "")
        if not value:
            return ()
        cell = listing.cell(FIELD)
        location = Location(cell.file, cell.row, cell.column, cell.line, sheet=cell.sheet)
        return tuple(of_cell(value, listing.sku, location))

    def beside(self, file: str, sku: str) -> Sequence[Suppression]:
        """What the file beside the catalogue says of a SKU."""
        told = self.files.get(file)
        return told.get(sku, ()) if told else ()

    def part(self, findings: Iterable[Finding], told: Sequence[Suppression]) -> tuple[list[Finding], list[Suppressed]]:
        """Findings that remain, and those that are suppressed by what is told of their listing."""
        holding: dict[str, Suppression] = {}
        for one in told:
            if code := self.code(one):
                holding.setdefault(code, one)
        kept: list[Finding] = []
        hidden: list[Suppressed] = []
        for finding in findings:
            by = holding.get(finding.code)
            if by is None:
                kept.append(finding)
            else:
                hidden.append(Suppressed(finding, by))
        return kept, hidden

    def code(self, one: Suppression) -> str:
        """The code of the rule it suppresses; '' where it has expired, or names no rule."""
        return "" if self.expired(one) else self.names.get(one.code.casefold(), "")

    def expired(self, one: Suppression) -> bool:
        """Whether its last day is over."""
        return bool(one.until) and one.until < self.on


@dataclass
class Ledger:
    """What a run saw of its suppressions; faults() says which of them are good for nothing."""

    suppressions: Suppressions
    told: dict[int, Sequence[Suppression]] = field(default_factory=dict)
    """What rows themselves say, by number of their listing."""
    used: set[Suppression] = field(default_factory=set)
    seen: set[tuple[str, str]] = field(default_factory=set)
    """File and SKU of listings that a file beside the catalogue speaks of."""

    def faults(self, judged: Iterable[str], whole: Callable[[], bool]) -> Iterator[Fault]:
        """Suppressions that have expired, name no rule, or suppressed nothing.

        Args:
            judged: codes of the rules that the run asked; of others nothing can be said.
            whole: says, if it is asked, whether the run saw every catalogue that the files beside them can speak of,
                so that a SKU that was not seen is gone.
        """
        codes = frozenset(judged)
        for told in self.told.values():
            for one in told:
                yield from self._fault(one, codes, there=True)
        once: dict[Suppression, bool] = {}
        for file, by_sku in self.suppressions.files.items():
            for sku, suppressions in by_sku.items():
                for one in suppressions:
                    once[one] = once.get(one, False) or (file, sku) in self.seen
        all_seen = not all(once.values()) and whole()
        for one, there in once.items():
            if there or all_seen:
                yield from self._fault(one, codes, there)

    def _fault(self, one: Suppression, judged: frozenset[str], there: bool) -> Iterator[Fault]:
        rules = self.suppressions
        code = rules.names.get(one.code.casefold(), "")
        said = {"code": code or one.code, "reason": one.reason, "author": one.author, "until": one.until}
        match = f"{code or one.code} {one.sku}"
        if not code:
            near = suggest(one.code, rules.names)
            words = f"'{one.code[:60]}' is suppressed for {one.sku}, but no rule has that code or name{near}"
            yield Fault(STALE, words, one.location, one.sku, match, said)
        elif rules.expired(one):
            words = f"the suppression of {code} for {one.sku} has expired on {one.until}"
            yield Fault(EXPIRED, words, one.location, one.sku, match, said)
        elif not there:
            words = f"{code} is suppressed for {one.sku}, but there is no such SKU any more"
            yield Fault(STALE, words, one.location, one.sku, match, said)
        elif code in judged and one not in self.used:
            words = f"{code} is suppressed for {one.sku}, but finds nothing there"
            yield Fault(STALE, words, one.location, one.sku, match, said)
