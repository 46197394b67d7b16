"""Pictures in the HTML report: small, upright, without metadata, and their boxes."""

from __future__ import annotations

import base64
import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from handmade_lint.output.thumbnails import SIDE, thumbnail
from handmade_lint.report import Report
from tests.output.test_html import page

Image = pytest.importorskip("PIL.Image", reason="needs the extra 'images'")


def opened(address: str | None) -> Any:
    """The picture behind a data: address."""
    assert address is not None
    kind, _, data = address.partition(",")
    assert kind == "data:image/webp;base64"
    return Image.open(io.BytesIO(base64.b64decode(data)))


def test_small_upright_and_bare(tmp_path: Path) -> None:
    picture = Image.new("RGB", (1200, 400), "red")
    picture.paste("blue", (0, 0, 600, 400))
    exif = Image.Exif()
    exif[0x0112] = 6  # turn a quarter clockwise
    exif.get_ifd(0x8825)[1] = "N"
    picture.save(tmp_path / "a.jpg", exif=exif, quality=95)
    small = opened(thumbnail(tmp_path / "a.jpg"))
    assert small.size == (107, SIDE)
    assert not small.getexif()
    red, _, blue = small.convert("RGB").getpixel((50, 20))
    assert blue > 200 > 50 > red


@pytest.mark.parametrize(
    ("mode", "colour"),
    [("RGBA", (0, 0, 0, 0)), ("LA", (0, 0)), ("P", 0), ("CMYK", (0, 0, 0, 0)), ("I;16", 65535), ("1", 1)],
)
def test_every_mode_is_shown_on_white(tmp_path: Path, mode: str, colour: Any) -> None:
    picture = Image.new(mode, (40, 30), colour)
    if mode == "P":
        picture.putpalette([9, 9, 9] * 256)
        picture.info["transparency"] = 0
    name = tmp_path / ("a.tif" if mode in ("CMYK", "I;16") else "a.png")
    picture.save(name)
    small = opened(thumbnail(name)).convert("RGB")
    assert min(small.getpixel((20, 15))) > 250


@pytest.mark.parametrize("bad", [b"", b"no picture", b"\xff\xd8\xff\xe0" + b"\0" * 40])
def test_what_is_no_picture_is_left_out(tmp_path: Path, bad: bytes) -> None:
    (tmp_path / "a.jpg").write_bytes(bad)
    assert thumbnail(tmp_path / "a.jpg") is None
    assert thumbnail(tmp_path / "missing.jpg") is None
    assert thumbnail(tmp_path) is None


def test_a_bomb_is_left_out(tmp_path: Path) -> None:
    Image.new("1", (20_000, 20_000)).save(tmp_path / "a.png")
    assert thumbnail(tmp_path / "a.png") is None


def shown(report: Report, tmp_path: Path, **evidence: Any) -> tuple[list[str], dict[str, Any]]:
    """Thumbnails of the sample's page, and what it holds of the apron; only the first picture lies on this machine."""
    Image.new("RGB", (300, 300), "white").save(tmp_path / "apron.png")
    blurry = replace(report.findings[-3], evidence=evidence)
    assert blurry.code == "IM-004"
    found = (*report.findings[:-3], blurry, *report.findings[-2:])
    made = page(replace(report, findings=found, pictures={"pictures/apron.jpg": str(tmp_path / "apron.png")}))
    (apron,) = [one for one in made.json("report")["listings"] if one["sku"] == "KN-0044"]
    return made.json("pictures"), apron


def test_pictures_and_boxes_reach_the_page(report: Report, tmp_path: Path) -> None:
    pictures, apron = shown(report, tmp_path, box=[0.1, 0.2, 0.5, 0.9], boxes=[[0, 0, 2, 0.5]])
    assert len(pictures) == 1
    boxes = [[0.1, 0.2, 0.5, 0.9, "warning"], [0.0, 0.0, 1.0, 0.5, "warning"]]
    assert apron["pictures"] == [{"name": "apron.jpg", "role": "main", "at": 0, "boxes": boxes}]
    assert apron["findings"][0]["picture"] == 0


@pytest.mark.parametrize(
    "box",
    [None, "0,0,1,1", [0, 0, 1], [0.5, 0.5, 0.5, 1], [1, 1, 0, 0], ["0", 0, 1, 1], [float("nan")] * 4, [2, 2, 3, 3]],
)
def test_what_is_no_box_is_not_drawn(report: Report, tmp_path: Path, box: Any) -> None:
    _, apron = shown(report, tmp_path, box=box)
    assert apron["pictures"][0]["boxes"] == []


def test_without_pictures_only_those_that_a_finding_names_are_told(report: Report) -> None:
    made = page(report)
    assert made.json("pictures") == []
    (apron,) = [one for one in made.json("report")["listings"] if one["sku"] == "KN-0044"]
    assert apron["pictures"] == [{"name": "apron.jpg", "role": "main", "at": -1, "boxes": []}]
