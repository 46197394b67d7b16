"""Photographs that are easily taken for something else: printed goods on white, heaps of things that fill the frame."""

from __future__ import annotations

from random import Random
from typing import Any

import cv2
import numpy as np

from . import photos, sources
from .grounds import Pixels, colour, laid, plain, read_cut, shadow, size
from .sources import Side


def white(random: Random, side: Side) -> Pixels:
    """A thing on white; in the training three of ten are printed goods."""
    if side == "train" and random.random() < 0.3:
        return printed(random, side)
    return photos.on_white(random, side)


def setting(random: Random, side: Side) -> Pixels:
    """A photograph as it was taken; in the training one of five is a heap of things cut out of photographs."""
    if side == "train" and random.random() < 0.2:
        return heap(random, side)
    return photos.setting(random, side)


def printed(random: Random, side: Side) -> Pixels:
    """Boxes, bottles and cloth with drawings on them, in a photograph's light, on white."""
    wide, high = size(random)
    ground = np.full((high, wide, 3), random.choice((255, 255, 255, 250, 242)), np.uint8)
    for _ in range(1 if random.random() < 0.8 else 2):
        photo = cv2.resize(photos.some(random, side), (240, 300), interpolation=cv2.INTER_AREA)
        face = _face(random, side, 240, 300)
        light = cv2.GaussianBlur(cv2.cvtColor(photo, cv2.COLOR_BGR2GRAY), (0, 0), random.uniform(5, 25)).astype(
            np.float32
        )
        light = 1 + random.uniform(0.25, 0.8) * (light / max(30.0, float(light.mean())) - 1)
        face = np.clip(face * np.clip(light, 0.35, 1.3)[:, :, None], 0, 255)
        face += np.random.default_rng(random.getrandbits(32)).normal(0, random.uniform(1, 5), face.shape)
        found = np.clip(face, 0, 255).astype(np.uint8)
        cover = _outline(random, found)
        found = _bent(random, found, cover)
        box_wide, box_high = round(wide * random.uniform(0.4, 0.9)), round(high * random.uniform(0.5, 0.95))
        box = random.randint(0, wide - box_wide), random.randint(0, high - box_high), box_wide, box_high
        if random.random() < 0.6:
            blank = laid(np.zeros_like(ground), np.full_like(found, 255), cover[:, :, None], box)
            ground = shadow(random, ground, blank[:, :, 0].astype(np.float32) / 255)
        ground = laid(ground, found, cover[:, :, None], box)
    return ground


def _face(random: Random, side: Side, wide: int, high: int) -> Any:
    """What is printed: one to four drawings and stripes on a colour."""
    found = plain(random, wide, high, pale=random.random() < 0.6)
    for _ in range(random.randint(0, 2)):
        top = random.randint(0, high - 20)
        cv2.rectangle(found, (0, top), (wide, top + random.randint(8, 80)), colour(random), -1)
    for _ in range(random.randint(1, 4)):
        cut = read_cut(random.choice(sources.clip_art(side)))
        if cut is None:
            continue
        box_wide, box_high = random.randint(60, 200), random.randint(60, 200)
        box = random.randint(0, wide - box_wide), random.randint(0, high - box_high), box_wide, box_high
        found = laid(found, np.ascontiguousarray(cut[0]), cut[1], box)
    for _ in range(random.randint(0, 4)):
        words = "".join(random.choice("ABCDEFGHILMNOPRSTUaeilmnorst ") for _ in range(random.randint(3, 10)))
        at = random.randint(0, wide // 2), random.randint(30, high - 5)
        cv2.putText(
            found, words, at, random.randint(0, 4), random.uniform(0.5, 1.6), colour(random), random.randint(1, 4)
        )
    return found.astype(np.float32)


def _outline(random: Random, face: Pixels) -> Any:
    """The whole, with round corners or a neck; (height, width) of 0 to 1."""
    high, wide = face.shape[:2]
    cover = np.zeros((high, wide), np.uint8)
    rim = random.randint(1, 6)
    if random.random() < 0.4:
        top = random.randint(20, 90)
        neck = random.randint(wide // 6, wide // 3)
        cv2.rectangle(cover, (wide // 2 - neck, rim), (wide // 2 + neck, top), 255, -1)
        cv2.rectangle(cover, (rim, top), (wide - rim, high - rim), 255, -1)
    else:
        cv2.rectangle(cover, (rim, rim), (wide - rim, high - rim), 255, -1)
    soft = cv2.GaussianBlur(cover, (0, 0), random.uniform(0.6, 8.0))
    return np.clip((soft.astype(np.float32) - 100) / 60, 0, 1)


def _bent(random: Random, face: Pixels, cover: Any) -> Pixels:
    """Round as a bottle is, or a box with one side in shadow."""
    wide = cover.shape[1]
    across = np.linspace(-1, 1, wide, dtype=np.float32)
    if random.random() < 0.5:
        light = 0.35 + 0.65 * np.sqrt(np.clip(1 - (0.9 * across + random.uniform(-0.3, 0.3)) ** 2, 0, 1))
    else:
        light = np.where(across < random.uniform(-0.7, 0.7), random.uniform(0.6, 0.85), 1.0)
    return np.clip(face * light[None, :, None], 0, 255).astype(np.uint8)


def heap(random: Random, side: Side) -> Pixels:
    """Twenty to ninety like things over one another, as on a market's stall."""
    wide, high = size(random)
    found = cv2.resize(photos.some(random, side), (wide, high), interpolation=cv2.INTER_AREA)
    things = []
    for _ in range(random.choice((1, 1, 2, 3))):
        photo = cv2.resize(photos.some(random, side), (200, 200), interpolation=cv2.INTER_AREA)
        things.append(photo[random.randint(0, 60) : 140, random.randint(0, 60) : 140])
    longest = round(min(wide, high) * random.uniform(0.1, 0.34))
    for _ in range(min(90, round(3.0 * wide * high / longest**2))):
        photo = random.choice(things)
        across, down = (max(8, round(longest * random.uniform(0.6, 1.1))) for _ in range(2))
        small = cv2.resize(photo, (across, down), interpolation=cv2.INTER_AREA)
        y, x = np.mgrid[-1 : 1 : down * 1j, -1 : 1 : across * 1j]
        away = x**2 + y**2
        light = np.clip(1.15 - 0.6 * ((x + 0.3) ** 2 + (y + 0.4) ** 2), 0.25, 1.2)
        cover = np.clip((1 - away) * 6, 0, 1)[:, :, None]
        left, top = random.randint(0, wide - across), random.randint(0, high - down)
        part = found[top : top + down, left : left + across]
        part[:] = part * (1 - cover) + np.clip(small * light[:, :, None] * random.uniform(0.7, 1.15), 0, 255) * cover
    return photos.toned(random, found)
