"""One table (or one list of items) of one file: batches of its rows, read into listings and faults, each row counted.

Rows are taken from the file in order by a CatalogFile. Making listings of a batch is a Reader's work: it holds no open
file and can be sent to another process.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, Protocol

from ..finding import Fault, Location
from ..listing import Listing
from . import amazon_api
from .amazon import is_example
from .fields import ABOUT, MANY, Setting, build
from .large_json import BLANK, Numbered
from .layout import PLAIN, normal
from .table import Flaw, Row, Sheet, shown

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
    far = False
    """Whether batches are sent to other machines, so that references are worth their making."""

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
    ragged: bool
    """Whether rows can have more or fewer cells than there are headings."""
    handle: int = -1
    """Column whose repeated value joins rows into one listing; -1 where each row is one."""
    title: int = -1
    """Column whose value, where it is another one, begins a listing of its own all the same."""
    key_row: int = 0
    """Of Amazon's inventory files, the row of keys, under which an example may stand; 0 for others."""
    others: tuple[Setting, ...] = ()
    """Further stores or languages that the same rows speak to."""

    def read(self, batch: Sequence[Row]) -> Reading:
        """The listings and faults of a batch, in order."""
        reading = Reading()
        group: list[Row] = []
        for row in batch:
            if row.flaws:
                reading.items += self._flaws(row)
            if row.number < self.data_row:
                self._above(row, reading)
                continue
            if row.blank:
                reading.blank += 1
                continue
            reading.rows += 1
            if row.refused:
                reading.refused += 1
                continue
            if self.repeats_headings(row):
                reading.refused += 1
                words = "this row repeats the headings, as where two files were joined, and was left out; delete it"
                reading.items.append(place(self.setting, Flaw("FL-010", words), row))
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
        if self.handle < 0 or not (handle := self.cell(row, self.handle)) or handle != self.cell(first, self.handle):
            return False
        title = self.cell(row, self.title)
        return not title or title == (self.cell(first, self.title) or title)

    def repeats_headings(self, row: Row) -> bool:
        """Whether a row is the headings once more."""
        if not len(row.cells) >= self.width > 1 or row.cells[0].strip() != self.headings[0].strip():
            return False
        pairs = zip(row.cells, self.headings, strict=False)
        return all(cell.strip() == heading.strip() for cell, heading in pairs)

    def cell(self, row: Row, index: int) -> str:
        """A cell without white space around it; '' where there is none."""
        return row.cells[index].strip() if 0 <= index < len(row.cells) else ""

    def _flaws(self, row: Row) -> Iterator[Fault]:
        """Of a workbook, formulas matter only in columns that are read."""
        for flaw in row.flaws:
            read = any(flaw.index in one.positions for one in (self.setting, *self.others))
            if self.ragged or flaw.code != "FL-004" or read:
                yield place(self.setting, flaw, row, self._heading(flaw.index))

    def _above(self, row: Row, reading: Reading) -> None:
        """A listing between the keys and the first row of listings, where Amazon shows an example."""
        if 0 < self.key_row < row.number and not is_example(self.headings, row.cells):
            reading.rows += 1
            reading.refused += 1
            words = f"Amazon reads no listing above row {self.data_row} of this file; move this one below"
            reading.items.append(place(self.setting, Flaw("FL-010", words), row))

    def _listing(self, rows: list[Row], reading: Reading) -> None:
        made = build(self.setting, rows)
        more = [one for other in self.others if (one := build(other, rows)) and one.texts]
        if made is not None and more and not made.texts:
            made = None
        if made is None and not more:
            reading.refused += len(rows)
            reading.items.append(refusal(self.setting, rows[0]))
        else:
            reading.items += filter(None, [made, *more])

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

    def __init__(
        self,
        sheet: Sheet,
        template: str,
        setting: Setting,
        headings: Sequence[str],
        data_row: int,
        others: Sequence[Setting] = (),
        key_row: int = 0,
    ) -> None:
        super().__init__(template, setting, encoding=sheet.encoding, separator=sheet.separator)
        self.other_sheets: tuple[str, ...] = ()
        """Other sheets of the same file that have no headings of a catalogue."""
        same = (row.number for row in sheet.head(data_row) if tuple(row.cells) == tuple(headings))
        self._heading_row = 0 if sheet.headings else next(same, 0)
        self._rows, self._headings, self._data_row = sheet.rows, headings, data_row
        self._spans, self._marks = sheet.spans, sheet.marks
        self._bare = {index for index, heading in enumerate(headings) if not heading.strip()}
        """Columns without a heading in which nothing stood so far."""
        width = max((index for index, heading in enumerate(headings, 1) if heading.strip()), default=0)
        handle = title = -1
        if template == "shopify":
            plain = [normal(heading) for heading in headings]
            handle = next((plain.index(name) for name in ("handle", "url handle") if name in plain), -1)
            title = plain.index("title") if "title" in plain else -1
        self.reader = TableReader(
            setting, tuple(headings), data_row, width, bool(sheet.separator), handle, title, key_row, tuple(others)
        )

    def batches(self, size: int = BATCH) -> Iterator[Sequence[Row]]:
        """The rows, once, in batches of about `size`; rows of one listing stay together."""
        if self._spans is not None and size == BATCH and self.reader.handle < 0 and not self._bare:
            yield from self._spans()
            return
        marks = self._marks if self.far and self.reader.handle < 0 else None
        if marks is not None:
            marks.on = True
        batch: list[Row] = []
        told = self._told_of_columns(self._rows) if self.template == PLAIN and self._bare else self._rows
        for row in told if self.reader.handle < 0 else self._by_product(told):
            if len(batch) >= size and not (row.blank or self.reader.joins(batch[-1], row)):
                yield batch if marks is None else marks.refer(batch, row.line)
                batch = []
            batch.append(row)
        if batch:
            yield batch

    def _told_of_columns(self, rows: Iterable[Row]) -> Iterator[Row]:
        """The rows; the first one in which something stands under no heading has a flaw that says so."""
        for row in rows:
            if row.number >= self._data_row:
                for index in sorted(self._bare):
                    filled = self.reader.cell(row, index)
                    if filled and not (self.separator and index >= self.reader.width):
                        self._bare.remove(index)
                        words = f"column {index + 1} has no heading; what stands in it was not read"
                        row = row._replace(flaws=(*row.flaws, Flaw("FL-009", words, index, filled[:80])))
            yield row

    def _by_product(self, rows: Iterable[Row]) -> Iterator[Row]:
        """All rows, those of one product together, in the order in which the products begin."""
        groups: list[list[Row]] = []
        latest: dict[str, list[Row]] = {}
        for row in rows:
            handle = self.reader.cell(row, self.reader.handle)
            whole = row.number >= self._data_row and not self.reader.repeats_headings(row)
            group = latest.get(handle) if whole and handle else None
            if group is None or not self.reader.joins(group[0], row):
                group = []
                groups.append(group)
                if whole and handle:
                    latest[handle] = group
            group.append(row)
        for group in groups:
            yield from group

    @property
    def heading_row(self) -> int:
        """Number of the row of headings; 0 where headings are no row (JSON, Parquet)."""
        return self.reader.key_row or self._heading_row

    def as_written(self) -> Iterator[Row]:
        """Every row as it stands in the file, once; in place of `batches`."""
        return iter(self._rows)

    def opening(self) -> list[Fault]:
        """Faults of the headings, and sheets that were left out."""
        return list(self._about_headings())

    def _about_headings(self) -> Iterator[Fault]:
        row = Row(max(self._data_row - 1, 0), None, ())
        counted = Counter(heading.strip() for heading in self._headings if heading.strip())
        known = {self._headings[index].strip() for index in self.setting.positions}
        for heading, times in counted.items():
            if times > 1 and (self.template == PLAIN or heading in known):
                named = f"{times} columns are headed '{shown(heading)}'"
                words = f"{named}; of a field with one value the first that is filled counts"
                yield place(self.setting, Flaw("FL-003", words, match=heading), row, heading)
        if self.other_sheets:
            named = ", ".join(f"'{shown(name)}'" for name in self.other_sheets)
            words = f"no headings of a catalogue were found on {named}; nothing was read there"
            yield place(self.setting, Flaw("FL-009", words, match=self.other_sheets[0]), None)
        if self.template != PLAIN:
            return
        unknown = [h.strip() for i, h in enumerate(self._headings) if h.strip() and i not in self.setting.positions]
        if unknown:
            named = ", ".join(f"'{shown(heading)}'" for heading in unknown[:8]) + (
                " and others" if len(unknown) > 8 else ""
            )
            words = f"these headings were not understood and their columns not read: {named}"
            yield place(self.setting, Flaw("FL-009", words, match=unknown[0]), row)
        fields = sorted(
            (column for column in self.setting.columns if column.field not in MANY and column.name != "image"),
            key=lambda column: column.field,
        )
        for name, same in groupby(fields, key=lambda column: column.field):
            names = list(dict.fromkeys(column.heading for column in same))
            if len(names) > 1 and name not in ABOUT - {"sku"}:
                named = ", ".join(f"'{shown(name)}'" for name in names)
                words = f"{named} all mean {name}; of each row the first that is filled was read"
                yield place(self.setting, Flaw("FL-009", words, match=names[1]), row)


class ItemsFile(CatalogFile):
    """Messages or items of Amazon's API: one item may hold several stores and languages, each a listing."""

    def __init__(self, setting: Setting, items: Callable[[], Iterator[Numbered]]) -> None:
        super().__init__("amazon-api", setting, encoding="json")
        self._items = items
        self.reader = ItemsReader(setting)

    def batches(self, size: int = BATCH) -> Iterator[Sequence[Numbered]]:
        """The items with their positions and lines (from 1), in batches of `size`."""
        batch: list[Numbered] = []
        for one in self._items():
            if one[2] is BLANK:
                self.count(0, 0, 1, 0)
                continue
            if len(batch) == size:
                yield batch
                batch = []
            batch.append(one)
        if batch:
            yield batch


@dataclass(frozen=True)
class ItemsReader:
    """Reads items of Amazon's API."""

    setting: Setting

    def read(self, batch: Sequence[tuple[int, int | None, Any]]) -> Reading:
        """The listings and faults of a batch, in order."""
        reading = Reading()
        for number, line, item in batch:
            reading.rows += 1
            row = Row(number, line, ())
            why = "it is not a JSON object"
            parts = None
            if isinstance(item, Mapping):
                try:
                    parts = list(amazon_api.parts(self.setting, number, line, item))
                except RecursionError:
                    why = "it is nested too deeply"
            if parts is None:
                reading.refused += 1
                reading.items.append(place(self.setting, Flaw("FL-006", f"this item was left out: {why}"), row))
                continue
            made = []
            for setting, part, facts in parts:
                reading.items += [
                    place(setting, flaw, part, setting.columns[flaw.index or 0].heading) for flaw in part.flaws
                ]
                if listing := build(setting, [part], facts):
                    made.append(listing)
            if not made:
                reading.refused += 1
                reading.items.append(refusal(self.setting, row))
            reading.items += made
        return reading
