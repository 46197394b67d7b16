"""Every text knows its cell, and its characters map back into the cell's own string."""

from __future__ import annotations

import html
import re

from hypothesis import given, settings
from hypothesis import strategies as st

from handmade_lint.catalogs.markup import text_of
from handmade_lint.listing import Origin

from .reading import read, table

WORDS = st.sampled_from(["oak", "bowl", "Grès", "l'émail", "30 cm", "5 < 6", "R&D", "été", "日本", "🏺", '"x"'])
OPEN = st.sampled_from(["<p>", "<br>", "<br/>", "<b>", "</b>", "</p>", "<li>", "<div class='x'>", "<!-- oak -->", ""])
SPACE = st.sampled_from([" ", "  ", "\n", "\r\n", "\t", "&nbsp;", ""])
CELLS = st.lists(st.tuples(OPEN, SPACE, WORDS.map(html.escape), SPACE), min_size=1, max_size=8).map(
    lambda parts: "".join("".join(part) for part in parts)
)
RAW = st.lists(
    st.sampled_from(
        [
            "<",
            ">",
            "&",
            ";",
            "&amp;",
            "&#",
            "&#1;",
            "&#xD800;",
            "&#10;",
            "&lt",
            "p",
            "/",
            "<p",
            "<script>",
            "!--",
            " ",
            "\n",
            "x",
        ]
    ),
    max_size=30,
).map("".join)


@settings(max_examples=300, deadline=None)
@given(CELLS)
def test_words_of_html_map_back(cell: str) -> None:
    """The stretch of the cell that a word came from reads, as HTML, as that word."""
    text, segments = text_of(cell)
    origin = Origin("f", 2, "Body", 0, segments=segments)
    for word in re.finditer(r"\S+", text):
        first, last = origin.locate(*word.span())
        assert html.unescape(re.sub(r"<[^<>]*>", "", cell[first:last])).split() == [word.group()]


@settings(max_examples=300, deadline=None)
@given(RAW)
def test_any_markup_maps_somewhere(cell: str) -> None:
    """Broken markup stops nobody; every character of the text has a place in the cell, in order."""
    text, segments = text_of(cell)
    origin = Origin("f", 2, "Body", 0, segments=segments)
    places = [origin.locate(at, at + 1) for at in range(len(text))]
    assert all(0 <= first < last <= len(cell) for first, last in places)
    assert places == sorted(places)
    assert "<script" not in text


def test_html_of_a_shop() -> None:
    """Elements, references, comments and scripts of a Shopify body; the words stand where they stood."""
    cell = '<p>Oak&nbsp;&amp;&#32;ash</p><!-- free shipping --><script>alert("x")</script>\n<ul><li>Oiled</li></ul>'
    rows = [("Handle", "Title", "Body (HTML)", "Variant SKU"), ("bowl", "Bowl", cell, "A1")]
    (listing,) = read(table(rows)).listings
    text = listing.get("description")
    assert text == "Oak & ash\nOiled"
    where = listing.cell("description")
    assert (where.row, where.column, where.index, where.line) == (2, "Body (HTML)", 2, 2)
    for word, written in [("Oak", "Oak"), ("&", "&amp;"), ("ash", "ash"), ("Oiled", "Oiled")]:
        at = text.index(word)
        first, last = where.locate(at, at + len(word))
        assert cell[first:last] == written
    first, last = where.locate(0, len(text))
    assert cell[first:last].startswith("Oak") and cell[first:last].endswith("Oiled")


def test_references_of_no_letter() -> None:
    """References to control characters stand for nothing."""
    assert text_of("<p>x&#1;y&#xD800;</p>")[0] == "xy\ufffd"


def test_markup_without_words_is_empty() -> None:
    """A body of empty elements is no description."""
    rows = [("Handle", "Title", "Body (HTML)"), ("bowl", "Bowl", "<p>&nbsp;</p>")]
    (listing,) = read(table(rows)).listings
    assert "description" not in listing.texts


TAGS = st.text(st.sampled_from("abcéß_ -'\"&"), min_size=1, max_size=12).filter(lambda tag: tag.strip())
GAPS = st.sampled_from([",", ", ", " ,", ";", " ; ", "、"])


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(TAGS, GAPS), min_size=1, max_size=8), st.sampled_from(["", " ", "  "]))
def test_tags_of_one_cell_map_back(tags: list[tuple[str, str]], around: str) -> None:
    """Several tags in a cell: each is found at its own place."""
    cell = around + "".join(tag + gap for tag, gap in tags) + around
    (listing,) = read(table([("sku", "title", "tags"), ("A1", "Bowl", cell)])).listings
    found = [(name, value) for name, value in listing.read("tag")]
    assert [value for _, value in found] == [tag.strip() for tag, _ in tags]
    for name, value in found:
        where = listing.cell(name)
        first, last = where.locate(0, len(value))
        assert cell[first:last] == value
        assert where.column == "tags"


def test_underscores_of_etsy() -> None:
    """They stand for spaces; the places stay the same."""
    rows = [("TITRE", "CODE_DEVISE", "TAGS", "MATÉRIAUX"), ("Bol", "EUR", "bol_en_grès,émail_bleu", "Grès_blanc")]
    cell = rows[1][2]
    (listing,) = read(table(rows)).listings
    assert [value for _, value in listing.read("tag")] == ["bol en grès", "émail bleu"]
    first, last = listing.cell("tag.2").locate(6, 10)
    assert cell[first:last] == "bleu"
    assert cell[slice(*listing.cell("tag.1").locate(4, 6))] == "en"


def test_bullets_of_one_cell() -> None:
    """A cell of lines or of bullet signs is several bullets."""
    cell = "• Turned by hand\n• Oiled three times\r\n• 10 inches"
    (listing,) = read(table([("sku", "title", "bullet points"), ("A1", "Bowl", cell)])).listings
    assert [value for _, value in listing.read("bullet")] == ["Turned by hand", "Oiled three times", "10 inches"]
    assert cell[slice(*listing.cell("bullet.2").locate(0, 5))] == "Oiled"


@given(st.sampled_from(["", " ", "\t "]), st.sampled_from(["", "  ", "\n"]))
def test_facts_without_their_margins(before: str, after: str) -> None:
    """White space around a fact is left out, and its place known nevertheless."""
    cell = f"{before}Atelier Brume{after}"
    (listing,) = read(table([("sku", "title", "brand"), ("A1", "Bowl", cell)])).listings
    assert listing.get("brand") == "Atelier Brume"
    first, last = listing.cell("brand").locate(8, 13)
    assert cell[first:last] == "Brume"


def test_rows_of_one_product() -> None:
    """What a later row of a product says knows its own row."""
    reading = read(
        "Handle,Title,Option1 Value,Variant SKU,Image Src\n"
        "bowl,Bowl,Oak,A1,1.jpg\nbowl,,Ash,A2,2.jpg\nbowl,,,,3.jpg\ncup,Cup,,B1,4.jpg\n"
    )
    bowl, cup = reading.listings
    assert [bowl.cell(f"variation.{n}").row for n in (1, 2)] == [2, 3]
    assert [bowl.cell(f"image.{role}").row for role in ("main", "other.1", "other.2")] == [2, 3, 4]
    assert (cup.origin.row, cup.cell("sku").column) == (5, "Variant SKU")


def test_long_runs_of_space_take_no_time() -> None:
    """White space in the middle of a cell is looked at once."""
    gap = " " * 200_000
    rows = [("sku", "title", "tags", "images", "bullets"), ("A1", "Bowl", f"a{gap}b", f"a{gap}b", f"a{gap}b")]
    (listing,) = read(table(rows)).listings
    assert listing.get("tag.1") == f"a{gap}b"
    assert text_of(f"<p>a{gap}b</p>")[0] == "a b"
