"""Whole pictures for learning and judging: a photograph, words on things, something laid over, saved as shops do."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

import cv2
import numpy as np

from .canvas import Canvas
from .laid import lay
from .letters import Lines
from .worn import wear

ROOT = Path(__file__).parents[3]
MODEL = ROOT / "models" / "overlays"
PHOTOGRAPHS = ROOT.parent / "shared" / "data" / "images"
LEARNT = ("clothing_cc0", "grocery_in_store")
"""Folders of photographs that are learnt from; all others, and every fifth of these, are for the judging."""


STAMPED = "087effcb 221f6226 8d173264 974964a0 a0734f9e a5625e10 db36b9f3 f051ba41 f116a69b".split()
"""Photographs of clothing_cc0 into which a telephone wrote the time or its name: true overlays, for judging alone."""


def photographs(part: str, longest: int) -> list[Any]:
    """Photographs of a part, in the order of their names, at most so long; smaller ones stay."""
    found = []
    for folder in LEARNT:
        for number, path in enumerate(sorted((PHOTOGRAPHS / folder).glob("*.jpg"))):
            if (number % 5 == 0) == (part == "test") and path.stem[:8] not in STAMPED:
                found.append(sized(cv2.imread(str(path)), longest))
    if not found:
        raise FileNotFoundError(f"no photographs below {PHOTOGRAPHS}")
    return found


def sized(pixels: Any, longest: int) -> Any:
    """Scaled down to a longer side."""
    scale = longest / max(pixels.shape[:2])
    return cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else pixels


def cut_out(random: Random, pixels: Any) -> Any:
    """The middle of a photograph as a thing on an even ground, as most main pictures are."""
    height, width = pixels.shape[:2]
    shape = np.zeros((height, width), np.uint8)
    for _ in range(random.randint(1, 3)):
        at = random.randint(width // 3, 2 * width // 3), random.randint(height // 3, 2 * height // 3)
        axes = random.randint(width // 6, width // 3), random.randint(height // 6, height // 3)
        if random.random() < 0.5:
            cv2.ellipse(shape, at, axes, random.randint(0, 179), 0, 360, 255, -1, cv2.LINE_AA)
        else:
            box = cv2.boxPoints((at, (2.0 * axes[0], 2.0 * axes[1]), random.uniform(0, 180)))
            cv2.fillPoly(shape, [box.astype(np.int32)], 255, cv2.LINE_AA)
    level = random.choice((255, 255, 255, 250, 240, 225))
    ground = np.full_like(pixels, level)
    if random.random() < 0.4:  # a shadow below
        soft = cv2.GaussianBlur(np.roll(shape, height // 25, 0), (0, 0), width / 30)[..., None] / 255.0
        ground = (ground * (1 - 0.35 * soft)).astype(np.uint8)
    share = shape[..., None] / 255.0
    return (pixels * share + ground * (1 - share)).astype(np.uint8)


def photograph(random: Random, photos: list[Any], longest: int) -> Any:
    """One photograph, cut, mirrored, toned, at chance on an even ground."""
    pixels = random.choice(photos)
    height, width = pixels.shape[:2]
    least = random.choice((1.0, 0.85, 0.6))
    wide, high = round(width * random.uniform(least, 1)), round(height * random.uniform(least, 1))
    x, y = random.randint(0, width - wide), random.randint(0, height - high)
    pixels = pixels[y : y + high, x : x + wide]
    if random.random() < 0.2:  # seldom: words of things are mirrored, too
        pixels = pixels[:, ::-1]
    scale = longest / max(pixels.shape[:2])
    pixels = cv2.resize(
        pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    )
    if random.random() < 0.3:
        pixels = cut_out(random, pixels)
    if random.random() < 0.6:
        gain = np.array([random.uniform(0.8, 1.2) for _ in range(3)]) * random.uniform(0.75, 1.2)
        pixels = (pixels * gain).clip(0, 255).astype(np.uint8)
    return np.ascontiguousarray(pixels)


def saved(random: Random, pixels: Any) -> Any:
    """As it comes out of shops: compressed, now and then blurred."""
    if random.random() < 0.1:
        pixels = cv2.GaussianBlur(pixels, (0, 0), random.uniform(0.4, 0.9))
    data = cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, random.randint(55, 96)])[1]
    return cv2.imdecode(data, cv2.IMREAD_COLOR)


def scene(
    random: Random, photos: list[Any], lines: Lines, longest: int, *, laid: str | None, worn: str | None
) -> Canvas:
    """A picture with what is asked for: kinds of laid.KINDS and worn.KINDS, '' for any, None for none."""
    canvas = Canvas(photograph(random, photos, longest))
    if worn is not None:
        wear(canvas, random, lines, worn)
        while random.random() < 0.25 and "packaged" not in canvas.kinds:
            wear(canvas, random, lines, random.choice(("printed", "engraved", "embroidered", "labelled")))
    if laid is not None:
        lay(canvas, random, lines, laid)
        while random.random() < 0.2:
            lay(canvas, random, lines)
        canvas.worn[canvas.laid > 0] = 0
    canvas.pixels = saved(random, canvas.pixels)
    return canvas
