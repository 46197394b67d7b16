"""Where the subject is, where the ground is even enough to tell."""

from __future__ import annotations

import cv2
import numpy as np

from .view import View

_SPECK = 2
"""Pixels of a line that may differ from the ground without belonging to the subject."""


def measure(view: View) -> dict[str, object]:
    """Columns subject_box, fill, fill_side, edge_gap, touches_edge; nothing where the ground is not even."""
    ground = view.ground
    if not ground.even:
        return {}
    differs = cv2.threshold(ground.distance, ground.APART, 1, cv2.THRESH_BINARY)[1]
    height, width = differs.shape
    columns = cv2.reduce(differs, 0, cv2.REDUCE_SUM, dtype=cv2.CV_32S).ravel()
    rows = cv2.reduce(differs, 1, cv2.REDUCE_SUM, dtype=cv2.CV_32S).ravel()
    across, down = np.flatnonzero(columns > _SPECK), np.flatnonzero(rows > _SPECK)
    if not across.size or not down.size:
        return {}
    left, right = across[0] / width, (across[-1] + 1) / width
    top, bottom = down[0] / height, (down[-1] + 1) / height
    gaps = (left, top, 1 - right, 1 - bottom)
    return {
        "subject_box": (left, top, right, bottom),
        "fill": (right - left) * (bottom - top),
        "fill_side": max(right - left, bottom - top),
        "edge_gap": min(gaps),
        "touches_edge": sum(gap == 0 for gap in gaps),
    }
