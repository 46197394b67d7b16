"""How long whole processes take over a bare interpreter: `--version`, and a check of 20 listings of plain text."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from shutil import which
from tempfile import TemporaryDirectory

from .frame import Bench

NAME = "startup"
ROOT = Path(__file__).parents[1]
ROWS = 20
VERSION_MS, CHECK_MS = 60.0, 250.0

_GOODS = ("bowl", "mug", "scarf", "ring", "candle", "basket", "apron", "tray", "lamp", "brush")
_STUFFS = ("oak", "stoneware", "merino wool", "silver", "beeswax", "willow", "linen", "walnut", "paper", "ash wood")
_WAYS = ("turned on the lathe", "thrown on the wheel", "woven on a frame loom", "cut and filed by hand", "sewn at home")


def run(bench: Bench) -> None:
    """Time the command as a shell starts it, in turn with a bare interpreter in the same environment."""
    command = _command()
    with TemporaryDirectory() as folder:
        write_catalogue(bench, Path(folder) / "catalogue.csv")
        start = partial(_start, folder=folder)
        bare = partial(start, [sys.executable, "-c", "pass"])
        check = [*command, "check", "catalogue.csv", "--fail-on", "never", "--no-cache"]
        start(check)
        bench.pair("version", partial(start, [*command, "--version"]), bare, most_over_ms=VERSION_MS)
        bench.pair("check-20", partial(start, check), bare, most_over_ms=CHECK_MS)
        if bench.verbose:
            arguments = check[len(command) :]
            for line in _slowest_imports(arguments, folder):
                bench.say(line)


def write_catalogue(bench: Bench, path: Path) -> None:
    """Write a plain CSV of made-up goods, the same for the same seed."""
    chance = bench.random
    with path.open("w", encoding="utf-8", newline="") as stream:
        sheet = csv.writer(stream)
        sheet.writerow(("sku", "title", "description", "bullet 1", "bullet 2", "tags", "price"))
        for number in range(ROWS):
            thing, stuff, way = chance.choice(_GOODS), chance.choice(_STUFFS), chance.choice(_WAYS)
            title = f"{stuff.capitalize()} {thing}, {way}"
            told = " ".join(f"This {chance.choice(_GOODS)} of {stuff} was {chance.choice(_WAYS)}." for _ in range(8))
            points = (f"Made of {stuff}", f"A {thing} {way}, {chance.randint(8, 60)} cm wide")
            tags = f"{stuff} {thing}, {thing} gift"
            sheet.writerow((f"ROW-{number:02}", title, told, *points, tags, f"{chance.randint(9, 240)}.00"))


def _command() -> list[str]:
    """The installed command of this interpreter, else the package as a module."""
    script = which("handmade-lint", path=str(Path(sys.executable).parent))
    return [script] if script else [sys.executable, "-m", "handmade_lint"]


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": ""}


def _start(command: Sequence[str], *, folder: str) -> None:
    done = subprocess.run(
        command, cwd=folder, env=_environment(), stdin=subprocess.DEVNULL, capture_output=True, check=False
    )
    if done.returncode:
        last = done.stderr.decode("utf-8", "replace").strip().splitlines()[-1:]
        raise RuntimeError(f"{' '.join(command[-4:])} ended with {done.returncode}: {' '.join(last)}")


def _slowest_imports(arguments: Sequence[str], folder: str) -> list[str]:
    """The ten imports that take longest by themselves."""
    command = [sys.executable, "-X", "importtime", "-m", "handmade_lint", *arguments]
    done = subprocess.run(
        command, cwd=folder, env=_environment(), stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    lines = [line.removeprefix("import time:").split("|") for line in done.stderr.splitlines() if "|" in line]
    timed = [(int(own), name.strip()) for own, _, name in lines[1:] if own.strip().isdigit()]
    return [f"{own / 1000:7.1f} ms  {name}" for own, name in sorted(timed, reverse=True)[:10]]
