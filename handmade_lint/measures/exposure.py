"""Light: how bright, how much is lost in the dark and in the light, and the contrast."""

from __future__ import annotations

import cv2
import numpy as np

from .view import View

DARK = 16
CLIPPED = 253
_LEVELS = np.arange(256, dtype=np.float32)


def measure(view: View) -> dict[str, object]:
    """Columns brightness, dark_share, bright_share, contrast."""
    inside = view.outside_tones if view.ground.white else view.tones
    whole = view.tones
    count = float(inside.sum())
    blue, green, red = cv2.split(view.small)
    clipped = cv2.threshold(cv2.min(cv2.min(blue, green), red), CLIPPED - 1, 255, cv2.THRESH_BINARY)[1]
    if view.ground.white:
        clipped = cv2.bitwise_and(clipped, view.ground.outside)
    below = np.cumsum(whole)
    low, high = below.searchsorted((0.02 * below[-1], 0.98 * below[-1]))
    return {
        "brightness": float(inside @ _LEVELS) / count,
        "dark_share": float(inside[: DARK + 1].sum()) / count,
        "bright_share": cv2.countNonZero(clipped) / count,
        "contrast": (int(high) - int(low)) / 255,
    }
