"""Findings in the text of their file: the line and column of each character of a cell, looked up when asked for."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from ..around import Place, Point, Replacement
from ..finding import Edit, Finding
from .delimited import Dialect, decode, sniff

AROUND = 60
"""Characters on either side of a place that are shown with it."""
_LONGEST = 1000
"""Characters of a row that are shown."""
_HEAD_RECORDS = 12
_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a record as it is written."""

    value: str
    at: tuple[int, ...]
    """Where in the text each character of the value stands, and behind them where the value ends."""
    quoted: bool


class TextFile:
    """The text of a file, by lines."""

    def __init__(self, data: bytes, *, table: bool) -> None:
        self.text = decode(data)[0].lstrip("\ufeff")
        self.dialect = sniff(self.text) if table else None
        self._starts = array("Q", [0])
        self._starts.extend(found.end() for found in _END.finditer(self.text))
        self._record = lru_cache(maxsize=8)(self._read)
        self._columns: dict[str, tuple[int, ...]] = {}

    def line(self, number: int) -> int | None:
        """Where a line (from 1) begins; None where there is no such line."""
        return self._starts[number - 1] if 0 < number <= len(self._starts) else None

    def point(self, at: int) -> Point:
        """Line and column of a character."""
        line = bisect_right(self._starts, at)
        return line, at - self._starts[line - 1] + 1

    def record(self, line: int) -> tuple[Cell, ...]:
        """The cells of the record that begins on a line; () where there is none."""
        start = self.line(line)
        return self._record(start) if start is not None and self.dialect is not None else ()

    def _read(self, start: int) -> tuple[Cell, ...]:
        assert self.dialect is not None
        return tuple(cells(self.text, start, self.dialect))

    def under(self, heading: str) -> tuple[int, ...]:
        """Positions of the columns with that heading: of the first record that has a cell of those words."""
        if heading not in self._columns:
            self._columns[heading] = self._under(heading)
        return self._columns[heading]

    def _under(self, heading: str) -> tuple[int, ...]:
        line = 1
        for _ in range(_HEAD_RECORDS):
            record = self.record(line)
            found = tuple(index for index, cell in enumerate(record) if cell.value.strip() == heading)
            if found:
                return found
            if record:
                line = self.point(record[-1].at[-1])[0]
            line += 1
        return ()

    def place(self, start: int, end: int) -> Place:
        """A stretch of the text, with what stands around it."""
        first, last = max(0, start - AROUND), min(len(self.text), end + AROUND)
        around = self.text[first:last]
        return Place(
            self.point(start), self.point(end), self.text[start:end], self.point(first), self.point(last), around
        )


def cells(text: str, start: int, dialect: Dialect) -> list[Cell]:
    """The cells of the record that begins at a character, read as the csv module reads them."""
    found: list[Cell] = []
    at, length, ends = start, len(text), dialect.separator + "\r\n"
    while True:
        places: list[int] = []
        closed = -1
        quoted = bool(dialect.quote) and text[at : at + 1] == dialect.quote
        if quoted:
            at += 1
            while at < length and closed < 0:
                if dialect.escape and text[at] == dialect.escape and at + 1 < length:
                    places.append(at + 1)
                    at += 2
                elif text[at] != dialect.quote:
                    places.append(at)
                    at += 1
                elif not dialect.escape and text[at + 1 : at + 2] == dialect.quote:
                    places.append(at)
                    at += 2
                else:
                    closed = at
                    at += 1
        tail = at
        while at < length and text[at] not in ends:
            places.append(at)
            at += 1
        places.append(closed if closed >= 0 and at == tail else at)
        found.append(Cell("".join(text[place] for place in places[:-1]), tuple(places), quoted))
        if at >= length or text[at] != dialect.separator:
            return found
        at += 1


class FilePlaces:
    """Places in the files of a run; each file is read once, and anything that does not fit its text is not told."""

    def __init__(self, files: Mapping[str, tuple[Callable[[], bytes], bool]]) -> None:
        """Prepare.

        Args:
            files: of each file with lines, what reads it and whether it is a table (not JSON).
        """
        self._files = files
        self._texts: dict[str, TextFile | None] = {}

    def find(self, finding: Finding) -> Place | None:
        """Where the finding stands."""
        text, line = self._text(finding.location.file), finding.location.line
        start = text.line(line) if text is not None and line is not None else None
        if text is None or line is None or start is None:
            return None
        if cell := self._cell(text, finding):
            first, last = self._span(cell, finding)
            return text.place(cell.at[first], cell.at[last])
        record = text.record(line)
        end = record[-1].at[-1] if record else start + len(_END.split(text.text[start : start + _LONGEST], 1)[0])
        return text.place(start, min(end, start + _LONGEST))

    def replace(self, finding: Finding, edit: Edit) -> Replacement | None:
        """What the edit is to the file."""
        text, span, at = self._text(finding.location.file), finding.span, finding.location
        cell = self._cell(text, finding) if text is not None else None
        if text is None or cell is None or span is None or at.start is None or edit.field != finding.field:
            return None
        moved = at.start - span[0]
        start, end = edit.start + moved, edit.end + moved
        known = at.start - len(finding.before), (at.end or 0) + len(finding.after)
        seen = cell.value[known[0] : known[1]] == finding.before + finding.match + finding.after
        plain = moved == 0 and not any(sign in cell.value for sign in "<&")
        if not seen or not (known[0] <= start <= end <= known[1] or (plain and 0 <= start <= end < len(cell.at))):
            return None
        return self._written(text, cell, start, end, edit.text)

    def _written(self, text: TextFile, cell: Cell, start: int, end: int, words: str) -> Replacement | None:
        assert text.dialect is not None
        quote, escape = text.dialect.quote, text.dialect.escape
        if cell.quoted:
            for sign in (escape, quote) if escape else (quote,):
                words = words.replace(sign, (escape or quote) + sign)
        elif any(sign in words for sign in (text.dialect.separator, quote or "\n", escape or "\n", "\r", "\n")):
            return None
        return Replacement(text.point(cell.at[start]), text.point(cell.at[end]), words)

    def _cell(self, text: TextFile, finding: Finding) -> Cell | None:
        """The cell that the finding speaks of, if its words still stand there."""
        at = finding.location
        if at.line is None or not at.column:
            return None
        record = text.record(at.line)
        for index in text.under(at.column):
            if index < len(record):
                first, last = self._span(record[index], finding)
                length = len(record[index].value)
                words = record[index].value[first:last]
                if at.start is None or (last <= length and (words == finding.match or not finding.match)):
                    return record[index]
        return None

    def _span(self, cell: Cell, finding: Finding) -> tuple[int, int]:
        start, end = finding.location.start, finding.location.end
        return (start, end) if start is not None and end is not None else (0, len(cell.value))

    def _text(self, file: str) -> TextFile | None:
        if file not in self._texts:
            read, table = self._files.get(file, (None, False))
            try:
                self._texts[file] = TextFile(read(), table=table) if read is not None else None
            except OSError:
                self._texts[file] = None
        return self._texts[file]
