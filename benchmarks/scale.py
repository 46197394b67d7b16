"""The engines against the plain loop, on text and on pictures; a checkpoint's cost; the service under mixed load."""

from __future__ import annotations

import csv
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.client import HTTPConnection
from importlib.util import find_spec
from pathlib import Path
from random import Random
from time import monotonic, perf_counter

from .catalogue import Maker, write
from .frame import Bench, Unavailable
from .text import Checked, _family, _memory, check

NAME = "scale"

ENGINES = {"threads": "", "processes": "", "dask": "distributed", "ray": "ray"}
"""Each with the package that it needs."""
OVERHEAD = {"dask": 1.15, "ray": 1.40}
"""At most so many times the seconds of the plain loop, with one worker."""


def run(bench: Bench) -> None:
    """Measure."""
    if not Path("/proc/self/smaps_rollup").exists():
        raise Unavailable("it reads the memory of processes from /proc, which is not there")
    engines = [name for name, package in ENGINES.items() if not package or find_spec(package)]
    for name in ENGINES.keys() - set(engines):
        bench.say(f"SKIPPED {name}: it is not installed (pip install 'handmade-lint[{name}]')")
    with tempfile.TemporaryDirectory(prefix="handmade-lint-bench-") as folder:
        _text(bench, Path(folder), engines)
        if find_spec("cv2") is None:
            bench.say("SKIPPED pictures: the extra 'images' is not installed")
        else:
            _pictures(bench, Path(folder), engines)
    if find_spec("uvicorn") is None:
        bench.say("SKIPPED serve: the extra 'serve' is not installed")
    else:
        _service(bench)


def _text(bench: Bench, folder: Path, engines: Sequence[str]) -> None:
    size = bench.size(1_000_000, 6_000)
    path = write(folder / "goods.csv", size, seed=bench.seed)
    bench.figure("text.listings", size, "listings")
    plain = _each(bench, "text", path, size, engines, 2)
    kept = check(path, "--quiet", "--jobs", "1", "--no-cache", "--checkpoint", str(folder / "kept"))
    bench.figure("text.checkpoint", kept.seconds / plain.seconds, "x")
    path.unlink()


def _pictures(bench: Bench, folder: Path, engines: Sequence[str]) -> None:
    from .photographs import Photographer

    count = bench.size(20_000, 40)
    shots = folder / "pictures"
    shots.mkdir()
    files = Photographer(bench.random).write(shots, count)
    path = folder / "shown.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        table = csv.writer(stream)
        table.writerow(["sku", "title", "main image"])
        table.writerows([f"P-{number}", f"Oak bowl number {number}", one.name] for number, one in enumerate(files))
    bench.figure("pictures.decoded", count, "pictures")
    _each(bench, "pictures", path, count, engines, 1 if bench.quick else 2, "--images", str(shots))


def _each(
    bench: Bench, kind: str, path: Path, size: int, engines: Sequence[str], workers: int, *options: str
) -> Checked:
    """One file by the plain loop and by each engine, with one worker and with more; all must find the same."""
    plain = check(path, "--quiet", "--jobs", "1", "--no-cache", *options)
    bench.figure(f"{kind}.plain.rate", size / plain.seconds, "/s")
    bench.figure(f"{kind}.plain.memory", plain.peak, "MiB")
    for engine in engines:
        for jobs in range(1, workers + 1):
            told = check(path, "--quiet", "--engine", engine, "--jobs", str(jobs), "--no-cache", *options)
            if re.sub(r"\d+(\.\d+)? s\b", "", told.summary) != re.sub(r"\d+(\.\d+)? s\b", "", plain.summary):
                raise RuntimeError(f"{engine} says {told.summary!r}, the plain loop {plain.summary!r}")
            name = f"{kind}.{engine}-{jobs}"
            bench.figure(f"{name}.rate", size / told.seconds, "/s")
            bench.figure(f"{name}.memory", told.peak, "MiB")
            if jobs == 1:
                most = OVERHEAD.get(engine) if kind == "pictures" and not bench.quick else None
                bench.figure(f"{name}.over-plain", told.seconds / plain.seconds, "x", limit=most)
    return plain


@contextmanager
def _serving() -> Iterator[tuple[int, int]]:
    """The service in a process of its own: its port and its number."""
    command = [sys.executable, "-m", "handmade_lint", "serve", "--isolated", "--port", "0"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stderr is not None
        found = re.search(r":(\d+)/lint$", process.stderr.readline())
        if found is None:
            raise RuntimeError("the service did not start")
        yield int(found[1]), process.pid
    finally:
        process.terminate()
        process.communicate()


def _service(bench: Bench) -> None:
    """Single listings, batches and refused bodies from four clients at a time."""
    rows = list(Maker(Random(bench.seed), 1 / 3).rows(2_000))
    with _serving() as (port, pid), ThreadPoolExecutor(4) as crowd:
        _client(port, rows, 1.0, 0)  # what is made on the first call is made
        before = sum(map(_memory, _family(pid))) / 1024
        span = float(os.environ.get("HANDMADE_LINT_SCALE_SECONDS", bench.size(1_800, 10)))
        asked = list(crowd.map(lambda number: _client(port, rows, span, number), range(4)))
        after = sum(map(_memory, _family(pid))) / 1024
    times = sorted(seconds for some in asked for status, seconds in some if status == 200)
    wrong = [status for some in asked for status, _ in some if status not in (200, 400, 429)]
    bench.figure("serve.seconds", span, "s")
    bench.figure("serve.answers", len(times), "answers")
    bench.figure("serve.errors", len(wrong), "answers", limit=0)
    bench.figure("serve.median", times[len(times) // 2] * 1000, "ms")
    bench.figure("serve.p99", times[int(len(times) * 0.99)] * 1000, "ms")
    bench.figure("serve.growth", after - before, "MiB", limit=None if bench.quick else 64)


def _client(port: int, rows: Sequence[object], span: float, number: int) -> list[tuple[int, float]]:
    random = Random(number)
    until = monotonic() + span
    told = []
    client = HTTPConnection("127.0.0.1", port, timeout=60)
    while monotonic() < until:
        size = random.choice((1, 1, 1, 10, 100))
        body = json.dumps(random.sample(rows, size)) if random.random() > 0.05 else "{"
        began = perf_counter()
        client.request("POST", "/lint", body, {"Content-Type": "application/json"})
        answer = client.getresponse()
        answer.read()
        told.append((answer.status, perf_counter() - began))
    client.close()
    return told
