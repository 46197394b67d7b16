"""Marks of firms on photographs: printed, engraved, stitched, in several colours, tilted, partly hidden."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any

import cv2
import numpy as np

from .. import sources
from ..grounds import Pixels, colour, read
from ..photos import NOT_PHOTOGRAPHS
from ..shapes import mask
from ..sources import Side

WAYS = ("printed", "coloured", "engraved", "stitched", "tilted", "hidden")


@dataclass(frozen=True, slots=True)
class Laid:
    """A photograph with a mark."""

    pixels: Pixels
    mark: str
    way: str
    box: tuple[float, float, float, float]
    """Left, top, right, bottom as shares of the picture."""


@cache
def grounds(side: Side) -> tuple[Path, ...]:
    """Photographs: half of the clothes for the training, the other half and all other sources for the judging."""
    clothes = sources.photographs("images/clothing_cc0")
    own = [one for one in clothes if (sha256(one.stem.encode()).digest()[0] < 128) == (side == "judge")]
    if side == "judge":
        for source in ("images/grocery_in_store", "images/sabaceramics", "near_dup/imagededup"):
            own += sources.photographs(source)
    return tuple(one for one in own if not any(word in one.stem.lower() for word in NOT_PHOTOGRAPHS))


def photograph(random: Random, side: Side) -> Pixels:
    """One of them, up to 512 px long."""
    while True:
        found = read(random.choice(grounds(side)), 512)
        if found is not None:
            return found


def squashed(path: Path, longest: int = 96) -> Any:
    """(longest, longest) bytes, 255 where the mark is, its own box stretched to the square."""
    whole = mask(path, longest)
    left, top, wide, high = cv2.boundingRect((whole > 40).astype(np.uint8))
    return cv2.resize(whole[top : top + high, left : left + wide], (longest, longest), interpolation=cv2.INTER_AREA)


def laid(random: Random, side: Side, path: Path, way: str = "") -> Laid:
    """A mark on a photograph, between a tenth and a half of its shorter side long."""
    photo = photograph(random, side)
    high, wide = photo.shape[:2]
    way = way or random.choice(WAYS)
    longest = round(min(wide, high) * random.uniform(0.12, 0.45))
    shape = np.pad(mask(path, longest), longest)
    cover = _turned(random, shape, longest, 25 if way == "tilted" else 7, 0.18 if way == "tilted" else 0.04)
    left, top = _calm(random, photo, longest)
    whole = np.zeros((high, wide), np.float32)
    y0, x0 = top - longest, left - longest
    ys, xs = slice(max(0, y0), min(high, y0 + cover.shape[0])), slice(max(0, x0), min(wide, x0 + cover.shape[1]))
    whole[ys, xs] = cover[ys.start - y0 : ys.stop - y0, xs.start - x0 : xs.stop - x0] / 255
    seen = whole > 0.3
    if not seen.any():
        return laid(random, side, path, way)
    found = _PUT.get(way, _printed)(random, photo, whole)
    rows, columns = np.flatnonzero(seen.any(1)), np.flatnonzero(seen.any(0))
    box = columns[0] / wide, rows[0] / high, (columns[-1] + 1) / wide, (rows[-1] + 1) / high
    if way == "hidden":
        found = _hidden(random, found, photo, (columns[0], rows[0], columns[-1] + 1, rows[-1] + 1))
    return Laid(found, path.stem, way, tuple(map(float, box)))  # type: ignore[arg-type]


def _calm(random: Random, photo: Pixels, longest: int) -> tuple[int, int]:
    """Left and top of the calmest of five places: marks are put where there is room for them."""
    high, wide = photo.shape[:2]
    luma = cv2.cvtColor(photo, cv2.COLOR_BGR2GRAY)
    places = [(random.randint(2, wide - longest - 3), random.randint(2, high - longest - 3)) for _ in range(5)]
    return min(places, key=lambda at: float(luma[at[1] : at[1] + longest, at[0] : at[0] + longest].std()))


def _turned(random: Random, shape: Any, longest: int, most: float, bend: float) -> Any:
    side = shape.shape[0]
    matrix = cv2.getRotationMatrix2D((side / 2, side / 2), random.uniform(-most, most), 1)
    corners = np.array([[longest, longest], [2 * longest, longest], [2 * longest, 2 * longest], [longest, 2 * longest]])
    aims = corners @ matrix[:, :2].T + matrix[:, 2]
    aims = aims + np.array([[random.uniform(-bend, bend) * longest for _ in range(2)] for _ in range(4)])
    warp = cv2.getPerspectiveTransform(corners.astype(np.float32), aims.astype(np.float32))
    return cv2.warpPerspective(shape, warp, (side, side), flags=cv2.INTER_AREA)


def _ink(random: Random, photo: Pixels, cover: Any) -> Any:
    """A colour that can be told from what it lies on."""
    ground = photo[cover > 0.3].mean(axis=0)
    for _ in range(20):
        found = np.array(colour(random), np.float32)
        if abs(float(np.dot(found - ground, (0.114, 0.587, 0.299)))) > 50:
            return found
    return np.array((255, 255, 255) if ground.mean() < 128 else (0, 0, 0), np.float32)


def _printed(random: Random, photo: Pixels, cover: Any, tone: Any = None) -> Pixels:
    """In one colour, in the light of what lies under it."""
    ink = _ink(random, photo, cover) if tone is None else tone
    luma = cv2.GaussianBlur(cv2.cvtColor(photo, cv2.COLOR_BGR2GRAY), (0, 0), 1).astype(np.float32)
    light = np.clip(luma / max(20.0, float(luma[cover > 0.3].mean())), 0.5, 1.4) ** random.uniform(0.2, 1.0)
    share = (cover * random.uniform(0.75, 1.0))[:, :, None]
    return np.clip(photo * (1 - share) + ink * light[:, :, None] * share, 0, 255).astype(np.uint8)


def _coloured(random: Random, photo: Pixels, cover: Any) -> Pixels:
    """From one colour to another, perhaps with an edge."""
    first, second = _ink(random, photo, cover), _ink(random, photo, cover)
    share = np.linspace(0, 1, photo.shape[1], dtype=np.float32)[None, :, None]
    found = _printed(random, photo, cover, first * (1 - share) + second * share)
    if random.random() < 0.5:
        edge = cv2.dilate(cover, np.ones((3, 3))) - cv2.erode(cover, np.ones((3, 3)))
        found = _printed(random, found, edge, np.array(colour(random), np.float32))
    return found


def _engraved(random: Random, photo: Pixels, cover: Any) -> Pixels:
    """Cut in: one rim in shadow, the other in light, the ground a little darker."""
    soft = cv2.GaussianBlur(cover, (0, 0), random.uniform(0.8, 1.6))
    slope = cv2.Sobel(soft, cv2.CV_32F, 1, 0) + cv2.Sobel(soft, cv2.CV_32F, 0, 1)
    depth = random.choice((-1, 1)) * random.uniform(25, 60)
    values = photo * (1 - random.uniform(0.12, 0.45) * cover[:, :, None]) + depth * slope[:, :, None]
    return np.clip(values, 0, 255).astype(np.uint8)


def _stitched(random: Random, photo: Pixels, cover: Any) -> Pixels:
    """Of threads that lie side by side, with a rim in shadow."""
    high, wide = cover.shape
    angle, width = random.uniform(0, np.pi), random.uniform(2.0, 4.0)
    y, x = np.mgrid[:high, :wide].astype(np.float32)
    along = (x * np.cos(angle) + y * np.sin(angle)) / width
    noise = np.random.default_rng(random.getrandbits(32)).normal(0, 0.08, (high, wide)).astype(np.float32)
    thread = 0.8 + 0.25 * np.sin(2 * np.pi * along) + noise
    ink = _ink(random, photo, cover)
    shade = cv2.GaussianBlur(cover, (0, 0), 2.5)
    under = photo * (1 - 0.35 * np.clip(shade - cover, 0, 1))[:, :, None]
    share = cover[:, :, None]
    return np.clip(under * (1 - share) + ink * thread[:, :, None] * share, 0, 255).astype(np.uint8)


def _hidden(random: Random, found: Pixels, photo: Pixels, box: tuple[int, int, int, int]) -> Pixels:
    """A fold, a finger, a label lies over up to a third of it."""
    left, top, right, bottom = box
    wide, high = right - left, bottom - top
    share = random.uniform(0.12, 0.32)
    side = random.randint(0, 3)
    cuts = (
        (left, top, left + wide * share, bottom),
        (right - wide * share, top, right, bottom),
        (left, top, right, top + high * share),
        (left, bottom - high * share, right, bottom),
    )
    x0, y0, x1, y1 = map(round, cuts[side])
    found = found.copy()
    if random.random() < 0.5:
        found[y0:y1, x0:x1] = photo[y0:y1, x0:x1]
    else:
        found[y0:y1, x0:x1] = colour(random)
    return found


_PUT = {"coloured": _coloured, "engraved": _engraved, "stitched": _stitched}
