"""One table (or one list of items) of one file, read into listings and faults, every row counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from ..finding import Fault, Location
from ..listing import Listing
from . import amazon_api
from .fields import ABOUT, MANY, Setting, build
from .layout import PLAIN, normal
from .table import Flaw, Row, Sheet


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

    def __init__(self, sheet: Sheet, template: str, setting: Setting, headings: Sequence[str], data_row: int) -> None:
        super().__init__(template, setting, encoding=sheet.encoding, separator=sheet.separator)
        self.other_sheets: tuple[str, ...] = ()
        """Other sheets of the same file that have no headings of a catalogue."""
        self._rows, self._headings, self._data_row = sheet.rows, headings, data_row
        self._width = max((index for index, heading in enumerate(headings, 1) if heading.strip()), default=0)
        self._handle = -1
        if template == "shopify":
            plain = [normal(heading) for heading in headings]
            self._handle = next((plain.index(name) for name in ("handle", "url handle") if name in plain), -1)

    def __iter__(self) -> Iterator[Listing | Fault]:
        """Read on; the rows are there once."""
        yield from self._about_headings()
        group: list[Row] = []
        for row in self._rows:
            for flaw in row.flaws:
                yield self.fault(flaw, row, self._heading(flaw.index))
            if row.number < self._data_row:
                continue
            if row.blank:
                self.blank += 1
                continue
            self.rows += 1
            if row.refused:
                self.refused += 1
                continue
            yield from self._ragged(row)
            if group and (self._handle < 0 or self._key(row) != self._key(group[0])):
                yield self._listing(group)
                group = []
            group.append(row)
        if group:
            yield self._listing(group)

    def _listing(self, rows: list[Row]) -> Listing | Fault:
        made = build(self.setting, rows)
        if made is None:
            self.refused += len(rows) - 1
            return self.refuse(rows[0])
        self.listings += 1
        return made

    def _key(self, row: Row) -> str:
        return row.cells[self._handle] if self._handle < len(row.cells) else ""

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
        for heading, times in counted.items():
            if times > 1:
                words = (
                    f"{times} columns are headed '{heading}'; of a field with one value the first that is filled counts"
                )
                yield self.fault(Flaw("FL-003", words, match=heading), row, heading)
        if self.other_sheets:
            named = ", ".join(f"'{name}'" for name in self.other_sheets)
            words = f"no headings of a catalogue were found on {named}; nothing was read there"
            yield self.fault(Flaw("FL-009", words, match=self.other_sheets[0]), None)
        if self.template != PLAIN:
            return
        understood = {column.index for column in self.setting.columns}
        unknown = [h.strip() for i, h in enumerate(self._headings) if h.strip() and i not in understood]
        if unknown:
            named = ", ".join(f"'{heading}'" for heading in unknown[:8]) + (" and others" if len(unknown) > 8 else "")
            words = f"these headings were not understood and their columns not read: {named}"
            yield self.fault(Flaw("FL-009", words, match=unknown[0]), row)
        fields = sorted(
            (column for column in self.setting.columns if column.field not in MANY and column.name != "image"),
            key=lambda column: column.field,
        )
        for field, same in groupby(fields, key=lambda column: column.field):
            names = list(dict.fromkeys(column.heading for column in same))
            if len(names) > 1 and field not in ABOUT - {"sku"}:
                named = ", ".join(f"'{name}'" for name in names)
                words = f"{named} all mean {field}; of each row the first that is filled was read"
                yield self.fault(Flaw("FL-009", words, match=names[1]), row)


class ItemsFile(CatalogFile):
    """Messages or items of Amazon's API: one item may hold several stores and languages, each a listing."""

    def __init__(self, setting: Setting, items: Sequence[Any]) -> None:
        super().__init__("amazon-api", setting, encoding="json")
        self._items = items

    def __iter__(self) -> Iterator[Listing | Fault]:
        """Read on."""
        for number, item in enumerate(self._items, 1):
            self.rows += 1
            row = Row(number, None, ())
            if not isinstance(item, Mapping):
                self.refused += 1
                yield self.fault(Flaw("FL-006", "this item was left out: it is not a JSON object"), row)
                continue
            made = [listing for listing in amazon_api.listings(self.setting, number, item) if listing is not None]
            if not made:
                yield self.refuse(row)
            self.listings += len(made)
            yield from made
