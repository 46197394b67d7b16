"""Changed cells of a text table: each is written in its own record, in the way that the cell was written before."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from . import delimited
from .carry import carried
from .delimited import Dialect, Lines
from .patch import Cell, Change
from .script import Script, Splice

_OTHERWISE = "this row is not written as its other rows are, so that the cell cannot be changed without changing others"


@dataclass(frozen=True, slots=True)
class Written:
    """A cell as it stands in a record."""

    start: int
    end: int
    value: str
    quoted: bool


@dataclass(frozen=True, slots=True)
class Record:
    """A record of the file: where it stands, and its cells as they were read, before they were cleaned."""

    start: int
    text: str
    values: tuple[str, ...]


class DelimitedPatcher:
    """Writes changes into a text table."""

    def __init__(self, data: bytes) -> None:
        self._script = Script(data)
        self._dialect = delimited.sniff(self._script.text)
        self._records: dict[int, Record] | None = None

    def refusal(self, cell: Cell, change: Change) -> str:
        """Why a change cannot be written; '' where it can."""
        splice = self._splice(cell, change)
        if splice is None:
            return _OTHERWISE
        if not self._script.holds(splice[2]):
            return f"the file's encoding ({self._script.encoding}) has not all of its characters"
        return ""

    def patched(self, changes: Mapping[Cell, Change]) -> bytes:
        """The bytes of the file with the changes."""
        splices: list[Splice] = []
        for cell, change in changes.items():
            splice = self._splice(cell, change)
            if splice is None:
                raise ValueError(_OTHERWISE)
            splices.append(splice)
        return self._script.spliced(splices)

    def _splice(self, cell: Cell, change: Change) -> Splice | None:
        if self._records is None:
            self._records = dict(enumerate(records(self._script.text, self._dialect), 1))
        record = self._records.get(cell.row)
        if record is None or not isinstance(cell.at, int):
            return None
        way = _way(record, self._dialect)
        if way is None or cell.at >= len(way):
            return None
        place = way[cell.at]
        value = carried(place.value, change.old, change.new)
        if value is None:
            return None
        new = write(value, place, self._dialect)
        if new is None:
            return None
        text = record.text[: place.start] + new + record.text[place.end :]
        values = [*record.values[: cell.at], value, *record.values[cell.at + 1 :]]
        if not any(values) and any(record.values):
            return None  # a row without anything would be no row
        if _way(Record(record.start, text, tuple(values)), self._dialect) is None:
            return None
        return record.start + place.start, record.start + place.end, new


def records(text: str, dialect: Dialect) -> Iterator[Record]:
    """The records of a table, one a row, as `delimited.rows` numbers them."""
    lines = Lines(delimited.lines_of(text))
    begin = next(lines, "")
    at = 0
    if begin and not delimited._SEP_LINE.match(begin):
        lines.give_back([begin])
    else:
        at = len(begin)
    for cells, _, unclosed in delimited._records(lines, dialect):
        taken = "".join(lines.taken[:1] if unclosed else lines.taken)
        yield Record(at, taken, tuple(cells))
        at += len(taken)


def _way(record: Record, dialect: Dialect) -> list[Written] | None:
    """How the cells of a record are written: as the dialect says, with one quote that is a letter, or without any."""
    way = list(split(record.text, dialect))
    if _same(way, record):
        return way
    if dialect.quote:
        mark = delimited._MARK
        for found in re.finditer(re.escape(dialect.quote), record.text):
            at = found.start()
            way = [
                Written(one.start, one.end, one.value.replace(mark, dialect.quote), one.quoted)
                for one in split(record.text[:at] + mark + record.text[at + 1 :], dialect)
            ]
            if _same(way, record):
                return way
    way = list(split(record.text, Dialect(dialect.separator, "")))
    return way if _same(way, record) else None


def _same(way: list[Written], record: Record) -> bool:
    return [one.value for one in way] == list(record.values)


def split(record: str, dialect: Dialect) -> Iterator[Written]:
    """The cells of one record, as Python's csv module tells them apart when it is not strict."""
    body = record.rstrip("\r\n") if not dialect.quote else record
    at, size = 0, len(body)
    if not body.strip("\r\n"):
        return
    while True:
        start, value, quoted = at, [], False
        inside = bool(dialect.quote) and body.startswith(dialect.quote, at)
        if inside:
            quoted, at = True, at + 1
        while at < size:
            letter = body[at]
            if dialect.escape and letter == dialect.escape and at + 1 < size:
                value.append(body[at + 1])
                at += 2
                continue
            if inside and letter == dialect.quote:
                if not dialect.escape and body.startswith(dialect.quote, at + 1):
                    value.append(letter)
                    at += 2
                    continue
                inside = False
                at += 1
                continue
            if not inside and (letter == dialect.separator or (letter in "\r\n" and dialect.quote)):
                break
            value.append(letter)
            at += 1
        yield Written(start, at, "".join(value), quoted)
        if at >= size or body[at] != dialect.separator:
            return
        at += 1


def write(value: str, old: Written, dialect: Dialect) -> str | None:
    """A cell as it should stand in the file: in quotes where it was in quotes, or has to be.

    Returns:
        None where the dialect cannot tell such a cell.
    """
    quote = dialect.quote
    divided = dialect.separator in value or "\r" in value or "\n" in value
    if not quote:
        return None if divided or (dialect.escape and dialect.escape in value) else value
    marked = value.startswith(quote) or (quote in value and (old.quoted or quote not in old.value))
    escaped = bool(dialect.escape) and dialect.escape in value
    if not (old.quoted or divided or marked or escaped):
        return value
    if dialect.escape:
        inner = value.replace(dialect.escape, dialect.escape * 2).replace(quote, dialect.escape + quote)
    else:
        inner = value.replace(quote, quote * 2)
    return quote + inner + quote
