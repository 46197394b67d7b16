"""Pictures with known truth, made here."""

from __future__ import annotations

import io
from typing import Any

import cv2
import numpy as np
from PIL import Image

from handmade_lint.measures import Columns, batch

batch.STRICT = True


def texture(width: int, height: int, seed: int = 0, strength: float = 22.0, lens: float = 0.7) -> Any:
    """What falls off with frequency as photographs do, down to single pixels, blurred a little by a lens. BGR."""
    chance = np.random.default_rng(seed)
    total: Any = np.zeros((height, width, 3), np.float32)
    size = 4
    while size < 2 * max(width, height):
        layer = chance.normal(0, 1, (min(size, height), min(size, width), 3)).astype(np.float32)
        total += cv2.resize(layer, (width, height), interpolation=cv2.INTER_CUBIC)
        size *= 2
    if lens:
        total = cv2.GaussianBlur(total, (0, 0), lens)
    return np.clip(120 + strength * total, 0, 255).astype(np.uint8)


def on_white(share: float, side: int = 800, ground: int = 255, seed: int = 1) -> Any:
    """A textured square that takes `share` of the side, in the middle of an even ground."""
    pixels = np.full((side, side, 3), ground, np.uint8)
    inner = round(side * share)
    start = (side - inner) // 2
    pixels[start : start + inner, start : start + inner] = texture(inner, inner, seed).clip(0, 200)
    return pixels


def round_on_white(share: float, side: int = 800) -> Any:
    """A textured disc with that share of the side as its diameter."""
    pixels = np.full((side, side, 3), 255, np.uint8)
    mask = np.zeros((side, side), np.uint8)
    cv2.circle(mask, (side // 2, side // 2), round(side * share / 2), 255, -1)
    thing = texture(side, side, 5).clip(0, 200)
    pixels[mask > 0] = thing[mask > 0]
    return pixels


def jpeg(pixels: Any, quality: int = 92, progressive: bool = False) -> bytes:
    options = [cv2.IMWRITE_JPEG_QUALITY, quality, cv2.IMWRITE_JPEG_PROGRESSIVE, int(progressive)]
    return bytes(cv2.imencode(".jpg", pixels, options)[1].tobytes())


def png(pixels: Any) -> bytes:
    return bytes(cv2.imencode(".png", pixels)[1].tobytes())


def pillow(image: Image.Image, kind: str, **options: Any) -> bytes:
    stream = io.BytesIO()
    image.save(stream, kind, **options)
    return stream.getvalue()


def one(data: bytes, *columns: str) -> dict[str, Any]:
    """The row of one picture, which must be without fault."""
    found = row(batch.measure([data], columns))
    assert found["fault"] == "", found["fault_says"]
    return found


def row(columns: Columns, at: int = 0) -> dict[str, Any]:
    return {name: values[at] for name, values in columns.items()}
