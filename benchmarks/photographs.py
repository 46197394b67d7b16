"""Made-up listing photographs: seeded JPEG files of 500 to 3,000 px, a quarter on white, a quarter progressive.

Where the photographs of ../shared/data/images are at hand, pictures are cut from and put together of them; else of
noise that falls off with frequency as photographs do. Nothing of them is kept.
"""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

Pixels = npt.NDArray[np.uint8]

SHARED = Path(__file__).parents[2] / "shared" / "data" / "images"
SIDES = (500, 800, 1000, 1000, 1200, 1500, 1600, 2000, 2400, 3000)


class Photographer:
    """Makes pictures, the same for the same seed."""

    def __init__(self, random: Random) -> None:
        self.random = random
        large = sorted((SHARED / "sabaceramics").glob("*")) if SHARED.is_dir() else []
        small = sorted((SHARED / "clothing_cc0").rglob("*.jpg")) if SHARED.is_dir() else []
        self.large = [pixels for path in large if (pixels := cv2.imread(str(path))) is not None]
        self.small = [pixels for path in small[::4] if (pixels := cv2.imread(str(path))) is not None]
        self.source = "photographs" if self.large and self.small else "noise"

    def write(self, folder: Path, count: int) -> list[Path]:
        """So many files."""
        paths = []
        for number in range(count):
            path = folder / f"{number:05}.jpg"
            path.write_bytes(self.jpeg(SIDES[number % len(SIDES)], white=number % 4 == 1, progressive=number % 4 == 2))
            paths.append(path)
        return paths

    def jpeg(self, side: int, white: bool, progressive: bool) -> bytes:
        """One file, its longer side so many pixels."""
        pixels = self._product(side) if white else self._scene(side)
        options = [
            cv2.IMWRITE_JPEG_QUALITY,
            self.random.randint(75, 95),
            cv2.IMWRITE_JPEG_PROGRESSIVE,
            int(progressive),
        ]
        if self.random.random() < 0.2:
            options += [cv2.IMWRITE_JPEG_SAMPLING_FACTOR, cv2.IMWRITE_JPEG_SAMPLING_FACTOR_444]
        return cv2.imencode(".jpg", pixels, options)[1].tobytes()

    def _scene(self, side: int) -> Any:
        width, height = self.random.choice(((1.0, 0.75), (0.75, 1.0), (1.0, 1.0), (1.0, 0.667)))
        return self._cut(round(side * width), round(side * height))

    def _product(self, side: int) -> Any:
        ground = np.full((side, side, 3), 255, np.uint8)
        share = self.random.uniform(0.3, 0.9)
        inner = round(side * share)
        thing = self._cut(inner, inner)
        mask = np.zeros((inner, inner), np.uint8)
        half = inner // 2
        cv2.ellipse(mask, (half, half), (half, round(half * self.random.uniform(0.4, 1))), 0, 0, 360, 255, -1)
        left, top = (self.random.randint(0, side - inner) for _ in range(2))
        part = ground[top : top + inner, left : left + inner]
        part[mask > 0] = thing[mask > 0]
        return ground

    def _cut(self, width: int, height: int) -> Any:
        if self.source == "noise":
            return self._noise(width, height)
        if max(width, height) > 1200 or self.random.random() < 0.5:
            return self._cover(self.random.choice(self.large), width, height)
        cut = self._cover(self.random.choice(self.small), width, height).astype(np.int16)
        grain = np.random.default_rng(self.random.randrange(1 << 30)).integers(-5, 6, cut.shape[:2], np.int16)
        return np.clip(cut + grain[:, :, None], 0, 255).astype(np.uint8)

    def _cover(self, pixels: Any, width: int, height: int) -> Any:
        """A cut of that size, shrunk by up to 2 at random, enlarged only where the source is too small."""
        least = max(width / pixels.shape[1], height / pixels.shape[0])
        scale = max(least, min(1.0, self.random.uniform(least, 2 * least)))
        size = (max(width, round(pixels.shape[1] * scale)), max(height, round(pixels.shape[0] * scale)))
        scaled = cv2.resize(pixels, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC)
        left = self.random.randint(0, scaled.shape[1] - width)
        top = self.random.randint(0, scaled.shape[0] - height)
        return scaled[top : top + height, left : left + width]

    def _noise(self, width: int, height: int) -> Any:
        chance = np.random.default_rng(self.random.randrange(1 << 30))
        total = np.zeros((height, width, 3), np.float32)
        size = 4
        while size < max(width, height):
            layer = chance.normal(0, 1, (size, size, 3)).astype(np.float32)
            total += cv2.resize(layer, (width, height), interpolation=cv2.INTER_CUBIC)
            size *= 2
        return np.clip(128 + 28 * total, 0, 255).astype(np.uint8)
