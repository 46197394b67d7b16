"""Shapes of marks: one-colour paths of SVG files as masks."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from fontTools.pens.recordingPen import RecordingPen
from fontTools.svgLib.path import parse_path

_PATH = re.compile(r'\sd="([^"]+)"')
_STEPS = np.linspace(0, 1, 9)[1:, None]
_FINE = 4
"""Times larger that a mask is filled before it is brought to its size."""


@lru_cache(maxsize=4096)
def _outlines(path: Path) -> tuple[Any, ...]:
    """Closed lines, (n, 2) each, in the units of a box of 24."""
    found: list[Any] = []
    for words in _PATH.findall(path.read_text("utf-8")):
        pen = RecordingPen()
        parse_path(words, pen)
        line: list[Any] = []
        for name, points in pen.value:
            if name == "moveTo":
                if len(line) > 2:
                    found.append(np.array(line))
                line = [np.array(points[0], float)]
            elif name == "lineTo":
                line.append(np.array(points[0], float))
            elif name == "curveTo":
                a, (b, c, d) = line[-1], (np.array(one, float) for one in points)
                t = _STEPS
                line += list((1 - t) ** 3 * a + 3 * t * (1 - t) ** 2 * b + 3 * t**2 * (1 - t) * c + t**3 * d)
            elif name == "qCurveTo":
                a, (b, c) = line[-1], (np.array(one, float) for one in points[-2:])
                t = _STEPS
                line += list((1 - t) ** 2 * a + 2 * t * (1 - t) * b + t**2 * c)
        if len(line) > 2:
            found.append(np.array(line))
    return tuple(found)


@lru_cache(maxsize=2048)
def mask(path: Path, longest: int) -> Any:
    """(longest, longest) bytes, 255 where the mark is: its own box, centred, filled by the even-odd rule."""
    lines = _outlines(path)
    every = np.concatenate(lines)
    least, most = every.min(0), every.max(0)
    scale = (longest * _FINE - 1) / max(1e-6, float((most - least).max()))
    shift = (longest * _FINE - (most - least) * scale) / 2
    large = np.zeros((longest * _FINE, longest * _FINE), np.uint8)
    cv2.fillPoly(large, [np.rint((line - least) * scale + shift).astype(np.int32) for line in lines], 255)
    return cv2.resize(large, (longest, longest), interpolation=cv2.INTER_AREA)
