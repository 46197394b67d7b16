"""JSON, JSON Lines and Parquet: items whose nested values become cells under headings such as 'tags.1' or 'a.b'."""

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
        if _is_lines(text):
            return None
        raise UnreadableInput(
            file, say("this JSON is nested too deeply to be a catalogue; give a list of products, one object each")
        ) from fault
    except ValueError as fault:
        if getattr(fault, "msg", "") == "Extra data" or _is_lines(text):
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


def _is_lines(text: str) -> bool:
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


def item_sheet(file: str, values: Iterable[Any], *, name: str = "", encoding: str = "json") -> Sheet:
    """A sheet of JSON objects, a row each.

    Raises:
        UnreadableInput: they have too little in common, or are nested too deeply.
    """
    flat = [_flat(file, value) if isinstance(value, dict) else None for value in values]
    headings = _headings(file, flat)
    return Sheet(file, _item_rows(flat, headings), name=name, encoding=encoding, headings=_clean(headings))


def _item_rows(flat: list[dict[str, str] | None], headings: tuple[str, ...]) -> Iterator[Row]:
    for number, item in enumerate(flat, 1):
        if item is None:
            flaw = Flaw("FL-006", "this item was left out: it is not a JSON object")
            yield Row(number, None, (), (flaw,), refused=True)
        else:
            yield _row(number, None, item, headings)


def line_sheet(file: str, texts: list[str], values: list[Any], encoding: str) -> Sheet:
    """A sheet of JSON Lines: an object a line; a line that is not one is refused.

    Raises:
        UnreadableInput: the objects have too little in common, or are nested too deeply.
    """
    flat = [_flat(file, value) if isinstance(value, dict) else None for value in values]
    headings = _headings(file, flat)
    return Sheet(file, _line_rows(texts, flat, headings), encoding=encoding, headings=_clean(headings))


def _line_rows(texts: list[str], flat: list[dict[str, str] | None], headings: tuple[str, ...]) -> Iterator[Row]:
    for number, (line, item) in enumerate(zip(texts, flat, strict=True), 1):
        if item is not None:
            yield _row(number, number, item, headings)
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


def _headings(file: str, flat: Iterable[dict[str, str] | None]) -> tuple[str, ...]:
    headings = tuple(dict.fromkeys(key for item in flat if item for key in item))
    if len(headings) > MOST_KEYS:
        raise UnreadableInput(
            file,
            say(
                "its items have {headings:,} different keys, more than the {most_keys:,} of any "
                "catalogue; give a list of products that share theirs",
                headings=len(headings),
                most_keys=MOST_KEYS,
            ),
        )
    return headings


def _clean(headings: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(clean(heading, "utf-8", 0)[0] for heading in headings)


def _flat(file: str, value: Any) -> dict[str, str]:
    try:
        return flatten(value)
    except RecursionError as fault:
        raise UnreadableInput(
            file, say("this JSON is nested too deeply to be a catalogue; give a list of products, one object each")
        ) from fault


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
            file, say("reading Parquet needs pyarrow; install it with: pip install 'handmade-lint[parquet]'")
        ) from fault
    try:
        table = to_the_microsecond(parquet.read_table(arrow.BufferReader(data)))
        items = [row for batch in table.to_batches() for row in batch.to_pylist()]
    except (arrow.ArrowException, OSError, ValueError, KeyError) as fault:
        words = shown(str(fault), 200)
        raise UnreadableInput(
            file, say("this Parquet file is damaged ({words}); write it again", words=words)
        ) from fault
    return item_sheet(file, items, encoding="parquet")


def to_the_microsecond(table: Any) -> Any:
    """An Arrow table whose times Python can tell; pandas writes nanoseconds."""
    import pyarrow as arrow

    for at, field in enumerate(table.schema):
        if getattr(field.type, "unit", "") != "ns":
            continue
        kind = arrow.timestamp("us", field.type.tz) if arrow.types.is_timestamp(field.type) else None
        kind = kind or (arrow.duration("us") if arrow.types.is_duration(field.type) else arrow.time64("us"))
        table = table.set_column(at, field.name, table.column(at).cast(kind, safe=False))
    return table
