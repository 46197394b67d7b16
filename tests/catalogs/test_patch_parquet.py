"""Changed strings of Parquet files: same schema, same other values, same row groups."""

from __future__ import annotations

import io
from decimal import Decimal
from typing import Any

import pytest

from handmade_lint.catalogs.parquet import to_the_microsecond
from handmade_lint.catalogs.patch import Cell, Change
from handmade_lint.catalogs.writing import open_patcher

from .reading import read

arrow = pytest.importorskip("pyarrow")
parquet = pytest.importorskip("pyarrow.parquet")


def catalogue() -> tuple[Any, bytes]:
    """A table with the types that shops' tools write."""
    schema = arrow.schema(
        [
            arrow.field("sku", arrow.string(), nullable=False, metadata={"of": "maker"}),
            arrow.field("title", arrow.dictionary(arrow.int32(), arrow.string())),
            arrow.field("description", arrow.large_string()),
            arrow.field("tags", arrow.list_(arrow.string())),
            arrow.field("more", arrow.struct([("price", arrow.decimal128(8, 2)), ("note", arrow.string())])),
            arrow.field("made", arrow.timestamp("ns", tz="UTC")),
        ],
        metadata={"shop": "Oakline"},
    )
    rows = {
        "sku": ["A", "B", "C"],
        "title": ["Oak bowl", "Oak bowl", None],
        "description": ["Turned", None, "Carved"],
        "tags": [["oak", "bowl"], [], None],
        "more": [{"price": Decimal("1.50"), "note": "x"}, None, {"price": None, "note": "y"}],
        "made": [1, 2**60 + 1, None],
    }
    table = arrow.table(rows, schema=schema)
    out = io.BytesIO()
    parquet.write_table(table, out, row_group_size=2, compression={"sku": "gzip", "title": "zstd"})
    return table, out.getvalue()


def test_one_value_changes() -> None:
    """Whatever did not change is equal: values, schema with its remarks, row groups, compression."""
    table, before = catalogue()
    patcher = open_patcher("test", before)
    paths = ["sku", "title", "description", "tags.1", "tags.2", "more.price", "more.note", "made"]
    changes = {
        Cell("", 1, paths.index("title")): Change("Oak bowl", "Oak cup é"),
        Cell("", 1, paths.index("tags.2")): Change("bowl", "cup"),
        Cell("", 3, paths.index("more.note")): Change("y", "z"),
    }
    assert [column.column for column in read(before).listings[0].cells.values()][:1] == ["sku"]
    for cell, change in changes.items():
        assert patcher.refusal(cell, change) == ""
    after = patcher.patched(changes)
    made = parquet.read_table(io.BytesIO(after))
    assert made.schema.equals(parquet.read_table(io.BytesIO(before)).schema, check_metadata=True)
    assert made.schema.metadata == {b"shop": b"Oakline"}
    expected = to_the_microsecond(table).to_pylist()
    expected[0]["title"] = "Oak cup é"
    expected[0]["tags"] = ["oak", "cup"]
    expected[2]["more"]["note"] = "z"
    assert to_the_microsecond(made).to_pylist() == expected
    assert made.column("made").equals(table.column("made")), "to the nanosecond"
    old, new = (parquet.ParquetFile(io.BytesIO(data)).metadata for data in (before, after))
    assert [new.row_group(n).num_rows for n in range(2)] == [old.row_group(n).num_rows for n in range(2)] == [2, 1]
    assert [new.row_group(0).column(n).compression for n in range(3)] == [
        old.row_group(0).column(n).compression for n in range(3)
    ]
    assert patcher.refusal(Cell("", 1, paths.index("more.price")), Change("1.50", "2"))
    assert patcher.refusal(Cell("", 9, 0), Change("A", "B"))
