"""What was put around a picture: padded bars, a drawn border, even margins."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from .view import View

Sides = tuple[float, float, float, float]
"""Left, top, right, bottom."""

WHOLE: Sides = (0.0, 0.0, 1.0, 1.0)
_WIDEST_FRAME = 0.12
_FAINT = 6
"""Mean step, in levels, that the line at the end of a blurred bar shows at least."""
_LINED = 0.3
"""Share of a line that must show the step from a blurred bar to the picture."""


def trim_box(view: View) -> Sides:
    """What is left when even margins are cut off; the whole picture where little would be left."""
    found = view.margins
    left, top, right, bottom = found.widths
    if found.whole or (found.width - left - right) * (found.height - top - bottom) < 0.01 * found.width * found.height:
        return WHOLE
    return left / found.width, top / found.height, 1 - right / found.width, 1 - bottom / found.height


def measure(view: View) -> dict[str, object]:
    """Columns padding, letterbox, frame, frame_colour, trim_box."""
    found = view.margins
    straight = [found.straight(side) for side in range(4)]
    shares = [width / (found.width if side % 2 == 0 else found.height) for side, width in enumerate(found.widths)]
    told: dict[str, object] = {"padding": "", "letterbox": (0.0,) * 4, "frame": (0.0,) * 4, "trim_box": trim_box(view)}
    if all(straight):
        if max(shares) <= _WIDEST_FRAME:
            told |= {"frame": shares, "frame_colour": found.colours[0][::-1]}
        else:
            told |= {"letterbox": shares, "padding": _name(found.colours[0])}
        return told
    for side in (0, 1):
        if straight[side] and straight[side + 2]:
            told["letterbox"] = [share if at % 2 == side else 0.0 for at, share in enumerate(shares)]
            told["padding"] = _name(found.colours[side])
            return told
    blurred = _blurred(view)
    if blurred is not None:
        told |= {"letterbox": blurred, "padding": "blurred"}
    return told


def _name(colour: npt.NDArray[np.uint8]) -> str:
    if int(colour.min()) >= 240:
        return "white"
    return "black" if int(colour.max()) <= 20 else "colour"


def _blurred(view: View) -> Sides | None:
    """Bars of the picture's own blur: calm up to one straight line on both sides, at the same distance."""
    luma = view.small_grey
    if min(luma.shape) < 48 or view.ground.even:
        return None
    for axis, shares in ((1, view.lines[0]), (0, view.lines[1])):
        if float(np.minimum(shares, shares[::-1]).max()) < _LINED:
            continue
        lines = luma if axis == 1 else cv2.transpose(luma)
        steps = cv2.absdiff(lines[:, 2:], lines[:, :-2])
        size = lines.shape[1]
        edge = cv2.reduce(steps, 0, cv2.REDUCE_AVG, dtype=cv2.CV_32F).ravel()
        pair = np.minimum(edge, edge[::-1])[: size // 2 - 6]
        pair[: max(4, size // 50)] = 0
        if not pair.size or pair.max() < _FAINT:
            continue
        at = int(np.argmax(pair))
        busy = cv2.reduce(cv2.absdiff(lines[2:], lines[:-2]), 0, cv2.REDUCE_AVG, dtype=cv2.CV_32F).ravel()
        outer = np.concatenate([busy[: at - 2], busy[size - at + 2 :]])
        inner = busy[at + 3 : size - at - 3]
        around = np.median(np.concatenate([edge[max(0, at - 9) : at - 2], edge[at + 4 : at + 11]]))
        lined = min(float((steps[:, where] > 6).mean()) for where in (at, size - 3 - at))
        if (
            lined >= _LINED
            and inner.size
            and outer.size
            and outer.mean() < 0.35 * inner.mean()
            and pair[at] > 3 * around + 2
        ):
            share = (at + 1.5) / size
            return (share, 0.0, share, 0.0) if axis == 1 else (0.0, share, 0.0, share)
    return None
