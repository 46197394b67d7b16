"""JSON Lines and JSON lists larger than memory: looked through for their headings, then read again for their rows."""

from __future__ import annotations

import io
import json
import re
from array import array
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any, BinaryIO

from ..expressions import expression
from ..said import say
from .amazon_api import is_item
from .delimited import Encoding
from .records import LISTS, Headings, clean_headings, item_rows, line_rows, line_value, too_deep
from .span import Span, Stamp, piece
from .table import Row, Sheet, UnreadableInput

TOGETHER = 512
"""Lines that travel together as a reference."""
MOST_LETTERS = 1 << 26
"""Letters of one item."""
_CHUNK = 1 << 20
_ENDS = expression(r"\r\n|\r|\n")
_SPACE = re.compile(r"[ \t\r\n]*")
_HOLDERS = ("messages", *LISTS)
_TELLING = frozenset(["swagger", "openapi", "$schema", "issues", "attributes", "summaries", "patches"])
"""Keys of what is no list of products, but for one that is looked at whole."""

Numbered = tuple[int, int | None, Any]
"""Position and line of an item, and the item; BLANK on a line where nothing stands."""
BLANK = object()


@dataclass(frozen=True, slots=True)
class Text:
    """A file of text that can be opened again and again."""

    file: str
    reopen: Callable[[], BinaryIO]
    encoding: Encoding
    place: tuple[str, Stamp] | None = None
    """Path and stamp, where rows may travel as references."""


@dataclass(frozen=True, slots=True)
class Items:
    """Messages or items of Amazon's API."""

    file: str
    items: Callable[[], Iterator[Numbered]]


@dataclass(slots=True)
class _Look:
    """What looking through has shown."""

    headings: Headings
    first: Any = None
    objects: int = 0
    api: int = 0
    """Objects that are items of Amazon's API."""
    starts: array[int] = field(default_factory=lambda: array("Q"))
    """Where every TOGETHER lines begin, and last where the last one ends; empty where that cannot be told."""
    lines: int = 0

    def take(self, value: Any) -> None:
        if not isinstance(value, dict):
            return
        if not self.objects:
            self.first = value
        self.objects += 1
        self.api += is_item(value)
        self.headings.add(value)


def open_lines(text: Text) -> Sheet | Items:
    """JSON Lines: an object a line."""
    look = _Look(Headings(text.file))
    spans = text.encoding.codec == "utf-8" and text.place is not None
    behind = 0
    for number, start, end, line in _lines(text):
        behind = end
        spans = spans and start >= 0
        if spans and (number - 1) % TOGETHER == 0:
            look.starts.append(start)
        look.lines = number
        look.take(line_value(line))
    if spans and look.lines:
        look.starts.append(behind)
    encoding = f"json lines, {text.encoding.name}"
    if look.objects and look.api == look.objects:
        return Items(text.file, partial(_line_items, text))
    headings = look.headings.told()
    made = partial(_spans, text.place, look, headings) if spans and text.place else None
    return Sheet(
        text.file,
        lambda: line_rows(((number, line) for number, _, _, line in _lines(text)), headings),
        encoding=encoding,
        headings=clean_headings(headings),
        spans=made,
    )


def first_line(text: Text) -> Any:
    """The value of the first line."""
    return next((line_value(line) for _, _, _, line in _lines(text)), None)


def _line_items(text: Text) -> Iterator[Numbered]:
    for number, _, _, line in _lines(text):
        yield number, number, line_value(line) if line.strip() else BLANK


def _lines(text: Text) -> Iterator[tuple[int, int, int, str]]:
    """Number, first byte, byte behind, and words of each line up to the last that is not blank; -1 where not told."""
    blank: list[tuple[int, int, int, str]] = []
    for one in _every_line(text):
        if one[3].strip():
            yield from blank
            blank.clear()
            yield one
        else:
            blank.append(one)


def _every_line(text: Text) -> Iterator[tuple[int, int, int, str]]:
    number, at = 0, text.encoding.skip
    with text.reopen() as stream:
        stream.seek(at)
        if text.encoding.codec != "utf-8":
            with io.TextIOWrapper(stream, text.encoding.codec, text.encoding.errors) as words_of:
                for number, line in enumerate(words_of, 1):
                    yield number, -1, -1, (line.lstrip("\ufeff") if number == 1 else line).rstrip("\n")
            return
        for raw in stream:
            start, at = at, at + len(raw)
            words = raw.decode("utf-8", text.encoding.errors).removesuffix("\n").removesuffix("\r")
            if not number:
                words = words.lstrip("\ufeff")
            parts = _ENDS.split(words) if "\r" in words else [words]
            for part in parts:
                number += 1
                yield number, *((start, at) if len(parts) == 1 else (-1, -1)), part


def _spans(place: tuple[str, Stamp], look: _Look, headings: tuple[str, ...]) -> Iterator[Span]:
    path, known = place
    for number in range(len(look.starts) - 1):
        start, end = look.starts[number], look.starts[number + 1]
        first = number * TOGETHER + 1
        count = min(TOGETHER, look.lines - first + 1)
        yield Span(partial(_read_lines, path, start, end - start, first, count, headings), path, known, count)


def _read_lines(path: str, start: int, size: int, first: int, count: int, headings: tuple[str, ...]) -> list[Row]:
    words = piece(path, start, size).decode("utf-8", "surrogateescape").lstrip("\ufeff" if first == 1 else "")
    lines = [line.removesuffix("\r") for line in words.split("\n")][:count]
    return list(line_rows(enumerate(lines, first), headings))


def open_list(text: Text) -> Sheet | Items | None:
    """A list of products, by itself or in an object; None of what must be looked at whole.

    Raises:
        UnreadableInput: it breaks off, or holds something too large or too deep.
    """
    look = _Look(Headings(text.file))
    holder: list[str] = []
    try:
        for value in _elements(text, holder):
            look.take(value)
    except _Whole:
        return None
    if holder == ["messages"] or (look.objects and look.api == look.objects and holder in ([], ["items"])):
        return Items(text.file, lambda: ((n, None, value) for n, value in enumerate(_elements(text, []), 1)))
    if not look.objects:
        return None
    headings = look.headings.told()
    return Sheet(
        text.file,
        lambda: item_rows(_elements(text, []), headings),
        encoding="json",
        headings=clean_headings(headings),
    )


class _Whole(Exception):
    """It is no such list."""


def _elements(text: Text, holder: list[str]) -> Iterator[Any]:
    """The elements of the list; the key under which it stands is put into `holder`."""
    with text.reopen() as stream:
        stream.seek(text.encoding.skip)
        with io.TextIOWrapper(stream, text.encoding.codec, text.encoding.errors, newline="") as words:
            cursor = _Cursor(text.file, words)
            if cursor.next() == "[":
                yield from cursor.elements()
            elif cursor.next() == "{":
                yield from _of_object(cursor, holder)
            if cursor.next():
                raise _Whole


def _of_object(cursor: _Cursor, holder: list[str]) -> Iterator[Any]:
    cursor.step("{")
    while cursor.next() != "}":
        key = cursor.value()
        cursor.step(":")
        if key in _TELLING or (holder and key in _HOLDERS):
            raise _Whole
        if key in _HOLDERS and cursor.next() == "[":
            holder.append(key)
            yield from cursor.elements()
        elif key in _HOLDERS:
            raise _Whole
        else:
            cursor.value()
        if cursor.next() == ",":
            cursor.step(",")
        elif cursor.next() != "}":
            raise cursor.broken("Expecting ',' delimiter")
    cursor.step("}")
    if not holder:
        raise _Whole


class _Cursor:
    """Goes through a JSON text, of which little is in memory."""

    def __init__(self, file: str, stream: io.TextIOWrapper) -> None:
        self._file, self._stream = file, stream
        self._text, self._at = stream.read(_CHUNK).lstrip("\ufeff"), 0
        self._line, self._before = 1, 0
        """Line on which the text in memory begins, and letters of that line that are gone."""
        self._decode = json.JSONDecoder().raw_decode

    def _more(self) -> bool:
        gone = self._text[: self._at]
        if ends := gone.count("\n"):
            self._line += ends
            self._before = len(gone) - gone.rindex("\n") - 1
        else:
            self._before += len(gone)
        chunk = self._stream.read(_CHUNK)
        self._text, self._at = self._text[self._at :] + chunk, 0
        return bool(chunk)

    def next(self) -> str:
        """The sign that follows, white space left aside; '' at the end."""
        while True:
            found = _SPACE.match(self._text, self._at)
            assert found is not None
            self._at = found.end()
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._more():
                return ""

    def step(self, sign: str) -> None:
        """Take a sign that must stand here."""
        if self.next() != sign:
            raise self.broken(f"Expecting '{sign}'")
        self._at += 1

    def value(self) -> Any:
        """Take the value that stands here."""
        self.next()
        while True:
            try:
                value, end = self._decode(self._text, self._at)
            except RecursionError as fault:
                raise too_deep(self._file) from fault
            except json.JSONDecodeError as fault:
                near = fault.pos >= len(self._text) - 16 or fault.msg.startswith("Unterminated string")
                if near and len(self._text) - self._at < MOST_LETTERS:
                    gone = self._at
                    if self._more():
                        continue
                    raise self.broken(fault.msg, fault.pos - gone) from fault
                raise self.broken(fault.msg, fault.pos) from fault
            except ValueError as fault:
                raise UnreadableInput(
                    self._file,
                    say("this JSON holds a number of too many digits ({fault}); write it as a string", fault=fault),
                ) from fault
            taken, whole = end - self._at, end < len(self._text)
            if whole or not self._more():  # else a number may go on
                self._at += taken
                return value

    def elements(self) -> Iterator[Any]:
        """Take a list, an element at a time."""
        self.step("[")
        while self.next() != "]":
            yield self.value()
            if self.next() == ",":
                self.step(",")
            elif self.next() != "]":
                raise self.broken("Expecting ',' delimiter")
        self.step("]")

    def broken(self, why: str, at: int | None = None) -> UnreadableInput:
        """What to say of a text that breaks off here."""
        before = self._text[: self._at if at is None else at]
        column = len(before) - before.rfind("\n") if "\n" in before else self._before + len(before) + 1
        return UnreadableInput(
            self._file,
            say(
                "this looks like JSON but breaks at line {lineno}, column {colno} ({msg}); mend it "
                "there, or write one object a line (JSON Lines)",
                lineno=self._line + before.count("\n"),
                colno=column,
                msg=why,
            ),
        )
