"""What is laid over a picture and what it says, in a cascade: each stage sees only what the one before let through.

1. A small network (overlay.py) glances at every picture, and where it saw something once more, closer; most pictures
   have nothing laid over them and are done.
2. Writing is found (lines.py) in the part where the network saw something.
3. Boosted trees (laid.py) judge each line in its surroundings: laid over the picture, or part of the thing.
4. Lines that were laid over are read.
"""

from __future__ import annotations

from math import nan
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from .. import weights
from ..pixels import Pixels
from . import laid, lines, overlay
from .laid import Box, Seen
from .view import View, upright

Array = npt.NDArray[Any]

MOST = 6
"""Lines of a picture that are told; index.py has as many places."""
LENGTH = 80
"""Characters of a line that are kept."""

_LONGEST = 960
"""Longer side of the picture whose part is looked through for lines; and how many pixels of it at once."""
_AT_ONCE = 480 * 480
_PART = 0.45
"""Share of each side that the second glance sees."""
_CLOSELY = 4
"""Lines around which the network looks closely."""
_SURE = 0.5
"""How sure a line must have been read to be told."""


def measure(view: View) -> dict[str, object]:
    """Columns overlay, overlay_box, words_texts, words_boxes, words_laid; nothing where nothing is installed for it."""
    if not lines.installed():
        return {}
    glance = overlay.glance(view.work)
    closer = closer_look(view, glance) if stirs(glance) else None
    chance = doubt(view, glance, closer) if closer else 0.0
    if closer is None or chance < weights.numbers(overlay.MODEL, "judge.json")["gate"]["glances"]:
        return {"overlay": chance}
    seen, found, boxes, chances = judged(view, glance, closer)
    whole = float(laid.trees("picture")(laid.of_picture(seen, chances, boxes)[None])[0])
    told: dict[str, object] = {"overlay": whole, "overlay_box": _around(glance, boxes, chances)}
    words: list[tuple[str, Box, float]] = []
    for row in np.argsort(-chances):
        if chances[row] < 0.5 or len(words) == MOST:
            break
        said = lines.read(lines.cut(seen.pixels, found[row]))
        if said.sure >= _SURE and said.text:
            words.append((said.text[:LENGTH], boxes[row], float(chances[row])))
    words.sort(key=lambda one: (round(one[1][1], 2), one[1][0]))
    none = ("", (nan, nan, nan, nan), nan)
    filled = words + [none] * (MOST - len(words))
    for name, place in (("words_texts", 0), ("words_boxes", 1), ("words_laid", 2)):
        told[name] = [one[place] for one in filled]
    return told


def stirs(glance: overlay.Glance) -> bool:
    """Whether the picture is worth a closer look."""
    limits = weights.numbers(overlay.MODEL, "judge.json")["gate"]
    return bool(glance.whole >= limits["whole"] or glance.laid.max() >= limits["laid"])


def closer_look(view: View, glance: overlay.Glance) -> overlay.Glance:
    """What the network makes of the part around where it saw most."""
    smooth = cv2.blur(glance.laid, (3, 3))
    row, column = divmod(int(smooth.argmax()), overlay.CELLS)
    left, top = (min(max(0.0, (place + 0.5) / overlay.CELLS - _PART / 2), 1 - _PART) for place in (column, row))
    pixels = view.work
    height, width = pixels.shape[:2]
    y, x = int(top * height), int(left * width)
    return overlay.glance(pixels[y : y + max(1, round(_PART * height)), x : x + max(1, round(_PART * width))])


def doubt(view: View, glance: overlay.Glance, closer: overlay.Glance) -> float:
    """The chance after both glances that something was laid over the picture."""
    return float(laid.trees("glances")(laid.of_glances(glance, closer, view.ground.even)[None])[0])


def judged(
    view: View, glance: overlay.Glance, closer: overlay.Glance
) -> tuple[Seen, list[lines.Line], list[Box], Array]:
    """The picture, its lines, their boxes, and the chance of each that it was laid over."""
    ground = view.ground
    seen = Seen(sized(view), glance, closer, ground.outside if ground.even else None)
    found = writing(seen)
    size = seen.pixels.shape[1], seen.pixels.shape[0]
    boxes = [laid.box_of(line, size) for line in found]
    if not found:
        return seen, [], [], np.zeros(0)
    return seen, found, boxes, laid.trees("line")(laid.features(seen, found, closely(seen, boxes)))


def sized(view: View) -> Pixels:
    """The picture in which lines are found: upright, at most 960 px long."""
    pixels = view.decoded.pixels
    scale = min(1.0, _LONGEST / max(pixels.shape[:2]))
    if scale < 1:
        size = max(1, round(pixels.shape[1] * scale)), max(1, round(pixels.shape[0] * scale))
        pixels = cv2.resize(pixels, size, interpolation=cv2.INTER_AREA)
    return np.ascontiguousarray(upright(pixels, view.decoded.orientation))


def writing(seen: Seen) -> list[lines.Line]:
    """Lines in the part of a picture where the network saw something, in pixels of the whole."""
    height, width = seen.pixels.shape[:2]
    left, top, right, bottom = _part(np.maximum(seen.glance.laid, 0.7 * seen.glance.worn))
    x, y = int(left * width), int(top * height)
    crop = seen.pixels[y : max(y + 1, round(bottom * height)), x : max(x + 1, round(right * width))]
    scale = min(1.0, (_AT_ONCE / (crop.shape[0] * crop.shape[1])) ** 0.5)
    if scale < 1:
        size = max(1, round(crop.shape[1] * scale)), max(1, round(crop.shape[0] * scale))
        crop = cv2.resize(crop, size, interpolation=cv2.INTER_AREA)
    found = lines.find(crop)
    return [lines.Line((one.corners / scale + (x, y)).astype(np.float32), one.sure) for one in found]


def _part(plane: Array) -> Box:
    """The box around what the network saw, with a margin; the whole picture where it saw much or cannot tell where."""
    rows, columns = np.nonzero(plane >= min(0.2, float(plane.max())))
    left, right = max(0, int(columns.min()) - 2), min(overlay.CELLS, int(columns.max()) + 3)
    top, bottom = max(0, int(rows.min()) - 2), min(overlay.CELLS, int(rows.max()) + 3)
    return left / overlay.CELLS, top / overlay.CELLS, right / overlay.CELLS, bottom / overlay.CELLS


def closely(seen: Seen, boxes: list[Box]) -> list[tuple[Box, overlay.Glance] | None]:
    """What the network makes of the surroundings of some lines, those first where it saw most."""
    strength = [float(overlay.over(seen.glance.laid, box).max()) for box in boxes]
    chosen = set(sorted(range(len(boxes)), key=lambda row: -strength[row])[:_CLOSELY])
    looks: list[tuple[Box, overlay.Glance] | None] = []
    height, width = seen.pixels.shape[:2]
    for row, box in enumerate(boxes):
        if row not in chosen:
            looks.append(None)
            continue
        part = laid.near(box)
        left, top, right, bottom = (round(side * of) for side, of in zip(part, (width, height) * 2, strict=True))
        crop = seen.pixels[top : max(top + 1, bottom), left : max(left + 1, right)]
        looks.append((part, overlay.glance(crop)))
    return looks


def _around(glance: overlay.Glance, boxes: list[Box], chances: Array) -> Box:
    """The box around lines that were laid over; where there is none, around what the network saw."""
    some = [box for box, chance in zip(boxes, chances, strict=True) if chance >= 0.5]
    if not some:
        rows, columns = np.nonzero(glance.laid >= max(0.3, 0.6 * float(glance.laid.max())))
        if not len(rows):
            return nan, nan, nan, nan
        some = [(columns.min() / overlay.CELLS, rows.min() / overlay.CELLS,
                 (columns.max() + 1) / overlay.CELLS, (rows.max() + 1) / overlay.CELLS)]  # fmt: skip
    left, top = (float(min(one[side] for one in some)) for side in (0, 1))
    right, bottom = (float(max(one[side] for one in some)) for side in (2, 3))
    return left, top, right, bottom
