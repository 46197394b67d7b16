"""What was put around a picture: padded bars, a drawn border, even margins."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from ..pixels import Pixels
from .view import View

Sides = tuple[float, float, float, float]
"""Left, top, right, bottom."""

WHOLE: Sides = (0.0, 0.0, 1.0, 1.0)
_WIDEST_FRAME = 0.12
_LEAST_BAR = 0.04
_LINED = 0.3
"""Share of a line that must show the step from a blurred bar to the picture."""
_THROUGHOUT = 0.2
"""The same for each fifth of the line."""
_FAINT = 6
"""Mean of that step, in levels, at least."""
_CALM = 0.35
"""What a blurred bar may hold of the detail of the picture beside it."""


def trim_box(view: View) -> Sides:
    """What is left when even margins are cut off; the whole picture where little would be left."""
    found = view.margins
    left, top, right, bottom = found.widths
    if found.whole or (found.width - left - right) * (found.height - top - bottom) < 0.01 * found.width * found.height:
        return WHOLE
    return left / found.width, top / found.height, 1 - right / found.width, 1 - bottom / found.height


def measure(view: View) -> dict[str, object]:
    """Columns padding, letterbox, frame, frame_colour, trim_box."""
    found = view.margins
    straight = [found.straight(side) for side in range(4)]
    shares = [width / (found.width if side % 2 == 0 else found.height) for side, width in enumerate(found.widths)]
    told: dict[str, object] = {"padding": "", "letterbox": (0.0,) * 4, "frame": (0.0,) * 4, "trim_box": trim_box(view)}
    if all(straight):
        if max(shares) <= _WIDEST_FRAME:
            told |= {"frame": shares, "frame_colour": found.colours[0][::-1]}
        else:
            told |= {"letterbox": shares, "padding": _name(found.colours[0])}
        return told
    for side in (0, 1):
        if straight[side] and straight[side + 2]:
            told["letterbox"] = [share if at % 2 == side else 0.0 for at, share in enumerate(shares)]
            told["padding"] = _name(found.colours[side])
            return told
    blurred = _blurred(view)
    if blurred is not None:
        told |= {"letterbox": blurred, "padding": "blurred"}
    return told


def _name(colour: npt.NDArray[np.uint8]) -> str:
    if int(colour.min()) >= 240:
        return "white"
    return "black" if int(colour.max()) <= 20 else "colour"


def _blurred(view: View) -> Sides | None:
    """Bars of the picture's own blur: calm up to one straight line on both sides, at the same distance."""
    luma = view.small_grey
    if min(luma.shape) < 48 or view.ground.even:
        return None
    for axis, shares in ((1, view.lines[0]), (0, view.lines[1])):
        both = np.minimum(shares, shares[::-1])
        size = luma.shape[axis]
        lined = np.flatnonzero(both[: size // 2 - 6] >= _LINED)
        if not lined.size or lined[0] < _LEAST_BAR * size:
            continue
        at = int(lined[0]) + int(np.argmax(both[lined[0] : lined[0] + 3]))
        lines = luma if axis == 1 else cv2.transpose(luma)
        steps = cv2.absdiff(lines[:, 2:], lines[:, :-2])
        if min(_thinnest(steps[:, at]), _thinnest(steps[:, size - 3 - at])) < _THROUGHOUT:
            continue
        across = _means(steps)
        along = _means(cv2.absdiff(lines[2:], lines[:-2]))
        bars = np.concatenate([along[: at - 2], along[size - at + 2 :]])
        before = np.concatenate([across[: at - 2], across[size - at :]])
        step = min(across[at], across[::-1][at])
        if step >= max(_FAINT, 3 * before.mean()) and bars.mean() < _CALM * along[at + 3 : size - at - 3].mean():
            share = (at + 1.5) / size
            return (share, 0.0, share, 0.0) if axis == 1 else (0.0, share, 0.0, share)
    return None


def _thinnest(line: Pixels) -> float:
    """Share of the faintest fifth of a line that shows a step: a thing in the middle reaches neither end."""
    part = len(line) // 5
    return float((line[: 5 * part].reshape(5, part) > _FAINT).mean(axis=1).min())


def _means(pixels: Pixels) -> npt.NDArray[Any]:
    """Of each column."""
    return cv2.reduce(pixels, 0, cv2.REDUCE_AVG, dtype=cv2.CV_32F).ravel()
