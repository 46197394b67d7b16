"""Marks of firms in pictures: places that look like one, held against the shapes that are known (models/marks).

Open set: a gallery takes further marks from one picture each, without training. What is found is for a person to look
at; the encoder learnt from shapes that programs of ours laid on photographs.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from math import nan
from typing import Any

import numpy as np
import numpy.typing as npt

from .. import weights
from ..pixels import Pixels
from . import network
from .patches import drawn, patches
from .places import places
from .view import View, grey

Array = npt.NDArray[Any]

MODEL = "marks"
MOST = 3
"""Marks of a picture that are told; index.py has as many places."""
_LENGTH = 127
_TOGETHER = 16


@dataclass(frozen=True, slots=True)
class Found:
    """A place of a picture that looks like a known mark."""

    name: str
    box: tuple[float, float, float, float]
    """Left, top, right, bottom as shares of the upright picture."""
    distance: float
    """1 less the likeness of the vectors: 0 the same, 1 nothing in common."""


class Gallery:
    """Marks that are known: names, and vectors of their shapes."""

    def __init__(self, vectors: Mapping[str, Array]) -> None:
        """Make one of vectors (n, numbers) of length 1 by name."""
        self._names = [name for name, rows in vectors.items() for _ in rows]
        self._vectors = np.concatenate(list(vectors.values())) if vectors else np.zeros((0, 1), np.float32)

    def with_mark(self, name: str, shape: Pixels) -> Gallery:
        """The same and one mark more.

        Args:
            name: what it is called.
            shape: (height, width) bytes, light where the mark is and dark around it.

        Raises:
            ImportError: nothing is installed that runs the encoder.
        """
        answer = encoded(np.stack([drawn(shape, dark) for dark in (False, True)]))
        if answer is None:
            raise ImportError("no onnxruntime: pip install 'handmade-lint[images]'")
        held: dict[str, list[Array]] = {}
        for known, row in zip([*self._names, name, name], [*self._vectors, *answer[0]], strict=True):
            held.setdefault(known, []).append(row)
        return Gallery({known: np.stack(rows) for known, rows in held.items()})

    def find(self, pixels: Pixels, far: float, least: float) -> list[Found]:
        """Marks in a picture, the nearest first, each once; none where nothing is installed.

        Args:
            pixels: (height, width, 3) bytes, BGR.
            far: the most that the distance may be.
            least: how likely the place must be a mark at all.
        """
        return self.nearest(*seen(pixels), far, least)

    def nearest(self, boxes: Array, vectors: Array, likely: Array, far: float, least: float) -> list[Found]:
        """The same of places that were encoded before."""
        if not len(boxes) or not self._names:
            return []
        likeness = vectors @ self._vectors.T
        best = likeness.argmax(axis=1)
        distances = 1 - likeness[np.arange(len(best)), best]
        found: dict[str, Found] = {}
        for row in np.argsort(distances).tolist():
            if distances[row] > far:
                break
            if likely[row] >= least:
                name = self._names[best[row]]
                left, top, right, bottom = boxes[row].tolist()
                found.setdefault(name, Found(name, (left, top, right, bottom), float(distances[row])))
        return list(found.values())


@cache
def known() -> Gallery:
    """The marks that come with the model."""
    told = weights.numbers(MODEL, "known.json")
    return Gallery({told["titles"][stem]: np.array(rows) / _LENGTH for stem, rows in told["vectors"].items()})


def encoded(squares: Array) -> tuple[Array, Array] | None:
    """Vectors of places and how likely each is a mark; None where nothing is installed that encodes."""
    session = network.session(MODEL, "encoder.onnx")
    if session is None:
        return None
    parts = [session.run(None, {"places": squares[at : at + _TOGETHER]}) for at in range(0, len(squares), _TOGETHER)]
    return np.concatenate([one for one, _ in parts]), np.concatenate([one for _, one in parts])[:, 0]


def seen(pixels: Pixels) -> tuple[Array, Array, Array]:
    """Places of a picture: boxes (n, 4), vectors (n, numbers) and how likely each is a mark (n,)."""
    boxes = places(pixels)
    answer = encoded(patches(grey(pixels), boxes)) if len(boxes) else None
    if answer is None:
        return np.zeros((0, 4), np.float32), np.zeros((0, 1), np.float32), np.zeros(0, np.float32)
    return boxes, *answer


class Marks:
    """Looks for marks, where a column of them is asked for."""

    def __init__(self, columns: Collection[str]) -> None:
        self._columns = columns

    def add(self, row: int, view: View, found: dict[str, Array]) -> None:
        """Look at a picture."""
        if not self._columns or network.session(MODEL, "encoder.onnx") is None:
            return
        card = weights.card(MODEL)
        some = known().find(view.work, card["far"], card["least"])[:MOST]
        blank = [Found("", (nan, nan, nan, nan), nan)] * (MOST - len(some))
        values = {
            "mark_names": [one.name for one in (*some, *blank)],
            "mark_boxes": [one.box for one in (*some, *blank)],
            "mark_distances": [one.distance for one in (*some, *blank)],
        }
        for name in self._columns:
            found[name][row] = values[name]
