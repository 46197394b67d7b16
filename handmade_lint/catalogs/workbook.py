"""Spreadsheets (XLSX, XLSM, XLS) as sheets of rows, by python-calamine."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from ..said import say
from .delimited import clean
from .sheet_xml import Marks, look_inside
from .table import Row, Sheet, UnreadableInput, as_text, shown

MOST_BYTES = 1 << 30
"""A workbook that unpacks to more than this is refused."""
MOST_RATIO = 200
"""So is one of more than 64 MiB that was packed tighter than this."""


def open_workbook(file: str, data: bytes) -> list[Sheet]:
    """The visible sheets of a workbook, in order; all of them where none is visible.

    Raises:
        UnreadableInput: it is damaged, protected by a password, or too large when unpacked.
    """
    marks = _marks(file, data) if data.startswith(b"PK") else {}
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        return [
            Sheet(file, _rows(book.get_sheet_by_name(name), marks.get(name, {})), name=name, encoding="xlsx")
            for name in _visible(book)
        ]
    except (CalamineError, OSError, ValueError) as fault:
        raise UnreadableInput(file, _why(fault)) from fault
    except BaseException as fault:
        if type(fault).__name__ != "PanicException":  # how Rust fails; it is no Exception
            raise
        raise UnreadableInput(file, _why(fault)) from fault


def _why(fault: BaseException) -> str:
    seen = "is protected by a password" if "assword" in str(fault) else "cannot be opened"
    words = shown(str(fault), 200)
    return (
        f"this workbook {seen} ({words}); open it in a spreadsheet program and save it again as XLSX without a password"
    )


def _visible(book: Any) -> list[str]:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    sheets = [sheet for sheet in book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
    return [sheet.name for sheet in sheets if sheet.visible == SheetVisibleEnum.Visible] or [
        sheet.name for sheet in sheets
    ]


def _marks(file: str, data: bytes) -> dict[str, Marks]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _refuse_bombs(file, len(data), sum(member.file_size for member in archive.infolist()))
            return look_inside(file, archive)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, OSError, EOFError, ValueError) as fault:
        raise UnreadableInput(
            file, say("this workbook is damaged ({shown}); save or download it again", shown=shown(str(fault), 200))
        ) from fault
    except RuntimeError as fault:  # what zipfile says of passwords and of ways to pack that it does not know
        raise UnreadableInput(file, _why(fault)) from fault


def _refuse_bombs(file: str, packed: int, unpacked: int) -> None:
    if unpacked > MOST_BYTES or (unpacked > 1 << 26 and unpacked > MOST_RATIO * packed):
        raise UnreadableInput(
            file,
            say(
                "this workbook of {packed:,} bytes would unpack to {unpacked:,}; save only the sheet "
                "with the listings, as XLSX or CSV",
                packed=packed,
                unpacked=unpacked,
            ),
        )


def _rows(sheet: Any, marks: Marks) -> Iterator[Row]:
    for number, values in enumerate(sheet.to_python(skip_empty_area=False)):
        cells, flaws = [], []
        for index, value in enumerate(values):
            if isinstance(value, str):  # _x000D_ is how Excel writes a carriage return
                cell, found = clean(value.replace("_x000D_", "\r"), "utf-8", index)
            else:
                cell, found = as_text(value), []
            cells.append(cell)
            flaws += found
            if marks and (flaw := marks.get((number, index))):
                flaws.append(flaw)
        yield Row(number + 1, None, tuple(cells), tuple(flaws))
