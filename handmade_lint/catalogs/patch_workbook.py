"""Changed cells of an XLSX or XLSM workbook: only the parts of the archive change that hold them.

A cell that names a shared string is given one of its own, at the end of the list of shared strings; other cells may
name the old one. A string in the sheet itself is changed in its place. Runs of formatted words keep their formats.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any
from xml.sax.saxutils import escape

from ..said import say
from .carry import carried
from .patch import Cell, Change
from .sheet_xml import _column, _elements, _sheet_names
from .table import UnreadableInput

_NOT_ONE_STRING = "the cell holds a number or a formula"
_SPACE = 'xml:space="preserve"'
_MARK = re.compile(rb'\s(?:count|uniqueCount)\s*=\s*(?:"[^"]*"|\'[^\']*\')')


@dataclass(frozen=True, slots=True)
class Run:
    """A <t> element: the bytes [start, end) of it, and its text."""

    start: int
    end: int
    tag: str
    text: str


@dataclass(slots=True)
class Text:
    """A string of a workbook: an <si> or <is> element and the runs in it."""

    start: int
    end: int = 0
    runs: list[Run] = field(default_factory=list)

    @property
    def value(self) -> str:
        """The whole string."""
        return "".join(run.text for run in self.runs)


@dataclass(slots=True)
class Spot:
    """A cell of a sheet."""

    start: int
    kind: str = ""
    """The attribute t: 's' for a shared string, 'inlineStr', …"""
    value: str = ""
    value_span: tuple[int, int] = (0, 0)
    """Bytes of what stands in its <v>."""
    inline: Text | None = None
    formula: bool = False


class WorkbookPatcher:
    """Writes changes into a workbook."""

    def __init__(self, file: str, data: bytes) -> None:
        self._file = file
        self._archive = zipfile.ZipFile(io.BytesIO(data))
        if "xl/workbook.xml" not in self._archive.namelist():
            words = "a workbook of this kind (XLSB) cannot be written; save it as XLSX and mend that"
            raise UnreadableInput(file, words)
        self._parts = {name: part for part, name in _sheet_names(self._archive).items()}
        self._sheets: dict[str, Sheet] = {}
        self._shared: SharedStrings | None = None

    def refusal(self, cell: Cell, change: Change) -> str:
        """Why a change cannot be written; '' where it can."""
        text = self._text(cell)
        if text is None:
            return _NOT_ONE_STRING
        if _carried(text.value, change) is None:
            return "the cell was read in another way than it is written"
        return ""

    def patched(self, changes: Mapping[Cell, Change]) -> bytes:
        """The bytes of the workbook with the changes."""
        written: dict[str, list[tuple[int, int, bytes]]] = defaultdict(list)
        added: list[bytes] = []
        for cell, change in changes.items():
            text, spot, new = self._text(cell), self._sheet(cell.sheet).spots[cell.row, cell.at], None
            if text is not None:
                new = _carried(text.value, change)
            if text is None or new is None:
                raise ValueError(_NOT_ONE_STRING)
            part = self._parts[cell.sheet]
            if spot.inline is not None:
                written[part].append((text.start, text.end, self._sheet(cell.sheet).rewritten(text, new)))
            else:
                strings = self._strings()
                written[part].append((*spot.value_span, str(len(strings.texts) + len(added)).encode()))
                added.append(strings.rewritten(text, new))
        parts = {part: _spliced(self._archive.read(part), some) for part, some in written.items()}
        if added:
            parts[self._strings().part] = self._strings().grown(added)
        return _archive_with(self._archive, parts)

    def _text(self, cell: Cell) -> Text | None:
        if cell.sheet not in self._parts:
            return None
        spot = self._sheet(cell.sheet).spots.get((cell.row, cell.at))
        if spot is None or spot.formula:
            return None
        if spot.inline is not None:
            return spot.inline
        if spot.kind != "s" or not spot.value.strip().isdigit():
            return None
        texts = self._strings().texts
        number = int(spot.value)
        return texts[number] if number < len(texts) else None

    def _sheet(self, name: str) -> Sheet:
        if name not in self._sheets:
            self._sheets[name] = Sheet(self._file, self._archive.read(self._parts[name]))
        return self._sheets[name]

    def _strings(self) -> SharedStrings:
        if self._shared is None:
            links = _elements(self._archive, "xl/_rels/workbook.xml.rels")
            target = next(
                (one["Target"] for one in links if one.get("Type", "").endswith("/sharedStrings")), "sharedStrings.xml"
            )
            part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            self._shared = SharedStrings(self._file, part, self._archive.read(part))
        return self._shared


def _carried(value: str, change: Change) -> str | None:
    """The new string, with carriage returns as workbooks write them."""
    new = carried(value.replace("_x000D_", "\r"), change.old, change.new)
    return None if new is None else new.replace("\r", "_x000D_")


class Part:
    """An XML part whose elements are known by the bytes that they stand in."""

    def __init__(self, file: str, data: bytes) -> None:
        from xml.parsers import expat

        self._data = data
        self._texts: list[Text] = []
        self._run: tuple[int, str] | None = None
        self._phonetic = 0
        self._letters: list[str] = []
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = lambda tag, attributes: self._start(tag, attributes, parser.CurrentByteIndex)
        parser.EndElementHandler = lambda tag: self._end(tag, self._behind(parser.CurrentByteIndex))
        parser.CharacterDataHandler = self._letters.append

        def refuse(*_: Any) -> None:
            raise UnreadableInput(file, say("this workbook declares a document type, as no spreadsheet program does"))

        parser.StartDoctypeDeclHandler = refuse
        if not re.match(
            rb"(?:\xef\xbb\xbf)?\s*<(?:\?xml[^>]*encoding\s*=\s*[\"']utf-8[\"']|\?xml(?![^>]*encoding)|\w)",
            data,
            re.IGNORECASE,
        ):
            raise UnreadableInput(file, say("this workbook is not written in UTF-8; save it again as XLSX"))
        parser.Parse(data, True)

    def _behind(self, at: int) -> int:
        """The byte behind the tag that begins at a byte."""
        return self._data.index(b">", at) + 1 if self._data[at : at + 1] == b"<" else at

    def _start(self, tag: str, attributes: Mapping[str, str], at: int) -> None:
        raise NotImplementedError

    def _end(self, tag: str, at: int) -> None:
        raise NotImplementedError

    def text_start(self, name: str, tag: str, at: int) -> None:
        """An element inside a string begins."""
        if name == "rPh":
            self._phonetic += 1
        elif name == "t" and not self._phonetic:
            self._run = at, tag
            self._letters.clear()

    def text_end(self, text: Text, name: str, at: int) -> None:
        """An element inside a string ends, its last byte in front of `at`."""
        if name == "rPh":
            self._phonetic -= 1
        elif name == "t" and self._run is not None:
            start, tag = self._run
            text.runs.append(Run(start, at, tag, "".join(self._letters)))
            self._run = None

    def rewritten(self, text: Text, new: str) -> bytes:
        """The bytes of a string's element with another text in it; what stays keeps its format."""
        shares = _shared_out([run.text for run in text.runs], new)
        splices = []
        for run, share in zip(text.runs, shares, strict=True):
            if share == run.text:
                continue
            spaced = share != share.strip() or "\n" in share or "  " in share
            attribute = f" {_SPACE}" if spaced and run.tag.endswith("t") else ""
            element = f"<{run.tag}{attribute}>{escape(share)}</{run.tag}>"
            splices.append((run.start - text.start, run.end - text.start, element.encode("utf-8", "surrogatepass")))
        return _spliced(self._data[text.start : text.end], splices)


class SharedStrings(Part):
    """The list of shared strings."""

    def __init__(self, file: str, part: str, data: bytes) -> None:
        self.part = part
        self.texts: list[Text] = []
        self._open: Text | None = None
        super().__init__(file, data)

    def _start(self, tag: str, attributes: Mapping[str, str], at: int) -> None:
        name = tag.rpartition(":")[2]
        if name == "si":
            self._open = Text(at)
        elif self._open is not None:
            self.text_start(name, tag, at)

    def _end(self, tag: str, at: int) -> None:
        name = tag.rpartition(":")[2]
        if self._open is None:
            return
        if name == "si":
            self._open.end = at
            self.texts.append(self._open)
            self._open = None
        else:
            self.text_end(self._open, name, at)

    def grown(self, added: list[bytes]) -> bytes:
        """The list with more strings at its end; its counts, which may be left out, are."""
        data = self._data
        last = max((text.end for text in self.texts), default=0)
        head = re.compile(rb"<(?:\w+:)?sst\b[^>]*>").search(data)
        assert head is not None
        counted = _MARK.sub(b"", head.group())
        return data[: head.start()] + counted + data[head.end() : last] + b"".join(added) + data[last:]


class Sheet(Part):
    """The cells of a sheet."""

    def __init__(self, file: str, data: bytes) -> None:
        self.spots: dict[tuple[int, int | str], Spot] = {}
        self._row = self._at = 0
        self._spot: Spot | None = None
        self._value: tuple[int, int, str] | None = None
        super().__init__(file, data)

    def _start(self, tag: str, attributes: Mapping[str, str], at: int) -> None:
        name = tag.rpartition(":")[2]
        spot = self._spot
        if name == "row":
            self._row = int(attributes["r"]) if attributes.get("r", "").isdigit() else self._row + 1
            self._at = -1
        elif name == "c":
            told = re.fullmatch(r"([A-Za-z]+)(\d+)", attributes.get("r", ""))
            self._at = _column(told.group(1).encode()) if told else self._at + 1
            row = int(told.group(2)) if told else self._row
            self._spot = self.spots[row, self._at] = Spot(at, attributes.get("t", ""))
        elif spot is None:
            return
        elif name == "f":
            spot.formula = True
        elif name == "v":
            self._value = at, self._behind(at), tag
            self._letters.clear()
        elif name == "is":
            spot.inline = Text(at)
        elif spot.inline is not None:
            self.text_start(name, tag, at)

    def _end(self, tag: str, at: int) -> None:
        name = tag.rpartition(":")[2]
        spot = self._spot
        if spot is None:
            return
        if name == "c":
            self._spot = None
        elif name == "v" and self._value is not None:
            spot.value = "".join(self._letters)
            start, behind, element = self._value
            end = self._data.rindex(b"</", 0, at)
            spot.value_span = behind, max(end, behind)
            if spot.kind == "str":  # a string in the cell itself, as SheetJS writes it, or what a formula gave
                spot.inline = Text(start, at, [Run(start, at, element, spot.value)])
            self._value = None
        elif name == "is" and spot.inline is not None:
            spot.inline.end = at
        elif spot.inline is not None and not spot.inline.end:
            self.text_end(spot.inline, name, at)


def _shared_out(runs: list[str], new: str) -> list[str]:
    """A new text cut into as many runs as the old one had, each holding what stayed of it."""
    if len(runs) == 1:
        return [new]
    ends: list[int] = []
    for run in runs:
        ends.append((ends[-1] if ends else 0) + len(run))
    shares = [""] * len(runs)
    old = "".join(runs)
    for kind, first, last, begin, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            for at in range(first, last):
                shares[_run_of(ends, at)] += old[at]
        else:
            shares[_run_of(ends, first if first < last else first - 1)] += new[begin:end]
    return shares


def _run_of(ends: list[int], at: int) -> int:
    return next((number for number, end in enumerate(ends) if at < end), len(ends) - 1)


def _spliced(data: bytes, splices: list[tuple[int, int, bytes]]) -> bytes:
    pieces, last = [], 0
    for start, end, new in sorted(splices, key=lambda one: one[0]):
        pieces += [data[last:start], new]
        last = end
    return b"".join([*pieces, data[last:]])


def _archive_with(archive: zipfile.ZipFile, parts: Mapping[str, bytes]) -> bytes:
    """The archive with some of its parts exchanged; order, dates, rights and remarks stay."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.comment = archive.comment
        for member in archive.infolist():
            data = parts[member.filename] if member.filename in parts else archive.read(member)
            made.writestr(member, data, member.compress_type)
    return out.getvalue()
