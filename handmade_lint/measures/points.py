"""Local points of a picture in a few kilobytes: enough to show that two pictures are one, without the pictures.

Points are SIFT's (Lowe 2004), spread over the picture, so that words laid over it do not take them all. Of each
neighbourhood the 128 numbers are kept as bits: whether each lies above the middle one of its own 128. Beside them lies
luma at 64 x 64, which is laid on another picture's map to see whether they agree between their points, too.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from . import trimming
from .view import View

Array = npt.NDArray[Any]

SIDE = 256
"""Longest side at which points are found."""
MOST = 200
"""Points of a picture."""
LUMA = 64
"""Sides of the small luma."""
STEPS = 128
"""Of a place's number within a pixel."""
_CONTRAST = 0.01
_CELLS = 6
"""The picture is cut into so many parts each way; a part holds at most _SHARE times its share of points at first."""
_SHARE = 1.6
_TONES = 8

POINT = np.dtype([("x", "<u2"), ("y", "<u2"), ("bits", "u1", 16)])
"""Where it is, in 1 / STEPS pixels, and its neighbourhood."""
RECORD = np.dtype(
    [
        ("width", "<u2"),
        ("height", "<u2"),
        ("count", "<u2"),
        ("box", "u1", 4),
        ("points", POINT, MOST),
        ("luma", "u1", (LUMA, LUMA)),
        ("tones", "u1", (_TONES, _TONES, 3)),
    ]
)
"""Of a picture: its size in pixels at SIDE, how many points there are, what is left without margins (left, top, right,
bottom in cells of luma), the points, luma, mean colours of 8 x 8 parts
(BGR). A count of 0: nothing was found."""


def measure(view: View) -> Mapping[str, object]:
    """The column `points`."""
    height, width = view.work.shape[:2]
    left, top, right, bottom = trimming.sides(view)
    found = record(view.work, (left / width, top / height, right / width, bottom / height))
    return {"points": np.frombuffer(found.tobytes(), np.uint8)}


def record(pixels: Array, box: tuple[float, float, float, float] = (0, 0, 1, 1)) -> Array:
    """() of RECORD: the points of a picture.

    Args:
        pixels: (height, width, 3), BGR.
        box: what is left without margins: left, top, right, bottom, 0 to 1.
    """
    scale = SIDE / max(pixels.shape[:2])
    size = max(1, round(pixels.shape[1] * scale)), max(1, round(pixels.shape[0] * scale))
    fitted = cv2.resize(pixels, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC)
    luma = cv2.cvtColor(fitted, cv2.COLOR_BGR2GRAY)
    finder = cv2.SIFT_create(0, contrastThreshold=_CONTRAST)  # type: ignore[attr-defined]
    keys = _spread(finder.detect(luma, None), size)
    words = np.zeros((0, 128), np.float32)
    if keys:
        keys, words = finder.compute(luma, keys)
    found: Array = np.zeros((), RECORD)
    found["width"], found["height"] = size
    found["count"] = len(keys)
    if len(keys):
        places = np.clip(np.array([key.pt for key in keys]) * STEPS, 0, 65535).round()
        found["points"]["x"][: len(keys)], found["points"]["y"][: len(keys)] = places.T
        above = words > np.median(words, axis=1, keepdims=True)
        found["points"]["bits"][: len(keys)] = np.packbits(above, axis=1)
    found["box"] = np.rint(np.clip(box, 0, 1) * np.array(LUMA))
    found["luma"] = cv2.resize(luma, (LUMA, LUMA), interpolation=cv2.INTER_AREA)
    found["tones"] = cv2.resize(fitted, (_TONES, _TONES), interpolation=cv2.INTER_AREA)
    return found


def _spread(keys: Any, size: tuple[int, int]) -> list[Any]:
    """The strongest MOST, of which no part of the picture has too many while others have some left."""
    allowed = round(_SHARE * MOST / _CELLS**2)
    counts = np.zeros((_CELLS, _CELLS), int)
    first: list[Any] = []
    rest: list[Any] = []
    for key in sorted(keys, key=lambda key: (-key.response, key.pt)):
        cell = int(key.pt[1] * _CELLS / size[1]), int(key.pt[0] * _CELLS / size[0])
        (first if counts[cell] < allowed else rest).append(key)
        counts[cell] += 1
    return [*first, *rest][:MOST]
