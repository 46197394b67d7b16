"""What rules on the catalogue need of each listing, kept outside memory, and the groups that they compare.

A listing leaves a record of the fields that such rules read and, for each rule, the hashes of the groups it belongs to:
sixteen bytes a listing and group. After the last listing the hashes are sorted; only groups of two and more are read
back, one after another.
"""

from __future__ import annotations

import hashlib
import marshal
from array import array
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from .finding import Finding
from .judge import Judge
from .listing import Listing, Origin, PlainCells, Segment
from .rule import Rule, at_hand
from .store import Records
from .subjects import Alone

_ALL = Alone("all")
_LONG = frozenset(["description", "bullet", "highlights"])
"""Texts that are unpacked only for rules that read them."""
_MANY = 50_000
"""Members of groups from which on numpy sorts them."""


@dataclass(slots=True)
class Keeping:
    """What the listings of one batch left."""

    records: list[bytes] = field(default_factory=list)
    members: dict[str, tuple[bytes, bytes, bytes]] = field(default_factory=dict)
    """Rule's code → hashes of groups (8 bytes each), positions of listings in the batch (4), hashes of contents (8)."""


class Keeper:
    """Takes from listings what some rules on the catalogue need."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._rules = rules
        self._reads = {name for rule in rules for name in rule.reads if not name.startswith("seller.")}
        self._judged: dict[tuple[str, str], frozenset[str]] = {}
        self._named: dict[tuple[tuple[str, ...], tuple[str, ...]], _Names] = {}
        self._columns: dict[frozenset[str], list[str]] = {}

    def keep(self, listings: Sequence[Listing]) -> Keeping:
        """Records and group memberships of a batch."""
        keeping = Keeping()
        if not self._rules:
            return keeping
        keeping.records = [self._record(listing) for listing in listings]
        hashes: dict[str, int] = {}
        judged = [self._judging(listing) for listing in listings]
        for rule in self._rules:
            groups, places, contents = array("Q"), array("I"), array("Q")
            code = rule.code
            if not any(code in codes for codes in judged):
                continue
            by = rule.by and at_hand(rule.by)
            differ = rule.differ and at_hand(rule.differ)
            for position, listing in enumerate(listings):
                if code not in judged[position]:
                    continue
                keys: str | tuple[str, ...] = by(listing) if by else _ALL
                if not keys:
                    continue
                content = _hash(differ(listing)) if differ else 0
                for key in (keys,) if isinstance(keys, str) else dict.fromkeys(keys):
                    if not key:
                        continue
                    number = hashes.get(key)
                    if number is None:
                        number = hashes[key] = _hash(key)
                    # A membership that counts twice makes a group of two of one listing.
                    for _ in range(2 if isinstance(key, Alone) else 1):
                        groups.append(number)
                        places.append(position)
                        contents.append(content)
            if groups:
                keeping.members[code] = groups.tobytes(), places.tobytes(), contents.tobytes()
        return keeping

    def _judging(self, listing: Listing) -> frozenset[str]:
        """Codes of the rules that speak about listings of that store and language."""
        key = (listing.store, listing.language)
        if key not in self._judged:
            self._judged[key] = frozenset(rule.code for rule in self._rules if rule.judges(listing))
        return self._judged[key]

    def _record(self, listing: Listing) -> bytes:
        texts, facts, cells = listing.texts, listing.facts, listing.cells
        fields = tuple(texts), tuple(facts)
        names = self._named.get(fields)
        if names is None:
            wanted = [name for name in fields[0] if _wanted(name, self._reads)]
            names = self._named[fields] = _Names(
                [name for name in wanted if not _wanted(name, _LONG)],
                [name for name in wanted if _wanted(name, _LONG)],
                [name for name in fields[1] if _wanted(name, self._reads)],
            )
        columns = self._columns.get(listing.columns)
        if columns is None:
            columns = self._columns[listing.columns] = sorted(listing.columns)
        told = (
            {name: cells.plain(name) for name in names.all if name in cells}
            if isinstance(cells, PlainCells)
            else {name: cells[name].plain() for name in names.all if name in cells}
        )
        about = (listing.sku, listing.store, listing.language, listing.origin.plain())
        short = {name: texts[name] for name in names.short}
        long = marshal.dumps({name: texts[name] for name in names.long})
        return marshal.dumps(
            (*about, short, long, {name: facts[name] for name in names.facts}, marshal.dumps(told), columns)
        )


class _Names(NamedTuple):
    """Fields of a listing that rules on the catalogue read."""

    short: list[str]
    long: list[str]
    facts: list[str]

    @property
    def all(self) -> list[str]:
        """Every field that has a cell."""
        return [*self.short, *self.long, *self.facts, "sku"]


class Kept:
    """Records of all listings of a run, and which of them each rule compares."""

    def __init__(
        self, rules: Sequence[Rule], seller: Mapping[str, str], settings: Mapping[str, Mapping[str, Any]] | None = None
    ) -> None:
        """Begin without any.

        Args:
            rules: on the catalogue.
            seller: the seller's profile, as facts.
            settings: settings by code that differ from the rules' own.
        """
        self._rules = rules
        self._seller = seller
        self._settings = settings or {}
        self._records = Records()
        self._columns: dict[tuple[str, ...], frozenset[str]] = {}
        self._members: dict[str, tuple[array[int], array[int], array[int]]] = {
            rule.code: (array("Q"), array("I"), array("Q")) for rule in rules
        }

    def add(self, keeping: Keeping) -> None:
        """Add a batch; its listings follow those that were added before."""
        start = len(self._records)
        self._records.extend(keeping.records)
        for code, (groups, places, contents) in keeping.members.items():
            mine = self._members[code]
            mine[0].frombytes(groups)
            here = array("I")
            here.frombytes(places)
            mine[1].extend(array("I", [start + place for place in here]) if start else here)
            mine[2].frombytes(contents)

    def findings(self, judge: Judge) -> Iterator[tuple[int, Finding]]:
        """Findings of the rules on their groups, each with the number of its listing; nothing is said twice."""
        for rule in self._rules:
            told: set[tuple[int, str, str, str]] = set()
            long = not _LONG.isdisjoint(rule.reads)
            for numbers in self._groups(rule):
                group = [self._listing(number, long) for number in numbers]
                for position, finding in judge.on_group(rule, group):
                    key = (numbers[position], finding.field, finding.match, finding.severity)
                    if key not in told:
                        told.add(key)
                        yield numbers[position], finding

    def _groups(self, rule: Rule) -> Iterator[list[int]]:
        """Numbers of the listings of each group that the rule wants to see, in order of their first."""
        groups, places, contents = self._members[rule.code]
        fewest = 2
        if rule.fewest:
            fewest = self._settings.get(rule.code, {}).get(rule.fewest, rule.settings[rule.fewest])
        found = [
            numbers[: rule.most]
            for numbers, different in _grouped(groups, places, contents, fewest)
            if (different or not rule.differ) and (len(numbers) >= fewest or not rule.fewest)
        ]
        yield from sorted(found, key=itemgetter(0))

    def _listing(self, number: int, long: bool) -> Listing:
        loads = marshal.loads  # what this program packed itself
        sku, store, language, origin, texts, more, facts, cells, columns = loads(self._records[number])
        if long:
            texts |= loads(more)
        fields = tuple(columns)
        named = self._columns.get(fields)
        if named is None:
            named = self._columns[fields] = frozenset(fields)
        told = {**self._seller, **facts} if self._seller else facts
        return Listing(sku, texts, (), told, store, language, _origin(origin), _Cells(cells), named)


class _Cells(Mapping[str, Origin]):
    """Cells of a listing that was kept; an Origin is made when it is asked for."""

    def __init__(self, packed: bytes) -> None:
        self._packed = packed

    @cached_property
    def _plain(self) -> Mapping[str, tuple[Any, ...]]:
        plain: Mapping[str, tuple[Any, ...]] = marshal.loads(self._packed)  # noqa: S302 - packed by this program
        return plain

    def __getitem__(self, field: str) -> Origin:
        return _origin(self._plain[field])

    def __iter__(self) -> Iterator[str]:
        return iter(self._plain)

    def __len__(self) -> int:
        return len(self._plain)


def _grouped(
    groups: array[int], places: array[int], contents: array[int], fewest: int
) -> Iterator[tuple[list[int], bool]]:
    """Members of each group of two and more memberships, in order, and whether they differ in content.

    Those of fewer than `fewest` memberships may be left out.
    """
    if len(groups) < _MANY:
        rows = sorted(zip(groups, places, contents, strict=True))
        for _, members in groupby(rows, key=itemgetter(0)):
            same = list(members)
            if len(same) > 1:
                numbers = list(dict.fromkeys(place for _, place, _ in same))
                yield numbers, len({content for _, _, content in same}) > 1
        return
    import numpy as np

    keys = np.frombuffer(groups, dtype=np.uint64)
    order = np.argsort(keys, kind="stable")
    ordered = keys[order]
    starts = np.flatnonzero(np.concatenate(([True], ordered[1:] != ordered[:-1])))
    sizes = np.diff(np.append(starts, len(ordered)))
    where = np.frombuffer(places, dtype=np.uint32)
    what = np.frombuffer(contents, dtype=np.uint64)
    many = sizes >= max(2, fewest)
    for start, size in zip(starts[many].tolist(), sizes[many].tolist(), strict=True):
        chosen = order[start : start + size]
        same_content = what[chosen]
        yield list(dict.fromkeys(where[chosen].tolist())), bool((same_content != same_content[0]).any())


def _hash(key: str) -> int:
    digest = hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "little")


def _wanted(name: str, reads: Set[str]) -> bool:
    head, _, number = name.rpartition(".")
    return name in reads or (number.isdigit() and head in reads)


def _origin(plain: tuple[Any, ...]) -> Origin:
    file, row, column, index, line, sheet, segments = plain
    return Origin(file, row, column, index, line, sheet, tuple(Segment(*one) for one in segments))
