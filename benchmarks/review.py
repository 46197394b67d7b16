"""Reviewers' queue: screening rate; how fast the page opens and the next item comes, for one person and for twenty."""

from __future__ import annotations

import csv
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from http.client import HTTPConnection
from importlib.util import find_spec
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from threading import Thread
from time import perf_counter, sleep
from urllib.parse import urlencode

from .frame import Bench, Unavailable

NAME = "review"
ROOT = Path(__file__).parents[1]
OPEN_MS, NEXT_MS = 500.0, 100.0
CROWD = 20
THINKS = 1.0
"""Mean seconds between two decisions of one of twenty reviewers; people take longer."""

_FLAGS = ("Disney", "Harry Potter", "Pokémon", "antibacterial", "cures eczema", "for iPhone", "Kindle style")
_GOODS = ("bowl", "mug", "scarf", "ring", "candle", "basket", "apron", "tray", "lamp", "brush")
_STUFFS = ("oak", "stoneware", "merino wool", "silver", "beeswax", "willow", "linen", "walnut", "paper", "ash wood")


def run(bench: Bench) -> None:
    """Screen a catalogue, serve the queue, and review it as one and as twenty people would."""
    if any(find_spec(name) is None for name in ("starlette", "uvicorn", "jinja2")):
        raise Unavailable("needs pip install 'handmade-lint[review]'")
    count = bench.size(50_000, 5_000)
    with TemporaryDirectory() as folder:
        write_catalogues(bench, Path(folder), count)
        queue = Path(folder) / "queue.db"
        command = [sys.executable, "-m", "handmade_lint", "screen", f"{folder}/shops", "-o", str(queue), "--isolated"]
        began = perf_counter()
        done = subprocess.run(command, env=_environment(), capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(done.stderr.strip()[-300:])
        bench.say(done.stdout.splitlines()[0])
        bench.figure("screened", count / (perf_counter() - began), "listings/s")
        with _Server(queue) as server:
            mia = _Client(server.port, "mia")
            opened = [mia.timed("/") for _ in range(bench.size(40, 12))]
            narrowed = [mia.timed("/?rule=IP-011") for _ in range(bench.size(20, 6))]
            decided = [mia.decide() for _ in range(bench.size(400, 100))]
            bench.figure("open.median", _percentile(opened, 50), "ms")
            bench.figure("open.worst", max(opened), "ms", OPEN_MS)
            bench.figure("open-filtered.worst", max(narrowed), "ms", OPEN_MS)
            bench.figure("next.median", _percentile(decided, 50), "ms")
            bench.figure("next.p99", _percentile(decided, 99), "ms", NEXT_MS)
            crowd(bench, server.port)


def crowd(bench: Bench, port: int) -> None:
    """Twenty reviewers at once, while somebody opens the queue now and then."""
    decided: list[float] = []
    opened: list[float] = []
    faults: list[str] = []
    decisions = bench.size(30, 8)

    def work(number: int) -> None:
        chance = Random(number)
        try:
            one = _Client(port, f"r{number}")
            for _ in range(decisions):
                sleep(chance.expovariate(1 / THINKS))
                decided.append(one.decide())
                if chance.random() < 0.1:
                    opened.append(one.timed("/"))
        except Exception as fault:
            faults.append(f"{type(fault).__name__}: {fault}")

    people = [Thread(target=work, args=(number,)) for number in range(CROWD)]
    began = perf_counter()
    for one in people:
        one.start()
    for one in people:
        one.join()
    if faults:
        raise RuntimeError(faults[0])
    seconds = perf_counter() - began
    bench.figure("crowd.decisions", len(decided) / seconds, "per s")
    bench.figure("crowd.open.worst", max(opened), "ms", OPEN_MS)
    bench.figure("crowd.next.median", _percentile(decided, 50), "ms")
    bench.figure("crowd.next.p99", _percentile(decided, 99), "ms", NEXT_MS)


def write_catalogues(bench: Bench, folder: Path, count: int) -> None:
    """Write ten shops of made-up goods, each with something for a reviewer; the same for the same seed."""
    chance = bench.random
    (folder / "shops").mkdir()
    for shop in range(10):
        with (folder / "shops" / f"shop-{shop}.csv").open("w", encoding="utf-8", newline="") as stream:
            sheet = csv.writer(stream)
            sheet.writerow(("sku", "title", "description", "bullets", "category", "store", "price"))
            for number in range(count // 10):
                thing, stuff, flag = chance.choice(_GOODS), chance.choice(_STUFFS), chance.choice(_FLAGS)
                title = f"{stuff.capitalize()} {thing} {number}, {flag}"
                told = " ".join(f"This {chance.choice(_GOODS)} of {stuff} was made at home." for _ in range(6))
                points = f"Made of {stuff}\nA {thing}, {chance.randint(8, 60)} cm wide"
                row = (f"S{shop}-{number:05}", title, told, points, thing, "amazon.com", f"{chance.randint(9, 90)}.00")
                sheet.writerow(row)


def _percentile(values: Sequence[float], percent: int) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, len(ordered) * percent // 100)]


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT)}


class _Server:
    """The page server, as its command starts it."""

    def __init__(self, queue: Path) -> None:
        command = [sys.executable, "-m", "handmade_lint", "review", str(queue), "--port", "0"]
        self._process = subprocess.Popen(
            command, env=_environment(), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        assert self._process.stdout is not None
        self._process.stdout.readline()
        found = re.search(r":(\d+)/", self._process.stdout.readline())
        if found is None:
            raise RuntimeError("the page server did not start")
        self.port = int(found[1])

    def __enter__(self) -> _Server:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.communicate()


class _Client:
    """A reviewer at a keyboard, on one connection; times are in milliseconds, of whole pages."""

    def __init__(self, port: int, name: str) -> None:
        self._line = HTTPConnection("127.0.0.1", port, timeout=60)
        self._home = f"localhost:{port}"
        self._cookie = ""
        self._ask("POST", "/sign-in", {"name": name, "to": "/"})
        self._page, self._path = self._follow("/next")

    def timed(self, path: str) -> float:
        """Open a page."""
        began = perf_counter()
        self._ask("GET", path)
        return 1000 * (perf_counter() - began)

    def decide(self) -> float:
        """Decide the item at hand; from the key to the page of the next one."""
        found = re.search(r'name="csrf" value="(\w+)"', self._page)
        if found is None or 'id="decide"' not in self._page:
            raise RuntimeError(f"nothing to decide on {self._path}")
        began = perf_counter()
        status, where, _ = self._ask("POST", f"{self._path}/decide", {"csrf": found[1], "verdict": "allow"})
        if status != 303:
            raise RuntimeError(f"{self._path} was answered with {status}")
        self._page, self._path = self._follow(where)
        return 1000 * (perf_counter() - began)

    def _follow(self, path: str) -> tuple[str, str]:
        for _ in range(4):
            status, where, text = self._ask("GET", path)
            if status != 303:
                return text, path.partition("?")[0]
            path = where
        raise RuntimeError(f"{path} leads on and on")

    def _ask(self, method: str, path: str, form: dict[str, str] | None = None) -> tuple[int, str, str]:
        headers = {"Host": self._home, "Cookie": self._cookie}
        if form is not None:
            headers["Origin"] = f"http://{self._home}"
        self._line.request(method, path, urlencode(form or {}), headers)
        answer = self._line.getresponse()
        text = answer.read().decode("utf-8", "replace")
        self._cookie = (answer.getheader("Set-Cookie") or self._cookie).partition(";")[0]
        return answer.status, answer.getheader("Location") or "", text
