"""Changed values of a Parquet file: columns that change are built anew, schema, order and row groups stay."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from typing import Any

from .carry import carried
from .parquet import to_the_microsecond
from .patch import Cell, Change

_NO_TEXT = "the value is no string in the file"


class ParquetPatcher:
    """Writes changes into a Parquet file; reading it has shown that pyarrow is there."""

    def __init__(self, data: bytes) -> None:
        from pyarrow import BufferReader, parquet

        self._file = parquet.ParquetFile(BufferReader(data))
        self._table = self._file.read()
        self._rows: list[dict[str, Any]] | None = None
        self._paths: list[str] = []

    def refusal(self, cell: Cell, change: Change) -> str:
        """Why a change cannot be written; '' where it can."""
        return _NO_TEXT if self._holder(cell, change) is None else ""

    def patched(self, changes: Mapping[Cell, Change]) -> bytes:
        """The bytes of the file with the changes."""
        import pyarrow as arrow
        from pyarrow import parquet

        touched = set()
        for cell, change in changes.items():
            holder = self._holder(cell, change)
            if holder is None:
                raise ValueError(_NO_TEXT)
            column, container, key, value = holder
            container[key] = value
            touched.add(column)
        table = self._table
        assert self._rows is not None
        for column in touched:
            at = table.schema.get_field_index(column)
            field = table.schema.field(at)
            values = [row[column] for row in self._rows]
            plain = field.type.value_type if arrow.types.is_dictionary(field.type) else field.type
            table = table.set_column(at, field, arrow.array(values, type=plain).cast(field.type))
        told = self._file.metadata
        out = io.BytesIO()
        packed = {}
        for index in range(told.num_columns if told.num_row_groups else 0):
            column = told.row_group(0).column(index)
            packed[column.path_in_schema] = column.compression if column.compression != "UNCOMPRESSED" else "NONE"
        with parquet.ParquetWriter(
            out, table.schema, compression=packed or "snappy", version=told.format_version, store_schema=True
        ) as writer:
            start = 0
            for group in range(told.num_row_groups):
                count = told.row_group(group).num_rows
                writer.write_table(table.slice(start, count), row_group_size=max(count, 1))
                start += count
        return out.getvalue()

    def _holder(self, cell: Cell, change: Change) -> tuple[str, Any, Any, str] | None:
        """Column, and where in the row's value the string stands, and its new value."""
        if self._rows is None:
            self._rows = to_the_microsecond(self._table).to_pylist()
            self._paths = list(dict.fromkeys(path for row in self._rows for path, *_ in _holders(row)))
        if not isinstance(cell.at, int) or cell.at >= len(self._paths) or cell.row > len(self._rows):
            return None
        row, path = self._rows[cell.row - 1], self._paths[cell.at]
        found = [(column, container, key) for one, column, container, key in _holders(row) if one == path]
        if not found:
            return None
        column, container, key = found[-1]
        value = container[key]
        new = carried(value, change.old, change.new) if isinstance(value, str) else None
        return None if new is None else (column, container, key, new)


def _holders(row: dict[str, Any]) -> Iterator[tuple[str, str, Any, Any]]:
    """Path (as `records.flatten` gives it), column, container and key of every value of a row."""
    for column in row:
        for path, container, key in _inside(row, column, column):
            yield path, column, container, key


def _inside(container: Any, key: Any, path: str) -> Iterator[tuple[str, Any, Any]]:
    value = container[key]
    if isinstance(value, dict):
        for name in value:
            yield from _inside(value, name, f"{path}.{name}")
    elif isinstance(value, list):
        for index in range(len(value)):
            yield from _inside(value, index, f"{path}.{index + 1}")
    else:
        yield path, container, key
