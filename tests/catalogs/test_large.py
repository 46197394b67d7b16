"""Large text tables are read while they are worked on, and tell the same as when they are read whole."""

from __future__ import annotations

import codecs
import io
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handmade_lint import catalogs
from handmade_lint.catalogs import CatalogFile, UnreadableInput, open_catalog, sheets
from handmade_lint.catalogs.delimited import decode, encoding_of

ROWS = (
    "sku,title,description\r\n"
    'A1,Schüssel,"zwei\nZeilen und ""Gänsefüßchen"""\r\n'
    "A2,Bol en chêne,« huilé »\r\n"
    "\r\n"
    'A3,Oak bowl,"never closed\r\n'
    "A4,Ciotola,=SUM(A1:A2)\r\n" + "".join(f"B{n},Bowl {n},Turned of oak\r\n" for n in range(60))
)
MARKS = {"utf-8-sig": b"", "utf-16": b"", "utf-8": codecs.BOM_UTF8 * 2, "utf-16-le": b"", "cp1252": b"", "utf-32": b""}


def told(tables: list[CatalogFile]) -> Any:
    """All that comes out of some tables, and their counts."""
    items = [list(table) for table in tables]
    return items, [(table.rows, table.refused, table.blank, table.encoding, table.separator) for table in tables]


@pytest.mark.parametrize("encoding", MARKS)
@pytest.mark.parametrize("chunk", [1000, 1 << 24])
def test_the_same_as_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, encoding: str, chunk: int) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes(MARKS[encoding] + ROWS.encode(encoding))
    whole = told(open_catalog(path))
    monkeypatch.setattr(catalogs, "_LARGE", 16)
    monkeypatch.setattr(sheets, "_CHUNK", chunk)
    assert told(open_catalog(path)) == whole
    assert told(open_catalog(io.BytesIO(path.read_bytes()), name=str(path))) == whole


@given(st.lists(st.binary(max_size=12) | st.sampled_from(["é", "ß", "’", "木", "é"]).map(str.encode), max_size=12))
@settings(max_examples=200)
def test_encoding_in_pieces(pieces: list[bytes]) -> None:
    """However a file is cut, its encoding is that of the whole."""
    data = b"".join(pieces)
    chance = Random(len(data))
    cuts = sorted(chance.randrange(len(data) + 1) for _ in range(3))
    parts = [data[start:end] for start, end in zip([0, *cuts], [*cuts, len(data)], strict=True)]
    assert encoding_of(lambda: parts) == encoding_of(lambda: (data,))
    assert decode(data)[1] == encoding_of(lambda: parts).name


@pytest.mark.parametrize("content", [b"\x89PNG but long", b"<html><body>", b"\n\n\n    \n"])
def test_what_is_no_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    path = tmp_path / "file.csv"
    path.write_bytes(content)
    monkeypatch.setattr(catalogs, "_LARGE", 4)
    with pytest.raises(UnreadableInput):
        open_catalog(path)
