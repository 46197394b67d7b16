"""The index of outputs, and what each format says of the sample: golden files, and hostile words."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

from handmade_lint import output
from handmade_lint.report import Finding, Location, Report, to_json

GOLDEN = Path(__file__).with_name("golden")


def told(report: Report, format: str, **options: Any) -> str:
    """What a format says of the report."""
    stream = io.StringIO()
    output.write(report, format, stream, **options)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("name", "format", "options"),
    [
        ("narrow.txt", "terminal", {}),
        ("wide.txt", "terminal", {"width": 120}),
        ("colour.txt", "terminal", {"color": True}),
        ("report.json", "json", {}),
        ("report.jsonl", "jsonl", {}),
        ("report.csv", "csv", {"bom": False}),
        ("report.sarif", "sarif", {}),
        ("report.junit.xml", "junit", {"failing": ("error", "warning")}),
        ("report.gitlab.json", "gitlab", {}),
        ("report.github.txt", "github", {}),
        ("report.amazon.json", "amazon", {}),
    ],
)
def test_golden(report: Report, name: str, format: str, options: dict[str, Any]) -> None:
    assert told(report, format, **options) == (GOLDEN / name).read_text("utf-8")


NAMES = {
    "a.b.txt": "terminal",
    "a.JSON": "json",
    "a.jsonl": "jsonl",
    "a.csv": "csv",
    "a.HTML": "html",
    "shop.rows.csv": "rows",
    "r.sarif": "sarif",
    "r.sarif.json": "sarif",
    "r.xml": "junit",
    "r.JUnit.xml": "junit",
    "gl-code-quality-report.json": "gitlab",
    "r.gitlab.json": "gitlab",
    "r.github.txt": "github",
    "r.amazon.json": "amazon",
    "r.parquet": "parquet",
}


@pytest.mark.parametrize(("name", "format"), NAMES.items())
def test_formats_by_suffix(name: str, format: str) -> None:
    assert output.format_of(f"some/folder.csv/{name}") == format
    assert output.asked(name) == (format, name)


def test_every_format_has_a_suffix() -> None:
    assert set(NAMES.values()) == {*output.FORMATS, *output.FOLDERS}


def test_formats_by_their_own_name() -> None:
    assert output.asked("junit=report") == ("junit", "report")
    assert output.asked("a=b.csv") == ("csv", "a=b.csv")
    with pytest.raises(ValueError, match=r"names no file; write sarif=FILE"):
        output.asked("sarif=")


def test_no_such_format() -> None:
    with pytest.raises(ValueError, match=r"'report.pdf'.*\.json \(json\).*FORMAT=report.pdf"):
        output.format_of(Path("report.pdf"))
    with pytest.raises(ValueError, match=r"no format 'pdf'.*terminal, json, jsonl, csv, html, rows"):
        output.write(Report.__new__(Report), "pdf", io.StringIO())


def test_jsonl_is_schema_findings_and_run(report: Report) -> None:
    raw = to_json(report)
    lines = [json.loads(line) for line in told(report, "jsonl").split("\n") if line]
    assert lines == [{"schema": raw["schema"]}, *raw["findings"], {"run": raw["run"]}]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝"])
def test_csv_defuses_formulas(report: Report, start: str) -> None:
    finding = replace(report.findings[0], sku=f"{start}1+1", match=f'{start}HYPERLINK("x")')
    text = told(replace(report, findings=(finding,)), "csv")
    (row,) = csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    assert text.startswith("\ufeff")
    assert row["sku"] == f"'{start}1+1"
    assert row["match"].startswith(f"'{start}")


HOSTILE = "\x1b[31mred\x1b[0m [bold]x[/bold] \u202egnp.exe\u200b\nnext\rline\x00\x9b\x7f\udc80 " + "w" * 100_000


def hostile(report: Report) -> Report:
    """The sample with hostile words wherever a catalogue could put some."""
    at = Location(HOSTILE, 2, HOSTILE, 3, 0, len(HOSTILE), HOSTILE)
    words: dict[str, Any] = {"sku": HOSTILE, "field": HOSTILE, "image": HOSTILE, "message": HOSTILE, "match": HOSTILE}
    finding = replace(report.findings[0], location=at, before=HOSTILE[:60], after=HOSTILE[:60], span=(60, 9), **words)
    entry = replace(report.entries[0], sku=HOSTILE, title=HOSTILE, file=HOSTILE, store=HOSTILE[:80])
    run = replace(report.run, inputs=(replace(report.run.inputs[0], file=HOSTILE, template=HOSTILE[:80]),))
    return replace(report, run=run, entries=(entry,), findings=(finding, replace(finding, scope="file")))


@pytest.mark.parametrize("width", [10, 40, 80, 133])
def test_hostile_words_are_shown_not_obeyed(report: Report, width: int) -> None:
    text = told(hostile(report), "terminal", width=width)
    assert text.replace("\n", "").isprintable()
    assert len(text) < 20_000
    assert max(map(cell_len, text.splitlines())) <= max(40, width)
    assert "[bold]" in text
    assert "␛[31m" in text


def test_hostile_words_in_colour(report: Report) -> None:
    text = told(hostile(report), "terminal", color=True, width=120)
    assert "\x1b[31mred" not in text
    assert "\u202e" not in text
    assert "\\u202e" in text


@pytest.mark.parametrize("words", ["電子レンジ対応", "🧶🧶 yarn", "naïve", "e\u0301te\u0301", "ﾊﾝﾄﾞ"])
def test_carets_stand_under_the_words(report: Report, words: str) -> None:
    before = "手作り 🧵 "
    finding = replace(report.findings[0], before=before, match=words, after=" 終", span=(len(before), 99), fix=None)
    text = told(replace(report, findings=(finding,)), "terminal")
    line, carets = next(pair for pair in zip(text.split("\n"), text.split("\n")[1:], strict=False) if "^" in pair[1])
    start = line.index(words)
    assert cell_len(line[:start]) == carets.index("^")
    assert cell_len(words) == carets.count("^")


def test_piped_output_has_no_codes_and_no_trailing_space(report: Report) -> None:
    lines = told(report, "terminal").split("\n")
    assert not any("\x1b" in line for line in lines)
    assert lines == [line.rstrip() for line in lines]
    assert max(map(cell_len, lines)) == 80


def test_limit_counts_what_it_leaves_out(report: Report) -> None:
    text = told(report, "terminal", limit=1)
    assert "3 more listings with findings; `-o report.json` holds them all." in text
    assert "KN-0043  " not in text
    assert "more listing" not in told(report, "terminal")


def test_quiet_is_one_line(report: Report) -> None:
    assert told(report, "terminal", quiet=True) == "4 errors, 4 warnings, 5 infos; 4 of 5 listings with findings.\n"


def test_clean_is_one_line_and_what_was_not_judged(report: Report) -> None:
    clean = replace(report, findings=())
    text = told(clean, "terminal")
    assert text.startswith("No findings in 5 listings.\nSkipped 2 rules (IM-010, IM-011): needs the extra 'models'\n")
    whole = replace(clean, run=replace(clean.run, skipped=(), unread=(), partial=False))
    assert told(whole, "terminal") == "No findings in 5 listings.\n"


def test_rows_of_one_sku_stay_apart(report: Report) -> None:
    one, two = report.entries[0], replace(report.entries[0], row=9, title="Second")
    late = replace(report.findings[0], location=replace(report.findings[0].location, row=10))
    text = told(replace(report, entries=(one, two), findings=(report.findings[0], late)), "terminal")
    assert text.index("autumn.csv:2 ") < text.index("row 2") < text.index("autumn.csv:9 ") < text.index("row 10")


def test_findings_of_no_judged_listing_are_told(report: Report) -> None:
    finding: Finding = replace(report.findings[0], sku="GONE", scope="catalog")
    text = told(replace(report, findings=(finding,)), "terminal")
    assert text.startswith("GONE\n")
    assert "0 of 5 listings" in text
