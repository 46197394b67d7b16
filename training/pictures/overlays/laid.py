"""What sellers and their software lay over pictures: slogans, strips, badges, ribbons, watermarks, borders, prices."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

import cv2
import numpy as np

from .canvas import Canvas, Colour, blend, filled, ink_for, scaled, turned
from .letters import Lines


def lay(canvas: Canvas, random: Random, lines: Lines, kind: str = "") -> str:
    """Lay one thing over a picture; the name of its kind."""
    chosen = kind or random.choices(tuple(KINDS), [weight for _, weight in KINDS.values()])[0]
    KINDS[chosen][0](canvas, random, lines)
    canvas.kinds.append(chosen)
    return chosen


def _anywhere(random: Random, free_x: int, free_y: int) -> tuple[int, int]:
    """Where a seller puts it: at the edges and in the middle more often than between."""

    def at(free: int) -> int:
        kind = random.random()
        edge = max(0, round(free * random.uniform(0.0, 0.08)))
        return edge if kind < 0.3 else free - edge if kind < 0.6 else round(free * random.uniform(0.3, 0.7))

    return (at(free_x), at(free_y)) if random.random() < 0.75 else (random.randint(0, max(0, free_x)), at(free_y))


def _mark(canvas: Canvas, mask: Any, cover: Any, ink: Any, at: tuple[int, int], strength: float = 1.0) -> None:
    blend(canvas.pixels, mask, ink, *at, strength)
    height, width = canvas.laid.shape
    left, top = at
    x0, y0, x1, y1 = max(0, left), max(0, top), min(width, left + cover.shape[1]), min(height, top + cover.shape[0])
    if x1 > x0 and y1 > y0:
        part = canvas.laid[y0:y1, x0:x1]
        np.maximum(part, cover[y0 - top : y1 - top, x0 - left : x1 - left], out=part)


def _sized(canvas: Canvas, random: Random, mask: Any, low: float, high: float, rows: float = 1.0) -> Any:
    """A line brought to a share of the picture's height, no wider than the picture."""
    width, height = canvas.size
    tall = scaled(mask, high=max(6, round(height * rows * random.uniform(low, high))))
    most = round(width * random.uniform(0.6, 0.98))
    return scaled(tall, wide=most) if tall.shape[1] > most else tall


def _text(canvas: Canvas, random: Random, lines: Lines, low: float = 0.022, high: float = 0.11) -> None:
    block = lines.block() if random.random() < 0.4 else lines()
    mask = _sized(canvas, random, block, low, high, max(1.0, block.shape[0] / 70))
    if random.random() < 0.12:
        mask = turned(mask, random.choice((90, -90, random.uniform(-25, 25))))
    width, height = canvas.size
    at = _anywhere(random, width - mask.shape[1], height - mask.shape[0])
    patch = canvas.pixels[max(0, at[1]) : at[1] + mask.shape[0], max(0, at[0]) : at[0] + mask.shape[1]]
    ink = ink_for(random, patch)
    style = random.random()
    if style < 0.2:  # an outline
        around = cv2.dilate(mask, np.ones((3, 3), np.uint8), iterations=max(1, mask.shape[0] // 40))
        dark = tuple(255 - one for one in ink)
        blend(canvas.pixels, around, dark, *at)
    elif style < 0.4:  # a shadow
        away = max(1, mask.shape[0] // 20)
        blend(canvas.pixels, cv2.blur(mask, (2 * away + 1,) * 2), (0, 0, 0), at[0] + away, at[1] + away, 0.7)
    _mark(canvas, mask, filled(mask), ink, at, random.choice((1.0, 1.0, 0.9)))


def _small(canvas: Canvas, random: Random, lines: Lines) -> None:
    _text(canvas, random, lines, 0.015, 0.03)


def _strip(canvas: Canvas, random: Random, lines: Lines) -> None:
    """A strip of one colour with words, at an edge or anywhere, seen through or not."""
    width, height = canvas.size
    high = max(12, round(height * random.uniform(0.05, 0.2)))
    wide = width if random.random() < 0.6 else round(width * random.uniform(0.25, 0.8))
    left = 0 if wide == width else random.choice((0, width - wide, random.randint(0, width - wide)))
    top = random.choice((0, height - high, height - high, random.randint(0, height - high)))
    ground = tuple(random.randint(0, 255) for _ in range(3))
    shape = np.zeros((high, wide), np.uint8)
    radius = random.choice((0, 0, high // 4, high // 2 - 1))
    _rounded(shape, radius)
    if random.random() < 0.25:
        ground = random.choice(((255, 255, 255), (0, 0, 0), (30, 30, 200)))
    _mark(canvas, shape, shape, ground, (left, top), random.choice((1.0, 1.0, 1.0, random.uniform(0.45, 0.9))))
    _inside(canvas, random, lines, (left, top, wide, high), 0.75)


def _rounded(shape: Any, radius: int) -> None:
    high, wide = shape.shape
    radius = max(0, min(radius, high // 2 - 1, wide // 2 - 1))
    if not radius:
        shape[:] = 255
        return
    cv2.rectangle(shape, (radius, 0), (wide - radius, high), 255, -1)
    cv2.rectangle(shape, (0, radius), (wide, high - radius), 255, -1)
    for x in (radius, wide - radius - 1):
        for y in (radius, high - radius - 1):
            cv2.circle(shape, (x, y), radius, 255, -1, cv2.LINE_AA)


def _inside(
    canvas: Canvas, random: Random, lines: Lines, box: tuple[int, int, int, int], fill: float, degrees: float = 0.0
) -> None:
    """Words within a box, as large as fit."""
    left, top, wide, high = box
    mask = lines.block() if random.random() < 0.4 else lines()
    scale = fill * min(wide / mask.shape[1], high / mask.shape[0]) * random.uniform(0.7, 1.0)
    mask = scaled(mask, wide=max(4, round(mask.shape[1] * scale)))
    if degrees:
        mask = turned(mask, degrees)
    patch = canvas.pixels[max(0, top) : top + high, max(0, left) : left + wide]
    at = left + (wide - mask.shape[1]) // 2, top + (high - mask.shape[0]) // 2
    blend(canvas.pixels, mask, ink_for(random, patch, 90), *at)


def _badge(canvas: Canvas, random: Random, lines: Lines) -> None:
    """A disc, a star or a seal with few words."""
    width, height = canvas.size
    side = max(24, round(min(width, height) * random.uniform(0.1, 0.34)))
    shape = np.zeros((side, side), np.uint8)
    middle, radius = side // 2, side // 2 - 1
    points = random.choice((0, 0, 12, 16, 24))
    if points:
        angles = np.linspace(0, 2 * np.pi, 2 * points, endpoint=False)
        rays = radius * np.where(np.arange(2 * points) % 2, random.uniform(0.75, 0.93), 1.0)
        corners = np.stack([middle + rays * np.cos(angles), middle + rays * np.sin(angles)], 1)
        cv2.fillPoly(shape, [corners.astype(np.int32)], 255, cv2.LINE_AA)
    else:
        cv2.circle(shape, (middle, middle), radius, 255, -1, cv2.LINE_AA)
    at = _anywhere(random, width - side, height - side)
    colour: Colour = random.choice(
        ((30, 30, 210), (40, 160, 240), (60, 140, 40), (20, 20, 20), (200, 120, 30), (90, 190, 220))
    )
    if random.random() < 0.4:
        colour = random.randint(0, 255), random.randint(0, 255), random.randint(0, 255)
    ink: Any = colour
    if random.random() < 0.35:  # a run of tones
        ramp = np.linspace(0.7, 1.25, side)[:, None, None] * np.array(colour, float)
        ink = np.broadcast_to(np.clip(ramp, 0, 255), (side, side, 3))
    _mark(canvas, shape, shape, ink, at, random.choice((1.0, 1.0, 0.9)))
    if random.random() < 0.5:
        ring = np.zeros_like(shape)
        cv2.circle(ring, (middle, middle), max(2, round(radius * 0.86)), 255, max(1, side // 40), cv2.LINE_AA)
        blend(canvas.pixels, ring, ink_for(random, np.array(colour)), *at)
    degrees = random.choice((0, 0, random.uniform(-20, 20)))
    _inside(canvas, random, lines, (*at, side, side), 0.72, degrees)


def _ribbon(canvas: Canvas, random: Random, lines: Lines) -> None:
    """A band across a corner."""
    width, height = canvas.size
    long = round(min(width, height) * random.uniform(0.4, 0.75))
    high = max(10, round(long * random.uniform(0.13, 0.25)))
    band = np.full((high, long), 255, np.uint8)
    words = lines()
    scale = min(0.62 * long / words.shape[1], 0.72 * high / words.shape[0])
    words = scaled(words, wide=max(4, round(words.shape[1] * scale)))
    text = np.zeros_like(band)
    y, x = (high - words.shape[0]) // 2, (long - words.shape[1]) // 2
    text[y : y + words.shape[0], x : x + words.shape[1]] = words[: high - y, : long - x]
    left = random.random() < 0.5
    band, text = (turned(one, 45 if left else -45) for one in (band, text))
    reach = round(long * random.uniform(0.22, 0.3))
    middle = (reach, reach) if left else (width - reach, reach)
    at = middle[0] - band.shape[1] // 2, middle[1] - band.shape[0] // 2
    colour = tuple(random.randint(0, 255) for _ in range(3))
    _mark(canvas, band, band, colour, at)
    blend(canvas.pixels, text, ink_for(random, np.array(colour), 90), *at)


def _watermark(canvas: Canvas, random: Random, lines: Lines) -> None:
    """One pale line, large, level or aslant."""
    mask = lines.block() if random.random() < 0.3 else lines()
    width, height = canvas.size
    mask = scaled(mask, wide=max(20, round(width * random.uniform(0.3, 0.95))))
    if mask.shape[0] > 0.4 * height:
        mask = scaled(mask, high=round(0.35 * height))
    if random.random() < 0.45:
        mask = turned(mask, random.choice((30, 45, -30, -45, random.uniform(-50, 50))))
    free = width - mask.shape[1], height - mask.shape[0]
    at = (free[0] // 2, free[1] // 2) if random.random() < 0.5 else _anywhere(random, max(0, free[0]), max(0, free[1]))
    tone = _pale(random, canvas, mask, at)
    cover = cv2.dilate(mask, np.ones((3, 3), np.uint8), iterations=max(1, mask.shape[0] // 30))
    _mark(canvas, mask, _closed(cover), (tone, tone, tone), at, random.uniform(0.22, 0.65))


def _pale(random: Random, canvas: Canvas, mask: Any, at: tuple[int, int]) -> int:
    """The tone of a watermark, white mostly, that is seen on most of what it lies on."""
    left, top = max(0, at[0]), max(0, at[1])
    under = canvas.pixels[top : at[1] + mask.shape[0], left : at[0] + mask.shape[1]].mean(axis=2)
    tones = [tone for tone in (255, 255, 255, 0, 128) if (np.abs(under - tone) >= 60).mean() >= 0.6]
    return random.choice(tones or [0 if under.mean() > 128 else 255])


def _closed(mask: Any, high: int = 0) -> Any:
    """Gaps between letters filled; of lines so high, if not of one as high as the mask."""
    wide = max(3, (high or mask.shape[0]) // 4) | 1
    return cv2.morphologyEx((mask > 40).astype(np.uint8) * 255, cv2.MORPH_CLOSE, np.ones((wide, wide), np.uint8))


def _tiled(canvas: Canvas, random: Random, lines: Lines) -> None:
    """One pale line again and again over the whole picture."""
    width, height = canvas.size
    word = scaled(lines(), high=max(7, round(height * random.uniform(0.022, 0.07))))
    if word.shape[1] > 0.5 * width:
        word = scaled(word, wide=round(width * 0.4))
    gap_x, gap_y = round(word.shape[1] * random.uniform(0.2, 0.9)), round(word.shape[0] * random.uniform(1.0, 4.0))
    tile = np.pad(word, ((0, gap_y), (0, gap_x)))
    rows = []
    reach = round(1.5 * max(width, height))
    for number in range(max(1, reach // tile.shape[0]) + 1):
        row = np.tile(tile, (1, reach // tile.shape[1] + 2))
        rows.append(np.roll(row, (tile.shape[1] // 2) * (number % 2), axis=1)[:, :reach])
    whole = np.concatenate(rows)[:reach]
    if random.random() < 0.7:
        whole = turned(whole, random.choice((30, 45, -30, -45, 20)))
    top, left = (whole.shape[0] - height) // 2, (whole.shape[1] - width) // 2
    mask = whole[max(0, top) :, max(0, left) :][:height, :width]
    mask = np.pad(mask, ((0, height - mask.shape[0]), (0, width - mask.shape[1])))
    tone = _pale(random, canvas, mask, (0, 0))
    cover = cv2.dilate(mask, np.ones((3, 3), np.uint8), iterations=max(1, word.shape[0] // 16))
    _mark(canvas, mask, _closed(cover, 2 * word.shape[0]), (tone, tone, tone), (0, 0), random.uniform(0.2, 0.5))


def _border(canvas: Canvas, random: Random, lines: Lines) -> None:
    """A frame around the picture with words in it."""
    width, height = canvas.size
    wide = max(10, round(min(width, height) * random.uniform(0.05, 0.12)))
    shape = np.zeros((height, width), np.uint8)
    sides = random.choice((("top", "bottom", "left", "right"), ("top", "bottom"), ("bottom",), ("left",)))
    for side in sides:
        {"top": shape[:wide], "bottom": shape[-wide:], "left": shape[:, :wide], "right": shape[:, -wide:]}[side][:] = (
            255
        )
    colour = random.choice(((255, 255, 255), (0, 0, 0), tuple(random.randint(0, 255) for _ in range(3))))
    _mark(canvas, shape, shape, colour, (0, 0))
    for side in sides:
        if random.random() < 0.7 or side == sides[0]:
            mask = lines()
            along = width if side in ("top", "bottom") else height
            scale = min(0.7 * wide / mask.shape[0], 0.9 * along / mask.shape[1])
            mask = scaled(mask, wide=max(4, round(mask.shape[1] * scale)))
            if side in ("left", "right"):
                mask = np.ascontiguousarray(np.rot90(mask))
            x = {"left": wide // 2 - mask.shape[1] // 2, "right": width - wide // 2 - mask.shape[1] // 2}
            y = {"top": wide // 2 - mask.shape[0] // 2, "bottom": height - wide // 2 - mask.shape[0] // 2}
            at = x.get(side, (width - mask.shape[1]) // 2), y.get(side, (height - mask.shape[0]) // 2)
            blend(canvas.pixels, mask, ink_for(random, np.array(colour), 90), *at)


def _measured(canvas: Canvas, random: Random, lines: Lines) -> None:
    """A line with arrows and a length beside it."""
    width, height = canvas.size
    upright = random.random() < 0.5
    ink = ink_for(random, canvas.pixels)
    thick = max(1, round(min(width, height) * random.uniform(0.003, 0.008)))
    mask = scaled(lines(), high=max(7, round(height * random.uniform(0.025, 0.06))))
    if mask.shape[1] > 0.5 * width:
        mask = scaled(mask, wide=round(0.4 * width))
    if upright:
        x = round(width * random.choice((0.06, 0.94, 0.1, 0.9)))
        ends = (x, round(height * random.uniform(0.05, 0.3))), (x, round(height * random.uniform(0.6, 0.95)))
        at = (x + 4 if x < width / 2 else x - mask.shape[1] - 4), height // 2
    else:
        y = round(height * random.choice((0.06, 0.94, 0.1, 0.9)))
        ends = (round(width * random.uniform(0.05, 0.3)), y), (round(width * random.uniform(0.6, 0.95)), y)
        at = (width - mask.shape[1]) // 2, (y + 4 if y < height / 2 else y - mask.shape[0] - 4)
    for one, other in (ends, ends[::-1]):
        cv2.arrowedLine(canvas.pixels, one, other, ink, thick, cv2.LINE_AA, 0, 0.04)
        cv2.line(canvas.laid, one, other, 255, 2 * thick + 2)
    _mark(canvas, mask, filled(mask), ink, at)


Way = Callable[[Canvas, Random, Lines], None]
KINDS: dict[str, tuple[Way, float]] = {
    "text": (_text, 5),
    "small": (_small, 3),
    "strip": (_strip, 3),
    "badge": (_badge, 3),
    "ribbon": (_ribbon, 1.5),
    "watermark": (_watermark, 4),
    "tiled": (_tiled, 3),
    "border": (_border, 1.5),
    "measured": (_measured, 1),
}
"""Each with its weight at training."""
