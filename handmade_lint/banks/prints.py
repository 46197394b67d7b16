"""Fingerprints of pictures and texts as a bank holds them, made of what the measures say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from . import minhash, proof
from .layout import PRINT, SHAPE, TEXT, VIEWS, Array

COLUMNS = ("pdq", "pdq_quality", "pdq_trimmed", "pdq_dihedral", "vector", "vector_mirrored", "points")
"""What is measured of a picture for its search."""
KEPT = (*COLUMNS, "views")
"""What is measured of a picture that is to be kept."""


@dataclass(frozen=True, slots=True)
class Prints:
    """Fingerprints of pictures."""

    rows: Array
    """(n,) of PRINT, notes left 0; `detail` counts rows of the next two, from 1."""
    vectors: Array = field(default_factory=lambda: np.zeros((0, *VIEWS["vectors"].shape), np.int8))
    """(m, VIEW_COUNT, 64)."""
    shapes: Array = field(default_factory=lambda: np.zeros(0, SHAPE))
    """(m,) of SHAPE."""

    def __len__(self) -> int:
        return len(self.rows)


def of_columns(columns: Mapping[str, Any], digests: Array) -> Prints:
    """Of measured pictures.

    Args:
        columns: KEPT.
        digests: (n, 16) bytes.
    """
    found = np.zeros(len(digests), PRINT)
    found["digest"] = digests
    found["pdq"], found["trimmed"] = columns["pdq"], columns["pdq_trimmed"]
    found["quality"] = np.nan_to_num(np.maximum(columns["pdq_quality"], 0))
    found["detail"] = np.arange(1, len(digests) + 1)
    return Prints(found, np.asarray(columns["views"]), proof.shapes(proof.records(columns["points"])))


def of_texts(texts: list[str]) -> tuple[Array, list[int]]:
    """(n,) of TEXT, and which of the texts they are: those that are too short are left out."""
    rows, kept = [], []
    for number, text in enumerate(texts):
        signs = minhash.signs(text)
        if signs is not None:
            row = np.zeros((), TEXT)
            row["digest"], row["signs"] = np.frombuffer(minhash.digest(text), np.uint8), signs
            rows.append(row)
            kept.append(number)
    return (np.stack(rows) if rows else np.zeros(0, TEXT)), kept
