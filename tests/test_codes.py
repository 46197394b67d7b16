"""Barcodes and QR codes in pictures: read where they are, silence elsewhere, nothing hostile let through."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from PIL import Image

from handmade_lint.measures import measure
from handmade_lint.measures.index import COLUMNS

from .measures.codes import ean13, on, qr
from .measures.made import jpeg, one, png, texture

CODES = ("code_kinds", "code_texts", "code_boxes")
SHARED = Path(__file__).parents[2] / "shared" / "data" / "images"
GTIN = "4006381333931"


def read(data: bytes) -> list[tuple[str, str]]:
    found = one(data, *CODES)
    return [(kind, says) for kind, says in zip(found["code_kinds"], found["code_texts"], strict=True) if kind]


@pytest.mark.parametrize("size", [900, 1600, 3000])
def test_a_barcode_is_read_with_its_place(size: int) -> None:
    pixels = on(texture(size, size), ean13(GTIN, size // 300), size // 5, size // 4)
    found = one(jpeg(pixels), *CODES)
    assert (found["code_kinds"][0], found["code_texts"][0]) == ("EAN-13", GTIN)
    left, top, right, bottom = found["code_boxes"][0]
    assert 0.19 < left < 0.3 and right < 0.65 and top >= 0.24 and bottom < 0.75
    assert np.isnan(found["code_boxes"][1]).all()


@pytest.mark.parametrize("turns", [1, 2, 3])
def test_a_barcode_is_read_however_it_lies(turns: int) -> None:
    pixels = np.ascontiguousarray(np.rot90(on(texture(1000, 1000), ean13(GTIN), 300, 300), turns))
    assert read(jpeg(pixels)) == [("EAN-13", GTIN)]


def test_a_qr_code_is_read() -> None:
    pixels = on(texture(1200, 1200), qr("https://shop.example/bowls", 6), 500, 700)
    found = one(jpeg(pixels), *CODES)
    assert (found["code_kinds"][0], found["code_texts"][0]) == ("QR", "https://shop.example/bowls")
    left, top, right, bottom = found["code_boxes"][0]
    side = 6 * 25 / 1200
    assert left == pytest.approx(524 / 1200, abs=0.02) and top == pytest.approx(724 / 1200, abs=0.02)
    assert right - left == pytest.approx(side, abs=0.03) and bottom - top == pytest.approx(side, abs=0.03)


def test_a_mirrored_file_is_read_upright() -> None:
    pixels = on(texture(1000, 800), qr("https://shop.example/bowls", 6), 100, 300)
    stream = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 2
    Image.fromarray(cv2.cvtColor(cv2.flip(pixels, 1), cv2.COLOR_BGR2RGB)).save(stream, "JPEG", quality=92, exif=exif)
    assert read(stream.getvalue()) == [("QR", "https://shop.example/bowls")]


def test_two_codes_are_both_read() -> None:
    pixels = on(texture(1200, 1200), qr("https://shop.example/bowls", 6), 100, 100)
    found = read(jpeg(on(pixels, ean13(GTIN, 4), 500, 800)))
    assert sorted(found) == [("EAN-13", GTIN), ("QR", "https://shop.example/bowls")]


def test_what_is_measured_of_codes_is_remembered_by_its_version() -> None:
    assert {COLUMNS[name].version for name in CODES} == {1}


def test_what_a_code_says_is_shown_as_text() -> None:
    says = "\x1b[31mhttps://a.example\r\n\u202egnp.exe <script>"
    assert read(png(on(texture(1000, 1000), qr(says, 6), 300, 300)))[0][1] == (
        "\ufffd[31mhttps://a.example \ufffdgnp.exe <script>"
    )


def test_a_long_text_is_shortened() -> None:
    ((_, says),) = read(png(on(texture(1400, 1400), qr("https://a.example/" + "x" * 160, 6), 300, 300)))
    assert len(says) == 160


def test_a_wrong_check_digit_is_no_code() -> None:
    assert read(jpeg(on(texture(1000, 1000), ean13("4006381333932"), 300, 300))) == []


@pytest.mark.parametrize("period", [2, 3, 4, 7])
def test_stripes_and_checks_are_no_codes(period: int) -> None:
    lines = np.where(np.arange(1000) // period % 2, 255, 0).astype(np.uint8)
    stripes = np.repeat(np.repeat(lines[None], 1000, 0)[..., None], 3, 2)
    for pixels in (stripes, stripes ^ stripes.transpose(1, 0, 2)):
        assert read(png(pixels)) == []


@pytest.mark.parametrize("shape", [(1, 1), (1, 3000), (31, 40), (3000, 20)])
def test_pictures_of_odd_shapes_have_no_codes(shape: tuple[int, int]) -> None:
    assert read(png(np.zeros((*shape, 3), np.uint8))) == []


def test_photographs_have_no_codes() -> None:
    paths: list[Any] = sorted((SHARED / "clothing_cc0").rglob("*.jpg"))[::25]
    if not paths:
        pytest.skip("../shared/data/images is not here")
    assert not (measure(paths, CODES)["code_kinds"] != "").any()


def test_barcodes_across_sizes_are_read() -> None:
    tried = read_right = 0
    for side in (900, 1200, 1600, 2400):
        for module in (3, 4, 5, 6, 8):
            for digits in ("6901234567892", GTIN, "3012345678902"):
                code = ean13(digits, module)
                if 0.3 * side <= code.shape[1] <= 0.75 * side:
                    tried += 1
                    data = jpeg(on(texture(side, side, module), code, side // 6, side // 5))
                    read_right += ("EAN-13", digits) in read(data)
    assert tried >= 30 and read_right >= tried - 2


@pytest.mark.parametrize(("side", "module"), [(2400, 4), (3000, 5)])
def test_a_small_barcode_is_decoded_larger(side: int, module: int) -> None:
    """A fifth of the picture's side and less: too fine at the size that pictures are decoded at."""
    data = jpeg(on(texture(side, side), ean13(GTIN, module), side // 6, side // 5))
    assert read(data) == [("EAN-13", GTIN)]


@pytest.mark.parametrize("turn", [-15, 12])
def test_a_barcode_that_lies_askew_is_read(turn: float) -> None:
    pixels = on(texture(1200, 1200), ean13(GTIN, 4), 300, 400)
    spun = cv2.warpAffine(
        pixels, cv2.getRotationMatrix2D((600, 600), turn, 1), (1200, 1200), borderMode=cv2.BORDER_REFLECT
    )
    assert read(jpeg(spun, 80)) == [("EAN-13", GTIN)]


def test_lettering_costs_no_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    """Drawings in black on white are steep, too, and are told from codes before the reader is asked."""
    page = np.full((1200, 1200, 3), 255, np.uint8)
    for row in range(6):
        cv2.putText(page, "HANDMADE 2026", (60, 200 + 160 * row), cv2.FONT_HERSHEY_COMPLEX, 4, (0, 0, 0), 9)
    cv2.circle(page, (600, 600), 500, (0, 0, 0), 12)

    def reader(*_: object, **__: object) -> None:
        raise AssertionError("the reader was asked")

    monkeypatch.setattr("zxingcpp.read_barcodes", reader)
    assert read(png(page)) == []
