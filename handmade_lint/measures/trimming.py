"""What a picture shows, without its margins, brought to one size: what hashes and vectors of the trimmed picture see.

The sides are found to fractions of a pixel, so that another scale or another saving gives the same cut: from each side
with an even margin, what differs from the margin's colour is added up line by line, and the line at which the sum
begins is read off where it reaches two small shares of the whole.
"""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from ..pixels import Pixels
from .margins import Colour, Margins, distance
from .view import SMALL, View, fit

Floats = npt.NDArray[Any]
Sides = tuple[float, float, float, float]

_LIKE, _MOST = 12, 60
"""Levels by which what is not margin differs from it, and from which on more makes no difference."""
_SHARES = (0.004, 0.008)
_SOME = 0.6
"""Share of a picture's edge that has one colour: it is ground, though a thing may reach over it."""
_LEAST = 0.01
"""Share of the picture's pixels that must be left."""
_BEYOND = 2.0
"""Pixels of the small view by which the rough cut may be wrong."""


def sides(view: View) -> Sides:
    """Left, top, right, bottom in pixels of `view.work`; where there is no margin, the picture's own.

    What lies within straight bars is a picture again, and has its own ground cut off.
    """
    pixels = view.work
    cut, bars = _cut(pixels, view.margins)
    if bars:
        left, top = round(cut[0]), round(cut[1])
        inner = pixels[top : round(cut[3]), left : round(cut[2])]
        within, _ = _cut(inner, Margins(fit(inner, SMALL)))
        own = (0.0, 0.0, float(inner.shape[1]), float(inner.shape[0]))
        cut = tuple(  # type: ignore[assignment]
            at if mine == its else mine + (top if side % 2 else left)
            for side, (at, mine, its) in enumerate(zip(cut, within, own, strict=True))
        )
    return cut


def _cut(pixels: Pixels, margins: Margins) -> tuple[Sides, bool]:
    """The sides of what is left of a picture, and whether all that was cut off are straight bars."""
    height, width = pixels.shape[:2]
    whole = (0.0, 0.0, float(width), float(height))
    small = margins.small
    scale = width / small.shape[1], height / small.shape[0]
    left, top, right, bottom = margins.widths
    if (
        margins.whole
        or (small.shape[1] - left - right) * (small.shape[0] - top - bottom) < _LEAST * small[:, :, 0].size
    ):
        return whole, False
    rough = left, top, small.shape[1] - right, small.shape[0] - bottom
    x0, y0 = (max(0, int((rough[side] - _BEYOND) * scale[side])) for side in (0, 1))
    x1 = min(width, round((rough[2] + _BEYOND) * scale[0]))
    y1 = min(height, round((rough[3] + _BEYOND) * scale[1]))
    inner = pixels[y0:y1, x0:x1]
    known: dict[Colour, Any] = {}
    cut = list(whole)
    for side in range(4):
        blue, green, red = margins.colours[side].tolist()
        colour = (blue, green, red)
        if not margins.widths[side] and _ground(small, side, colour) < _SOME:
            continue
        if colour not in known:
            known[colour] = _apart(inner, colour)
        begins = _begin(known[colour], side)
        cut[side] = (x0, y0)[side % 2] + (begins if side < 2 else inner.shape[1 - side % 2] - begins)
    if cut[2] - cut[0] < 2 or cut[3] - cut[1] < 2:
        return whole, False
    bars = [margins.straight(side) for side in range(4) if margins.widths[side]]
    return (cut[0], cut[1], cut[2], cut[3]), bool(bars) and all(bars)


def _ground(small: Pixels, side: int, colour: Colour) -> float:
    """How much of the outermost line has its middle colour."""
    edge = (small[:, :1], small[:1], small[:, -1:], small[-1:])[side]
    return np.count_nonzero(distance(edge, colour) <= _LIKE) / max(edge.shape[:2])


def _apart(pixels: Pixels, colour: Colour) -> Floats:
    """How far each pixel is from a colour, from _LIKE to _MOST."""
    return cv2.min(cv2.subtract(distance(pixels, colour), _LIKE), _MOST)  # type: ignore[call-overload]  # stubs: no scalars


def _begin(apart: Floats, side: int) -> float:
    """At which line from that side what differs begins."""
    sums = cv2.reduce(apart, side % 2, cv2.REDUCE_SUM, dtype=cv2.CV_32S).ravel()
    if side >= 2:
        sums = sums[::-1]
    total = np.concatenate(([0.0], np.cumsum(sums)))
    if total[-1] <= 0:
        return 0.0
    first, second = np.interp([share * total[-1] for share in _SHARES], total, np.arange(len(total)))
    return max(0.0, float(2 * first - second))


def canvas(pixels: Floats, box: Sides, side: int) -> Floats:
    """(side, side): a box of a picture brought to a square, whatever its shape.

    Args:
        pixels: (height, width) or (height, width, 3).
        box: in its pixels.
        side: pixels of the square.
    """
    left, top, right, bottom = box
    while right - left > 3 * side and bottom - top > 3 * side:
        pixels = cv2.resize(pixels, (pixels.shape[1] // 2, pixels.shape[0] // 2), interpolation=cv2.INTER_AREA)
        left, top, right, bottom = left / 2, top / 2, right / 2, bottom / 2
    across, down = (right - left) / side, (bottom - top) / side
    if across > 1 or down > 1:
        blur = max(0.0, 0.3 * (across - 1)), max(0.0, 0.3 * (down - 1))
        if max(blur) > 0:
            pixels = cv2.GaussianBlur(pixels, (0, 0), max(blur[0], 1e-3), sigmaY=max(blur[1], 1e-3))
    place = np.array([[across, 0, left + across / 2 - 0.5], [0, down, top + down / 2 - 0.5]])
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    return cv2.warpAffine(pixels, place, (side, side), flags=flags, borderMode=cv2.BORDER_REPLICATE)
