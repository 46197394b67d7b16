"""Fingerprints of pictures and texts as a bank holds them, made of what the measures say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from . import minhash
from .layout import PRINT, TEXT, Array

COLUMNS = ("pdq", "pdq_quality", "pdq_trimmed", "pdq_dihedral", "vector", "vector_mirrored")
"""What is measured of a picture for its fingerprint and for its search."""


def of_columns(columns: Mapping[str, Any], digests: Array) -> Array:
    """(n,) of PRINT: of measured pictures, notes left 0.

    Args:
        columns: COLUMNS.
        digests: (n, 16) bytes.
    """
    found = np.zeros(len(digests), PRINT)
    found["digest"] = digests
    found["pdq"], found["trimmed"] = columns["pdq"], columns["pdq_trimmed"]
    found["quality"] = np.nan_to_num(np.maximum(columns["pdq_quality"], 0))
    found["vector"] = columns["vector"]
    return found


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
