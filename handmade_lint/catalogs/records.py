"""JSON, JSON Lines and Parquet: items whose nested values become cells under headings such as 'tags.1' or 'a.b'."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from .delimited import clean
from .table import Flaw, Row, Sheet, UnreadableInput, as_text

LISTS = ("products", "listings", "items", "data", "rows", "results")
"""Where an object may keep its list of products."""


def parse(file: str, text: str) -> Any:
    """The value of a JSON text, or None when it is JSON Lines (or no JSON at all).

    Raises:
        UnreadableInput: it begins as one JSON value and is broken.
    """
    try:
        return json.loads(text)
    except RecursionError as fault:
        raise UnreadableInput(f"{file}: this JSON is nested too deeply to be a catalogue") from fault
    except json.JSONDecodeError as fault:
        if fault.msg == "Extra data" or _first_line_is_json(text):
            return None
        raise UnreadableInput(
            f"{file}: this looks like JSON but breaks at line {fault.lineno}, column {fault.colno} ({fault.msg}); "
            "mend it there, or write one object a line (JSON Lines)"
        ) from fault


def _first_line_is_json(text: str) -> bool:
    lines = [line for line in text.splitlines() if line.strip()]
    return len(lines) > 1 and sum(_is_object(line) for line in lines[:20]) * 2 >= len(lines[:20])


def _is_object(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def items(value: Any) -> list[Any] | None:
    """The list of products in a JSON value, or None."""
    if isinstance(value, list):
        return value if any(isinstance(item, dict) for item in value) else None
    if isinstance(value, dict):
        for name in LISTS:
            if (found := items(value.get(name))) is not None:
                return found
    return None


def item_sheet(file: str, values: Iterable[Any], *, name: str = "", encoding: str = "json") -> Sheet:
    """A sheet of JSON objects, a row each."""
    flat = [flatten(value) if isinstance(value, dict) else None for value in values]
    headings = tuple(dict.fromkeys(key for item in flat if item for key in item))
    return Sheet(file, _item_rows(flat, headings), name=name, encoding=encoding, headings=headings)


def _item_rows(flat: list[dict[str, str] | None], headings: tuple[str, ...]) -> Iterator[Row]:
    for number, item in enumerate(flat, 1):
        if item is None:
            flaw = Flaw("FL-006", "this item was left out: it is not a JSON object")
            yield Row(number, None, (), (flaw,), refused=True)
        else:
            yield _row(number, None, item, headings)


def line_sheet(file: str, text: str, encoding: str) -> Sheet:
    """A sheet of JSON Lines: an object a line; a line that is not one is refused."""
    headings: dict[str, None] = {}
    for line in text.splitlines():
        if line.strip():
            headings.update(dict.fromkeys(_object(line)))
    return Sheet(file, _line_rows(text, tuple(headings)), encoding=f"json lines, {encoding}", headings=tuple(headings))


def _object(line: str) -> dict[str, str]:
    try:
        return flatten(json.loads(line))
    except (ValueError, RecursionError):
        return {}


def _line_rows(text: str, headings: tuple[str, ...]) -> Iterator[Row]:
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            yield Row(number, number, ())
            continue
        try:
            value = json.loads(line)
        except RecursionError:
            value, why = None, "it is nested too deeply"
        except ValueError as fault:
            value, why = None, f"it is not JSON ({fault})"
        else:
            why = "it is not a JSON object"
        if isinstance(value, dict):
            yield _row(number, number, flatten(value), headings)
        else:
            flaw = Flaw("FL-006", f"this line was left out: {why}", match=line[:60])
            yield Row(number, number, (), (flaw,), refused=True)


def _row(number: int, line: int | None, item: Mapping[str, str], headings: tuple[str, ...]) -> Row:
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


def parquet_sheet(file: str, data: bytes) -> Sheet:
    """The rows of a Parquet file.

    Raises:
        UnreadableInput: it is damaged, or pyarrow is not installed.
    """
    try:
        import pyarrow as arrow
        from pyarrow import parquet
    except ImportError as fault:
        raise UnreadableInput(
            f"{file}: reading Parquet needs pyarrow; install it with: pip install 'handmade-lint[parquet]'"
        ) from fault
    try:
        table = parquet.read_table(arrow.BufferReader(data))
    except (arrow.ArrowException, OSError) as fault:
        raise UnreadableInput(f"{file}: this Parquet file is damaged ({fault}); write it again") from fault
    return item_sheet(file, (row for batch in table.to_batches() for row in batch.to_pylist()), encoding="parquet")
