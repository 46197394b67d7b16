"""Several pictures in one: straight seams, the panels between them, rectangles laid over."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from ..pixels import Pixels
from .view import Mask, View

_STEP = 18
"""Levels between both sides of a seam."""
_SEAM = 0.75
"""Share of a seam's length that must show such a step."""
_HINTED = 0.6
"""As _SEAM, for a first look at the small view."""
_ALONE = 0.5
"""The lines beside a seam show at most so much of what it shows: else it is texture."""
_LEAST = 0.12
"""A panel is at least so wide, as a share of the picture."""
_GUTTER = 0.06
_ONE_WAY = 0.9
"""A seam whose steps go the same way along its whole length may be the edge of a table; with a gutter it is a seam."""
_PLAIN = 6
_DEEPEST = 3
_RUN = 28
"""Least length of a side of an inset, in pixels of the small view."""


Box = tuple[float, float, float, float]


def measure(view: View) -> dict[str, object]:
    """Columns seams_x, seams_y, panels, inset_box."""
    told: dict[str, object] = {"seams_x": 0, "seams_y": 0, "panels": 1}
    if min(view.grey.shape) < 64:
        return told
    if any(_stands_out(shares, _HINTED, 0.2) for shares in view.lines):
        luma = _inside(view)
        upright, level = _seams(luma), _seams(_turned(luma))
        panels = _panels(luma, upright, level, 0)
        told |= {"seams_x": len(upright), "seams_y": len(level), "panels": min(255, panels)}
    box = _inset(view)
    return told | ({"inset_box": box} if box else {})


def _turned(luma: Pixels) -> Pixels:
    return cv2.transpose(luma)


def _inside(view: View) -> Pixels:
    """Luma without bars and borders, whose edges are no seams."""
    found = view.margins
    left, top, right, bottom = (found.widths[side] if found.straight(side) else 0 for side in range(4))
    if not any((left, top, right, bottom)):
        return view.grey
    scale = view.grey.shape[1] / found.width
    left, top, right, bottom = (round(width * scale) + 2 for width in (left, top, right, bottom))
    height, width = view.grey.shape
    return view.grey[top : height - bottom, left : width - right]


def _seams(luma: Pixels) -> list[tuple[int, int]]:
    """Upright seams as (first, last) column of what lies between two panels, from left to right."""
    width = luma.shape[1]
    if width < 64 or luma.shape[0] < 48:
        return []
    left, right = luma[:, :-2], luma[:, 2:]
    strong = cv2.threshold(cv2.absdiff(left, right), _STEP, 255, cv2.THRESH_BINARY)[1]
    share = cv2.reduce(strong, 0, cv2.REDUCE_AVG, dtype=cv2.CV_32F).ravel() / 255
    peaks = np.flatnonzero(share >= _SEAM)
    if not peaks.size:
        return []
    groups = np.split(peaks, np.flatnonzero(np.diff(peaks) > 2) + 1)
    edges = [(int(group[0]) + 1, int(group[-1]) + 1) for group in groups if group.size <= 9 and _alone(share, group)]
    least = _LEAST * width
    found: list[tuple[int, int]] = []
    used = -1
    for number, (first, last) in enumerate(edges):
        if number <= used:
            continue
        gutter = next(
            (
                (first, end)
                for start, end in edges[number + 1 :]
                if start - last <= _GUTTER * width and _plain(luma[:, last + 1 : start])
            ),
            None,
        )
        if last - first >= 3 and any(_plain(luma[:, at : at + 1]) for at in range(first, last + 1)):
            gutter = (first, last)  # so narrow that both its edges are one
        elif last - first > 4 and not gutter:
            continue
        start, end = gutter or (first, last)
        before = found[-1][1] if found else 0
        if start - before < least or width - end < least:
            continue
        if gutter or _both_ways(luma, (first + last) // 2):
            found.append((start, end))
            used = next((at for at, edge in enumerate(edges) if edge[1] == end), number)
    return found


def _alone(share: npt.NDArray[Any], group: npt.NDArray[np.intp]) -> bool:
    beside = np.concatenate([share[max(0, group[0] - 6) : max(0, group[0] - 3)], share[group[-1] + 4 : group[-1] + 7]])
    return not beside.size or float(beside.min()) <= _ALONE * float(share[group].max())


def _plain(strip: Pixels) -> bool:
    """One colour along its whole length, as a gutter is."""
    if not strip.size:
        return False
    inner = strip[:, strip.shape[1] // 4 : max(strip.shape[1] // 4 + 1, 3 * strip.shape[1] // 4)]
    return float(inner.std()) <= _PLAIN


def _both_ways(luma: Pixels, at: int) -> bool:
    steps = luma[:, min(at + 1, luma.shape[1] - 1)].astype(np.int16) - luma[:, max(at - 1, 0)]
    strong = steps[np.abs(steps) > _STEP]
    up = float((strong > 0).mean()) if strong.size else 0.0
    return 1 - _ONE_WAY <= up <= _ONE_WAY


def _panels(luma: Pixels, upright: list[tuple[int, int]], level: list[tuple[int, int]], depth: int) -> int:
    """Panels, cutting along all seams of one direction first, then each part along the other."""
    seams, turned = (upright, False) if upright else (level, True)
    if not seams or depth == _DEEPEST:
        return 1
    lines = _turned(luma) if turned else luma
    starts = [0, *(last + 3 for _, last in seams)]
    ends = [*(first - 2 for first, _ in seams), lines.shape[1]]
    total = 0
    for start, end in zip(starts, ends, strict=True):
        part = np.ascontiguousarray(lines[:, start:end])
        across = _seams(_turned(part))
        total += _panels(part, [], across, depth + 1) if across else 1
    return total


def _inset(view: View) -> Box | None:
    """The largest rectangle of straight edges that lies inside the picture."""
    height, width = view.small_grey.shape
    for shares, length in zip(view.lines, (height, width), strict=True):
        least = 0.7 * _RUN / length
        if _stands_out(shares, least, least) < 2:
            return None
    upright = _long(view.steps[0], _UPRIGHT)
    level = None if upright is None else _long(view.steps[1], _LEVEL)
    if upright is None or level is None:
        return None
    sides, lids = _runs(upright), _runs(level)
    best: tuple[float, Box] | None = None
    for number, (x0, top, x1, bottom) in enumerate(sides):
        left = (x0 + x1) / 2
        for u0, also_top, u1, also_bottom in sides[number + 1 :]:
            right = (u0 + u1) / 2
            if right - left < _RUN or max(abs(top - also_top), abs(bottom - also_bottom)) > 4:
                continue
            closed = (
                any(
                    abs((y0 + y1) / 2 - y) <= 4 and start <= left + 6 and end >= right - 6
                    for start, y0, end, y1 in lids
                )
                for y in ((top + also_top) / 2, (bottom + also_bottom) / 2)
            )
            area = (right - left) * (bottom - top) / (width * height)
            if area <= 0.5 and (best is None or area > best[0]) and all(closed):
                best = area, (left / width, top / height, right / width, bottom / height)
    return best[1] if best else None


def _stands_out(shares: npt.NDArray[Any], least: float, by: float) -> int:
    """How many lines show at least so many steps, and so many more than those beside them; most pictures have none."""
    if shares.size < 2 * _BESIDE + 1:
        return 0
    beside = np.minimum(shares[: -2 * _BESIDE], shares[2 * _BESIDE :])
    own = shares[_BESIDE:-_BESIDE]
    return int(np.count_nonzero((own >= least) & (own - beside >= by)))


_BESIDE = 4
_UPRIGHT = np.ones((_RUN, 1), np.uint8)
_LEVEL = np.ones((1, _RUN), np.uint8)


def _long(steps: Mask, run: Mask) -> Mask | None:
    """The middle parts of straight edges that are as long as the run; None without any."""
    long = cv2.erode(steps, run, borderValue=0)
    return long if cv2.countNonZero(long) else None


def _runs(long: Mask) -> list[tuple[float, float, float, float]]:
    """Boxes of long straight edges, from left to right; none where there are so many that it is texture."""
    edges = cv2.findContours(long, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)[0]
    if len(edges) > 40:
        return []
    found: list[tuple[float, float, float, float]] = []
    for x, y, width, height in map(cv2.boundingRect, edges):
        if width <= height:
            found.append((x + 1.0, max(0.0, y - _RUN / 2), x + width, y + height + _RUN / 2))
        else:
            found.append((max(0.0, x - _RUN / 2), y + 1.0, x + width + _RUN / 2, y + height))
    return sorted(found)
