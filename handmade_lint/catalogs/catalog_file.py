"""One table (or one list of items) of one file: batches of its rows, read into listings and faults, each row counted.

Rows are taken from the file in order by a CatalogFile. Making listings of a batch is a Reader's work: it holds no open
file and can be sent to another process.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, Protocol

from ..finding import Fault, Location
from ..listing import Listing
from . import amazon_api
from .fields import ABOUT, MANY, Setting, build
from .layout import PLAIN, normal
from .table import Flaw, Row, Sheet

BATCH = 512
"""Rows that are read together unless told otherwise."""


@dataclass(slots=True)
class Reading:
    """What a batch of rows held."""

    items: list[Listing | Fault] = field(default_factory=list)
    rows: int = 0
    """Rows that hold something: those read and those refused."""
    refused: int = 0
    blank: int = 0


class Reader(Protocol):
    """Makes listings of rows."""

    def read(self, batch: Sequence[Any]) -> Reading:
        """The listings and faults of a batch, in order."""


class CatalogFile:
    """Iterate over it for its listings and, where they stand, its faults; the counts are final afterwards."""

    reader: Reader

    def __init__(self, template: str, setting: Setting, *, encoding: str, separator: str = "") -> None:
        self.file, self.sheet, self.store = setting.file, setting.sheet, setting.store
        self.template, self.encoding, self.separator = template, encoding, separator
        self.rows = 0
        """Rows that hold something: those read and those refused."""
        self.refused = 0
        self.blank = 0
        self.listings = 0
        self.setting = setting

    def opening(self) -> list[Fault]:
        """Faults of the table as a whole."""
        return []

    def batches(self, size: int = BATCH) -> Iterator[Sequence[Any]]:
        """The rows, once, in batches of about `size` that can be read on their own."""
        raise NotImplementedError

    def count(self, rows: int, refused: int, blank: int, listings: int) -> None:
        """Add what a batch held."""
        self.rows += rows
        self.refused += refused
        self.blank += blank
        self.listings += listings

    def __iter__(self) -> Iterator[Listing | Fault]:
        """Read on; the rows are there once."""
        yield from self.opening()
        for batch in self.batches():
            reading = self.reader.read(batch)
            listings = sum(isinstance(item, Listing) for item in reading.items)
            self.count(reading.rows, reading.refused, reading.blank, listings)
            yield from reading.items


def place(setting: Setting, flaw: Flaw, row: Row | None, heading: str = "") -> Fault:
    """A flaw as a fault, where it stands."""
    number = 0 if row is None or flaw.whole_file else row.number
    line = None if row is None or flaw.whole_file else row.line
    where = Location(setting.file, number, heading, line, sheet=setting.sheet or None)
    return Fault(flaw.code, flaw.message, where, match=flaw.match)


def refusal(setting: Setting, row: Row) -> Fault:
    """Of a row out of which no listing can be made."""
    words = "this row has neither a title, a description nor a SKU; fill it in or delete it"
    return place(setting, Flaw("FL-010", words), row)


@dataclass(frozen=True)
class TableReader:
    """Reads rows under headings."""

    setting: Setting
    headings: tuple[str, ...]
    data_row: int
    """Number of the first row that is not above the listings."""
    width: int
    """Columns up to the last that has a heading."""
    handle: int
    """Column whose repeated value joins rows into one listing; -1 where each row is one."""
    ragged: bool
    """Whether rows can have more or fewer cells than there are headings."""

    def read(self, batch: Sequence[Row]) -> Reading:
        """The listings and faults of a batch, in order."""
        reading = Reading()
        group: list[Row] = []
        for row in batch:
            if row.flaws:
                reading.items += [place(self.setting, flaw, row, self._heading(flaw.index)) for flaw in row.flaws]
            if row.number < self.data_row:
                continue
            if row.blank:
                reading.blank += 1
                continue
            reading.rows += 1
            if row.refused:
                reading.refused += 1
                continue
            if self.ragged and len(row.cells) != len(self.headings):
                reading.items += self._ragged(row)
            if group and not self.joins(group[0], row):
                self._listing(group, reading)
                group = []
            group.append(row)
        if group:
            self._listing(group, reading)
        return reading

    def joins(self, first: Row, row: Row) -> bool:
        """Whether a row goes on with the listing that another began."""
        return self.handle >= 0 and self._key(first) == self._key(row)

    def _listing(self, rows: list[Row], reading: Reading) -> None:
        made = build(self.setting, rows)
        if made is None:
            reading.refused += len(rows)
            reading.items.append(refusal(self.setting, rows[0]))
        else:
            reading.items.append(made)

    def _key(self, row: Row) -> str:
        return row.cells[self.handle] if self.handle < len(row.cells) else ""

    def _heading(self, index: int | None) -> str:
        if index is None:
            return ""
        named = {column.index: column.heading for column in self.setting.columns}
        if index in named:
            return named[index]
        heading = self.headings[index].strip() if index < len(self.headings) else ""
        return heading or f"column {index + 1}"

    def _ragged(self, row: Row) -> Iterator[Fault]:
        filled = max((index for index, cell in enumerate(row.cells, 1) if cell.strip()), default=0)
        if filled <= self.width <= len(row.cells):
            return
        seen = len(row.cells) if len(row.cells) < self.width else filled
        words = (
            f"this row has {seen} cells under {self.width} headings; "
            "a separator or a quotation mark may be missing or too many"
        )
        yield place(self.setting, Flaw("FL-001", words), row)


class TableFile(CatalogFile):
    """A sheet under a row of headings."""

    reader: TableReader

    def __init__(self, sheet: Sheet, template: str, setting: Setting, headings: Sequence[str], data_row: int) -> None:
        super().__init__(template, setting, encoding=sheet.encoding, separator=sheet.separator)
        self.other_sheets: tuple[str, ...] = ()
        """Other sheets of the same file that have no headings of a catalogue."""
        self._rows, self._headings, self._data_row = sheet.rows, headings, data_row
        width = max((index for index, heading in enumerate(headings, 1) if heading.strip()), default=0)
        handle = -1
        if template == "shopify":
            plain = [normal(heading) for heading in headings]
            handle = next((plain.index(name) for name in ("handle", "url handle") if name in plain), -1)
        self.reader = TableReader(setting, tuple(headings), data_row, width, handle, bool(sheet.separator))

    def batches(self, size: int = BATCH) -> Iterator[Sequence[Row]]:
        """The rows, once, in batches of about `size`; rows of one listing stay together."""
        batch: list[Row] = []
        for row in self._rows:
            if len(batch) >= size and not (row.blank or self.reader.joins(batch[-1], row)):
                yield batch
                batch = []
            batch.append(row)
        if batch:
            yield batch

    def opening(self) -> list[Fault]:
        """Faults of the headings, and sheets that were left out."""
        return list(self._about_headings())

    def _about_headings(self) -> Iterator[Fault]:
        row = Row(max(self._data_row - 1, 0), None, ())
        counted = Counter(heading.strip() for heading in self._headings if heading.strip())
        for heading, times in counted.items():
            if times > 1:
                words = (
                    f"{times} columns are headed '{heading}'; of a field with one value the first that is filled counts"
                )
                yield place(self.setting, Flaw("FL-003", words, match=heading), row, heading)
        if self.other_sheets:
            named = ", ".join(f"'{name}'" for name in self.other_sheets)
            words = f"no headings of a catalogue were found on {named}; nothing was read there"
            yield place(self.setting, Flaw("FL-009", words, match=self.other_sheets[0]), None)
        if self.template != PLAIN:
            return
        understood = {column.index for column in self.setting.columns}
        unknown = [h.strip() for i, h in enumerate(self._headings) if h.strip() and i not in understood]
        if unknown:
            named = ", ".join(f"'{heading}'" for heading in unknown[:8]) + (" and others" if len(unknown) > 8 else "")
            words = f"these headings were not understood and their columns not read: {named}"
            yield place(self.setting, Flaw("FL-009", words, match=unknown[0]), row)
        fields = sorted(
            (column for column in self.setting.columns if column.field not in MANY and column.name != "image"),
            key=lambda column: column.field,
        )
        for name, same in groupby(fields, key=lambda column: column.field):
            names = list(dict.fromkeys(column.heading for column in same))
            if len(names) > 1 and name not in ABOUT - {"sku"}:
                named = ", ".join(f"'{name}'" for name in names)
                words = f"{named} all mean {name}; of each row the first that is filled was read"
                yield place(self.setting, Flaw("FL-009", words, match=names[1]), row)


class ItemsFile(CatalogFile):
    """Messages or items of Amazon's API: one item may hold several stores and languages, each a listing."""

    def __init__(self, setting: Setting, items: Sequence[Any]) -> None:
        super().__init__("amazon-api", setting, encoding="json")
        self._items = items
        self.reader = ItemsReader(setting)

    def batches(self, size: int = BATCH) -> Iterator[Sequence[tuple[int, Any]]]:
        """The items with their positions (from 1), in batches of `size`."""
        numbered = list(enumerate(self._items, 1))
        for start in range(0, len(numbered), size):
            yield numbered[start : start + size]


@dataclass(frozen=True)
class ItemsReader:
    """Reads items of Amazon's API."""

    setting: Setting

    def read(self, batch: Sequence[tuple[int, Any]]) -> Reading:
        """The listings and faults of a batch, in order."""
        reading = Reading()
        for number, item in batch:
            reading.rows += 1
            row = Row(number, None, ())
            if not isinstance(item, Mapping):
                reading.refused += 1
                flaw = Flaw("FL-006", "this item was left out: it is not a JSON object")
                reading.items.append(place(self.setting, flaw, row))
                continue
            made = [listing for listing in amazon_api.listings(self.setting, number, item) if listing is not None]
            if not made:
                reading.refused += 1
                reading.items.append(refusal(self.setting, row))
            reading.items += made
        return reading
