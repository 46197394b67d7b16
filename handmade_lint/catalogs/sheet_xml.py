"""What the reader of workbooks does not tell of an XLSX file: formulas, error values, and how far its sheets reach.

The parts of the archive are searched as bytes, piece by piece; nothing is unpacked whole.
"""

from __future__ import annotations

import html
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from typing import IO

from ..said import say
from .table import Flaw, UnreadableInput, shown

MOST_CELLS = 30_000_000
"""A sheet that reaches over more cells, filled or not, is refused: each costs memory."""

Marks = Mapping[tuple[int, int], Flaw]
"""Flaws of cells by row and column, both from 0."""

_PIECE = 1 << 22
_AT = rb"\br\s*=\s*[\"']([A-Za-z]+)(\d+)[\"']"
_FAR = re.compile(rb"\br\s*=\s*[\"'](?:[A-Za-z]*0*[1-9]\d{5}|[A-Za-z]{3}|[K-Zk-z][A-Za-z]\d)")
"""Rows from 100,000 and columns from KA: a sheet without them is small enough."""
_FILLED = re.compile(rb"<(?:\w+:)?c\s[^<>]*?" + _AT + rb"[^<>]*(?<!/)>(?!\s*</)")
_FORMULA = re.compile(
    rb"<(?:\w+:)?c\s([^<>]*?)" + _AT + rb"([^<>]*)>\s*"
    rb"<(?:\w+:)?f\b(?:[^<>]*/>|[^<>]*>([^<]*)</(?:\w+:)?f>)\s*(<(?:\w+:)?v>(?!</))?"
)
_ERROR = re.compile(
    rb"<(?:\w+:)?c\s(?=[^<>]*\bt\s*=\s*[\"']e[\"'])[^<>]*?" + _AT + rb"[^<>]*>\s*"
    rb"(?:<(?:\w+:)?f\b(?:[^<>]*/>|[^<>]*>[^<]*</(?:\w+:)?f>)\s*)?<(?:\w+:)?v>([^<]*)<"
)
_AS_TEXT = re.compile(rb"\bt\s*=\s*[\"']str[\"']")
_ATTRIBUTE = re.compile(r"([\w:]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")


def look_inside(file: str, archive: zipfile.ZipFile) -> dict[str, Marks]:
    """Flaws of the cells of each sheet, by its name.

    Raises:
        UnreadableInput: a sheet reaches too far.
    """
    names = _sheet_names(archive)
    found: dict[str, Marks] = {}
    for member in archive.infolist():
        if not member.filename.casefold().endswith(".xml"):
            continue
        name = names.get(member.filename, "")
        try:
            found[name] = _look_at(file, name or member.filename, archive, member)
        except (zipfile.BadZipFile, zlib.error):
            if name:
                raise  # damage elsewhere, say of the colours, is not ours to judge
    return found


def _look_at(file: str, name: str, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Marks:
    far = False
    marks: dict[tuple[int, int], Flaw] = {}
    with archive.open(member) as stream:
        for piece in _pieces(stream):
            far = far or _FAR.search(piece) is not None
            marks.update(_flaws(piece))
    if far:
        with archive.open(member) as stream:
            _refuse_vast(file, name, stream)
    return marks


def _sheet_names(archive: zipfile.ZipFile) -> dict[str, str]:
    """Name of the sheet that each part of the archive holds."""
    known = set(archive.namelist())
    book, links = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
    if not {book, links} <= known:
        return {}
    targets = {one.get("Id", ""): one.get("Target", "") for one in _elements(archive, links)}
    found = {}
    for one in _elements(archive, book):
        link = next((value for key, value in one.items() if key.endswith(":id")), "")
        target = targets.get(link, "")
        path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if "name" in one and path in known:
            found[path] = one["name"]
    return found


def _elements(archive: zipfile.ZipFile, part: str) -> Iterator[dict[str, str]]:
    """Attributes of every element of a small part."""
    text = archive.read(part).decode("utf-8", "replace")
    for element in re.finditer(r"<[A-Za-z][^<>]*>", text):
        pairs = _ATTRIBUTE.findall(element.group())
        yield {key: html.unescape(first or second) for key, first, second in pairs}


def _pieces(stream: IO[bytes]) -> Iterator[bytes]:
    """A part piece by piece, cut where rows or cells begin."""
    kept = b""
    while read := stream.read(_PIECE):
        piece = kept + read
        cut = max(piece.rfind(b"<c "), piece.rfind(b"<row"), len(piece) - _PIECE)
        if cut > 0:
            yield piece[:cut]
        kept = piece[max(cut, 0) :]
    yield kept


def _flaws(piece: bytes) -> Iterator[tuple[tuple[int, int], Flaw]]:
    if b"<f" in piece or b":f" in piece:
        for before, letters, digits, after, formula, value in _FORMULA.findall(piece):
            if value and not (_AS_TEXT.search(before) or _AS_TEXT.search(after)):
                continue  # a number that was calculated, such as a price
            seen = "a spreadsheet formula stands where a text is expected; its last value was read"
            if not value:
                seen = "a formula stands here whose value was never stored, so that the cell is empty"
            yield _mark(letters, digits, f"{seen}; paste its value instead", b"=" + formula)
    if b't="e"' in piece or b"t='e'" in piece:
        for letters, digits, value in _ERROR.findall(piece):
            words = f"a formula went wrong here ({_shown(value)}), so that the cell is empty; paste its value instead"
            yield _mark(letters, digits, words, value)


def _mark(letters: bytes, digits: bytes, words: str, match: bytes) -> tuple[tuple[int, int], Flaw]:
    index = _column(letters)
    return (int(digits) - 1, index), Flaw("FL-004", words, index, _shown(match))


def _shown(value: bytes) -> str:
    return shown(html.unescape(value.decode("utf-8", "replace")), 80)


def _refuse_vast(file: str, name: str, stream: IO[bytes]) -> None:
    bottom, right, letters = 0, 0, b"A"
    for piece in _pieces(stream):
        for one, digits in _FILLED.findall(piece):
            bottom = max(bottom, int(digits))
            if _column(one) > right:
                right, letters = _column(one), one
    cells = bottom * (right + 1)
    if cells > MOST_CELLS:
        raise UnreadableInput(
            file,
            say(
                "the sheet '{shown}' reaches to {decode}{bottom}, over {cells:,} cells; delete the "
                "rows and columns beyond the listings, and save it again",
                shown=shown(name),
                decode=letters.decode(),
                bottom=bottom,
                cells=cells,
            ),
        )


def _column(letters: bytes) -> int:
    """0-based position of a column: b'A' is 0, b'AB' is 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number - 1
