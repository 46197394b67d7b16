"""Queues and servers for the tests of the review."""

from __future__ import annotations

import csv
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from handmade_lint.config import Config
from handmade_lint.review import weights
from handmade_lint.review.screen import screen
from handmade_lint.review.store import Store

ROOT = Path(__file__).parents[2]
HEADINGS = ("sku", "title", "description", "bullets", "category", "images", "tags", "store")
THINGS = ("Disney bowl", "oak bowl", "Harry Potter mug", "linen apron", "antibacterial spoon", "silver ring")


def rows(count: int, first: int = 0) -> list[tuple[str, ...]]:
    """Made-up listings, some of them with something for a reviewer."""
    return [
        (
            f"SKU-{number:05}",
            f"{THINGS[number % len(THINGS)]} number {number}",
            f"Made in our workshop, piece {number}.",
            "cures rheumatism" if number % 5 == 0 else "thirty centimetres",
            ("Bowls", "Mugs", "Aprons")[number % 3],
            "",
            "gift",
            "amazon.com",
        )
        for number in range(first, first + count)
    ]


def write(path: Path, listings: Sequence[Sequence[str]]) -> Path:
    """A catalogue of them."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([HEADINGS, *listings])
    return path


def screened(folder: Path, listings: Sequence[Sequence[str]], name: str = "shop.csv", **options: Any) -> Store:
    """A queue of a catalogue of them."""
    store = Store(folder / "queue.db", create=True)
    told = {"sample": 0.05} | options
    screen([write(folder / name, listings)], store, Config(on="2026-11-24"), weights.load(), **told)
    store.put("second-look", "0")
    return store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A queue of sixty listings, without second looks."""
    made = screened(tmp_path, rows(60))
    yield made
    made.close()


def waiting(store: Store) -> list[int]:
    """Numbers of the items that wait, in order."""
    return [row[0] for row in store.db.execute("SELECT id FROM items WHERE state = 'open' ORDER BY position")]


@dataclass
class Server:
    """A server of its own process."""

    queue: Path
    options: tuple[str, ...] = ()
    port: int = 0
    links: list[str] = field(default_factory=list)
    process: subprocess.Popen[str] | None = None

    def start(self) -> None:
        """Start it, on the same port as before."""
        command = [sys.executable, "-m", "handmade_lint", "review", str(self.queue), "--port", str(self.port)]
        self.process = subprocess.Popen(
            [*command, *self.options], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        assert self.process.stdout is not None
        self.process.stdout.readline()
        self.links = [self.process.stdout.readline().strip() for _ in range(max(1, self.options.count("--reviewer")))]
        found = re.search(r":(\d+)/", self.links[0])
        assert found, self.links
        self.port = int(found[1])

    def kill(self) -> None:
        """End it at once, as a power cut would."""
        if self.process is not None:
            self.process.kill()
            self.process.communicate()

    @property
    def host(self) -> str:
        """What the header Host says."""
        return f"localhost:{self.port}"

    def ask(self, method: str, path: str, body: str = "", **headers: str) -> tuple[HTTPResponse, str]:
        """One request, by the headers that are told and no others."""
        line = HTTPConnection("127.0.0.1", self.port, timeout=20)
        told = {name.replace("_", "-"): value for name, value in headers.items() if value}
        line.request(method, path, body.encode(), {"Host": self.host} | told)
        answer = line.getresponse()
        text = answer.read().decode("utf-8", "replace")
        line.close()
        return answer, text


@dataclass
class Reviewer:
    """Somebody who is signed in, without a browser."""

    server: Server
    name: str
    token: str = ""
    cookie: str = ""

    def sign_in(self) -> HTTPResponse:
        """Sign in."""
        body = urlencode({"name": self.name, "token": self.token, "to": "/"})
        answer, _ = self.server.ask("POST", "/sign-in", body, Origin=f"http://{self.server.host}")
        self.cookie = (answer.getheader("Set-Cookie") or "").partition(";")[0]
        return answer

    def get(self, path: str) -> tuple[HTTPResponse, str]:
        """Ask for a page."""
        return self.server.ask("GET", path, Cookie=self.cookie)

    def post(self, path: str, csrf: str, **told: str) -> tuple[HTTPResponse, str]:
        """Send a form."""
        body = urlencode({"csrf": csrf} | told)
        return self.server.ask("POST", path, body, Cookie=self.cookie, Origin=f"http://{self.server.host}")

    def csrf(self, path: str = "/") -> str:
        """What the forms of a page bring along."""
        found = re.search(r'name="csrf" value="(\w+)"', self.get(path)[1])
        assert found
        return found[1]


@pytest.fixture
def serve() -> Iterator[Callable[..., Server]]:
    """Starts servers, and ends them."""
    pytest.importorskip("starlette", reason="needs the extra 'review'")
    pytest.importorskip("uvicorn", reason="needs the extra 'review'")
    pytest.importorskip("jinja2", reason="needs the extra 'review'")
    started: list[Server] = []

    def start(queue: Path, *options: str) -> Server:
        started.append(Server(queue, options))
        started[-1].start()
        return started[-1]

    yield start
    for one in started:
        one.kill()
