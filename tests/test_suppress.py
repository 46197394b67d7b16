"""Suppressions: a column, a file beside the catalogue, the command that writes it, and what is told of stale ones."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from handmade_lint.cli import app
from handmade_lint.config import ConfigError
from handmade_lint.finding import Location, Suppression
from handmade_lint.suppress_file import FILE, add, load
from handmade_lint.suppression import of_cell

ROWS = "A1,Oak Bowl Free Shipping\nA2,Ash Cup Free Shipping\nA3,Elm Tray\n"


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a catalogue in which two rows advertise, stood in."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "goods.csv").write_text("sku,title\n" + ROWS, "utf-8")
    return tmp_path


def run(*args: str) -> Result:
    return CliRunner().invoke(app, list(args), prog_name="handmade-lint", catch_exceptions=False)


def check(*args: str) -> Any:
    """The report of a run of TI-019 and of the rules on files."""
    result = run("check", "--select", "TI-019,files", "--format", "json", *(args or ("goods.csv",)))
    assert result.exit_code in (0, 1), result.output
    return json.loads(result.output)


def told(report: Any) -> list[tuple[str, str]]:
    return [(one["code"], one["sku"]) for one in report["findings"]]


def write(shop: Path, text: str) -> None:
    (shop / FILE).write_text(text, "utf-8")


def entry(code: str = "TI-019", sku: str = "A1", **more: str) -> str:
    facts = {"code": code, "sku": sku, "reason": "agreed", **more}
    return "[[suppress]]\n" + "".join(f"{key} = {json.dumps(value)}\n" for key, value in facts.items())


def test_the_command_writes_what_check_heeds(shop: Path) -> None:
    assert told(check()) == [("TI-019", "A1"), ("TI-019", "A2")]
    args = ("suppress", "ti-019", "--sku", "A1", "--reason", "part of the shop's name", "--author", "Ada")
    result = run(*args)
    assert result.exit_code == 0, result.output
    report = check()
    assert told(report) == [("TI-019", "A2")]
    assert report["run"]["suppressed"] == 1
    (hidden,) = report["suppressed"]
    assert hidden["finding"]["sku"] == "A1"
    by = hidden["by"]
    assert (by["reason"], by["author"], by["code"]) == ("part of the shop's name", "Ada", "TI-019")
    assert Path(by["location"]["file"]).name == FILE
    again = run(*args)
    assert again.exit_code == 2
    assert "already" in again.stderr


def test_a_suppressed_finding_weighs_nothing_and_does_not_fail(shop: Path) -> None:
    write(shop, entry() + entry(sku="A2"))
    report = check()
    assert [one["scores"]["quality"] for one in report["listings"]] == [100, 100, 100]
    assert run("check", "goods.csv", "--select", "TI-019").exit_code == 0
    assert run("check", "goods.csv", "--select", "TI-019", "--isolated").exit_code == 1


def test_the_terminal_counts_them_and_shows_them_when_asked(shop: Path) -> None:
    write(shop, entry(reason="\x1b[31mnot \u202e funny".replace("\x1b", "\\x")))
    args = ("check", "goods.csv", "--select", "TI-019")
    assert "1 finding suppressed" in run(*args).output
    assert "not" not in run(*args).output
    shown = run(*args, "--show-suppressed").output
    assert "suppressed: \\x[31mnot \\u202e funny" in shown


def test_the_column_speaks_for_its_row(shop: Path) -> None:
    (shop / "goods.csv").write_text(
        "sku,title,handmade_lint_ignore\n"
        "A1,Oak Bowl Free Shipping,TI-019 until 2099-01-31 by Ada: our name\n"
        'A2,Ash Cup Free Shipping,"sales-talk-in-title, TI-001"\n',
        "utf-8",
    )
    name = next(r["name"] for r in json.loads(run("rules", "--format", "json").output) if r["code"] == "TI-019")
    text = (shop / "goods.csv").read_text("utf-8").replace("sales-talk-in-title", name)
    (shop / "goods.csv").write_text(text, "utf-8")
    report = check()
    assert told(report) == []
    first, second = (one["by"] for one in report["suppressed"])
    assert (first["reason"], first["author"], first["until"]) == ("our name", "Ada", "2099-01-31")
    assert (first["location"]["row"], first["location"]["column"]) == (2, "handmade_lint_ignore")
    assert second["code"] == name


@pytest.mark.parametrize(
    ("cell", "code", "words"),
    [
        ("TI-014: loud", "FL-011", "finds nothing"),
        ("TI-0019", "FL-011", "did you mean 'ti-019'"),
        ("everything, please!", "FL-011", "no rule has that code"),
        ("TI-019 until 2026-02-30", "FL-011", "no rule has that code"),
        ("TI-019 until 2026-01-31", "FL-012", "has expired on 2026-01-31"),
    ],
)
def test_what_is_good_for_nothing_is_a_finding(shop: Path, cell: str, code: str, words: str) -> None:
    (shop / "goods.csv").write_text(f'sku,title,handmade_lint_ignore\nA1,Elm Tray,"{cell}"\n', "utf-8")
    report = json.loads(run("check", "goods.csv", "--select", "titles,files", "--format", "json").output)
    (found,) = (one for one in report["findings"] if one["code"].startswith("FL"))
    assert found["code"] == code
    assert words in found["message"]
    assert found["location"]["row"] == 2
    assert found["scope"] == "file"


def test_an_expired_one_suppresses_nothing(shop: Path) -> None:
    write(shop, entry(until="2026-01-31"))
    assert told(check("goods.csv", "--on", "2026-01-31")) == [("TI-019", "A2")]
    assert told(check("goods.csv", "--on", "2026-02-01")) == [("TI-019", "A1"), ("TI-019", "A2"), ("FL-012", "A1")]


def test_nothing_is_said_of_rules_and_rows_that_were_not_asked(shop: Path) -> None:
    write(shop, entry(sku="A3") + entry(code="BU-009") + entry(sku="GONE"))
    assert [one for one in told(check()) if one[0] == "FL-011"] == [("FL-011", "A3"), ("FL-011", "GONE")]
    (shop / "other.csv").write_text("sku,title\nGONE,Elm Tray\n", "utf-8")
    assert [one for one in told(check()) if one[0] == "FL-011"] == [("FL-011", "A3")]
    both = check("goods.csv", "other.csv")
    assert [one for one in told(both) if one[0] == "FL-011"] == [("FL-011", "A3"), ("FL-011", "GONE")]


def test_rules_on_the_catalogue_and_faults_of_rows_can_be_suppressed(shop: Path) -> None:
    (shop / "goods.csv").write_text("sku,title,brand\nA1,=B2&C2,Knott\nA2,Oak Bowl,KNOTT\n", "utf-8")
    args = ("goods.csv", "--select", "FL,CA-007")
    assert told(check(*args)) == [("FL-004", ""), ("CA-007", "A2")]
    write(shop, entry("FL-004", "A1") + entry("CA-007", "A2"))
    report = check(*args)
    assert told(report) == []
    assert [one["by"]["sku"] for one in report["suppressed"]] == ["A1", "A2"]
    write(shop, entry("FL-004", "A2") + entry("CA-007", "A1"))
    assert told(check(*args)) == [("FL-004", ""), ("CA-007", "A2"), ("FL-011", "A2"), ("FL-011", "A1")]


def test_the_nearest_file_wins(shop: Path) -> None:
    inner = shop / "été 2027"
    inner.mkdir()
    (inner / "goods.csv").write_text("sku,title\n" + ROWS, "utf-8")
    write(shop, entry())
    assert told(check(str(inner / "goods.csv"))) == [("TI-019", "A2")]
    write(inner, entry(sku="A2"))
    assert told(check(str(inner / "goods.csv"))) == [("TI-019", "A1")]
    assert told(check("goods.csv")) == [("TI-019", "A2")]


def test_worker_processes_agree(shop: Path) -> None:
    write(shop, entry())
    (shop / "goods.csv").write_text(
        "sku,title,handmade_lint_ignore\n" + "".join(f"{line},\n" for line in ROWS.splitlines()) * 400
        + "B1,Ash Cup Free Shipping,TI-019\nB2,Ash Cup,TI-019\n", "utf-8"
    )  # fmt: skip
    here, there = check("goods.csv", "--jobs", "1"), check("goods.csv", "--jobs", "2")
    assert here["findings"] == there["findings"]
    assert here["suppressed"] == there["suppressed"]
    assert here["run"]["suppressed"] == 401


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[[suppress]]\ncode = 'TI-019'\nsku = 'A1'\n", "'reason' is missing"),
        (entry(raeson="x"), "did you mean 'reason'"),
        (entry(until="soon"), "2027-01-31"),
        ("[suppress]\ncode = 'TI-019'\n", "[[suppress]]"),
        ("code = 'TI-019'\n", "[[suppress]]"),
        ("[[suppress]\n", "not valid TOML"),
    ],
)
def test_a_wrong_file_is_an_error_that_names_the_mend(shop: Path, text: str, words: str) -> None:
    write(shop, text)
    result = run("check", "goods.csv")
    assert result.exit_code == 2
    assert words in result.stderr
    before = (shop / FILE).read_bytes()
    assert run("suppress", "TI-001", "--sku", "A1", "--reason", "x").exit_code == 2
    assert (shop / FILE).read_bytes() == before


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("TI-0019", "--sku", "A1", "--reason", "x"), "TI-019"),
        (("TI-019", "--sku", "A1", "--reason", "x", "--until", "soon"), "2027-01-31"),
        (("TI-019", "--sku", "A1", "--reason", " "), "--reason"),
        (("TI-019", "--reason", "x"), "--sku"),
    ],
)
def test_wrong_usage(shop: Path, args: tuple[str, ...], words: str) -> None:
    result = run("suppress", *args)
    assert result.exit_code == 2
    assert words in result.stderr
    assert not (shop / FILE).exists()


@pytest.mark.parametrize(
    "old", ["# ours\r\n\r\n[[suppress]]\r\ncode='X'\r\nsku='1'\r\nreason='a'  # why", "", "# ours"]
)
def test_what_the_file_held_stays(shop: Path, old: str) -> None:
    path = shop / FILE
    path.write_bytes(old.encode())
    add(path, [Suppression("TI-019", "A1", "r")])
    new = path.read_bytes().decode()
    assert new.startswith(old)
    assert load(path)["A1"][0].reason == "r"
    assert "\r\n" not in old or "\n" not in new.replace("\r\n", "")


@given(st.text(), st.text(min_size=1).filter(str.strip), st.text())
def test_any_text_comes_back(tmp_path_factory: pytest.TempPathFactory, sku: str, reason: str, author: str) -> None:
    path = tmp_path_factory.mktemp("any") / FILE
    one = Suppression("TI-019", sku, reason, author, "2027-01-31")
    if not sku.strip():
        with pytest.raises(ConfigError):
            add(path, [one])
        return
    add(path, [one])
    (back,) = next(iter(load(path).values()))
    assert (back.sku, back.reason, back.author, back.until) == (sku, reason, author, "2027-01-31")
    tomllib.loads(path.read_text("utf-8"))


@given(st.text())
def test_any_cell_is_read(value: str) -> None:
    assert all(one.code and one.sku == "A1" for one in of_cell(value, "A1", Location("x", 1)))


def test_the_examples_of_the_page_mean_what_it_says(shop: Path) -> None:
    page = (Path(__file__).parents[1] / "docs" / "suppress.md").read_text("utf-8")
    (shown,) = re.findall(r"^```toml\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    write(shop, shown)
    ((one,),) = load(shop / FILE).values()
    assert (one.code, one.sku, one.author, one.until) == ("TI-019", "BOWL-20", "Ada", "2027-06-30")
    cells = [
        list(of_cell(cell, "A1", Location("x", 1))) for cell in re.findall(r"^\| [\w-]+ \| … \| `(.*)` \|$", page, re.M)
    ]
    assert [[one.code for one in cell] for cell in cells] == [["TI-019"], ["TI-001", "TI-014", "BU-009"]]
    assert cells[0][0].author == "Ada"
    assert cells[1][2].reason == "tested by the laboratory"


def test_fix_leaves_what_is_suppressed(shop: Path) -> None:
    rows = "A1,Oak Bowl!,\nA2,Ash Cup!,TI-007: a name\nA3,Elm Tray!,\n"
    (shop / "goods.csv").write_text("sku,title,handmade_lint_ignore\n" + rows, "utf-8")
    write(shop, entry("TI-007", "A3"))
    assert run("fix", "goods.csv", "--select", "TI-007", "--unsafe").exit_code == 0
    titles = [line.split(",")[1] for line in (shop / "goods.csv").read_text("utf-8").splitlines()[1:]]
    assert titles == ["Oak Bowl", "Ash Cup!", "Elm Tray!"]
    run("fix", "goods.csv", "--select", "TI-007", "--unsafe", "--isolated")
    titles = [line.split(",")[1] for line in (shop / "goods.csv").read_text("utf-8").splitlines()[1:]]
    assert titles == ["Oak Bowl", "Ash Cup!", "Elm Tray"]
