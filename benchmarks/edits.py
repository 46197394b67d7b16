"""Edits that stolen, stock and shared pictures come back with: each the same for the same seed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from random import Random
from typing import Any

import cv2
import numpy as np

Edit = Callable[[Any, Random], Any]
"""BGR to BGR."""


def saved(pixels: Any, quality: int = 90) -> bytes:
    """As a JPEG file."""
    return bytes(cv2.imencode(".jpg", np.ascontiguousarray(pixels), [cv2.IMWRITE_JPEG_QUALITY, quality])[1].tobytes())


def pad(pixels: Any, share: float, level: int = 255) -> Any:
    """Margins of one colour, a share of each side."""
    height, width = pixels.shape[:2]
    sides = (round(height * share),) * 2 + (round(width * share),) * 2
    return cv2.copyMakeBorder(pixels, *sides, cv2.BORDER_CONSTANT, value=(level, level, level))


def square(pixels: Any) -> Any:
    """White margins that make it square."""
    height, width = pixels.shape[:2]
    side = max(height, width)
    top, left = (side - height) // 2, (side - width) // 2
    sides = top, side - height - top, left, side - width - left
    return cv2.copyMakeBorder(pixels, *sides, cv2.BORDER_CONSTANT, value=(255, 255, 255))


def crop(pixels: Any, share: float) -> Any:
    """Without a share at each side."""
    height, width = pixels.shape[:2]
    return pixels[
        round(height * share) : round(height * (1 - share)), round(width * share) : round(width * (1 - share))
    ]


def cut_out(pixels: Any, random: Random, least: float) -> Any:
    """A part that lies anywhere and has any shape, at least such a share of each side."""
    height, width = pixels.shape[:2]
    high, wide = (round(side * random.uniform(least, min(1.0, least + 0.1))) for side in (height, width))
    top, left = random.randint(0, height - high), random.randint(0, width - wide)
    return pixels[top : top + high, left : left + wide]


def rotate(pixels: Any, degrees: float) -> Any:
    """Turned, white where nothing is."""
    height, width = pixels.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1)
    return cv2.warpAffine(pixels, matrix, (width, height), borderValue=(255, 255, 255))


def tone(pixels: Any, gain: float, shift: float, gamma: float = 1.0) -> Any:
    """Contrast, brightness, gamma."""
    values = np.clip(pixels.astype(np.float32) * gain + shift, 0, 255) / 255
    return (255 * values**gamma).astype(np.uint8)


def hue(pixels: Any, degrees: int) -> Any:
    """All colours turned."""
    values = cv2.cvtColor(pixels, cv2.COLOR_BGR2HSV)
    values[:, :, 0] = (values[:, :, 0].astype(int) + degrees // 2) % 180
    return cv2.cvtColor(values, cv2.COLOR_HSV2BGR)


def banner(pixels: Any, random: Random) -> Any:
    """A coloured bar with words over a fifth of it."""
    found = pixels.copy()
    height, width = found.shape[:2]
    high = round(0.17 * height)
    top = random.choice((round(0.03 * height), height - high - round(0.03 * height)))
    colour = tuple(random.randint(0, 255) for _ in range(3))
    cv2.rectangle(found, (0, top), (width, top + high), colour, -1)
    size = max(0.4, width / 320)
    cv2.putText(found, "SALE -50 %", (round(0.08 * width), top + round(0.7 * high)), 0, size, (255, 255, 255), 2)
    return found


def watermark(pixels: Any, random: Random) -> Any:
    """Words all over it, half to be seen through."""
    over = pixels.copy()
    height, width = over.shape[:2]
    for row in range(1, 5):
        at = random.randint(-width // 8, width // 8), round(row * height / 4.6)
        cv2.putText(over, "myshop myshop", at, 0, max(0.5, width / 260), (255, 255, 255), 2)
    return cv2.addWeighted(over, 0.5, pixels, 0.5, 0)


def evasion(pixels: Any, random: Random) -> Any:
    """A published recipe: brightness 3-5 %, contrast 2-5 %, scale 0.3-0.7 % and 1-3 px, JPEG 88-92."""
    signs = [random.choice((-1, 1)) for _ in range(3)]
    found = tone(pixels, 1 + signs[0] * random.uniform(0.02, 0.05), signs[1] * 255 * random.uniform(0.03, 0.05))
    scale = 1 + signs[2] * random.uniform(0.003, 0.007)
    size = round(found.shape[1] * scale) + random.randint(1, 3), round(found.shape[0] * scale) + random.randint(1, 3)
    resized = cv2.resize(found, size, interpolation=cv2.INTER_CUBIC)
    return cv2.imdecode(np.frombuffer(saved(resized, random.randint(88, 92)), np.uint8), cv2.IMREAD_COLOR)


def jpeg(pixels: Any, quality: int) -> Any:
    """Saved and opened again."""
    return cv2.imdecode(np.frombuffer(saved(pixels, quality), np.uint8), cv2.IMREAD_COLOR)


def scaled(pixels: Any, factor: float) -> Any:
    """Smaller."""
    return cv2.resize(pixels, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)


def many(pixels: Any, random: Random) -> Any:
    """Cut by 5 %, mirrored, toned, with a banner, padded, saved."""
    found = np.ascontiguousarray(crop(pixels, 0.05)[:, ::-1])
    return jpeg(pad(banner(tone(found, 1.1, -8), random), 0.06), 70)


EDITS: Mapping[str, Edit] = {
    "pad 10 % white": lambda pixels, _: pad(pixels, 0.1),
    "pad 10 % black": lambda pixels, _: pad(pixels, 0.1, 0),
    "pad to square": lambda pixels, _: square(pixels),
    "mirror": lambda pixels, _: pixels[:, ::-1],
    "mirror and pad": lambda pixels, _: pad(pixels[:, ::-1], 0.1),
    "tones": lambda pixels, random: tone(pixels, random.uniform(0.8, 1.2), random.uniform(-20, 20), 1.2),
    "hue": lambda pixels, random: hue(pixels, random.randint(40, 320)),
    "grey": lambda pixels, _: cv2.cvtColor(cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY), cv2.COLOR_GRAY2BGR),
    "jpeg 40": lambda pixels, _: jpeg(pixels, 40),
    "scale 0.5": lambda pixels, _: scaled(pixels, 0.5),
    "blur": lambda pixels, _: cv2.GaussianBlur(pixels, (0, 0), max(pixels.shape[:2]) / 250),
    "crop 5 % a side": lambda pixels, _: crop(pixels, 0.05),
    "crop 20 % a side": lambda pixels, _: crop(pixels, 0.2),
    "cut out 90 % anywhere": lambda pixels, random: cut_out(pixels, random, 0.9),
    "cut out 75 % anywhere": lambda pixels, random: cut_out(pixels, random, 0.75),
    "cut out 60 % anywhere": lambda pixels, random: cut_out(pixels, random, 0.6),
    "banner": banner,
    "watermark": watermark,
    "rotate 10 degrees": lambda pixels, random: rotate(pixels, random.choice((-10, 10))),
    "evasion recipe": evasion,
    "many at once": many,
}
"""By name."""

GOALS: Mapping[str, float] = {
    **dict.fromkeys(("pad 10 % white", "pad 10 % black", "pad to square", "mirror", "mirror and pad"), 0.99),
    **dict.fromkeys(("tones", "hue", "grey", "jpeg 40", "scale 0.5"), 0.99),
    "crop 5 % a side": 0.97,
    "crop 20 % a side": 0.9,
    "cut out 60 % anywhere": 0.9,
    "banner": 0.97,
    "watermark": 0.97,
    "rotate 10 degrees": 0.9,
    "evasion recipe": 0.995,
}
"""Recall to be reached."""
