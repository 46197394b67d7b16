"""JSON and JSON Lines: items whose nested values become cells under headings such as 'tags.1' or 'a.b'."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ..said import say
from .delimited import clean
from .table import Flaw, Row, Sheet, UnreadableInput, as_text, shown

LISTS = ("products", "listings", "items", "data", "rows", "results")
"""Where an object may keep its list of products."""

MOST_KEYS = 10_000
"""Different keys that the items of one file may have."""


def parse(file: str, text: str) -> Any:
    """The value of a JSON text, or None when it is JSON Lines (or no JSON at all).

    Raises:
        UnreadableInput: it begins as one JSON value and is broken.
    """
    try:
        return json.loads(text)
    except RecursionError as fault:
        if is_lines(text):
            return None
        raise UnreadableInput(
            file, say("this JSON is nested too deeply to be a catalogue; give a list of products, one object each")
        ) from fault
    except ValueError as fault:
        if getattr(fault, "msg", "") == "Extra data" or is_lines(text):
            return None
        if not isinstance(fault, json.JSONDecodeError):
            raise UnreadableInput(
                file, say("this JSON holds a number of too many digits ({fault}); write it as a string", fault=fault)
            ) from fault
        raise UnreadableInput(
            file,
            say(
                "this looks like JSON but breaks at line {lineno}, column {colno} ({msg}); mend it "
                "there, or write one object a line (JSON Lines)",
                lineno=fault.lineno,
                colno=fault.colno,
                msg=fault.msg,
            ),
        ) from fault


def lines(text: str) -> list[str]:
    """Lines of JSON Lines; characters such as U+2028, which may stand inside a JSON string, end none."""
    return re.split(r"\r\n|\r|\n", text.rstrip())


def line_value(line: str) -> Any:
    """The value of one line, or None where it is no JSON."""
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None


def is_lines(text: str) -> bool:
    """Whether a text that begins as JSON does has an object a line."""
    first = [line for line in lines(text) if line.strip()][:20]
    return len(first) > 1 and sum(isinstance(line_value(line), dict) for line in first) * 2 >= len(first)


def items(value: Any) -> list[Any] | None:
    """The list of products in a JSON value, or None."""
    if isinstance(value, list):
        return value if any(isinstance(item, dict) for item in value) else None
    if isinstance(value, dict):
        for name in LISTS:
            if (found := items(value.get(name))) is not None:
                return found
    return None


class Headings:
    """The headings that some objects come to, in the order in which they come."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._known: dict[str, None] = {}

    def add(self, value: Mapping[str, Any]) -> dict[str, str]:
        """Add an object's; what it holds, by heading.

        Raises:
            UnreadableInput: there are too many, or it is nested too deeply.
        """
        try:
            flat = flatten(value)
        except RecursionError as fault:
            raise too_deep(self._file) from fault
        if not flat.keys() <= self._known.keys():
            self._known |= dict.fromkeys(flat)
            self._few()
        return flat

    def _few(self) -> None:
        if len(self._known) > MOST_KEYS:
            raise UnreadableInput(
                self._file,
                say(
                    "its items have {headings:,} different keys, more than the {most_keys:,} of any "
                    "catalogue; give a list of products that share theirs",
                    headings=len(self._known),
                    most_keys=MOST_KEYS,
                ),
            )

    def told(self) -> tuple[str, ...]:
        """All of them."""
        return tuple(self._known)


def too_deep(file: str) -> UnreadableInput:
    """Of JSON that Python cannot follow."""
    return UnreadableInput(
        file, say("this JSON is nested too deeply to be a catalogue; give a list of products, one object each")
    )


def item_sheet(file: str, values: Iterable[Any], *, name: str = "", encoding: str = "json") -> Sheet:
    """A sheet of JSON objects, a row each.

    Raises:
        UnreadableInput: they have too little in common, or are nested too deeply.
    """
    held, headings = list(values), Headings(file)
    for value in held:
        if isinstance(value, dict):
            headings.add(value)
    told = headings.told()
    return Sheet(file, item_rows(held, told), name=name, encoding=encoding, headings=clean_headings(told))


def item_rows(values: Iterable[Any], headings: tuple[str, ...]) -> Iterator[Row]:
    """A row of each value under the headings; one that is no object is refused."""
    for number, value in enumerate(values, 1):
        if isinstance(value, dict):
            yield row_of(number, None, flatten(value), headings)
        else:
            flaw = Flaw("FL-006", "this item was left out: it is not a JSON object")
            yield Row(number, None, (), (flaw,), refused=True)


def line_sheet(file: str, texts: list[str], values: list[Any], encoding: str) -> Sheet:
    """A sheet of JSON Lines: an object a line; a line that is not one is refused.

    Raises:
        UnreadableInput: the objects have too little in common, or are nested too deeply.
    """
    headings = Headings(file)
    for value in values:
        if isinstance(value, dict):
            headings.add(value)
    told = headings.told()
    return Sheet(file, line_rows(enumerate(texts, 1), told), encoding=encoding, headings=clean_headings(told))


def line_rows(texts: Iterable[tuple[int, str]], headings: tuple[str, ...]) -> Iterator[Row]:
    """A row of each line (with its number) under the headings; one that is no JSON object is refused."""
    for number, line in texts:
        value = line_value(line)
        if isinstance(value, dict):
            yield row_of(number, number, flatten(value), headings)
        elif not line.strip():
            yield Row(number, number, ())
        else:
            flaw = Flaw("FL-006", f"this line was left out: {_why(line)}", match=shown(line))
            yield Row(number, number, (), (flaw,), refused=True)


def _why(line: str) -> str:
    try:
        json.loads(line)
    except RecursionError:
        return "it is nested too deeply"
    except ValueError as fault:
        return f"it is not JSON ({fault})"
    return "it is not a JSON object"


def clean_headings(headings: tuple[str, ...]) -> tuple[str, ...]:
    """Headings without what no text should hold."""
    return tuple(clean(heading, "utf-8", 0)[0] for heading in headings)


def row_of(number: int, line: int | None, item: Mapping[str, str], headings: tuple[str, ...]) -> Row:
    """A row of what `flatten` made of an object."""
    cells, flaws = [], []
    for index, heading in enumerate(headings):
        cell, found = clean(item.get(heading, ""), "utf-8", index)
        cells.append(cell)
        flaws += found
    return Row(number, line, tuple(cells), tuple(flaws))


def flatten(value: Any, prefix: str = "") -> dict[str, str]:
    """Paths and texts of all values inside a JSON value: {'tags.1': 'oak', 'price.amount': '12'}."""
    if isinstance(value, dict):
        pairs: Iterable[tuple[str, Any]] = value.items()
    elif isinstance(value, list):
        pairs = ((str(number), part) for number, part in enumerate(value, 1))
    else:
        return {prefix: as_text(value)} if prefix else {}
    found: dict[str, str] = {}
    for key, part in pairs:
        found.update(flatten(part, f"{prefix}.{key}" if prefix else str(key)))
    return found
