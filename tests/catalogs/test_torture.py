"""The torture files of csv-spectrum and frictionless: every cell where the cells are known, and never a traceback."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from handmade_lint.catalogs import UnreadableInput, delimited

from .reading import SHARED, needs_shared, read

TORTURE = SHARED / "torture_csv"
SPECTRUM = TORTURE / "csv-spectrum"
FILES = sorted(path for path in TORTURE.rglob("*") if path.is_file())
pytestmark = needs_shared("torture_csv")


def cells_of(path: Path) -> list[tuple[str, ...]]:
    """Rows that hold something."""
    text, encoding = delimited.decode(path.read_bytes())
    return [
        row.cells for row in delimited.rows(delimited.lines_of(text), delimited.sniff(text), encoding) if any(row.cells)
    ]


def wanted(path: Path) -> list[dict[str, str]]:
    """The cells that stand beside a file of csv-spectrum as JSON."""
    return list(json.loads((SPECTRUM / "json" / f"{path.stem}.json").read_text("utf-8")))


SURE = [path for path in sorted((SPECTRUM / "csvs").glob("*.csv")) if path.stem != "location_coordinates"]
"""Of the one left out, the JSON tells another number than the file."""


@pytest.mark.parametrize("path", SURE, ids=lambda path: path.stem)
def test_spectrum(path: Path) -> None:
    """Every cell."""
    head, *rows = cells_of(path)
    found = [dict(zip(head, row, strict=True)) for row in rows]
    if path.stem == "newlines_crlf" and b"\r" not in path.read_bytes():  # a copy whose line ends were changed
        found = [{key: value.replace("\n", "\r\n") for key, value in row.items()} for row in found]
    assert found == wanted(path)


@pytest.mark.parametrize("path", SURE, ids=lambda path: path.stem)
def test_spectrum_as_catalogues(path: Path) -> None:
    """With its first heading named a title, each is a catalogue of as many listings as it has rows."""
    rows = wanted(path)
    reading = read(path, mapping={next(iter(rows[0])): "title"})
    assert reading.counts[0] == len(rows) == len(reading.listings) + reading.counts[1]
    assert not [code for code, _ in reading.codes if code in ("FL-001", "FL-008")]


def test_letters_lost_in_coordinates() -> None:
    """The file holds replacement characters, and a quote that is a letter."""
    reading = read(SPECTRUM / "csvs" / "location_coordinates.csv", mapping={"Location Coordinates": "title"})
    assert reading.texts("title") == ["37�36'37.8\"N 121�2'17.9\"W"]
    assert reading.counts == (1, 0, 0)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_traceback(path: Path) -> None:
    """Read, or refused in a sentence; then read with its first heading named a title."""
    try:
        read(path)
    except UnreadableInput as fault:
        assert fault.why.isprintable()
        seen = fault.why.partition("(seen: '")[2].partition("'")[0]
        if seen:
            reading = read(path, mapping={seen: "title"})
            assert reading.counts[0] == len(reading.listings) + reading.counts[1]


@pytest.mark.parametrize(
    ("name", "rows", "codes"),
    [
        ("capital-invalid.csv", 10, {"FL-001", "FL-003"}),
        ("countries.csv", 5, {"FL-001", "FL-009"}),
        ("duplicate-headers.csv", 2, {"FL-003", "FL-009"}),
        ("invalid.csv", 3, {"FL-001", "FL-003", "FL-009"}),
        ("encoding-issue-274.csv", 507, {"FL-009"}),
        ("delimiter.csv", 2, set()),
        ("long.csv", 6, set()),
        ("table.xls", 2, set()),
        ("table-output.xlsx", 2, set()),
    ],
)
def test_faults_of_frictionless(name: str, rows: int, codes: set[str]) -> None:
    """Rows as counted in the files by hand, and their known faults."""
    reading = read(TORTURE / "frictionless" / name)
    assert reading.counts[0] == rows
    assert {code for code, _ in reading.codes} == codes


def test_the_same_table_in_many_dresses() -> None:
    """Text, old and new workbook hold the same two rows."""
    for name in ("table-delimiter.csv", "table.xls", "table.xlsx"):
        assert read(TORTURE / "frictionless" / name).texts("title") == ["english", "中国人"], name


def test_archives_are_to_be_unpacked() -> None:
    for path in (TORTURE / "frictionless").glob("*.zip"):
        with zipfile.ZipFile(path) as archive:
            inside = archive.namelist()[0]
        with pytest.raises(UnreadableInput, match=inside):
            read(path)
