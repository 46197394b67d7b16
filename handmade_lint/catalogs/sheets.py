"""The container of a file, found by its content: text tables, workbooks, JSON, Parquet."""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, BinaryIO

from ..expressions import expression
from ..said import say
from . import delimited, records
from .large_json import Items, Text, first_line, open_lines, open_list
from .marks import Marks
from .parquet import parquet_sheet
from .span import Stamp
from .table import Row, Sheet, UnreadableInput, shown

__all__ = ["Document", "Row", "Sheet", "UnreadableInput", "open_sheets"]

_CHUNK = 1 << 24
"""Bytes that are read at once of a large file: 4 Mi characters in any encoding."""
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
    b"{\\rtf": "a rich-text document",
}
_MARKUP = (
    (expression(r"<!doctype html|<html\b|<table\b", re.IGNORECASE), "a web page"),
    (expression(r"<\?xml\b|<!--|<[a-z][\w:]*(?:\s[^<>]*)?>", re.IGNORECASE), "an XML file"),
)
_ARCHIVES = (
    ("content.xml", "an OpenDocument file; save its sheet as XLSX or CSV"),
    ("index/document.iwa", "an Apple Numbers file; export it as XLSX or CSV"),
    ("word/document.xml", "a Word document; copy its table into a spreadsheet and save that as XLSX or CSV"),
    ("ppt/presentation.xml", "a presentation"),
)
_JSON = expression(r"\{|\[\s*(?:[\[{\"\]]|-?\d|true\b|false\b|null\b|\Z)")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_OWN = "this is a report of handmade-lint on a catalogue, not the catalogue; give the file that it was made of"
_WANTED = "give a CSV, TSV, XLSX, JSON or Parquet file of listings"


@dataclass(frozen=True, slots=True)
class Document:
    """A JSON file: one value, or a value a line (None where a line is no JSON)."""

    file: str
    value: Any
    lines: list[str] = field(default_factory=list)
    """Of JSON Lines, each line."""
    encoding: str = "json"


def open_sheets(file: str, data: bytes) -> list[Sheet] | Document:
    """The sheets of a file, or the value of a JSON file.

    Raises:
        UnreadableInput: it is empty, or of a kind that holds no tables.
    """
    if not data.strip(b"\x00\t\r\n \xef\xbb\xbf"):
        raise UnreadableInput(file, say("the file is empty; {wanted}", wanted=_WANTED))
    for mark, kind in _NO_CATALOGUE.items():
        if data.startswith(mark):
            raise UnreadableInput(file, say("this is {kind}, not a catalogue; {wanted}", kind=kind, wanted=_WANTED))
    if data.startswith(b"PAR1"):
        return [parquet_sheet(file, lambda: _buffer(data), small=True)]
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        _only_workbooks(file, data)
        return _workbook(file, data)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        if _ENCRYPTED in data:
            words = "this workbook is protected by a password; save it again as XLSX without one"
            raise UnreadableInput(file, words)
        return _workbook(file, data)
    text, encoding = delimited.decode(data)
    text = text.lstrip("\ufeff")
    if _is_json(file, text):
        value = records.parse(file, text)
        if value is not None:
            _no_report(file, value)
            return Document(file, value)
        lines = records.lines(text)
        values = [records.line_value(line) for line in lines]
        _no_report(file, values[0])
        return Document(file, values, lines, f"json lines, {encoding}")
    return [_table(file, text, _dialect(file, text), lambda: delimited.lines_of(text), encoding)]


def open_large(
    file: str, reopen: Callable[[], BinaryIO], place: tuple[str, Stamp] | None = None
) -> list[Sheet] | Items | None:
    """The sheet of a file that is read while it is worked on; None of one that must be read whole.

    Args:
        file: what findings call it.
        reopen: opens the file, from its beginning.
        place: its path and stamp, where it has a path.

    Raises:
        UnreadableInput: it is of a kind that holds no tables.
    """

    def chunks() -> Iterator[bytes]:
        with reopen() as stream:
            while chunk := stream.read(_CHUNK):
                yield chunk

    head = next(chunks(), b"")
    if head.startswith(b"PAR1"):
        source = reopen if place is None else lambda: place[0]
        return [parquet_sheet(file, source, small=False, place=place)]
    binary = (*_NO_CATALOGUE, b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0")
    if head.startswith(binary) or not head.strip(b"\x00\t\r\n \xef\xbb\xbf"):
        return None
    encoding = delimited.encoding_of(chunks)
    decoder = codecs.getincrementaldecoder(encoding.codec)(encoding.errors)
    text = decoder.decode(head[encoding.skip :]).lstrip("\ufeff").removesuffix("\r")
    if _is_json(file, text):
        return _open_json(Text(file, reopen, encoding, place), text)

    dialect = _dialect(file, text)
    marks = Marks(place, encoding, dialect) if place is not None else None

    def lines() -> Iterator[str]:
        with reopen() as stream:
            stream.seek(encoding.skip)
            with io.TextIOWrapper(stream, encoding.codec, encoding.errors, newline="") as words:
                yield from _bare(words if marks is None else marks.seen(words))

    return [_table(file, text, dialect, lines, encoding.name, marks)]


def _open_json(text: Text, head: str) -> list[Sheet] | Items | None:
    if records.is_lines(head[: 1 << 20]):
        _no_report(text.file, first_line(text))
        opened: Sheet | Items | None = open_lines(text)
    else:
        opened = open_list(text)
    return [opened] if isinstance(opened, Sheet) else opened


def _buffer(data: bytes) -> Any:
    from pyarrow import BufferReader

    return BufferReader(data)


def _bare(lines: Iterable[str]) -> Iterator[str]:
    """Lines of a file without byte order marks in front."""
    rest = iter(lines)
    yield from (line.lstrip("\ufeff") for line in islice(rest, 1))
    yield from rest


def _is_json(file: str, text: str) -> bool:
    """Whether a text begins as JSON does.

    Raises:
        UnreadableInput: it is of a kind that holds no tables.
    """
    begin = text[:4096].lstrip()
    for marks, kind in _MARKUP:
        if marks.match(begin):
            raise UnreadableInput(file, say("this is {kind}, not a catalogue; {wanted}", kind=kind, wanted=_WANTED))
    return _JSON.match(begin) is not None


def _dialect(file: str, text: str) -> delimited.Dialect:
    """How the cells of a text table are told apart; `text` is all of it, or its first 4 Mi characters and more."""
    if re.match(r"\W*severity\W+code\W+name\W+sku\b", text):
        raise UnreadableInput(file, _OWN)
    return delimited.sniff(text)


def _table(
    file: str,
    text: str,
    dialect: delimited.Dialect,
    lines: Callable[[], Iterable[str]],
    encoding: str,
    marks: Marks | None = None,
) -> Sheet:
    """A sheet of the lines of a text table; `text` as above."""
    faults = list(delimited.mixed_ends(text))
    return Sheet(
        file,
        lambda: delimited.rows(lines(), dialect, encoding, faults),
        encoding=encoding,
        separator=dialect.separator,
        marks=marks,
    )


def _no_report(file: str, value: Any) -> None:
    if isinstance(value, dict) and str(value.get("schema", "")).startswith("handmade-lint/"):
        raise UnreadableInput(file, _OWN)


def _workbook(file: str, data: bytes) -> list[Sheet]:
    from .workbook import open_workbook

    return open_workbook(file, data)


def _only_workbooks(file: str, data: bytes) -> None:
    import zipfile

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError) as fault:
        raise UnreadableInput(
            file, say("this ZIP or XLSX file is damaged ({fault}); download it again", fault=fault)
        ) from fault
    if not any(name.endswith(("workbook.xml", "workbook.bin")) for name in names):
        lower = {name.casefold() for name in names}
        for name, kind in _ARCHIVES:
            if name in lower:
                raise UnreadableInput(file, say("this is {kind}", kind=kind))
        inside = ", ".join(map(shown, names[:3])) or "nothing"
        raise UnreadableInput(
            file, say("this is a ZIP archive (it holds {inside}); unpack it and give the files inside", inside=inside)
        )
