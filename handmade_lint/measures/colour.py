"""Colour: a cast over what should be neutral, saturation, and pictures without any colour."""

from __future__ import annotations

import numpy as np

from .view import View

_PALE = 0.3
"""Chroma as a share of the brightest channel up to which a pixel may be meant neutral."""
_NAMES = ("red", "yellow", "green", "cyan", "blue", "magenta")


def measure(view: View) -> dict[str, object]:
    """Columns cast, cast_colour, saturation, grey."""
    pixels = view.tiny
    high, low = pixels.max(axis=0), pixels.min(axis=0)
    chroma = high - low
    shown = low < 240 if view.ground.white else np.ones(low.shape, np.bool_)
    saturation = float((chroma[shown] / np.maximum(high[shown], 1)).mean()) if shown.any() else 0.0
    found: dict[str, object] = {
        "saturation": saturation,
        "grey": bool(np.count_nonzero(chroma > 10) <= 0.001 * chroma.size),
    }
    pale = (chroma <= _PALE * high) & (high >= 96)
    count = int(np.count_nonzero(pale))
    if count >= 0.02 * pale.size:
        neutral, bright = pixels[:, pale], high[pale]
        top = neutral[:, bright >= np.partition(bright, count * 3 // 4)[count * 3 // 4]]
        blue, green, red = map(float, top.mean(axis=1))
        found["cast"] = max(blue, green, red) - min(blue, green, red)
        found["cast_colour"] = _name(red, green, blue) if float(str(found["cast"])) >= 4 else ""
    return found


def _name(red: float, green: float, blue: float) -> str:
    """The nearest of six hues."""
    high, low = max(red, green, blue), min(red, green, blue)
    span = high - low
    if high == red:
        hue = (green - blue) / span % 6
    elif high == green:
        hue = (blue - red) / span + 2
    else:
        hue = (red - green) / span + 4
    return _NAMES[round(hue) % 6]
