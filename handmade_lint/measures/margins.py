"""Even margins of a picture: how wide they are, and whether they end in a straight line."""

from __future__ import annotations

from functools import cached_property

import cv2
import numpy as np
import numpy.typing as npt

from ..pixels import Pixels

_LIKE = 10
"""Levels by which a margin may differ from its colour."""
_EVEN = 0.98
"""Share of a line that must have the margin's colour."""
_HINT = 0.9
"""The same for every eighth pixel of the outermost line, which is looked at first."""
_STRAIGHT = 0.9
"""Share of the first line behind a bar that must differ from it: else it is ground around a thing."""
_THIN = 0.004


class Margins:
    """Even margins of a picture, in pixels of the small view."""

    def __init__(self, small: Pixels) -> None:
        self.small = small
        self.height, self.width = small.shape[:2]
        self.colours: list[npt.NDArray[np.uint8]] = []
        """Of the outermost line of each side: left, top, right, bottom."""
        self.widths: list[int] = []
        """In pixels: left, top, right, bottom."""
        self._lines: dict[int, npt.NDArray[np.bool_]] = {}
        for side, edge in enumerate((small[:, 0], small[0], small[:, -1], small[-1])):
            some = edge[:: max(1, len(edge) // 32)]
            self.colours.append(np.partition(some, len(some) // 2, axis=0)[len(some) // 2])
            hint = _share(some, self.colours[side]) >= _HINT
            even = hint and _share(edge, self.colours[side]) >= _EVEN
            self.widths.append(_run(self._even(side)) if even else 0)

    @cached_property
    def whole(self) -> bool:
        """The picture is nothing but margin."""
        across, down = self.widths[0] + self.widths[2], self.widths[1] + self.widths[3]
        return across >= self.width or down >= self.height

    def _even(self, side: int) -> npt.NDArray[np.bool_]:
        """Of each line from that side inwards: whether it has the colour of the side."""
        colour = self.colours[side].astype(int)
        if side >= 2 and side - 2 in self._lines and np.abs(self.colours[side - 2].astype(int) - colour).max() <= 3:
            return self._lines[side - 2][::-1]
        shares = cv2.reduce(self._like(colour), side % 2, cv2.REDUCE_AVG, dtype=cv2.CV_32F).ravel()
        self._lines[side] = (shares >= _EVEN * 255)[:: -1 if side >= 2 else 1]
        return self._lines[side]

    def _like(self, colour: npt.NDArray[np.int_]) -> Pixels:
        return cv2.inRange(self.small, tuple(map(float, colour - _LIKE)), tuple(map(float, colour + _LIKE)))

    def straight(self, side: int) -> bool:
        """The margin ends in a straight line, as a bar does, and ground around a thing does not."""
        width = self.widths[side]
        across = self.width if side % 2 == 0 else self.height
        if width < max(1, round(_THIN * across)) or self.whole:
            return False
        lines = self.small if side % 2 else self.small.transpose(1, 0, 2)
        at = width if side < 2 else len(lines) - 1 - width
        inner = lines[min(max(at + (1 if side < 2 else -1), 0), len(lines) - 1)]
        bars = (self.widths[0], self.widths[2]) if side % 2 else (self.widths[1], self.widths[3])
        inner = inner[bars[0] : len(inner) - bars[1]].astype(np.int16)
        differs = np.abs(inner - self.colours[side].astype(np.int16)).max(axis=1) > _LIKE
        return bool(len(inner)) and float(differs.mean()) >= _STRAIGHT


def _share(edge: Pixels, colour: npt.NDArray[np.uint8]) -> float:
    """Of a line: what has that colour."""
    apart = np.abs(edge.astype(np.int16) - colour).max(axis=1)
    return np.count_nonzero(apart <= _LIKE) / apart.size


def _run(even: npt.NDArray[np.bool_]) -> int:
    """How many lines from the first on are even."""
    return int(len(even) if even.all() else np.argmin(even))
