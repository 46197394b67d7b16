"""How much there is to see: entropy, one colour, drawn things, placeholders."""

from __future__ import annotations

import numpy as np

from .view import View

_TONES = 8


def measure(view: View) -> dict[str, object]:
    """Columns entropy, uniform, graphic, placeholder."""
    tones = view.outside_tones
    shares = tones / tones.sum()
    some = shares[shares > 0]
    entropy = float(-(some * np.log2(some)).sum())
    graphic = float(np.partition(shares, -_TONES)[-_TONES:].sum())
    high, low = view.extremes
    coloured = min(1.0, float(high.mean() - low.mean()) / 16)
    drawn = max(0.0, min(1.0, (graphic - 0.5) / 0.4))
    return {
        "entropy": entropy,
        "uniform": _uniform(view),
        "graphic": graphic,
        "placeholder": drawn * (1 - coloured),
    }


def _uniform(view: View) -> float:
    common = int(np.argmax(view.tones))
    pixels = view.tiny
    like = np.abs(np.dot(_LUMA, pixels) - common) <= 3
    count = np.count_nonzero(like)
    if not count:
        return 0.0
    colour = (np.dot(pixels, like.astype(np.float32)) / count)[:, None]
    apart = np.abs(pixels - colour)
    return np.count_nonzero(np.maximum(np.maximum(apart[0], apart[1]), apart[2]) <= _LIKE) / like.size


_LUMA = np.array([0.114, 0.587, 0.299], np.float32)
_LIKE = 8.5
