"""The frame of the benchmarks: names, limits, status and the line of JSON; nothing is timed in earnest."""

from __future__ import annotations

import json
from types import SimpleNamespace
from typing import Any

import pytest

from benchmarks.frame import Bench, Unavailable, found, interleave, main, run


def told(capsys: pytest.CaptureFixture[str]) -> Any:
    """The last line of what was printed, as JSON."""
    return json.loads(capsys.readouterr().out.splitlines()[-1])


def bench_of(job: Any) -> tuple[list[Bench], dict[str, Any]]:
    return [Bench("planted", quick=True)], {"planted": SimpleNamespace(NAME="planted", __doc__="Planted.", run=job)}


def test_every_benchmark_is_found_and_says_what_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert "startup" in found()
    assert all((one.__doc__ or "").strip() for one in found().values())
    assert main(["--list"]) == 0
    assert "startup" in capsys.readouterr().out


@pytest.mark.parametrize("words", [["no-such"], []])
def test_wrong_usage(words: list[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(words)
    assert end.value.code == 2


@pytest.mark.parametrize(("value", "status"), [(1.0, 0), (3.0, 1)])
def test_a_missed_limit_is_status_1(capsys: pytest.CaptureFixture[str], value: float, status: int) -> None:
    assert run(*bench_of(lambda bench: bench.figure("size", value, "MB", limit=2)), True) == status
    report = told(capsys)
    figure = report["figures"]["planted.size"]
    assert figure == {"value": value, "unit": "MB", "limit": 2, "least": None, "met": not status}
    assert {"cpu", "cores", "python", "click"} <= set(report["machine"])


def test_unavailable_is_skipped_and_a_fault_is_not(capsys: pytest.CaptureFixture[str]) -> None:
    def skip(bench: Bench) -> None:
        raise Unavailable("no extra")

    def fail(bench: Bench) -> None:
        raise ValueError("broken")

    assert run(*bench_of(skip), True) == 0
    assert told(capsys)["skipped"] == {"planted": "no extra"}
    assert run(*bench_of(fail), True) == 1
    assert told(capsys)["failed"] == {"planted": "ValueError: broken"}


def test_rounds_are_interleaved() -> None:
    calls: list[str] = []
    interleave(lambda: calls.append("a"), lambda: calls.append("b"), 3)
    assert "".join(calls) == "abbaabba"


def test_chance_is_seeded() -> None:
    assert Bench("x", seed=1).random.random() == Bench("x", seed=1).random.random()
    assert Bench("x", seed=1).random.random() != Bench("y", seed=1).random.random()
