"""A run that was cut off anywhere goes on where it was, and its report is that of a run that was not."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random
from time import monotonic, sleep
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from benchmarks.catalogue import write
from handmade_lint import kept, store
from handmade_lint.catalogs import catalog_file
from handmade_lint.checkpoint import Checkpoint
from handmade_lint.config import Config
from handmade_lint.refusal import Refusal
from handmade_lint.report import Report, to_json
from handmade_lint.run import check

CHECK = [sys.executable, "-m", "handmade_lint", "check", "--isolated", "--fail-on", "never", "--on", "2026-11-24"]


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Six batches; suppressions in a column, and in a file beside it."""
    folder = tmp_path_factory.mktemp("checkpoint")
    path = write(folder / "catalogue.csv", 2_600, seed=21)
    lines = path.read_text("utf-8").splitlines()
    head, *rows = lines
    path.write_text(
        "\n".join([f"{head},handmade_lint_ignore", *(f"{row},TI-007: fine" for row in rows)]) + "\n", "utf-8"
    )
    return path


def told(report: Report) -> tuple[Any, ...]:
    return to_json(replace(report, run=replace(report.run, seconds=0.0))), report.digest.codes, report.worst(50)


@pytest.fixture(scope="module")
def plain(catalogue: Path) -> object:
    return told(check([catalogue]))


class Stop(Exception):
    """The run is cut off."""


def cut_off(path: Path, folder: Path, after: int, **options: Any) -> int:
    """A run that is cut off after so many batches; how many are kept."""
    done: list[int] = []

    def stop(listings: int) -> None:
        done.append(listings)
        if len(done) == after:
            raise Stop

    with pytest.raises(Stop):
        check([path], checkpoint=Checkpoint(folder), progress=stop, **options)
    return len(list(folder.glob("*.piece")))


@pytest.mark.parametrize("engine", ["", "processes", "threads"])
def test_what_is_done_is_not_done_again(catalogue: Path, plain: object, tmp_path: Path, engine: str) -> None:
    folder = tmp_path / "kept"
    assert cut_off(catalogue, folder, 4, engine=engine, jobs=2 if engine else 1) == 4
    checkpoint = Checkpoint(folder)
    report = check([catalogue], checkpoint=checkpoint)
    assert checkpoint.found == 4
    assert told(report) == plain
    assert report.suppressed
    checkpoint.clear()
    assert not folder.exists()


def test_kill_9_at_any_moment(catalogue: Path, tmp_path: Path) -> None:
    """Again and again, each time after some more pieces; the last run has little left to do."""
    folder, out = tmp_path / "kept", tmp_path / "findings.json"
    command = [*CHECK, str(catalogue), "--checkpoint", str(folder), "-o", str(out), "--quiet"]
    for wanted in (1, 3):
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        until = monotonic() + 60
        while process.poll() is None and len(list(folder.glob("*.piece"))) < wanted and monotonic() < until:
            sleep(0.002)
        process.kill()
        process.wait()
        assert not out.exists()
    kept = len(list(folder.glob("*.piece")))
    assert 3 <= kept < 6
    done = subprocess.run([one for one in command if one != "--quiet"], capture_output=True, text=True, check=True)
    assert f"{kept} batches were judged before" in done.stderr
    assert not folder.exists()
    subprocess.run([*CHECK, str(catalogue), "-o", str(tmp_path / "plain.json"), "--quiet"], check=True)
    assert without_clock(out) == without_clock(tmp_path / "plain.json")


POINTS: dict[str, Callable[[Path, Path], bool]] = {
    "before the first piece": lambda folder, out: folder.exists(),
    "while a piece is written": lambda folder, out: any(folder.glob("*.new")),
    "after the first piece": lambda folder, out: len(list(folder.glob("*.piece"))) >= 1,
    "after some pieces": lambda folder, out: len(list(folder.glob("*.piece"))) >= 4,
    "while the report is written": lambda folder, out: out.exists(),
    "while it is cleared": lambda folder, out: out.exists() and len(list(folder.glob("*.piece"))) < 6,
}


@pytest.mark.parametrize("engine", ["", "processes"])
def test_kill_9_wherever_it_is(catalogue: Path, tmp_path: Path, engine: str) -> None:
    """At one point after another, in any order; the report is that of a run that was not killed."""
    folder, out = tmp_path / "kept", tmp_path / "findings.json"
    command = [*CHECK, str(catalogue), "--checkpoint", str(folder), "-o", str(out), "--quiet", "--jobs", "2"]
    command += ["--engine", engine] if engine else []
    points = Random(f"points {engine}").sample(sorted(POINTS), 4)
    killed = 0
    for point in points:
        out.unlink(missing_ok=True)
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        until = monotonic() + 60
        while process.poll() is None and not _is(point, folder, out) and monotonic() < until:
            sleep(0.0005)
        process.kill()
        killed += process.wait() != 0
    assert killed >= 2, "nothing was cut off: this proved nothing"
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    assert not folder.exists()
    subprocess.run([*CHECK, str(catalogue), "-o", str(tmp_path / "plain.json"), "--quiet"], check=True)
    assert without_clock(out) == without_clock(tmp_path / "plain.json")


def _is(point: str, folder: Path, out: Path) -> bool:
    try:
        return POINTS[point](folder, out)
    except FileNotFoundError:
        return False


def test_a_disk_without_room_is_said(catalogue: Path, tmp_path: Path) -> None:
    """A real one, of four MiB; skipped aloud where none can be made."""
    small = tmp_path / "small"
    small.mkdir()
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(small)], capture_output=True)
    if made.returncode:
        pytest.skip("a small disk (tmpfs) cannot be mounted here")
    try:
        command = [*CHECK, str(catalogue), "--checkpoint", str(small / "kept"), "--quiet", "--jobs", "1"]
        done = subprocess.run(command, capture_output=True, text=True)
        assert done.returncode == 2, done.stderr
        assert "no room is left to write (No space left on device)" in done.stderr
        pieces = list((small / "kept").iterdir())
        assert pieces
        assert {one.suffix for one in pieces} == {".piece"}
        assert subprocess.run(["mount", "-o", "remount,size=64m", str(small)]).returncode == 0
        done = subprocess.run([one for one in command if one != "--quiet"], capture_output=True, text=True, check=True)
        assert f"{len(pieces)} batches were judged before" in done.stderr
    finally:
        subprocess.run(["umount", str(small)], check=True)


def without_clock(path: Path) -> object:
    report = json.loads(path.read_text("utf-8"))
    report["run"]["seconds"] = 0
    return report


def test_other_settings_or_rows_find_nothing(catalogue: Path, tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    cut_off(catalogue, folder, 4)
    for options in (Config(select=("titles",), on="2027-01-01"), Config(select=("titles",), store="amazon.fr")):
        checkpoint = Checkpoint(folder)
        check([catalogue], options, checkpoint=checkpoint)
        assert checkpoint.found == 0
    other = tmp_path / "catalogue.csv"
    lines = catalogue.read_text("utf-8").splitlines(keepends=True)
    other.write_text("".join([*lines[:700], *lines[701:]]), "utf-8")
    checkpoint = Checkpoint(folder)
    assert told(check([other], checkpoint=checkpoint)) == told(check([other]))
    assert checkpoint.found == 0


@pytest.mark.parametrize("harm", ["cut", "flipped", "emptied", "foreign"])
def test_a_damaged_piece_is_done_again(catalogue: Path, plain: object, tmp_path: Path, harm: str) -> None:
    folder = tmp_path / "kept"
    cut_off(catalogue, folder, 4)
    first, *_ = sorted(folder.glob("*.piece"))
    data = first.read_bytes()
    changed = {"cut": data[:-9], "flipped": bytes([*data[:99], data[99] ^ 1, *data[100:]]), "emptied": b""}
    first.write_bytes(changed.get(harm, b"c" * 40))
    checkpoint = Checkpoint(folder)
    assert told(check([catalogue], checkpoint=checkpoint)) == plain
    assert checkpoint.found == 3


def test_a_full_disk_is_said_and_nothing_is_lost(catalogue: Path, tmp_path: Path) -> None:
    """Files may grow to no more than the system allows: pieces that fit stay, and a run with room ends well."""
    folder = tmp_path / "kept"
    command = [*CHECK, str(catalogue), "--checkpoint", str(folder), "--quiet", "--jobs", "1", "--no-cache"]
    cut_off(catalogue, folder, 2, on="2026-11-24")
    small = min(path.stat().st_size for path in folder.iterdir()) // 2

    def narrow() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (small, small))

    done = subprocess.run(command, capture_output=True, text=True, preexec_fn=narrow)
    assert done.returncode == 2
    assert "no room is left to write" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert len(list(folder.iterdir())) == 2
    subprocess.run(command, check=True, capture_output=True)
    assert not folder.exists()


def test_a_folder_that_cannot_be(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine", "utf-8")
    with pytest.raises(Refusal, match="name another folder"):
        Checkpoint(tmp_path / "file")
    folder = tmp_path / "kept"
    checkpoint = Checkpoint(folder)
    (folder / "notes.txt").write_text("mine", "utf-8")
    checkpoint.clear()
    assert (folder / "notes.txt").read_text("utf-8") == "mine"


@settings(max_examples=5, phases=[Phase.explicit, Phase.generate], deadline=None)
@given(
    size=st.integers(3, 25), after=st.integers(1, 3), engine=st.sampled_from(["", "threads"]), seed=st.integers(0, 9)
)
def test_no_size_of_batches_engine_or_cut_changes_the_report(
    tmp_path_factory: pytest.TempPathFactory, size: int, after: int, engine: str, seed: int
) -> None:
    """Rules that compare listings of the whole catalogue, too: what they join spills, and is joined the same."""
    folder = tmp_path_factory.mktemp("sizes")
    path = write(folder / "catalogue.csv", 60, seed=seed)
    path.write_text(path.read_text("utf-8") + "".join(path.read_text("utf-8").splitlines(keepends=True)[1:20]), "utf-8")
    plain = told(check([path]))
    spilt: list[str] = []

    def batches(self: Any, size_: int = 0) -> Iterator[Sequence[Any]]:
        return own(self, size)

    def temporary(owner: object) -> Any:
        spilt.append(type(owner).__name__)
        return file(owner)

    own, file = catalog_file.TableFile.batches, store.temporary
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(catalog_file.TableFile, "batches", batches)
        patch.setattr(store, "KEEP", 5)
        patch.setattr(store, "KEEP_BYTES", 1 << 10)
        patch.setattr(store, "temporary", temporary)
        patch.setattr(kept, "_MANY", 10)
        checkpoint = Checkpoint(folder / "kept")
        cut_off(path, folder / "kept", after, engine=engine, jobs=2)
        spilt.clear()
        assert told(check([path], checkpoint=checkpoint, engine=engine, jobs=2)) == plain
    assert checkpoint.found >= after
    assert {"Store", "Records"} <= set(spilt), "nothing went to disk: this proved nothing"
    assert any(one["scope"] == "catalog" for one in plain[0]["findings"])
