"""Whether a line of writing was laid over a picture, or belongs to the thing in it: engraved, printed, on a label.

Boosted trees (models/overlays/judge.json) over what can be measured of the line and its surroundings.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from .. import weights
from ..pixels import Pixels
from .lines import Line
from .overlay import MODEL, Glance, over

Array = npt.NDArray[Any]
Box = tuple[float, float, float, float]

FEATURES = (
    "sure", "x", "y", "edge", "wide", "high", "aspect", "aslant", "laid_mean", "laid_most", "worn_mean", "whole",
    "near_laid", "near_worn", "near_whole", "ink_share", "contrast", "ink_spread", "ground_spread", "ink_colour_spread",
    "ground_colour_spread", "steep", "grain", "around_spread", "around_step", "stroke", "ground_outside", "even",
    "lines", "height_rank",
)  # fmt: skip
"""What the trees read of a line, in their order."""

GLANCES = (
    "whole", "laid_most", "laid_share", "worn_most", "worn_share", "near_whole", "near_laid", "near_share", "near_worn",
    "even",
)  # fmt: skip
"""What the trees read of a whole picture after two glances."""

PICTURE = (*GLANCES, "lines", "best", "second", "over", "best_wide", "best_high", "best_edge")
"""What they read after its lines were judged."""

_NEAR = 2.2
"""How many times larger than a line the part is that is looked at closely, and its least share of the picture."""
_NEAR_LEAST = 0.22


@dataclass(frozen=True, slots=True)
class Seen:
    """A picture as lines are found in it, and what is known of all of it."""

    pixels: Pixels
    """BGR, upright."""
    glance: Glance
    """The whole of it."""
    near: Glance
    """A part of it, around where the first one saw most."""
    outside: Pixels | None
    """255 where something stands out from an even ground, of any size; None where the ground is not even."""


def box_of(line: Line, size: tuple[int, int]) -> Box:
    """The upright box around a line, as shares of a picture of that width and height."""
    shares = (line.corners / np.array(size)).clip(0, 1)
    (left, top), (right, bottom) = shares.min(axis=0), shares.max(axis=0)
    return float(left), float(top), float(right), float(bottom)


def near(box: Box) -> Box:
    """The part of the picture that is looked at closely for a line."""
    left, top, right, bottom = box
    wide, high = (max(_NEAR_LEAST, _NEAR * side) for side in (right - left, bottom - top))
    x, y = (left + right) / 2, (top + bottom) / 2
    x0, y0 = (min(max(0.0, of - side / 2), max(0.0, 1 - side)) for of, side in ((x, wide), (y, high)))
    return x0, y0, min(1.0, x0 + wide), min(1.0, y0 + high)


def within(box: Box, part: Box) -> Box:
    """A box as shares of a part."""
    left, top, right, bottom = part
    wide, high = max(1e-6, right - left), max(1e-6, bottom - top)
    x0, y0, x1, y1 = box
    inner = (x0 - left) / wide, (y0 - top) / high, (x1 - left) / wide, (y1 - top) / high
    x0, y0, x1, y1 = (min(1.0, max(0.0, side)) for side in inner)
    return x0, y0, x1, y1


def features(seen: Seen, found: Sequence[Line], closely: Sequence[tuple[Box, Glance] | None]) -> Array:
    """(lines, FEATURES), nan where something cannot be told.

    Args:
        seen: the picture.
        found: lines in its pixels.
        closely: of each line the part around it and what the network makes of that; None where nobody looked.
    """
    size = seen.pixels.shape[1], seen.pixels.shape[0]
    boxes = [box_of(line, size) for line in found]
    tall = [box[3] - box[1] for box in boxes]
    rows = []
    for line, box, look in zip(found, boxes, closely, strict=True):
        told = {"sure": line.sure, "lines": float(len(found)), "whole": seen.glance.whole}
        told |= _lie(line, box, seen)
        if look is not None:
            inner = within(box, look[0])
            told |= {"near_laid": float(over(look[1].laid, inner).mean())}
            told |= {"near_worn": float(over(look[1].worn, inner).mean()), "near_whole": look[1].whole}
        told |= _ink(line, seen.pixels)
        told["height_rank"] = (box[3] - box[1]) / max(tall)
        rows.append([told.get(name, np.nan) for name in FEATURES])
    return np.array(rows, np.float32).reshape(-1, len(FEATURES))


def _lie(line: Line, box: Box, seen: Seen) -> dict[str, float]:
    left, top, right, bottom = box
    along, down = line.sides
    first = line.corners[1] - line.corners[0]
    angle = abs(float(np.degrees(np.arctan2(first[1], first[0])))) % 90
    laid = over(seen.glance.laid, box)
    told = {
        "x": abs((left + right) / 2 - 0.5),
        "y": (top + bottom) / 2,
        "edge": min(left, top, 1 - right, 1 - bottom),
        "wide": right - left,
        "high": min(along, down) / max(seen.pixels.shape[:2]),
        "aspect": along / max(1.0, down),
        "aslant": min(angle, 90 - angle),
        "laid_mean": float(laid.mean()),
        "laid_most": float(laid.max()),
        "worn_mean": float(over(seen.glance.worn, box).mean()),
        "even": float(seen.outside is not None),
    }
    if seen.outside is not None:
        height, width = seen.outside.shape
        part = seen.outside[int(top * height) : max(int(bottom * height), int(top * height) + 1),
                            int(left * width) : max(int(right * width), int(left * width) + 1)]  # fmt: skip
        told["ground_outside"] = float(part.mean()) / 255 if part.size else np.nan
    return told


def _ink(line: Line, pixels: Pixels) -> dict[str, float]:
    """How its ink and its ground look, in the line brought level."""
    along, down = line.sides
    high = int(min(64, max(12, min(along, down))))
    corners = np.roll(line.corners, 1, axis=0) if down > 1.5 * along else line.corners
    wide = int(min(400, max(16, high * max(along, down) / max(1.0, min(along, down)))))
    edge = high // 3
    target = np.array([[0, 0], [wide, 0], [wide, high], [0, high]], np.float32) + edge
    matrix = cv2.getPerspectiveTransform(corners.astype(np.float32), target)
    size = wide + 2 * edge, high + 2 * edge
    crop = cv2.warpPerspective(pixels, matrix, size, borderMode=cv2.BORDER_REPLICATE)
    inner = crop[edge : edge + high, edge : edge + wide]
    luma = cv2.cvtColor(inner, cv2.COLOR_BGR2GRAY)
    _, ink = cv2.threshold(luma, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    if 2 * cv2.countNonZero(ink) > ink.size:
        ink = cv2.bitwise_not(ink)
    kernel = np.ones((3, 3), np.uint8)
    core, ground = cv2.erode(ink, kernel), cv2.bitwise_not(cv2.dilate(ink, kernel))
    if cv2.countNonZero(core) < 8:
        core = ink
    if cv2.countNonZero(ground) < 8:
        ground = cv2.bitwise_not(ink)
    ink_mean, ink_spread = _tone(inner, core)
    ground_mean, ground_spread = _tone(inner, ground)
    contrast = float(np.abs(ink_mean - ground_mean).max())
    around = np.full(crop.shape[:2], 255, np.uint8)
    around[edge // 2 : -(edge // 2) or None, edge // 2 : -(edge // 2) or None] = 0
    around_mean, around_spread = _tone(crop, around)
    steps = cv2.Laplacian(luma, cv2.CV_32F)
    across = np.abs(np.diff(luma.astype(np.float32), axis=1))
    edges = cv2.countNonZero(cv2.morphologyEx(ink, cv2.MORPH_GRADIENT, kernel))
    return {
        "ink_share": cv2.countNonZero(ink) / ink.size,
        "contrast": contrast,
        "ink_spread": float(ink_spread.mean()),
        "ground_spread": float(ground_spread.mean()),
        "ink_colour_spread": float(np.ptp(ink_spread)),
        "ground_colour_spread": float(np.ptp(ground_spread)),
        "steep": float(np.percentile(across, 98)) / max(8.0, contrast),
        "grain": float(np.abs(steps[ground > 0]).mean()),
        "around_spread": float(around_spread.mean()),
        "around_step": float(np.abs(around_mean - ground_mean).max()),
        "stroke": 2 * cv2.countNonZero(ink) / max(1, edges) / high,
    }


def _tone(pixels: Pixels, mask: Pixels) -> tuple[Array, Array]:
    mean, spread = cv2.meanStdDev(pixels, mask=mask)
    return mean.ravel(), spread.ravel()


def of_glances(glance: Glance, closer: Glance, even: bool) -> Array:
    """(GLANCES,) of the whole picture and of the part around where most was seen."""
    told = {
        "whole": glance.whole,
        "laid_most": float(glance.laid.max()),
        "laid_share": float((glance.laid > 0.5).mean()),
        "worn_most": float(glance.worn.max()),
        "worn_share": float((glance.worn > 0.5).mean()),
        "near_whole": closer.whole,
        "near_laid": float(closer.laid.max()),
        "near_share": float((closer.laid > 0.5).mean()),
        "near_worn": float(closer.worn.max()),
        "even": float(even),
    }
    return np.array([told[name] for name in GLANCES], np.float32)


def of_picture(seen: Seen, chances: Array, boxes: Sequence[Box]) -> Array:
    """(PICTURE,) of a picture whose lines were judged."""
    order = np.sort(chances)[::-1]
    best = int(chances.argmax()) if len(chances) else -1
    told = {
        "lines": float(len(chances)),
        "best": float(order[0]) if len(order) else 0.0,
        "second": float(order[1]) if len(order) > 1 else 0.0,
        "over": float((chances >= 0.5).mean()) if len(order) else 0.0,
        "best_wide": boxes[best][2] - boxes[best][0] if best >= 0 else 0.0,
        "best_high": boxes[best][3] - boxes[best][1] if best >= 0 else 0.0,
        "best_edge": min(*boxes[best][:2], 1 - boxes[best][2], 1 - boxes[best][3]) if best >= 0 else 0.0,
    }
    glances = of_glances(seen.glance, seen.near, seen.outside is not None)
    return np.concatenate([glances, np.array([told[name] for name in PICTURE[len(GLANCES) :]], np.float32)])


class Trees:
    """Boosted trees, all brought to one depth: which number each fork reads, where it parts, and what leaves add."""

    def __init__(self, told: Mapping[str, Any]) -> None:
        self._reads = np.array(told["reads"], np.int64)
        self._parts = np.array(told["parts"], np.float32)
        self._leaves = np.array(told["leaves"], np.float64)
        self._start = float(told["start"])
        self._missing = np.array(told["missing"], np.float32)
        """Of each number, what stands for it where it could not be told."""

    def __call__(self, rows: Array) -> Array:
        """(n,) chances of (n, numbers)."""
        rows = np.where(np.isnan(rows), self._missing, rows)
        trees = np.arange(len(self._reads))
        at = np.zeros((len(rows), len(trees)), np.int64)
        forks = self._reads.shape[1]
        for _ in range(forks.bit_length()):
            reads, parts = self._reads[trees, at], self._parts[trees, at]
            at = 2 * at + 1 + (np.take_along_axis(rows, reads, axis=1) > parts)
        total = self._start + self._leaves[trees, at - forks].sum(axis=1)
        return 1 / (1 + np.exp(-total))


@cache
def trees(name: str) -> Trees:
    """The trees that judge 'glances', a 'line', or a 'picture'."""
    return Trees(weights.numbers(MODEL, "judge.json")[name])
