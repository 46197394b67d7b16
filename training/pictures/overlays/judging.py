"""Scenes for fitting and judging the cascade, and what its stages make of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import cv2
import numpy as np

from handmade_lint.measures import laid as trees
from handmade_lint.measures import overlay, reading
from handmade_lint.measures.view import View
from handmade_lint.pixels import Decoded

from . import laid, scenes, worn
from .canvas import Canvas
from .letters import Lines

OTHER_SOURCES = ("grocery_white_bg/*.jpg", "sabaceramics/*.jpg", "../near_dup/imagededup/base_images/*.jpg")
"""Photographs of sources that nothing was learnt from."""


@dataclass(frozen=True, slots=True)
class Scene:
    """One picture with known truth."""

    name: str
    """What was laid over it, else what words its thing bears, else 'clean'."""
    source: str
    """'same' source as learnt from (other photographs), or 'other'."""
    pixels: Any
    laid: Any
    """Mask of what was laid over it."""

    @property
    def over(self) -> bool:
        """Whether anything is laid over it."""
        return self.name in laid.KINDS


def view_of(pixels: Any) -> View:
    """A picture as measures see it."""
    return View(Decoded(pixels, 1, 1))


def other_photographs() -> list[Any]:
    """Photographs of other sources, at most 1,600 px long."""
    found = []
    for pattern in OTHER_SOURCES:
        for path in sorted(scenes.PHOTOGRAPHS.glob(pattern)):
            pixels = cv2.imread(str(path))
            if pixels is not None:
                found.append(scenes.sized(pixels, 1600))
    return found


def made(part: str, count: int, seed: int, words: Sequence[str] = ("over", "worn", "clean")) -> Iterator[Scene]:
    """So many scenes of each sort, every kind as often as any other; of the part 'test' half on other sources.

    Fonts, and for the judging scripts too, are those of the part.
    """
    random = Random(f"{seed}:{part}")
    photos = {"same": scenes.photographs(part, 1000)}
    if part == "test":
        photos["other"] = other_photographs()
    lines = Lines(random, part, 400)
    for number in range(count):
        for word in words:
            source = "other" if part == "test" and number % 2 else "same"
            over = tuple(laid.KINDS)[(number // 2) % len(laid.KINDS)] if word == "over" else None
            on = tuple(worn.KINDS)[(number // 2) % len(worn.KINDS)] if word == "worn" else None
            if word == "over" and random.random() < 0.25:
                on = random.choice(tuple(worn.KINDS))
            canvas: Canvas = scenes.scene(random, photos[source], lines, random.randint(480, 1000), laid=over, worn=on)
            yield Scene(over or on or "clean", source, canvas.pixels, canvas.laid)


@dataclass(slots=True)
class Told:
    """What the cascade's parts make of a scene, before any trees."""

    scene: Scene
    glance: overlay.Glance
    seen: Any
    boxes: list[Any]
    rows: Any
    """(lines, laid.FEATURES)"""
    truth: Any
    """Of each line, whether it was laid over."""


def told(scene: Scene) -> Told:
    """Let all parts look, whatever the one before says."""
    view = view_of(scene.pixels)
    glance = overlay.glance(view.work)
    ground = view.ground
    closer = reading.closer_look(view, glance)
    seen = trees.Seen(reading.sized(view), glance, closer, ground.outside if ground.even else None)
    found = reading.writing(seen)
    size = seen.pixels.shape[1], seen.pixels.shape[0]
    boxes = [trees.box_of(line, size) for line in found]
    mask = cv2.resize(scene.laid, size, interpolation=cv2.INTER_AREA)
    truth = [_covered(mask, line.corners) for line in found]
    rows = trees.features(seen, found, reading.closely(seen, boxes)) if found else np.zeros((0, len(trees.FEATURES)))
    return Told(scene, glance, seen, boxes, rows, np.array(truth, bool))


def _covered(mask: Any, corners: Any) -> bool:
    shape = np.zeros_like(mask)
    cv2.fillPoly(shape, [corners.astype(np.int32)], 255)
    return cv2.mean(mask, shape)[0] >= 0.45 * 255


def auc(truth: Any, scores: Any) -> float:
    """Area under the curve of receiver operating characteristics."""
    order = np.argsort(np.asarray(scores, float), kind="stable")
    values = np.asarray(scores, float)[order]
    ranks = np.empty(len(order))
    start = 0
    while start < len(order):
        end = start
        while end + 1 < len(order) and values[end + 1] == values[start]:
            end += 1
        ranks[order[start : end + 1]] = (start + end) / 2 + 1
        start = end + 1
    truths = np.asarray(truth, bool)
    yes, no = truths.sum(), (~truths).sum()
    return float((ranks[truths].sum() - yes * (yes + 1) / 2) / (yes * no)) if yes and no else float("nan")


def photographs_of(folder: Path, only: Callable[[Path], bool] = lambda _: True) -> list[Any]:
    """Photographs as they are, in the order of names."""
    return [cv2.imread(str(path)) for path in sorted(folder.glob("*.jpg")) if only(path)]
