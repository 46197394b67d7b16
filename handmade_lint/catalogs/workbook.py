"""Spreadsheets (XLSX, XLSM, XLS) as sheets of rows, by python-calamine."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from .delimited import clean
from .table import Row, Sheet, UnreadableInput, as_text

MOST_BYTES = 1 << 30
"""A workbook that unpacks to more than this is refused."""
MOST_RATIO = 200
"""So is one of more than 64 MiB that was packed tighter than this."""


def open_workbook(file: str, data: bytes) -> list[Sheet]:
    """The sheets of a workbook, in order.

    Raises:
        UnreadableInput: it is damaged, protected by a password, or too large when unpacked.
    """
    if data.startswith(b"PK"):
        _refuse_bombs(file, data)
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        names = book.sheet_names
        return [Sheet(file, _rows(book.get_sheet_by_name(name)), name=name, encoding="xlsx") for name in names]
    except (CalamineError, OSError, ValueError) as fault:
        words = "password" if "assword" in str(fault) else "cannot be opened"
        raise UnreadableInput(
            file,
            f"this workbook {'is protected by a password' if words == 'password' else words} "
            f"({fault}); open it in a spreadsheet program and save it again as XLSX without a password",
        ) from fault


def _refuse_bombs(file: str, data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(member.file_size for member in archive.infolist())
    except zipfile.BadZipFile as fault:
        raise UnreadableInput(file, f"this workbook is damaged ({fault}); save or download it again") from fault
    if unpacked > MOST_BYTES or (unpacked > 1 << 26 and unpacked > MOST_RATIO * len(data)):
        raise UnreadableInput(
            file,
            f"this workbook of {len(data):,} bytes would unpack to {unpacked:,}; "
            "save only the sheet with the listings, as XLSX or CSV",
        )


def _rows(sheet: Any) -> Iterator[Row]:
    for number, values in enumerate(sheet.to_python(skip_empty_area=False), 1):
        cells, flaws = [], []
        for index, value in enumerate(values):
            cell, found = (clean(value, "utf-8", index)) if isinstance(value, str) else (as_text(value), [])
            cells.append(cell)
            flaws += found
        yield Row(number, None, tuple(cells), tuple(flaws))
