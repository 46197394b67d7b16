"""Barcodes drawn into photographs and read, beside OpenCV's own reader; and what is read where no code is."""

from __future__ import annotations

from random import Random
from time import process_time
from typing import Any

import cv2
import numpy as np

from .frame import Bench
from .photographs import SHARED, Photographer

DRAWN = 30
SHARES = (0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6)
"""Widths of a barcode, as shares of the picture's longer side."""
COLUMNS = ("code_kinds", "code_texts", "code_boxes")


def codes(bench: Bench, photographer: Photographer) -> None:
    """Thirty barcodes of several sizes, an eighth turn askew at most, saved as JPEG; then photographs without any."""
    from handmade_lint.measures import measure

    chance = Random(f"{bench.seed} codes")
    drawn = [_drawn(chance, photographer, SHARES[number % len(SHARES)]) for number in range(DRAWN)]
    ours = theirs = 0
    spent = [0.0, 0.0]
    reader: Any = cv2.barcode.BarcodeDetector()
    for digits, data in drawn:
        began = process_time()
        ours += digits in measure([data], COLUMNS)["code_texts"][0]
        between = process_time()
        _, texts, _, _ = reader.detectAndDecodeWithType(cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR))
        theirs += digits in texts
        spent[0] += between - began
        spent[1] += process_time() - between
    bench.figure("barcodes.read", ours, f"of {DRAWN} drawn", least=28)
    bench.figure("barcodes.opencv", theirs, f"of {DRAWN} drawn, read by cv2.barcode in the whole picture")
    bench.figure("barcodes.each", 1000 * spent[0] / DRAWN, "ms a picture with a code, decoding included")
    bench.figure("barcodes.opencv.each", 1000 * spent[1] / DRAWN, "ms a picture")
    paths = [path for path in sorted(SHARED.rglob("*")) if path.suffix.lower() in (".jpg", ".jpeg", ".png", ".webp")]
    if not paths:
        bench.say("false reads: not counted, ../shared/data/images is not here")
        return
    paths = paths[:: 5 if bench.quick else 1]
    false = sum(_codes(measure([path], COLUMNS)) for path in paths)
    bench.figure("codes.false", false, f"codes read in {len(paths)} photographs without one", 0)


def _codes(found: Any) -> int:
    return int((found["code_kinds"] != "").sum())


def _drawn(chance: Random, photographer: Photographer, share: float) -> tuple[str, bytes]:
    """A number, and a photograph with its barcode."""
    import zxingcpp

    digits = f"{chance.choice((300, 400, 500, 690, 800, 841))}{chance.randrange(10**9):09}"
    digits += str(-sum(int(digit) * (1, 3)[place % 2] for place, digit in enumerate(digits)) % 10)
    side = chance.choice((1000, 1200, 1600, 2000, 2400, 3000))
    data = photographer.jpeg(side, white=False, progressive=False)
    pixels: Any = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
    code: Any = np.array(zxingcpp.create_barcode(digits, zxingcpp.BarcodeFormat.EAN13).to_image(scale=4))
    width = round(share * side)
    code = cv2.resize(code, (width, round(width * 0.6)), interpolation=cv2.INTER_AREA)
    high, wide = pixels.shape[:2]
    room = np.hypot(*code.shape) + 2  # however it lies, it is whole
    scale = min(1.0, 0.95 * min(high, wide) / room)
    code = cv2.resize(code, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    edge = round(scale * room / 2) + 1
    left = chance.randrange(edge, wide - edge) - code.shape[1] // 2
    top = chance.randrange(edge, high - edge) - code.shape[0] // 2
    middle = left + code.shape[1] / 2, top + code.shape[0] / 2
    turn = cv2.getRotationMatrix2D(middle, chance.choice((0, 90)) + chance.uniform(-10, 10), 1.0)
    layer: Any = np.zeros((high, wide), np.float32)
    mask: Any = layer.copy()
    layer[top : top + code.shape[0], left : left + code.shape[1]] = code
    mask[top : top + code.shape[0], left : left + code.shape[1]] = 1
    layer, mask = (cv2.warpAffine(one, turn, (wide, high), flags=cv2.INTER_LINEAR) for one in (layer, mask))
    light = chance.uniform(0.75, 1.0)
    pixels = (pixels * (1 - mask[..., None]) + (light * layer)[..., None]).clip(0, 255).astype(np.uint8)
    blur = chance.choice((0.0, 0.5, 0.8))
    if blur:
        pixels = cv2.GaussianBlur(pixels, (0, 0), blur)
    return digits, cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, chance.randint(75, 95)])[1].tobytes()
