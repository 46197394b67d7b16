"""Faults of a file that can be read: each a finding with its row, and no row lost."""

from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handmade_lint.catalogs import UnreadableInput, open_catalog
from handmade_lint.finding import Fault
from handmade_lint.listing import Listing

from .reading import read

HEAD = "sku,title,price\n"


def test_ragged_rows() -> None:
    """Too few and too many cells are told; empty cells at the end are nobody's fault."""
    reading = read(HEAD + "A1,Oak bowl\nA2,Ash,bowl,5\nA3,Elm bowl,6,,\nA4,Yew bowl,7\n")
    assert reading.codes == [("FL-001", 2), ("FL-001", 3)]
    assert [listing.sku for listing in reading.listings] == ["A1", "A2", "A3", "A4"]


def test_line_breaks_and_quotes_in_cells() -> None:
    """Rows are counted as the spreadsheet shows them, lines as an editor does."""
    reading = read('sku,title,price\nA1,"Oak ""big""\n\nbowl, round",5\nA2,Ash bowl,6\n')
    assert reading.texts("title") == ['Oak "big"\n\nbowl, round', "Ash bowl"]
    assert [(one.origin.row, one.origin.line) for one in reading.listings] == [(2, 2), (3, 5)]
    assert not reading.faults


def test_a_quote_that_is_never_closed() -> None:
    """It swallows no row: neither when no other quote follows, nor when a later cell's quotes close it."""
    rows = [f'A{n},"Bowl, number {n}",{n}\n' for n in range(60)]
    for at in (0, 5, 30, 59):
        broken = [*rows[:at], f'A{at},"Bowl number {at},{at}\n', *rows[at + 1 :]]
        reading = read(HEAD + "".join(broken))
        assert [listing.sku for listing in reading.listings] == [f"A{n}" for n in range(60)], at
        assert reading.codes == [("FL-008", at + 2)], at
        assert reading.texts("title")[at] == f'"Bowl number {at}'
        assert reading.texts("price")[at] == str(at)


def test_every_cell_quoted_and_one_left_open() -> None:
    """The cells beside the open one keep their quotes' meaning."""
    reading = read('"sku","title","price"\n"A1","Oak, bowl","5"\n"A2","Ash, bowl,"6"\n"A3","Elm, bowl","7"\n')
    assert [listing.sku for listing in reading.listings] == ["A1", "A2", "A3"]
    assert 3 in {row for _, row in reading.codes}


def test_open_quotes_in_neighbouring_rows() -> None:
    """The second quote does not close the first."""
    reading = read('sku,title\nA1,"Oak bowl\nA2,"Ash bowl\nA3,Elm bowl\n')
    assert reading.texts("title") == ['"Oak bowl', '"Ash bowl', "Elm bowl"]
    assert reading.codes == [("FL-008", 2), ("FL-008", 3)]


def test_inches() -> None:
    """A quote inside a cell is a letter; one that ends its cell too early is told by the torn row below."""
    reading = read(HEAD + 'A1,Bowl 12" wide,5\nA2,"Bowl 12" wide,\nand deep",6\nA3,Cup,7\n')
    assert [listing.sku for listing in reading.listings] == ["A1", "A2", 'and deep"', "A3"]
    assert reading.texts("title")[0] == 'Bowl 12" wide'
    assert reading.codes == [("FL-001", 4)]


def test_a_long_cell_is_no_open_quote() -> None:
    """An HTML body of hundreds of lines belongs to one row."""
    body = "\n".join(f"<p>line {n}, and more</p>" for n in range(2000))
    reading = read(f'sku,title,description\nA1,Bowl,"{body}"\nA2,Cup,Small\n')
    assert reading.texts("description") == [body, "Small"]
    assert [one.origin.row for one in reading.listings] == [2, 3]
    assert not reading.faults


def test_nul_bytes() -> None:
    """They are told and left out; a cell of nothing else is empty."""
    reading = read("sku,title\nA1,Oak\0 bowl\n\0,\0\nA3,\0\n")
    assert reading.codes == [("FL-005", 2), ("FL-005", 3), ("FL-005", 3), ("FL-005", 4)]
    assert reading.texts("title") == ["Oak bowl", ""]
    assert reading.counts == (2, 0, 1)


def test_duplicate_headings() -> None:
    """The first filled cell counts."""
    reading = read("sku,title,title\nA1,Oak bowl,Bowl\nA2,,Ash bowl\n")
    assert reading.codes[0] == ("FL-003", 1)
    assert reading.texts("title") == ["Oak bowl", "Ash bowl"]


def test_headings_that_mean_the_same() -> None:
    """Two columns of one meaning, and one of none."""
    reading = read("sku,title,titre,shelf\nA1,Oak bowl,Bol,B7\n")
    assert reading.codes == [("FL-009", 1), ("FL-009", 1)]
    assert "'shelf'" in reading.faults[0].message
    assert "'title', 'titre'" in reading.faults[1].message


def test_columns_without_a_heading() -> None:
    """Something stands under no heading: told once a column, where it first stands."""
    reading = read("sku,title,,price\nA1,Oak bowl,,5\nA2,Ash bowl,secret,6\nA3,Elm bowl,secret,7\n")
    (fault,) = reading.faults
    assert (fault.code, fault.location.row, fault.location.column) == ("FL-009", 3, "column 3")
    assert not read("sku,title,,\nA1,Oak bowl,,\n").faults


def test_blank_and_trailing_rows() -> None:
    """They are counted as blank, and no listing is made of them."""
    reading = read(HEAD + "\nA1,Bowl,5\n,,\n ,\t,\nA2,Cup,6\n\n\n,,\n")
    assert reading.counts == (2, 0, 6)
    assert not reading.faults


def test_a_row_of_nothing_but_a_price() -> None:
    reading = read(HEAD + "A1,Bowl,5\n,,6\n")
    assert reading.codes == [("FL-010", 3)]
    assert reading.counts == (2, 1, 0)


def test_headings_and_nothing_else() -> None:
    reading = read(HEAD)
    assert reading.counts == (0, 0, 0)
    assert not reading.listings


def test_mixed_line_ends() -> None:
    """Said once of the file; breaks inside quoted cells do not count."""
    reading = read('sku,title\r\nA1,"Oak\nbowl"\nA2,Cup\rA3,Dish\r\n')
    assert reading.codes == [("FL-007", 0)]
    assert [listing.sku for listing in reading.listings] == ["A1", "A2", "A3"]
    assert not read('sku,title\r\nA1,"Oak\nbowl"\r\n').faults


@pytest.mark.parametrize(
    "cell",
    ["=B2", "=SOMME(A1:A3)", "=DÉCALER(A1)", '="0012"', "=1+1", "=Feuil1!B2", "@SUM(1)", "=cmd|' /C calc'!A0"],
)
def test_formulas(cell: str) -> None:
    """Told with their row and column, and read as they stand."""
    reading = read(f"sku;titre\nA1;{cell}\n")
    (fault,) = reading.faults
    assert (fault.code, fault.location.row, fault.location.column) == ("FL-004", 2, "titre")
    assert reading.texts("title")[0].startswith(cell[:1])


@pytest.mark.parametrize(
    "cell", ["- CHÊNE (massif)", "+ 2 mm", "= the best bowl", "@atelierbrume", "-5", "+33 2 98 00 00 00", "= 3 bols"]
)
def test_no_formulas(cell: str) -> None:
    assert not read(f"sku;titre\nA1;{cell}\n").faults


def test_a_row_of_too_many_cells() -> None:
    """No spreadsheet has so many columns: refused, not read into memory cell by cell."""
    reading = read(HEAD + "A1,Bowl,5\nA2," + "x," * 20_000 + "\nA3,Cup,6\n")
    assert reading.codes == [("FL-001", 3)]
    assert reading.counts == (3, 1, 0)


def test_store_and_language_of_a_row() -> None:
    """Columns of a plain table may say them; what is unknown is not taken."""
    reading = read("sku,title,store,language\nA1,Bol,amazon.fr,Français\nA2,Bowl,my stall,Klingon\n")
    assert [(one.store, one.language) for one in reading.listings] == [("amazon.fr", "fr"), ("amazon.com", "")]


PIECES = st.sampled_from([",", '"', "\n", "\r\n", "A1", "bowl", " ", "\0", "\ufeff", "=", "é", "sku,title\n"])


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_no_row_is_lost_however_broken(rest: str) -> None:
    """Rows read and refused are the rows that hold something; nothing stops the reader."""
    (table,) = open_catalog(io.BytesIO(f"sku,title,price\n{rest}".encode()), name="test")
    items = list(table)
    listings = [item for item in items if isinstance(item, Listing)]
    assert table.rows == len(listings) + table.refused
    rows = [listing.origin.row for listing in listings]
    assert rows == sorted(set(rows))
    assert all(isinstance(item, Listing | Fault) for item in items)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from([b",", b'"', b"\n", b"\xe9", b"\xff", b"{", b"[", b"title", b"\0", b"1"]), max_size=30))
def test_any_file_is_read_or_refused(pieces: list[bytes]) -> None:
    """Never anything else than tables or one sentence."""
    try:
        for table in open_catalog(io.BytesIO(b"".join(pieces)), name="test"):
            list(table)
    except UnreadableInput as fault:
        assert "\n" not in fault.why
