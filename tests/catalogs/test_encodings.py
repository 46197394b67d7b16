"""Encodings are told by the bytes; bytes that fit none are findings, never crashes."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handmade_lint.catalogs import delimited

from .reading import read, refused

FRENCH = (
    "sku;titre;description\nA1;Bol en grès « Iroise »;Émaillé à la main, cœur d'ardoise, 30 €\nA2;Tasse;Pièce n° 2\n"
)
GERMAN = "sku;titel;beschreibung\nA1;Schüssel groß;Für Müsli, von Hand gedreht – 14 cm\n"
ITALIAN = "sku;titolo;descrizione\nA1;Città di lana;È morbida perché è lavorata così\n"
SPANISH = "sku;título;descripción\nA1;Jarrón de barro;Torneado en Úbeda, tamaño pequeño\n"
JAPANESE = "sku,商品名,商品説明\nA1,手吹きガラスのぐい呑み,工房で一つずつ吹いて作っています。\n"


@pytest.mark.parametrize("text", [FRENCH, GERMAN, ITALIAN, SPANISH, JAPANESE], ids=["fr", "de", "it", "es", "ja"])
@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", b""),
        ("utf-8", codecs.BOM_UTF8),
        ("utf-16-le", codecs.BOM_UTF16_LE),
        ("utf-16-be", codecs.BOM_UTF16_BE),
        ("utf-32-le", codecs.BOM_UTF32_LE),
        ("utf-32-be", codecs.BOM_UTF32_BE),
    ],
)
def test_unicode(text: str, encoding: str, mark: bytes) -> None:
    """With and without byte order marks, which belong to no heading."""
    reading = read(mark + text.encode(encoding))
    title = text.splitlines()[1].replace(",", ";").split(";")[1]
    assert reading.texts("title")[0] == title
    assert reading.listings[0].cell("title").column == text.splitlines()[0].replace(",", ";").split(";")[1]
    assert not reading.faults


@pytest.mark.parametrize("text", [FRENCH, GERMAN, ITALIAN, SPANISH], ids=["fr", "de", "it", "es"])
@pytest.mark.parametrize("encoding", ["cp1252", "mac-roman", "utf-16-le", "utf-16-be", "latin-1"])
def test_no_mark(text: str, encoding: str) -> None:
    """The letters decide between the encodings of old programs."""
    if encoding == "latin-1":
        text = text.replace("œ", "oe").replace("€", "EUR").replace("–", "-")
    decoded, _ = delimited.decode(text.encode(encoding))
    assert decoded == text
    assert not read(text.encode(encoding)).faults


def test_japanese_of_old_programs() -> None:
    """Shift_JIS, in which reports of amazon.co.jp come."""
    reading = read(JAPANESE.encode("cp932"))
    assert reading.tables[0].encoding == "cp932"
    assert reading.texts("title") == ["手吹きガラスのぐい呑み"]


@pytest.mark.parametrize("word", ["é", "à", "ç", "ü", "ß", "É", "œ", "’", "€", "°", "«"])
def test_one_letter_is_enough(word: str) -> None:
    """A file with a single letter beyond ASCII."""
    text = f"sku,titre\nA1,Bol d{word}m\n"
    assert delimited.decode(text.encode("cp1252")) == (text, "cp1252")
    assert delimited.decode(text.encode("utf-8")) == (text, "utf-8")


def test_a_stray_byte_is_a_finding() -> None:
    """UTF-8 with a byte of another program: the row, the cell and the byte are named, and the row is read."""
    reading = read("sku,titre\nA1,Bol en chêne\nA2,Crème ".encode() + b"br\xfbl\xe9e\nA3,Th\xc3\xa9\n")
    assert reading.counts == (3, 0, 0)
    (fault,) = reading.faults
    assert (fault.code, fault.location.row, fault.location.column) == ("FL-002", 3, "titre")
    assert "FB E9" in fault.message
    assert reading.texts("title")[1] == "Crème br�l�e"


def test_a_file_of_two_halves() -> None:
    """Rows of an old program pasted under rows of a new one: UTF-8, and a finding for each row that is not."""
    old = "A3,Théière émaillée\nA4,Crème brûlée\nA5,Pâte à sel\n".encode("cp1252")
    reading = read("sku,titre\nA1,Bol en grès émaillé\nA2,Pièce tournée\n".encode() + old)
    assert reading.tables[0].encoding == "utf-8"
    assert reading.codes == [("FL-002", 4), ("FL-002", 5), ("FL-002", 6)]
    assert reading.texts("title")[:2] == ["Bol en grès émaillé", "Pièce tournée"]


def test_a_byte_that_no_encoding_has() -> None:
    """Windows-1252 leaves some bytes without a meaning."""
    reading = read(b"sku,titre\nA1,Bol \xe9maill\xe9 \x81\n")
    (fault,) = reading.faults
    assert (fault.code, fault.location.row) == ("FL-002", 2)
    assert "CP1252 (81)" in fault.message


def test_letters_lost_before() -> None:
    """A replacement character of another program is a letter of this file; a rule on texts speaks of it."""
    reading = read("sku,titre\nA1,Bol �maill�\n")
    assert (reading.texts("title"), reading.faults) == (["Bol �maill�"], [])


def test_a_torn_utf_16_file() -> None:
    """Half a character at the end, or in the middle, costs no row."""
    whole = codecs.BOM_UTF16_LE + "sku\ttitre\r\nA1\tBol\r\nA2\tTasse".encode("utf-16-le")
    reading = read(whole[:-1])
    assert (reading.texts("title"), reading.codes) == (["Bol", "Tass�"], [("FL-002", 3)])
    broken = codecs.BOM_UTF16_LE + "sku\ttitre\r\nA1\tB".encode("utf-16-le") + b"\x00\xd8" + "l\r\n".encode("utf-16-le")
    assert [code for code, _ in read(broken).codes] == ["FL-002"]


def test_marks_in_the_middle() -> None:
    """Two files joined by hand: the second one's mark and headings are named, and its rows are read."""
    reading = read("\ufeffsku,titre\nA1,Bol\n\ufeffsku,titre\nA2,Tasse\n")
    assert reading.texts("title") == ["Bol", "Tasse"]
    assert reading.codes == [("FL-005", 3), ("FL-010", 3)]
    assert reading.counts == (3, 1, 0)
    assert read("\ufeff\ufeffsku,titre\nA1,Bol\n").listings[0].sku == "A1"


@pytest.mark.parametrize("mark", [codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_LE])
def test_a_mark_and_nothing_else(mark: bytes) -> None:
    assert refused(mark)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200))
def test_bytes_of_any_kind_decode(data: bytes) -> None:
    """Nothing that a file may hold stops the decoder or the reader of rows."""
    text, encoding = delimited.decode(data)
    rows = list(delimited.rows(delimited.lines_of(text), delimited.sniff(text), encoding))
    for row in rows:
        "".join(row.cells).encode("utf-8")
