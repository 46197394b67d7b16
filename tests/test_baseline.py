"""Baselines: what is known is not told again, wherever it stands; what is gone is told, and struck out when asked."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from handmade_lint import baseline as tool
from handmade_lint.baseline import FILE, Key, entries, write
from handmade_lint.cli import app
from handmade_lint.report import from_json

HEAD = "sku,title\n"
ROWS = ["A1,Oak Bowl Free Shipping\n", "A2,Ash Cup Free Shipping\n", "A3,Elm Tray\n"]
CHOICE = ("--select", "TI-019,files")


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a catalogue in which two rows advertise, stood in, and their baseline."""
    monkeypatch.chdir(tmp_path)
    goods(ROWS)
    assert run("baseline", "goods.csv", *CHOICE).exit_code == 0
    return tmp_path


def goods(rows: list[str]) -> None:
    Path("goods.csv").write_text(HEAD + "".join(rows), "utf-8")


def run(*args: str) -> Result:
    return CliRunner().invoke(app, list(args), prog_name="handmade-lint", catch_exceptions=False)


def check(*args: str) -> Any:
    result = run("check", "goods.csv", *CHOICE, "--baseline", FILE, "--format", "json", *args)
    assert result.exit_code in (0, 1), result.output
    return json.loads(result.output)


def told(report: Any) -> list[tuple[str, str]]:
    return [(one["code"], one["sku"]) for one in report["findings"]]


def test_only_what_is_new_is_told(shop: Path) -> None:
    report = check()
    assert told(report) == []
    assert report["run"]["known"] == 2
    assert set(report["baseline"].values()) == {"unchanged"}
    goods(["B1,Pine Box Free Shipping\n", *reversed(ROWS)])
    report = check()
    assert told(report) == [("TI-019", "B1")]
    assert report["run"]["known"] == 2
    states = from_json(report).baseline
    assert [states[one.fingerprint] for one in from_json(report).findings] == ["new"]
    assert run("check", "goods.csv", *CHOICE, "--baseline", FILE).exit_code == 1
    assert run("check", "goods.csv", *CHOICE).output.count("Free Shipping") > 2


def test_scores_stay_what_they_are(shop: Path) -> None:
    """A known fault is a fault: it is only not told again."""
    plain = json.loads(run("check", "goods.csv", *CHOICE, "--format", "json").output)
    assert check()["listings"] == plain["listings"]
    assert plain["baseline"] is None


def test_what_is_gone_is_told_and_struck_out(shop: Path) -> None:
    goods(ROWS[1:])
    report = check()
    assert (report["run"]["known"], report["run"]["stale"]) == (1, 1)
    assert sorted(report["baseline"].values()) == ["absent", "unchanged"]
    assert "1 finding of the baseline is gone; --prune" in run("check", "goods.csv", *CHOICE, "--baseline", FILE).output
    assert check("--prune")["run"]["stale"] == 1
    assert check()["run"]["stale"] == 0
    assert [key[1] for key, _ in entries(Path(FILE))] == ["A2"]
    goods(ROWS)
    assert told(check()) == [("TI-019", "A1")]


def test_other_files_and_rules_are_not_called_gone(shop: Path) -> None:
    (shop / "other.csv").write_text(HEAD + "C1,Yew Spoon Free Shipping\n", "utf-8")
    assert run("baseline", "goods.csv", "other.csv", "--select", "TI-019,TI-015").exit_code == 0
    before = Path(FILE).read_bytes()
    assert check("--prune")["run"]["stale"] == 0
    assert Path(FILE).read_bytes() == before


def test_two_rows_that_share_a_fingerprint_are_counted(shop: Path) -> None:
    goods([ROWS[0], ROWS[0]])
    assert run("baseline", "goods.csv", *CHOICE).exit_code == 0
    assert [count for _, count in entries(Path(FILE))] == [2]
    assert told(check()) == []
    goods([ROWS[0]] * 3)
    report = check()
    assert told(report) == [("TI-019", "A1")]
    assert set(report["baseline"].values()) == {"new"}
    goods([ROWS[0]])
    report = check("--prune")
    assert (report["run"]["known"], report["run"]["stale"]) == (1, 1)
    assert set(report["baseline"].values()) == {"unchanged"}
    assert [count for _, count in entries(Path(FILE))] == [1]


def test_faults_of_the_file_are_known_by_what_they_are(shop: Path) -> None:
    goods([*ROWS, "A4,=B2&C2\n"])
    assert run("baseline", "goods.csv", *CHOICE).exit_code == 0
    goods(["A0,Yew Spoon\n", *ROWS, "A4,=B2&C2\n"])
    assert told(check()) == []


def test_the_configuration_can_name_it(shop: Path) -> None:
    (shop / "handmade-lint.toml").write_text(f'baseline = "{FILE}"\nselect = ["TI-019"]\n', "utf-8")
    assert run("check", "goods.csv").exit_code == 0
    assert run("check", "goods.csv", "--isolated").exit_code == 1
    goods(ROWS[:1])
    assert run("baseline", "goods.csv").exit_code == 0
    assert len(list(entries(Path(FILE)))) == 1


def test_the_file_is_sorted_one_entry_a_line(shop: Path) -> None:
    lines = Path(FILE).read_text("utf-8").splitlines()
    assert lines[1] == '"schema": "handmade-lint/baseline/1",'
    assert [json.loads(line.removesuffix(","))["sku"] for line in lines[3:-2]] == ["A1", "A2"]
    before = Path(FILE).read_bytes()
    goods(list(reversed(ROWS)))
    assert run("baseline", "goods.csv", *CHOICE).exit_code == 0
    assert Path(FILE).read_bytes() == before


def test_worker_processes_agree(shop: Path) -> None:
    rows = [f"B{number},Pine Box Free Shipping\n" for number in range(1500)]
    goods(rows)
    assert run("baseline", "goods.csv", *CHOICE).exit_code == 0
    goods([*rows[:700], "C1,Pine Box Free Shipping\n", *rows[800:], rows[5]])
    here, there = check("--jobs", "1"), check("--jobs", "2")
    assert told(here) == [("TI-019", "C1"), ("TI-019", "B5")]
    assert here["findings"] == there["findings"]
    assert (here["run"]["known"], here["run"]["stale"]) == (1400, 100)
    assert here["baseline"] == there["baseline"]


def test_a_run_whose_findings_are_not_kept_in_memory(shop: Path) -> None:
    rows = [f"B{number},Pine Box Free Shipping\n" for number in range(20_100)]
    goods(rows)
    (shop / "handmade-lint.suppress.toml").write_text(
        '[[suppress]]\ncode = "TI-019"\nsku = "B7"\nreason = "agreed"\n', "utf-8"
    )
    assert "Recorded 20,099 findings" in run("baseline", "goods.csv", *CHOICE).output
    goods([*rows[1:], "C1,Pine Box Free Shipping\n"])
    report = check()
    assert told(report) == [("TI-019", "C1")]
    assert (report["run"]["known"], report["run"]["stale"], report["run"]["suppressed"]) == (20_098, 1, 1)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (None, "handmade-lint baseline CATALOG"),
        ("", "no baseline"),
        ("[]", "handmade-lint/baseline/1"),
        ('{"schema": "handmade-lint/baseline/2", "findings": []}', "handmade-lint/baseline/1"),
        ('{"schema": "handmade-lint/baseline/1", "findings": [{"sku": "A1"}]}', "not whole"),
        ('{\n"schema": "handmade-lint/baseline/1",\n"findings": [\n<<<<<<< HEAD\n', "no baseline"),
        ("[" * 100_000, "no baseline"),
    ],
)
def test_a_wrong_file_is_an_error_that_names_the_mend(shop: Path, text: str | None, words: str) -> None:
    Path(FILE).unlink()
    if text is not None:
        Path(FILE).write_text(text, "utf-8")
    result = run("check", "goods.csv", "--baseline", FILE)
    assert result.exit_code == 2
    assert words in result.stderr
    assert run("check", "goods.csv", "--prune").exit_code == 2


def test_a_file_that_was_laid_out_anew_is_read(shop: Path) -> None:
    Path(FILE).write_text(json.dumps(json.loads(Path(FILE).read_text("utf-8")), indent=4), "utf-8")
    assert told(check()) == []


WORDS = st.text(max_size=5)
KEYS = st.tuples(WORDS, WORDS, st.sampled_from(["TI-001", "TI-002"]), WORDS, st.sampled_from(["0" * 16, "1" * 16]))


@given(st.lists(KEYS, max_size=30), st.integers(2, 9))
def test_what_is_written_is_read(tmp_path_factory: pytest.TempPathFactory, keys: list[Key], part: int) -> None:
    """Sorted in parts or at once, any words come back, counted."""
    path = tmp_path_factory.mktemp("any") / FILE
    old = tool._PART
    tool._PART = part
    try:
        assert write(iter(keys), path) == len(keys)
    finally:
        tool._PART = old
    read = list(entries(path))
    assert dict(read) == {key: keys.count(key) for key in keys}
    assert read == sorted(read)


def test_writing_takes_the_memory_of_a_part(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import tracemalloc

    monkeypatch.setattr(tool, "_PART", 1000)
    findings = ((f"f{n % 3}.csv", f"SKU-{n * 7919 % 20_000}", "TI-001", "title", f"{n:016x}") for n in range(20_000))
    tracemalloc.start()
    assert write(findings, tmp_path / FILE) == 20_000
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 3e6
