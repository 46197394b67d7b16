"""The rows (or the item) that one product is read from, as something that can be written on and read again."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from ..listing import Listing, Origin
from .catalog_file import CatalogFile, ItemsReader, Reader, TableReader
from .patch import Cell
from .patch_json import amazon_paths
from .table import Row, as_text


@dataclass(frozen=True)
class Unit:
    """The rows of one product, or one item of Amazon's API."""

    reader: Reader
    sheet: str
    batch: tuple[Any, ...]

    @property
    def rows(self) -> frozenset[int]:
        """Numbers of the rows, or position of the item."""
        return frozenset(one[0] for one in self.batch)

    def listings(self) -> list[Listing]:
        """The listings that are read from it."""
        return [item for item in self.reader.read(self.batch).items if isinstance(item, Listing)]

    def cell_of(self, origin: Origin) -> Cell | None:
        """The cell that a text came from; None where it came from none that can be written on."""
        if isinstance(self.reader, ItemsReader):
            return Cell(self.sheet, origin.row, origin.column) if origin.column else None
        return None if origin.index is None else Cell(self.sheet, origin.row, origin.index)

    def value(self, cell: Cell) -> str:
        """The cell's own string; '' where there is no such cell."""
        for one in self.batch:
            if one[0] != cell.row:
                continue
            if isinstance(one, Row):
                return one.cells[cell.at] if isinstance(cell.at, int) and cell.at < len(one.cells) else ""
            holder = amazon_paths(one[2]).get(str(cell.at))
            return as_text(holder[0][holder[1]]) if holder else ""
        return ""

    def form(self, cell: Cell) -> str:
        """How a cell is read (see catalogs.fields.Column)."""
        if not isinstance(self.reader, TableReader):
            return ""
        settings = (self.reader.setting, *self.reader.others)
        return next((column.form for one in settings for column in one.columns if column.index == cell.at), "")

    def repeats(self, cell: Cell) -> list[Cell]:
        """The cell, and cells of the same column in the product's other rows that hold the same."""
        value = self.value(cell)
        if not isinstance(cell.at, int):
            return [cell]
        others = [Cell(self.sheet, row, cell.at) for row in sorted(self.rows) if row != cell.row]
        return [cell, *(other for other in others if self.value(other) == value)]

    def written(self, values: Mapping[Cell, str]) -> Unit:
        """The same product with other strings in some of its cells."""
        return replace(self, batch=tuple(self._written(one, values) for one in self.batch))

    def _written(self, one: Any, values: Mapping[Cell, str]) -> Any:
        mine = {cell.at: value for cell, value in values.items() if cell.row == one[0]}
        if not mine:
            return one
        if isinstance(one, Row):
            return one._replace(cells=tuple(mine.get(at, cell) for at, cell in enumerate(one.cells)))
        number, line, item = one
        item = copy.deepcopy(item)
        holders = amazon_paths(item)
        for path, value in mine.items():
            container, key = holders[str(path)]
            container[key] = value
        return number, line, item


def units(table: CatalogFile) -> Iterator[Unit]:
    """The products of a table, in order; its rows are there once."""
    reader = table.reader
    for batch in table.batches():
        if not isinstance(reader, TableReader):
            for one in batch:
                yield Unit(reader, table.sheet, (one,))
            continue
        group: list[Row] = []
        for row in batch:
            if row.number < reader.data_row or row.blank or row.refused or reader.repeats_headings(row):
                continue
            if group and not reader.joins(group[0], row):
                yield Unit(reader, table.sheet, tuple(group))
                group = []
            group.append(row)
        if group:
            yield Unit(reader, table.sheet, tuple(group))
