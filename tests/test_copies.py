"""`fix --images OUT_DIR`: corrected copies by SKU, never in place, whatever names a catalogue holds."""

from __future__ import annotations

from pathlib import Path
from time import sleep
from typing import Any

import pytest
from click.testing import CliRunner, Result

from handmade_lint.cli import app

Image = pytest.importorskip("PIL.Image")


def run(*args: str) -> Result:
    """Run the command in this process."""
    return CliRunner().invoke(app, ["fix", *args, "--isolated"], catch_exceptions=False)


def product(path: Path, size: tuple[int, int] = (300, 200), **options: Any) -> bytes:
    """A thing on white, in a file."""
    image = Image.new("RGB", size, "white")
    image.paste("red", (size[0] // 3, size[1] // 3, size[0] // 2, size[1] // 2))
    image.save(path, **options)
    return path.read_bytes()


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A catalogue with pictures, stood in."""
    monkeypatch.chdir(tmp_path)
    remarks = Image.Exif()
    remarks[0x0112] = 8
    product(tmp_path / "front view.jpg", exif=remarks)
    product(tmp_path / "side.png", (200, 200))
    (tmp_path / "broken.jpg").write_bytes(b"\xff\xd8 nothing")
    (tmp_path / "shop.csv").write_text(
        "sku,title,image 1,image 2,image 3\n"
        "BOWL 20/é,Oak Bowl,front view.jpg,side.png,broken.jpg\n"
        "../../etc,Ash Bowl,side.png,,\n"
        "BOWL_20_é,Elm Bowl,side.png,none.jpg,https://example.org/a.jpg\n"
        "con,Fir Bowl,side.png,,\n"
    )
    return tmp_path


def test_copies_by_sku(shop: Path) -> None:
    """Each picture is corrected into a file of its own name; what cannot be is said; nothing else is written."""
    before = {path.name: path.read_bytes() for path in shop.iterdir()}
    result = run("shop.csv", "--images", "out", "--select", "images", "--fail-on", "never")
    assert result.exit_code == 0
    assert result.stdout == ""
    assert sorted(path.name for path in (shop / "out").iterdir()) == [
        "BOWL_20_é.MAIN.jpg",
        "BOWL_20_é.PT01.png",
        "BOWL_20_é~2.MAIN.png",
        "_.._etc.MAIN.png",
        "_con.MAIN.png",
    ]
    with Image.open(shop / "out" / "BOWL_20_é.MAIN.jpg") as image:
        assert image.size == (300, 300)
    assert (shop / "out" / "BOWL_20_é.PT01.png").read_bytes() == before["side.png"]
    assert "BOWL_20_é.MAIN.jpg: turned upright, made square" in result.stderr
    assert "broken.jpg is left out" in result.stderr
    assert "none.jpg is left out" in result.stderr
    assert "--fetch-images" in result.stderr
    assert {path.name: path.read_bytes() for path in shop.iterdir() if path.is_file()} == before


def test_what_is_there_is_not_written_over(shop: Path) -> None:
    """A second run writes nothing; another picture of that name stays, and so do originals in the folder itself."""
    run("shop.csv", "--images", "out", "--select", "images")
    sleep(1.1)  # profiles of colours hold the second in which they were made
    stamps = {path.name: path.stat().st_mtime_ns for path in (shop / "out").iterdir()}
    again = run("shop.csv", "--images", "out", "--select", "images")
    assert "already" not in again.stderr
    assert {path.name: path.stat().st_mtime_ns for path in (shop / "out").iterdir()} == stamps
    (shop / "out" / "_con.MAIN.png").write_bytes(b"mine")
    assert "is there already" in run("shop.csv", "--images", "out", "--select", "images").stderr
    assert (shop / "out" / "_con.MAIN.png").read_bytes() == b"mine"
    original = product(shop / "A1.MAIN.jpg", (400, 200))
    (shop / "one.csv").write_text("sku,title,image 1\nA1,Oak Bowl,A1.MAIN.jpg\n")
    assert "is there already" in run("one.csv", "--images", ".", "--select", "images").stderr
    assert (shop / "A1.MAIN.jpg").read_bytes() == original


def test_diff_writes_no_picture(shop: Path) -> None:
    """With --diff it is only said what would be done."""
    result = run("shop.csv", "--images", "out", "--diff")
    assert "would be written to out" in result.stderr
    assert not (shop / "out").exists()


def test_texts_and_pictures_at_once(shop: Path) -> None:
    """Texts are mended in the catalogue, pictures copied, in one run; pictures can lie elsewhere."""
    (shop / "photos").mkdir()
    product(shop / "photos" / "far.jpg", (10_200, 40))
    (shop / "shop.csv").write_text("sku,title,bullet 1,image 1\nA1,Oak Bowl,By hand…,far.jpg\n")
    result = run("shop.csv", "--images", "out", "--images-from", "photos")
    assert "By hand..." in (shop / "shop.csv").read_text()
    assert "scaled down to 10000 pixels, made square" in result.stderr
    assert run("shop.csv", "--images", "out", "--images-from", "nowhere").exit_code == 2
    (shop / "file").write_text("")
    assert run("shop.csv", "--images", "file/out").exit_code == 2
