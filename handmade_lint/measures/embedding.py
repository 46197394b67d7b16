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

    def add(self, row: int, view: View) -> None:
        """Take a picture."""
        if self._columns:
            self._rows.append(row)
            self._pictures.append(trimming.canvas(view.work, trimming.sides(view), SIDE))

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
