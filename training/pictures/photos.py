"""Kinds made of real photographs: on white, in a setting, a detail, several put together."""

from __future__ import annotations

from functools import cache
from random import Random
from typing import Any

import cv2
import numpy as np

from . import sources
from .grounds import Pixels, colour, fitted, laid, part, plain, read, read_cut, shadow, size
from .sources import Side

IN_A_SETTING: dict[Side, tuple[str, ...]] = {
    "train": ("images/clothing_cc0",),
    "judge": ("images/grocery_in_store", "images/sabaceramics", "near_dup/imagededup"),
}
NOT_PHOTOGRAPHS = ("logo", "ukbench09268")
"""What lies in those folders and is none of a thing in a setting: a maker's mark."""


@cache
def _all(side: Side) -> list[Any]:
    files = [file for source in IN_A_SETTING[side] for file in sources.photographs(source)]
    return [file for file in files if not any(word in file.stem.lower() for word in NOT_PHOTOGRAPHS)]


def some(random: Random, side: Side) -> Pixels:
    """A photograph of that side."""
    while True:
        found = read(random.choice(_all(side)))
        if found is not None:
            return found


def setting(random: Random, side: Side) -> Pixels:
    """A photograph as it was taken, or most of it."""
    return toned(random, part(random, some(random, side), 0.72, 1.0))


def detail(random: Random, side: Side) -> Pixels:
    """A part of a photograph from around its middle, as of a close look: cloth, a seam, a button fill the frame."""
    photo = some(random, side)
    high, wide = photo.shape[:2]
    middle = photo[high // 5 : high - high // 5, wide // 5 : wide - wide // 5]
    cut = part(random, middle, 0.25, 0.6)
    found = cv2.resize(cut, size(random, 320), interpolation=cv2.INTER_CUBIC)
    sharp = found + 0.6 * (found.astype(np.float32) - cv2.GaussianBlur(found, (0, 0), 1.6))
    return toned(random, np.clip(sharp, 0, 255).astype(np.uint8))


def on_white(random: Random, side: Side) -> Pixels:
    """A thing on a white ground: for the training cut out of a photograph, for the judging as it was taken."""
    if side == "judge":
        photos = sources.photographs("images/grocery_white_bg")
        found = read(random.choice(photos))
        while found is None:
            found = read(random.choice(photos))
        return _margined(random, toned(random, found, white=True))
    wide, high = size(random)
    level = random.choice((255, 255, 255, 252, 246, 238))
    ground = np.full((high, wide, 3), level, np.uint8)
    for _ in range(1 if random.random() < 0.85 else random.randint(2, 3)):
        photo = some(random, side)
        cover = _garment(photo) if random.random() < 0.65 else None
        if cover is None:
            cover = _shape(random, photo)
            photo = _shaded(random, photo, cover)
        left, top, width, height = cv2.boundingRect((cover > 0.5).astype(np.uint8))
        if width < 8 or height < 8:
            continue
        thing, cover = photo[top : top + height, left : left + width], cover[top : top + height, left : left + width]
        if random.random() < 0.4:
            thing, cover = cv2.rotate(thing, cv2.ROTATE_90_CLOCKWISE), cv2.rotate(cover, cv2.ROTATE_90_CLOCKWISE)
        box_wide, box_high = round(wide * random.uniform(0.45, 0.95)), round(high * random.uniform(0.45, 0.95))
        box = random.randint(0, wide - box_wide), random.randint(0, high - box_high), box_wide, box_high
        if random.random() < 0.5:
            blank = np.zeros_like(ground)
            whole = laid(blank, np.full_like(thing, 255), cover[:, :, None], box)[:, :, 0].astype(np.float32) / 255
            ground = shadow(random, ground, whole)
        ground = laid(ground, toned(random, thing), cover[:, :, None], box)
    return ground


def collage(random: Random, side: Side) -> Pixels:
    """Two to nine pictures in a grid, with gutters or without, or one laid over another."""
    wide, high = size(random)
    if random.random() < 0.2:
        found = cv2.resize(_any(random, side), (wide, high), interpolation=cv2.INTER_AREA)
        for _ in range(random.randint(1, 3)):
            inset = round(wide * random.uniform(0.22, 0.42)), round(high * random.uniform(0.22, 0.42))
            left, top = random.randint(0, wide - inset[0]), random.randint(0, high - inset[1])
            found[top : top + inset[1], left : left + inset[0]] = cv2.resize(_any(random, side), inset)
            if random.random() < 0.6:
                corner = left + inset[0], top + inset[1]
                cv2.rectangle(found, (left, top), corner, colour(random), random.randint(2, 6))
        return found
    gutter = random.choice((0, 0, 2, 4, 8, 14))
    found = np.full((high, wide, 3), random.choice(((255,) * 3, (255,) * 3, (0, 0, 0), colour(random))), np.uint8)
    rows = random.choice(((1, 1), (1, 1), (2, 2), (1, 2), (2, 1), (3, 3), (1, 2, 3), (2, 3), (1,), (2,), (4, 4)))
    if rows == (1, 1) and random.random() < 0.5:
        rows = (2,)
    top = 0
    heights = [random.uniform(0.7, 1.3) if random.random() < 0.4 else 1.0 for _ in rows]
    if len(rows) == 1 and rows[0] == 1:
        rows, heights = (1, 1), [1.0, 1.0]
    for number, panels in enumerate(rows):
        bottom = high if number == len(rows) - 1 else top + round(high * heights[number] / sum(heights))
        for panel in range(panels):
            left, right = wide * panel // panels, wide * (panel + 1) // panels
            width, height = max(8, right - left - gutter), max(8, bottom - top - gutter)
            one = _filling(_any(random, side), width, height)
            found[top : top + height, left : left + width] = one
        top = bottom
    return found


def _any(random: Random, side: Side) -> Pixels:
    kind = random.random()
    if kind < 0.35:
        return on_white(random, side)
    if kind < 0.5:
        return detail(random, side)
    if kind < 0.58:
        return clip_art(random, side)
    return setting(random, side)


def clip_art(random: Random, side: Side) -> Pixels:
    """One to several drawings on white or on one colour."""
    wide, high = size(random)
    found = np.full((high, wide, 3), 255, np.uint8) if random.random() < 0.5 else plain(random, wide, high, True)
    if random.random() < 0.12:
        found = fitted(cv2.resize(found, (wide, high)), 448)
    count = 1 if random.random() < 0.72 else random.randint(2, 6)
    for number in range(count):
        cut = None
        while cut is None:
            cut = read_cut(random.choice(sources.clip_art(side)))
        least = 0.5 if count == 1 else 0.25
        box_wide, box_high = (
            round(length * random.uniform(least, 0.98 if count == 1 else 0.5)) for length in (wide, high)
        )
        box = random.randint(0, wide - box_wide), random.randint(0, high - box_high), box_wide, box_high
        pixels, opacity = cut
        if random.random() < 0.2:
            pixels = pixels[:, :, random.sample((0, 1, 2), 3)]
        found = laid(found, np.ascontiguousarray(pixels), opacity, box)
        if number == 0 and random.random() < 0.15:
            cv2.rectangle(found, (3, 3), (wide - 4, high - 4), colour(random), random.randint(1, 5))
    return found


def toned(random: Random, pixels: Pixels, white: bool = False) -> Pixels:
    """Another light: brighter, darker, warmer, mirrored, another colour of the thing."""
    if random.random() < 0.5:
        pixels = pixels[:, ::-1]
    values = pixels.astype(np.float32) / 255
    if white:
        return (255 * values ** random.uniform(0.85, 1.15)).astype(np.uint8)
    if random.random() < 0.25:
        values = values[:, :, random.sample((0, 1, 2), 3)]
    gain = np.array([random.uniform(0.85, 1.15) for _ in range(3)], np.float32) * random.uniform(0.75, 1.25)
    return (255 * np.clip(values * gain, 0, 1) ** random.uniform(0.75, 1.3)).astype(np.uint8)


def _margined(random: Random, pixels: Pixels) -> Pixels:
    sides = [round(max(pixels.shape) * random.choice((0, 0, random.uniform(0, 0.25)))) for _ in range(4)]
    top, bottom, left, right = sides
    return cv2.copyMakeBorder(pixels, top, bottom, left, right, cv2.BORDER_CONSTANT, value=(255, 255, 255))


def _filling(pixels: Pixels, width: int, height: int) -> Pixels:
    scale = max(width / pixels.shape[1], height / pixels.shape[0])
    to = max(width, round(pixels.shape[1] * scale)), max(height, round(pixels.shape[0] * scale))
    large = cv2.resize(pixels, to, interpolation=cv2.INTER_AREA)
    left, top = (to[0] - width) // 2, (to[1] - height) // 2
    return large[top : top + height, left : left + width]


def _garment(photo: Pixels) -> Any | None:
    """What GrabCut tells from the ground, (height, width) of 0 to 1; None where that is no plausible thing."""
    small = fitted(photo, 110)
    mask = np.full(small.shape[:2], cv2.GC_BGD, np.uint8)
    high, wide = mask.shape
    mask[high // 14 : high - high // 14, wide // 14 : wide - wide // 14] = cv2.GC_PR_FGD
    try:
        cv2.grabCut(small, mask, (0, 0, 1, 1), np.zeros((1, 65)), np.zeros((1, 65)), 1, cv2.GC_INIT_WITH_MASK)
    except cv2.error:
        return None
    cover = ((mask == cv2.GC_FGD) | (mask == cv2.GC_PR_FGD)).astype(np.uint8)
    cover = cv2.morphologyEx(cover, cv2.MORPH_OPEN, np.ones((5, 5), np.uint8))
    if not 0.12 < cover.mean() < 0.75:
        return None
    large = cv2.resize(cover.astype(np.float32), photo.shape[1::-1], interpolation=cv2.INTER_LINEAR)
    return cv2.GaussianBlur(large, (0, 0), 1.0)


def _shape(random: Random, photo: Pixels) -> Any:
    """A thing's outline over a photograph, (height, width) of 0 to 1: bowls, boxes, bottles, rings of its texture."""
    high, wide = photo.shape[:2]
    cover = np.zeros((high, wide), np.uint8)
    middle = wide // 2, high // 2
    kind = random.randint(0, 4)
    if kind == 0:
        axes = round(wide * random.uniform(0.15, 0.45)), round(high * random.uniform(0.15, 0.45))
        cv2.ellipse(cover, middle, axes, random.randint(0, 179), 0, 360, 255, -1)
    elif kind == 1:
        axes = round(wide * random.uniform(0.2, 0.4)), round(high * random.uniform(0.2, 0.4))
        cv2.ellipse(cover, middle, axes, 0, 0, 360, 255, round(wide * random.uniform(0.04, 0.15)))
    elif kind == 2:
        corners = cv2.boxPoints(
            (
                middle,
                (wide * random.uniform(0.2, 0.8), high * random.uniform(0.2, 0.8)),
                random.choice((0, 0, random.uniform(-30, 30))),
            )
        )
        cv2.fillPoly(cover, [corners.astype(np.int32)], 255)
    else:
        down = np.linspace(0.1, 0.9, 24) * high
        widths = wide * 0.5 * np.abs(np.cumsum([random.uniform(-0.12, 0.12) for _ in down]) + random.uniform(0.3, 0.8))
        widths = np.clip(cv2.GaussianBlur(widths.astype(np.float32), (0, 0), 1.5).ravel(), 5, wide * 0.48)
        left, right = np.stack([middle[0] - widths, down], 1), np.stack([middle[0] + widths, down], 1)
        cv2.fillPoly(cover, [np.concatenate([left, right[::-1]]).astype(np.int32)], 255)
    return cv2.GaussianBlur(cover, (0, 0), 0.8).astype(np.float32) / 255


def _shaded(random: Random, photo: Pixels, cover: Any) -> Pixels:
    """Round: lit from one side, dark at the rim."""
    inner = cv2.distanceTransform((cover > 0.5).astype(np.uint8), cv2.DIST_L2, 3)
    rise = np.clip(inner / (random.uniform(0.15, 1.0) * max(1.0, float(inner.max()))), 0, 1)
    slope = cv2.Sobel(cv2.GaussianBlur(rise, (0, 0), 3), cv2.CV_32F, 1, 1 if random.random() < 0.3 else 0)
    light = 0.55 + 0.45 * np.sqrt(rise) + random.uniform(-6, 6) * slope
    return np.clip(photo * np.clip(light, 0.2, 1.5)[:, :, None], 0, 255).astype(np.uint8)


def thing(random: Random, side: Side) -> Pixels:
    """A small picture such as shops show in rows."""
    return on_white(random, side) if random.random() < 0.2 else setting(random, side)
