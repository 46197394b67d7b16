"""What was measured is remembered by content, layout and file; whatever is wrong with the cache, runs go on."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from handmade_lint.album import columns
from handmade_lint.album.columns import layout_of
from handmade_lint.album.memory import Memory, stamp_of


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "measures.sqlite"


def test_records_are_known_by_content_and_layout(path: Path) -> None:
    memory = Memory(path)
    memory.remember("one", [(b"a" * 16, b"record a"), (b"b" * 16, b"record b")])
    memory.close()
    memory = Memory(path)
    assert memory.records([b"a" * 16, b"c" * 16], "one") == {b"a" * 16: b"record a"}
    assert memory.records([b"a" * 16], "two") == {}
    many = [number.to_bytes(16, "big") for number in range(2_000)]
    memory.remember("one", [(digest, digest) for digest in many])
    assert len(memory.records(many, "one")) == 2_000
    memory.close()


def test_files_are_known_while_they_are_as_they_were(path: Path) -> None:
    memory = Memory(path)
    memory.remember_files([("a.jpg", "stamp", b"a"), ("b.jpg", "", b"b")])
    assert memory.digests({"a.jpg": "stamp", "b.jpg": ""}) == {"a.jpg": b"a"}
    assert memory.digests({"a.jpg": "another"}) == {}
    memory.close()


def test_a_file_that_may_change_again_has_no_stamp(tmp_path: Path) -> None:
    file = tmp_path / "a.jpg"
    file.write_bytes(b"a")
    assert stamp_of(file.stat()) == ""
    old = time.time() - 10
    os.utime(file, (old, old))
    facts = list(file.stat())
    assert stamp_of(file.stat()) == "", "its name or rights changed just now"
    assert facts


def test_the_oldest_are_thrown_away(path: Path) -> None:
    memory = Memory(path, most=200_000)
    for day in (1, 2, 3, 4):
        memory._day = day
        memory.remember("one", [(bytes([day, n]) * 8, bytes(1_000)) for n in range(100)])
    memory._day = 5
    memory.records([bytes([1, n]) * 8 for n in range(50)], "one")
    memory.close()
    memory = Memory(path)
    left = {day: len(memory.records([bytes([day, n]) * 8 for n in range(100)], "one")) for day in (1, 2, 3, 4)}
    assert left[1] == 50, "those of day 1 that were asked for since stay"
    assert (left[2], left[3]) == (0, 0)
    assert 0 < left[4] < 100
    assert path.stat().st_size < 200_000
    memory.close()


@pytest.mark.parametrize(
    "content",
    [b"this is no database, but long enough to look like one" * 100, b"", b"SQLite format 3\0" + b"\xff" * 5000],
)
def test_a_damaged_cache_is_begun_anew(path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    memory = Memory(path)
    memory.remember("one", [(b"a" * 16, b"record")])
    assert memory.records([b"a" * 16], "one") == {b"a" * 16: b"record"}
    memory.close()


def test_a_cache_of_another_version_is_begun_anew(path: Path) -> None:
    path.parent.mkdir()
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE records (other)")
        database.execute("PRAGMA user_version = 99")
    database.close()
    memory = Memory(path)
    memory.remember("one", [(b"a" * 16, b"record")])
    assert memory.records([b"a" * 16], "one")
    memory.close()


def test_a_cache_that_cannot_be_written_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    memory = Memory(tmp_path / "file" / "measures.sqlite")
    memory.remember("one", [(b"a" * 16, b"record")])
    memory.remember_files([("a", "b", b"c")])
    assert memory.records([b"a" * 16], "one") == {}
    assert memory.digests({"a": "b"}) == {}
    memory.close()


WRITER = """
import sys
from pathlib import Path
from handmade_lint.album.memory import Memory
memory = Memory(Path(sys.argv[1]))
mine = int(sys.argv[2])
for n in range(60):
    memory.remember("one", [(bytes([mine, n, k, 0]) * 4, b"record") for k in range(20)])
    memory.records([bytes([other, n, 0, 0]) * 4 for other in range(4)], "one")
memory.close()
"""


def test_runs_at_the_same_time_share_it(path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    runs = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(path), str(n)], env=environment, stderr=subprocess.PIPE)
        for n in range(4)
    ]
    for run in runs:
        _, said = run.communicate(timeout=120)
        assert run.returncode == 0, said
    memory = Memory(path)
    digests = [bytes([run, n, k, 0]) * 4 for run in range(4) for n in range(60) for k in range(20)]
    assert len(memory.records(digests, "one")) == 4 * 60 * 20
    memory.close()


def test_what_was_measured_without_a_package_is_not_read_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Zeros stand for the encoder's vector where nothing runs it; they must not outlive its installation."""
    names = ["fault", "vector", "width"]
    monkeypatch.setattr(columns, "find_spec", lambda package: object())
    before, plain = layout_of(names), layout_of(["width"])
    monkeypatch.setattr(columns, "find_spec", lambda package: None)
    assert layout_of(names) != before
    assert layout_of(["width"]) == plain
