"""Pictures for banks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import cv2
import numpy as np

from tests.measures.made import texture


def thing(seed: int, side: int = 400) -> Any:
    """A textured shape on white."""
    pixels = np.full((side, side, 3), 255, np.uint8)
    mask = np.zeros((side, side), np.uint8)
    chance = np.random.default_rng(seed)
    for _ in range(3):
        centre = tuple(int(at) for at in chance.integers(side // 3, 2 * side // 3, 2))
        axes = tuple(int(at) for at in chance.integers(side // 8, side // 4, 2))
        cv2.ellipse(mask, centre, axes, int(chance.integers(0, 180)), 0, 360, 255, -1)
    pixels[mask > 0] = texture(side, side, seed).clip(0, 210)[mask > 0]
    return pixels


def folder(place: Path, count: int, first: int = 0) -> Path:
    """So many pictures, photographs and things on white in turn."""
    place.mkdir(parents=True, exist_ok=True)
    for seed in range(first, first + count):
        pixels = texture(320, 240, seed) if seed % 2 else thing(seed)
        cv2.imwrite(str(place / f"{seed:03}.jpg"), pixels)
    return place
