"""How likely a stranger is so near: read off the set itself, with a normal tail."""

from __future__ import annotations

from dataclasses import dataclass
from math import atanh, erfc, expm1, log1p, sqrt

import numpy as np

from .hamming import RADIUS, distances_between
from .layout import Array

ALIKE = 0.93
"""Likeness of vectors from which on pictures are taken for the same."""
FLOOR = 1e-9
"""Smaller chances are not told: no set is large enough to bear them out."""
_TAIL = 0.01


@dataclass(frozen=True, slots=True)
class Background:
    """How near strangers are to one another: their distances, with a normal tail."""

    mean: float = 128.0
    spread: float = 8.0

    @classmethod
    def of(cls, some: Array, others: Array) -> Background:
        """Of distances between pictures; what is the same picture (within RADIUS) is left out."""
        if not len(some) or not len(others):
            return cls()
        apart = np.sort(distances_between(some, others).ravel())
        apart = apart[np.searchsorted(apart, RADIUS, "right") :]
        if len(apart) < 100:
            return cls()
        mean = float(apart.mean())
        low = float(apart[int(_TAIL * len(apart))])
        return cls(mean, max(8.0, (mean - low) / 2.3263, float(apart.std())))

    def chance(self, distance: int, looks: int) -> float:
        """That the nearest of so many strangers is within a distance."""
        return _nearest(erfc((self.mean - distance - 0.5) / self.spread / sqrt(2)) / 2, looks)


@dataclass(frozen=True, slots=True)
class Likenesses:
    """How like strangers' vectors are: Fisher's z of them, with a normal tail."""

    mean: float = 0.1
    spread: float = 0.25

    @classmethod
    def of(cls, some: Array, others: Array) -> Likenesses:
        """Of likenesses between pictures, those of the same left out."""
        values = np.sort((some @ others.T).ravel())
        values = np.arctanh(np.clip(values[: np.searchsorted(values, ALIKE)], -0.999, 0.999))
        if len(values) < 100:
            return cls()
        mean, high = float(values.mean()), float(values[int((1 - _TAIL) * len(values))])
        return cls(mean, max(0.1, (high - mean) / 2.3263, float(values.std())))

    def chance(self, likeness: float, looks: int) -> float:
        """That the most alike of so many strangers is so alike."""
        return _nearest(erfc((atanh(min(likeness, 0.999)) - self.mean) / self.spread / sqrt(2)) / 2, looks)


def _nearest(one: float, looks: int) -> float:
    return max(FLOOR, -expm1(looks * log1p(-one))) if one < 1 else 1.0
