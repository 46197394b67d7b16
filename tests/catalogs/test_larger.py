"""JSON, JSON Lines and Parquet larger than memory: read in pieces, and the same is told as of the file read whole."""

from __future__ import annotations

import io
import json
import pickle
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handmade_lint import catalogs
from handmade_lint.catalogs import CatalogFile, UnreadableInput, large_json, open_catalog, parquet, sheets
from handmade_lint.catalogs.catalog_file import TableFile
from handmade_lint.catalogs.span import Span
from handmade_lint.finding import Fault
from handmade_lint.refusal import Moved
from handmade_lint.run import check
from tests.catalogs.test_large import told

ITEM = st.fixed_dictionaries(
    {"sku": st.text(max_size=6), "title": st.text(max_size=12)},
    optional={
        "tags": st.lists(st.text(max_size=3), max_size=4),
        "price": st.one_of(st.integers(), st.floats(allow_nan=False), st.none(), st.booleans()),
        "more": st.dictionaries(st.text(max_size=3), st.text(max_size=3), max_size=2),
    },
)
SOMETHING = st.one_of(st.integers(), st.text(max_size=5), st.none(), st.lists(st.integers(), max_size=2))


def both(path: Path, encoding: str = "") -> tuple[Any, Any]:
    """What is told of a file that is read whole, and of the same read in pieces as small as can be."""
    with pytest.MonkeyPatch.context() as patch:
        whole = _told(path)
        patch.setattr(catalogs, "_LARGE", 4)
        patch.setattr(large_json, "_CHUNK", 7)
        patch.setattr(large_json, "TOGETHER", 3)
        patch.setattr(parquet, "TOGETHER", 3)
        return whole, _told(path)


def _told(path: Path) -> Any:
    """Within a row a batch tells faults and listings in one order, across its end in the other."""
    try:
        items, counts = told(open_catalog(path))
        return [sorted(some, key=_row) for some in items], counts
    except UnreadableInput as fault:
        return str(fault)


def _row(item: Any) -> tuple[int, str]:
    return (item.location.row, item.message) if isinstance(item, Fault) else (item.origin.row, "")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("larger")


@given(
    st.lists(st.one_of(ITEM.map(json.dumps), ITEM.map(lambda one: json.dumps(one, ensure_ascii=False)), st.just(""),
                       SOMETHING.map(json.dumps), st.just("{")), max_size=12),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    st.sampled_from(["", "\n", "\n\n \n"]),
)  # fmt: skip
@settings(max_examples=120, deadline=None)
def test_json_lines(folder: Path, lines: list[str], ends: str, encoding: str, last: str) -> None:
    path = folder / "items.jsonl"
    head = [json.dumps({"sku": "A1", "title": "Oak bowl"}), json.dumps({"sku": "A2", "title": "Ash bowl"})]
    path.write_bytes((ends.join([*head, *lines]) + last).encode(encoding, "surrogatepass"))
    whole, pieces = both(path)
    assert pieces == whole


@given(
    st.lists(st.one_of(ITEM, ITEM, SOMETHING), max_size=9),
    st.sampled_from([None, 0, 1, 3]),
    st.sampled_from(["", "products", "items", "messages", "data"]),
    st.dictionaries(st.sampled_from(["count", "header", "about"]), SOMETHING, max_size=2),
)
@settings(max_examples=120, deadline=None)
def test_json_lists(folder: Path, items: list[Any], indent: int | None, holder: str, beside: dict[str, Any]) -> None:
    path = folder / "items.json"
    value: Any = [{"sku": "A1", "title": "Oak bowl"}, *items]
    path.write_text(json.dumps({**beside, holder: value, "end": 1} if holder else value, indent=indent), "utf-8")
    whole, pieces = both(path)
    assert pieces == whole


@pytest.mark.parametrize(
    "content",
    [
        '[{"sku": "A1", "title": "Oak bowl"}',
        '[{"sku": "A1", "title": "Oak bowl"},\n\n {"sku": "A2" "title": ""}]',
        '[{"sku": "A1", "title": "Oak bowl\n"}, {"sku": "A2"}]',
        '{"products": [{"sku": "A1", "title": "Oak bowl"}]',
        '{"products": [{"sku": "A1"}], "listings": [{"sku": "A1"}]}',
        '{"data": {"products": [{"sku": "A1", "title": "Oak bowl"}]}}',
        '{"header": {}, "issues": [], "messages": []}',
        '{"items": [{"sku": "A1", "attributes": {"item_name": [{"value": "Oak bowl"}]}}]}',
        '{"header": {}, "messages": [{"sku": "A1", "attributes": {"item_name": [{"value": "Oak bowl"}]}}, 3]}',
        '{"schema": "handmade-lint/report/1", "run": {}, "listings": []}',
        '{"sku": "A1", "title": "Oak bowl"}',
        "[1, 2, 3]",
        '[{"sku": "A1", "title": "Oak bowl"}] [1]',
        '{"sku": "A", "attributes": {"item_name": [{"value": "Oak"}]}}\n\n{"sku": "B", "attributes": {}}\n',
        '[{"sku": "A1", "title": ' + "1" * 5000 + "}]",
        '[{"sku": "A1", "title": "T"},' + '{"a":' * 9000 + "1" + "}" * 9000 + "]",
    ],
)
def test_what_is_broken_or_another_thing(folder: Path, content: str) -> None:
    path = folder / "items.json"
    path.write_text(content, "utf-8")
    whole, pieces = both(path)
    if "breaks at line" in str(whole):
        assert "breaks at line" in str(pieces)
        assert str(pieces).partition("(")[0] == str(whole).partition("(")[0]
    elif "too many digits" in str(whole):
        assert "too many digits" in str(pieces)
    else:
        assert pieces == whole


def _parquet(path: Path, items: list[dict[str, Any]], group: int) -> None:
    arrow = pytest.importorskip("pyarrow", reason="needs pip install 'handmade-lint[parquet]'")
    from pyarrow import parquet as written

    written.write_table(arrow.Table.from_pylist(items), path, row_group_size=group)


@given(
    st.lists(st.fixed_dictionaries({
        "sku": st.text(max_size=4), "title": st.text(max_size=9), "price": st.none() | st.integers(0, 99),
        "tags": st.none() | st.lists(st.text(max_size=2), max_size=3),
        "size": st.fixed_dictionaries({"cm": st.integers(0, 9), "in": st.none() | st.integers(0, 9)}),
    }), max_size=12),
    st.integers(1, 9),
)  # fmt: skip
@settings(max_examples=60, deadline=None)
def test_parquet(folder: Path, items: list[dict[str, Any]], group: int) -> None:
    path = folder / "items.parquet"
    first = {"sku": "A", "title": "Bowl", "price": 1, "tags": ["a"], "size": {"cm": 1, "in": 2}}
    _parquet(path, [first, *items], group)
    whole, pieces = both(path)
    assert pieces == whole


def test_a_damaged_part_is_said(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When it is come to: the file is named, and what to do."""
    path = folder / "torn.parquet"
    _parquet(path, [{"sku": f"A{n}", "title": f"Oak bowl {n} " * 9} for n in range(5000)], 5000)
    data = bytearray(path.read_bytes())
    data[2000:4000] = bytes(2000)
    path.write_bytes(data)
    with pytest.raises(UnreadableInput, match=r"torn.parquet: this Parquet file is damaged"):
        check([path])
    monkeypatch.setattr(catalogs, "_LARGE", 4)
    with pytest.raises(UnreadableInput, match=r"torn.parquet: this Parquet file is damaged"):
        check([path])


def test_memory_does_not_grow_with_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "_CHUNK", 1 << 18)

    def peak(rows: int) -> int:
        path = tmp_path / "many.jsonl"
        with path.open("w", encoding="utf-8") as stream:
            stream.writelines(json.dumps({"sku": f"A{n}", "title": "Oak bowl " * 20}) + "\n" for n in range(rows))
        list(open_catalog(path)[0])
        tracemalloc.start()
        read = sum(len(batch) for table in open_catalog(path) for batch in table.batches())
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert read == rows
        return most

    assert peak(60_000) < 1.3 * peak(20_000)


def batches(path: Path, far: bool) -> Iterator[Any]:
    for table in open_catalog(path):
        assert isinstance(table, TableFile)
        table.far = far
        yield from table.batches()


CSV = "sku,title,description\r\n" + "".join(
    f'A{n},"Bowl, {n}",' + ('"two\nlines"' if n % 700 == 0 else "=SUM(A1)" if n % 9 == 0 else "Geölt & glatt") + "\r\n"
    for n in range(4_000)
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_batches_of_a_table_travel_as_references(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, encoding: str
) -> None:
    monkeypatch.setattr(catalogs, "_LARGE", 4)
    path = tmp_path / "table.csv"
    path.write_bytes(CSV.encode(encoding))
    plain = [list(batch) for batch in batches(path, False)]
    sent = list(batches(path, True))
    spans = [one for one in sent if isinstance(one, Span)]
    assert (len(spans) >= 1) == (encoding != "utf-16")
    assert [list(pickle.loads(pickle.dumps(one))) for one in sent] == plain
    assert all(len(pickle.dumps(one)) < 2_000 for one in spans)


@pytest.mark.parametrize("kind", ["jsonl", "parquet"])
def test_batches_of_items_travel_as_references(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    items = [{"sku": f"A{n}", "title": f"Schüssel {n}", "tags": ["a", "b"][: n % 3]} for n in range(1_300)]
    path = tmp_path / f"items.{kind}"
    if kind == "parquet":
        _parquet(path, items, 400)
    else:
        path.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in items), "utf-8")
    whole = [row for batch in batches(path, False) for row in batch]
    monkeypatch.setattr(catalogs, "_LARGE", 4)
    sent = list(batches(path, False))
    assert len(sent) > 2
    assert all(isinstance(one, Span) and len(pickle.dumps(one)) < 2_000 for one in sent)
    assert [row for one in sent for row in pickle.loads(pickle.dumps(one))] == whole
    assert sum(map(len, sent)) == len(whole)
    path.write_bytes(path.read_bytes() + b"\n")
    with pytest.raises(Moved, match="run again"):
        list(pickle.loads(pickle.dumps(sent[1])))


def test_a_stream_of_items(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = "".join(json.dumps({"sku": f"A{n}", "title": "Bowl"}) + "\n" for n in range(30)).encode()
    whole = told(open_catalog(io.BytesIO(lines), name="x"))
    monkeypatch.setattr(catalogs, "_LARGE", 16)
    assert told(open_catalog(io.BytesIO(lines), name="x")) == whole


def test_a_data_set_of_folders(tmp_path: Path) -> None:
    """Folders say store and language; what a file says itself goes before; patterns name some of them."""
    for store in ("amazon.fr", "amazon.de"):
        part = tmp_path / f"store={store}" / "brand=Oak%20%26%20Ash"
        part.mkdir(parents=True)
        _parquet(part / "00000.parquet", [{"sku": f"{store}-{n}", "title": "Bowl"} for n in range(3)], 2)
        (part / "_SUCCESS").touch()
    _parquet(part / "00001.parquet", [{"sku": "OWN", "title": "Bowl", "store": "amazon.it"}], 1)
    report = check([tmp_path])
    assert {(one.sku, one.store) for one in report.entries} >= {
        ("amazon.fr-0", "amazon.fr"), ("amazon.de-2", "amazon.de"), ("OWN", "amazon.it"),
    }  # fmt: skip
    assert len(report.entries) == 7
    (table,) = open_catalog(part / "00000.parquet", constant=catalogs.partitions(Path("brand=Oak%20%26%20Ash/x")))
    (first, *_) = [one for one in table if not hasattr(one, "message")]
    assert first.get("brand") == "Oak & Ash"
    some = check([f"{tmp_path}/store=amazon.f*/**/*.parquet"])
    assert len(some.entries) == 3
    with pytest.raises(UnreadableInput, match="no such file"):
        check([f"{tmp_path}/store=amazon.x*/*.parquet"])


def test_files_are_not_held_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A data set may have more files than a process may open."""
    monkeypatch.setattr(catalogs, "_LARGE", 4)
    for number in range(40):
        (tmp_path / f"{number}.csv").write_text(f"sku,title\nA{number},Oak bowl\n", "utf-8")
        (tmp_path / f"{number}.jsonl").write_text('{"sku": "A", "title": "B"}\n' * 2, "utf-8")
    before = len(list(Path("/proc/self/fd").iterdir()))
    tables: list[CatalogFile] = [table for one in sorted(tmp_path.iterdir()) for table in open_catalog(one)]
    assert len(list(Path("/proc/self/fd").iterdir())) <= before + 1
    assert sum(len(list(table)) for table in tables) == 120
