"""Reports in pieces: whole, in order, bounded, with the run last; nothing of another run is left."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from pathlib import Path
from time import monotonic, sleep

import pytest
from click.testing import CliRunner

from benchmarks.catalogue import write as make
from handmade_lint import output
from handmade_lint.api import write
from handmade_lint.cli import app
from handmade_lint.output import html_report, pieces
from handmade_lint.report import Report, findings_to_json, listings_to_json
from handmade_lint.run import check
from handmade_lint.writing import NotWritten

CHECK = [sys.executable, "-m", "handmade_lint", "check", "--isolated", "--fail-on", "never", "--on", "2026-11-24"]


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("pieces") / "goods.csv", 1_500, seed=8)


@pytest.fixture(scope="module")
def report(catalogue: Path) -> Report:
    return check([catalogue])


def lines(folder: Path) -> list[object]:
    return [json.loads(line) for path in sorted(folder.iterdir()) for line in path.read_text("utf-8").splitlines()]


@pytest.mark.parametrize("piece", [7, 500, 10**9])
def test_lines_in_pieces_are_the_report(
    report: Report, tmp_path: Path, piece: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pieces, "PIECE", piece)
    write(report, f"{tmp_path}/out/", "jsonl")
    out = tmp_path / "out"
    assert lines(out / "findings") == list(findings_to_json(report))
    assert lines(out / "listings") == list(listings_to_json(report))
    end = json.loads((out / "run.json").read_text("utf-8"))
    assert end["rows"] == {"findings": len(report.findings), "listings": len(report.entries)}
    assert end["run"]["listings"] == len(report.entries)
    assert end["rules"].keys() == report.rules.keys()
    assert len(list((out / "listings").iterdir())) == len(report.entries) // piece + 1


def test_parquet_holds_every_finding_and_score(report: Report, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="needs pip install 'handmade-lint[parquet]'")
    monkeypatch.setattr(pieces, "PIECE", 300)
    monkeypatch.setattr(pieces, "TOGETHER", 100)
    out = tmp_path / "findings.parquet"
    write(report, out)
    found = parquet.read_table(out / "findings").to_pylist()
    wanted = [
        (one.code, one.severity, one.sku, one.message, one.match, one.location.row, one.fingerprint)
        for one in report.findings
    ]
    assert [
        tuple(row[name] for name in ("code", "severity", "sku", "message", "match", "row", "fingerprint"))
        for row in found
    ] == wanted
    fixes = [one.fix for one in report.findings]
    assert [row["safe"] for row in found] == [fix and fix.safe for fix in fixes]
    assert any(fixes)
    scores = parquet.read_table(out / "listings").to_pylist()
    assert [(row["sku"], row["quality"], row["file"], row["row"]) for row in scores] == [
        (one.sku, one.score.quality, one.file, one.row) for one in report.entries
    ]
    assert parquet.ParquetFile(next(iter(sorted((out / "findings").iterdir())))).metadata.num_row_groups == 3


def test_what_an_earlier_run_left_goes_and_what_is_anothers_stays(report: Report, tmp_path: Path) -> None:
    out = tmp_path / "out"
    (out / "findings").mkdir(parents=True)
    for stale in ("00007.jsonl", "00000.parquet", "00001.jsonl.new"):
        (out / "findings" / stale).write_text("{}\n", "utf-8")
    write(report, f"{out}/", "jsonl")
    assert [one.name for one in (out / "findings").iterdir()] == ["00000.jsonl"]
    for path in (out / "mine.txt", out / "findings" / "mine.txt"):
        path.write_text("mine", "utf-8")
        with pytest.raises(NotWritten, match="name another folder"):
            write(report, f"{out}/", "jsonl")
        assert path.read_text("utf-8") == "mine"
        path.unlink()
    (tmp_path / "file.parquet").write_text("mine", "utf-8")
    with pytest.raises(NotWritten, match="name another folder"):
        write(report, tmp_path / "file.parquet")


def test_half_a_letter_and_hostile_words(tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="needs pip install 'handmade-lint[parquet]'")
    from handmade_lint import lint

    report = lint([{"sku": "A\ud800", "title": "Bowl\udc80 \U0001f600! \x1b[2J" * 3, "description": "<script>"}])
    write(report, tmp_path / "a.parquet")
    write(report, f"{tmp_path}/b/", "jsonl")
    (row,) = parquet.read_table(tmp_path / "a.parquet" / "listings").to_pylist()
    assert row["sku"].startswith("A")
    assert len(lines(tmp_path / "b" / "findings")) == len(report.findings)


def test_the_command_writes_pieces_and_sums_up(
    catalogue: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    words = ["check", str(catalogue), "--isolated", "-o", "out.parquet", "-o", "jsonl=out/", "-o", "all.jsonl"]
    done = CliRunner().invoke(app, [*words, "-o", "worst.html"])
    assert done.exit_code == 1, done.output
    assert "1,500 listings" in done.output
    whole = (tmp_path / "all.jsonl").read_text("utf-8").splitlines()[1:-1]
    assert [json.loads(one) for one in whole] == lines(tmp_path / "out" / "findings")
    assert (tmp_path / "out.parquet" / "run.json").exists()
    refused = CliRunner().invoke(app, ["check", str(catalogue), "--isolated", "--format", "parquet"])
    assert refused.exit_code == 2
    assert "-o parquet=FOLDER" in refused.stderr


def test_which_names_are_folders(tmp_path: Path) -> None:
    assert output.asked("parquet=x") == ("parquet", "x")
    assert output.asked("jsonl=x/") == ("jsonl", "x/")
    assert output.in_pieces("parquet", "x")
    assert output.in_pieces("jsonl", "x/")
    assert output.in_pieces("jsonl", str(tmp_path))
    assert not output.in_pieces("jsonl", "x.jsonl")
    assert not output.in_pieces("csv", "x/")


def test_cut_off_while_it_writes_and_started_again(catalogue: Path, tmp_path: Path) -> None:
    """What was judged is not judged again; what is there in the end is there once."""
    out, kept = tmp_path / "out", tmp_path / "kept"
    command = [*CHECK, str(catalogue), "--checkpoint", str(kept), "-o", f"jsonl={out}/"]
    process = subprocess.Popen([*command, "--quiet"], stdout=subprocess.DEVNULL)
    until = monotonic() + 60
    while process.poll() is None and not (out / "findings").exists() and monotonic() < until:
        sleep(0.0005)
    process.kill()
    process.wait()
    assert not (out / "run.json").exists()
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "batches were judged before" in done.stderr
    report = check([catalogue], on="2026-11-24")
    assert lines(out / "findings") == list(findings_to_json(report))
    assert not kept.exists()


def test_a_full_disk_is_said_and_the_run_goes_on_from_there(tmp_path: Path) -> None:
    """What was judged fits, what is told does not."""
    out, kept = tmp_path / "out", tmp_path / "kept"
    catalogue = make(tmp_path / "goods.csv", 4_000, seed=8)
    command = [*CHECK, str(catalogue), "--quiet", "--no-cache", "--checkpoint", str(kept), "-o", f"jsonl={out}/"]
    size = max(one.stat().st_size for one in _kept(catalogue, tmp_path / "other").iterdir())

    def narrow() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    done = subprocess.run(command, capture_output=True, text=True, preexec_fn=narrow)
    assert done.returncode == 2
    assert "no room is left to write" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert not list(out.rglob("*.new"))
    assert not (out / "run.json").exists()
    assert list(kept.iterdir())
    subprocess.run(command, check=True, capture_output=True)
    assert (out / "run.json").exists()


def _kept(catalogue: Path, folder: Path) -> Path:
    from handmade_lint.checkpoint import Checkpoint

    check([catalogue], checkpoint=Checkpoint(folder))
    return folder


def test_a_page_of_many_holds_the_worst(report: Report, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html_report, "MANY", 1_000)
    monkeypatch.setattr(html_report, "OF_MANY", 7)
    write(report, tmp_path / "few.html")
    monkeypatch.setattr(html_report, "MANY", 10_000)
    write(report, tmp_path / "all.html")
    few, every = ((tmp_path / name).read_text("utf-8") for name in ("few.html", "all.html"))
    worst = [entry.sku for entry, _ in report.lowest(7) if entry is not None]
    best = max(report.entries, key=lambda one: (one.score.quality, one.sku)).sku
    assert all(f'"{sku}"' in few for sku in worst)
    assert f'"{best}"' in every
    assert f'"{best}"' not in few
