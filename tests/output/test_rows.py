"""The seller's own rows with three more columns."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from handmade_lint import lint
from handmade_lint.cli import app
from handmade_lint.config import Config
from handmade_lint.defuse import defuse_cell
from handmade_lint.output.rows import COLUMNS
from handmade_lint.writing import NotWritten, Writer

FIXTURES = Path(__file__).parents[2] / "fixtures"


def rows_of(path: Path, **options: Any) -> list[list[str]]:
    """What the format says of a catalogue, as a spreadsheet reads it."""
    stream = io.StringIO()
    Writer(lint(path, **options), Config()).write("rows", stream)
    assert stream.getvalue().startswith("\ufeff")
    return list(csv.reader(io.StringIO(stream.getvalue()[1:], newline="")))


def read(path: Path, separator: str = ",") -> list[list[str]]:
    return list(csv.reader(io.StringIO(path.read_text("utf-8"), newline=""), delimiter=separator))


def test_the_rows_are_the_sellers_own() -> None:
    path = FIXTURES / "demo" / "oak-and-ash.csv"
    found = rows_of(path)
    assert [row[3:] for row in found] == read(path)
    assert found[0][:3] == list(COLUMNS)
    assert [row[0] for row in found[1:]] == ["repair", "good", "repair"]
    scores = {entry.row: str(entry.score.quality) for entry in lint(path).entries}
    assert [row[1] for row in found[1:]] == [scores[number] for number in (2, 3, 4)]
    first, *_ = found[1][2].split("\n")
    assert first.startswith("error BU-009, bullet.3: 'Eco-friendly' is on Amazon's list of barred claims. Say the fact")
    assert found[2][2] == ""


def test_rows_above_the_headings_stay() -> None:
    """An inventory file of Amazon's: the columns are headed in the row of keys, the rows around it are as they were."""
    path = FIXTURES / "amazon" / "atelier-brume_fr.txt"
    found, own = rows_of(path), read(path, "\t")
    assert [row[3:] for row in found] == [[defuse_cell(cell) for cell in row] for row in own]
    heads = [number for number, row in enumerate(found) if row[:3] == list(COLUMNS)]
    assert len(heads) == 1
    assert own[heads[0]][0] in ("item_sku", "contribution_sku#1.value")


def test_every_finding_stands_on_its_row() -> None:
    """All catalogues of the fixtures; rows of one listing (Shopify's variants) keep their own findings."""
    for path in sorted(FIXTURES.glob("*/*.[ct][sx][vt]")):
        report = lint(path)
        found = rows_of(path)
        told = {number: row[2] for number, row in enumerate(found, 1)}
        for finding in report.findings:
            if finding.location.row > 1 and finding.location.column:
                assert finding.code in told[finding.location.row] or "more" in told[finding.location.row], path


@pytest.mark.parametrize("cell", ["=1+1", "+33 1 23", "-x", "@SUM(A1)", "\t=1", "＝1"])
def test_formulas_are_defused(tmp_path: Path, cell: str) -> None:
    path = tmp_path / "c.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([["sku", "title", "note"], [cell, f"Oak bowl {cell}", cell]])
    row = rows_of(path)[1]
    assert row[5] in (f"'{cell}", cell) and (row[5] == f"'{cell}" or cell == "+33 1 23")
    for value in row:
        assert not value.startswith(("=", "@", "\t", "＝"))


@given(st.text(st.sampled_from("=+-@\t\r\n＝＠0123.,% ax"), min_size=1, max_size=6))
def test_what_is_left_is_a_number_or_harmless(text: str) -> None:
    found = defuse_cell(text)
    assert found in (text, f"'{text}")
    if found[0] in "=@\t\r\n＝＋－＠":
        raise AssertionError(found)
    if found[0] in "+-":
        assert not set(found[1:]) - set("0123456789 .,%")


def test_headings_that_are_no_row(tmp_path: Path) -> None:
    path = tmp_path / "c.json"
    path.write_text('[{"sku": "A", "title": "Oak bowl!"}, {"sku": "B", "title": "Oak spoon"}]', "utf-8")
    found = rows_of(path, select=["TI-007"])
    assert [row[0] for row in found] == [COLUMNS[0], "repair", "good"]
    assert found[1][3:] == ["A", "Oak bowl!"]


def test_ragged_blank_and_refused_rows_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "c.csv"
    path.write_text(
        "sku,title,brand\nA,Oak bowl,Ash\n\n,,\nB,Oak spoon,Ash,more,cells\nsku,title,brand\nC,Elm bowl,Ash\n", "utf-8"
    )
    found = rows_of(path)
    assert [row[3:] for row in found] == read(path)
    assert found[2][:3] == ["", "", ""]
    assert found[5][0] == "repair"
    assert "repeats the headings" in found[5][2]


def test_two_tables_are_refused(tmp_path: Path) -> None:
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).write_text("sku,title\nA,Oak bowl\n", "utf-8")
    with pytest.raises(NotWritten, match=r"read 2 .*a\.csv.*lint one of them at a time"):
        rows_of(tmp_path)
    result = CliRunner().invoke(app, ["check", str(tmp_path), "--isolated", "-o", str(tmp_path / "r.rows.csv")])
    assert result.exit_code == 2
    assert not (tmp_path / "r.rows.csv").exists()


def test_items_of_amazons_api_are_refused() -> None:
    with pytest.raises(NotWritten, match="no rows; ask for another format"):
        rows_of(next((FIXTURES / "amazon-api").glob("listings-feed*.json")))


def test_standard_input(tmp_path: Path) -> None:
    text = "sku,title\nA,Oak bowl!\n"
    result = CliRunner().invoke(app, ["check", "-", "--isolated", "--format", "rows"], input=text)
    assert "A,Oak bowl!" in result.output
    assert "repair,79," in result.output


def test_many_rows_stream(tmp_path: Path) -> None:
    """Findings in which other rows had a part come last in the report, and still stand on their rows."""
    path = tmp_path / "c.csv"
    lines = [f"A{number},Oak bowl {'!' if number % 7 == 0 else number},B\n" for number in range(3000)]
    path.write_text("sku,title,brand\n" + "".join(lines) + "A5,Oak bowl 5,B\n", "utf-8")
    found = rows_of(path, select=["TI-007", "HM-020"])
    wrong = [number for number, row in enumerate(found) if "TI-007" in row[2]]
    assert wrong == [number + 1 for number in range(0, 3000, 7)]
    twice = [row[3] for row in found if "HM-020" in row[2]]
    assert twice == ["A5"]
