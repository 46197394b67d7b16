"""Tables in every dialect are read back cell by cell."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handmade_lint.catalogs import delimited

from .reading import read, table

HEAD = ("sku", "title", "description")
WORDS = "bol grès émail bleu tourné à la main pièce unique l'atelier 30 cm Größe für déjà vu".split()


@dataclass(frozen=True)
class Way:
    """One way to write a table."""

    separator: str = ","
    quote: str = '"'
    escape: str = ""
    all_quoted: bool = False
    end: str = "\n"
    closed: bool = True
    """Whether the last line has an end."""
    encoding: str = "utf-8"

    def write(self, rows: list[tuple[str, ...]]) -> bytes:
        """The bytes of a file."""
        text = table(
            rows,
            separator=self.separator,
            quote=self.quote,
            escape=self.escape,
            all_quoted=self.all_quoted,
            end=self.end,
        )
        text = text if self.closed else text[: -len(self.end)]
        if self.encoding == "utf-16-be":
            return codecs.BOM_UTF16_BE + text.encode(self.encoding)
        return text.encode(self.encoding)


SEPARATORS = st.sampled_from([",", ";", "\t", "|", "^", "~"])
ENDS = st.sampled_from(["\n", "\r\n", "\r"])
WAYS = st.one_of(
    st.builds(
        Way,
        separator=SEPARATORS,
        all_quoted=st.booleans(),
        end=ENDS,
        closed=st.booleans(),
        encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "utf-32"]),
    ),
    st.builds(Way, separator=SEPARATORS, quote=st.just("'"), all_quoted=st.just(True), end=ENDS),
)
LETTERS = st.characters(
    codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp"), exclude_characters="\ufeff\ufffd\ue000"
)
CELLS = st.text(st.one_of(st.sampled_from(",;\t|^~\"' \n\r.0éÉ"), LETTERS), max_size=20)
SKUS = st.text("ABCDE0123456789-_", min_size=1, max_size=8)
PLAIN_CELLS = st.lists(
    st.one_of(st.sampled_from(WORDS), st.sampled_from([",", ";", '"Iroise"', "—", "\n"])), min_size=1, max_size=8
).map(" ".join)


def rows_of(content: bytes) -> list[tuple[str, ...]]:
    """Cells as the reader sees them, without blank rows."""
    text, encoding = delimited.decode(content)
    found = delimited.rows(delimited.lines_of(text), delimited.sniff(text), encoding)
    return [row.cells for row in found if any(row.cells)]


@settings(max_examples=300, deadline=None)
@given(WAYS, st.lists(st.tuples(SKUS, CELLS, CELLS), min_size=1, max_size=8))
def test_every_cell_comes_back(way: Way, rows: list[tuple[str, str, str]]) -> None:
    """Whatever the cells hold: separators, quotes, line breaks, letters of any script."""
    assert rows_of(way.write([HEAD, *rows])) == [HEAD, *rows]


@settings(max_examples=100, deadline=None)
@given(
    SEPARATORS,
    ENDS,
    st.sampled_from(["cp1252", "latin-1", "mac-roman"]),
    st.lists(st.tuples(SKUS, PLAIN_CELLS, PLAIN_CELLS), max_size=8),
)
def test_encodings_of_one_byte(separator: str, end: str, encoding: str, rows: list[tuple[str, str, str]]) -> None:
    """Words of Western Europe come back from the encodings of old programs; one with an accent gives them away."""
    if encoding == "latin-1":
        rows = [(sku, title.replace("—", "-"), text.replace("—", "-")) for sku, title, text in rows]
    rows = [("A0", "Bol émaillé", "grès"), *rows]
    assert rows_of(Way(separator, end=end, encoding=encoding).write([HEAD, *rows])) == [HEAD, *rows]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(SKUS, CELLS, CELLS), min_size=1, max_size=8), SEPARATORS, ENDS)
def test_listings_hold_the_cells(rows: list[tuple[str, str, str]], separator: str, end: str) -> None:
    """Through the front door: titles and descriptions are the cells, each with its row and its heading."""
    reading = read(Way(separator, end=end).write([HEAD, *rows]))
    kept = [row for row in rows if row != HEAD]
    assert reading.counts[0] == len(rows)
    assert [listing.sku for listing in reading.listings] == [row[0].strip() for row in kept]
    for listing, (_, title, description) in zip(reading.listings, kept, strict=True):
        assert listing.get("title") == ("" if title.isspace() else title)
        assert listing.get("description") == ("" if description.isspace() else description)
        if title.strip():
            assert listing.cell("title").column == "title"


@pytest.mark.parametrize("separator", [",", ";", "\t", "|", "^", "~", ":", "¦", "§", "\x1f", "\x01"])
def test_any_separator(separator: str) -> None:
    """The usual ones, and those that old systems export."""
    reading = read(f"sku{separator}title{separator}price\nA1{separator}Oak bowl{separator}20\n")
    assert (reading.texts("title"), reading.texts("price")) == (["Oak bowl"], ["20"])
    assert reading.tables[0].separator == separator


@settings(max_examples=60, deadline=None)
@given(
    SEPARATORS,
    ENDS,
    st.lists(st.tuples(SKUS, CELLS.map(lambda cell: cell.replace("\\", "/")), CELLS), min_size=1, max_size=6),
)
def test_backslashes_before_quotes(separator: str, end: str, rows: list[tuple[str, str, str]]) -> None:
    """Some programs do not double quotes but escape them; one quote between letters gives them away."""
    rows = [(sku, title, text.replace("\\", "/")) for sku, title, text in [("A1", 'a 12" bowl', ""), *rows]]
    way = Way(separator, escape="\\", all_quoted=True, end=end)
    assert rows_of(way.write([HEAD, *rows])) == [HEAD, *rows]


def test_a_backslash_before_quotes() -> None:
    """The same through the front door."""
    rows = [HEAD, ("A1", 'The "big" bowl', 'says "oak", and more'), ("A2", "Cup", 'of "ash"')]
    reading = read(table(rows, escape="\\", all_quoted=True))
    assert reading.texts("title") == ['The "big" bowl', "Cup"]
    assert reading.texts("description") == ['says "oak", and more', 'of "ash"']


def test_single_quotes_where_needed() -> None:
    """Apostrophes are letters in most files, and quotes in some."""
    reading = read("sku,title,price\nA1,'Bowl, big',5\nA2,Cup,6\n")
    assert reading.texts("title") == ["Bowl, big", "Cup"]
    reading = read("sku,titre,prix\nA1,'l'atelier',5\nA2,l'eau d'Iroise,6\nA3,'t Hof,7\n")
    assert reading.texts("title") == ["'l'atelier'", "l'eau d'Iroise", "'t Hof"]


def test_what_spreadsheets_say_to_themselves() -> None:
    """A first line sep=; names the separator; spreadsheets do not count it as a row."""
    reading = read("sep=;\r\nsku;titre;prix\r\nA1;Bol, grand;12,50\r\n")
    (listing,) = reading.listings
    assert (listing.get("title"), listing.get("price")) == ("Bol, grand", "12,50")
    assert (listing.origin.row, listing.origin.line) == (2, 3)
    assert read('"sep=^"\nsku^titre\nA1^Bol\n').texts("title") == ["Bol"]


def test_decimal_commas_do_not_make_columns() -> None:
    """Semicolons divide, even where more commas than semicolons stand in every row."""
    reading = read("sku;titre;prix;étagère;taille\nA1;Bol;12,50;0,4;14,5\nA2;Tasse, bleue;9,90;0,3;8,5\n")
    assert reading.texts("price") == ["12,50", "9,90"]
    assert reading.codes == [("FL-009", 1)]  # nobody understands the shelf


def test_notes_and_blank_rows_above_the_headings() -> None:
    """Rows are counted as the spreadsheet shows them."""
    reading = read("Mon catalogue 2026;;\n;;\nsku;titre;prix\n;;\nA1;Bol;5\n;;\n\nA2;Tasse;6\n\n\n")
    assert [listing.origin.row for listing in reading.listings] == [5, 8]
    assert reading.counts == (2, 0, 5)
