"""Vectors of pictures by a small encoder of our own (models/fingerprint): near where an edit lies between."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import numpy as np
import numpy.typing as npt

from . import network, trimming
from .view import View

Array = npt.NDArray[Any]

MODEL = "fingerprint"
SIDE = 64
"""Pixels of the encoder's input, each way."""
SCALE = 127
"""Length of a vector as it is kept, in whole numbers."""
CUTS = (
    *((0.05, 0.05, 0.9), (0.1, 0.1, 0.8), (0.15, 0.15, 0.7), (0.2, 0.2, 0.6)),
    *((0, 0, 0.75), (0.25, 0, 0.75), (0, 0.25, 0.75), (0.25, 0.25, 0.75)),
)
"""Left, top and side of parts of the trimmed picture, as shares of its sides."""
VIEWS = 2 + len(CUTS)
"""Of a picture: without its margins, as it is, and its parts."""


def encoded(pictures: Array) -> Array | None:
    """(n, 64) whole numbers of pictures, (n, SIDE, SIDE, 3) bytes; None where nothing is installed that encodes."""
    session = network.session(MODEL, "encoder.onnx")
    if session is None:
        return None
    (vectors,) = session.run(None, {"pictures": pictures})
    found: Array = np.clip(np.rint(vectors * SCALE), -SCALE, SCALE).astype(np.int8)
    return found


class Vectors:
    """The pictures of a batch, until they are encoded together."""

    def __init__(self, columns: Collection[str]) -> None:
        self._columns = columns
        self._rows: list[int] = []
        self._pictures: list[Array] = []
        self._views: list[Array] = []

    def add(self, row: int, view: View) -> None:
        """Take a picture."""
        if not self._columns:
            return
        self._rows.append(row)
        sides = trimming.sides(view)
        self._pictures.append(trimming.canvas(view.work, sides, SIDE))
        if "views" in self._columns:
            self._views.append(_views(view, sides, self._pictures[-1]))

    def write(self, found: dict[str, Array]) -> None:
        """Encode them."""
        if not self._rows:
            return
        stack = np.stack(self._pictures)
        for name, pictures in (("vector", stack), ("vector_mirrored", stack[:, :, ::-1])):
            if name in found:
                vectors = encoded(np.ascontiguousarray(pictures))
                if vectors is not None:
                    found[name][self._rows] = vectors
        if self._views:
            vectors = encoded(np.concatenate(self._views))
            if vectors is not None:
                found["views"][self._rows] = vectors.reshape(-1, VIEWS, vectors.shape[1])


def _views(view: View, sides: trimming.Sides, trimmed: Array) -> Array:
    """(VIEWS, SIDE, SIDE, 3): what a bank keeps of a picture, so that a part of it meets its like."""
    height, width = view.work.shape[:2]
    whole = trimming.canvas(view.work, (0.0, 0.0, float(width), float(height)), SIDE)
    wide = 3 * SIDE
    large = trimming.canvas(view.work, sides, wide)
    cuts = [
        trimming.canvas(large, (wide * left, wide * top, wide * (left + side), wide * (top + side)), SIDE)
        for left, top, side in CUTS
    ]
    return np.stack([trimmed, whole, *cuts])
