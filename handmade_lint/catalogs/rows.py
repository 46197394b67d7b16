"""The rows of a file's one table as they stand in it, read once more."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence

from ..said import say
from . import open_catalog
from .catalog_file import TableFile


class NoTable(Exception):
    """There is no one table whose rows could be given back."""


class TableRows:
    """Rows of a table, once."""

    def __init__(self, table: TableFile) -> None:
        self.file, self.sheet, self.heading_row = table.file, table.sheet, table.heading_row
        self.headings: Sequence[str] = table.reader.headings
        self._table = table

    def rows(self) -> Iterator[tuple[int, Sequence[str]]]:
        """Number and cells of every row, those above the headings included."""
        return ((row.number, row.cells) for row in self._table.as_written())


def read_rows(file: str, data: bytes, mapping: Mapping[str, str] | None = None) -> TableRows:
    """The rows of the table that a file holds.

    Raises:
        NoTable: it holds messages or items of Amazon's API.
        UnreadableInput: it is no catalogue.
    """
    first, *_ = open_catalog(io.BytesIO(data), name=file, mapping=mapping)
    if not isinstance(first, TableFile):
        raise NoTable(
            say("'{file}' holds items of Amazon's API and no rows; ask for another format, such as csv", file=file)
        )
    return TableRows(first)
