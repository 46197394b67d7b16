"""JSON, JSON Lines and Parquet: nested values, broken lines, numbers and depths nobody expects."""

from __future__ import annotations

import datetime
import io
import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handmade_lint.catalogs import UnreadableInput, open_catalog

from .reading import read, refused

VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=10)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(
            st.sampled_from(["title", "sku", "tags", "items", "messages", "attributes", ""]), inner, max_size=4
        ),
    ),
    max_leaves=12,
)


def test_a_list_of_products() -> None:
    """Nested values have headings with dots; lists are several values."""
    items = [
        {"sku": "A1", "title": "Oak bowl", "tags": ["oak", "bowl"], "price": 20.5, "images": [{"src": "1.jpg"}]},
        {"sku": "A2", "title": "Café crème ☕", "tags": [], "quantity": 3, "is_digital": False, "bullets": ["a", "b"]},
    ]
    reading = read(json.dumps(items))
    first, second = reading.listings
    assert (first.sku, first.get("tag.1"), first.get("tag.2"), first.get("price")) == ("A1", "oak", "bowl", "20.5")
    assert [image.uri for image in first.images] == ["1.jpg"]
    assert (second.get("quantity"), second.get("is_digital"), second.get("bullet.2")) == ("3", "FALSE", "b")
    where = second.cell("bullet.2")
    assert (where.row, where.column, where.line) == (2, "bullets.2", None)
    assert not reading.faults


@pytest.mark.parametrize("name", ["products", "listings", "items", "data", "rows", "results"])
def test_a_list_inside_an_object(name: str) -> None:
    assert read(json.dumps({"count": 1, name: [{"title": "Oak bowl"}]})).texts("title") == ["Oak bowl"]


def test_one_product() -> None:
    assert read('{"sku": "A1", "title": "Oak bowl"}').texts("title") == ["Oak bowl"]


def test_items_that_are_no_objects() -> None:
    """They are counted and told; the others are read."""
    reading = read('[{"sku": "A1", "title": "Oak"}, 5, null, "x", [], {}, {"price": 3}]')
    assert reading.counts == (6, 5, 1)
    assert reading.codes == [("FL-006", 2), ("FL-006", 3), ("FL-006", 4), ("FL-006", 5), ("FL-010", 7)]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_json_lines(end: str) -> None:
    """An object a line; blank lines and broken ones keep their numbers."""
    lines = [
        '{"sku": "A1", "title": "Oak\u2028bowl"}',
        "",
        '{"sku": "A2", "title": "Ash',
        "7",
        '{"sku": "A3", "title": "Yew"}',
    ]
    reading = read(end.join(lines) + end)
    assert [(one.sku, one.origin.row, one.origin.line) for one in reading.listings] == [("A1", 1, 1), ("A3", 5, 5)]
    assert reading.texts("title") == ["Oak\u2028bowl", "Yew"]
    assert (reading.counts, reading.codes) == ((4, 2, 1), [("FL-006", 3), ("FL-006", 4)])


def test_a_first_line_that_is_broken() -> None:
    reading = read('{"sku": "A1", "title": \n{"sku": "A2", "title": "Ash"}\n{"sku": "A3", "title": "Yew"}\n')
    assert [one.sku for one in reading.listings] == ["A2", "A3"]
    assert reading.counts == (3, 1, 0)


def test_json_in_other_encodings() -> None:
    text = '[{"sku": "A1", "titre": "Bol en grès émaillé"}]'
    for encoding in ("utf-8-sig", "utf-16", "cp1252"):
        assert read(text.encode(encoding)).texts("title") == ["Bol en grès émaillé"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[]", "an empty list"),
        ("{}", "an empty list"),
        ("[1, 2]", "plain values"),
        ('[["a", "b"]]', "plain values"),
        ('[{"title": "x",}]', "line 1, column 16"),
        ('{"title": "x"', "breaks at line 1"),
        ("[1]\n[2]\n", "no row holds anything"),
        ("{'title': 'x'}", "line 1, column 2"),
        ('[{"n": ' + "1" * 5000 + "}]", "too many digits"),
        ('{"schema": "handmade-lint/report-1"}', "report of handmade-lint"),
        ('[{"colour": "red"}]', "'colour'"),
    ],
)
def test_json_that_is_no_catalogue(text: str, words: str) -> None:
    """What was seen, where it breaks, and what to give."""
    assert words in refused(text)


def test_brackets_do_not_make_json() -> None:
    """A table may have headings in brackets."""
    assert read("[sku],[title]\nA1,Oak bowl\n").texts("title") == ["Oak bowl"]


def test_half_characters() -> None:
    """An escape of half an emoji can be written in JSON, and in no other place."""
    reading = read('[{"sku": "A1", "title": "Bowl \\ud83c", "x\\udc00": "y"}]')
    assert reading.texts("title") == ["Bowl \ufffd"]
    assert ("FL-002", 1) in reading.codes
    for fault in reading.faults:
        fault.message.encode("utf-8")


@pytest.mark.parametrize("depth", [50, 500, 900, 980, 995, 5000, 100_000])
@pytest.mark.parametrize(("open_", "close"), [("[", "]"), ('{"a":', "}")])
def test_depth(depth: int, open_: str, close: str) -> None:
    """Read or refused, by file and by line."""
    deep = open_ * depth + "1" + close * depth
    for text in (f'[{{"sku": "A1", "title": "Bowl", "x": {deep}}}]', deep):
        try:
            read(text)
        except UnreadableInput as fault:
            assert fault.why
    reading = read(f'{{"sku": "A1", "title": "Bowl"}}\n{{"sku": "A2", "x": {"[" * 100_000}}}\n{{"sku": "A3"}}\n')
    assert (reading.counts, reading.codes) == ((3, 1, 0), [("FL-006", 2)])


def test_keys_without_number() -> None:
    """Objects that share no keys are no catalogue."""
    items = [{"title": "Bowl", **{f"key {row} {n}": 1 for n in range(120)}} for row in range(100)]
    assert "different keys" in refused(json.dumps(items))


@settings(max_examples=300, deadline=None)
@given(VALUES)
def test_any_json_is_read_or_refused(value: Any) -> None:
    """Also where it looks like Amazon's."""
    try:
        for table in open_catalog(io.BytesIO(json.dumps(value).encode()), name="test"):
            list(table)
            assert 0 <= table.refused <= table.rows
    except UnreadableInput as fault:
        assert "\n" not in fault.why


def parquet(columns: dict[str, Any]) -> bytes:
    """The bytes of a Parquet file."""
    arrow = pytest.importorskip("pyarrow")
    from pyarrow import parquet as writer

    out = io.BytesIO()
    writer.write_table(arrow.table(columns), out)
    return out.getvalue()


def test_parquet() -> None:
    """Rows of a data frame, with lists, bytes, decimals, dates and nothing."""
    reading = read(
        parquet(
            {
                "sku": ["A1", "A2"],
                "titre": ["Bol en grès", None],
                "description": ["Tourné".encode(), b"\xe9maill\xe9"],
                "tags": [["grès", "bol"], []],
                "price": [Decimal("28.50"), Decimal("24.00")],
                "condition": [datetime.date(2026, 7, 27), None],
            }
        )
    )
    first, second = reading.listings
    assert (first.get("title"), first.get("description"), first.get("tag.2")) == ("Bol en grès", "Tourné", "bol")
    assert (first.get("price"), first.get("condition")) == ("28.50", "2026-07-27")
    assert (second.origin.row, second.cell("sku").column, second.get("title")) == (2, "sku", "")
    assert reading.codes == [("FL-002", 2)]


def test_damaged_parquet() -> None:
    data = parquet({"sku": ["A1"], "title": ["Bowl"]})
    assert "damaged" in refused(data[:-9])
    assert "damaged" in refused(b"PAR1" + bytes(20))


def test_parquet_of_bytes_that_are_no_text() -> None:
    """A column that claims to be text and is not."""
    arrow = pytest.importorskip("pyarrow")
    lies = arrow.array([b"\xff\xfe"], arrow.binary()).view(arrow.string())
    assert "damaged" in refused(parquet({"sku": ["A1"], "title": lies}))
