"""The entries whose vectors, of the whole or of a part, are nearest to that of a picture or of its mirror image."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from .layout import VIEWS, Array

_LENGTH = 127.0
_AT_ONCE = 4_000_000
"""Likenesses that are held at once."""
_BLOCK = 2048
"""Entries whose vectors are unpacked at once: bytes on the disk, numbers with fractions only here."""


class Shortlist:
    """Vectors of a bank's live entries."""

    def __init__(self, vectors: Array, live: Array, comparable: bool) -> None:
        """Take them.

        Args:
            vectors: (n,) of VIEWS, of the disk.
            live: of each entry of the bank whether it is looked for.
            comparable: whether they are of this version's encoder; else none is taken.
        """
        self._rows: Array = np.flatnonzero(live[vectors["entry"].astype(np.int64)] if len(vectors) else [])
        if not comparable:
            self._rows = self._rows[:0]
        self._views = vectors
        self._entries = vectors["entry"][self._rows].astype(np.int64)
        self._whole = self._unpacked(self._rows, 1)[:, 0]

    def __len__(self) -> int:
        return len(self._rows)

    def _unpacked(self, rows: Array, views: int) -> Array:
        """(n, views, 64) of length 1."""
        return self._views["vectors"][rows, :views].astype(np.float32) / _LENGTH

    @staticmethod
    def asked(columns: Mapping[str, Any], rows: Array) -> Array:
        """(n, 2, 64): of pictures and of their mirror images."""
        pair = [np.asarray(columns[name])[rows].astype(np.float32) for name in ("vector", "vector_mirrored")]
        return np.stack(pair, axis=1) / _LENGTH

    def some(self, most: int) -> Array:
        """(m, 64): of some entries, spread over all."""
        return self._whole[:: max(1, len(self) // most)]

    def near(self, asked: Array, least: float) -> Iterator[tuple[Array, Array, Array, Array]]:
        """Pairs whose whole pictures are so alike: number in `asked`, entry, likeness, whether mirrored."""
        step = max(1, _AT_ONCE // max(1, len(self)))
        for start in range(0, len(asked), step):
            part = asked[start : start + step]
            likeness, turned = part[:, 0] @ self._whole.T, part[:, 1] @ self._whole.T
            best = np.maximum(likeness, turned)
            number, at = np.nonzero(best >= least)
            yield number + start, self._entries[at], best[number, at], (turned > likeness)[number, at]

    def nearest(self, asked: Array, most: int) -> tuple[Array, Array]:
        """(n, m) entries, and their likeness, of which the whole or a part is nearest to (n, 2, 64) vectors."""
        plain, mirrored = (np.ascontiguousarray(asked[:, side].T) for side in (0, 1))
        places: Array = np.zeros((len(asked), 0), np.int64)
        values: Array = np.zeros((len(asked), 0), np.float32)
        for start in range(0, len(self), _BLOCK):
            views = self._unpacked(self._rows[start : start + _BLOCK], VIEWS["vectors"].shape[0])
            flat = views.reshape(-1, views.shape[2])
            likeness = np.maximum(flat @ plain, flat @ mirrored)
            new = likeness.reshape(len(views), -1, len(asked)).max(axis=1).T
            values = np.concatenate([values, new], axis=1)
            here = np.broadcast_to(np.arange(start, start + len(views)), new.shape)
            places = np.concatenate([places, here], axis=1)
            if values.shape[1] > most:
                places, values = _picked(places, values, np.argpartition(-values, most - 1, axis=1)[:, :most])
        places, values = _picked(places, values, np.lexsort((places, -values), axis=1))
        return self._entries[places], values


def _picked(places: Array, values: Array, order: Array) -> tuple[Array, Array]:
    return np.take_along_axis(places, order, axis=1), np.take_along_axis(values, order, axis=1)
