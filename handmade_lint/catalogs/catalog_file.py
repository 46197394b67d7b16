"""One table (or one list of items) of one file, read into listings and faults, every row counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from ..finding import Fault, Location
from ..listing import Listing
from . import amazon_api
from .amazon import is_example
from .fields import ABOUT, MANY, Setting, build
from .layout import PLAIN, normal
from .table import Flaw, Row, Sheet, shown


class CatalogFile:
    """Iterate over it for its listings and, where they stand, its faults; the counts are final afterwards."""

    def __init__(self, template: str, setting: Setting, *, encoding: str, separator: str = "") -> None:
        self.file, self.sheet, self.store = setting.file, setting.sheet, setting.store
        self.template, self.encoding, self.separator = template, encoding, separator
        self.rows = 0
        """Rows that hold something: those read and those refused."""
        self.refused = 0
        self.blank = 0
        self.listings = 0
        self.setting = setting

    def __iter__(self) -> Iterator[Listing | Fault]:
        raise NotImplementedError

    def fault(self, flaw: Flaw, row: Row | None, heading: str = "") -> Fault:
        """Place a flaw."""
        number = 0 if row is None or flaw.whole_file else row.number
        line = None if row is None or flaw.whole_file else row.line
        where = Location(self.file, number, heading, line, sheet=self.sheet or None)
        return Fault(flaw.code, flaw.message, where, match=flaw.match)

    def refuse(self, row: Row) -> Fault:
        """Count a row out of which no listing can be made."""
        self.refused += 1
        words = "this row has neither a title, a description nor a SKU; fill it in or delete it"
        return self.fault(Flaw("FL-010", words), row)


class TableFile(CatalogFile):
    """A sheet under a row of headings."""

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
        self._rows, self._headings, self._data_row = sheet.rows, headings, data_row
        self._key_row = key_row or data_row - 1
        self._others = others
        """Further stores or languages that the same rows speak to."""
        self._understood = {column.index for one in (setting, *others) for column in one.columns}
        self._bare = {index for index, heading in enumerate(headings) if not heading.strip()}
        """Columns without a heading in which nothing stood so far."""
        self._width = max((index for index, heading in enumerate(headings, 1) if heading.strip()), default=0)
        self._products = _Products(headings) if template == "shopify" else None

    def __iter__(self) -> Iterator[Listing | Fault]:
        """Read on; the rows are there once."""
        yield from self._about_headings()
        for row in self._rows:
            for flaw in row.flaws:
                if self.separator or flaw.code != "FL-004" or flaw.index in self._understood:
                    yield self.fault(flaw, row, self._heading(flaw.index))
            if row.number < self._data_row:
                yield from self._above(row)
                continue
            if row.blank:
                self.blank += 1
                continue
            self.rows += 1
            if row.refused:
                self.refused += 1
                continue
            if self._repeats_headings(row):
                self.refused += 1
                words = "this row repeats the headings, as where two files were joined, and was left out; delete it"
                yield self.fault(Flaw("FL-010", words), row)
                continue
            yield from self._ragged(row)
            if self._bare:
                yield from self._without_heading(row)
            if self._products is None:
                yield from self._listings([row])
            else:
                self._products.take(row)
        if self._products is not None:
            for rows in self._products.groups:
                yield from self._listings(rows)

    def _listings(self, rows: list[Row]) -> Iterator[Listing | Fault]:
        made = build(self.setting, rows)
        more = [one for other in self._others if (one := build(other, rows)) and one.texts]
        if made is not None and more and not made.texts:
            made = None
        if made is None and not more:
            self.refused += len(rows) - 1
            yield self.refuse(rows[0])
            return
        for one in filter(None, [made, *more]):
            self.listings += 1
            yield one

    def _above(self, row: Row) -> Iterator[Fault]:
        """A listing between the keys and the first row of listings, where Amazon shows an example."""
        if self.template == "amazon" and self._key_row < row.number and not is_example(self._headings, row.cells):
            self.rows += 1
            self.refused += 1
            words = f"Amazon reads no listing above row {self._data_row} of this file; move this one below"
            yield self.fault(Flaw("FL-010", words), row)

    def _repeats_headings(self, row: Row) -> bool:
        if not len(row.cells) >= self._width > 1 or row.cells[0].strip() != self._headings[0].strip():
            return False
        pairs = zip(row.cells, self._headings, strict=False)
        return all(cell.strip() == heading.strip() for cell, heading in pairs)

    def _without_heading(self, row: Row) -> Iterator[Fault]:
        """Say once of each column without a heading that something stands in it."""
        if self.template != PLAIN:
            return
        for index in sorted(self._bare):
            if index < len(row.cells) and row.cells[index].strip() and not (self.separator and index >= self._width):
                self._bare.remove(index)
                words = f"column {index + 1} has no heading; what stands in it was not read"
                yield self.fault(Flaw("FL-009", words, match=row.cells[index][:80]), row, self._heading(index))

    def _heading(self, index: int | None) -> str:
        if index is None:
            return ""
        named = {column.index: column.heading for column in self.setting.columns}
        if index in named:
            return named[index]
        heading = self._headings[index].strip() if index < len(self._headings) else ""
        return heading or f"column {index + 1}"

    def _ragged(self, row: Row) -> Iterator[Fault]:
        if not self.separator or len(row.cells) == len(self._headings):
            return
        filled = max((index for index, cell in enumerate(row.cells, 1) if cell.strip()), default=0)
        if filled <= self._width <= len(row.cells):
            return
        seen = len(row.cells) if len(row.cells) < self._width else filled
        words = (
            f"this row has {seen} cells under {self._width} headings; "
            "a separator or a quotation mark may be missing or too many"
        )
        yield self.fault(Flaw("FL-001", words), row)

    def _about_headings(self) -> Iterator[Fault]:
        row = Row(max(self._data_row - 1, 0), None, ())
        counted = Counter(heading.strip() for heading in self._headings if heading.strip())
        known = {self._headings[index].strip() for index in self._understood}
        for heading, times in counted.items():
            if times > 1 and (self.template == PLAIN or heading in known):
                named = f"{times} columns are headed '{shown(heading)}'"
                words = f"{named}; of a field with one value the first that is filled counts"
                yield self.fault(Flaw("FL-003", words, match=heading), row, heading)
        if self.other_sheets:
            named = ", ".join(f"'{shown(name)}'" for name in self.other_sheets)
            words = f"no headings of a catalogue were found on {named}; nothing was read there"
            yield self.fault(Flaw("FL-009", words, match=self.other_sheets[0]), None)
        if self.template != PLAIN:
            return
        unknown = [h.strip() for i, h in enumerate(self._headings) if h.strip() and i not in self._understood]
        if unknown:
            named = ", ".join(f"'{shown(heading)}'" for heading in unknown[:8]) + (
                " and others" if len(unknown) > 8 else ""
            )
            words = f"these headings were not understood and their columns not read: {named}"
            yield self.fault(Flaw("FL-009", words, match=unknown[0]), row)
        fields = sorted(
            (column for column in self.setting.columns if column.field not in MANY and column.name != "image"),
            key=lambda column: column.field,
        )
        for field, same in groupby(fields, key=lambda column: column.field):
            names = list(dict.fromkeys(column.heading for column in same))
            if len(names) > 1 and field not in ABOUT - {"sku"}:
                named = ", ".join(f"'{shown(name)}'" for name in names)
                words = f"{named} all mean {field}; of each row the first that is filled was read"
                yield self.fault(Flaw("FL-009", words, match=names[1]), row)


class _Products:
    """Rows of one product (options, pictures) by its handle, in the order in which the products begin."""

    def __init__(self, headings: Sequence[str]) -> None:
        plain = [normal(heading) for heading in headings]
        self._handle = next((plain.index(name) for name in ("handle", "url handle") if name in plain), -1)
        self._title = plain.index("title") if "title" in plain else -1
        self.groups: list[list[Row]] = []
        self._open: dict[str, list[Row]] = {}

    def take(self, row: Row) -> None:
        """Put a row to its product; one with another title under a handle in use begins a product of its own."""
        handle, title = self._cell(row, self._handle), self._cell(row, self._title)
        group = self._open.get(handle) if handle else None
        if group is None or (title and title != (self._cell(group[0], self._title) or title)):
            group = []
            self.groups.append(group)
            self._open[handle] = group
        group.append(row)

    @staticmethod
    def _cell(row: Row, index: int) -> str:
        return row.cells[index].strip() if 0 <= index < len(row.cells) else ""


class ItemsFile(CatalogFile):
    """Messages or items of Amazon's API: one item may hold several stores and languages, each a listing."""

    def __init__(self, setting: Setting, items: Sequence[Any], lines: Sequence[str] = ()) -> None:
        super().__init__("amazon-api", setting, encoding="json")
        self._items, self._lines = items, lines

    def __iter__(self) -> Iterator[Listing | Fault]:
        """Read on."""
        for number, item in enumerate(self._items, 1):
            line = number if self._lines else None
            row = Row(number, line, ())
            if self._lines and not self._lines[number - 1].strip():
                self.blank += 1
                continue
            self.rows += 1
            if not isinstance(item, Mapping):
                self.refused += 1
                yield self.fault(Flaw("FL-006", "this item was left out: it is not a JSON object"), row)
                continue
            try:
                parts = list(amazon_api.parts(self.setting, number, line, item))
            except RecursionError:
                self.refused += 1
                yield self.fault(Flaw("FL-006", "this item was left out: it is nested too deeply"), row)
                continue
            made = [build(setting, [part], facts) for setting, part, facts in parts]
            for setting, part, _ in parts:
                for flaw in part.flaws:
                    yield self.fault(flaw, part, setting.columns[flaw.index or 0].heading)
            if not any(made):
                yield self.refuse(row)
            for listing in filter(None, made):
                self.listings += 1
                yield listing
