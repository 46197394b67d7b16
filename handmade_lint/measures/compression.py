"""Damage: noise, and the blocks of JPEG."""

from __future__ import annotations

import cv2
import numpy as np

from ..pixels import Pixels
from .view import View, grey

_TILE = 16
_MIXED = np.array([[1, -1], [-1, 1]], np.float32)
_MEAN_OF_ABS = 2 * 0.7978845608
"""Mean size of the mixed difference of noise with standard deviation 1: it is normal with deviation 2."""
_MOST = 24
"""Steps above are edges of the picture, not of blocks."""
_CROP = 256
_STRIP = 48
_FINE = 4
"""Differences are kept so many times their size in bytes; those above 63 are no noise."""


def measure(view: View) -> dict[str, object]:
    """Columns noise, blockiness."""
    return {"noise": noise(view), "blockiness": blockiness(view)}


def noise(view: View) -> float:
    """Standard deviation in the calmest tenth of the tiles; nan where all are clipped."""
    luma = view.grey if view.grey.shape[1] <= 2 * _STRIP else _outer(view.grey)
    height, width = luma.shape[0] // _TILE, luma.shape[1] // _TILE
    if not height or not width:
        return float("nan")
    luma = luma[: height * _TILE, : width * _TILE]
    mixed = cv2.convertScaleAbs(cv2.filter2D(luma, cv2.CV_16S, _MIXED), alpha=_FINE)
    size = cv2.resize(mixed, (width, height), interpolation=cv2.INTER_AREA)
    level = cv2.resize(luma, (width, height), interpolation=cv2.INTER_AREA)
    calm = np.sort(size[(level > 8) & (level < 246)])
    return float(calm[: max(1, calm.size // 10)].mean()) / (_FINE * _MEAN_OF_ABS) if calm.size else float("nan")


def _outer(luma: Pixels) -> Pixels:
    """A strip at the left and one at the right, where grounds are."""
    return cv2.hconcat([luma[:, :_STRIP], luma[:, -_STRIP:]])


def blockiness(view: View) -> float:
    """Luma's steps across the borders of blocks against those beside them, less 1, at least 0."""
    period = 8 // view.decoded.reduced
    if period < 4:
        return 0.0
    pixels = view.decoded.pixels
    top, left = (max(0, (side - _CROP) // 2 // 8 * 8) for side in pixels.shape[:2])
    luma = grey(pixels[top : top + _CROP, left : left + _CROP])
    if min(luma.shape) < 4 * period:
        return 0.0
    return max(0.0, min(_steps(luma, 1, period), _steps(luma, 0, period)))


def _steps(luma: object, axis: int, period: int) -> float:
    assert isinstance(luma, np.ndarray)
    first, second = (luma[:, 1:], luma[:, :-1]) if axis else (luma[1:], luma[:-1])
    steps = cv2.min(cv2.absdiff(first, second), _MOST)  # type: ignore[call-overload]
    profile = cv2.reduce(steps, 1 - axis, cv2.REDUCE_AVG, dtype=cv2.CV_32F).ravel()
    profile = profile[: profile.size // period * period].reshape(-1, period).mean(axis=0)
    most = float(profile.max())
    rest = (float(profile.sum()) - most) / (period - 1)
    return most / (rest + 0.25) - 1
