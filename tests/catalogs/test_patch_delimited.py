"""Changed cells of text tables: read back as they should be, and every other byte as it was."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from handmade_lint.catalogs import delimited
from handmade_lint.catalogs.patch import Cell, Change
from handmade_lint.catalogs.patch_delimited import DelimitedPatcher, split, write
from handmade_lint.catalogs.table import Row

from .test_dialects import CELLS, ENDS, HEAD, SEPARATORS, SKUS

ENCODINGS = st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "utf-32"])


def encode(text: str, encoding: str) -> bytes:
    """Bytes with the byte order mark that the encoding wants."""
    return codecs.BOM_UTF16_BE + text.encode(encoding) if encoding == "utf-16-be" else text.encode(encoding)


def rows_of(data: bytes, dialect: delimited.Dialect) -> list[Row]:
    """Rows as the reader sees them."""
    text, encoding = delimited.decode(data)
    return list(delimited.rows(delimited.lines_of(text.lstrip("\ufeff")), dialect, encoding))


def quoted(cell: str) -> str:
    """A cell in quotes."""
    return '"' + cell.replace('"', '""') + '"'


def may_be_plain(cell: str, separator: str) -> bool:
    """Whether a cell can stand without quotes."""
    return not any(letter in cell for letter in (separator, '"', "\r", "\n"))


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[list[str]], list[list[bool]], str, str, str, bool]:
    """Cells, which of them stand in quotes, separator, line end, encoding, and whether the last line has an end."""
    separator = draw(SEPARATORS)
    rows: list[list[str]] = [list(HEAD)]
    rows += [list(row) for row in draw(st.lists(st.tuples(SKUS, CELLS, CELLS), min_size=1, max_size=6))]
    for row in rows[1:]:
        row += draw(st.lists(CELLS, max_size=1))  # some rows are longer than others
    marks = [[not may_be_plain(cell, separator) or draw(st.booleans()) for cell in row] for row in rows]
    return rows, marks, separator, draw(ENDS), draw(ENCODINGS), draw(st.booleans())


@settings(max_examples=400, deadline=None)
@given(tables(), st.data())
def test_only_changed_cells_change(
    table: tuple[list[list[str]], list[list[bool]], str, str, str, bool], data: st.DataObject
) -> None:
    """Random tables, random cells changed at random."""
    rows, marks, separator, end, encoding, closed = table
    raw = [
        [quoted(c) if m else c for c, m in zip(row, mark, strict=True)] for row, mark in zip(rows, marks, strict=True)
    ]
    text = end.join(separator.join(row) for row in raw) + (end if closed else "")
    before = encode(text, encoding)
    dialect = delimited.sniff(text)
    read = rows_of(before, dialect)
    assume(dialect.separator == separator and dialect.quote == '"')
    assume([list(row.cells) for row in read] == rows)
    places = [(r, c) for r, row in enumerate(rows) if r for c, _ in enumerate(row)]
    chosen = data.draw(st.lists(st.sampled_from(places), min_size=1, max_size=4, unique=True))
    patcher = DelimitedPatcher(before)
    ragged = len({len(row) for row in rows}) > 1  # where a line break can be taken for a quote that is never closed
    changes = {}
    for r, c in chosen:
        new = data.draw(CELLS)
        new = " ".join(new.splitlines()) if ragged else new
        cell, change = Cell("", r + 1, c), Change(rows[r][c], new)
        if not patcher.refusal(cell, change):
            changes[cell] = change
        else:
            assert not any([*rows[r][:c], new, *rows[r][c + 1 :]]), "only a row that would be empty is refused"
    after = patcher.patched(changes)
    expected = [list(row) for row in rows]
    for cell, change in changes.items():
        assert isinstance(cell.at, int)
        expected[cell.row - 1][cell.at] = change.new
        was = marks[cell.row - 1][cell.at]
        raw[cell.row - 1][cell.at] = (
            quoted(change.new) if was or not may_be_plain(change.new, separator) else change.new
        )
    assert [list(row.cells) for row in rows_of(after, dialect)] == expected
    assert after == encode(end.join(separator.join(row) for row in raw) + (end if closed else ""), encoding)
    assert patcher.patched({}) == before


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(["Bol émaillé", "Tasse — grès", "Vase « Iroise »"]), CELLS), min_size=1, max_size=5
    ),
    st.sampled_from(["cp1252", "mac-roman", "cp932"]),
    st.data(),
)
def test_old_encodings(rows: list[tuple[str, str]], encoding: str, data: st.DataObject) -> None:
    """Encodings of one byte and of Japan: what they cannot tell is refused, all else is written in them."""
    head = "商品名;説明" if encoding == "cp932" else "titre;texte"
    words = "手作りの木の器、オーク材です" if encoding == "cp932" else "à é è ô œuvre tournée à la main, déjà"
    body = [words, *(one[0] for one in rows)]
    if encoding == "cp932":
        body = [words for _ in body]
    text = f"{head}\r\n" + "".join(f"{one};{words}\r\n" for one in body)
    before = text.encode(encoding)
    assume(delimited.decode(before)[1] == encoding)
    patcher = DelimitedPatcher(before)
    new = data.draw(CELLS.filter(str.strip))
    cell, change = Cell("", 3, 1), Change(words, new)
    try:
        new.encode(encoding)
    except UnicodeEncodeError:
        assert encoding in patcher.refusal(cell, change)
        return
    assert not patcher.refusal(cell, change)
    after = patcher.patched({cell: change})
    lines = before.split(b"\r\n")
    start = sum(len(line) + 2 for line in lines[:2])
    assert after.startswith(before[:start])
    assert after.endswith(b"\r\n".join(lines[3:]))
    assert delimited.decode(after)[0].count(";") >= text.count(";")


@pytest.mark.parametrize(
    ("before", "row", "at", "old", "new", "after"),
    [
        pytest.param(
            b"sku,title\nA,\x00Oak\x00 bowl\n", 2, 1, "Oak bowl", "Oak cup", b"sku,title\nA,\x00Oak\x00 cup\n", id="nul"
        ),
        pytest.param(
            "sku,title\nA,Ék è é Oak ".encode() + b"\xff bowl, \n",
            2,
            1,
            "Ék è é Oak \ufffd bowl",
            "Ék è é Oak \ufffd cup",
            "sku,title\nA,Ék è é Oak ".encode() + b"\xff cup, \n",
            id="stray byte",
        ),
        pytest.param(
            b"sep=;\r\nsku;title\r\nA;Oak bowl\r\n",
            2,
            1,
            "Oak bowl",
            "Cup; oak",
            b'sep=;\r\nsku;title\r\nA;"Cup; oak"\r\n',
            id="sep line",
        ),
        pytest.param(
            b'sku,title\nA,8" bowl\nB,Oak\n',
            2,
            1,
            '8" bowl',
            '9" bowl',
            b'sku,title\nA,9" bowl\nB,Oak\n',
            id="inch sign",
        ),
        pytest.param(
            b'sku,title\nA,"Oak\nB,Ash\nC,Elm\nD,Fir\n',
            2,
            1,
            '"Oak',
            '"Elm',
            b'sku,title\nA,"""Elm"\nB,Ash\nC,Elm\nD,Fir\n',
            id="never closed",
        ),
        pytest.param(
            b"'sku';'title'\n'A';'l''atelier'\n",
            2,
            1,
            "l'atelier",
            "d'or",
            b"'sku';'title'\n'A';'d''or'\n",
            id="single quotes",
        ),
        pytest.param(
            b'"sku","title"\n"A","8\\" bowl"\n"B","x"\n',
            2,
            1,
            '8" bowl',
            '9" cup',
            b'"sku","title"\n"A","9\\" cup"\n"B","x"\n',
            id="backslash",
        ),
        pytest.param(b"sku,title\r\rA,Oak\rB,Ash", 4, 1, "Ash", "Elm", b"sku,title\r\rA,Oak\rB,Elm", id="blank line"),
        pytest.param(
            b"sku,title,x\nA,Oak\nB,Ash,1,2,3\n", 3, 1, "Ash", "Elm", b"sku,title,x\nA,Oak\nB,Elm,1,2,3\n", id="ragged"
        ),
    ],
)
def test_odd_tables(before: bytes, row: int, at: int, old: str, new: str, after: bytes) -> None:
    """What real files hold."""
    patcher = DelimitedPatcher(before)
    cell, change = Cell("", row, at), Change(old, new)
    assert patcher.refusal(cell, change) == ""
    assert patcher.patched({cell: change}) == after


def test_half_a_character() -> None:
    """Bytes of UTF-16 that mean nothing stay what they are, wherever the change is."""
    before = (
        codecs.BOM_UTF16_LE
        + "sku,title,x\nA,Oak,".encode("utf-16-le")
        + b"\x00\xdc"
        + "\nB,Ash,1\n".encode("utf-16-le")
    )
    patcher = DelimitedPatcher(before)
    after = patcher.patched({Cell("", 3, 1): Change("Ash", "Elm"), Cell("", 2, 1): Change("Oak", "Fir")})
    assert after == before.replace("Ash".encode("utf-16-le"), "Elm".encode("utf-16-le")).replace(
        "Oak".encode("utf-16-le"), "Fir".encode("utf-16-le")
    )


def test_a_dialect_without_quotes_refuses_what_it_cannot_tell() -> None:
    """Where quotes are letters, no cell can hold the separator, and all else is written as it is."""
    dialect = delimited.Dialect("\t", "")
    (sku, title) = split('A\t"8" bowl\n', dialect)
    assert (sku.value, title.value) == ("A", '"8" bowl')
    assert write("a\tb", title, dialect) is None
    assert write("a\nb", title, dialect) is None
    assert write('"9" bowl', title, dialect) == '"9" bowl'
