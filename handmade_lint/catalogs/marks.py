"""Where the rows of a text table stand in its file, so that a batch of them can travel as that place."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial

from .delimited import Dialect, Encoding, lines_of, rows
from .span import Span, Stamp, piece
from .table import Row

_KNOWN = ("utf-8", "cp1252", "latin-1", "mac-roman")
"""Codecs in which a line that was read says how many bytes it has."""
_UNLIKE = frozenset(["FL-008", "FL-009"])
"""Flaws of rows that depend on more than the row."""
_SEP = re.compile(r"\W{0,2}sep=", re.IGNORECASE)


@dataclass
class Marks:
    """Knows where lines begin, from the one that was asked for last to the one that was read last."""

    place: tuple[str, Stamp]
    encoding: Encoding
    dialect: Dialect
    on: bool = False
    """Whether anybody will ask: it takes time."""
    _starts: deque[int] = field(default_factory=deque)
    _first: int = 1
    """Line of the first of them."""

    def seen(self, lines: Iterable[str]) -> Iterator[str]:
        """The lines, marked as they go by."""
        if not self.on or self.encoding.codec not in _KNOWN:
            yield from lines
            return
        codec, errors, at = self.encoding.codec, self.encoding.errors, self.encoding.skip
        self._starts, self._first = deque(), 1
        for line in lines:
            self._starts.append(at)
            at += len(line.encode(codec, errors))
            yield line

    def refer(self, batch: list[Row], behind: int | None) -> list[Row] | Span:
        """A batch as its place, or as it is where it cannot be read by itself.

        Args:
            batch: rows that stand together.
            behind: line of the next row.
        """
        first = batch[0].line
        if first is None or behind is None or first < self._first or behind >= self._first + len(self._starts):
            return batch
        while self._first < first:
            self._starts.popleft()
            self._first += 1
        plain = all(row.line == first + at and not row.refused for at, row in enumerate(batch))
        flawed = any(flaw.code in _UNLIKE or flaw.whole_file for row in batch for flaw in row.flaws)
        if not plain or flawed or behind != first + len(batch) or _SEP.match(next(iter(batch[0].cells), "")):
            return batch
        start, end = self._starts[0], self._starts[behind - first]
        number = batch[0].number
        load = partial(_read, self.place[0], start, end - start, self.encoding, self.dialect, number, first)
        return Span(load, *self.place, len(batch), batch)


def _read(path: str, start: int, size: int, encoding: Encoding, dialect: Dialect, number: int, line: int) -> list[Row]:
    text = piece(path, start, size).decode(encoding.codec, encoding.errors)
    return [
        row._replace(number=row.number + number - 1, line=(row.line or 0) + line - 1)
        for row in rows(lines_of(text), dialect, encoding.name)
    ]
