"""Sharpness, and whether a picture was enlarged, by the width of its sharpest edges."""

from __future__ import annotations

import cv2
import numpy as np

from ..pixels import Pixels
from .view import View, grey, halved

_EDGE = 40
"""Least contrast of an edge, in levels."""
_REACH = 8
"""How far around a pixel its edge is looked for, in pixels."""
_SHARPEST = 0.9
"""The quantile of the steepness of edges that stands for the picture: out-of-focus parts do not count."""
_PAIR = np.ones((2, 2), np.uint8)
_AROUND = np.ones((_REACH + 1, _REACH + 1), np.uint8)
_HERE = np.ones((3, 3), np.uint8)
_FEWEST = 24
"""Edges needed for an answer."""

_CROP = 128
_CROPS = 4
_BANDS = 24
_LOST = -21.0
"""Decibels below the strongest band from which on a band holds nothing but the leavings of interpolation and JPEG."""
_TO_FACTOR = 1.3
"""Interpolation leaves something up to so many times the finest detail that the small picture could hold."""


def measure(view: View) -> dict[str, object]:
    """Column sharpness."""
    height, width = view.grey.shape
    sharp, edges = steepness(view.grey[height // 8 : height - height // 8, width // 8 : width - width // 8])
    if edges < _FEWEST:  # the middle, where subjects are, shows too little
        sharp, edges = steepness(view.grey)
    if edges < _FEWEST:
        return {}
    return {"sharpness": sharp}


def steepness(luma: Pixels) -> tuple[float, int]:
    """How much of an edge's contrast falls between two neighbouring pixels, at the sharpest edges; and their number.

    For a step blurred by a Gaussian of s pixels this is erf(1 / (2 * sqrt(2) * s)).
    """
    if min(luma.shape) < 2 * _REACH:
        return 0.0, 0
    step = cv2.max(cv2.absdiff(luma[:-1, 1:], luma[:-1, :-1]), cv2.absdiff(luma[1:, :-1], luma[:-1, :-1]))
    step = cv2.copyMakeBorder(step, 0, 1, 0, 1, cv2.BORDER_REPLICATE)
    half = (step.shape[1] // 2, step.shape[0] // 2)
    step = cv2.resize(cv2.dilate(step, _PAIR), half, interpolation=cv2.INTER_NEAREST)
    grid = (slice(_REACH // 2, -_REACH // 2, 2), slice(_REACH // 2, -_REACH // 2, 2))
    small = halved(luma)
    contrast = cv2.subtract(cv2.dilate(small, _AROUND), cv2.erode(small, _AROUND))[grid]
    steepest = cv2.dilate(step, _AROUND)[grid]
    here = cv2.dilate(step, _HERE)[grid]
    edges = (contrast >= _EDGE) & (here == steepest)  # the window is centred on its edge, and so holds all of it
    count = int(np.count_nonzero(edges))
    if not count:
        return 0.0, 0
    ratio = steepest[edges] / contrast[edges]
    at = min(count - 1, int(_SHARPEST * count))
    return min(1.0, float(np.partition(ratio, at)[at])), count


def enlargement(view: View) -> float:
    """How many pixels of the file stand for one that shows something, each way; nan where nothing is to be seen.

    In pictures of things the energy of a band, times the square of its frequency, falls slowly. What was enlarged by f
    holds nothing above 1 / f of the finest detail that its pixels could hold, and interpolation leaves a steep slope.
    """
    crops = _busiest(view)
    if not crops:
        return float("nan")
    power = np.zeros((_CROP, _CROP), np.float32)
    for crop in crops:
        level = cv2.subtract(crop, cv2.mean(crop), dtype=cv2.CV_32F)  # type: ignore[call-overload]  # stubs: no scalars
        cv2.accumulateSquare(cv2.dft(cv2.multiply(level, _WINDOW)), power)
    bands = np.add.reduceat((power[:, 1:-1] * _SQUARE).take(_BY_BAND), _FIRST) / _COUNT
    level = 10 * np.log10(bands / max(float(bands[1:6].max()), 1e-9) + 1e-9)
    below = np.flatnonzero(level <= _LOST)
    below = below[below > 1]
    if not below.size:
        return 1.0
    at = int(below[0])
    part = (level[at - 1] - _LOST) / max(level[at - 1] - level[at], 1e-6)
    cut = (at - 1 + float(np.clip(part, 0, 1)) + 0.5) / _BANDS
    return max(1.0, view.decoded.reduced * _TO_FACTOR / cut)


_ACROSS = np.repeat(np.arange(1, _CROP // 2), 2)[None, :] / _CROP
"""OpenCV's packed spectrum: real and imaginary parts in turn; the first and the last column are left out."""
_DOWN = np.abs(np.fft.fftfreq(_CROP))[:, None]
_SQUARE = (_ACROSS**2 + _DOWN**2).astype(np.float32)
_BAND = np.minimum((np.maximum(_ACROSS, _DOWN) * 2 * _BANDS).astype(np.int64), _BANDS - 1).ravel()
_COUNT = np.bincount(_BAND, minlength=_BANDS)
_BY_BAND = np.argsort(_BAND, kind="stable")
_FIRST = np.concatenate(([0], np.cumsum(_COUNT)[:-1]))
_WINDOW = np.outer(np.hanning(_CROP), np.hanning(_CROP)).astype(np.float32)


def _busiest(view: View) -> list[Pixels]:
    """Crops where detail should be: those with the strongest coarse steps, and edges among them."""
    pixels = view.decoded.pixels
    rows, columns = pixels.shape[0] // _CROP, pixels.shape[1] // _CROP
    if not rows or not columns:
        return []
    coarse = cv2.resize(view.lying_grey, (columns * 16, rows * 16), interpolation=cv2.INTER_LINEAR)
    steps = cv2.absdiff(coarse[:, 1:], coarse[:, :-1]).astype(np.float32)
    busy = cv2.resize(steps, (columns, rows), interpolation=cv2.INTER_AREA).ravel()
    chosen = [divmod(int(at), columns) for at in np.argsort(busy)[::-1][:_CROPS]]
    crops = [
        grey(pixels[row * _CROP : (row + 1) * _CROP, column * _CROP : (column + 1) * _CROP]) for row, column in chosen
    ]
    return [crop for crop in crops if int(crop.max()) - int(crop.min()) >= _EDGE]
