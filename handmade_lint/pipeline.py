"""lint(): batches of rows judged by an engine, gathered in order, weighed and put into a report."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from time import perf_counter
from typing import Any, Protocol

from .digest import Digest, Entry
from .engines import Engine, here
from .finding import Fault, Finding
from .judge import Judge, Plan, complete, of_fault
from .kept import Keeper, Keeping, Kept
from .listing import Listing
from .looking import Album, Looking, unseen
from .packed import ENTRIES, FINDINGS
from .report import Input, Report, RuleFacts, Run, Skipped, Unread
from .rule import Rule
from .score import weigh
from .store import Store
from .tally import Tally

_GRAVEST = ("", "info", "warning", "error")


class Reading(Protocol):
    """What a batch of rows held."""

    items: list[Listing | Fault]
    rows: int
    refused: int
    blank: int


class Reader(Protocol):
    """Makes listings of rows; it can be sent to another process."""

    def read(self, batch: Sequence[Any]) -> Reading:
        """The listings and faults of a batch, in order."""


class Source(Protocol):
    """One table of one file; the counts are final when its batches have been counted."""

    file: str
    template: str
    encoding: str
    separator: str
    sheet: str
    rows: int
    refused: int
    blank: int
    listings: int

    @property
    def reader(self) -> Reader:
        """What makes listings of its rows."""

    def opening(self) -> list[Fault]:
        """Faults of the table as a whole."""

    def batches(self) -> Iterator[Sequence[Any]]:
        """The rows, once."""

    def count(self, rows: int, refused: int, blank: int, listings: int) -> None:
        """Add what a batch held."""


@dataclass(frozen=True, slots=True)
class Task:
    """Rows of one source to be read and judged."""

    source: int
    reader: Reader
    rows: Sequence[Any]


@dataclass(slots=True)
class Piece:
    """What became of one task."""

    source: int
    rows: int
    refused: int
    blank: int
    images: int
    listings: int
    found: int
    entries: Sequence[Entry] | bytes
    """In order; packed when the piece comes from another process."""
    findings: Sequence[Finding] | bytes
    digest: Digest
    qualities: bytes
    """Of each listing, 0 to 100."""
    gravest: bytes
    """Of each listing, its gravest finding as a position in ("", "info", "warning", "error")."""
    keeping: Keeping
    tally: Tally = field(default_factory=Tally)

    def packed(self) -> Piece:
        """The piece in a form that travels cheaply."""
        assert not isinstance(self.entries, bytes)
        assert not isinstance(self.findings, bytes)
        self.entries = ENTRIES.pack(self.entries)
        self.findings = FINDINGS.pack(self.findings)
        return self


class Bench:
    """Reads and judges tasks."""

    def __init__(self, plan: Plan, album: Album | None = None) -> None:
        self._plan = plan
        self._judge = Judge(plan)
        self._keeper = Keeper(on_catalog(plan))
        self._looking = Looking(plan, self._judge, album)

    def __call__(self, task: Task) -> Piece:
        """Read the rows and judge their listings."""
        reading = task.reader.read(task.rows)
        entries: list[Entry] = []
        findings: list[Finding] = []
        digest = Digest()
        images = 0
        gravest = bytearray()
        listings: Sequence[Listing] = [
            complete(item, self._plan) for item in reading.items if isinstance(item, Listing)
        ]
        seen = self._looking(listings)
        for item in reading.items:
            if isinstance(item, Fault):
                for finding in of_fault(self._plan, item):
                    findings.append(finding)
                    digest.of_file(finding)
                continue
            number = len(entries)
            listing = seen.listings[number]
            own, parts = self._judge(listing)
            if number in seen.findings:
                own += seen.findings[number]
                parts.add("images")
            score = weigh(listing.sku, own, parts)
            origin = listing.origin
            title = listing.get("title")
            about = (listing.sku, title, listing.store, listing.language, origin.file, origin.row)
            entry = Entry(*about, score, listing.images)
            entries.append(entry)
            images += len(listing.images)
            ours = [one for one in own if one.scope != "file"]
            for one in own:
                if one.scope == "file":
                    digest.of_file(one)
            digest.judged(entry, ours)
            gravest.append(max((_GRAVEST.index(one.severity) for one in ours), default=0))
            findings += own
        return Piece(
            source=task.source,
            rows=reading.rows,
            refused=reading.refused,
            blank=reading.blank,
            images=images,
            listings=len(entries),
            found=len(findings),
            entries=entries,
            findings=findings,
            digest=digest.trimmed(),
            qualities=bytes(entry.score.quality for entry in entries),
            gravest=bytes(gravest),
            keeping=self._keeper.keep(seen.told),
            tally=seen.tally,
        )


@dataclass
class Gathered:
    """Pieces put together in order."""

    kept: Kept
    entries: Store[Entry] = field(default_factory=lambda: Store(ENTRIES))
    findings: Store[Finding] = field(default_factory=lambda: Store(FINDINGS))
    digest: Digest = field(default_factory=Digest)
    images: int = 0
    qualities: bytearray = field(default_factory=bytearray)
    gravest: bytearray = field(default_factory=bytearray)
    tally: Tally = field(default_factory=Tally)
    heard: Callable[[Sequence[Finding]], None] | None = None
    """Told findings as they come, in the order of the report."""

    def _add(self, findings: Sequence[Finding]) -> None:
        self.findings.extend(findings)
        if self.heard is not None:
            self.heard(findings)

    def add(self, piece: Piece) -> None:
        """Add the next piece."""
        if isinstance(piece.entries, bytes):
            self.entries.extend_packed(piece.entries, piece.listings)
        else:
            self.entries.extend(piece.entries)
        if not isinstance(piece.findings, bytes):
            self._add(piece.findings)
        elif self.heard is not None:
            self._add(FINDINGS.unpack(piece.findings))
        else:
            self.findings.extend_packed(piece.findings, piece.found)
        self.digest.merge(piece.digest)
        self.images += piece.images
        self.tally.add(piece.tally)
        self.qualities += piece.qualities
        self.gravest += piece.gravest
        self.kept.add(piece.keeping)

    def say_of_file(self, findings: Sequence[Finding]) -> None:
        """Add findings on a file or on the profile."""
        self._add(findings)
        for finding in findings:
            self.digest.of_file(finding)

    def compare(self, judge: Judge) -> None:
        """Run the rules on the catalogue and add what they find."""
        found: dict[int, list[Finding]] = {}
        for number, finding in self.kept.findings(judge):
            self._add([finding])
            if finding.scope == "file":
                self.digest.of_file(finding)
                continue
            self.digest.said(finding, _GRAVEST[self.gravest[number]])
            self.gravest[number] = max(self.gravest[number], _GRAVEST.index(finding.severity))
            found.setdefault(number, []).append(finding)
        for number in sorted(found, key=lambda number: (self.qualities[number], number)):
            if not self.digest.show(self.entries[number], found[number]):
                break
        self.digest.trimmed()


Heard = Callable[[Iterable[tuple[Finding, RuleFacts]]], None]
"""Is told findings, each with what a report says of its rule."""


def lint(
    sources: Iterable[Source],
    plan: Plan,
    *,
    engine: Engine[Task, Piece] | None = None,
    album: Album | None = None,
    version: str = "",
    guide: str = "",
    settings: Mapping[str, Any] | None = None,
    unread: Sequence[Unread] = (),
    progress: Callable[[int], None] | None = None,
    heard: Heard | None = None,
) -> Report:
    """Lint listings as they stream by.

    Args:
        sources: tables to read, in order.
        plan: rules, settings, day and seller.
        engine: where batches are judged; here, one after another, when None.
        album: finds and measures pictures, where batches are judged here; without it they are not looked at.
        version: of the package, for the report.
        guide: date of the guide, for the report.
        settings: what the run was asked to do, for the report.
        unread: files that were left out, for the report.
        progress: called with the number of listings judged so far, after each batch.
        heard: called with findings as they come, in the order of the report.
    """
    began = perf_counter()
    tables = list(sources)
    skipped = tuple(_skipped(plan))
    gathered = Gathered(Kept(on_catalog(plan), plan.seller))
    if heard is not None:
        known = cache(lambda code: facts(plan.rules[code]))
        gathered.heard = lambda findings: heard((finding, known(finding.code)) for finding in findings)
    judge = Judge(plan)
    for table in tables:
        gathered.say_of_file([finding for fault in table.opening() for finding in of_fault(plan, fault)])
    tasks = (Task(number, table.reader, rows) for number, table in enumerate(tables) for rows in table.batches())
    for piece in (engine or here(Bench(plan, album)))(tasks):
        tables[piece.source].count(piece.rows, piece.refused, piece.blank, piece.listings)
        gathered.add(piece)
        if progress is not None:
            progress(len(gathered.entries))
    gathered.compare(judge)
    digest = gathered.digest
    left_out = {one.rule for one in skipped}
    stores = tuple(sorted(digest.stores))
    for rule in plan.rules.values():
        if rule.subject == "seller" and rule.code not in left_out:
            gathered.say_of_file(judge.on_seller(rule, stores))
    not_seen = tuple(unseen(plan, gathered.tally, stores))
    inputs = tuple(_input(table) for table in tables)
    run = Run(
        version=version,
        guide=guide,
        on=plan.on.isoformat(),
        inputs=inputs,
        stores=stores,
        listings=digest.listings,
        images=gathered.images,
        seconds=round(perf_counter() - began, 3),
        settings=settings or {},
        skipped=(*skipped, *not_seen),
        unread=tuple(unread),
        partial=bool(unread) or any(one.refused for one in inputs),
    )
    told = digest.codes.keys() | left_out | {one.rule for one in not_seen}
    rules = {code: facts(rule) for code, rule in plan.rules.items() if code in told}
    return Report.with_digest(run, gathered.entries.finished(), gathered.findings.finished(), rules, digest)


def on_catalog(plan: Plan) -> list[Rule]:
    """Rules on the catalogue that are asked."""
    left_out = {one.rule for one in _skipped(plan)}
    return [rule for rule in plan.rules.values() if rule.subject == "catalog" and rule.code not in left_out]


def facts(rule: Rule) -> RuleFacts:
    """What a report says of a rule."""
    return RuleFacts(
        rule.code,
        rule.name,
        rule.group,
        rule.severity,
        rule.force,
        rule.summary,
        rule.reason,
        rule.source,
        rule.fixable,
        rule.advice,
    )


def _skipped(plan: Plan) -> Iterator[Skipped]:
    """Rules whose first field is the seller's to tell, in a run that was not told."""
    for rule in plan.rules.values():
        first = rule.reads[0] if rule.reads else ""
        if first.startswith("seller.") and first not in plan.seller:
            key = first.partition(".")[2]
            yield Skipped(rule.code, f"needs '{key}' in the seller's profile ('handmade-lint init' writes one)")


def _input(source: Source) -> Input:
    return Input(
        source.file,
        source.template,
        source.rows,
        source.refused,
        source.blank,
        source.listings,
        source.encoding,
        source.separator,
        source.sheet,
    )
