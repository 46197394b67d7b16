"""What rules on the catalogue need of each listing, kept outside memory, and the groups that they compare.

A listing leaves a record of the fields that such rules read and, for each rule, the hashes of the groups it belongs to:
sixteen bytes a listing and group. After the last listing the hashes are sorted; only groups of two and more are read
back, one after another.
"""

from __future__ import annotations

import hashlib
import marshal
from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from typing import Any

from .finding import Finding
from .judge import Judge
from .listing import Listing, Origin, Segment
from .rule import Rule
from .store import Records
from .subjects import Alone

_ALL = Alone("all")
MOST = 20_000
"""Members of one group that are looked at, the first ones: what holds of 20,000 rows is said by then."""
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
        self._reads = {name for rule in rules for name in rule.reads}
        self._chosen: dict[tuple[str, str], list[Rule]] = {}

    def keep(self, listings: Sequence[Listing]) -> Keeping:
        """Records and group memberships of a batch."""
        keeping = Keeping()
        if not self._rules:
            return keeping
        members: dict[str, tuple[array[int], array[int], array[int]]] = {}
        for position, listing in enumerate(listings):
            keeping.records.append(self._record(listing))
            for rule in self._speaking(listing):
                keys: str | tuple[str, ...] = rule.by(listing) if rule.by else _ALL
                content = _hash(repr(_read(rule, listing))) if rule.differ else 0
                for key in dict.fromkeys((keys,) if isinstance(keys, str) else keys):
                    # A membership that counts twice makes a group of two of one listing.
                    for _ in range(2 if isinstance(key, Alone) else 1 if key else 0):
                        groups, places, contents = members.setdefault(rule.code, (array("Q"), array("I"), array("Q")))
                        groups.append(_hash(key))
                        places.append(position)
                        contents.append(content)
        keeping.members = {code: (a.tobytes(), b.tobytes(), c.tobytes()) for code, (a, b, c) in members.items()}
        return keeping

    def _speaking(self, listing: Listing) -> list[Rule]:
        key = (listing.store, listing.language)
        if key not in self._chosen:
            self._chosen[key] = [rule for rule in self._rules if rule.judges(listing)]
        return self._chosen[key]

    def _record(self, listing: Listing) -> bytes:
        names = [name for name in _names(listing, self._reads) if not name.startswith("seller.")]
        cells = {name: _plain(listing.cells[name]) for name in (*names, "sku") if name in listing.cells}
        texts = {name: listing.texts[name] for name in names if name in listing.texts}
        facts = {name: listing.facts[name] for name in names if name in listing.facts}
        columns = sorted(listing.columns)
        about = (listing.sku, listing.store, listing.language, _plain(listing.origin))
        return marshal.dumps((*about, texts, facts, cells, columns))


class Kept:
    """Records of all listings of a run, and which of them each rule compares."""

    def __init__(self, rules: Sequence[Rule], seller: Mapping[str, str]) -> None:
        self._rules = rules
        self._seller = seller
        self._records = Records()
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
            for numbers in self._groups(rule):
                group = [self._listing(number) for number in numbers]
                for position, finding in judge.on_group(rule, group):
                    key = (numbers[position], finding.field, finding.match, finding.severity)
                    if key not in told:
                        told.add(key)
                        yield numbers[position], finding

    def _groups(self, rule: Rule) -> Iterator[list[int]]:
        """Numbers of the listings of each group that the rule wants to see, in order of their first."""
        groups, places, contents = self._members[rule.code]
        found = [
            numbers[:MOST] for numbers, different in _grouped(groups, places, contents) if different or not rule.differ
        ]
        yield from sorted(found, key=itemgetter(0))

    def _listing(self, number: int) -> Listing:
        sku, store, language, origin, texts, facts, cells, columns = marshal.loads(self._records[number])  # noqa: S302 - ours
        return Listing(
            sku,
            texts,
            (),
            {**self._seller, **facts},
            store,
            language,
            _origin(origin),
            {name: _origin(cell) for name, cell in cells.items()},
            frozenset(columns),
        )


def _grouped(groups: array[int], places: array[int], contents: array[int]) -> Iterator[tuple[list[int], bool]]:
    """Members of each group of two and more memberships, in order, and whether they differ in content."""
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
    for start, size in zip(starts[sizes > 1].tolist(), sizes[sizes > 1].tolist(), strict=True):
        chosen = order[start : start + size]
        same_content = what[chosen]
        yield list(dict.fromkeys(where[chosen].tolist())), bool((same_content != same_content[0]).any())


def _hash(key: str) -> int:
    digest = hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "little")


def _names(listing: Listing, reads: set[str]) -> Iterator[str]:
    for values in (listing.texts, listing.facts):
        for name in values:
            head, _, number = name.rpartition(".")
            if name in reads or (number.isdigit() and head in reads):
                yield name


def _read(rule: Rule, listing: Listing) -> list[tuple[str, str]]:
    return [pair for name in rule.reads for pair in listing.read(name)]


def _plain(origin: Origin) -> tuple[Any, ...]:
    segments = [(one.start, one.end, one.cell_start, one.cell_end) for one in origin.segments]
    return (origin.file, origin.row, origin.column, origin.index, origin.line, origin.sheet, segments)


def _origin(plain: tuple[Any, ...]) -> Origin:
    file, row, column, index, line, sheet, segments = plain
    return Origin(file, row, column, index, line, sheet, tuple(Segment(*one) for one in segments))
