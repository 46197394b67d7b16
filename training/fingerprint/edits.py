"""Random edits of a picture, as thieves, shops and software make them; two of one picture are a pair to learn from."""

from __future__ import annotations

from random import Random
from typing import Any

import cv2
import numpy as np

SIDE = 64
"""Pixels of the encoder's input, each way."""


def edited(pixels: Any, random: Random, others: list[Any], strong: bool = True) -> Any:
    """(SIDE, SIDE, 3) bytes of a picture after some edits.

    Args:
        pixels: BGR.
        random: chance.
        others: other pictures, for collages and grounds.
        strong: all edits; else only what scaling and saving do.
    """
    if not strong:
        return _saved(_warped(pixels, random, 0.92, 0.0, False), random)
    kind = random.random()
    if kind < 0.08:
        found = _collage(pixels, random, others)
    elif kind < 0.16:
        found = _on_other(pixels, random, others)
    else:
        turn = random.uniform(-15, 15) if random.random() < 0.35 else 0.0
        found = _warped(pixels, random, random.choice((0.6, 0.75, 0.9)), turn, random.random() < 0.4)
    for edit, chance in ((_toned, 0.75), (_overlaid, 0.4), (_blurred, 0.25), (_padded, 0.1)):
        if random.random() < chance:
            found = edit(found, random)
    return _saved(found, random)


def _warped(pixels: Any, random: Random, least: float, turn: float, mirrored: bool) -> Any:
    """A cut of at least that share of each side, turned, brought to SIDE x SIDE whatever its shape."""
    height, width = pixels.shape[:2]
    wide, high = (random.uniform(least, 1.0) for _ in range(2))
    if random.random() < 0.7:
        high = min(1.0, max(least, wide * random.uniform(0.93, 1.07)))
    middle = np.array(
        [
            width * (wide / 2 + random.random() * (1 - wide)),
            height * (high / 2 + random.random() * (1 - high)),
        ]
    )
    angle = np.deg2rad(turn)
    across = np.array([np.cos(angle), np.sin(angle)]) * width * wide / 2
    down = np.array([-np.sin(angle), np.cos(angle)]) * height * high / 2
    if mirrored:
        across = -across
    corners = np.array([middle - across - down, middle + across - down, middle - across + down], np.float32)
    scale = max(width * wide, height * high) / SIDE
    if scale > 2:
        step = 1 / (scale / 1.5)
        pixels = cv2.resize(pixels, None, fx=step, fy=step, interpolation=cv2.INTER_AREA)
        corners *= step
    matrix = cv2.getAffineTransform(corners, np.array([[0, 0], [SIDE, 0], [0, SIDE]], np.float32))
    fill = (255.0, 255.0, 255.0) if random.random() < 0.6 else (0.0, 0.0, 0.0)
    border = random.choice((cv2.BORDER_REPLICATE, cv2.BORDER_CONSTANT))
    return cv2.warpAffine(pixels, matrix, (SIDE, SIDE), flags=cv2.INTER_LINEAR, borderMode=border, borderValue=fill)


def _toned(pixels: Any, random: Random) -> Any:
    values = pixels.astype(np.float32)
    if random.random() < 0.15:
        values[:] = values.mean(axis=2, keepdims=True)
    elif random.random() < 0.3:
        values = values[:, :, random.sample((0, 1, 2), 3)]
    gain = np.array([random.uniform(0.75, 1.25) for _ in range(3)], np.float32)
    values = values * gain * random.uniform(0.8, 1.25) + random.uniform(-30, 30)
    values = 255 * np.clip(values / 255, 0, 1) ** random.uniform(0.7, 1.4)
    return values.astype(np.uint8)


def _overlaid(pixels: Any, random: Random) -> Any:
    """Words, a box or a mark over some of it."""
    found = pixels.copy()
    colour = tuple(random.randint(0, 255) for _ in range(3))
    kind = random.random()
    if kind < 0.5:
        for _ in range(random.randint(1, 3)):
            words = "".join(random.choice("ABCDEHKLMNORSTUWXaeou0123589%") for _ in range(random.randint(3, 9)))
            at = random.randint(-5, SIDE // 2), random.randint(8, SIDE - 2)
            cv2.putText(found, words, at, random.randint(0, 7), random.uniform(0.25, 0.9), colour, random.randint(1, 2))
    elif kind < 0.8:
        width, height = random.randint(6, SIDE // 2), random.randint(6, SIDE // 3)
        left, top = random.randint(0, SIDE - width), random.randint(0, SIDE - height)
        cv2.rectangle(found, (left, top), (left + width, top + height), colour, -1)
    else:
        radius = random.randint(4, 14)
        cv2.circle(found, (random.randint(0, SIDE), random.randint(0, SIDE)), radius, colour, -1)
    share = random.uniform(0.25, 1.0)
    return cv2.addWeighted(found, share, pixels, 1 - share, 0)


def _blurred(pixels: Any, random: Random) -> Any:
    return cv2.GaussianBlur(pixels, (0, 0), random.uniform(0.4, 1.3))


def _padded(pixels: Any, random: Random) -> Any:
    sides = [random.randint(0, SIDE // 7) for _ in range(4)]
    level = random.choice((255, 255, 0, random.randint(0, 255)))
    white = (level, level, level)
    top, bottom, left, right = sides
    wide = cv2.copyMakeBorder(pixels, top, bottom, left, right, cv2.BORDER_CONSTANT, value=white)
    return cv2.resize(wide, (SIDE, SIDE), interpolation=cv2.INTER_LINEAR)


def _collage(pixels: Any, random: Random, others: list[Any]) -> Any:
    """The picture takes most of a collage."""
    canvas = cv2.resize(random.choice(others), (SIDE, SIDE), interpolation=cv2.INTER_AREA)
    part = _warped(pixels, random, 0.9, 0.0, False)
    share = round(SIDE * random.uniform(0.62, 0.8))
    if random.random() < 0.5:
        canvas[:, :share] = cv2.resize(part, (share, SIDE))
    else:
        canvas[:share] = cv2.resize(part, (SIDE, share))
    return canvas


def _on_other(pixels: Any, random: Random, others: list[Any]) -> Any:
    """The picture laid on another ground, with a rim of it to be seen."""
    canvas = cv2.resize(random.choice(others), (SIDE, SIDE), interpolation=cv2.INTER_AREA)
    side = round(SIDE * random.uniform(0.75, 0.95))
    left, top = random.randint(0, SIDE - side), random.randint(0, SIDE - side)
    canvas[top : top + side, left : left + side] = cv2.resize(_warped(pixels, random, 0.9, 0.0, False), (side, side))
    return canvas


def _saved(pixels: Any, random: Random) -> Any:
    if random.random() < 0.3:
        small = random.randint(SIDE // 2, SIDE)
        pixels = cv2.resize(cv2.resize(pixels, (small, small), interpolation=cv2.INTER_AREA), (SIDE, SIDE))
    if random.random() < 0.5:
        coded = cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, random.randint(35, 95)])[1]
        pixels = cv2.imdecode(coded, cv2.IMREAD_COLOR)
    return pixels
