"""The command line as a seller and an engineer use it: statuses, choices, configuration, output, hostile input."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner, Result

from handmade_lint.cli import app

HEAD = "sku,title,description,store\n"
CLEAN = "sku,title,description\nA1,Oakline Bread Bowl,Turned from one piece of oak and oiled by hand\n"
BAD = "sku,title,description\nA1,Oak Bowl Free Shipping,Turned from one piece of oak\nA2,Oak bowl,Turned by hand\n"


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, stood in."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "bad.csv").write_text(BAD, "utf-8")
    (tmp_path / "clean.csv").write_text(CLEAN, "utf-8")
    return tmp_path


def run(*args: str, **options: Any) -> Result:
    """Run the command in this process."""
    return CliRunner().invoke(app, list(args), prog_name="handmade-lint", catch_exceptions=False, **options)


def test_status_0_when_clean(shop: Path) -> None:
    """A clean catalogue ends with 0 and says so."""
    result = run("check", "clean.csv", "--select", "titles")
    assert result.exit_code == 0, result.output
    assert "No findings" in result.output


def test_status_1_on_findings(shop: Path) -> None:
    """A finding at or above --fail-on ends with 1; never means never."""
    assert run("check", "bad.csv").exit_code == 1
    assert run("check", "bad.csv", "--fail-on", "never").exit_code == 0


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("check", "bda.csv"), "bad.csv"),
        (("check", "bad.csv", "--select", "TI-0019"), "TI-019"),
        (("check", "bad.csv", "--select", "titels"), "titles"),
        (("check", "bad.csv", "--store", "amazon.fe"), "amazon.fr"),
        (("check", "bad.csv", "--on", "yesterday"), "2026-07-27"),
        (("check", "bad.csv", "--format", "jsno"), "json"),
        (("check", "bad.csv", "-o", "report.docx"), ".json"),
        (("check", "bad.csv", "-o", "sarif="), "sarif=FILE"),
        (("check", "bad.csv", "-o", "a.xml", "-o", "csv=a.xml"), "two reports"),
        (("check", "bad.csv", "-o", "gone/a.sarif"), "cannot be written"),
        (("check", "bad.csv", "-o", "gone/a.jsonl"), "cannot be written"),
        (("check", "bad.csv", "--isolated", "--config", "x.toml"), "--isolated"),
        (("check",), "check catalogue.csv"),
        (("check", "bad.csv", "--profile", "seler.toml"), "handmade-lint init"),
        (("init", "nowhere", "--yes"), "nowhere"),
        (("init", "--yes", "--store", "amazn.fr"), "amazon.fr"),
        (("explain", "TI-0019"), "TI-019"),
        (("chek", "bad.csv"), "check"),
        (("bad.csv",), "handmade-lint check bad.csv"),
    ],
)
def test_status_2_suggests_the_mend(shop: Path, args: tuple[str, ...], words: str) -> None:
    """A mistyped code, key or path is an error of one sentence that suggests the right one."""
    result = run(*args)
    assert result.exit_code == 2
    assert words in result.stderr
    assert "Traceback" not in result.output


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('stroe = "etsy"', "store"),
        ("select = 5", "list"),
        ('fail-on = "sometimes"', "never"),
        ("[rules.TI-014]\nleters = 3", "letters"),
        ('[rules.TI-014]\nletters = "three"', "whole number"),
        ('[severity]\nTI-019 = "eror"', "error"),
        ("[seller]\nshopname = 'x'", "shop_name"),
        ("[seller]\nown_brands = 'x'", "list"),
        ("[seller]\ngroup_size = true", "group_size = 3"),
        ("profile = 5", "text in quotes"),
        ("profile = 'seler.toml'", "handmade-lint init"),
        ("store = = 3", "not valid TOML"),
    ],
)
def test_wrong_configuration(shop: Path, text: str, words: str) -> None:
    """A mistyped key or value in the configuration is an error that names the mend."""
    (shop / "handmade-lint.toml").write_text(text, "utf-8")
    result = run("check", "bad.csv")
    assert result.exit_code == 2
    assert words in result.stderr


def test_nearest_configuration_wins(shop: Path) -> None:
    """The file nearest to the catalogue is used, pyproject.toml too; --isolated uses none."""
    (shop / "pyproject.toml").write_text("[tool.handmade-lint]\nignore = ['TI-019']\n", "utf-8")
    assert run("check", "bad.csv").exit_code == 0
    assert run("check", "bad.csv", "--isolated").exit_code == 1
    inner = shop / "inner"
    inner.mkdir()
    (inner / "handmade-lint.toml").write_text("store = 'amazon.co.uk'\n", "utf-8")
    (inner / "bad.csv").write_text(BAD, "utf-8")
    assert run("check", "inner/bad.csv").exit_code == 1
    assert "amazon.co.uk" in run("check", "inner/bad.csv", "--show-settings").output


def test_a_profile_wakes_rules(shop: Path) -> None:
    """What init wrote is used at once, and rules that lacked it run."""

    def skipped() -> set[str]:
        report = json.loads(run("check", "clean.csv", "--format", "json").output)
        return {one["rule"] for one in report["run"]["skipped"]}

    assert run("init", "--yes").exit_code == 0
    assert "HM-020" not in skipped()
    assert "HM-001" in skipped()
    with (shop / "seller.toml").open("a", encoding="utf-8") as profile:
        profile.write("handmade_approved = true\n")
    assert "HM-001" not in skipped()


def test_explain_shows_some_rows_of_a_large_case(shop: Path) -> None:
    """A case of a thousand rows is cut, and says so."""
    told = run("explain", "PR-006").output
    assert "rows more" in told
    assert len(told.splitlines()) < 80


def test_severity_and_settings_of_a_rule(shop: Path) -> None:
    """Severity can be set, 'off' silences, and a setting reaches the check."""
    (shop / "handmade-lint.toml").write_text("[severity]\nTI-019 = 'info'\n", "utf-8")
    assert run("check", "bad.csv").exit_code == 0
    assert run("check", "bad.csv", "--fail-on", "info").exit_code == 1
    (shop / "handmade-lint.toml").write_text("[rules.sales-talk-in-title]\nallow = ['Free Shipping']\n", "utf-8")
    (found,) = [r for r in json.loads(run("rules", "--format", "json").output) if r["code"] == "TI-019"]
    if found["name"] == "sales-talk-in-title":
        assert run("check", "bad.csv").exit_code == 0


def test_select_and_ignore(shop: Path) -> None:
    """Groups, letters and codes; the more exact word wins."""

    def codes(*args: str) -> set[str]:
        report = json.loads(run("check", "bad.csv", "--format", "json", *args).output)
        return {finding["code"] for finding in report["findings"]}

    assert "TI-019" in codes()
    assert codes("--select", "TI-019") == {"TI-019"}
    assert codes("--select", "TI-019", "--ignore", "titles") == {"TI-019"}
    assert "TI-019" not in codes("--ignore", "TI-019")
    assert codes("--select", "bullets") == set()


def test_every_format_and_the_schema(shop: Path) -> None:
    """-o writes the format of its suffix; the JSON report keeps to the schema that the command prints."""
    result = run("check", "bad.csv", "-o", "r.json", "-o", "r.jsonl", "-o", "r.csv", "--quiet")
    assert result.exit_code == 1
    report = json.loads((shop / "r.json").read_text("utf-8"))
    schema = json.loads(run("schema").output)
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(report, schema)
    assert report["findings"]
    assert (shop / "r.csv").read_text("utf-8-sig").startswith('"severity","code"')
    assert all(json.loads(line) for line in (shop / "r.jsonl").read_text("utf-8").splitlines())


def test_several_reports_of_one_run(shop: Path) -> None:
    """Each in the format that its name or the word in front of it says, each told the same findings."""
    names = ["r.sarif", "r.junit.xml", "r.gitlab.json", "r.github.txt", "r.amazon.json", "r.rows.csv", "r.jsonl"]
    words = [word for name in [*names, "junit=other", "terminal=t"] for word in ("-o", name)]
    result = run("check", "bad.csv", "--select", "TI-019", "--quiet", *words)
    assert result.exit_code == 1
    for name in names:
        text = (shop / name).read_text("utf-8-sig")
        assert text.count("TI-019") >= 1, name
        if name.endswith((".json", ".sarif")):
            json.loads(text)
    assert (shop / "other").read_text("utf-8") == (shop / "r.junit.xml").read_text("utf-8")
    assert "Free Shipping" in (shop / "t").read_text("utf-8")


def test_json_lines_on_standard_output(shop: Path) -> None:
    """Schema, findings, and last the run, by which a reader knows that nothing was cut off; the same as in a file."""
    result = run("check", "bad.csv", "--format", "jsonl", "-o", "r.jsonl")
    first, *findings, last = map(json.loads, result.output.splitlines())
    assert set(first) == {"schema"}
    assert set(last) == {"run"}
    assert last["run"]["listings"] == 2
    codes = {one["code"] for one in findings}
    assert "TI-019" in codes
    assert (shop / "r.jsonl").read_text("utf-8") == result.output


def test_nothing_is_written_over_when_the_input_is_wrong(shop: Path) -> None:
    """Reports of an earlier run stay as they were."""
    for name in ("r.jsonl", "r.sarif"):
        (shop / name).write_text("before", "utf-8")
    assert run("check", "gone.csv", "-o", "r.jsonl", "-o", "r.sarif").exit_code == 2
    assert (shop / "r.jsonl").read_text("utf-8") == (shop / "r.sarif").read_text("utf-8") == "before"


def test_junit_fails_where_the_run_does(shop: Path) -> None:
    """Findings below --fail-on are no failures."""
    run("check", "bad.csv", "--select", "TI-019", "-o", "r.xml", "--fail-on", "never")
    assert 'failures="0"' in (shop / "r.xml").read_text("utf-8")
    run("check", "bad.csv", "--select", "TI-019", "-o", "r.xml")
    assert 'failures="1"' in (shop / "r.xml").read_text("utf-8")


def test_a_finding_says_where(shop: Path) -> None:
    """File, spreadsheet row, column heading, and characters within the cell."""
    report = json.loads(run("check", "bad.csv", "--select", "TI-019", "--format", "json").output)
    (finding,) = report["findings"]
    place = finding["location"]
    assert (place["row"], place["column"], place["line"]) == (2, "title", 2)
    assert "Oak Bowl Free Shipping"[place["start"] : place["end"]] == "Free Shipping" == finding["match"]
    assert Path(place["file"]).name == "bad.csv"


def test_a_score_does_not_depend_on_the_neighbours(shop: Path) -> None:
    """The same listing has the same score whatever else is in the file."""

    def score(text: str) -> Any:
        (shop / "one.csv").write_text(text, "utf-8")
        report = json.loads(run("check", "one.csv", "--format", "json").output)
        return next(listing["scores"] for listing in report["listings"] if listing["sku"] == "A1")

    head, first, second = BAD.splitlines(keepends=True)
    assert score(head + first) == score(BAD) == score(head + second + first) == score(head + first + first)


def test_standard_input(shop: Path) -> None:
    """- reads standard input."""
    result = run("check", "-", "--select", "TI-019", input=BAD)
    assert result.exit_code == 1
    assert "standard input" in result.output


def test_day_of_the_limits(shop: Path) -> None:
    """--on asks what another day's limits say: 75 characters since 27 July 2026, 200 before."""
    title = "Oakline hand turned bread bowl of oak with a lid, oiled, for loaves up to one kilogram"
    (shop / "long.csv").write_text(f'sku,title\nA1,"{title}"\n', "utf-8")
    args = ("check", "long.csv", "--select", "TI-001", "--fail-on", "info")
    assert run(*args, "--on", "2026-07-26").exit_code == 0
    assert run(*args, "--on", "2026-07-27").exit_code == 1


def test_rules_and_explain(shop: Path) -> None:
    """Every rule is listed with its facts, and each can be explained."""
    rules = json.loads(run("rules", "--select", "ALL", "--format", "json").output)
    assert len(rules) > 60
    for rule in rules:
        assert {"code", "name", "group", "severity", "force", "stores", "source", "fixable"} <= set(rule)
        told = run("explain", rule["code"])
        assert told.exit_code == 0
        assert rule["summary"] in told.output
    assert "TI-019" in run("rules").output


def test_hostile_text_stays_inert(shop: Path) -> None:
    """Escape sequences and markup of a catalogue never reach the terminal as such."""
    (shop / "evil.csv").write_text("sku,title\n\x1b[31mA1,[bold]Free shipping[/bold] \x1b]0;pwned\x07\n", "utf-8")
    result = run("check", "evil.csv", "--no-color")
    assert "\x1b" not in result.output
    assert "[bold]" in result.output


def test_unreadable_input_is_one_sentence(shop: Path) -> None:
    """Pictures, empty files and folders of nothing end with 2."""
    (shop / "cat.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(40))
    (shop / "empty.csv").write_bytes(b"")
    for name in ("cat.png", "empty.csv"):
        result = run("check", name)
        assert result.exit_code == 2, name
        assert len(result.stderr.strip().splitlines()) == 1
        assert name in result.stderr


def test_as_a_process(shop: Path) -> None:
    """python -m handmade_lint runs; a reader that stops early is no fault of ours; no colour when piped."""
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    command = [sys.executable, "-m", "handmade_lint", "check", "bad.csv"]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False, encoding="utf-8")
    assert done.returncode == 1, done.stderr
    assert "\x1b" not in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 80
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        errors = process.stderr.read()
    assert b"Traceback" not in errors
