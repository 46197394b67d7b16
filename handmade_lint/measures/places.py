"""Where in a picture something like a mark may be: compact groups of steep edges, at several widths of joining."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from ..pixels import Pixels

LONGEST = 320
"""Pixels of the longer side at which places are looked for."""
MOST = 48
"""Places that are told, those whose edges are the steepest against what is around first."""
_STEEP = ((95, 1), (95, 9), (88, 1), (78, 1))
"""Per cent of the picture that is less steep, and pixels over which steep ones are joined."""
_NEAR = ((31, 0, 1), (31, 1, 1), (31, 1, 5), (91, 0, 1))
"""Pixels around, whether darker than these, and pixels over which such are joined. Chosen one after another on marks
that were laid on photographs of the training, as what found most of those that were not found yet."""
_LEAST, _LARGEST = 18, 0.6
"""Shorter than that many pixels, or longer than that share of the picture, it is none."""
_LONG = 5
"""Times longer than wide from which on it is a line."""
_ALIKE = 0.75
"""Share of area that two places have in common from which on they are one."""


def places(luma: Pixels) -> npt.NDArray[Any]:
    """(n, 4) boxes: left, top, right, bottom as shares of the picture.

    Args:
        luma: (height, width) bytes.
    """
    scale = LONGEST / max(luma.shape)
    if scale < 1:
        luma = cv2.resize(luma, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    high, wide = luma.shape
    slope = cv2.morphologyEx(luma, cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8))
    levels = np.percentile(slope[::4, ::4], [share for share, _ in _STEEP])
    found: list[tuple[float, int, int, int, int]] = []
    for level, (_, join) in zip(levels.tolist(), _STEEP, strict=True):
        steep = cv2.threshold(slope, max(10.0, level), 255, cv2.THRESH_BINARY)[1]
        found += _boxes(_joined(steep, join), slope)
    for block, darker, join in _NEAR:
        away = 10 if darker else -10
        near = cv2.adaptiveThreshold(luma, 255, cv2.ADAPTIVE_THRESH_MEAN_C, darker, block, away)
        found += _boxes(_joined(cv2.morphologyEx(near, cv2.MORPH_OPEN, np.ones((2, 2), np.uint8)), join), slope)
    kept: list[tuple[int, int, int, int]] = []
    for _, *box in sorted(found, reverse=True):
        one = (box[0], box[1], box[2], box[3])
        if all(_common(one, other) < _ALIKE for other in kept):
            kept.append(one)
            if len(kept) == MOST:
                break
    return np.array(kept, np.float32).reshape(-1, 4) / np.array([wide, high, wide, high], np.float32)


def _joined(mask: Pixels, join: int) -> Pixels:
    return mask if join == 1 else cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((join, join), np.uint8))


def _boxes(mask: Pixels, slope: Pixels) -> list[tuple[float, int, int, int, int]]:
    """Boxes of what hangs together, each with how much steeper it is inside than around."""
    high, wide = mask.shape
    _, _, facts, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    sizes = facts[1:, 2:4]
    longer, shorter = sizes.max(axis=1), sizes.min(axis=1)
    some = (longer >= _LEAST) & (shorter >= _LEAST / 2) & (longer <= _LONG * shorter)
    some &= (sizes[:, 0] <= _LARGEST * wide) & (sizes[:, 1] <= _LARGEST * high)
    found = []
    for left, top, width, height, _ in facts[1:][some].tolist():
        inside = cv2.mean(slope[top : top + height, left : left + width])[0]
        x0, y0, x1, y1 = max(0, left - 6), max(0, top - 6), min(wide, left + width + 6), min(high, top + height + 6)
        area, total = width * height, (x1 - x0) * (y1 - y0)
        around = (cv2.mean(slope[y0:y1, x0:x1])[0] * total - inside * area) / max(1, total - area)
        found.append((inside - around, left, top, left + width, top + height))
    return found


def _common(one: tuple[int, int, int, int], other: tuple[int, int, int, int]) -> float:
    """Area in common over area of both (IoU)."""
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    if wide <= 0 or high <= 0:
        return 0.0
    both = wide * high
    areas = [(box[2] - box[0]) * (box[3] - box[1]) for box in (one, other)]
    return both / (sum(areas) - both)
