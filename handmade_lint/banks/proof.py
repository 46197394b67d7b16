"""Whether two pictures show the same, point by point: the last proof, and what was done to one of them.

Points are found in both (SIFT, Lowe 2004), those that are alike are paired, and a turn, scale and shift is sought that
most pairs agree on (RANSAC). Then one picture is laid on the other, and what lies over one another must be alike: two
boxes of one maker share a logo, and are two pictures all the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

Pixels = npt.NDArray[Any]

SIDE = 400
"""Longest side at which pictures are compared."""
POINTS = 300
_RATIO = 0.8
_NEAR = 4.0
"""Pixels within which a pair agrees with the rest."""
LEAST_POINTS = 8
LEAST_LIKENESS = 0.5
"""Correlation of what lies over one another, from which on it is one scene or one design."""
PICTURE_LIKENESS = 0.72
"""From which on it is one picture: below it are variants of one product, whose boxes differ in a name and a fruit."""
LEAST_SHARED = 0.2
"""Of the smaller picture, that must lie over the other."""


@dataclass(frozen=True, slots=True)
class Proof:
    """Two pictures show the same."""

    matrix: tuple[tuple[float, float, float], tuple[float, float, float]]
    """From pixels of the first, mirrored if `mirrored`, to those of the second, both at most SIDE long."""
    mirrored: bool
    points: int
    """Pairs that agree."""
    likeness: float
    """Correlation of what lies over one another, -1 to 1."""
    shared: tuple[float, float]
    """Of the first, and of the second, that lies over the other: 0 to 1."""
    edits: tuple[str, ...]
    """What explains the difference."""


@dataclass(frozen=True)
class Points:
    """A picture, at most SIDE long, and its points."""

    pixels: Pixels
    places: Pixels
    words: Pixels

    @cached_property
    def mirrored(self) -> Points:
        """Of the mirrored picture."""
        return points(np.ascontiguousarray(self.pixels[:, ::-1]))


def points(pixels: Pixels) -> Points:
    """The points of a picture (BGR)."""
    scale = SIDE / max(pixels.shape[:2])
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    scale = min(scale, 2.0)
    size = max(1, round(pixels.shape[1] * scale)), max(1, round(pixels.shape[0] * scale))
    fitted = cv2.resize(pixels, size, interpolation=how)
    finder = cv2.SIFT_create(POINTS, contrastThreshold=0.03)  # type: ignore[attr-defined]
    keys, words = finder.detectAndCompute(cv2.cvtColor(fitted, cv2.COLOR_BGR2GRAY), None)
    places = np.array([key.pt for key in keys], np.float32).reshape(-1, 2)
    found = np.zeros((0, 128), np.float32) if words is None else np.sqrt(words / (words.sum(1, keepdims=True) + 1e-6))
    return Points(fitted, places, found)


def prove(first: Points, second: Points) -> Proof | None:
    """Whether two pictures show the same; None where that cannot be shown."""
    plain = _proved(first, second, False)
    if plain is not None and plain.likeness > 0.8:
        return plain
    flipped = _proved(first.mirrored, second, True)
    return max((one for one in (plain, flipped) if one), key=lambda one: one.points, default=None)


def _proved(first: Points, second: Points, mirrored: bool) -> Proof | None:
    if min(len(first.places), len(second.places)) < LEAST_POINTS:
        return None
    mine, its = _pairs(first.words, second.words)
    if len(mine) < LEAST_POINTS:
        return None
    matrix, agree = cv2.estimateAffinePartial2D(
        first.places[mine], second.places[its], method=cv2.RANSAC, ransacReprojThreshold=_NEAR, maxIters=2000
    )
    if matrix is None:
        return None
    count = len(np.unique(second.places[its][agree.ravel() > 0].round(), axis=0))
    scale = float(np.hypot(matrix[0, 0], matrix[1, 0]))
    if count < LEAST_POINTS or not 0.1 < scale < 10:
        return None
    return _compared(first.pixels, second.pixels, matrix, mirrored, count)


def _pairs(mine: Pixels, its: Pixels) -> tuple[Pixels, Pixels]:
    """Rows that are nearest to one another both ways, and much nearer than to the next."""
    likeness = mine @ its.T
    best = likeness.argmax(axis=1)
    top = likeness[np.arange(len(mine)), best]
    others = likeness.copy()
    others[np.arange(len(mine)), best] = -1
    far, near = np.sqrt(np.maximum(0, 2 - 2 * others.max(axis=1))), np.sqrt(np.maximum(0, 2 - 2 * top))
    good = (likeness.argmax(axis=0)[best] == np.arange(len(mine))) & (near < _RATIO * far)
    return np.flatnonzero(good), best[good]


def _compared(first: Pixels, second: Pixels, matrix: Pixels, mirrored: bool, count: int) -> Proof | None:
    size = second.shape[1], second.shape[0]
    laid = cv2.warpAffine(first, matrix, size)
    where = cv2.warpAffine(np.full(first.shape[:2], 255, np.uint8), matrix, size) > 254
    scale = float(np.hypot(matrix[0, 0], matrix[1, 0]))
    both = float(where.sum())
    shared = min(1.0, both / (first.shape[0] * first.shape[1] * scale**2)), both / (size[0] * size[1])
    if max(shared) < LEAST_SHARED or both < 400:
        return None
    mine, its = (_detail(pixels)[where] for pixels in (laid, second))
    likeness = float((mine * its).sum() / max(1e-6, float(np.sqrt((mine**2).sum() * (its**2).sum()))))
    if likeness < LEAST_LIKENESS:
        return None
    turn = float(np.degrees(np.arctan2(matrix[1, 0], matrix[0, 0])))
    edits = _edits(turn, mirrored, shared, laid[where], second[where])
    rows = tuple(tuple(round(float(value), 4) for value in row) for row in matrix)
    return Proof(rows, mirrored, count, likeness, shared, edits)  # type: ignore[arg-type]


def _detail(pixels: Pixels) -> Pixels:
    """Luma without its slow part, a little blurred: what stays when tones are changed."""
    luma = cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY).astype(np.float32)
    return cv2.GaussianBlur(luma, (0, 0), 1.5) - cv2.GaussianBlur(luma, (0, 0), 12)


def _edits(turn: float, mirrored: bool, shared: tuple[float, float], mine: Pixels, its: Pixels) -> tuple[str, ...]:
    told = ["mirrored"] if mirrored else []
    if abs(turn) > 1.5:
        told.append(f"turned by {abs(turn):.0f}°")
    whole = [share > 0.97 for share in shared]
    if not any(whole):
        told.append("cut")
    elif not all(whole):
        told.append("cut, or with margins")
    apart = np.abs(its.astype(np.float32).mean(axis=0) - mine.astype(np.float32).mean(axis=0))
    if apart.max() > 6:
        told.append("recoloured")
    differs = np.abs(its.astype(np.int16) - mine.astype(np.int16) - (its.mean(0) - mine.mean(0))).max(axis=1) > 60
    if differs.mean() > 0.02:
        told.append("something laid over it")
    return tuple(told)
