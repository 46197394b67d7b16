"""Places of a picture as the encoder of marks sees them: small squares of luma."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from ..pixels import Pixels

SIDE = 40
"""Pixels of the encoder's input, each way."""
_RIM = 0.1
"""Share of a place's side that is seen around it."""


def patches(luma: Pixels, boxes: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """(n, SIDE, SIDE) bytes, each place stretched to the square.

    Args:
        luma: (height, width) bytes.
        boxes: (n, 4): left, top, right, bottom as shares of the picture.
    """
    high, wide = luma.shape
    found = np.empty((len(boxes), SIDE, SIDE), np.uint8)
    for number, (left, top, right, bottom) in enumerate(boxes * np.array([wide, high, wide, high])):
        rim_x, rim_y = _RIM * (right - left), _RIM * (bottom - top)
        x0, y0 = max(0, round(left - rim_x)), max(0, round(top - rim_y))
        x1, y1 = min(wide, round(right + rim_x)), min(high, round(bottom + rim_y))
        part = luma[y0 : max(y1, y0 + 2), x0 : max(x1, x0 + 2)]
        found[number] = cv2.resize(part, (SIDE, SIDE), interpolation=cv2.INTER_AREA)
    return found


def drawn(shape: Pixels, dark: bool) -> npt.NDArray[Any]:
    """(SIDE, SIDE) bytes: a shape (255 where it is) by itself, its box stretched, dark on light or light on dark."""
    left, top, wide, high = cv2.boundingRect((shape > 40).astype(np.uint8))
    cut = shape[top : top + high, left : left + wide]
    inner = round(SIDE / (1 + 2 * _RIM))
    rim = (SIDE - inner) // 2
    small = cv2.resize(cut, (inner, inner), interpolation=cv2.INTER_AREA)
    whole = cv2.copyMakeBorder(small, rim, SIDE - inner - rim, rim, SIDE - inner - rim, cv2.BORDER_CONSTANT, value=0)
    return 255 - whole if dark else whole
