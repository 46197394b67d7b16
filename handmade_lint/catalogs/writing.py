"""Changed cells written into the bytes of a catalogue, and proof by reading that nothing else changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import zip_longest
from typing import Any

from ..said import say
from .catalog_file import CatalogFile
from .patch import Cell, Change, Patcher
from .patch_delimited import DelimitedPatcher
from .patch_json import JsonPatcher, amazon_paths
from .patch_parquet import ParquetPatcher
from .patch_workbook import WorkbookPatcher
from .sheets import Document, open_sheets
from .table import Row, UnreadableInput, as_text


def open_patcher(file: str, data: bytes) -> Patcher:
    """What writes changes into a catalogue that could be read.

    Raises:
        UnreadableInput: it can be read but not written.
    """
    if data.startswith(b"PAR1"):
        return ParquetPatcher(data)
    if data.startswith(b"PK"):
        return WorkbookPatcher(file, data)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnreadableInput(file, say("an old workbook (XLS) cannot be written; save it as XLSX and mend that"))
    return JsonPatcher(file, data) if isinstance(open_sheets(file, data), Document) else DelimitedPatcher(data)


def differences(
    before: Sequence[CatalogFile], after: Sequence[CatalogFile], changes: Mapping[Cell, Change]
) -> Iterable[str]:
    """What two readings of a catalogue do not share, apart from the changes; nothing where all is well."""
    if [one.sheet for one in before] != [one.sheet for one in after]:
        yield "its sheets"
        return
    mine: dict[tuple[str, int], dict[int | str, str]] = {}
    for cell, change in changes.items():
        mine.setdefault((cell.sheet, cell.row), {})[cell.at] = change.new
    for old, new in zip(before, after, strict=True):
        if (old.template, old.encoding, old.separator) != (new.template, new.encoding, new.separator):
            yield "its dialect"
        if old.setting != new.setting:
            yield "its headings"
        pairs = zip_longest(_rows(old), _rows(new))
        for left, right in pairs:
            if left is None or right is None:
                yield "the number of its rows"
                return
            if _cells(left) != _cells(right):
                number = left[0]
                if _changed(left, mine.get((old.sheet, number), {})) != _cells(right):
                    yield f"row {number}"


def _rows(table: CatalogFile) -> Iterable[Any]:
    return (row for batch in table.batches() for row in batch)


def _cells(row: Any) -> Any:
    return (row.number, row.cells) if isinstance(row, Row) else (row[0], row[2])


def _changed(row: Any, values: Mapping[int | str, str]) -> Any:
    if isinstance(row, Row):
        return row.number, tuple(values.get(at, cell) for at, cell in enumerate(row.cells))
    number, _, item = row
    if isinstance(item, dict):
        holders = amazon_paths(item)
        for path, value in values.items():
            container, key = holders[str(path)]
            assert as_text(container[key])
            container[key] = value
    return number, item
