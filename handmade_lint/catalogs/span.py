"""Batches that travel as the place of their rows in a file: whoever takes one up reads the rows there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, overload

from ..refusal import Moved
from ..said import say
from .table import Row

Stamp = tuple[int, int]
"""Bytes of a file, and when it was changed last."""


def stamp(path: str) -> Stamp:
    """What tells a file from what it becomes when it is written anew.

    Raises:
        OSError: it is not there.
    """
    facts = Path(path).stat()
    return facts.st_size, facts.st_mtime_ns


class Span(Sequence[Row]):
    """Rows that stand together in a file. Sent elsewhere, it is a few hundred bytes, and reads its rows there.

    Raises, whenever rows are asked for:
        Moved: the file is not there, or was written anew.
    """

    def __init__(
        self, load: Callable[[], list[Row]], path: str, known: Stamp, count: int, rows: list[Row] | None = None
    ) -> None:
        """Make it.

        Args:
            load: reads the rows; it can be sent.
            path: of the file.
            known: of the file, when the place was found.
            count: how many rows there are.
            rows: those that are at hand; they do not travel.
        """
        self._load, self._path, self._known, self._count, self._rows = load, path, known, count, rows

    def __reduce__(self) -> tuple[Any, ...]:
        return Span, (self._load, self._path, self._known, self._count)

    @property
    def rows(self) -> list[Row]:
        """The rows themselves."""
        if self._rows is None:
            try:
                same = stamp(self._path) == self._known
                rows = self._load() if same else []
            except OSError:
                same = False
            if not same:
                raise Moved(say("'{file}' was moved or written anew while it was read; run again", file=self._path))
            self._rows = rows
        return self._rows

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> list[Row]: ...
    def __getitem__(self, index: int | slice) -> Row | list[Row]:
        return self.rows[index]

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def __repr__(self) -> str:
        return repr(self.rows)


def piece(path: str, start: int, size: int) -> bytes:
    """So many bytes of a file.

    Raises:
        OSError: it cannot be read.
    """
    with open(path, "rb") as stream:  # noqa: PTH123 - once a batch
        stream.seek(start)
        return stream.read(size)
