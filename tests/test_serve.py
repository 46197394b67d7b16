"""The service as tools, careless clients and hostile bodies meet it: by its own description, and on a socket."""

from __future__ import annotations

import json
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from random import Random
from threading import Event
from typing import Any, NamedTuple

import jsonschema
import pytest

from benchmarks.catalogue import Maker
from handmade_lint.config import Config
from handmade_lint.run import check
from handmade_lint.service.linter import Linter, NoListings, TooSlow

JSON = "application/json"
NDJSON = "application/x-ndjson"
OAK = {"sku": "B-1", "title": "Oak Bowl!", "description": "Turned by hand."}


class Answer(NamedTuple):
    status: int
    headers: dict[str, str]
    body: str

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.body.splitlines()]


def ask(port: int, body: bytes | str = b"", path: str = "/lint", method: str = "POST", **headers: str) -> Answer:
    client = HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        client.request(method, path, body, {"Content-Type": JSON, **headers})
        answer = client.getresponse()
        return Answer(answer.status, {k.casefold(): v for k, v in answer.getheaders()}, answer.read().decode())
    finally:
        client.close()


@contextmanager
def serving(*options: str) -> Iterator[tuple[int, subprocess.Popen[str], str]]:
    """The command in a process of its own: its port, itself, and what it said."""
    command = [sys.executable, "-m", "handmade_lint", "serve", "--isolated", "--port", "0", *options]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stderr is not None
        said = process.stderr.readline()
        found = re.search(r":(\d+)/lint$", said)
        assert found, said
        yield int(found[1]), process, process.stderr.readline() if "0.0.0.0" in options else ""
    finally:
        process.kill()
        process.wait()
        assert process.stderr is not None
        process.stderr.close()


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    with serving("--most-bytes", "20000", "--most-listings", "20") as (port, _, _):
        yield port


@pytest.fixture(scope="module")
def linter() -> Linter:
    return Linter(Config())


def test_a_batch_gets_a_line_an_item_and_a_last_one(port: int) -> None:
    answer = ask(port, json.dumps([OAK, {"colour": "red"}, {**OAK, "sku": "B-2", "title": "Oak bowl"}]))
    first, second, third, last = answer.lines
    assert (answer.status, answer.headers["content-type"]) == (200, NDJSON)
    assert [one["item"] for one in (first, second, third)] == [1, 2, 3]
    assert [one["sku"] for one in first["listings"]] == ["B-1"]
    assert "TI-007" in {one["code"] for one in first["findings"]}
    assert not second["listings"]
    assert [one["code"] for one in second["findings"]] == ["FL-010"]
    assert third["listings"][0]["scores"]["quality"] > first["listings"][0]["scores"]["quality"]
    told = sum(len(one["findings"]) for one in (first, second, third))
    assert last == {"end": {"items": 3, "listings": 2, "findings": told}}


def test_it_says_what_a_check_of_the_same_file_says(linter: Linter, tmp_path: Path) -> None:
    """But for rules that compare listings."""
    items = list(Maker(Random(3), 1 / 2).rows(150))
    path = tmp_path / "goods.json"
    path.write_text(json.dumps(items), "utf-8")
    report = check([path])
    wanted = [
        (one.location.row, one.code, one.field, one.span, one.message)
        for one in report.findings
        if one.scope not in ("catalog", "file")
    ]
    lines = list(linter(items))
    got = [
        (line["item"], one["code"], one["field"], one["span"] and tuple(one["span"]), one["message"])
        for line in lines[:-1]
        for one in line["findings"]
    ]
    assert sorted(map(repr, got)) == sorted(map(repr, wanted))
    assert len(got) > 100


def test_lines_in_and_a_store(port: int) -> None:
    body = "\n".join(json.dumps({"sku": f"F-{n}", "title": "Bol en chêne"}) for n in range(3))
    answer = ask(port, body, "/lint?store=amazon.fr", **{"Content-Type": NDJSON})
    assert [one["listings"][0]["store"] for one in answer.lines[:-1]] == ["amazon.fr"] * 3
    assert {one["listings"][0]["language"] for one in answer.lines[:-1]} == {"fr"}


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        ("", JSON, 400),
        ("{", JSON, 400),
        ("[" * 9_000, JSON, 400),
        ("1" * 9_000, JSON, 400),
        (b"\xff\xfe{}", JSON, 400),
        ("{}\n{", NDJSON, 400),
        ("null", JSON, 422),
        ("[]", JSON, 422),
        ("[1]", JSON, 422),
        ("{}", JSON, 422),
        ('{"colour": "red"}', JSON, 422),
        ('{"a":' * 900 + "1" + "}" * 900, JSON, 422),
        (json.dumps([OAK] * 21), JSON, 413),
        (json.dumps({**OAK, "description": "x" * 20_000}), JSON, 413),
        (json.dumps(OAK), "text/plain", 415),
        (json.dumps({**OAK, "title": "\ud800\u202e\x00<script>"}), JSON, 200),
        ('{"sku": "A", "title": NaN}', JSON, 200),
    ],
)
def test_hostile_bodies(port: int, body: str | bytes, kind: str, status: int) -> None:
    answer = ask(port, body, **{"Content-Type": kind})
    assert answer.status == status, answer.body
    if status != 200:
        assert list(json.loads(answer.body)) == ["error"]
    assert ask(port, path="/health", method="GET").status == 200


def test_parameters_paths_and_names(port: int) -> None:
    assert ask(port, json.dumps(OAK), "/lint?store=amazon.mars").status == 422
    assert ask(port, json.dumps(OAK), "/lint?language=").status == 422
    assert ask(port, method="GET").status == 405
    assert ask(port, path="/etc/passwd", method="GET").status == 404
    assert ask(port, json.dumps(OAK), Host="evil.example").status == 421
    assert ask(port, json.dumps(OAK), Host="[::1]:80").status == 200


def test_counts_are_those_of_prometheus(port: int) -> None:
    ask(port, json.dumps(OAK))
    text = ask(port, path="/metrics", method="GET").body
    line = re.compile(r'# (HELP|TYPE) \w+ .+|\w+(\{\w+="[^"]*"\})? \d+(\.\d+)?(e-?\d+)?')
    assert all(line.fullmatch(one) for one in text.splitlines()), text
    values = {
        name: float(value) for name, _, value in (one.rpartition(" ") for one in text.splitlines()) if name[0] != "#"
    }
    assert values['handmade_lint_answers_total{status="200"}'] >= 1
    assert values["handmade_lint_requests_under_way"] == 0
    assert values["handmade_lint_answer_seconds_count"] == sum(
        value for name, value in values.items() if name.startswith("handmade_lint_answers_total")
    )


def test_elsewhere_a_token_is_asked_for(tmp_path: Path) -> None:
    with serving("--host", "0.0.0.0") as (port, _, said):
        token = said.removeprefix("token: ").strip()
        assert len(token) > 30
        for told in ("", "Bearer x", f"Basic {token}", "Bearer \xff"):
            answer = ask(port, json.dumps(OAK), Authorization=told)
            assert (answer.status, answer.headers["www-authenticate"]) == (401, "Bearer")
        assert ask(port, path="/health", method="GET").status == 401
        assert ask(port, json.dumps(OAK), Authorization=f"Bearer {token}").status == 200


def test_a_slow_body_and_a_lost_one() -> None:
    with serving("--seconds", "0.3") as (port, _, _):
        for rest in (b"x", b""):
            with socket.create_connection(("127.0.0.1", port), timeout=20) as client:
                client.sendall(b"POST /lint HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n")
                client.sendall(b"Content-Length: 50\r\n\r\n{" + rest)
                if rest:
                    assert client.recv(40).startswith(b"HTTP/1.1 408")
        assert ask(port, json.dumps(OAK)).status == 200


def test_more_than_it_can_do_is_turned_away_and_told_when_to_come_back() -> None:
    """None fails, none waits without end, and it works on."""
    body = json.dumps([{**OAK, "sku": f"S-{n}", "description": "Turned by hand from oak. " * 40} for n in range(400)])
    with serving("--requests", "2") as (port, _, _), ThreadPoolExecutor(12) as crowd:
        answers = list(crowd.map(lambda _: ask(port, body), range(36)))
        statuses = {one.status for one in answers}
        assert statuses == {200, 429}
        assert all(one.headers["retry-after"] == "1" for one in answers if one.status == 429)
        assert {len(one.lines) for one in answers if one.status == 200} == {401}
        assert ask(port, body).status == 200


def test_the_clock_is_looked_at_between_listings(linter: Linter) -> None:
    late = Event()
    lines = linter([OAK] * 200, late=late.is_set)
    assert next(lines)["item"] == 1
    late.set()
    with pytest.raises(TooSlow):
        list(lines)
    with pytest.raises(NoListings):
        list(linter([{"colour": "red"}]))


def test_too_long_a_judging_is_503() -> None:
    body = json.dumps([{**OAK, "description": f"Bowl {n}. " * 300} for n in range(1_000)])
    with serving("--seconds", "0.05") as (port, _, _):
        answer = next(one for _ in range(50) if (one := ask(port, body)).status != 408)  # a busy machine
        assert (answer.status, answer.headers["retry-after"]) == (503, "1"), answer.body


def test_what_is_under_way_is_answered_before_it_ends() -> None:
    body = json.dumps([{**OAK, "sku": f"S-{n}", "description": f"Turned {n}. " * 60} for n in range(1_000)])
    with serving() as (port, process, _), ThreadPoolExecutor(1) as client:
        ask(port, json.dumps(OAK))
        asked = client.submit(ask, port, body)
        until = 500
        while "under_way 1" not in ask(port, path="/metrics", method="GET").body and until:
            until -= 1
        process.send_signal(signal.SIGTERM)
        answer = asked.result(timeout=30)
        assert answer.lines[-1]["end"]["listings"] == 1_000
        assert process.wait(timeout=30) in (0, -signal.SIGTERM)


def test_what_is_missing_is_said(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    from handmade_lint.cli import main

    monkeypatch.delitem(sys.modules, "handmade_lint.service.app", raising=False)
    monkeypatch.setitem(sys.modules, "starlette.applications", None)
    monkeypatch.setattr(sys, "argv", ["handmade-lint", "serve"])
    with pytest.raises(SystemExit, match="2"):
        main()
    assert "handmade-lint[serve]" in capsys.readouterr().err


def described() -> Any:
    """The service's own description, as the tool that tests by it reads it."""
    schemathesis = pytest.importorskip("schemathesis", reason="needs pip install 'handmade-lint[dev]'")
    from handmade_lint.service.app import Door, Limits, make

    return schemathesis.openapi.from_asgi("/openapi.json", make(Linter(Config()), Limits(20_000, 20), Door()))


def test_it_does_what_its_description_says() -> None:
    """Requests made up after the description, right and wrong ones: no answer is one that it does not tell of."""
    import hypothesis

    schema = described()
    from schemathesis.specs.openapi.checks import positive_data_acceptance as accepted  # which headings mean a title
    # no schema says

    asked: list[int] = []

    for operation in schema.get_all_operations():
        found = operation.ok()

        @hypothesis.settings(max_examples=60, deadline=None, suppress_health_check=list(hypothesis.HealthCheck))
        @hypothesis.given(case=found.as_strategy())
        def meets(case: Any) -> None:
            answer = case.call()
            asked.append(answer.status_code)
            case.validate_response(answer, excluded_checks=[accepted])

        meets()
    assert {200} < set(asked) <= {200, 400, 405, 413, 415, 422}


def test_the_description_is_valid(port: int) -> None:
    told = json.loads(ask(port, path="/openapi.json", method="GET").body)
    item = told["components"]["schemas"]["Item"]
    jsonschema.validate(OAK, item)
    assert told["openapi"] == "3.1.0"
    body: Sequence[Any] = told["paths"]["/lint"]["post"]["requestBody"]["content"][JSON]["schema"]["anyOf"]
    assert len(body) == 2
