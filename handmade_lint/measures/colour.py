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
    high, low = view.extremes
    chroma = high - low
    share = chroma / np.maximum(high, 1)
    if view.ground.white:
        shown = low < 240
        saturation = float(np.dot(share, shown)) / max(1, int(np.count_nonzero(shown)))
    else:
        saturation = float(share.mean())
    found: dict[str, object] = {
        "saturation": saturation,
        "grey": bool(np.count_nonzero(chroma > 10) <= 0.001 * chroma.size),
    }
    pale = (chroma <= _PALE * high) & (high >= 96)
    count = int(np.count_nonzero(pale))
    if count >= 0.02 * pale.size:
        bright = np.where(pale, high, -1)
        top = bright >= np.partition(bright, bright.size - (count + 3) // 4)[bright.size - (count + 3) // 4]
        blue, green, red = (np.dot(pixels, top.astype(np.float32)) / np.count_nonzero(top)).tolist()
        cast = max(blue, green, red) - min(blue, green, red)
        found |= {"cast": cast, "cast_colour": _name(red, green, blue) if cast >= 4 else ""}
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
