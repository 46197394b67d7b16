"""What is laid over pictures: seen, told from what things bear, read; silence elsewhere; bounded whatever comes."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from time import perf_counter
from typing import Any

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("rapidocr", reason="the extra 'reading' is not installed")

from handmade_lint import looking, run
from handmade_lint.measures import laid, lines, overlay, reading
from handmade_lint.measures.index import COLUMNS
from handmade_lint.measures.view import View
from handmade_lint.pixels import Decoded
from handmade_lint.report import Report

from .measures.made import jpeg, on_white, one, png, round_on_white, texture

NAMES = tuple(name for name, column in COLUMNS.items() if column.measure == "reading")
FONT = cv2.FONT_HERSHEY_DUPLEX


def strip(pixels: Any, words: str, top: float = 0.86, ground: Any = (40, 40, 190), ink: Any = (255, 255, 255)) -> Any:
    """A strip with words across a picture."""
    pixels = pixels.copy()
    height, width = pixels.shape[:2]
    y, high = round(top * height), round(0.12 * height)
    cv2.rectangle(pixels, (0, y), (width, y + high), ground, -1)
    (wide, tall), _ = cv2.getTextSize(words, FONT, 1, 2)
    scale = min(0.9 * width / wide, 0.55 * high / tall)
    at = round((width - wide * scale) / 2), y + round((high + tall * scale) / 2)
    cv2.putText(pixels, words, at, FONT, scale, ink, max(1, round(2 * scale)), cv2.LINE_AA)
    return pixels


def said(data: bytes) -> list[str]:
    return [text for text in one(data, *NAMES)["words_texts"] if text]


@pytest.mark.parametrize("words", ["FREE SHIPPING", "www.oakline.example", "Only 29,90 EUR"])
@pytest.mark.parametrize("size", [700, 1600])
def test_a_strip_with_words_is_seen_and_read(words: str, size: int) -> None:
    found = one(jpeg(strip(round_on_white(0.7, size), words)), *NAMES)
    assert found["overlay"] >= 0.7
    assert words.replace(" ", "").casefold() in "".join(found["words_texts"]).replace(" ", "").casefold()
    left, top, right, bottom = found["words_boxes"][0]
    assert 0 <= left < 0.5 < right <= 1 and 0.8 < top < bottom <= 1
    assert found["words_laid"][0] >= 0.5 and np.isnan(found["words_laid"][-1])


@pytest.mark.parametrize("pixels", [texture(900, 700, 3), on_white(0.6), round_on_white(0.8)])
def test_pictures_without_are_quiet(pixels: Any) -> None:
    found = one(jpeg(pixels), *NAMES)
    assert found["overlay"] < 0.5
    assert not any(found["words_texts"]) and np.isnan(found["words_boxes"]).all()


def test_boxes_are_those_of_the_upright_picture() -> None:
    import io

    from PIL import Image

    upright = strip(round_on_white(0.7, 800), "FREE SHIPPING", 0.05)
    lying = np.ascontiguousarray(np.rot90(upright))  # a reader turns it back by 90 degrees clockwise
    stream, exif = io.BytesIO(), Image.Exif()
    exif[0x0112] = 6
    Image.fromarray(lying[:, :, ::-1]).save(stream, "JPEG", quality=92, exif=exif)
    found = one(stream.getvalue(), *NAMES)
    assert "FREE" in "".join(found["words_texts"])
    assert found["words_boxes"][0][3] < 0.25


def test_the_same_picture_gives_the_same_numbers() -> None:
    data = jpeg(strip(texture(800, 800, 2), "NEW 2026"))
    first, second = one(data, *NAMES), one(data, *NAMES)
    assert all(np.array_equal(first[name], second[name], equal_nan=first[name].dtype.kind == "f") for name in NAMES)


@pytest.mark.parametrize(
    "pixels",
    [
        np.full((1, 1, 3), 200, np.uint8),
        np.full((3, 4000, 3), 90, np.uint8),
        np.zeros((2500, 2, 3), np.uint8),
        np.random.default_rng(1).integers(0, 256, (900, 900, 3), np.uint8),
    ],
    ids=["a pixel", "a line", "a column", "noise"],
)
def test_odd_pictures_are_measured(pixels: Any) -> None:
    found = one(png(pixels), *NAMES)
    assert 0 <= found["overlay"] <= 1


def test_a_page_full_of_words_takes_bounded_work() -> None:
    page = np.full((3000, 3000, 3), 255, np.uint8)
    for row in range(20, 3000, 22):
        cv2.putText(page, "many words in small letters " * 8, (5, row), FONT, 0.6, (0, 0, 0), 1, cv2.LINE_AA)
    view = View(Decoded(page, 1, 1))
    began = perf_counter()
    glance = overlay.glance(view.work)
    seen, found, _, _ = reading.judged(view, glance, reading.closer_look(view, glance))
    assert max(seen.pixels.shape) <= 960 and len(found) <= lines.MOST
    assert len(reading.measure(view).get("words_texts", [""] * reading.MOST)) == reading.MOST  # type: ignore[arg-type]
    assert perf_counter() - began < 20, "a worker has 20 seconds for a picture"


def test_what_is_read_can_be_shown() -> None:
    assert all(
        text.isprintable() and len(text) <= reading.LENGTH for text in said(jpeg(strip(on_white(0.6), "A" * 90)))
    )


def test_without_the_package_nothing_is_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "installed", lambda: False)
    found = one(jpeg(strip(on_white(0.6), "FREE SHIPPING")), *NAMES)
    assert np.isnan(found["overlay"]) and not any(found["words_texts"])


box = st.tuples(*[st.floats(0, 1)] * 4).map(
    lambda b: (min(b[0], b[2]), min(b[1], b[3]), max(b[0], b[2]), max(b[1], b[3]))
)


@given(box)
def test_the_part_around_a_line_holds_it(given_box: tuple[float, float, float, float]) -> None:
    left, top, right, bottom = laid.near(given_box)
    assert 0 <= left < right <= 1.000001 and 0 <= top < bottom <= 1.000001
    assert left <= given_box[0] + 1e-9 and given_box[2] <= right + 1e-9
    inner = laid.within(given_box, (left, top, right, bottom))
    assert all(0 <= side <= 1 for side in inner) and inner[0] <= inner[2] and inner[1] <= inner[3]
    assert overlay.over(np.zeros((overlay.CELLS, overlay.CELLS)), inner).size > 0


def test_trees_are_read_as_they_were_grown() -> None:
    told = {
        "reads": [[0, 1, 1]], "parts": [[0.5, 0.2, 0.8]], "leaves": [[-2.0, -1.0, 1.0, 2.0]], "start": 0.5,
        "missing": [0.0, 0.9],
    }  # fmt: skip
    rows = np.array([[0.1, 0.1], [0.1, 0.3], [0.9, 0.7], [0.9, 0.9], [np.nan, np.nan]], np.float32)
    expected = 0.5 + np.array([-2.0, -1.0, 1.0, 2.0, -1.0])
    assert laid.Trees(told)(rows) == pytest.approx(1 / (1 + np.exp(-expected)))


def shop(tmp_path: Path, pixels: Any) -> list[str]:
    (tmp_path / "a.jpg").write_bytes(jpeg(pixels))
    (tmp_path / "c.csv").write_text("sku,title,main image\nA1,Oak bowl,a.jpg\n", "utf-8")
    return [str(tmp_path / "c.csv")]


def check(files: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Report:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return run.check(files, on="2026-11-23", store="amazon.com", select=("images",))


def test_a_catalogue_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    report = check(shop(tmp_path, strip(round_on_white(0.7, 1200), "www.oakline.example")), monkeypatch, tmp_path)
    found = {one.code: one for one in report.findings}
    assert "oakline" in found["IM-110"].message and found["IM-110"].evidence["boxes"]
    assert found["IM-005"].severity == "warning"


def test_without_the_package_the_rules_are_skipped_aloud(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        looking, "find_spec", lambda name: None if name == "rapidocr" else importlib.util.find_spec(name)
    )
    report = check(shop(tmp_path, round_on_white(0.7, 1200)), monkeypatch, tmp_path)
    why = {one.rule for one in report.run.skipped if "handmade-lint[reading]" in one.why}
    assert {"IM-005", "IM-024", "IM-110"} <= why and "IM-028" not in why
