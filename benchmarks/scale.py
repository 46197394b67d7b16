"""Engines against the plain loop on text and pictures; a whole run's speed, memory and disk; the service under load.

HANDMADE_LINT_SCALE=0.1 takes a tenth of the listings and of the service's time, HANDMADE_LINT_SCALE_PICTURES=0.1 a
tenth of the pictures that are decoded.
"""

from __future__ import annotations

import csv
import os
import re
import subprocess
import sys
import tempfile
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from time import perf_counter, sleep

from handmade_lint.catalogs import open_catalog
from handmade_lint.config import Config
from handmade_lint.pipeline import Bench as Judging
from handmade_lint.pipeline import Piece, Task
from handmade_lint.run import plan

from .catalogue import write
from .frame import Bench, Unavailable
from .serve import LISTINGS, share, share_of, under_load
from .text import _family, _memory

NAME = "scale"

ENGINES = {"threads": "", "processes": "", "dask": "distributed", "ray": "ray"}
"""Each with the package that it needs."""
OVERHEAD = {"dask": 1.15, "ray": 1.40}
"""At most so many times the processor seconds of the plain loop on pictures, with one worker."""
_DISTINCT = 200
"""Pictures that are made where there are no photographs; each is repeated with other bytes behind its end, so that it
is decoded again."""
PICTURES = "HANDMADE_LINT_SCALE_PICTURES"
_EACH = 5
"""Pictures of a listing."""


def run(bench: Bench) -> None:
    """Measure."""
    if not Path("/proc/self/smaps_rollup").exists():
        raise Unavailable("it reads the memory of processes from /proc, which is not there")
    engines = [name for name, package in ENGINES.items() if not package or find_spec(package)]
    for name in ENGINES.keys() - set(engines):
        bench.say(f"SKIPPED {name}: it is not installed (pip install 'handmade-lint[{name}]')")
    for name in (LISTINGS, PICTURES):
        if share(name) != 1:
            bench.say(f"{name}={share(name):g}: a part of the full sizes")
    bench.figure("load", os.getloadavg()[0], "processes that want a core as it begins")
    with tempfile.TemporaryDirectory(prefix="handmade-lint-bench-") as folder:
        _text(bench, Path(folder), engines)
        if find_spec("cv2") is None:
            bench.say("SKIPPED pictures: the extra 'images' is not installed")
        else:
            _pictures(bench, Path(folder), engines)
    if find_spec("uvicorn") is None:
        bench.say("SKIPPED serve: the extra 'serve' is not installed")
    else:
        under_load(bench, "serve.")


@dataclass
class Watched:
    """One run of the command line, and all its processes."""

    seconds: float = 0.0
    cpu: float = 0.0
    """Processor seconds of all processes."""
    peak: float = 0.0
    """Most memory at a time, MiB (proportional set size)."""
    disk: float = 0.0
    """Most bytes at a time in temporary files, MiB."""
    summary: str = ""
    ticks: dict[int, float] = field(default_factory=dict)

    def look(self, pid: int, place: str) -> None:
        """Take a look at the family of a process."""
        family = _family(pid)
        self.peak = max(self.peak, sum(map(_memory, family)) / 1024)
        self.disk = max(self.disk, sum(_open_files(one, place) for one in family) / (1 << 20))
        for one in family:
            self.ticks[one] = max(self.ticks.get(one, 0.0), _ticks(one))


def _ticks(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _open_files(pid: int, place: str) -> int:
    """Bytes on disk of files below a folder that a process holds open; those of workers are their own."""
    size = 0
    try:
        for one in Path(f"/proc/{pid}/fd").iterdir():
            if os.readlink(one).startswith(place):  # noqa: PTH115 - links of /proc, many
                size += one.stat().st_blocks * 512
    except OSError:
        pass
    return size


def check(path: Path, *options: str, cache: Path | None = None) -> Watched:
    """Run `handmade-lint check` on a file as a user would, and watch it."""
    command = [sys.executable, "-m", "handmade_lint", "check", str(path), "--isolated", "--fail-on", "never", "-q"]
    place = path.parent / "tmp"
    place.mkdir(exist_ok=True)
    environment = {**os.environ, "TMPDIR": str(place)}
    if cache is not None:
        environment["XDG_CACHE_HOME"] = str(cache)
    else:
        options = (*options, "--no-cache")
    watched, began = Watched(), perf_counter()
    process = subprocess.Popen(
        [*command, *options], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment
    )

    def watch() -> None:
        while process.poll() is None:
            watched.look(process.pid, str(place))
            sleep(0.1)

    watching = threading.Thread(target=watch, daemon=True)
    watching.start()
    watched.summary = process.communicate()[0].strip()
    watched.seconds = perf_counter() - began
    watching.join()
    watched.cpu = sum(watched.ticks.values())
    if process.returncode:
        raise RuntimeError(f"the check ended with status {process.returncode}")
    return watched


def _text(bench: Bench, folder: Path, engines: Sequence[str]) -> None:
    size = share_of(bench, 1_000_000, 6_000)
    few = write(folder / "few.csv", max(3_000, size // 10), seed=bench.seed)
    count = max(3_000, size // 10)
    check(few, "--jobs", "1")  # what is made on the first run is made
    bench.figure("text.listings", count, "listings")
    plain = _each(bench, "text", few, count, engines, 2)["plain"]
    kept = check(few, "--jobs", "1", "--checkpoint", str(folder / "kept"))
    bench.figure("text.checkpoint", kept.cpu / plain.cpu, "x, processor seconds")
    two = check(few, "--jobs", "2")
    few.unlink()
    many = write(folder / "many.csv", size, seed=bench.seed)
    out = folder / "out"
    whole = check(many, "--jobs", "2", "-o", f"jsonl={out}/", "-o", str(folder / "worst.html"))
    bench.figure("whole.listings", size, "listings")
    _rates(bench, "whole", size, whole)
    bench.figure("whole.bytes", many.stat().st_size / (1 << 20), "MiB of catalogue")
    bench.figure("whole.out", sum(one.stat().st_size for one in out.rglob("*.jsonl")) / (1 << 20), "MiB of findings")
    more = size - count
    bench.figure("whole.each", (whole.cpu - two.cpu) / more * 1e6, "us of processor time for each more listing")
    bench.figure("whole.memory-each", (whole.peak - two.peak) / more * 1024, "KiB for each more listing")
    bench.figure("whole.memory-growth", whole.peak / two.peak, "x, of ten times the listings", 3.0)
    _gathered(bench, many)
    many.unlink()


def _gathered(bench: Bench, path: Path) -> None:
    """What stays in memory of each listing until the end, and what goes to temporary files, of the first batches."""
    planned = plan(Config())
    judge, (table,) = Judging(planned), open_catalog(path)
    pieces = [judge(Task(0, table.reader, rows)) for rows in islice(table.batches(), 4)]
    listings = sum(piece.read for piece in pieces)
    keys = sum(len(part) for piece in pieces for some in piece.keeping.members.values() for part in some)
    bench.figure("gather.memory", keys / listings + 10, "bytes a listing: keys, the end of its record, two bytes")
    records = sum(len(one) for piece in pieces for one in piece.keeping.records)
    told = sum(len(piece.entries) + len(piece.findings) for piece in map(Piece.packed, pieces))
    bench.figure("gather.disk", (records + told) / listings, "bytes a listing: records, entries, findings")


def _pictures(bench: Bench, folder: Path, engines: Sequence[str]) -> None:
    from .photographs import SHARED, Photographer

    count = share_of(bench, 20_000, 40, PICTURES)
    shots = folder / "pictures"
    shots.mkdir()
    files = sorted((SHARED / "clothing_cc0").rglob("*.jpg"))
    source = "photographs of clothes (../shared/data)" if files else "pictures made of noise"
    made = [one.read_bytes() for one in files or Photographer(bench.random).write(shots, min(count, _DISTINCT))]
    for number in range(count):
        (shots / f"{number:05}.jpg").write_bytes(made[number % len(made)] + number.to_bytes(4, "big"))
    bench.say(f"{count} files of {len(made)} {source}, {sum(map(len, made)) / len(made) / 1000:.0f} kB each")
    words = "--images", str(shots)
    few = max(40, count // 10)
    if few < count:
        path = _catalogue(folder / "few.csv", few, 1, few)
        bench.figure("few-pictures.decoded", few, "pictures")
        begun = _each(bench, "few-pictures", path, few, engines, 2, *words)
    path = _catalogue(folder / "shown.csv", count, 1, count)
    bench.figure("pictures.decoded", count, "pictures")
    done = _each(bench, "pictures", path, count, [one for one in engines if one in OVERHEAD], 1, *words)
    if few < count:
        plain = done["plain"].cpu - begun["plain"].cpu
        bench.figure("pictures.each", plain / (count - few) * 1e3, "ms of processor time for each more picture")
        for name in done.keys() - {"plain"}:
            more = (done[name].cpu - begun[name].cpu) / plain
            bench.figure(f"pictures.{name}.over-plain-each", more, "x, of more pictures, the start aside")
    listings = share_of(bench, 1_000_000, 200)
    path = _catalogue(folder / "repeated.csv", listings, _EACH, count)
    shown = check(path, "--jobs", "2", *words, cache=folder / "cache")
    bench.figure("repeated.fingerprints", listings * _EACH, "pictures shown")
    _rates(bench, "repeated", listings * _EACH, shown)


def _catalogue(path: Path, listings: int, each: int, pictures: int) -> Path:
    with path.open("w", encoding="utf-8", newline="") as stream:
        table = csv.writer(stream)
        table.writerow(["sku", "title", "main image", *(f"image {number}" for number in range(2, each + 1))])
        for number in range(listings):
            names = (f"{(number * each + place) % pictures:05}.jpg" for place in range(each))
            table.writerow([f"P-{number}", f"Oak bowl number {number}", *names])
    return path


def _rates(bench: Bench, name: str, size: int, told: Watched) -> None:
    bench.figure(f"{name}.rate", size / told.seconds, "/s by the wall")
    bench.figure(f"{name}.rate-per-core", size / told.cpu, "/s of processor time")
    bench.figure(f"{name}.memory", told.peak, "MiB")
    bench.figure(f"{name}.disk", told.disk, "MiB of temporary files")


def _each(
    bench: Bench, kind: str, path: Path, size: int, engines: Sequence[str], workers: int, *options: str
) -> dict[str, Watched]:
    """One file by the plain loop and by each engine, with one worker and with more; all must find the same."""
    plain = check(path, "--jobs", "1", *options)
    every = {"plain": plain}
    _rates(bench, f"{kind}.plain", size, plain)
    for engine in engines:
        for jobs in range(1, workers + 1):
            told = every[f"{engine}-{jobs}"] = check(path, "--engine", engine, "--jobs", str(jobs), *options)
            if _said(told) != _said(plain):
                raise RuntimeError(f"{engine} says {told.summary!r}, the plain loop {plain.summary!r}")
            name = f"{kind}.{engine}-{jobs}"
            _rates(bench, name, size, told)
            if jobs == 1:
                most = OVERHEAD.get(engine) if kind == "pictures" and not bench.quick else None
                bench.figure(f"{name}.over-plain", told.cpu / plain.cpu, "x, processor seconds", limit=most)
    return every


def _said(told: Watched) -> str:
    return re.sub(r"\d+(\.\d+)? s\b", "", told.summary)
