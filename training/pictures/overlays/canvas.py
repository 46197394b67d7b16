"""A picture that things are put into, and two masks: what was laid over it, and words that belong to things."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random
from typing import Any

import cv2
import numpy as np

Colour = tuple[int, int, int]


@dataclass
class Canvas:
    """Pixels, BGR, and two masks of the same size: 255 under what was laid over, 255 under words of things."""

    pixels: Any
    laid: Any = None
    worn: Any = None
    kinds: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        height, width = self.pixels.shape[:2]
        self.laid = np.zeros((height, width), np.uint8) if self.laid is None else self.laid
        self.worn = np.zeros((height, width), np.uint8) if self.worn is None else self.worn

    @property
    def size(self) -> tuple[int, int]:
        """Width and height."""
        height, width = self.pixels.shape[:2]
        return width, height


def blend(pixels: Any, mask: Any, ink: Any, left: int, top: int, strength: float = 1.0) -> tuple[slice, slice] | None:
    """Lay a colour, or pixels of the mask's size, over a part; the part that was reached, None outside."""
    high, wide = mask.shape[:2]
    height, width = pixels.shape[:2]
    x0, y0, x1, y1 = max(0, left), max(0, top), min(width, left + wide), min(height, top + high)
    if x1 <= x0 or y1 <= y0:
        return None
    part = slice(y0, y1), slice(x0, x1)
    inner = slice(y0 - top, y1 - top), slice(x0 - left, x1 - left)
    share = mask[inner].astype(np.float32)[..., None] * (strength / 255)
    over = np.asarray(ink[inner] if getattr(ink, "ndim", 1) == 3 else ink, np.float32)
    under = pixels[part].astype(np.float32)
    pixels[part] = (under + (over - under) * share).astype(np.uint8)
    return part


def ink_for(random: Random, patch: Any, contrast: int = 60) -> Colour:
    """A colour that is read on that part of a picture, mostly."""
    level = float(patch.mean()) if patch.size else 128.0
    kind = random.random()
    if kind < 0.5:
        tone = random.choice((255, 255, 245)) if level < 150 else random.choice((0, 0, 20, 40))
        return tone, tone, tone
    for _ in range(8):
        colour = tuple(random.randint(0, 255) for _ in range(3))
        if abs(0.114 * colour[0] + 0.587 * colour[1] + 0.299 * colour[2] - level) >= contrast:
            break
    return colour[0], colour[1], colour[2]


def scaled(mask: Any, high: int | None = None, wide: int | None = None) -> Any:
    """A mask brought to a height, or to a width."""
    scale = (high or 0) / mask.shape[0] if high else (wide or 1) / mask.shape[1]
    size = max(2, round(mask.shape[1] * scale)), max(2, round(mask.shape[0] * scale))
    return cv2.resize(mask, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR)


def turned(mask: Any, degrees: float) -> Any:
    """A mask turned about its middle, its frame grown so that nothing is lost."""
    height, width = mask.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    cos, sin = abs(matrix[0, 0]), abs(matrix[0, 1])
    wide, high = round(height * sin + width * cos), round(height * cos + width * sin)
    matrix[0, 2] += wide / 2 - width / 2
    matrix[1, 2] += high / 2 - height / 2
    return cv2.warpAffine(mask, matrix, (max(2, wide), max(2, high)), flags=cv2.INTER_LINEAR)


def filled(mask: Any) -> Any:
    """The box of a mask, its lines joined: what counts as covered."""
    return np.full_like(mask, 255)
