"""lint(): batches of rows judged by an engine, gathered in order, weighed and put into a report."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, partial
from time import perf_counter
from typing import Any, Protocol

from .digest import Digest, Entry, by_listing, digest_of
from .engines import Engine, ended, here, rarely_collected
from .finding import Fault, Finding, Suppressed, Suppression
from .focus import Focus
from .judge import Judge, Plan, complete, of_fault
from .kept import Keeper, Keeping, Kept
from .listing import Listing
from .looking import Album, Looking, unseen
from .packed import ENTRIES, FINDINGS, SUPPRESSED
from .report import Input, Report, RuleFacts, Run, Skipped, Unread
from .rule import Rule
from .said import say
from .score import weigh
from .shops import Shops, Weights, with_provenance
from .store import Store
from .suppression import Ledger, Suppressions
from .tally import Tally
from .weighing import FACTORY, ON_CATALOGUE, PREVALENCE, SPREAD, weigh_listing

_GRAVEST = ("", "info", "warning", "error")

_NONE = Suppressions("", {})

Sift = Callable[[Finding], bool]
"""Asked of every finding once, in order, whether it is to be told."""


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

    def whole(self) -> Task:
        """The same task with its rows, where it held a reference to them.

        Raises:
            Moved: they are no longer there.
        """
        return replace(self, rows=list(self.rows))

    def __str__(self) -> str:
        """Which rows they are, for a message."""
        first, last = (getattr(row, "number", None) for row in (self.rows[0], self.rows[-1]))
        where = f" of '{setting.file}'" if (setting := getattr(self.reader, "setting", None)) else ""
        return f"a batch of {len(self.rows)} rows" + (f" ({first} to {last})" if first else "") + where


@dataclass(slots=True)
class Piece:
    """What became of one task."""

    source: int
    rows: int
    refused: int
    blank: int
    images: int
    listings: int
    """Listings that were judged."""
    read: int
    """Listings that were there, those out of focus among them."""
    found: int
    hidden: int
    entries: Sequence[Entry] | bytes
    """In order; packed when the piece comes from another process."""
    findings: Sequence[Finding] | bytes
    suppressed: Sequence[Suppressed] | bytes
    told: dict[int, Sequence[Suppression]]
    """What rows say of suppressing, by position among the listings that were read."""
    used: set[Suppression]
    seen: set[tuple[str, str]]
    """File and SKU of listings that a file beside the catalogue speaks of."""
    judged: bytes
    """Of each listing that was read, 1 or 0; empty where all were judged."""
    digest: Digest
    qualities: bytes
    """Of each listing, 0 to 100."""
    gravest: bytes
    """Of each listing, its gravest finding as a position in ("", "info", "warning", "error")."""
    keeping: Keeping
    tally: Tally = field(default_factory=Tally)
    weights: Weights = field(default_factory=Weights)
    """What speaks for a factory and for a maker, of each listing and shop."""

    def packed(self) -> Piece:
        """The piece in a form that travels cheaply."""
        assert not isinstance(self.entries, bytes)
        assert not isinstance(self.findings, bytes)
        assert not isinstance(self.suppressed, bytes)
        self.entries = ENTRIES.pack(self.entries)
        self.findings = FINDINGS.pack(self.findings)
        self.suppressed = SUPPRESSED.pack(self.suppressed)
        return self

    def sifted(self, sift: Sift) -> None:
        """Leave out what is not to be told, and add up anew."""
        entries = ENTRIES.unpack(self.entries) if isinstance(self.entries, bytes) else self.entries
        findings = FINDINGS.unpack(self.findings) if isinstance(self.findings, bytes) else self.findings
        self.entries, self.findings = entries, [one for one in findings if sift(one)]
        self.found = len(self.findings)
        self.digest = digest_of(entries, self.findings)
        of_listings = (one for one in self.findings if one.scope != "file")
        self.gravest = bytes(_gravest(found) for entry, found in by_listing(entries, of_listings) if entry is not None)


def _gravest(findings: Iterable[Finding]) -> int:
    return max((_GRAVEST.index(one.severity) for one in findings), default=0)


class Bench:
    """Reads and judges tasks."""

    def __init__(
        self,
        plan: Plan,
        album: Album | None = None,
        suppressions: Suppressions | None = None,
        focus: Mapping[int, Focus] | None = None,
    ) -> None:
        """Prepare.

        Args:
            plan: rules, settings and day.
            album: what looks at pictures.
            suppressions: which findings are not to be told.
            focus: of sources (by number) of which only some rows are to be judged, which ones.
        """
        self._plan = plan
        self._suppressions = suppressions or _NONE
        self._focus = focus or {}
        self._judge = Judge(plan)
        self._keeper = Keeper(on_catalog(plan))
        self._rights = any(rule.group == "rights" for rule in plan.rules.values())
        self._weighs = any(code in FACTORY and code.startswith("MP") for code in plan.rules)
        """Whether rules on provenance run, without which there is nothing to weigh."""
        self._looking = Looking(plan, self._judge, album)
        self._compares = bool(on_catalog(plan))

    def __call__(self, task: Task) -> Piece:
        """Read the rows and judge their listings."""
        reading = task.reader.read(task.rows)
        focus = self._focus.get(task.source)
        entries: list[Entry] = []
        findings: list[Finding] = []
        suppressed: list[Suppressed] = []
        told, beside, rows = self._told(reading.items)
        digest = Digest()
        images = 0
        gravest = bytearray()
        weights = Weights()
        items = [item for item in reading.items if isinstance(item, Listing)]
        listings = [complete(item, self._plan) for item in items]
        judged = bytes(focus is None or focus.on_listing(item) for item in items)
        looked = [number for number, asked in enumerate(judged) if asked or self._compares]
        where = {position: number for number, position in enumerate(looked)}
        seen = self._looking([listings[number] for number in looked])
        asked_of = [number for number, position in enumerate(looked) if judged[position]]
        answers = dict(zip(asked_of, self._judge.each([seen.listings[number] for number in asked_of]), strict=True))
        positions = iter(range(len(items)))
        for item in reading.items:
            if isinstance(item, Fault):
                if focus is None or focus.on_fault(item):
                    of_row = rows.get(item.location.row, ())
                    kept, hidden = self._suppressions.part(of_fault(self._plan, item), of_row)
                    suppressed += hidden
                    findings += kept
                    for finding in kept:
                        digest.of_file(finding)
                continue
            position = next(positions)
            if not judged[position]:
                continue
            number = where[position]
            listing = seen.listings[number]
            own, parts = answers[number]
            if number in seen.findings:
                own += seen.findings[number]
                parts |= {"images"}
            if own and listing.origin.row in rows:
                own, hidden = self._suppressions.part(own, rows[listing.origin.row])
                suppressed += hidden
            score = weigh(listing.sku, own, parts, rights=self._rights)
            if self._weighs:
                verdict = weigh_listing(listing, own, self._plan.prevalence)
                score = with_provenance(score, verdict)
                weights.add(listing, verdict)
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
            gravest.append(_gravest(ours))
            findings += own
        return Piece(
            source=task.source,
            rows=reading.rows,
            refused=reading.refused,
            blank=reading.blank,
            images=images,
            listings=len(entries),
            read=len(listings),
            found=len(findings),
            hidden=len(suppressed),
            entries=entries,
            findings=findings,
            suppressed=suppressed,
            told=told,
            used={one.by for one in suppressed},
            seen=beside,
            judged=b"" if focus is None else judged,
            digest=digest.trimmed(),
            qualities=bytes(entry.score.quality for entry in entries),
            gravest=bytes(gravest),
            keeping=self._keeper.keep(seen.told),
            tally=seen.tally,
            weights=weights,
        )

    def _told(
        self, items: Iterable[Listing | Fault]
    ) -> tuple[dict[int, Sequence[Suppression]], set[tuple[str, str]], dict[int, Sequence[Suppression]]]:
        """What the listings of a batch say of suppressing, by position; of which a file beside speaks; and both.

        The last is by number of the row, for faults of the row itself.
        """
        if self._suppressions is _NONE:
            return {}, set(), {}
        told: dict[int, Sequence[Suppression]] = {}
        seen: set[tuple[str, str]] = set()
        rows: dict[int, Sequence[Suppression]] = {}
        for position, listing in enumerate(item for item in items if isinstance(item, Listing)):
            file = listing.origin.file
            own, beside = self._suppressions.of(listing), self._suppressions.beside(file, listing.sku)
            if own:
                told[position] = own
            if beside:
                seen.add((file, listing.sku))
            if own or beside:
                rows[listing.origin.row] = (*own, *beside)
        return told, seen, rows


@dataclass
class Gathered:
    """Pieces put together in order."""

    kept: Kept
    ledger: Ledger
    sift: Sift | None = None
    entries: Store[Entry] = field(default_factory=lambda: Store(ENTRIES))
    findings: Store[Finding] = field(default_factory=lambda: Store(FINDINGS))
    suppressed: Store[Suppressed] = field(default_factory=lambda: Store(SUPPRESSED))
    digest: Digest = field(default_factory=Digest)
    images: int = 0
    read: int = 0
    places: dict[int, int] | None = None
    """Where only some listings were judged: of these, their place among the entries by their number."""
    qualities: bytearray = field(default_factory=bytearray)
    gravest: bytearray = field(default_factory=bytearray)
    tally: Tally = field(default_factory=Tally)
    shops: Shops = field(default_factory=lambda: Shops(PREVALENCE))
    heard: Callable[[Sequence[Finding]], None] | None = None
    """Told findings as they come, in the order of the report."""

    def _add(self, findings: Sequence[Finding]) -> None:
        self.findings.extend(findings)
        if self.heard is not None:
            self.heard(findings)

    def add(self, piece: Piece) -> None:
        """Add the next piece."""
        if self.sift is not None:
            piece.sifted(self.sift)
        if piece.judged and self.places is None:
            self.places = {number: number for number in range(self.read)}
        if self.places is not None:
            numbers = [number for number in range(piece.read) if not piece.judged or piece.judged[number]]
            first = len(self.entries)
            self.places |= {self.read + number: first + place for place, number in enumerate(numbers)}
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
        if isinstance(piece.suppressed, bytes):
            self.suppressed.extend_packed(piece.suppressed, piece.hidden)
        else:
            self.suppressed.extend(piece.suppressed)
        self.ledger.told |= {self.read + position: told for position, told in piece.told.items()}
        self.ledger.used |= piece.used
        self.ledger.seen |= piece.seen
        self.digest.merge(piece.digest)
        self.images += piece.images
        self.read += piece.read
        self.tally.add(piece.tally)
        self.shops.add(piece.weights)
        self.qualities += piece.qualities
        self.gravest += piece.gravest
        self.kept.add(piece.keeping)

    def say_of_file(self, findings: Iterable[Finding]) -> None:
        """Add findings on a file or on the profile."""
        told = [one for one in findings if self.sift is None or self.sift(one)]
        self._add(told)
        for finding in told:
            self.digest.of_file(finding)

    def compare(self, judge: Judge) -> None:
        """Run the rules on the catalogue and add what they find."""
        found: dict[int, list[Finding]] = {}
        weighed: dict[int, list[Finding]] = {}
        for number, finding in self.kept.findings(judge):
            place = number if self.places is None else self.places.get(number, -1)
            if place < 0 or self._suppresses(number, finding) or (self.sift is not None and not self.sift(finding)):
                continue
            self._add([finding])
            if finding.code in SPREAD or finding.code in ON_CATALOGUE:
                weighed.setdefault(place, []).append(finding)
            if finding.scope == "file":
                self.digest.of_file(finding)
                continue
            self.digest.said(finding, _GRAVEST[self.gravest[place]])
            self.gravest[place] = max(self.gravest[place], _GRAVEST.index(finding.severity))
            found.setdefault(place, []).append(finding)
        self.entries.change(
            {place: partial(self._again, place, findings) for place, findings in sorted(weighed.items())}
        )
        for place in sorted(found, key=lambda place: (self.qualities[place], place)):
            if not self.digest.show(self.entries[place], found[place]):
                break
        self.digest.trimmed()

    def _again(self, place: int, findings: Sequence[Finding], entry: Entry) -> Entry:
        return replace(entry, score=self.shops.again(place, entry.score, findings))

    def _suppresses(self, number: int, finding: Finding) -> bool:
        suppressions = self.ledger.suppressions
        told = (*self.ledger.told.get(number, ()), *suppressions.beside(finding.location.file, finding.sku))
        _, hidden = suppressions.part([finding], told) if told else ([], [])
        self.suppressed.extend(hidden)
        self.ledger.used |= {one.by for one in hidden}
        return bool(hidden)


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
    suppressions: Suppressions | None = None,
    whole: Callable[[], bool] = lambda: False,
    sift: Sift | None = None,
    focus: Mapping[int, Focus] | None = None,
    profile: bool = True,
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
        suppressions: which findings are not to be told.
        whole: says, if it is asked, whether the sources are all that the suppressions can speak of.
        sift: asked of every finding once, in order, whether it is to be told.
        focus: of sources (by number) of which only some rows are to be spoken of, which ones; rules on the catalogue
            compare all of them.
        profile: whether rules on the seller's profile are asked.
        heard: called with findings as they come, in the order of the report.
    """
    began = perf_counter()
    tables = list(sources)
    skipped = tuple(_skipped(plan))
    focus = focus or {}
    ledger = Ledger(suppressions or _NONE)
    gathered = Gathered(Kept(on_catalog(plan), plan.seller, plan.settings), ledger, sift)
    gathered.shops = Shops(plan.prevalence)
    if heard is not None:
        known = cache(lambda code: facts(plan.rules[code]))
        gathered.heard = lambda findings: heard((finding, known(finding.code)) for finding in findings)
    judge = Judge(plan)
    for number, table in enumerate(tables):
        faults = [one for one in table.opening() if number not in focus or focus[number].on_fault(one)]
        gathered.say_of_file([finding for fault in faults for finding in of_fault(plan, fault)])
    tasks = (Task(number, table.reader, rows) for number, table in enumerate(tables) for rows in table.batches())
    engine = engine or here(Bench(plan, album, suppressions, focus))
    with rarely_collected(), ended(engine(tasks)) as pieces:
        for piece in pieces:
            tables[piece.source].count(piece.rows, piece.refused, piece.blank, piece.read)
            gathered.add(piece)
            if progress is not None:
                progress(gathered.read)
        gathered.compare(judge)
    digest = gathered.digest
    left_out = {one.rule for one in skipped}
    stores = tuple(sorted(digest.stores))
    for rule in plan.rules.values():
        if profile and rule.subject == "seller" and rule.code not in left_out:
            gathered.say_of_file(judge.on_seller(rule, stores))
    not_seen = tuple(unseen(plan, gathered.tally, stores))
    if suppressions is not None and not focus:
        judged = plan.rules.keys() - left_out - {one.rule for one in not_seen}
        gathered.say_of_file([one for fault in ledger.faults(judged, whole) for one in of_fault(plan, fault)])
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
        suppressed=len(gathered.suppressed),
        unchanged=gathered.read - len(gathered.entries),
    )
    hidden = {one.finding.code for one in gathered.suppressed}
    named = {*digest.codes, *left_out, *hidden, *(one.rule for one in not_seen)}
    rules = {code: facts(rule) for code, rule in plan.rules.items() if code in named}
    return Report.with_digest(
        run,
        gathered.entries.finished(),
        gathered.findings.finished(),
        rules,
        digest,
        suppressed=gathered.suppressed.finished(),
        shops=() if gathered.places is not None else tuple(gathered.shops.scores()),
    )


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
            yield Skipped(
                rule.code, say("needs '{key}' in the seller's profile ('handmade-lint init' writes one)", key=key)
            )


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
