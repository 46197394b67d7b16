"""Wherever batches are judged, the report is the same; a worker that dies takes nothing along."""

from __future__ import annotations

import csv
import threading
from collections.abc import Callable, Iterable
from dataclasses import replace
from multiprocessing import active_children
from pathlib import Path
from random import Random
from time import monotonic, sleep

import pytest

from benchmarks.catalogue import COLUMNS, Maker
from handmade_lint.engines import processes
from handmade_lint.report import Finding, Report, RuleFacts, to_json
from handmade_lint.run import check
from handmade_lint.store import CHUNK, Packing, Records, Store

ROWS = 1_100


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """More than two batches, a third of them faulty, some of them doubles, one row ragged."""
    path = tmp_path_factory.mktemp("engines") / "catalogue.csv"
    rows = list(Maker(Random(5), 1 / 3).rows(ROWS))
    rows[700]["sku"], rows[700]["store"] = rows[3]["sku"], rows[3]["store"]
    with path.open("w", encoding="utf-8", newline="") as stream:
        table = csv.DictWriter(stream, COLUMNS, lineterminator="\n")
        table.writeheader()
        table.writerows(rows)
        stream.write("RAGGED,amazon.com\n")
    return path


def told(report: Report) -> object:
    """The report without what a clock put into it."""
    return to_json(replace(report, run=replace(report.run, seconds=0.0)))


def test_processes_say_the_same(catalogue: Path) -> None:
    here = check([catalogue])
    away = check([catalogue], jobs=2)
    assert told(away) == told(here)
    assert away.digest.codes == here.digest.codes
    assert away.worst(20) == here.worst(20)
    assert "HM-020" in here.digest.codes
    assert here.run.inputs[0].rows == ROWS + 1


@pytest.mark.parametrize("jobs", [1, 2])
def test_findings_are_heard_as_they_come(catalogue: Path, jobs: int) -> None:
    """In the order of the report, the first of them before the last rows are judged."""
    heard: list[Finding] = []
    before_the_end: list[int] = []

    def hear(pairs: Iterable[tuple[Finding, RuleFacts]]) -> None:
        for finding, rule in pairs:
            assert rule.code == finding.code
            heard.append(finding)

    report = check([catalogue], jobs=jobs, heard=hear, progress=lambda done: before_the_end.append(len(heard)))
    assert heard == list(report.findings)
    assert 0 < before_the_end[0] < len(heard)


def test_a_killed_worker_loses_nothing(catalogue: Path) -> None:
    """The first worker that appears is killed; its batches are done again."""
    killed: list[int] = []

    def kill() -> None:
        until = monotonic() + 20
        while not killed and monotonic() < until:
            for child in active_children():
                child.kill()
                killed.append(child.pid or 0)
                return
            sleep(0.01)

    watch = threading.Thread(target=kill)
    watch.start()
    report = check([catalogue], jobs=2)
    watch.join()
    assert killed
    assert told(report) == told(check([catalogue]))


def _half() -> Callable[[int], int]:
    return _halve


def _halve(number: int) -> int:
    if number % 2:
        raise ValueError(f"{number} is odd")
    return number // 2


def test_results_come_in_order_and_a_fault_comes_home() -> None:
    engine = processes(2, _half)
    assert list(engine(range(0, 60, 2))) == list(range(30))
    assert list(engine([])) == []
    results = engine([2, 4, 5, 6])
    with pytest.raises(ValueError, match="5 is odd"):
        list(results)
    assert not active_children()


def test_a_store_gives_back_what_it_was_given() -> None:
    """In memory, in the file, packed elsewhere, and in order."""
    packing: Packing[int] = Packing(lambda value: value, lambda plain: plain)
    store = Store(packing, keep=10)
    store.extend([1, 2, 3])
    assert store.finished() == (1, 2, 3)
    store.extend(list(range(4, 2 * CHUNK)))
    store.extend_packed(packing.pack([-1, -2]), 2)
    store.extend([7])
    every = [*range(1, 2 * CHUNK), -1, -2, 7]
    assert list(store) == list(store.finished()) == every
    assert len(store) == len(every)
    assert [store[0], store[-1], store[CHUNK]] == [1, 7, every[CHUNK]]
    assert list(store[1:3]) == every[1:3]
    with pytest.raises(IndexError):
        store[len(every)]


def test_records_by_number() -> None:
    records = Records(keep=4)
    records.extend([b"a", b"", b"bcd"])
    records.extend([b"efghij"])
    assert [records[number] for number in range(len(records))] == [b"a", b"", b"bcd", b"efghij"]
    with pytest.raises(IndexError):
        records[4]
