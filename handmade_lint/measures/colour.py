"""Colour: a cast over what should be neutral, saturation, and pictures without any colour."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from .view import View

_PALE = 0.3
"""Chroma as a share of the brightest channel up to which a pixel may be meant neutral."""
_NAMES = ("red", "yellow", "green", "cyan", "blue", "magenta")


def tiny(view: View) -> npt.NDArray[np.int16]:
    """64 x 64 pixels, BGR, a row a pixel."""
    return cv2.resize(view.small, (64, 64), interpolation=cv2.INTER_AREA).reshape(-1, 3).astype(np.int16)


def chroma(view: View) -> npt.NDArray[np.int16]:
    """Largest less smallest channel, over 64 x 64 pixels."""
    pixels = tiny(view)
    return (pixels.max(axis=1) - pixels.min(axis=1)).astype(np.int16)


def measure(view: View) -> dict[str, object]:
    """Columns cast, cast_colour, saturation, grey."""
    pixels = tiny(view)
    high, low = pixels.max(axis=1), pixels.min(axis=1)
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
        neutral, bright = pixels[pale], high[pale]
        top = neutral[bright >= np.partition(bright, count * 3 // 4)[count * 3 // 4]]
        blue, green, red = map(float, top.mean(axis=0))
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
