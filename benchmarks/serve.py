"""The service for half an hour under mixed load: answers, errors, the 99th percentile, growth of memory.

HANDMADE_LINT_SCALE=0.1 takes a tenth of the time.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.client import HTTPConnection
from importlib.util import find_spec
from pathlib import Path
from random import Random
from statistics import median
from time import monotonic, perf_counter, sleep

from .catalogue import Maker
from .frame import Bench, Unavailable
from .text import _family, _memory

NAME = "serve"


def run(bench: Bench) -> None:
    """Measure."""
    if not Path("/proc/self/smaps_rollup").exists():
        raise Unavailable("it reads the memory of processes from /proc, which is not there")
    if find_spec("uvicorn") is None:
        raise Unavailable("the extra 'serve' is not installed")
    bench.figure("load", os.getloadavg()[0], "processes that want a core as it begins")
    under_load(bench)


LISTINGS = "HANDMADE_LINT_SCALE"


def share(name: str = LISTINGS) -> float:
    """Which part of the full sizes is measured, as a variable of the environment says."""
    return float(os.environ.get(name, 1))


def share_of(bench: Bench, full: int, quick: int, name: str = LISTINGS) -> int:
    """That part of a size, or that of --quick."""
    return quick if bench.quick else max(quick, round(full * share(name)))


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


_CLIENTS = 4
_PAUSE = 0.2
"""Seconds on average between an answer and the client's next request: a service is not asked at its limit."""


def under_load(bench: Bench, front: str = "") -> None:
    """Single listings, batches and refused bodies from four clients; rules of each language are loaded when asked."""
    rows = list(Maker(Random(bench.seed), 1 / 3).rows(20_000 if not bench.quick else 2_000))
    span = float(share_of(bench, 1_800, 10))
    told: list[list[tuple[int, float]]] = []
    with _serving() as (port, pid), ThreadPoolExecutor(_CLIENTS) as crowd:
        warm = max(2.0, span / 10)
        list(crowd.map(lambda number: _client(port, rows, warm, -1 - number), range(_CLIENTS)))
        asked = [crowd.submit(_client, port, rows, span, number) for number in range(_CLIENTS)]
        held: list[float] = []
        while not all(one.done() for one in asked):
            sleep(span / 60)
            held.append(sum(map(_memory, _family(pid))) / 1024)
        told = [one.result() for one in asked]
    times = sorted(seconds for some in told for status, seconds in some if status == 200)
    statuses = Counter(status for some in told for status, _ in some)
    late = statuses[408] + statuses[503]
    third = max(1, len(held) // 3)
    bench.figure(f"{front}seconds", span, "s")
    bench.figure(f"{front}answers", len(times), "answers")
    errors = statuses.total() - late - statuses[200] - statuses[400] - statuses[429]
    bench.figure(f"{front}errors", errors, "answers", limit=0)
    bench.figure(f"{front}late", late, "answers that took more than --seconds", limit=0)
    bench.figure(f"{front}turned-away", statuses[429], "answers")
    bench.figure(f"{front}median", times[len(times) // 2] * 1000, "ms")
    bench.figure(f"{front}p99", times[int(len(times) * 0.99)] * 1000, "ms")
    bench.figure(f"{front}memory", max(held), "MiB")
    growth = median(held[-third:]) - median(held[:third])
    bench.figure(f"{front}growth", growth, "MiB, last third over first", limit=None if bench.quick else 16)


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
        sleep(random.expovariate(1 / _PAUSE))
    client.close()
    return told
