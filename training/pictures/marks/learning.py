"""What the encoder of marks learns from: places with a mark, places without, and shapes by themselves."""

from __future__ import annotations

from random import Random
from typing import Any

import cv2
import numpy as np

from handmade_lint.measures.patches import SIDE, drawn, patches
from handmade_lint.measures.places import common, places

from .. import sources
from ..grounds import saved
from .laying import grounds, laid, photograph

VERSION = 2
"""Goes up when the same seed gives another place."""


def with_marks(count: int) -> tuple[Any, Any]:
    """(count, SIDE, SIDE) bytes of places with a mark of the training, and the marks' numbers among the training's.

    Half of them are as the search finds them, the others as it might: the true box with its sides moved a little.
    """
    marks = sources.marks("train")
    found: list[Any] = []
    numbers: list[int] = []
    seed = 0
    while len(found) < count:
        random = Random(f"marks:{seed}")
        number = seed % len(marks)
        one = laid(random, "train", marks[number])
        pixels = saved(random, one.pixels)
        box = np.array(one.box)
        if random.random() < 0.5:
            near = [place for place in places(pixels) if common(place, box) >= 0.55]
            box = random.choice(near) if near else box
        else:
            sides = np.array([box[2] - box[0], box[3] - box[1]] * 2)
            box = np.clip(box + sides * [random.uniform(-0.13, 0.13) for _ in range(4)], 0, 1)
        found.append(patches(cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY), box[None])[0])
        numbers.append(number)
        seed += 1
    return np.stack(found), np.array(numbers)


def without_marks(count: int) -> Any:
    """(up to count, SIDE, SIDE) bytes of places that the search finds on photographs of the training."""
    found: list[Any] = []
    random = Random("places")
    for _ in range(len(grounds("train"))):
        pixels = photograph(random, "train")
        found += list(patches(cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY), places(pixels)))
        if len(found) >= count:
            break
    return np.stack(found[:count])


def alone() -> Any:
    """(marks, 2, SIDE, SIDE) bytes of the training's marks by themselves, light on dark and dark on light."""
    from ..shapes import mask

    shapes = [mask(path, 96) for path in sources.marks("train")]
    return np.stack([[drawn(shape, dark) for dark in (False, True)] for shape in shapes])


def kept(count: int, others: int) -> tuple[Any, Any, Any, Any]:
    """Places with marks, their numbers, places without, and shapes alone; kept beside the sources between runs."""
    file = sources.FETCHED / "pools" / f"marks-{count}-{others}-{SIDE}-{VERSION}.npz"
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        found, numbers = with_marks(count)
        with file.with_suffix(".part").open("wb") as part:
            np.savez(part, found=found, numbers=numbers, without=without_marks(others), alone=alone())
        file.with_suffix(".part").rename(file)
    with np.load(file, allow_pickle=False) as held:
        return held["found"], held["numbers"], held["without"], held["alone"]
