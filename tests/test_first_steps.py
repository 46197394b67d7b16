"""What the first steps show is what happens: their commands run, their pictures say what the code says today."""

from __future__ import annotations

import csv
import html
import os
import re
import shlex
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from handmade_lint.cli import app
from handmade_lint.commands.review import Shelf
from handmade_lint.output import write
from tests.test_docs import ROOT, blocks
from tools import screenshots

STARTS = sorted(ROOT.glob("docs/start-*.md"))
PAGES = [ROOT / "README.md", *sorted(ROOT.glob("docs/*.md"))]


def lines(page: str) -> Iterator[list[str]]:
    """Words of each command of ours that a page shows: in blocks, and in cells of tables."""
    shown = [line.removeprefix("$ ") for block in blocks(page, "console") for line in block.splitlines()]
    shown += re.findall(r"`((?:py|python3) -m handmade_lint [^`]*|handmade-lint [a-z][^`]*)`", page)
    for line in shown:
        words = re.sub(r"^(?:\.venv/bin/handmade-lint|(?:py|python3) -m handmade_lint)", "handmade-lint", line)
        if words.startswith("handmade-lint ") and not re.search(r"[…|]|\b[A-Z]{4,}\b|\.\.\.", words):
            yield shlex.split(words.partition("  #")[0].partition(" < ")[0])[1:]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_commands_and_options_exist(path: Path) -> None:
    """Every command that a page shows whole is parsed, and not run."""
    for words in lines(path.read_text("utf-8")):
        if not words or words[0].startswith("-"):
            continue
        context = click.Context(app, info_name="handmade-lint")
        command: click.Command | None = app
        given = words
        while isinstance(command, click.Group) and given:
            if isinstance(command, Shelf) and given[0] not in command.commands:
                given = [next(iter(command.commands)), *given]
            command, given = command.get_command(context, given[0]), given[1:]
            assert command is not None, f"{path.name}: {words}"
            context = click.Context(command, info_name=command.name, parent=context)
        known = {name for one in (command.params if command else []) for name in (*one.opts, *one.secondary_opts)}
        for word in given:
            if word.startswith("-") and word != "-":
                assert word.partition("=")[0] in known | {"-h", "--help"}, f"{path.name}: {word} of {words}"


@pytest.mark.parametrize(
    ("page", "shop"), [("start-seller.md", "oak-and-ash.csv"), ("start-seller-fr.md", "atelier-brume.csv")]
)
def test_the_sellers_command_writes_the_page(
    page: str, shop: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from openpyxl import Workbook

    text = (ROOT / "fixtures" / "demo" / shop).read_text("utf-8")
    book = Workbook()
    for row in csv.reader(StringIO(text), delimiter=";" if ";" in text.partition("\n")[0] else ","):
        book.worksheets[0].append(row)
    book.save(tmp_path / "catalogue.xlsx")
    monkeypatch.chdir(tmp_path)
    told = [words for words in lines((ROOT / "docs" / page).read_text("utf-8")) if words[0] == "check"]
    assert len(told) == 2
    for words in told:
        # Not in this process, which would go on speaking French.
        command = [sys.executable, "-m", "handmade_lint", *words, "--isolated"]
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
        done = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", check=False)
        assert done.returncode == 1, done.stderr
        report = tmp_path / "report.html"
        assert "catalogue.xlsx" in report.read_text("utf-8")
        report.unlink()


def test_the_commands_for_tooling_people_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = (ROOT / "fixtures" / "demo" / "atelier-brume.csv").read_bytes()
    (tmp_path / "catalogue.csv").write_bytes(text)
    monkeypatch.chdir(tmp_path)
    ran = 0
    for words in lines((ROOT / "docs" / "start-tools.md").read_text("utf-8")):
        if words[0] in ("check", "baseline"):
            done = CliRunner().invoke(app, words, input=text)
            known = "--baseline" in words or words[0] == "baseline"
            assert done.exit_code == (0 if known else 1), (words, done.output)
            ran += 1
    assert ran == 5
    assert {"report.sarif", "report.junit.xml", "report.json", "known.json"} <= {one.name for one in tmp_path.iterdir()}


def test_the_picture_of_the_terminal_says_what_the_terminal_says() -> None:
    """Words of docs/pictures/terminal.svg, line by line, are those of today's report. Else: make screenshots."""
    tree = ET.fromstring((screenshots.FOLDER / "terminal.svg").read_text("utf-8"))
    drawn = "".join(one.text or "" for one in tree.iter() if one.tag.endswith("text"))
    stream = StringIO()
    write(screenshots.report(screenshots.TERMINAL), "terminal", stream, width=screenshots.WIDTH)
    marks = re.compile(r"^ *│? *\^+$", re.MULTILINE)  # carets stand for colours where there are none
    shown = marks.sub("", stream.getvalue().partition("Found most often")[0])
    plain = re.sub(r"\s", "", html.unescape(drawn).replace("\xa0", " ")).removeprefix(
        "handmade-lintcheckatelier-brume.csv"
    )
    assert plain == re.sub(r"\s", "", re.sub(r"│ *\^+", "", shown))


def test_the_picture_asks_nobody() -> None:
    text = (screenshots.FOLDER / "terminal.svg").read_text("utf-8")
    assert "url(http" not in text
    assert "<script" not in text


@pytest.mark.parametrize("path", STARTS, ids=lambda path: path.name)
def test_first_steps_show_pictures_that_are_there(path: Path) -> None:
    pictures = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", path.read_text("utf-8"))
    assert pictures or path.name == "start-tools.md"
    for one in pictures:
        assert (path.parent / one).read_bytes()[:4] == b"\x89PNG"
