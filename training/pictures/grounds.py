"""Grounds, colours and compositing that all kinds of picture share."""

from __future__ import annotations

import colorsys
from pathlib import Path
from random import Random
from typing import Any

import cv2
import numpy as np

Pixels = Any
"""(height, width, 3) bytes, BGR."""


def colour(random: Random, least: float = 0.0, most: float = 1.0) -> tuple[int, int, int]:
    """A colour, BGR, whose value lies between those shares."""
    saturation = random.choice((0.0, random.random() * 0.5, random.random()))
    red, green, blue = colorsys.hsv_to_rgb(random.random(), saturation, random.uniform(least, most))
    return round(255 * blue), round(255 * green), round(255 * red)


def plain(random: Random, width: int, height: int, pale: bool = False) -> Pixels:
    """One colour, or a slow change between two."""
    first = colour(random, 0.75 if pale else 0.0)
    if random.random() < 0.6:
        return np.full((height, width, 3), first, np.uint8)
    second = colour(random, 0.75 if pale else 0.0)
    across = np.linspace(0, 1, width)[None, :, None]
    down = np.linspace(0, 1, height)[:, None, None]
    turn = random.random()
    share = np.clip(turn * across + (1 - turn) * down, 0, 1)
    return (np.array(first) * (1 - share) + np.array(second) * share).astype(np.uint8)


def size(random: Random, longest: int = 448) -> tuple[int, int]:
    """Width and height of a picture: square more often than not."""
    other = longest if random.random() < 0.5 else round(longest / random.uniform(1.0, 1.8))
    return (longest, other) if random.random() < 0.5 else (other, longest)


def read(path: Path, longest: int = 448) -> Pixels | None:
    """A photograph, at most so long; None where it cannot be read."""
    pixels = cv2.imread(str(path))
    return None if pixels is None else fitted(pixels, longest)


def read_cut(path: Path) -> tuple[Pixels, Any] | None:
    """A drawing and its opacity (height, width, 1) of 0 to 1; None where it cannot be read or is hardly there."""
    pixels = cv2.imread(str(path), cv2.IMREAD_UNCHANGED)
    if pixels is None or pixels.ndim != 3 or pixels.shape[2] != 4 or min(pixels.shape[:2]) < 40:
        return None
    pixels = fitted(pixels, 600)
    opacity = pixels[:, :, 3:].astype(np.float32) / 255
    return (pixels[:, :, :3], opacity) if opacity.mean() > 0.04 else None


def fitted(pixels: Pixels, longest: int) -> Pixels:
    """Scaled down with averages; smaller ones stay."""
    scale = longest / max(pixels.shape[:2])
    return pixels if scale >= 1 else cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)


def laid(ground: Pixels, pixels: Pixels, opacity: Any, box: tuple[int, int, int, int]) -> Pixels:
    """The ground with a picture laid on it, fitted into left, top, width, height without bending it."""
    left, top, wide, high = box
    scale = min(wide / pixels.shape[1], high / pixels.shape[0])
    to = max(1, round(pixels.shape[1] * scale)), max(1, round(pixels.shape[0] * scale))
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    small = cv2.resize(pixels, to, interpolation=how).astype(np.float32)
    cover = cv2.resize(opacity, to, interpolation=how).reshape(to[1], to[0], 1)
    left, top = left + (wide - to[0]) // 2, top + (high - to[1]) // 2
    found = ground.copy()
    part = found[top : top + to[1], left : left + to[0]]
    part[:] = part * (1 - cover) + small * cover
    return found


def shadow(random: Random, ground: Pixels, cover: Any) -> Pixels:
    """The ground darkened beside what covers it, as a lamp does."""
    shift = np.array([[1, 0, random.uniform(-12, 12)], [0, 1, random.uniform(2, 14)]], np.float32)
    high, wide = cover.shape[:2]
    soft = cv2.GaussianBlur(cv2.warpAffine(cover, shift, (wide, high)), (0, 0), random.uniform(4, 12))
    return (ground * (1 - random.uniform(0.1, 0.45) * soft[:, :, None])).astype(np.uint8)


def part(random: Random, pixels: Pixels, least: float, most: float) -> Pixels:
    """A cut whose sides are between those shares of the picture's."""
    high, wide = pixels.shape[:2]
    share = random.uniform(least, most)
    width, height = max(8, round(wide * share)), max(8, round(high * min(1, share * random.uniform(0.85, 1.15))))
    left, top = random.randint(0, wide - width), random.randint(0, high - height)
    return pixels[top : top + height, left : left + width]


def saved(random: Random, pixels: Pixels) -> Pixels:
    """As shops and phones save it: perhaps smaller, perhaps as a JPEG of some quality."""
    if random.random() < 0.3:
        pixels = fitted(pixels, round(max(pixels.shape[:2]) * random.uniform(0.45, 1)))
    if random.random() < 0.7:
        coded = cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, random.randint(40, 96)])[1]
        pixels = cv2.imdecode(coded, cv2.IMREAD_COLOR)
    return pixels
