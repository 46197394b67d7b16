"""Edits of texts, mapped into HTML bodies and into cells of several values."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handmade_lint.catalogs.backward import Unmappable, in_cell
from handmade_lint.catalogs.markup import text_of
from handmade_lint.finding import Edit
from handmade_lint.listing import Origin, Segment


def edited(cell: str, old: str, new: str) -> str:
    """An HTML cell in which the words `old` of its text became `new`."""
    text, segments = text_of(cell)
    start = text.index(old)
    splices = in_cell(
        Origin("f", 2, segments=segments), cell, text, Edit("description", start, start + len(old), new), "html"
    )
    for begin, end, words in sorted(splices, reverse=True):
        cell = cell[:begin] + words + cell[end:]
    return cell


@pytest.mark.parametrize(
    ("cell", "old", "new", "after"),
    [
        ("<p>An OAK bowl</p>", "OAK", "oak", "<p>An oak bowl</p>"),
        ("<p>AN <b>OAK</b> BOWL</p>", "AN OAK BOWL", "An oak bowl", "<p>An <b>oak</b> bowl</p>"),
        ("<p>Oak &amp; ash</p>", "&", "and", "<p>Oak and ash</p>"),
        ("<p>Oak &amp; ash</p>", "Oak & ash", "Ash & oak", "<p>Ash &amp; oak</p>"),
        ("<p>Oak + ash</p>", "+", "& <", "<p>Oak &amp; &lt; ash</p>"),
        ("plain words", "plain", "a & b", "a &amp; b words"),
        ("<p>One</p>\n<p>Two</p>", "One", "Ones", "<p>Ones</p>\n<p>Two</p>"),
        ("<p>One<br>Two</p>", "One\nTwo", "One Two", "<p>One Two</p>"),
        ("<p>Big <i>fine</i> bowl</p>", "Big fine bowl", "Big bowl", "<p>Big<i></i> bowl</p>"),
    ],
)
def test_html(cell: str, old: str, new: str, after: str) -> None:
    """Markup stays where it is; what is put in is escaped."""
    made = edited(cell, old, new)
    assert made == after
    text, _ = text_of(cell)
    assert text_of(made)[0].split() == text.replace(old, new).split()


def test_paragraphs_are_not_joined() -> None:
    """An edit that would take away the end of a paragraph is refused."""
    with pytest.raises(Unmappable):
        edited("<p>One</p><p>Two</p>", "One\nTwo", "OneTwo")


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.sampled_from(["<b>", "</b>", "<i>", "OAK", "bowl", " ", "&amp;", "é", "<!-- x -->", "8&quot;"]), max_size=12
    ),
    st.data(),
)
def test_any_html(pieces: list[str], data: st.DataObject) -> None:
    """Wherever words are exchanged in inline HTML, the text is read as it should be, and no tag is lost."""
    cell = "".join(pieces)
    text, segments = text_of(cell)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    new = data.draw(st.text("abc &<é", max_size=6)).strip()
    edit = Edit("description", start, end, new)
    made = cell
    for begin, stop, words in sorted(
        in_cell(Origin("f", 2, segments=segments), cell, text, edit, "html"), reverse=True
    ):
        made = made[:begin] + words + made[stop:]
    if segments or cell:
        assert text_of(made)[0].split() == (text[:start] + new + text[end:]).split()
    for tag in ("<b>", "</b>", "<i>", "<!-- x -->"):
        assert made.count(tag) == cell.count(tag)


def test_tags_in_one_cell() -> None:
    """A tag's edit lands in its stretch of the cell; underscores stay underscores."""
    cell = "oak_bowl, ash_cup"
    origin = Origin("f", 2, "TAGS", 3, segments=(Segment(0, 7, 10, 17),))
    assert in_cell(origin, cell, "ash cup", Edit("tag.2", 0, 3, "elm"), "underscored") == [(10, 13, "elm")]
    assert in_cell(origin, cell, "ash cup", Edit("tag.2", 7, 7, " x"), "underscored") == [(17, 17, "_x")]
