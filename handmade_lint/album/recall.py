"""Columns of files: what was measured before is remembered, the rest is read a little at a time and measured."""

from __future__ import annotations

import hashlib
import os
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from ..tally import Tally
from .columns import DIGEST, Columns, fill, layout_of, to_records
from .finder import Place, read
from .memory import Memory, stamp_of


class Measurer(Protocol):
    """What measures pictures, such as a pool of workers."""

    def map(self, batches: Iterable[Sequence[bytes]], columns: Collection[str]) -> Iterator[Columns]:
        """The columns of each batch, in order; a few batches may be taken ahead. No picture raises."""

    def close(self) -> None:
        """End it."""


AT_ONCE = 16
"""Pictures of a batch."""
BYTES_AT_ONCE = 24 << 20
"""Bytes of a batch, but for a picture that is larger."""
FLEETING = frozenset({"slow", "decoder-died", "memory", "unreadable", "failed"})
"""Faults that may be the machine's rather than the picture's, and are not remembered."""


class Recall:
    """Fills in the columns of some files, each content once."""

    def __init__(
        self,
        names: tuple[str, ...],
        memory: Memory | None,
        measurer: Measurer,
        progress: Callable[[int], None] | None = None,
    ) -> None:
        """Make it.

        Args:
            names: columns to be measured.
            memory: what is known from other runs; None to know nothing.
            measurer: measures the rest.
            progress: called with the number of pictures since the last call.
        """
        self._names, self._memory, self._measurer, self._progress = names, memory, measurer, progress
        self._layout = layout_of(names)

    def __call__(self, columns: Columns, places: Mapping[int, Place], tally: Tally) -> None:
        """Fill in the rows of columns whose pictures are at these places; what cannot be read gets a fault."""
        stamps = {row: _stamp(place) for row, place in places.items()} if self._memory else {}
        known = self._memory.digests(_by_key(places, stamps)) if self._memory else {}
        digests = {row: known[_key(place)] for row, place in places.items() if _key(place) in known}
        left = self._filled(columns, digests, tally) | (places.keys() - digests.keys())
        first: dict[bytes, int] = {}
        alike: list[tuple[int, int]] = []
        under_way: deque[list[tuple[int, bytes]]] = deque()

        def batches() -> Iterator[list[bytes]]:
            for chunk in _chunks(columns, places, sorted(left)):
                digests = {row: hashlib.blake2b(data, digest_size=DIGEST).digest() for row, data in chunk.items()}
                if self._memory:
                    files = [(_key(places[row]), stamps[row], digest) for row, digest in digests.items()]
                    self._memory.remember_files(files)
                new: list[tuple[int, bytes]] = []
                for row in sorted(self._filled(columns, digests, tally)):
                    if first.setdefault(digests[row], row) == row:
                        new.append((row, digests[row]))
                    else:
                        alike.append((row, first[digests[row]]))
                if new:
                    under_way.append(new)
                    yield [chunk[row] for row, _ in new]

        if left:
            for measured in self._measurer.map(batches(), self._names):
                self._take(columns, measured, under_way.popleft(), tally)
        for row, twin in alike:
            for name in self._names:
                columns[name][row] = columns[name][twin]

    def _filled(self, columns: Columns, digests: Mapping[int, bytes], tally: Tally) -> set[int]:
        """Fill in the records that are remembered; the rows whose are not."""
        for row, digest in digests.items():
            columns["digest"][row] = list(digest)
        records = self._memory.records(set(digests.values()), self._layout) if self._memory and digests else {}
        rows = [row for row, digest in digests.items() if digest in records]
        if rows:
            fill(columns, rows, [records[digests[row]] for row in rows], self._names)
            tally.remembered += len(rows)
        return digests.keys() - set(rows)

    def _take(self, columns: Columns, measured: Columns, batch: Sequence[tuple[int, bytes]], tally: Tally) -> None:
        """Lay down what was measured of a batch, and remember it."""
        rows = [row for row, _ in batch]
        for name in self._names:
            columns[name][rows] = measured[name]
        tally.measured += len(batch)
        lasting = [n for n, fault in enumerate(measured["fault"].tolist()) if fault not in FLEETING]
        if self._memory and lasting:
            records = to_records({name: measured[name] for name in self._names}, lasting)
            self._memory.remember(self._layout, [(batch[n][1], one) for n, one in zip(lasting, records, strict=True)])
        if self._progress is not None:
            self._progress(len(batch))


def _chunks(columns: Columns, places: Mapping[int, Place], rows: Iterable[int]) -> Iterator[dict[int, bytes]]:
    """The bytes of pictures, as many as may be in memory together; what cannot be read gets a fault."""
    chunk: dict[int, bytes] = {}
    size = 0
    for row in rows:
        content = read(places[row])
        if isinstance(content, Place):
            columns["fault"][row], columns["fault_says"][row] = content.fault, content.says
            continue
        if chunk and (len(chunk) >= AT_ONCE or size + len(content) > BYTES_AT_ONCE):
            yield chunk
            chunk, size = {}, 0
        chunk[row] = content
        size += len(content)
    if chunk:
        yield chunk


def _by_key(places: Mapping[int, Place], stamps: Mapping[int, str]) -> dict[str, str]:
    return {_key(places[row]): stamp for row, stamp in stamps.items() if stamp}


def _key(place: Place) -> str:
    return f"{place.path}\0{place.member}" if place.member else place.path


def _stamp(place: Place) -> str:
    try:
        return stamp_of(os.stat(place.path))  # noqa: PTH116 - thousands of files
    except (OSError, ValueError):
        return ""
