"""Even margins of a picture: how wide they are, and whether they end in a straight line."""

from __future__ import annotations

from functools import cached_property, lru_cache

import cv2
import numpy as np
import numpy.typing as npt

from ..pixels import Pixels

_LIKE = 10
"""Levels by which a margin may differ from its colour."""
_EVEN = 0.98
"""Share of a line that must have the margin's colour."""
_HINT = 0.9
_LOOKED_AT = 24
"""The same for so many pixels of the outermost line, which are looked at first."""
_STRAIGHT = 0.9
"""Share of the first line behind a bar that must differ from it: else it is ground around a thing."""
_THIN = 0.004


Colour = tuple[float, float, float]
"""Blue, green, red."""


class Margins:
    """Even margins of a picture, in pixels of the small view."""

    def __init__(self, small: Pixels) -> None:
        self.small = small
        self.height, self.width = small.shape[:2]
        edges = (small[:, 0], small[0], small[:, -1], small[-1])
        some = np.array([edge[_places(len(edge))] for edge in edges], np.int16)
        self.colours = np.sort(some, axis=1)[:, _LOOKED_AT // 2]
        """(4, 3): BGR of the outermost line of each side: left, top, right, bottom."""
        like = (np.abs(some - self.colours[:, None]).max(axis=2) <= _LIKE).sum(axis=1)
        self.widths = [0, 0, 0, 0]
        """In pixels: left, top, right, bottom."""
        self._lines: dict[int, npt.NDArray[np.bool_]] = {}
        self._straight: dict[int, bool] = {}
        for side in np.flatnonzero(like >= _HINT * _LOOKED_AT).tolist():
            self.widths[side] = _run(self._even(side))

    @cached_property
    def whole(self) -> bool:
        """The picture is nothing but margin."""
        across, down = self.widths[0] + self.widths[2], self.widths[1] + self.widths[3]
        return across >= self.width or down >= self.height

    def _even(self, side: int) -> npt.NDArray[np.bool_]:
        """Of each line from that side inwards: whether it has the colour of the side."""
        colour = self.colours[side]
        if side - 2 in self._lines and np.abs(self.colours[side - 2] - colour).max() <= 3:
            return self._lines[side - 2][::-1]
        shares = cv2.reduce(self._like(colour), side % 2, cv2.REDUCE_AVG, dtype=cv2.CV_32F).ravel()
        self._lines[side] = (shares >= _EVEN * 255)[:: -1 if side >= 2 else 1]
        return self._lines[side]

    def _like(self, colour: npt.NDArray[np.int16]) -> Pixels:
        blue, green, red = colour.tolist()
        return cv2.threshold(distance(self.small, (blue, green, red)), _LIKE, 255, cv2.THRESH_BINARY_INV)[1]

    def straight(self, side: int) -> bool:
        """The margin ends in a straight line, as a bar does, and ground around a thing does not."""
        known = self._straight.get(side)
        if known is None:
            known = self._straight[side] = self._ends_straight(side)
        return known

    def _ends_straight(self, side: int) -> bool:
        width = self.widths[side]
        across = self.width if side % 2 == 0 else self.height
        if width < max(1, round(_THIN * across)) or self.whole:
            return False
        lines = self.small if side % 2 else self.small.transpose(1, 0, 2)
        at = width if side < 2 else len(lines) - 1 - width
        inner = lines[min(max(at + (1 if side < 2 else -1), 0), len(lines) - 1)]
        bars = (self.widths[0], self.widths[2]) if side % 2 else (self.widths[1], self.widths[3])
        inner = inner[bars[0] : len(inner) - bars[1]]
        if not len(inner):
            return False
        blue, green, red = self.colours[side].tolist()
        differs = np.count_nonzero(distance(np.ascontiguousarray(inner)[None], (blue, green, red)) > _LIKE)
        return bool(differs >= _STRAIGHT * len(inner))


def distance(pixels: Pixels, colour: Colour) -> Pixels:
    """How far each pixel is from a colour, in its most different channel."""
    blue, green, red = cv2.split(cv2.absdiff(pixels, (*colour, 0.0)))  # type: ignore[call-overload]  # stubs: no scalars
    return cv2.max(cv2.max(blue, green), red)


@lru_cache(256)
def _places(length: int) -> npt.NDArray[np.intp]:
    return np.linspace(0, length - 1, _LOOKED_AT).astype(np.intp)


def _run(even: npt.NDArray[np.bool_]) -> int:
    """How many lines from the first on are even."""
    return int(len(even) if even.all() else np.argmin(even))
