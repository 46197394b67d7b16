"""One picture as the measures look at it: each view is made once, and only if a measure asks for it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from ..pixels import WORK, Decoded, Pixels
from .margins import Margins, distance

SMALL = 256
"""Longest side of the small view."""

LINE = 12
"""Levels of a step that may be part of a straight line."""

Floats = npt.NDArray[Any]

Mask = npt.NDArray[Any]
"""255 where it holds, 0 elsewhere."""


class View:
    """One decoded picture. `decoded`, `lying` and `lying_grey` are as the file holds them, all others upright."""

    def __init__(self, decoded: Decoded, decode_larger: Callable[[], Decoded] | None = None) -> None:
        """Look at a picture.

        Args:
            decoded: its pixels, perhaps fewer than the file holds.
            decode_larger: gives more of them, where the file holds more.
        """
        self.decoded = decoded
        self._decode_larger = decode_larger

    @cached_property
    def larger(self) -> Decoded | None:
        """The picture with more pixels than `decoded`; None where there are none."""
        return None if self._decode_larger is None or self.decoded.reduced == 1 else self._decode_larger()

    @cached_property
    def lying(self) -> Pixels:
        """BGR, at most WORK px long, not upright."""
        pixels = self.decoded.pixels
        while max(pixels.shape[:2]) >= 2 * WORK and min(pixels.shape[:2]) > 1:
            pixels = halved(pixels)
        return fit(pixels, WORK)

    @cached_property
    def lying_grey(self) -> Pixels:
        """Luma of `lying`."""
        return grey(self.lying)

    @cached_property
    def grey(self) -> Pixels:
        """Luma, at most WORK px long."""
        return upright(self.lying_grey, self.decoded.orientation)

    @cached_property
    def luma(self) -> Floats:
        """Luma as `grey`, not rounded: PDQ's hashes hang on the fractions."""
        return _luma(self.work)

    @cached_property
    def work(self) -> Pixels:
        """BGR, at most WORK px long."""
        return upright(self.lying, self.decoded.orientation)

    @cached_property
    def small(self) -> Pixels:
        """BGR, at most SMALL px long; sampled, not averaged, so that colours stay those of the file."""
        return upright(fit(self.decoded.pixels, SMALL), self.decoded.orientation)

    @cached_property
    def small_size(self) -> tuple[int, int]:
        """Width and height of `small`."""
        width, height = _sizes(self.decoded.pixels, SMALL)
        return (height, width) if self.decoded.orientation >= 5 else (width, height)

    @cached_property
    def small_grey(self) -> Pixels:
        """Luma, at most SMALL px long, averaged."""
        luma = self.grey
        if max(luma.shape) == 2 * SMALL and min(luma.shape) > 1:
            luma = halved(luma)
        width, height = self.small_size
        return luma if luma.shape == (height, width) else _resize(luma, (width, height), cv2.INTER_LINEAR)

    @cached_property
    def small_float(self) -> Floats:
        """The same as numbers with fractions."""
        return self.small_grey.astype(np.float32)

    @cached_property
    def tiny(self) -> npt.NDArray[np.float32]:
        """A quarter of `small` each way, as three rows: blue, green, red."""
        pixels = self.small
        for _ in range(2):
            if min(pixels.shape[:2]) > 1:
                pixels = halved(pixels)
        return np.array(cv2.split(pixels), np.float32).reshape(3, -1)

    @cached_property
    def extremes(self) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]:
        """The highest and the lowest channel of each pixel of `tiny`."""
        blue, green, red = self.tiny
        return np.maximum(np.maximum(blue, green), red), np.minimum(np.minimum(blue, green), red)

    @cached_property
    def tones(self) -> Floats:
        """(256,): pixels of `small` by luma."""
        return cv2.calcHist([self.small_grey], [0], None, [256], [0, 256]).ravel()

    @cached_property
    def outside_tones(self) -> Floats:
        """As `tones`, an even ground left out."""
        if not self.ground.even:
            return self.tones
        found = cv2.calcHist([self.small_grey], [0], self.ground.outside, [256], [0, 256])
        return found.ravel()

    @cached_property
    def steps(self) -> tuple[Mask, Mask]:
        """Where luma of `small` steps across a column, and across a row; two lines narrower than `small`."""
        luma = self.small_grey
        if min(luma.shape) < 3:
            return np.zeros((1, 1), np.uint8), np.zeros((1, 1), np.uint8)
        across, down = cv2.absdiff(luma[:, 2:], luma[:, :-2]), cv2.absdiff(luma[2:], luma[:-2])
        return (
            cv2.threshold(across, LINE, 255, cv2.THRESH_BINARY)[1],
            cv2.threshold(down, LINE, 255, cv2.THRESH_BINARY)[1],
        )

    @cached_property
    def lines(self) -> tuple[Floats, Floats]:
        """Of each column, and of each row: the share of its pixels that are steps."""
        across, down = self.steps
        return (
            cv2.reduce(across, 0, cv2.REDUCE_AVG, dtype=cv2.CV_32F).ravel() / 255,
            cv2.reduce(down, 1, cv2.REDUCE_AVG, dtype=cv2.CV_32F).ravel() / 255,
        )

    @cached_property
    def margins(self) -> Margins:
        """Its even margins."""
        return Margins(self.small)

    @cached_property
    def ground(self) -> Ground:
        """What lies around the subject."""
        return Ground(self.small)


class Ground:
    """The outer ring of a picture, and what of the picture belongs with it."""

    RING = 0.02
    """Its width, as a share of the longer side."""
    EVEN = 0.6
    """From this share of the ring within NEAR of its middle colour on, the ground is even."""
    NEAR = 8
    APART = 14
    """A pixel that differs by more, in any channel, is not ground."""
    WHITE = 235
    """The darkest channel of a ground that counts as white."""

    def __init__(self, small: Pixels) -> None:
        self.small = small
        height, width = small.shape[:2]
        wide = max(1, min(round(self.RING * max(height, width)), height // 2, width // 2))
        rows = [line for at in range(0, wide, 2) for line in (small[at], small[-1 - at])]
        columns = [line for at in range(0, wide, 2) for line in (small[wide:-wide, at], small[wide:-wide, -1 - at])]
        self.ring = np.ascontiguousarray(np.concatenate(rows + columns).T)
        """Every second line of it, in three rows: blue, green, red."""
        some = self.ring[:, ::2]
        self.colour = np.partition(some, some.shape[1] // 2, axis=1)[:, some.shape[1] // 2].astype(np.int16)
        """Its middle colour, BGR."""
        apart = np.abs(self.ring - self.colour[:, None]).max(axis=0)
        self.uniformity = np.count_nonzero(apart <= self.NEAR) / apart.size
        self.even = self.uniformity >= self.EVEN
        self.white = self.even and int(self.colour.min()) >= self.WHITE

    @cached_property
    def distance(self) -> Pixels:
        """How far each pixel of `small` is from the colour of the ring, in its most different channel."""
        blue, green, red = self.colour.tolist()
        return distance(self.small, (blue, green, red))

    @cached_property
    def outside(self) -> Mask:
        """255 for what is not ground; the whole picture where the ground is not even or is all there is."""
        height, width = self.small.shape[:2]
        everything = np.full((height, width), 255, np.uint8)
        if not self.even:
            return everything
        flood = np.zeros((height + 2, width + 2), np.uint8)
        flood[1:-1, 1:-1] = cv2.threshold(self.distance, self.APART, 255, cv2.THRESH_BINARY)[1]
        cv2.floodFill(flood, None, (0, 0), 128)
        outside: Mask = cv2.inRange(flood[1:-1, 1:-1], 128, 128)
        outside = cv2.bitwise_not(outside)
        return outside if cv2.countNonZero(outside) >= 4 else everything


def grey(pixels: Pixels) -> Pixels:
    """Luma of BGR, Rec. 601."""
    return cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY)


_LUMA = np.array([[0.114, 0.587, 0.299]], np.float32)


def _luma(pixels: Pixels) -> Floats:
    return cv2.transform(pixels.astype(np.float32), _LUMA)


def halved(pixels: Pixels) -> Pixels:
    """Each two by two pixels made one; an odd last line is dropped. Many times faster than other factors."""
    height, width = pixels.shape[0] // 2, pixels.shape[1] // 2
    return _resize(pixels[: 2 * height, : 2 * width], (width, height), cv2.INTER_AREA)


def fit(pixels: Pixels, longest: int) -> Pixels:
    """Scaled down so that the longer side is `longest`; smaller pictures stay."""
    if max(pixels.shape[:2]) <= longest:
        return pixels
    return _resize(pixels, _sizes(pixels, longest), cv2.INTER_LINEAR)


def _sizes(pixels: Pixels, longest: int) -> tuple[int, int]:
    height, width = pixels.shape[:2]
    scale = min(1.0, longest / max(height, width))
    return max(1, round(width * scale)), max(1, round(height * scale))


def _resize(pixels: Pixels, size: tuple[int, int], how: int) -> Pixels:
    return cv2.resize(pixels, size, interpolation=how)


def upright(pixels: Pixels, orientation: int) -> Pixels:
    """Turned and mirrored as EXIF's orientation asks."""
    if orientation == 1:
        return pixels
    if orientation >= 5:
        pixels = cv2.transpose(pixels)
    flip = {2: 1, 3: -1, 4: 0, 6: 1, 7: -1, 8: 0}.get(orientation)
    return pixels if flip is None else cv2.flip(pixels, flip)
