"""How much there is to see: entropy, one colour, drawn things, placeholders."""

from __future__ import annotations

import cv2
import numpy as np

from .colour import chroma
from .view import View

_TONES = 8


def measure(view: View) -> dict[str, object]:
    """Columns entropy, uniform, graphic, placeholder."""
    tones = cv2.calcHist([view.small_grey], [0], view.ground.outside, [256], [0, 256]).ravel()
    shares = tones / tones.sum()
    some = shares[shares > 0]
    entropy = float(-(some * np.log2(some)).sum())
    graphic = float(np.partition(shares, -_TONES)[-_TONES:].sum())
    coloured = min(1.0, float(chroma(view).mean()) / 16)
    drawn = max(0.0, min(1.0, (graphic - 0.5) / 0.4))
    return {
        "entropy": entropy,
        "uniform": _uniform(view),
        "graphic": graphic,
        "placeholder": drawn * (1 - coloured),
    }


def _uniform(view: View) -> float:
    whole = cv2.calcHist([view.small_grey], [0], None, [256], [0, 256]).ravel()
    common = int(np.argmax(whole))
    like = cv2.inRange(view.small_grey, max(0, common - 2), common + 2)  # type: ignore[call-overload]
    blue, green, red, _ = cv2.mean(view.small, like)
    low, high = (blue - 8.5, green - 8.5, red - 8.5), (blue + 8.5, green + 8.5, red + 8.5)
    return cv2.countNonZero(cv2.inRange(view.small, low, high)) / like.size
