"""Where in a picture something like a mark may be: compact parts of one colour, and compact rims between colours."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from ..pixels import Pixels

MOST = 64
"""Places that are told, those whose edges are the steepest against what is around first."""
LONGEST = 200
"""Pixels of the longer side at which colours are told apart."""
_COLOURS = ((4, (7,)), (9, (7, 5)))
"""How many colours the picture is brought to, and pixels over which parts of one colour are joined: these found most
of the marks that were laid on photographs of the training, among 22 ways that were tried."""
_RIMS = 320
"""Pixels of the longer side at which rims are looked for, in colour and in luma."""
_STEEPEST = 96
"""Per cent of the picture that is less steep than a rim."""
_LEAST, _LARGEST = 0.055, 0.6
"""Shorter, or longer, than that share of the longer side, it is none."""
_LONG = 5
"""Times longer than wide from which on it is a line."""
_ALIKE = 0.75
"""Share of area that two places have in common from which on they are one."""

_Box = tuple[float, float, float, float, float]
"""How clear it is; left, top, right, bottom as shares."""


def places(pixels: Pixels) -> npt.NDArray[Any]:
    """(n, 4) boxes: left, top, right, bottom as shares of the picture.

    Args:
        pixels: (height, width, 3) bytes, BGR.
    """
    small = _fit(pixels, LONGEST)
    if min(small.shape[:2]) < 8:
        return np.zeros((0, 4), np.float32)
    slope = _slope(cv2.cvtColor(small, cv2.COLOR_BGR2GRAY))
    found: list[_Box] = []
    for count, joins in _COLOURS:
        labels = _colours(small, count)
        for number in range(count):
            part = (labels == number).astype(np.uint8)
            for join in joins:
                found += _boxes(cv2.morphologyEx(part, cv2.MORPH_CLOSE, np.ones((join, join), np.uint8)), slope)
    larger = _fit(pixels, _RIMS)
    _, green_red, blue_yellow = cv2.split(cv2.cvtColor(larger, cv2.COLOR_BGR2LAB))
    fine = _slope(cv2.cvtColor(larger, cv2.COLOR_BGR2GRAY))
    for rims in (np.maximum(_slope(green_red), _slope(blue_yellow)), fine):
        level = max(6.0, float(np.percentile(rims[::4, ::4], _STEEPEST)))
        found += _boxes(cv2.threshold(rims, level, 255, cv2.THRESH_BINARY)[1], fine)
    kept: list[_Box] = []
    for box in sorted(found, reverse=True):
        if all(common(box[1:], other[1:]) < _ALIKE for other in kept):
            kept.append(box)
            if len(kept) == MOST:
                break
    return np.array([box[1:] for box in kept], np.float32).reshape(-1, 4)


def _fit(pixels: Pixels, longest: int) -> Pixels:
    high, wide = pixels.shape[:2]
    scale = longest / max(high, wide)
    size = max(1, round(wide * scale)), max(1, round(high * scale))
    return pixels if scale >= 1 else cv2.resize(pixels, size, interpolation=cv2.INTER_AREA)


def _slope(plane: Pixels) -> Pixels:
    return cv2.morphologyEx(plane, cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8))


def _colours(pixels: Pixels, count: int) -> npt.NDArray[Any]:
    """(height, width): of each pixel the number of its colour, of so many that k-means makes of every third pixel."""
    lab = cv2.cvtColor(pixels, cv2.COLOR_BGR2LAB).astype(np.float32)
    some = np.ascontiguousarray(lab[::3, ::3].reshape(-1, 3))
    labels = np.zeros((min(count, len(some)), 1), np.int32)
    cv2.setRNGSeed(1)
    stop = (cv2.TERM_CRITERIA_EPS + cv2.TERM_CRITERIA_MAX_ITER, 6, 1.0)
    _, _, centres = cv2.kmeans(some, len(labels), labels, stop, 1, cv2.KMEANS_PP_CENTERS)
    apart = (centres**2).sum(axis=1) - 2 * lab.reshape(-1, 3) @ centres.T
    found: npt.NDArray[Any] = apart.argmin(axis=1).reshape(lab.shape[:2])
    return found


def _boxes(mask: Pixels, slope: Pixels) -> list[_Box]:
    """Boxes of what hangs together, each with how much steeper it is inside than around."""
    high, wide = mask.shape
    _, _, facts, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    sizes = facts[1:, 2:4]
    longer, shorter = sizes.max(axis=1), sizes.min(axis=1)
    least = max(4.0, _LEAST * max(high, wide))
    some = (longer >= least) & (shorter >= least / 2) & (longer <= _LONG * shorter)
    some &= (sizes[:, 0] <= _LARGEST * wide) & (sizes[:, 1] <= _LARGEST * high)
    found = []
    for left, top, width, height, _ in facts[1:][some].tolist():
        inside = cv2.mean(slope[top : top + height, left : left + width])[0]
        x0, y0, x1, y1 = max(0, left - 5), max(0, top - 5), min(wide, left + width + 5), min(high, top + height + 5)
        area, total = width * height, (x1 - x0) * (y1 - y0)
        around = (cv2.mean(slope[y0:y1, x0:x1])[0] * total - inside * area) / max(1, total - area)
        found.append((inside - around, left / wide, top / high, (left + width) / wide, (top + height) / high))
    return found


def common(one: Any, other: Any) -> float:
    """Area that two boxes (x0, y0, x1, y1) have in common over the area of both (IoU)."""
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    if wide <= 0 or high <= 0:
        return 0.0
    both = wide * high
    return float(both / (sum((box[2] - box[0]) * (box[3] - box[1]) for box in (one, other)) - both))
