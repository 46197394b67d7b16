"""What kind of picture it is, by a small network of our own (models/picture-kind): photographed, drawn, put together.

The network sees 128 x 128 pixels, so nothing that is written in a picture, and knows ten kinds. It abstains where it is
not sure; things worn on a person, the making of a thing and packages are no kinds of their own (see the card).
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from .. import weights
from ..pixels import Pixels
from . import network
from .view import View

Array = npt.NDArray[Any]

MODEL = "picture-kind"
SIDE = 128
"""Pixels of the network's input, each way."""
_TOGETHER = 8
"""Pictures at a time: more bring nothing on one thread."""


def squared(pixels: Pixels) -> Pixels:
    """A picture whatever its shape, averaged to SIDE x SIDE: what the network sees of it."""
    return cv2.resize(pixels, (SIDE, SIDE), interpolation=cv2.INTER_AREA)


def told(pictures: Array) -> tuple[Array, Array] | None:
    """Probabilities of each kind (n, kinds) in the card's order, and of being drawn (n,); None without onnxruntime.

    Args:
        pictures: (n, SIDE, SIDE, 3) bytes, BGR.
    """
    session = network.session(MODEL, "kind.onnx")
    if session is None:
        return None
    parts = [
        session.run(None, {"pictures": pictures[at : at + _TOGETHER]}) for at in range(0, len(pictures), _TOGETHER)
    ]
    return np.concatenate([kinds for kinds, _ in parts]), np.concatenate([drawn for _, drawn in parts])[:, 0]


class Kinds:
    """The pictures of a batch, until the network sees them together."""

    def __init__(self, columns: Collection[str]) -> None:
        self._columns = columns
        self._rows: list[int] = []
        self._pictures: list[Pixels] = []

    def add(self, row: int, view: View) -> None:
        """Take a picture."""
        if self._columns:
            self._rows.append(row)
            self._pictures.append(squared(view.work))

    def write(self, found: dict[str, Array]) -> None:
        """Show them to the network."""
        said = told(np.stack(self._pictures)) if self._rows else None
        if said is None:
            return
        shares, drawn = said
        card = weights.card(MODEL)
        best = shares.max(axis=1)
        names = np.array(card["kinds"])[shares.argmax(axis=1)]
        values = {"kind": np.where(best >= card["abstains"], names, ""), "kind_share": best, "drawn": drawn}
        for name in self._columns:
            found[name][self._rows] = values[name]
