"""The container of a file, found by its content: text tables, workbooks, JSON, Parquet."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from typing import Any

from . import delimited, records
from .table import Row, Sheet, UnreadableInput
from .workbook import open_workbook

__all__ = ["Document", "Row", "Sheet", "UnreadableInput", "open_sheets"]

_NO_CATALOGUE = {
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"II*\x00": "a TIFF picture",
    b"MM\x00*": "a TIFF picture",
    b"RIFF": "a picture, sound or film (RIFF)",
    b"%PDF": "a PDF",
    b"\x1f\x8b": "a gzip archive (unpack it first)",
    b"7z\xbc\xaf": "a 7z archive (unpack it first)",
    b"Rar!": "a RAR archive (unpack it first)",
    b"\x7fELF": "a program",
    b"MZ\x90": "a program",
    b"SQLite format": "an SQLite database",
    b"<!DOCTYPE": "a web page",
    b"<html": "a web page",
    b"<?xml": "an XML file",
    b"{\\rtf": "a rich-text document",
}
_WANTED = "give a CSV, TSV, XLSX, JSON or Parquet file of listings"


@dataclass(frozen=True, slots=True)
class Document:
    """A JSON file that is one value."""

    file: str
    value: Any


def open_sheets(file: str, data: bytes) -> list[Sheet] | Document:
    """The sheets of a file, or the one value of a JSON file.

    Raises:
        UnreadableInput: it is empty, or of a kind that holds no tables.
    """
    if not data.strip(b"\x00\t\r\n \xef\xbb\xbf"):
        raise UnreadableInput(f"{file}: the file is empty; {_WANTED}")
    for mark, kind in _NO_CATALOGUE.items():
        if data.startswith(mark):
            raise UnreadableInput(f"{file}: this is {kind}, not a catalogue; {_WANTED}")
    if data.startswith(b"PAR1"):
        return [records.parquet_sheet(file, data)]
    if data.startswith(b"PK\x03\x04"):
        _only_workbooks(file, data)
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return open_workbook(file, data)
    text, encoding = delimited.decode(data)
    if text.lstrip()[:1] in ("{", "["):
        value = records.parse(file, text)
        return [records.line_sheet(file, text, encoding)] if value is None else Document(file, value)
    dialect = delimited.sniff(text)
    table = delimited.rows(text, dialect, encoding)
    return [Sheet(file, table, encoding=encoding, separator=dialect.separator)]


def _only_workbooks(file: str, data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError) as fault:
        raise UnreadableInput(f"{file}: this ZIP or XLSX file is damaged ({fault}); download it again") from fault
    if not any(name.endswith(("workbook.xml", "workbook.bin")) for name in names):
        inside = ", ".join(name.encode("ascii", "replace").decode() for name in names[:3]) or "nothing"
        raise UnreadableInput(f"{file}: this is a ZIP archive (it holds {inside}); unpack it and give the files inside")
