"""Words that belong to things: printed, engraved, embroidered, on labels, on packages; hard negatives of overlays."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

import cv2
import numpy as np

from .canvas import Canvas, blend, ink_for, scaled
from .letters import Lines


def wear(canvas: Canvas, random: Random, lines: Lines, kind: str = "") -> str:
    """Put words onto a thing in the picture; the name of their kind."""
    chosen = kind or random.choices(tuple(KINDS), [weight for _, weight in KINDS.values()])[0]
    KINDS[chosen][0](canvas, random, lines)
    canvas.kinds.append(chosen)
    return chosen


def _onto(canvas: Canvas, random: Random, art: Any, share: float, flat: float = 0.25) -> tuple[Any, Any]:
    """A mask brought onto the thing in the middle, in perspective and bent; and its outline, both of the whole size."""
    width, height = canvas.size
    wide = width * share
    high = min(wide * art.shape[0] / art.shape[1], 0.7 * height)
    wide = high * art.shape[1] / art.shape[0]
    x, y = width * random.uniform(0.35, 0.65), height * random.uniform(0.3, 0.7)
    corners = np.array([[-wide, -high], [wide, -high], [wide, high], [-wide, high]]) / 2
    angle = np.deg2rad(random.gauss(0, 9) if random.random() < 0.8 else random.uniform(-40, 40))
    turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    jitter = np.array([[random.uniform(-flat, flat), random.uniform(-flat, flat)] for _ in range(4)])
    corners = corners @ turn + jitter * np.array([high, high]) * 0.5 + (x, y)
    source = np.array([[0, 0], [art.shape[1], 0], [art.shape[1], art.shape[0]], [0, art.shape[0]]], np.float32)
    matrix = cv2.getPerspectiveTransform(source, corners.astype(np.float32))
    both = [
        cv2.warpPerspective(one, matrix, (width, height), flags=cv2.INTER_AREA) for one in (art, np.full_like(art, 255))
    ]
    kind = random.random()
    if kind < 0.6:  # round like a mug, or uneven like cloth
        grid_y, grid_x = np.mgrid[0:height, 0:width].astype(np.float32)
        if kind < 0.3:
            bend = random.uniform(-0.25, 0.25) * high
            grid_y += bend * (1 - ((grid_x - x) / max(wide, 1)) ** 2 * 4).clip(0, 1)
        else:
            waves = width / random.uniform(3, 12)
            lift = max(1.0, high * random.uniform(0.02, 0.08))
            phase = random.uniform(0, 6)
            grid_y += lift * np.sin(grid_x / waves * 6.28 + phase)
            grid_x += lift * np.sin(grid_y / waves * 5 + phase)
        both = [cv2.remap(one, grid_x, grid_y, cv2.INTER_LINEAR) for one in both]
    return both[0], both[1]


def _art(random: Random, lines: Lines) -> Any:
    return lines.block() if random.random() < 0.6 else lines()


def _note(canvas: Canvas, outline: Any) -> None:
    np.maximum(canvas.worn, (outline > 127).astype(np.uint8) * 255, out=canvas.worn)


def _shade(pixels: Any, outline: Any, kept: float) -> Any:
    """How bright each pixel is against its surroundings: folds and grain, which show through what is printed."""
    grey = cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY).astype(np.float32)
    inside = grey[outline > 127]
    level = max(12.0, float(inside.mean()) if inside.size else 128.0)
    return (1 + kept * (grey / level - 1)).clip(0.2, 1.8)[..., None]


def _printed(canvas: Canvas, random: Random, lines: Lines) -> None:
    """Ink in cloth or wood: its folds and grain show through."""
    mask, outline = _onto(canvas, random, _art(random, lines), random.uniform(0.12, 0.5))
    ink = np.array(ink_for(random, canvas.pixels[outline > 127]), np.float32)
    shaded = (ink * _shade(canvas.pixels, outline, random.uniform(0.5, 1.0))).clip(0, 255)
    if random.random() < 0.5:
        mask = cv2.GaussianBlur(mask, (3, 3), 0.8)
    blend(canvas.pixels, mask, shaded, 0, 0, random.uniform(0.6, 0.97))
    _note(canvas, outline)


def _engraved(canvas: Canvas, random: Random, lines: Lines) -> None:
    """Cut or pressed into the thing: a lit edge and a dark one, or burnt."""
    mask, outline = _onto(canvas, random, _art(random, lines), random.uniform(0.1, 0.45))
    deep = max(1, canvas.size[1] // 300)
    relief = mask.astype(np.float32) - np.roll(mask, (deep, deep), (0, 1)).astype(np.float32)
    sign = random.choice((-1, 1))
    burnt = random.uniform(0.0, 0.6) * mask.astype(np.float32)[..., None] / 255
    lit = canvas.pixels.astype(np.float32) * (1 - burnt) + sign * relief[..., None] * random.uniform(0.12, 0.45)
    canvas.pixels[:] = lit.clip(0, 255)
    _note(canvas, outline)


def _embroidered(canvas: Canvas, random: Random, lines: Lines) -> None:
    """Threads side by side, a little raised."""
    mask, outline = _onto(canvas, random, _art(random, lines), random.uniform(0.12, 0.4))
    height, width = mask.shape
    grid_y, grid_x = np.mgrid[0:height, 0:width]
    thread = np.sin(grid_x * random.uniform(0.5, 1.5) + grid_y * random.uniform(0.5, 1.5)) * random.uniform(0.08, 0.3)
    ink = np.array(ink_for(random, canvas.pixels[outline > 127]), np.float32)
    shaded = ink * (1 + thread[..., None]) * _shade(canvas.pixels, outline, 0.4)
    blend(canvas.pixels, cv2.GaussianBlur(np.roll(mask, 2, 0), (5, 5), 1.2), (0, 0, 0), 0, 0, 0.35)
    blend(canvas.pixels, cv2.dilate(mask, np.ones((2, 2), np.uint8)), shaded.clip(0, 255), 0, 0, 0.95)
    _note(canvas, outline)


def _labelled(canvas: Canvas, random: Random, lines: Lines) -> None:
    """A label, patch or tag with words, lit as the thing is, with a soft shadow."""
    art = _art(random, lines)
    border = random.randint(8, 60)
    art = np.pad(art, border)
    mask, outline = _onto(canvas, random, art, random.uniform(0.1, 0.45))
    paper = np.array(ink_for(random, np.array([60 if random.random() < 0.8 else 220]), 40), np.float32)
    if random.random() < 0.5:
        paper = np.array((random.randint(190, 255),) * 3, np.float32)
    height, width = mask.shape
    angle = random.uniform(0, 6.28)
    grid_y, grid_x = np.mgrid[0:height, 0:width].astype(np.float32)
    light = 1 + random.uniform(0.05, 0.3) * (
        (grid_x / width - 0.5) * np.cos(angle) + (grid_y / height - 0.5) * np.sin(angle)
    )
    noise = np.random.default_rng(random.getrandbits(32)).normal(0, random.uniform(1, 6), mask.shape).astype(np.float32)
    shaded = paper * light[..., None] * _shade(canvas.pixels, outline, random.uniform(0.0, 0.5)) + noise[..., None]
    blend(canvas.pixels, cv2.GaussianBlur(np.roll(outline, (3, 2), (0, 1)), (9, 9), 3), (0, 0, 0), 0, 0, 0.5)
    blend(canvas.pixels, outline, shaded.clip(0, 255), 0, 0)
    ink = np.array(ink_for(random, paper, 80), np.float32) * light[..., None] + noise[..., None]
    blend(canvas.pixels, mask, ink.clip(0, 255), 0, 0, random.uniform(0.75, 1.0))
    _note(canvas, outline)


def _packaged(canvas: Canvas, random: Random, lines: Lines) -> None:
    """A box, bottle or card on an even ground, with words all over its front: the whole picture is drawn anew."""
    width, height = canvas.size
    rng = np.random.default_rng(random.getrandbits(32))
    high, wide = 560, round(560 * random.uniform(0.35, 1.3))
    front = np.empty((high, wide, 3), np.float32)
    front[:] = [random.randint(20, 255) for _ in range(3)]
    if random.random() < 0.5:
        cut = random.randint(high // 4, 3 * high // 4)
        front[cut:] = [random.randint(20, 255) for _ in range(3)]
    if random.random() < 0.4:  # a picture on it
        patch = cv2.resize(canvas.pixels, (wide // 2, high // 3))
        y, x = random.randint(0, high - high // 3), random.randint(0, wide - wide // 2)
        front[y : y + high // 3, x : x + wide // 2] = patch
    for _ in range(random.randint(2, 8)):
        art = scaled(lines(), high=random.choice((16, 24, 40, 60, 90)))
        if art.shape[1] > 0.92 * wide:
            art = scaled(art, wide=round(0.9 * wide))
        if art.shape[0] >= high or art.shape[1] >= wide:
            continue
        x, y = random.randint(0, wide - art.shape[1]), random.randint(0, high - art.shape[0])
        if random.random() < 0.6:
            x = (wide - art.shape[1]) // 2
        blend(front, art, ink_for(random, front[y : y + art.shape[0], x : x + art.shape[1]]), x, y)
    across = np.linspace(-1, 1, wide)[None, :, None]
    round_ = random.random() < 0.5
    front *= (1 - random.uniform(0.1, 0.5) * across**2) if round_ else (1 + random.uniform(-0.2, 0.2) * across)
    front += rng.normal(0, random.uniform(0.5, 4), front.shape[:2])[..., None]
    tall: float = height * random.uniform(0.5, 0.95)
    broad = min(tall * wide / high, 0.9 * width)
    tilt = random.uniform(0.0, 0.14)
    left, top = (width - broad) / 2 + random.gauss(0, 0.02) * width, (height - tall) / 2
    lean = random.uniform(-tilt, tilt) * tall
    right, bottom, one, other = left + broad, top + tall, max(0, lean), max(0, -lean)
    corners = np.array(
        [[left, top + one], [right, top + other], [right, bottom - other], [left, bottom - one]], np.float32
    )
    source = np.array([[0, 0], [wide, 0], [wide, high], [0, high]], np.float32)
    matrix = cv2.getPerspectiveTransform(source, corners)
    flags = cv2.INTER_AREA if tall < high else cv2.INTER_LINEAR
    shown = cv2.warpPerspective(front.clip(0, 255).astype(np.uint8), matrix, (width, height), flags=flags)
    outline = cv2.warpPerspective(np.full((high, wide), 255, np.uint8), matrix, (width, height))
    if random.random() < 0.7:
        canvas.pixels[:] = random.choice((255, 255, 250, 240, 225))
    else:
        canvas.pixels[:] = cv2.GaussianBlur(canvas.pixels, (0, 0), random.uniform(0.5, 6))
    side = np.roll(outline, (0, round(broad * random.uniform(-0.15, 0.15))), (0, 1))
    blend(canvas.pixels, side, tuple(float(one) * 0.7 for one in front.mean((0, 1))), 0, 0)
    blend(canvas.pixels, outline, shown, 0, 0)
    canvas.laid[:] = 0
    canvas.worn[:] = 0
    _note(canvas, outline)


Way = Callable[[Canvas, Random, Lines], None]
KINDS: dict[str, tuple[Way, float]] = {
    "printed": (_printed, 4),
    "engraved": (_engraved, 2),
    "embroidered": (_embroidered, 1.5),
    "labelled": (_labelled, 3),
    "packaged": (_packaged, 3),
}
"""Each with its weight at training."""
