"""Values in order, kept in memory while they are few and in an unnamed temporary file when they are many."""

from __future__ import annotations

import marshal
import weakref
from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from typing import IO, Any, Generic, TypeVar, overload

T = TypeVar("T")

KEEP = 20_000
"""Values that stay in memory as they are."""
KEEP_BYTES = 1 << 24
"""Bytes of records that stay in memory."""
CHUNK = 512
"""Values of one packed piece."""


class Packing(Generic[T]):
    """How a value becomes plain data (numbers, texts, tuples, lists, dicts) and comes back."""

    def __init__(self, pack: Callable[[T], Any], unpack: Callable[[Any], T]) -> None:
        self._pack, self._unpack = pack, unpack

    def pack(self, values: Iterable[T]) -> bytes:
        """Some values as one piece."""
        return marshal.dumps([self._pack(value) for value in values])

    def unpack(self, piece: bytes) -> list[T]:
        """The values of one piece that `pack` made, in this run of Python."""
        return [self._unpack(plain) for plain in marshal.loads(piece)]  # noqa: S302 - made by this process or its workers


class Store(Sequence[T]):
    """A sequence that can only grow; iterating over it many times is fine, random access is slow."""

    def __init__(self, packing: Packing[T], keep: int | None = None) -> None:
        self._packing = packing
        self._keep = KEEP if keep is None else keep
        self._values: list[T] = []
        self._pieces: list[tuple[int, int]] = []
        self._counts: list[int] = []
        self._length = 0
        self._file: IO[bytes] | None = None

    def extend(self, values: Sequence[T]) -> None:
        """Add values."""
        self._values.extend(values)
        self._length += len(values)
        if self._file is not None or len(self._values) > self._keep:
            self._flush(CHUNK if self._file is not None else 1)

    def extend_packed(self, piece: bytes, count: int) -> None:
        """Add a piece of so many values that was packed elsewhere (by a worker)."""
        if self._file is None and self._length + count <= self._keep:
            self.extend(self._packing.unpack(piece))
            return
        self._flush(1)
        self._append(piece, count)
        self._length += count

    def change(self, changes: Mapping[int, Callable[[T], T]]) -> None:
        """Exchange the values at some places; each piece is read and written once."""
        ends = list(accumulate(self._counts))
        pieces: dict[int, dict[int, Callable[[T], T]]] = {}
        for place, made in changes.items():
            pieces.setdefault(bisect_right(ends, place), {})[place] = made
        for number, some in pieces.items():
            before = ends[number - 1] if number else 0
            values = self._read(number) if number < len(ends) else self._values
            for place, made in some.items():
                values[place - before] = made(values[place - before])
            if number < len(ends):
                assert self._file is not None
                piece = self._packing.pack(values)
                self._pieces[number] = (self._file.seek(0, 2), len(piece))
                self._file.write(piece)

    def finished(self) -> Sequence[T]:
        """What was stored: a tuple where it all is in memory, else this store."""
        if self._file is None:
            return tuple(self._values)
        self._flush(1)
        return self

    def _flush(self, least: int) -> None:
        while len(self._values) >= least:
            part, self._values = self._values[:CHUNK], self._values[CHUNK:]
            self._append(self._packing.pack(part), len(part))

    def _append(self, piece: bytes, count: int) -> None:
        if self._file is None:
            self._file = temporary(self)
        start = self._file.seek(0, 2)
        self._file.write(piece)
        self._pieces.append((start, len(piece)))
        self._counts.append(count)

    def _read(self, number: int) -> list[T]:
        assert self._file is not None
        start, size = self._pieces[number]
        self._file.seek(start)
        return self._packing.unpack(self._file.read(size))

    def __len__(self) -> int:
        return self._length

    def __iter__(self) -> Iterator[T]:
        for number in range(len(self._pieces)):
            yield from self._read(number)
        yield from self._values

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[T]: ...
    def __getitem__(self, index: int | slice) -> T | Sequence[T]:
        if isinstance(index, slice):
            return [self[place] for place in range(*index.indices(self._length))]
        place = index + self._length if index < 0 else index
        if not 0 <= place < self._length:
            raise IndexError(index)
        ends = list(accumulate(self._counts))
        number = bisect_right(ends, place)
        before = ends[number - 1] if number else 0
        return (self._read(number) if number < len(ends) else self._values)[place - before]


class Records:
    """Pieces of bytes by number, in memory while they are small and in a temporary file when they are not."""

    def __init__(self, keep: int | None = None) -> None:
        self._keep = KEEP_BYTES if keep is None else keep
        self._pieces: list[bytes] = []
        self._file: IO[bytes] | None = None
        self._ends = array("Q", [0])

    def extend(self, pieces: Sequence[bytes]) -> None:
        """Add pieces; each gets the next number, from 0."""
        for piece in pieces:
            self._ends.append(self._ends[-1] + len(piece))
        self._pieces += pieces
        if self._ends[-1] > self._keep:
            if self._file is None:
                self._file = temporary(self)
            self._file.seek(0, 2)
            self._file.writelines(self._pieces)
            self._pieces.clear()

    def __len__(self) -> int:
        return len(self._ends) - 1

    def __getitem__(self, number: int) -> bytes:
        if not 0 <= number < len(self):
            raise IndexError(number)
        if self._file is None:
            return self._pieces[number]
        start, end = self._ends[number], self._ends[number + 1]
        self._file.seek(start)
        return self._file.read(end - start)


def temporary(owner: object) -> IO[bytes]:
    """An unnamed file that is closed, and thereby gone, with its owner."""
    import tempfile

    file = tempfile.TemporaryFile(prefix="handmade-lint-")  # noqa: SIM115 - open as long as its owner lives
    weakref.finalize(owner, file.close)
    return file
