"""`check --watch`: lints again what changed, and nothing else, until it is interrupted."""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from handmade_lint.cli import app
from handmade_lint.config import Config
from handmade_lint.watch import concerned, watch

ROOT = Path(__file__).parents[1]
BAD = "sku,title\nA1,Oak Bowl Free Shipping\n"


class Enough(Exception):
    """Ends a loop."""


def play(folder: Path, *steps: Callable[[], object]) -> list[list[str]]:
    """Names of files that are linted while, at each look, the next thing happens."""
    linted: list[list[str]] = []
    waiting = list(steps)

    def rest() -> None:
        if not waiting:
            raise Enough
        waiting.pop(0)()

    def lint(files: list[Path]) -> None:
        linted.append([file.name for file in files])

    with pytest.raises(Enough):
        watch([folder], Config, lint, rest)
    return linted


def nothing() -> None:
    """Happens mostly."""


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    (tmp_path / "one").mkdir()
    (tmp_path / "one" / "a.csv").write_text(BAD, "utf-8")
    (tmp_path / "b.csv").write_text(BAD, "utf-8")
    return tmp_path


def test_what_changed_is_linted_and_nothing_else(shop: Path) -> None:
    a = shop / "one" / "a.csv"
    assert play(shop, nothing, nothing) == [[shop.name]]
    assert play(shop, lambda: a.write_text(BAD + "A2,Cup\n", "utf-8"), nothing) == [[shop.name], ["a.csv"]]


def test_a_file_that_is_still_written_is_waited_for(shop: Path) -> None:
    a = shop / "one" / "a.csv"
    steps = [lambda n=n: a.write_text(BAD * n, "utf-8") for n in (2, 3, 4)]
    assert play(shop, *steps, nothing, nothing) == [[shop.name], ["a.csv"]]


def test_pictures_and_new_and_lost_catalogues(shop: Path) -> None:
    picture, new = shop / "one" / "bilder" / "A1.jpg", shop / "new.csv"
    picture.parent.mkdir()
    assert play(shop, lambda: picture.write_bytes(b"x"), nothing) == [[shop.name], ["b.csv", "a.csv"]]
    assert play(shop, lambda: new.write_text(BAD, "utf-8"), nothing) == [[shop.name], ["new.csv"]]
    assert play(shop, new.unlink, nothing) == [[shop.name]]


def test_what_all_depend_on_lints_all(shop: Path) -> None:
    text = '[[suppress]]\ncode = "TI-019"\nsku = "A1"\nreason = "x"\n'
    write = (shop / "handmade-lint.suppress.toml").write_text
    assert play(shop, lambda: write(text, "utf-8"), nothing) == [[shop.name], [shop.name]]


def test_a_picture_concerns_the_catalogues_above_it(shop: Path) -> None:
    assert concerned([shop], [shop / "C.jpg"]) == [shop / "b.csv"]
    assert concerned([shop / "b.csv"], [shop / "one" / "a.csv"]) == []


def test_standard_input_is_not_watched() -> None:
    result = CliRunner().invoke(app, ["check", "-", "--watch"])
    assert result.exit_code == 2
    assert "--watch" in result.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="interrupts by a signal")
def test_as_a_process(shop: Path) -> None:
    """It tells a fault and its mend, survives an unreadable file, and Ctrl-C ends it with status 0 and no traceback."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1", "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-m", "handmade_lint", "check", "b.csv", "--select", "TI-019", "--watch", "-q"]
    lines: queue.Queue[str] = queue.Queue()
    with subprocess.Popen(
        command, cwd=shop, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8"
    ) as process:
        assert process.stdout is not None
        output = process.stdout
        thread = threading.Thread(target=lambda: deque(map(lines.put, output), maxlen=0))
        thread.start()

        def next_of(words: str) -> None:
            while words not in (line := lines.get(timeout=60)):
                assert "Traceback" not in line

        next_of("1 error")
        next_of("watching b.csv")
        (shop / "b.csv").write_text("sku,title\nA1,Oak Bowl\n", "utf-8")
        next_of("No findings")
        next_of("watching b.csv")
        (shop / "b.csv").write_bytes(b"\x89PNG\r\n\x1a\n")
        next_of("PNG picture")
        next_of("watching b.csv")
        (shop / "b.csv").write_text(BAD, "utf-8")
        next_of("1 error")
        next_of("watching b.csv")
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 0
        thread.join(60)
        rest = [lines.get() for _ in range(lines.qsize())]
        assert "Traceback" not in "".join(rest)
