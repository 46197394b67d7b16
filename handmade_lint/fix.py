"""Fixes applied to one product: chosen so that they do not overlap, written, read and judged again until none is left.

A step is taken only if it takes away what it was meant to take away and brings no finding that was not there; so each
product comes to rest, and a second run finds nothing to do.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from .catalogs.backward import Unmappable, in_cell
from .catalogs.patch import Cell, Change
from .catalogs.script import Splice
from .catalogs.units import Unit
from .finding import SEVERITIES, Finding
from .judge import Judge, Plan, complete
from .listing import Listing
from .said import say

PASSES = 100
"""Steps after which a product is left as it is, though each takes a finding away."""
_CURES = 3
"""Times that what a fix brings is mended in turn before it is left out."""

Key = tuple[int, str, str]
"""Position of a listing among those of its product, rule, and field."""
Refusal = Callable[[Cell, Change], str]
"""Why a change cannot be written into the file; '' where it can."""


@dataclass(frozen=True, slots=True)
class Dropped:
    """A fix that was left out, and why."""

    finding: Finding
    why: str


@dataclass(frozen=True, slots=True)
class Step:
    """One fix that was applied, and the cells that it changed."""

    finding: Finding
    cells: tuple[Cell, ...]


@dataclass
class Mended:
    """A product after its fixes."""

    unit: Unit
    changes: dict[Cell, Change] = field(default_factory=dict)
    steps: list[Step] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)


@dataclass(frozen=True)
class _State:
    """A product as it is read and judged."""

    unit: Unit
    listings: Sequence[Listing]
    findings: Sequence[tuple[int, Finding]]

    def counts(self) -> Counter[Key]:
        return Counter((at, one.code, one.field) for at, one in self.findings)

    def gravest(self) -> dict[Key, int]:
        ranks: dict[Key, int] = {}
        for at, one in self.findings:
            key = at, one.code, one.field
            ranks[key] = min(ranks.get(key, len(SEVERITIES)), SEVERITIES.index(one.severity))
        return ranks


@dataclass(frozen=True)
class _Proposal:
    """A fix of a finding, as changes of cells."""

    at: int
    finding: Finding
    splices: Mapping[Cell, Sequence[Splice]]

    @property
    def key(self) -> Key:
        return self.at, self.finding.code, self.finding.field


class Mender:
    """Mends products one by one."""

    def __init__(self, plan: Plan, wanted: Callable[[Finding], bool], allowed: Callable[[Finding], bool]) -> None:
        """Prepare.

        Args:
            plan: rules that judge each step; what none of them says is not noticed.
            wanted: whether the fix of a finding should be applied.
            allowed: whether it may be applied to what another fix has brought, so that both can be.
        """
        self._plan, self._judge, self._wanted, self._allowed = plan, Judge(plan), wanted, allowed

    def __call__(self, unit: Unit, refusal: Refusal) -> Mended:
        """Apply what fixes there are, step by step."""
        state = self._look(unit)
        mended = Mended(unit)
        doubted: set[tuple[Key, str]] = set()
        for _ in range(PASSES):
            taken, state, dropped = self._step(unit, state, refusal, doubted)
            mended.dropped = dropped
            if not taken:
                break
            mended.steps += [Step(one.finding, tuple(one.splices)) for one in taken]
        mended.unit = state.unit
        touched = dict.fromkeys(cell for step in mended.steps for one in step.cells for cell in unit.repeats(one))
        for cell in touched:
            change = Change(unit.value(cell), state.unit.value(cell))
            if change.old != change.new:
                mended.changes[cell] = change
        return mended

    def _look(self, unit: Unit) -> _State:
        listings = [complete(one, self._plan) for one in unit.listings()]
        findings = [(at, finding) for at, listing in enumerate(listings) for finding in self._judge(listing)[0]]
        return _State(unit, listings, findings)

    def _step(
        self, first: Unit, state: _State, refusal: Refusal, doubted: set[tuple[Key, str]]
    ) -> tuple[Sequence[_Proposal], _State, list[Dropped]]:
        """The fixes that could be applied, what the product is after them, and those that could not, and why.

        All at once if that goes well, but for those that are `doubted`; else the first that can be applied alone.
        """
        dropped: list[Dropped] = []
        proposals = self._proposals(state, self._wanted, dropped)
        together = _apart(one for one in proposals if (one.key, one.finding.match) not in doubted)
        if len(together) > 1:
            taken, after, why = self._attempt(first, state, together, refusal)
            if not why:
                return taken, after, dropped
        for one in proposals:
            taken, after, why = self._attempt(first, state, [one], refusal)
            if not why:
                return taken, after, dropped
            doubted.add((one.key, one.finding.match))
            dropped.append(Dropped(one.finding, why))
        return [], state, dropped

    def _attempt(
        self, first: Unit, state: _State, proposals: Sequence[_Proposal], refusal: Refusal
    ) -> tuple[Sequence[_Proposal], _State, str]:
        """Apply fixes, and fixes of what they bring; what was applied, what comes of it, and why it may not be taken.

        Args:
            first: the product as the file has it.
            state: the product as it is.
            proposals: fixes that do not overlap.
            refusal: of the file.
        """
        taken = list(proposals)
        before, after = state, self._after(state, proposals)
        cures: Sequence[_Proposal] = proposals
        for _ in range(_CURES + 1):
            why = _misread(first, before, after, cures, refusal)
            if why:
                return taken, after, why
            brought = _brought(state, after)
            if not brought:
                break
            why = say("it would bring {codes}", codes=", ".join(sorted({code for _, code, _ in brought})))
            cures = _apart(one for one in self._proposals(after, self._allowed, []) if one.key in brought)
            if not cures:
                return taken, after, why
            before, after = after, self._after(after, cures)
            taken += cures
        else:
            return taken, after, why
        old, new = state.counts(), after.counts()
        if any(new[one.key] >= old[one.key] for one in proposals):
            return taken, after, say("it would not take the finding away")
        return taken, after, ""

    def _proposals(self, state: _State, wanted: Callable[[Finding], bool], dropped: list[Dropped]) -> list[_Proposal]:
        """Fixes as changes of cells, the gravest finding first, then in the order of the text."""
        proposals = []
        for at, finding in state.findings:
            if finding.fix is None or not wanted(finding):
                continue
            try:
                splices = _splices(state.unit, state.listings[at], finding)
            except Unmappable as fault:
                dropped.append(Dropped(finding, fault.args[0]))
                continue
            proposals.append(_Proposal(at, finding, splices))
        return sorted(
            proposals, key=lambda one: (SEVERITIES.index(one.finding.severity), one.at, one.finding.span or (0, 0))
        )

    def _after(self, state: _State, proposals: Iterable[_Proposal]) -> _State:
        splices: dict[Cell, list[Splice]] = {}
        for one in proposals:
            for cell, some in one.splices.items():
                splices.setdefault(cell, []).extend(some)
        values = {}
        for cell, some in splices.items():
            value = _spliced(state.unit.value(cell), some)
            for place in state.unit.repeats(cell):
                values[place] = value
        return self._look(state.unit.written(values))


def _misread(first: Unit, before: _State, after: _State, proposals: Sequence[_Proposal], refusal: Refusal) -> str:
    """Why a step cannot be written, or would not be read as it is meant; '' where it can and would."""
    if [(one.sku, one.store) for one in after.listings] != [(one.sku, one.store) for one in before.listings]:
        return say("the row would be read as another product")
    cells = dict.fromkeys(cell for one in proposals for cell in one.splices)
    if not _reads_as_meant(before, after, proposals, cells):
        return say("the cell would not be read as the fix means it")
    whys = (refusal(cell, Change(first.value(cell), after.unit.value(cell))) for cell in cells)
    return next(filter(None, whys), "")


def _brought(before: _State, after: _State) -> set[Key]:
    """Where findings are more, or graver, than they were."""
    old, new = before.counts(), after.counts()
    grave = before.gravest()
    graver = {key for key, rank in after.gravest().items() if rank < grave.get(key, rank)}
    return {key for key, count in new.items() if count > old[key]} | graver


def _apart(proposals: Iterable[_Proposal]) -> list[_Proposal]:
    """Proposals of which none overlaps one in front of it."""
    apart: list[_Proposal] = []
    for one in proposals:
        if not _overlap(one, apart):
            apart.append(one)
    return apart


def _splices(unit: Unit, listing: Listing, finding: Finding) -> dict[Cell, list[Splice]]:
    assert finding.fix is not None
    found: dict[Cell, list[Splice]] = {}
    for edit in finding.fix.edits:
        origin = listing.cells.get(edit.field)
        cell = unit.cell_of(origin) if origin else None
        if origin is None or cell is None:
            raise Unmappable(say("the text has no cell of its own"))
        found.setdefault(cell, []).extend(
            in_cell(origin, unit.value(cell), listing.get(edit.field), edit, unit.form(cell))
        )
    return found


def _overlap(one: _Proposal, others: Iterable[_Proposal]) -> bool:
    for other in others:
        for cell in one.splices.keys() & other.splices.keys():
            if any(_meet(mine, theirs) for mine in one.splices[cell] for theirs in other.splices[cell]):
                return True
    return False


def _meet(one: Splice, other: Splice) -> bool:
    """Whether two changes overlap; what is put in between characters meets whatever it touches."""
    if one[0] == one[1] or other[0] == other[1]:
        return one[0] <= other[1] and other[0] <= one[1]
    return one[0] < other[1] and other[0] < one[1]


def _spliced(value: str, splices: Iterable[Splice]) -> str:
    pieces, last = [], 0
    for start, end, new in sorted(splices, key=lambda one: one[:2]):
        if start >= last:
            pieces += [value[last:start], new]
            last = end
    return "".join([*pieces, value[last:]])


def _reads_as_meant(before: _State, after: _State, proposals: Sequence[_Proposal], cells: Iterable[Cell]) -> bool:
    """Whether each edited text is read as its edits say, and all texts of other cells as they were."""
    edits: dict[tuple[int, str], list[Splice]] = {}
    for one in proposals:
        assert one.finding.fix is not None
        for edit in one.finding.fix.edits:
            edits.setdefault((one.at, edit.field), []).append((edit.start, edit.end, edit.text))
    touched = set(cells)
    for at, (old, new) in enumerate(zip(before.listings, after.listings, strict=True)):
        names = {*old.texts, *old.facts, *new.texts, *new.facts}
        for name in names:
            if (at, name) in edits:
                if _loose(new.get(name)) != _loose(_spliced(old.get(name), edits[at, name])):
                    return False
            elif old.get(name) != new.get(name):
                origin = old.cells.get(name)
                if origin is None or before.unit.cell_of(origin) not in touched or len(before.listings) == 1:
                    return False
    return True


def _loose(text: str) -> str:
    return " ".join(text.split())
