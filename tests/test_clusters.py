"""On threads, Dask and Ray the report is the same, byte for byte; a lost, slow or deadly task is seen to.

The clusters are real: several processes on this machine, started by the tests.
"""

from __future__ import annotations

import csv
import json
import os
import signal
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from random import Random
from time import sleep
from typing import Any

import pytest

from benchmarks.catalogue import COLUMNS, Maker, write
from handmade_lint import catalogs, engines
from handmade_lint.cli import main
from handmade_lint.cluster.ahead import in_order
from handmade_lint.config import ConfigError
from handmade_lint.engines import Engine, processes, threads
from handmade_lint.refusal import Moved, Refusal
from handmade_lint.report import to_json
from handmade_lint.run import check

ENGINES = ["dask", "ray"]


def engine_of(
    kind: str, make: Callable[[], Callable[[Any], Any]], jobs: int = 2, address: str = ""
) -> Engine[Any, Any]:
    """An engine; skipped aloud where its package is not installed."""
    if kind == "threads":
        return threads(jobs, make)
    if kind == "dask":
        pytest.importorskip("distributed", reason=needs("dask"))
        from handmade_lint.cluster.on_dask import dask

        return dask(address, jobs, make)
    pytest.importorskip("ray", reason=needs("ray"))
    from handmade_lint.cluster.on_ray import ray

    return ray(address, jobs, make)


def needs(extra: str) -> str:
    return f"needs pip install 'handmade-lint[{extra}]'"


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("clusters") / "catalogue.csv", 2_300, seed=11)


def told(path: Path, **options: Any) -> str:
    """A report as bytes would hold it, without what a clock put into it."""
    report = check([path], **options)
    return json.dumps(to_json(replace(report, run=replace(report.run, seconds=0.0))))


@pytest.fixture(scope="module")
def plain(catalogue: Path) -> str:
    return told(catalogue)


@pytest.mark.parametrize("kind", ["threads", "processes", *ENGINES])
def test_the_report_is_the_same(catalogue: Path, plain: str, kind: str) -> None:
    if kind in ENGINES:
        pytest.importorskip({"dask": "distributed"}.get(kind, kind), reason=needs(kind))
    assert told(catalogue, engine=kind, jobs=2) == plain


def _plain() -> Callable[[int], int]:
    return _work


def _work(number: int) -> int:
    if number == 13:
        raise ValueError("13 is a bad batch")
    return 2 * number


def _once(folder: str) -> Callable[[int], tuple[int, int]]:
    return partial(_dying_once, folder)


def _dying_once(folder: str, number: int) -> tuple[int, int]:
    """The worker that takes number 5 first dies on it."""
    if number == 5 and _first(folder, "died"):
        os.kill(os.getpid(), signal.SIGKILL)
    return number, os.getpid()


def _slow(folder: str) -> Callable[[int], tuple[int, int]]:
    """Of several processes one is slow."""
    return partial(_slowly, 0.25 if _first(folder, "slow") else 0.01)


def _slowly(seconds: float, number: int) -> tuple[int, int]:
    sleep(seconds)
    return number, os.getpid()


def _deadly() -> Callable[[int], int]:
    return _dying


def _dying(number: int) -> int:
    if number == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def _first(folder: str, name: str) -> bool:
    try:
        (Path(folder) / name).touch(exist_ok=False)
    except FileExistsError:
        return False
    return True


@pytest.mark.parametrize("kind", ["threads", *ENGINES])
def test_a_bad_batch_comes_home_as_what_it_is(kind: str) -> None:
    """Those before it are there, in order; nothing is left running."""
    engine = engine_of(kind, _plain)
    got = []
    with pytest.raises(ValueError, match="13 is a bad batch"):
        for result in engine(range(20)):
            got.append(result)
    assert got == [2 * number for number in range(13)]
    assert list(engine([])) == []


@pytest.mark.parametrize("kind", ENGINES)
def test_a_worker_killed_in_the_middle_loses_nothing(kind: str, tmp_path: Path) -> None:
    results = list(engine_of(kind, partial(_once, str(tmp_path)))(range(40)))
    assert (tmp_path / "died").exists()
    assert [number for number, _ in results] == list(range(40))


@pytest.mark.parametrize("kind", ENGINES)
def test_a_slow_worker_holds_up_no_other(kind: str, tmp_path: Path) -> None:
    results = list(engine_of(kind, partial(_slow, str(tmp_path)))(range(60)))
    assert [number for number, _ in results] == list(range(60))
    by_worker = sorted([pid for _, pid in results].count(pid) for pid in {pid for _, pid in results})
    assert len(by_worker) > 1
    assert by_worker[0] < 20 < by_worker[-1]


@pytest.mark.parametrize("kind", ENGINES)
def test_a_task_that_ends_every_worker_is_named(kind: str) -> None:
    with pytest.raises(Refusal, match=r"^3 ended 4 workers one after another"):
        list(engine_of(kind, _deadly)(range(8)))


def test_no_more_tasks_are_taken_than_there_is_room() -> None:
    taken: list[int] = []

    def tasks() -> Iterator[int]:
        for number in range(50):
            taken.append(number)
            yield number

    done = in_order(tasks(), lambda task: task, lambda future, task: future, lambda: 6)
    for number in range(50):
        assert next(done) == number
        assert len(taken) <= number + 6


def test_a_cluster_that_is_there_is_used(catalogue: Path, plain: str) -> None:
    """By its address, and it lives on."""
    distributed = pytest.importorskip("distributed", reason=needs("dask"))
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=2, host="127.0.0.1", dashboard_address=None
    ) as cluster:
        assert told(catalogue, engine=f"dask:{cluster.scheduler_address}") == plain
        assert len(cluster.scheduler_info["workers"]) == 2


def test_a_ray_cluster_that_is_there_is_used(catalogue: Path, plain: str) -> None:
    """By its address; it lives on, and serves a second run."""
    ray = pytest.importorskip("ray", reason=needs("ray"))
    from ray.cluster_utils import Cluster

    cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 2, "include_dashboard": False})
    try:
        for _ in range(2):
            assert told(catalogue, engine=f"ray:{cluster.address}") == plain
            assert not ray.is_initialized()
    finally:
        cluster.shutdown()


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same rows as CSV, JSON Lines and Parquet, each of several batches, in a folder that says the store."""
    arrow = pytest.importorskip("pyarrow", reason=needs("parquet"))
    from pyarrow import parquet

    folder = tmp_path_factory.mktemp("large") / "store=amazon.fr"
    folder.mkdir()
    rows = list(Maker(Random(4), 1 / 3).rows(1_200))
    for number, row in enumerate(rows):
        row.update(sku=f"{row['sku']}-{number}", store="amazon.fr")
    write_rows(folder / "a.csv", rows)
    lines = (json.dumps({**row, "sku": f"L{row['sku']}"}, ensure_ascii=False) + "\n" for row in rows)
    (folder / "b.jsonl").write_text("".join(lines), "utf-8")
    items = [{**row, "sku": f"P{row['sku']}"} for row in rows]
    parquet.write_table(arrow.Table.from_pylist(items), folder / "c.parquet", row_group_size=500)
    return folder.parent


def write_rows(path: Path, rows: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        table = csv.DictWriter(stream, COLUMNS, lineterminator="\n")
        table.writeheader()
        table.writerows(rows)


@pytest.mark.parametrize("kind", ["processes", *ENGINES])
def test_batches_that_travel_as_references_tell_the_same(
    kind: str, large: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether workers see the files, or see others there, or none."""
    if kind in ENGINES:
        pytest.importorskip({"dask": "distributed"}.get(kind, kind), reason=needs(kind))
    plain = told(large)
    monkeypatch.setattr(catalogs, "_LARGE", 1 << 10)
    asked: list[str] = []

    def whole(task: Any) -> Any:
        asked.append(str(task))
        return engines.whole(task)

    monkeypatch.setattr("handmade_lint.cluster.ahead.whole", whole)
    assert told(large, engine=kind, jobs=2) == plain
    assert told(large) == plain
    assert not asked


@pytest.mark.parametrize("kind", ["processes", *ENGINES])
def test_workers_that_do_not_see_the_files_are_sent_the_rows(kind: str, tmp_path: Path) -> None:
    """Here the file that a reference names is away whenever a worker looks, and there when it is asked for at home."""
    engine = engine_of(kind, _reading) if kind in ENGINES else processes(2, _reading)
    tasks = [_Task(number, os.getpid()) for number in range(25)]
    assert list(engine(iter(tasks))) == list(range(25))


@dataclass(frozen=True)
class _Task:
    number: int
    home: int
    held: bool = False

    def whole(self) -> _Task:
        assert os.getpid() == self.home
        return replace(self, held=True)


def _reading() -> Callable[[_Task], int]:
    return _read


def _read(task: _Task) -> int:
    if not task.held:
        raise Moved("not to be seen from here")
    return task.number


def test_no_ray_cluster_at_an_address(catalogue: Path) -> None:
    pytest.importorskip("ray", reason=needs("ray"))
    with pytest.raises(Refusal, match=r"no Ray cluster can be used at '127.0.0.1:9'"):
        check([catalogue], engine="ray:127.0.0.1:9")


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A catalogue whose pictures lie beside it; some are too small, one is no picture, one is shown twice."""
    pytest.importorskip("cv2", reason=needs("images"))
    from benchmarks.photographs import Photographer

    folder = tmp_path_factory.mktemp("shown")
    files = Photographer(Random(3)).write(folder, 12)
    (folder / "torn.jpg").write_bytes(files[0].read_bytes()[:900])
    names = [*(one.name for one in files), "torn.jpg", files[0].name]
    rows = [f"P-{number},Oak bowl number {number},{name}" for number, name in enumerate(names)]
    path = folder / "shown.csv"
    path.write_text("\n".join(["sku,title,main image", *rows]) + "\n", "utf-8")
    return path


@pytest.mark.parametrize("kind", ["threads", "processes", *ENGINES])
def test_workers_decode_pictures(kind: str, shown: Path) -> None:
    """Each has workers of its own for that, which end with it."""
    if kind in ENGINES:
        pytest.importorskip({"dask": "distributed"}.get(kind, kind), reason=needs(kind))
    plain = told(shown, cache=False)
    assert {one["group"] for one in json.loads(plain)["findings"]} & {"images"}
    assert told(shown, engine=kind, jobs=2, cache=False) == plain


@pytest.mark.parametrize("kind", ENGINES)
def test_an_engine_that_is_not_installed_says_so(
    kind: str, catalogue: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, {"dask": "distributed"}.get(kind, kind), None)
    monkeypatch.setattr(sys, "argv", ["handmade-lint", "check", str(catalogue), "--isolated", "--engine", kind])
    with pytest.raises(SystemExit) as end:
        main()
    assert end.value.code == 2
    said = capsys.readouterr().err
    assert f"pip install 'handmade-lint[{kind}]'" in said
    assert len(said.splitlines()) == 1


def test_an_engine_that_is_none(catalogue: Path) -> None:
    with pytest.raises(ConfigError, match=r"no engine 'dusk'; did you mean 'dask'\?"):
        check([catalogue], engine="dusk")
    with pytest.raises(ConfigError, match="threads takes no address"):
        check([catalogue], engine="threads:4")


def test_a_batch_that_takes_longer_than_a_look_and_one_whose_fault_is_a_timeout(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Neither is taken for the other."""
    pytest.importorskip("distributed", reason=needs("dask"))
    monkeypatch.setattr("handmade_lint.cluster.on_dask._LOOK", 0.01)
    engine = engine_of("dask", _late)
    results = engine(range(6))
    assert [next(results) for _ in range(5)] == list(range(5))
    with pytest.raises(TimeoutError, match="mine"):
        next(results)


def _late() -> Callable[[int], int]:
    return _lately


def _lately(number: int) -> int:
    sleep(0.011 * number)
    if number == 5:
        raise TimeoutError("mine")
    return number
