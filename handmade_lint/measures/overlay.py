"""Where something lies over a picture: a small network of our own (models/overlays) that every picture goes through."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from ..pixels import Pixels
from . import network

Array = npt.NDArray[Any]

MODEL = "overlays"
SIDE = 384
"""Pixels of the network's input each way, whatever the picture's shape."""
CELLS = 24
"""Of its maps, each way."""


@dataclass(frozen=True, slots=True)
class Glance:
    """What the network makes of a picture, or of a part of one."""

    whole: float
    """How sure it is, 0 to 1, that something is laid over it; not calibrated."""
    laid: Array
    """(CELLS, CELLS), 0 to 1: where."""
    worn: Array
    """The same of words that belong to things."""


def glance(pixels: Pixels) -> Glance:
    """Look at a picture, BGR, of any shape; about 1.5 ms."""
    shrinks = max(pixels.shape[:2]) > SIDE
    how = cv2.INTER_AREA if shrinks else cv2.INTER_LINEAR
    maps, whole = network.session(MODEL, "gate.onnx").run(
        None, {"pictures": cv2.resize(pixels, (SIDE, SIDE), interpolation=how)[None]}
    )
    return Glance(float(whole[0, 0]), maps[0, 0], maps[0, 1])


def over(plane: Array, box: tuple[float, float, float, float]) -> Array:
    """The cells of a map that a box of shares touches; one at least."""
    left, top, right, bottom = box
    rows = slice(min(CELLS - 1, int(top * CELLS)), max(int(np.ceil(bottom * CELLS)), int(top * CELLS) + 1))
    columns = slice(min(CELLS - 1, int(left * CELLS)), max(int(np.ceil(right * CELLS)), int(left * CELLS) + 1))
    return plane[rows, columns]
