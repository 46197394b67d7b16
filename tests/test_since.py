"""`check --since REF`: findings of rows and pictures that changed since a revision, and of no others."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from handmade_lint import git
from handmade_lint.cli import app

HEAD = "sku,title,image 1,brand\n"
ROWS = [
    "A1,Oak Bowl Free Shipping,bilder/A1.jpg,Knott\n",
    "A2,Ash Cup Free Shipping,bilder\\A2.jpg,Knott\n",
    "A3,Elm Tray Free Shipping,https://shop.example/A3.jpg,Knott\n",
]
CATALOGUE = "été à Žilina/mes objets.csv"
CHOICE = ("--select", "TI-019,CA-007,files", "--format", "json")


def git_in(folder: Path, *words: str) -> None:
    person = {f"GIT_{who}_{what}": "a@b.example" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    environment = {**os.environ, **person, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    subprocess.run(["git", *words], cwd=folder, env=environment, check=True, capture_output=True)


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with spaces and accents in its paths, a catalogue and its pictures, stood in."""
    git.root.cache_clear()
    top = tmp_path / "dépôt d'Ada"
    (top / CATALOGUE).parent.mkdir(parents=True)
    monkeypatch.chdir(top)
    goods(ROWS)
    for number in (1, 2):
        picture(f"A{number}.jpg", b"old")
    git_in(top, "init", "-q", "-b", "main")
    git_in(top, "add", "-A")
    git_in(top, "commit", "-qm", "one")
    return top


def goods(rows: list[str], name: str = CATALOGUE) -> None:
    Path(name).write_text(HEAD + "".join(rows), "utf-8")


def picture(name: str, content: bytes) -> None:
    path = Path(CATALOGUE).parent / "bilder" / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)


def run(*args: str) -> Result:
    return CliRunner().invoke(app, list(args), prog_name="handmade-lint", catch_exceptions=False)


def check(*args: str, ref: str = "main") -> Any:
    result = run("check", *(args or (CATALOGUE,)), "--since", ref, *CHOICE)
    assert result.exit_code in (0, 1), result.output
    return json.loads(result.output)


def told(report: Any) -> list[tuple[str, str]]:
    return [(one["code"], one["sku"]) for one in report["findings"]]


def test_nothing_changed(shop: Path) -> None:
    report = check()
    assert told(report) == []
    assert (report["run"]["listings"], report["run"]["unchanged"]) == (0, 3)
    assert report["run"]["inputs"][0]["listings"] == 3
    assert "3 of 3 listings did not change" in run("check", CATALOGUE, "--since", "main").output


def test_a_changed_row_is_told_wherever_it_moved(shop: Path) -> None:
    goods(["A0,Yew Spoon Free Shipping,,Knott\n", ROWS[2], ROWS[1].replace("Cup", "Mug"), ROWS[0]])
    report = check()
    assert told(report) == [("TI-019", "A0"), ("TI-019", "A2")]
    assert [one["sku"] for one in report["listings"]] == ["A0", "A2"]
    assert report["findings"][1]["location"]["row"] == 4


@pytest.mark.parametrize("number", [1, 2])
def test_a_changed_picture_is_its_row_changed(shop: Path, number: int) -> None:
    """Whether the cell names it with slashes or with backslashes."""
    picture(f"A{number}.jpg", b"new")
    assert told(check()) == [("TI-019", f"A{number}")]


def test_a_picture_that_is_gone_or_new_counts(shop: Path) -> None:
    (Path(CATALOGUE).parent / "bilder" / "A1.jpg").unlink()
    assert told(check()) == [("TI-019", "A1")]
    goods([*ROWS, "A4,Yew Spoon Free Shipping,bilder/A4.jpg,Knott\n"])
    git_in(shop, "add", "-A")
    git_in(shop, "commit", "-qm", "two")
    picture("A4.jpg", b"first")
    assert told(check()) == [("TI-019", "A4")]


def test_rules_on_the_catalogue_see_all_rows(shop: Path) -> None:
    """The brand of a new row differs from that of rows that did not change; it alone is told."""
    goods([*ROWS, "A4,Yew Spoon,,KNOTT\n"])
    assert told(check()) == [("CA-007", "A4")]
    goods(["A4,Yew Spoon,,KNOTT\n", *ROWS])
    assert told(check()) == [("CA-007", "A4")]


def test_a_new_file_is_told_whole(shop: Path) -> None:
    goods(ROWS[:1], "neu.csv")
    assert told(check("neu.csv", CATALOGUE)) == [("TI-019", "A1")]
    git_in(shop, "add", "neu.csv")
    assert told(check("neu.csv", CATALOGUE)) == [("TI-019", "A1")]


def test_faults_of_the_file_that_were_there_are_not_told(shop: Path) -> None:
    goods([*ROWS, "A4,=B2&C2,,Knott\n"])
    git_in(shop, "commit", "-qam", "two")
    goods([*ROWS[1:], "A4,=B2&C2,,Knott\n", "A5,=B3&C3,,Knott\n"])
    report = check()
    assert [(one["code"], one["location"]["row"]) for one in report["findings"]] == [("FL-004", 5)]


def test_line_ends_that_git_writes_anew_change_nothing(shop: Path) -> None:
    text = (
        Path(CATALOGUE)
        .read_text("utf-8")
        .replace("Elm Tray", '"Elm\nTray"')
        .replace('"Elm\nTray" Free', '"Elm\nTray Free')
    )
    text = text.replace("Free Shipping,https", 'Free Shipping",https')
    Path(CATALOGUE).write_bytes(text.encode())
    git_in(shop, "commit", "-qam", "two")
    Path(CATALOGUE).write_bytes(text.replace("\n", "\r\n").encode())
    assert check()["run"]["unchanged"] == 3


def test_suppressions_and_baselines_go_along(shop: Path) -> None:
    goods([row.replace("Free", "free") for row in ROWS[:2]] + ROWS[2:])
    (shop / "handmade-lint.suppress.toml").write_text(
        "".join(
            f'[[suppress]]\ncode = "{code}"\nsku = "{sku}"\nreason = "x"\n'
            for code, sku in (("TI-019", "A1"), ("TI-019", "A3"), ("CA-007", "A3"))
        ),
        "utf-8",
    )
    report = check()
    assert told(report) == [("TI-019", "A2")]
    assert report["run"]["suppressed"] == 1
    assert run("baseline", CATALOGUE, *CHOICE[:2], "-o", "known.json").exit_code == 0
    report = check(CATALOGUE, "--baseline", "known.json")
    assert told(report) == []
    assert (report["run"]["known"], report["run"]["stale"]) == (1, 0)
    assert run("check", CATALOGUE, "--since", "main", "--baseline", "known.json", "--prune").exit_code == 2


def test_worker_processes_agree(shop: Path) -> None:
    rows = [f"B{number},Pine Box Free Shipping,,Knott\n" for number in range(1500)]
    goods(rows)
    git_in(shop, "commit", "-qam", "two")
    goods([*rows[:3], "C1,Pine Box Free Shipping,,KNOTT\n", *rows[3:1400], "C2,Pine Box,,KNOTT\n", *rows[1400:]])
    here, there = check(CATALOGUE, "--jobs", "1"), check(CATALOGUE, "--jobs", "2")
    assert told(here) == [("TI-019", "C1"), ("CA-007", "C1"), ("CA-007", "C2")]
    assert here["findings"] == there["findings"]
    assert here["run"]["unchanged"] == there["run"]["unchanged"] == 1500


@pytest.mark.parametrize("ref", ["HEAD~0", "main", "v 1.0"])
def test_any_name_of_a_revision(shop: Path, ref: str) -> None:
    if ref == "v 1.0":
        git_in(shop, "update-ref", "refs/heads/v1.0", "HEAD")
        ref = "v1.0"
    assert told(check(ref=ref)) == []


@pytest.mark.parametrize("ref", ["nowhere", "--output=stolen", "-h", "HEAD:README", ""])
def test_an_unknown_revision_is_one_sentence(shop: Path, ref: str) -> None:
    if not ref:
        assert run("check", CATALOGUE, "--since", ref, *CHOICE).exit_code == 1, "nothing asked, all is told"
        return
    result = run("check", CATALOGUE, f"--since={ref}")
    assert result.exit_code == 2
    assert "is no revision" in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert not (shop / "stolen").exists()


def test_outside_of_a_repository_and_of_files(tmp_path: Path, shop: Path) -> None:
    (tmp_path / "lone.csv").write_text(HEAD + ROWS[0], "utf-8")
    result = run("check", str(tmp_path / "lone.csv"), "--since", "main")
    assert result.exit_code == 2
    assert "in no git repository" in result.stderr
    result = CliRunner().invoke(app, ["check", "-", "--since", "main"], input=HEAD + ROWS[0])
    assert result.exit_code == 2
    assert "standard input is none" in result.stderr


def test_without_git(shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    git.root.cache_clear()
    monkeypatch.setenv("PATH", str(shop))
    result = run("check", CATALOGUE, "--since", "main")
    assert result.exit_code == 2
    assert "needs git" in result.stderr
    git.root.cache_clear()
