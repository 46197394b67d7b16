"""Listings are linted with their pictures: the drawn catalogue of fixtures/pictures, from the file to the report."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

pytest.importorskip("cv2", reason="the extra 'images' is not installed")
pytest.importorskip("PIL", reason="the extra 'images' is not installed")

from handmade_lint import measures, run
from handmade_lint.album.columns import Columns
from handmade_lint.cli import app
from handmade_lint.config import ConfigError, load
from handmade_lint.finding import Finding
from handmade_lint.measures import batch
from handmade_lint.report import Report

FOLDER = Path(__file__).parents[1] / "fixtures" / "pictures"
CATALOGUE = FOLDER / "oakline_en.csv"
DAY = "2026-11-23"
EXPECTED = {
    ("BOWL-1", "IM-033", "info", "bowl again.jpg"),
    ("BOWL-2", "IM-001", "error", "on a table.jpg"),
    ("BOWL-2", "IM-034", "info", "see-through.png"),
    ("BOWL-2", "IM-101", "info", "at home.jpg"),
    ("BOWL-3", "IM-008", "error", "small.jpg"),
    ("BOWL-3", "IM-009", "warning", "moves.gif"),
    ("BOWL-3", "IM-015", "error", "moves.gif"),
    ("BOWL-4", "IM-002", "warning", "on nearly white.jpg"),
    ("BOWL-4", "IM-017", "info", None),
    ("BOWL-5", "IM-007", "warning", "far away.jpg"),
    ("BOWL-5", "IM-012", "warning", "is a webp.jpg"),
    ("BOWL-5", "IM-022", "warning", "blurred.jpg"),
    ("BOWL-5", "IM-036", "error", "ends early.jpg"),
    ("BOWL-5", "IM-106", "info", "is a webp.jpg"),
    ("BOWL-6", "IM-036", "error", "no such file.jpg"),
    ("BOWL-6", "IM-036", "error", "../secret.jpg"),
    ("BOWL-6", "IM-102", "info", "bowl.jpg"),
    ("DISH-7", "IM-017", "info", None),
}
"""What is wrong with the drawn pictures, by the names of the files, and nothing else."""


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "cache"))
    monkeypatch.setattr(batch, "STRICT", True)
    return tmp_path / "cache"


class Here:
    """Measures in this process, and counts."""

    def __init__(self, measure: Callable[..., Columns], counts: list[int]) -> None:
        self.measure, self.counts = measure, counts

    def map(self, batches: Iterable[Sequence[bytes]], columns: Collection[str]) -> Iterator[Columns]:
        for pictures in batches:
            self.counts.append(len(pictures))
            yield self.measure(pictures, columns)

    def close(self) -> None:
        pass


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Numbers of pictures that were decoded, call by call."""
    counts: list[int] = []

    monkeypatch.setattr(run, "_measurer", lambda jobs: lambda: Here(measures.measure, counts))
    return counts


def lint(path: Path = CATALOGUE, **options: Any) -> Report:
    return run.check([path], on=DAY, select=("images",), ignore=("IM-030",), **options)


def told(findings: Sequence[Finding]) -> set[tuple]:
    return {(one.sku, one.code, one.severity, one.image) for one in findings}


def test_the_drawn_catalogue() -> None:
    report = lint()
    assert told(report.findings) == EXPECTED
    assert len(report.findings) == len(EXPECTED)
    assert report.run.images == 25


def test_workers_find_the_same() -> None:
    assert lint(jobs=2).findings == lint(jobs=1).findings


def test_a_second_run_decodes_nothing(counted: list[int]) -> None:
    first = lint()
    assert sum(counted) == 16, "each file once, however many listings show it"
    counted.clear()
    assert lint().findings == first.findings
    assert not counted
    lint(cache=False)
    assert sum(counted) == 16


def test_findings_say_what_was_measured_and_where() -> None:
    found = {(one.sku, one.code): one for one in lint().findings}
    far = found["BOWL-5", "IM-007"]
    assert far.field == "image.main"
    assert (far.location.row, far.location.column) == (6, "image 1")
    assert far.evidence["measure"] == "fill_side"
    assert far.evidence["value"] == pytest.approx(0.35, abs=0.03)
    assert far.evidence["limit"] == 0.85
    ((x0, y0, x1, y1),) = far.evidence["boxes"]
    assert (x0, x1) == (pytest.approx(0.325, abs=0.02), pytest.approx(0.675, abs=0.02))
    assert 0 <= y0 < y1 <= 1
    assert found["BOWL-3", "IM-008"].evidence == {"value": [400, 360], "limit": 500}
    for one in found.values():
        json.dumps(dict(one.evidence))


def test_pictures_have_a_part_of_the_score() -> None:
    parts = {entry.sku: entry.score.parts["images"] or 0 for entry in lint().entries}
    assert parts["BOWL-1"] == 99
    assert 0 < parts["BOWL-3"] < parts["BOWL-4"] < 100
    assert all(parts.values())
    unseen = run.check([CATALOGUE], on=DAY, select=("TI",))
    assert all(entry.score.parts["images"] is None for entry in unseen.entries)


def test_pictures_elsewhere(tmp_path: Path) -> None:
    """Without --images a lonely catalogue is told once that its pictures are not there; with it they are judged."""
    lonely = tmp_path / "lonely" / "oakline_en.csv"
    lonely.parent.mkdir()
    lonely.write_bytes(CATALOGUE.read_bytes())
    report = lint(lonely)
    assert {one.code for one in report.findings if one.image} == {"IM-036", "IM-102"}, "what names alone can tell"
    assert {one.image for one in report.findings if one.code == "IM-036"} == {"../secret.jpg"}
    (why,) = {one.why for one in report.run.skipped if "--images" in one.why}
    assert "21 of 23" in why
    assert told(lint(lonely, images=(str(FOLDER),)).findings) == EXPECTED


def test_pictures_on_the_web_are_told_once(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.csv"
    path.write_text("sku,title,image\nA,Bowl,https://example.com/a.jpg\nB,Cup,https://example.com/b.jpg\n", "utf-8")
    report = lint(path)
    assert not report.findings
    assert {one.why for one in report.run.skipped} == {
        "2 of 2 pictures are on the web and were not looked at; --fetch-images does"
    }
    assert "IM-001" in {one.rule for one in report.run.skipped}
    assert "XC-010" not in {one.rule for one in report.run.skipped}, "no rule of another store"


def test_where_nothing_opens_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    report = lint()
    assert {one.image for one in report.findings if one.code == "IM-036"} == {"no such file.jpg", "../secret.jpg"}
    assert any("pip install 'handmade-lint[images]'" in one.why for one in report.run.skipped)


def test_the_command_line(tmp_path: Path, cache: Path) -> None:
    command = ["check", str(CATALOGUE), "--isolated", "--on", DAY, "--select", "images", "--fail-on", "never"]
    said = CliRunner().invoke(app, [*command, "--no-cache"])
    assert said.exit_code == 0, said.output
    assert "picture far away.jpg" in said.output
    assert "1 of 25 pictures are on the web" in " ".join(said.output.split())
    assert not (cache / "handmade-lint" / "pictures").exists()
    CliRunner().invoke(app, command)
    assert (cache / "handmade-lint" / "pictures" / "measures.sqlite").exists()
    wrong = CliRunner().invoke(app, [*command, "--images", str(tmp_path / "gone")])
    assert wrong.exit_code == 2
    assert "gone' with pictures (--images)" in wrong.output


def test_the_configuration_names_folders_from_itself(tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "bowl.jpg").write_bytes((FOLDER / "small.jpg").read_bytes())
    (tmp_path / "catalogue.csv").write_text("sku,title,image\nA,Bowl,bowl.jpg\n", "utf-8")
    (tmp_path / "handmade-lint.toml").write_text('images = "photos"\ncache = false\nselect = ["IM-008"]\n', "utf-8")
    said = CliRunner().invoke(app, ["check", str(tmp_path / "catalogue.csv"), "--format", "jsonl"])
    assert '"IM-008"' in said.output
    (tmp_path / "handmade-lint.toml").write_text("images = 3\n", "utf-8")
    assert "'images' must be a folder" in CliRunner().invoke(app, ["check", str(tmp_path)]).output


@pytest.mark.parametrize("store", ["amazon.fr", "etsy", "google"])
def test_stores_have_their_own_limits(store: str) -> None:
    codes = {one.code for one in run.check([CATALOGUE], on=DAY, store=store, select=("images", "channels")).findings}
    assert ("IM-001" in codes) == (store == "amazon.fr")
    assert ("XC-010" in codes) == (store == "etsy")
    assert "IM-036" in codes


def test_every_picture_of_the_torture_set_has_a_finding_or_a_measure(tmp_path: Path, counted: list[int]) -> None:
    folder = Path(__file__).parents[2] / "shared" / "data" / "torture_images"
    if not folder.is_dir():
        pytest.skip("../shared/data is not there")
    files = sorted(path for path in folder.rglob("*") if path.is_file())[::7]
    rows = "".join(f'P{n},Bowl,"{path.relative_to(folder)}"\n' for n, path in enumerate(files))
    (tmp_path / "catalogue.csv").write_text("sku,title,main image\n" + rows, "utf-8")
    report = lint(tmp_path / "catalogue.csv", images=(str(folder),), cache=False)
    assert (report.run.listings, report.run.images) == (len(files), len(files))
    assert not [one for one in report.findings if one.scope == "file"]


def test_a_failing_measure_does_not_end_a_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where all pictures have faults, rules on pictures are silent but for the one that says so."""

    def measure(pictures: Sequence[bytes], columns: Collection[str]) -> Columns:
        found = measures.blank(len(pictures), columns)
        found["fault"][:], found["fault_says"][:] = "decoder-died", "The decoder stopped."
        return found

    monkeypatch.setattr(run, "_measurer", lambda jobs: lambda: Here(measure, []))
    codes = {one.code for one in lint(cache=False).findings if one.image}
    assert codes == {"IM-036", "IM-102"}


def test_the_picture_of_the_profile(tmp_path: Path) -> None:
    (tmp_path / "me.jpg").write_bytes((FOLDER / "small.jpg").read_bytes())
    (tmp_path / "seller.toml").write_text('picture = "me.jpg"\n', "utf-8")
    (tmp_path / "catalogue.csv").write_text("sku,title\nA,Bowl\n", "utf-8")

    def said(least: int) -> list[str]:
        options: dict[str, Any] = {
            "select": ("PR-001",),
            "profile": str(tmp_path / "seller.toml"),
            "rules": {"PR-001": {"least": least}},
        }
        return [one.message for one in run.check([tmp_path / "catalogue.csv"], on=DAY, **options).findings]

    assert not said(200)
    assert said(380) == [
        "the picture of the profile has 400 × 360 pixels; 380 are asked for on the shorter side",
    ]
    (tmp_path / "me.jpg").unlink()
    assert "cannot be looked at" in said(200)[0]


def test_no_configuration_can_open_the_network(tmp_path: Path) -> None:
    (tmp_path / "handmade-lint.toml").write_text("fetch-images = true\n", "utf-8")
    with pytest.raises(ConfigError, match="command line alone"):
        load(tmp_path / "handmade-lint.toml")


def test_a_damaged_archive_of_pictures_is_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "goods.csv").write_text("sku,title\nA,Oak bowl\n", "utf-8")
    (tmp_path / "photos.zip").write_bytes(b"PK\x03\x04 and then nothing")
    done = CliRunner().invoke(app, ["check", str(tmp_path / "goods.csv"), "--images", str(tmp_path / "photos.zip")])
    assert done.exit_code == 2
    assert "no ZIP archive that can be read" in done.output
