"""What a report says first: counts, the spread of scores, the worst listings; added up piece by piece."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from operator import itemgetter

from .finding import Finding, Location
from .listing import ImageRef
from .score import Score

WORST = 200
"""Listings that a digest keeps whole, with their findings."""

_RANK = {"error": 3, "warning": 2, "info": 1}
_NAMED = {rank: severity for severity, rank in _RANK.items()}


@dataclass(frozen=True, slots=True)
class Entry:
    """One listing of the report."""

    sku: str
    title: str
    store: str
    language: str
    file: str
    row: int
    score: Score
    images: tuple[ImageRef, ...] = ()
    """Its pictures, in the catalogue's order."""


Rank = tuple[int, int, int, str, int]
"""Quality, errors and warnings as negative numbers, file and row: the worst listing sorts first."""


@dataclass(slots=True)
class Digest:
    """Counts and the worst listings of some listings and their findings."""

    listings: int = 0
    stores: set[str] = field(default_factory=set)
    severities: Counter[str] = field(default_factory=Counter)
    codes: Counter[str] = field(default_factory=Counter)
    gravest: dict[str, str] = field(default_factory=dict)
    """The gravest severity that a code was said with."""
    qualities: Counter[int] = field(default_factory=Counter)
    touched: Counter[str] = field(default_factory=Counter)
    """Listings with findings, by the gravest of them."""
    fixes: int = 0
    safe: int = 0
    of_files: list[Finding] = field(default_factory=list)
    """Findings on files (and on the profile), and on no listing that was judged."""
    worst: list[tuple[Rank, Entry | None, list[Finding]]] = field(default_factory=list)

    def judged(self, entry: Entry, findings: Sequence[Finding]) -> None:
        """Add one listing and what was found on it."""
        self.listings += 1
        self.stores.add(entry.store)
        self.qualities[entry.score.quality] += 1
        if findings:
            self._count(findings)
            self.touched[_NAMED[max(_RANK[one.severity] for one in findings)]] += 1
            self._keep(entry, list(findings))

    def of_file(self, finding: Finding) -> None:
        """Add a finding on a file."""
        self._count([finding])
        self.of_files.append(finding)

    def said(self, finding: Finding, gravest: str) -> None:
        """Count a finding in which other rows had a part.

        `gravest` is the severity of the gravest finding on its listing so far, '' for none.
        """
        self._count([finding])
        if _RANK[finding.severity] > _RANK.get(gravest, 0):
            self.touched[finding.severity] += 1
            if gravest:
                self.touched[gravest] -= 1

    def show(self, entry: Entry | None, findings: list[Finding]) -> bool:
        """Keep findings that were counted with those of their listing, if it is among the worst; False if it is not."""
        for place, (_, known, own) in enumerate(self.worst):
            if known is not None and entry is not None and _same(known, entry):
                own.extend(findings)
                self.worst[place] = (worst_first(entry, own), known, own)
                return True
        rank = worst_first(entry, findings)
        if len(self.worst) >= WORST and all(rank > other for other, _, _ in self.worst):
            return False
        self._keep(entry, list(findings))
        return True

    def merge(self, other: Digest) -> None:
        """Add what another digest holds of other listings."""
        self.listings += other.listings
        self.stores |= other.stores
        self.severities.update(other.severities)
        self.codes.update(other.codes)
        for code, severity in other.gravest.items():
            self._graver(code, severity)
        self.qualities.update(other.qualities)
        self.touched.update(other.touched)
        self.fixes += other.fixes
        self.safe += other.safe
        self.of_files += other.of_files
        self.worst += other.worst
        if len(self.worst) > 4 * WORST:
            self._trim()

    def trimmed(self) -> Digest:
        """The digest, with no more of the worst than it should keep."""
        self._trim()
        return self

    def _count(self, findings: Iterable[Finding]) -> None:
        for one in findings:
            self.severities[one.severity] += 1
            self.codes[one.code] += 1
            self._graver(one.code, one.severity)
            if one.fix is not None:
                self.fixes += 1
                self.safe += one.fix.safe

    def _graver(self, code: str, severity: str) -> None:
        known = self.gravest.get(code)
        if known is None or _RANK[severity] > _RANK[known]:
            self.gravest[code] = severity

    def _keep(self, entry: Entry | None, findings: list[Finding]) -> None:
        self.worst.append((worst_first(entry, findings), entry, findings))
        if len(self.worst) > 4 * WORST:
            self._trim()

    def _trim(self) -> None:
        self.worst.sort(key=itemgetter(0))
        del self.worst[WORST:]


def _same(one: Entry, other: Entry) -> bool:
    return (one.sku, one.file, one.row, one.store) == (other.sku, other.file, other.row, other.store)


def worst_first(entry: Entry | None, findings: Sequence[Finding]) -> Rank:
    """What listings are sorted by."""
    if entry is None:
        return -1, 0, 0, "", 0
    counts = Counter(one.severity for one in findings)
    return entry.score.quality, -counts["error"], -counts["warning"], entry.file, entry.row


def by_listing(entries: Iterable[Entry], findings: Iterable[Finding]) -> Iterator[tuple[Entry | None, list[Finding]]]:
    """Every listing with the findings on it; last, under None, those on no listing that was judged, by SKU."""
    same_sku: dict[str, list[tuple[int, Entry]]] = {}
    groups: list[tuple[Entry, list[Finding]]] = []
    for entry in entries:
        same_sku.setdefault(entry.sku, []).append((len(groups), entry))
        groups.append((entry, []))
    strangers: dict[str, list[Finding]] = {}
    for finding in findings:
        place = _place(finding.location, same_sku.get(finding.sku, ()))
        if place is None:
            strangers.setdefault(finding.sku, []).append(finding)
        else:
            groups[place][1].append(finding)
    yield from groups
    for alone in strangers.values():
        yield None, alone


def _place(at: Location, entries: Sequence[tuple[int, Entry]]) -> int | None:
    """Of entries that share a SKU, the last that begins at or above the row in the same file; else the first."""
    above = [(entry.row, -place) for place, entry in entries if entry.file == at.file and entry.row <= at.row]
    if above:
        return -max(above)[1]
    return entries[0][0] if entries else None


def digest_of(entries: Iterable[Entry], findings: Iterable[Finding]) -> Digest:
    """The digest of a report that is there whole."""
    digest = Digest()
    of_listings = []
    for finding in findings:
        if finding.scope == "file":
            digest.of_file(finding)
        else:
            of_listings.append(finding)
    for entry, found in by_listing(entries, of_listings):
        if entry is not None:
            digest.judged(entry, found)
        elif found:
            for finding in found:
                digest.said(finding, finding.severity)
            digest.show(None, found)
    return digest.trimmed()
