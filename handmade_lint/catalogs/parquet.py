"""Parquet, read a row group or some thousand rows at a time; nested values become cells as those of JSON do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from ..said import say
from .records import MOST_KEYS, clean_headings, flatten, row_of
from .span import Span, Stamp
from .table import Row, Sheet, UnreadableInput, shown

TOGETHER = 1_024
"""Rows that are read together."""
MOST_REFERRED = 4_096
"""Rows of a row group up to which it travels as a reference, since whoever reads one row of it reads them all."""

Source = Callable[[], Any]
"""Gives what pyarrow opens as a file, anew each time: a path, or bytes."""


def parquet_sheet(file: str, source: Source, *, small: bool, place: tuple[str, Stamp] | None = None) -> Sheet:
    """The rows of a Parquet file, which are read when they are asked for.

    Args:
        file: what findings call it.
        source: the file.
        small: whether all of it is looked at now, so that damage is found at once.
        place: path and stamp, where row groups may travel as references.

    Raises:
        UnreadableInput: it is damaged, or pyarrow is not installed.
    """
    try:
        import pyarrow  # noqa: F401 - is it installed?
    except ImportError as fault:
        raise UnreadableInput(
            file, say("reading Parquet needs pyarrow; install it with: pip install 'handmade-lint[parquet]'")
        ) from fault
    headings, groups = _guarded(file, lambda: _looked_at(source, small))
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
    spans = None
    if place is not None and groups and max(groups) <= MOST_REFERRED:
        spans = partial(_spans, place, groups, headings)
    return Sheet(
        file,
        partial(_rows, file, source, headings),
        encoding="parquet",
        headings=clean_headings(headings),
        spans=spans,
    )


def _spans(place: tuple[str, Stamp], groups: list[int], headings: tuple[str, ...]) -> Iterator[Span]:
    first = 1
    for number, count in enumerate(groups):
        if count:
            yield Span(partial(_group, place[0], number, first, headings), *place, count)
        first += count


def _group(path: str, number: int, first: int, headings: tuple[str, ...]) -> list[Row]:
    """The rows of a row group."""
    from pyarrow import parquet

    def read() -> list[Row]:
        with parquet.ParquetFile(path) as opened:
            items = to_the_microsecond(opened.read_row_group(number)).to_pylist()
        return [row_of(at, None, flatten(item), headings) for at, item in enumerate(items, first)]

    rows: list[Row] = _guarded(path, read)
    return rows


def _looked_at(source: Source, whole: bool) -> tuple[tuple[str, ...], list[int]]:
    """The headings that its items come to, in the order in which they come, and the rows of each row group."""
    import pyarrow as arrow
    from pyarrow import parquet

    with parquet.ParquetFile(source()) as opened:
        schema = opened.schema_arrow
        names = schema.names
        if len(set(names)) < len(names):
            raise ValueError("two columns have one name")
        groups = [opened.metadata.row_group(number).num_rows for number in range(opened.metadata.num_row_groups)]
        nested = [field.name for field in schema if arrow.types.is_nested(field.type)]
        read = names if whole or any("." in name for name in names) else nested
        found: dict[str, None] = {}
        if not read:
            return tuple(names) if sum(groups) else (), groups
        for batch in opened.iter_batches(TOGETHER, columns=read):
            items = to_the_microsecond(arrow.Table.from_batches([batch])).to_pylist()
            for item in items if nested or not found else ():
                if found:
                    found |= dict.fromkeys(path for name in nested for path in flatten(item[name], name))
                else:
                    flat = (flatten(item[name], name) if name in nested else (name,) for name in names)
                    found = dict.fromkeys(path for paths in flat for path in paths)
        return tuple(found), groups


def _rows(file: str, source: Source, headings: tuple[str, ...]) -> Iterator[Row]:
    import pyarrow as arrow
    from pyarrow import parquet

    number = 0
    with _guarded(file, lambda: parquet.ParquetFile(source())) as opened:
        batches = opened.iter_batches(TOGETHER)
        while (batch := _guarded(file, lambda: next(batches, None))) is not None:
            for item in to_the_microsecond(arrow.Table.from_batches([batch])).to_pylist():
                number += 1
                yield row_of(number, None, flatten(item), headings)


def _guarded(file: str, read: Callable[[], Any]) -> Any:
    import pyarrow as arrow

    try:
        return read()
    except FileNotFoundError:
        raise
    except (arrow.ArrowException, OSError, ValueError, KeyError) as fault:
        words = shown(str(fault), 200)
        raise UnreadableInput(
            file, say("this Parquet file is damaged ({words}); write it again", words=words)
        ) from fault


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
