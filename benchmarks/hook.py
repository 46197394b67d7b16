"""The hook over 1,000 rows with pictures that did not change since the run before, over a bare interpreter."""

from __future__ import annotations

import os
import struct
import subprocess
import sys
import zlib
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from .catalogue import write
from .frame import Bench, Unavailable, seconds

NAME = "hook"
ROOT = Path(__file__).parents[1]
ROWS, AGAIN_MS = 1000, 500.0


def run(bench: Bench) -> None:
    """Time the first run, runs over the same again, and one in which a row changed."""
    with TemporaryDirectory() as place:
        folder, cache = Path(place) / "shop", Path(place) / "cache"
        folder.mkdir()
        catalogue = write(folder / "catalogue.csv", ROWS, seed=bench.seed)
        for number in range(ROWS):
            (folder / f"S{number:07d}.jpg").write_bytes(_picture(number))
        _git(folder, "init", "-q")
        _git(folder, "add", "-A")
        command = [sys.executable, "-m", "handmade_lint", "hook", "--fail-on", "never"]
        start = partial(_start, folder=folder, cache=cache)
        bare = partial(start, [sys.executable, "-c", "pass"])
        named = [*command, catalogue.name]
        bench.figure("first", seconds(partial(start, named)) * 1000, "ms")
        bench.pair("again", partial(start, named), bare, most_over_ms=AGAIN_MS)
        whole = [*command, "--whole"]
        start(whole)
        bench.pair("again-whole", partial(start, whole), bare, most_over_ms=AGAIN_MS)
        with catalogue.open("a", encoding="utf-8") as stream:
            stream.write("Z1,amazon.com,Oak Bowl\n")
        bench.figure("one-row-changed", seconds(partial(start, named)) * 1000, "ms")


def _picture(number: int) -> bytes:
    """A small PNG of one grey, another one for each number."""
    side = 32
    rows = (b"\0" + bytes([number % 256]) * side) * side
    chunks = (
        (b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)),
        (b"tEXt", b"Comment\0" + str(number).encode()),
        (b"IDAT", zlib.compress(rows)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )


def _git(folder: Path, *words: str) -> None:
    try:
        subprocess.run(["git", *words], cwd=folder, check=True, capture_output=True)  # noqa: S607 - as the tool does
    except OSError:
        raise Unavailable("there is no git") from None


def _start(command: list[str], *, folder: Path, cache: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "XDG_CACHE_HOME": str(cache), "PYTHONDONTWRITEBYTECODE": ""}
    done = subprocess.run(
        command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, capture_output=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(command[-3:])} ended with {done.returncode}: {done.stderr[-300:]!r}")
