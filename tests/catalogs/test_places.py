"""Places of findings in the text of their file: every character of every cell, however it is written."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handmade_lint import lint
from handmade_lint.catalogs.delimited import Dialect
from handmade_lint.catalogs.places import FilePlaces, TextFile, cells
from handmade_lint.finding import Edit, Finding, Fix, Location

FIXTURES = Path(__file__).parents[2] / "fixtures"
CELLS = st.text(st.sampled_from("ab \"\n;,'é手\\"), max_size=6)
TABLES = st.lists(st.lists(CELLS, min_size=2, max_size=4), min_size=1, max_size=4)


def files(name: str, text: str | bytes, *, table: bool = True) -> FilePlaces:
    data = text if isinstance(text, bytes) else text.encode()
    return FilePlaces({name: (lambda: data, table)})


def finding(line: int, column: str, start: int, words: str, **more: Any) -> Finding:
    at = Location("c.csv", line, column, line, start, start + len(words))
    return Finding("TI-014", "warning", "A", "title", "m", at, (start, start + len(words)), words, **more)


@given(TABLES, st.sampled_from(",;\t"), st.sampled_from(["\n", "\r\n"]), st.sampled_from([0, 1]))
def test_cells_are_those_of_the_csv_module(rows: list[list[str]], separator: str, end: str, quoting: Any) -> None:
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=separator, lineterminator=end, quoting=quoting).writerows(rows)
    text = stream.getvalue()
    start = 0
    for row in rows:
        found = cells(text, start, Dialect(separator))
        assert [cell.value for cell in found] == row
        for cell in found:
            assert [text[at] for at in cell.at[:-1]] == list(cell.value)
            assert list(cell.at) == sorted(set(cell.at))
        start = found[-1].at[-1] + found[-1].quoted + len(end)
    assert start == len(text)


def test_every_finding_of_the_fixtures_is_in_its_place() -> None:
    """The words at the place are the finding's own, or the quoted form of them."""
    found = 0
    for path in sorted(FIXTURES.glob("*/*.[ct][sx][vt]")):
        report = lint(path)
        (one,) = report.run.inputs
        places = FilePlaces({str(path): (path.read_bytes, bool(one.separator))})
        for each in report.findings:
            place = places.find(each)
            if each.location.row == 0:
                assert place is None
                continue
            assert place is not None, each
            if each.match and each.location.start is not None and place.text != each.match:
                assert place.text.replace('""', '"') == each.match or each.field.startswith(("description", "bullet"))
            found += bool(each.match)
    assert found > 50


TEXT = 'sku;titre\r\nA;"Bol ""GRAND""\r\nen CHENE"\r\nB;Bol\r\n'


def test_quotes_lines_and_columns() -> None:
    places = files("c.csv", "\ufeff" + TEXT)
    value = 'Bol "GRAND"\r\nen CHENE'
    grand = finding(2, "titre", value.index("GRAND"), "GRAND")
    oak = finding(2, "titre", value.index("CHENE"), "CHENE")
    first, second = places.find(grand), places.find(oak)
    assert first is not None and second is not None
    assert (first.start, first.end, first.text) == ((2, 10), (2, 15), "GRAND")
    assert (second.start, second.end, second.text) == ((3, 4), (3, 9), "CHENE")
    assert "GRAND" in second.around


def test_fixes_are_written_as_the_cell_is() -> None:
    places = files("c.csv", TEXT)
    value = 'Bol "GRAND"\r\nen CHENE'
    start = value.index("GRAND")
    grand = finding(2, "titre", start, "GRAND", before=value[:start], after=value[start + 5 :])
    inside = places.replace(grand, Edit("title", start, start + 5, 'gr"and'))
    assert inside is not None
    assert (inside.start, inside.end, inside.text) == ((2, 10), (2, 15), 'gr""and')
    whole = places.replace(grand, Edit("title", 0, len(value), "Bol; grand"))
    assert whole is not None
    assert (whole.start, whole.end, whole.text) == ((2, 4), (3, 9), "Bol; grand")


def test_a_cell_without_quotes_takes_no_separator() -> None:
    places = files("c.csv", "sku;titre\nA;BOL vert\n")
    one = finding(2, "titre", 0, "BOL", after=" vert")
    assert places.replace(one, Edit("title", 0, 3, "Bol")) is not None
    for text in ("a;b", 'a"b', "a\nb"):
        assert places.replace(one, Edit("title", 0, 3, text)) is None


def test_what_has_changed_is_not_told() -> None:
    places = files("c.csv", "sku;titre\nA;BOL vert\n")
    stale = finding(2, "titre", 0, "CUP", after=" vert")
    row = places.find(stale)
    assert row is not None
    assert (row.start, row.text) == ((2, 1), "A;BOL vert")
    assert places.replace(stale, Edit("title", 0, 3, "Cup")) is None
    assert places.find(replace(stale, location=replace(stale.location, line=99))) is None
    assert places.find(replace(stale, location=replace(stale.location, file="gone.csv"))) is None
    assert places.find(replace(stale, location=replace(stale.location, line=None))) is None


def test_a_file_that_is_gone(tmp_path: Path) -> None:
    places = FilePlaces({"c.csv": ((tmp_path / "gone").read_bytes, True)})
    assert places.find(finding(2, "titre", 0, "BOL")) is None


def test_of_two_columns_with_one_heading_the_one_with_the_words() -> None:
    places = files("c.csv", "sku,tag,tag\nA,oak,ELM\n")
    place = places.find(finding(2, "tag", 0, "ELM"))
    assert place is not None
    assert place.start == (2, 7)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_columns_count_characters_of_any_encoding(encoding: str) -> None:
    places = files("c.csv", "réf;titre\nÀ1;Été À MOI\nB;Noël à Évian\n".encode(encoding))
    place = places.find(finding(2, "titre", 4, "À MOI"))
    assert place is not None
    assert (place.start, place.end) == ((2, 8), (2, 13))


def test_json_lines_have_lines() -> None:
    text = '{"sku": "A", "title": "Oak BOWL"}\n{"sku": "B", "title": "Elm"}\n'
    place = files("c.csv", text, table=False).find(finding(2, "title", 0, "Elm"))
    assert place is not None
    assert place.start == (2, 1)
    assert place.text == text.split("\n")[1]


@pytest.mark.parametrize("name", ["shopify", "woocommerce"])
def test_fixes_of_html_and_lists_hold(name: str) -> None:
    """Wherever an edit is told as a replacement, the file's text there is what the edit takes away."""
    for path in (FIXTURES / name).iterdir():
        report = lint(path)
        text = TextFile(path.read_bytes(), table=True)
        places = FilePlaces({str(path): (path.read_bytes, True)})
        for one in report.findings:
            for edit in (one.fix or Fix(())).edits:
                told = places.replace(one, edit)
                if told is not None and one.span == (edit.start, edit.end):
                    first, last = (text.line(at[0]) or 0 for at in (told.start, told.end))
                    assert text.text[first + told.start[1] - 1 : last + told.end[1] - 1].replace('""', '"') == one.match
