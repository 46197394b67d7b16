"""Changed values of JSON and JSON Lines: each string is written in its place, the rest stays byte for byte."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from json import decoder, scanner
from typing import Any

from ..said import say
from . import amazon_api, records
from .carry import carried
from .patch import Cell, Change
from .script import Script, Splice
from .table import UnreadableInput

_NO_TEXT = "the value is no string in the file"
_ESCAPED = re.compile(r"\\u[0-9a-fA-F]{4}")
_HALF = re.compile("[\ud800-\udfff]")
"""Half a character: a byte that is not UTF-8, as long as it is not written as an escape."""
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")


class Literal(str):
    """A string of a JSON file that knows where it stands, quotation marks included."""

    start: int
    end: int


class JsonPatcher:
    """Writes changes into a JSON file."""

    def __init__(self, file: str, data: bytes) -> None:
        self._file = file
        self._script = Script(data)
        self._strings: dict[tuple[int, int | str], Literal] | None = None

    def refusal(self, cell: Cell, change: Change) -> str:
        """Why a change cannot be written; '' where it can."""
        splice = self._splice(cell, change)
        if splice is None:
            return _NO_TEXT
        return "" if self._script.holds(splice[2]) else f"the file's encoding ({self._script.encoding}) lacks a sign"

    def patched(self, changes: Mapping[Cell, Change]) -> bytes:
        """The bytes of the file with the changes."""
        splices: list[Splice] = []
        for cell, change in changes.items():
            splice = self._splice(cell, change)
            if splice is None:
                raise ValueError(_NO_TEXT)
            splices.append(splice)
        return self._script.spliced(splices)

    def _splice(self, cell: Cell, change: Change) -> Splice | None:
        if self._strings is None:
            self._strings = dict(self._read())
        literal = self._strings.get((cell.row, cell.at))
        if literal is None:
            return None
        value = carried(str(literal), change.old, change.new)
        if value is None:
            return None
        return literal.start, literal.end, self._written(value, literal)

    def _written(self, value: str, literal: Literal) -> str:
        """A string as the file writes its strings: in ASCII or not, with strokes escaped or not."""
        text = self._script.text
        own = text[literal.start : literal.end]
        seen = text if own.isascii() and "\\u" not in own else own
        new = json.dumps(value, ensure_ascii=seen.isascii() and _ESCAPED.search(seen) is not None)
        new = _HALF.sub(lambda found: found.group() if found.group() in own else f"\\u{ord(found.group()):04x}", new)
        return new.replace("/", "\\/") if "\\/" in own else new

    def _read(self) -> Iterator[tuple[tuple[int, int | str], Literal]]:
        """Every string that a cell was read from, under the cell's row and column (or path)."""
        try:
            items, api = self._items()
        except RecursionError as fault:
            raise UnreadableInput(self._file, say("this JSON is nested too deeply to be mended")) from fault
        if api:
            for number, item in enumerate(items, 1):
                if isinstance(item, dict):
                    for path, holder in amazon_paths(item).items():
                        if isinstance(value := holder[0][holder[1]], Literal):
                            yield (number, path), value
            return
        flat = [dict(_leaves(item, "")) if isinstance(item, dict) else {} for item in items]
        places = {heading: at for at, heading in enumerate(dict.fromkeys(key for item in flat for key in item))}
        for number, one in enumerate(flat, 1):
            for heading, value in one.items():
                if isinstance(value, Literal):
                    yield (number, places[heading]), value

    def _items(self) -> tuple[Sequence[Any], bool]:
        text = self._script.text
        value = _parse(text, 0)
        if value is None:
            values: Sequence[Any] = [
                _parse(found.group(), found.start()) for found in _LINE.finditer(text.rstrip()) if found.group()
            ]
            api = amazon_api.find(self._file, values)
            return (values, False) if api is None else (api, True)
        api = amazon_api.find(self._file, value)
        if api is not None:
            return api, True
        found = records.items(value)
        return ([value], False) if found is None else (found, False)


def _parse(text: str, offset: int) -> Any:
    """The value of a JSON text whose strings are Literals; None where it is no JSON."""
    reader: Any = json.JSONDecoder()

    def string(source: str, begin: int, strict: bool = True) -> tuple[Literal, int]:
        value, end = decoder.scanstring(source, begin, strict)  # type: ignore[attr-defined]
        literal = Literal(value)
        literal.start, literal.end = offset + begin - 1, offset + end
        return literal, end

    reader.parse_string = string
    reader.scan_once = scanner.py_make_scanner(reader)  # type: ignore[attr-defined]
    try:
        return reader.decode(text)
    except ValueError:
        return None


def _leaves(value: Any, prefix: str) -> Iterator[tuple[str, Any]]:
    """Paths and values, under the same paths as `records.flatten`."""
    if isinstance(value, dict):
        pairs: Any = value.items()
    elif isinstance(value, list):
        pairs = ((str(number), part) for number, part in enumerate(value, 1))
    else:
        if prefix:
            yield prefix, value
        return
    for key, part in pairs:
        yield from _leaves(part, f"{prefix}.{key}" if prefix else str(key))


Holder = tuple[Any, Any]
"""A list or object, and the position or key under which it holds a value."""


def amazon_paths(item: Mapping[str, Any]) -> dict[str, Holder]:
    """Where the value of each path stands that `amazon_api` tells of an item."""
    found: dict[str, Holder] = {}
    attributes: dict[str, Holder] = {}
    own = item.get("attributes")
    for name in own if isinstance(own, dict) else ():
        attributes[name] = (own, name)
    patches = item.get("patches")
    for patch in patches if isinstance(patches, list) else ():
        if isinstance(patch, dict) and patch.get("op") != "delete" and "value" in patch:
            attributes[str(patch.get("path", "")).rpartition("/")[2]] = (patch, "value")
    for name, holder in attributes.items():
        values = holder[0][holder[1]]
        if isinstance(values, list):
            for index in range(len(values)):
                _walk((values, index), f"attributes.{name}[{index}]", found)
        else:
            _walk(holder, f"attributes.{name}[0]", found)
    summaries = item.get("summaries")
    for index, summary in enumerate(summaries if isinstance(summaries, list) else ()):
        if isinstance(summary, dict):
            for key in summary:
                found.setdefault(f"summaries[{index}].{key}", (summary, key))
    return found


def _walk(holder: Holder, path: str, found: dict[str, Holder]) -> None:
    value = holder[0][holder[1]]
    if isinstance(value, dict):
        for name in value:
            _walk((value, name), f"{path}.{name}", found)
    elif isinstance(value, list):
        for index in range(len(value)):
            _walk((value, index), f"{path}[{index}]", found)
    else:
        found.setdefault(path, holder)
