"""Workers that die, decoders that hang, and all of Pillow's torture pictures in one process of limited size."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import numpy as np
import pytest

from handmade_lint.measures import measure
from handmade_lint.measures.index import COLUMNS, FAULTS
from handmade_lint.measures.pool import Pool
from handmade_lint.pixels import Limits

from .measures.made import jpeg, png, texture

ROOT = Path(__file__).parents[1]
TORTURE = ROOT.parent / "shared" / "data" / "torture_images"
SOME = ["width", "sharpness", "pdq", "background_white"]


def batches(count: int, size: int = 4) -> list[list[bytes]]:
    return [[jpeg(texture(200 + at, 160, at)) for at in range(start, start + size)] for start in range(0, count, size)]


def slow_picture() -> bytes:
    """A PNG that takes a decoder half a second or more: 108 MB of pixels in few bytes."""
    noise = np.random.default_rng(0).integers(0, 2, (600, 6000, 3), np.uint8) * 200
    return png(np.tile(noise, (10, 1, 1)))


def same(some: Any, other: Any) -> None:
    for name in some:
        np.testing.assert_array_equal(some[name], other[name], name)


def test_workers_say_the_same_in_the_same_order(tmp_path: Path) -> None:
    made = batches(20)
    paths = []
    for number, data in enumerate(made[0]):
        paths.append(tmp_path / f"{number}.jpg")
        paths[-1].write_bytes(data)
    with Pool(2) as pool:
        found = list(pool.map([*made, [], paths], SOME))
        assert len(found) == 7
        for one, batch in zip(found, made, strict=False):
            same(one, measure(batch, SOME))
        assert len(found[5]["fault"]) == 0
        same(found[6], found[0])
        same(next(pool.map([made[1]], SOME)), found[1])


def test_a_killed_worker_costs_one_picture() -> None:
    """A worker is killed while it decodes; its other pictures, and all other batches, are measured."""
    made = batches(16)
    made[1].insert(2, slow_picture())
    killed: list[int] = []
    with Pool(1, Limits(seconds=60)) as pool:

        def kill() -> None:
            until = monotonic() + 60
            while not killed and monotonic() < until:
                for worker in pool._workers:
                    if worker.task is not None and len(worker.task.rows) == 5 and worker.progress[0] == 2:
                        os.kill(worker.process.pid, signal.SIGKILL)
                        killed.append(worker.process.pid)
                sleep(0.005)

        thread = threading.Thread(target=kill)
        thread.start()
        found = list(pool.map(made, SOME))
        thread.join()
    assert killed
    assert found[1]["fault"].tolist() == ["", "", "decoder-died", "", ""]
    assert "export it again" in str(found[1]["fault_says"][2])
    assert np.isnan(found[1]["sharpness"][2])
    whole = measure([*made[1][:2], *made[1][3:]], SOME)
    for name in SOME:
        np.testing.assert_array_equal(np.delete(found[1][name], 2, axis=0), whole[name])
    for at in (0, 2, 3):
        same(found[at], measure(made[at], SOME))


def test_a_decoder_that_hangs_costs_one_picture() -> None:
    made = batches(8)
    made[0].insert(1, slow_picture())
    with Pool(2, Limits(seconds=0.3)) as pool:
        found = list(pool.map(made, ["width"]))
        assert [one["fault"].tolist() for one in found] == [[""] * 5, [""] * 4]  # the header alone is quick
        found = list(pool.map(made, ["noise"]))
    assert found[0]["fault"][1] == "slow"
    others = [*np.delete(found[0]["fault"], 1), *found[1]["fault"]]
    assert others == [""] * 8


def test_a_worker_that_cannot_start_ends_in_faults_not_in_a_hang(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("handmade_lint.measures.pool._work", _dies)
    with Pool(1) as pool:
        (found,) = pool.map([[b"x", b"y"]], ["width"])
    assert found["fault"].tolist() == ["decoder-died"] * 2


def _dies(*words: object) -> None:
    os._exit(3)


def test_a_caller_that_stops_half_way_leaves_no_worker_at_work() -> None:
    """Workers that had nothing to do may stay; what comes next gets its own answers."""
    with Pool(2) as pool:
        stream = pool.map(batches(40), SOME)
        next(stream)
        stream.close()
        assert not any(worker.task for worker in pool._workers)
        made = batches(8)
        for found, batch in zip(pool.map(made, SOME), made, strict=True):
            same(found, measure(batch, SOME))


def test_at_least_one_worker() -> None:
    with pytest.raises(ValueError, match="at least one"):
        Pool(0)


MEASURED = """
import json, resource, sys
from pathlib import Path
from handmade_lint import measures
from handmade_lint.measures import batch
from handmade_lint.measures.index import COLUMNS
batch.STRICT = True
paths = sorted(path for path in Path(sys.argv[1]).rglob("*") if path.is_file())
found = measures.measure(paths, list(COLUMNS))
told = {str(path): [str(fault), str(says), int(width), float(light)] for path, fault, says, width, light in
        zip(paths, found["fault"], found["fault_says"], found["width"], found["brightness"])}
print(json.dumps([told, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss]))
"""


@pytest.mark.skipif(not TORTURE.is_dir(), reason="no torture pictures beside the repository (../shared/data)")
@pytest.mark.skipif(sys.platform == "win32", reason="the size of a process is asked of Unix")
def test_torture_pictures_are_measured_or_have_a_fault_under_two_gigabytes() -> None:
    """In a process of their own; any exception of a measure would end it."""
    ran = subprocess.run(
        [sys.executable, "-c", MEASURED, str(TORTURE)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
        check=True,
    )
    told, kilobytes = json.loads(ran.stdout.splitlines()[-1])
    assert kilobytes < 2 * 1024 * 1024
    assert len(told) > 400
    for path, (fault, says, width, light) in told.items():
        if fault:
            assert fault in FAULTS, path
            assert says, path
        else:
            assert width > 0, path
            assert 0 <= light <= 255, path
    faults = [fault for fault, *_ in told.values()]
    assert faults.count("") > 350
    assert "bomb" in faults


@pytest.mark.skipif(not TORTURE.is_dir(), reason="no torture pictures beside the repository (../shared/data)")
def test_torture_pictures_go_through_workers() -> None:
    paths = sorted(path for path in TORTURE.rglob("*") if path.is_file())
    with Pool(2) as pool:
        found = list(pool.map([paths[at : at + 32] for at in range(0, len(paths), 32)], list(COLUMNS)))
    faults = np.concatenate([one["fault"] for one in found])
    assert len(faults) == len(paths)
    assert set(faults) <= {"", *FAULTS} - {"failed", "decoder-died"}
