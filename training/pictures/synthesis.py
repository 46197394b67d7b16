"""Pictures of every kind, from a seed: what the network is trained and judged on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from random import Random
from typing import Any

import cv2
import numpy as np

from . import cards, harder, photos, rendering, sources
from .grounds import Pixels, saved
from .sources import Side

SIDE = 128
"""Pixels of the network's input, each way."""

KINDS: Mapping[str, Callable[[Random, Side], Pixels]] = {
    "white": harder.white,
    "setting": harder.setting,
    "detail": photos.detail,
    "drawing": photos.clip_art,
    "rendering": rendering.rendering,
    "collage": photos.collage,
    "screen": cards.screen,
    "card": cards.text_card,
    "chart": cards.chart,
    "logo": cards.logo,
}
"""What each kind is made by, in the order of the network's outputs."""

PHOTOGRAPHS = frozenset({"white", "setting", "detail"})
DRAWN = frozenset({"drawing", "card", "chart", "logo", "screen"})
"""Sides of drawing against photograph; renderings and collages are neither."""


def picture(kind: str, seed: int, side: Side) -> Pixels:
    """One picture of that kind, BGR, up to 448 px long; the same for the same seed."""
    random = Random(f"{side}:{kind}:{seed}")
    return saved(random, KINDS[kind](random, side))


def squared(pixels: Pixels) -> Any:
    """A picture whatever its shape, averaged to SIDE x SIDE."""
    return cv2.resize(pixels, (SIDE, SIDE), interpolation=cv2.INTER_AREA)


VERSION = 2
"""Goes up when the same seed gives another picture, of whatever kind."""


def pool(kind: str, count: int, side: Side) -> Any:
    """(count, SIDE, SIDE, 3) bytes: the pictures of seeds 0 to count, kept beside the sources between runs."""
    file = sources.FETCHED / "pools" / f"{side}-{kind}-{count}-{VERSION}.npy"
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        found = np.stack([squared(picture(kind, seed, side)) for seed in range(count)])
        with file.with_suffix(".part").open("wb") as part:
            np.save(part, found)
        file.with_suffix(".part").rename(file)
    return np.load(file, mmap_mode="r", allow_pickle=False)


def files(kind: str, count: int, side: Side) -> list[bytes]:
    """The same pictures whole, as PNG files; kept likewise."""
    folder = sources.FETCHED / "pools" / f"{side}-{VERSION}"
    folder.mkdir(parents=True, exist_ok=True)
    found = []
    for seed in range(count):
        file = folder / f"{kind}-{seed}.png"
        if not file.exists():
            file.write_bytes(cv2.imencode(".png", picture(kind, seed, side))[1].tobytes())
        found.append(file.read_bytes())
    return found
