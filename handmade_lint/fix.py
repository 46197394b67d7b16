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

PASSES = 20
"""Steps after which a product is left as it is, though each takes a finding away."""

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

    def __init__(self, plan: Plan, wanted: Callable[[Finding], bool]) -> None:
        """Prepare.

        Args:
            plan: rules that judge each step; what none of them says is not noticed.
            wanted: whether the fix of a finding should be applied.
        """
        self._plan, self._judge, self._wanted = plan, Judge(plan), wanted

    def __call__(self, unit: Unit, refusal: Refusal) -> Mended:
        """Apply what fixes there are, step by step."""
        state = self._look(unit)
        mended = Mended(unit)
        for _ in range(PASSES):
            taken, state, dropped = self._step(unit, state, refusal)
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

    def _step(self, first: Unit, state: _State, refusal: Refusal) -> tuple[list[_Proposal], _State, list[Dropped]]:
        """The fixes that could be applied, what the product is after them, and those that could not, and why."""
        dropped: list[Dropped] = []
        proposals = self._proposals(state, dropped)
        together: list[_Proposal] = []
        for one in proposals:
            if not _overlap(one, together):
                together.append(one)
        if not together:
            return [], state, dropped
        after = self._after(state, together)
        if not self._wrong(first, state, after, together, refusal):
            return together, after, dropped
        taken: list[_Proposal] = []
        best = state
        for one in proposals:
            if _overlap(one, taken):
                continue
            after = self._after(state, [*taken, one])
            why = self._wrong(first, best, after, [*taken, one], refusal, last=one, begin=state)
            if why:
                dropped.append(Dropped(one.finding, why))
            else:
                taken.append(one)
                best = after
        return taken, best, dropped

    def _proposals(self, state: _State, dropped: list[Dropped]) -> list[_Proposal]:
        """Fixes as changes of cells, the gravest finding first, then in the order of the text."""
        proposals = []
        for at, finding in state.findings:
            if finding.fix is None or not self._wanted(finding):
                continue
            try:
                splices = _splices(state.unit, state.listings[at], finding)
            except Unmappable as fault:
                dropped.append(Dropped(finding, str(fault)))
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

    def _wrong(
        self,
        first: Unit,
        before: _State,
        after: _State,
        proposals: Sequence[_Proposal],
        refusal: Refusal,
        *,
        last: _Proposal | None = None,
        begin: _State | None = None,
    ) -> str:
        """What is wrong with a step; '' where it may be taken.

        Args:
            first: the product as the file has it.
            before: the state that the step is compared with.
            after: the step.
            proposals: all that was applied to `begin` to come to `after`.
            refusal: of the file.
            last: the only one of them that is not part of `before`; None where all are not.
            begin: the state that the proposals speak of; `before` when None.
        """
        begin = begin or before
        if [(one.sku, one.store) for one in after.listings] != [(one.sku, one.store) for one in begin.listings]:
            return "the row would be read as another product"
        cells = dict.fromkeys(cell for one in proposals for cell in one.splices)
        if not _reads_as_meant(begin, after, proposals, cells):
            return "the cell would not be read as the fix means it"
        for cell in cells:
            if why := refusal(cell, Change(first.value(cell), after.unit.value(cell))):
                return why
        old, new = before.counts(), after.counts()
        brought = sorted({code for key, count in new.items() for _, code, _ in (key,) if count > old[key]})
        grave = before.gravest()
        brought += sorted({key[1] for key, rank in after.gravest().items() if rank < grave.get(key, rank)})
        if brought:
            return f"it would bring {', '.join(dict.fromkeys(brought))}"
        if any(new[one.key] >= old[one.key] for one in ([last] if last else proposals)):
            return "it would not take the finding away"
        return ""


def _splices(unit: Unit, listing: Listing, finding: Finding) -> dict[Cell, list[Splice]]:
    assert finding.fix is not None
    found: dict[Cell, list[Splice]] = {}
    for edit in finding.fix.edits:
        origin = listing.cells.get(edit.field)
        cell = unit.cell_of(origin) if origin else None
        if origin is None or cell is None:
            raise Unmappable("the text has no cell of its own")
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
