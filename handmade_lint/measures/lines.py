"""Lines of writing in a picture: found, and read. The networks are PaddleOCR's, as the package rapidocr carries them.

Only its files of weights are used, and none of its code is loaded. Lines are boxes that may lie aslant. Whatever a
picture holds, work is bounded: pixels looked at, lines kept, width of a line that is read.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from ..pixels import Pixels
from . import network

Array = npt.NDArray[Any]

PACKAGE = "rapidocr"
_FINDER, _READER = "PP-OCRv6_det_small.onnx", "PP-OCRv6_rec_small.onnx"

MOST = 24
"""Lines of a picture that are kept, the surest first."""
_STEP = 32
"""The network that finds takes sides that are so many pixels, or a multiple."""
_INK, _SURE = 0.25, 0.45
"""From where on a pixel is writing, and the mean over a line from where on it is one."""
_GROWN = 1.6
"""How much of its area over its girth a line is grown by: the network marks the middle of it only (DB, Liao 2020)."""
_LEAST = 3
"""Pixels of the shorter side of what is marked."""
_HEIGHT, _WIDEST = 48, 640
"""Pixels of a line as it is read."""
_MEAN, _SPREAD = np.array((0.485, 0.456, 0.406), np.float32), np.array((0.229, 0.224, 0.225), np.float32)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of writing."""

    corners: Array
    """(4, 2) in pixels of what was looked at: along the line, then down."""
    sure: float

    @property
    def sides(self) -> tuple[float, float]:
        """Its length and height in pixels; the height may be the greater one."""
        along = float(np.linalg.norm(self.corners[1] - self.corners[0]))
        return along, float(np.linalg.norm(self.corners[3] - self.corners[0]))


@dataclass(frozen=True, slots=True)
class Words:
    """What a line says."""

    text: str
    sure: float
    """Mean over its letters, 0 to 1."""


def installed() -> bool:
    """Whether writing can be found and read here."""
    return find_spec("onnxruntime") is not None and _folder() is not None


@cache
def _folder() -> Path | None:
    found = find_spec(PACKAGE)
    for home in (found.submodule_search_locations or ()) if found else ():
        folder = Path(home) / "models"
        if (folder / _FINDER).is_file() and (folder / _READER).is_file():
            return folder
    return None


@cache
def _network(file: str) -> Any:
    folder = _folder()
    assert folder is not None, "nobody asks before installed() says so"
    return network.ready((folder / file).read_bytes())


def find(pixels: Pixels) -> list[Line]:
    """Lines in pixels, BGR; time grows with their number, 80 ms for 640 x 640.

    Raises:
        FileNotFoundError: the package went away.
    """
    height, width = pixels.shape[:2]
    high, wide = (max(_STEP, round(side / _STEP) * _STEP) for side in (height, width))
    finder = _network(_FINDER)
    given = (cv2.resize(pixels, (wide, high)).astype(np.float32) / 255 - _MEAN) / _SPREAD
    (map_,) = finder.run(None, {finder.get_inputs()[0].name: given.transpose(2, 0, 1)[None]})
    scale = np.array([width / wide, height / high], np.float32)
    lines = [Line(corners * scale, sure) for corners, sure in _marked(map_[0, 0])]
    return sorted(lines, key=lambda one: -one.sure)[:MOST]


def _marked(ink: Array) -> Iterator[tuple[Array, float]]:
    """Boxes around what is marked as writing, and how sure each is."""
    contours, _ = cv2.findContours((ink > _INK).astype(np.uint8), cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
    for contour in sorted(contours, key=cv2.contourArea, reverse=True)[: 4 * MOST]:
        middle, (wide, high), angle = cv2.minAreaRect(contour)
        if min(wide, high) < _LEAST:
            continue
        left, top, across, down = cv2.boundingRect(contour)
        mask = np.zeros((down, across), np.uint8)
        cv2.fillPoly(mask, [contour - (left, top)], 1)
        sure = cv2.mean(ink[top : top + down, left : left + across], mask)[0]
        if sure < _SURE:
            continue
        grown = 2 * _GROWN * wide * high / (2 * (wide + high))
        yield _ordered(cv2.boxPoints((middle, (wide + grown, high + grown), angle))), sure


def _ordered(corners: Array) -> Array:
    """Corners from the upper left one on, the first side along the line."""
    ring = np.roll(corners, -int(np.argmin(corners.sum(axis=1))), axis=0)
    first, second = ring[1] - ring[0], ring[3] - ring[0]
    across = abs(first[0]) >= abs(second[0])
    return ring if across else ring[[0, 3, 2, 1]]


def cut(pixels: Pixels, line: Line) -> Pixels:
    """The line as it is read: level, upright, _HEIGHT high."""
    along, down = line.sides
    corners = line.corners.astype(np.float32)
    if down > 1.5 * along:  # one that runs up or down
        corners, (along, down) = np.roll(corners, 1, axis=0), (down, along)
    wide = int(min(_WIDEST, max(16, round(_HEIGHT * along / max(down, 1.0)))))
    target = np.array([[0, 0], [wide, 0], [wide, _HEIGHT], [0, _HEIGHT]], np.float32)
    matrix = cv2.getPerspectiveTransform(corners, target)
    return cv2.warpPerspective(pixels, matrix, (wide, _HEIGHT), borderMode=cv2.BORDER_REPLICATE)


def read(crop: Pixels) -> Words:
    """What a line says, as `cut` gives it: 10 ms for 320 px."""
    reader = _network(_READER)
    given = crop.astype(np.float32).transpose(2, 0, 1)[None] / 127.5 - 1
    (shares,) = reader.run(None, {reader.get_inputs()[0].name: given})
    best = shares[0].argmax(axis=1)
    kept = (best > 0) & np.concatenate(([True], best[1:] != best[:-1]))  # CTC: repeats and blanks left out
    letters = _letters()
    text = "".join(letters[one] for one in best[kept])
    sure = float(shares[0].max(axis=1)[kept].mean()) if kept.any() else 0.0
    return Words(" ".join("".join(one if one.isprintable() else " " for one in text).split()), sure)


@cache
def _letters() -> tuple[str, ...]:
    """By the network's number: nothing, its letters, a space."""
    told = _network(_READER).get_modelmeta().custom_metadata_map["character"]
    return ("", *told.split("\n"), " ")
