"""Draws the pictures of fixtures/pictures: `python -m tools.pictures`. Bowls that nobody made, small as files go.

Each file has the one fault that its name tells, or none. What is drawn is the same on every run; bytes may differ with
the version of the library that writes them.
"""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

FOLDER = Path(__file__).parents[1] / "fixtures" / "pictures"
WHITE = (255, 255, 255)
CLAY, INK, OAK = (168, 98, 62), (52, 70, 110), (150, 112, 74)


def bowl(size: tuple[int, int], ground: tuple[int, int, int], colour: tuple[int, int, int], fill: float) -> Image.Image:
    """A bowl that takes a share of the width, drawn twice as large and brought down, so that its rim is smooth."""
    width, height = size
    picture = Image.new("RGB", (2 * width, 2 * height), ground)
    draw = ImageDraw.Draw(picture)
    half, middle, level = fill * width, width, int(0.8 * height)
    draw.pieslice((middle - half, level - half, middle + half, level + half), 0, 180, fill=colour)
    darker = tuple(int(0.6 * one) for one in colour)
    draw.ellipse((middle - half, level - half / 5, middle + half, level + half / 5), fill=darker)
    for ring in range(3):
        below = level + half * (0.25 + 0.2 * ring)
        wide = half * (0.9 - 0.17 * ring)
        draw.line((middle - wide, below, middle + wide, below), fill=darker, width=max(2, int(half / 40)))
    return picture.resize(size, Image.Resampling.LANCZOS)


def boards(size: tuple[int, int], seed: int) -> Image.Image:
    """A table of boards with some grain."""
    random = np.random.default_rng(seed)
    width, height = size
    grain = random.normal(0, 10, (height // 6 + 1, 12)).repeat(6, axis=0)[:height]
    across = np.stack([np.interp(np.linspace(0, 11, width), np.arange(12), row) for row in grain])
    shade = (np.array(OAK) + across[..., None]).clip(0, 255).astype(np.uint8)
    return Image.fromarray(shade)


def on_boards(size: tuple[int, int], colour: tuple[int, int, int], seed: int) -> Image.Image:
    """A bowl on a table."""
    picture, thing = boards(size, seed), bowl(size, WHITE, colour, 0.6)
    mask = thing.convert("L").point([255 if level < 250 else 0 for level in range(256)])
    picture.paste(thing, (0, 0), mask)
    return picture


def jpeg(picture: Image.Image, name: str, quality: int = 80, exif: Image.Exif | None = None) -> bytes:
    """Write it, and give its bytes."""
    stream = io.BytesIO()
    picture.save(stream, "JPEG", quality=quality, optimize=True, **({"exif": exif} if exif else {}))
    (FOLDER / name).write_bytes(stream.getvalue())
    return stream.getvalue()


def somewhere() -> Image.Exif:
    """EXIF that tells a place (in the sea off Ghana, where both degrees are 0)."""
    exif = Image.Exif()
    place = exif.get_ifd(0x8825)
    place.update({1: "N", 2: (0.0, 0.0, 1.0), 3: "E", 4: (0.0, 0.0, 1.0)})
    exif[0x8825] = place
    return exif


def main() -> None:
    """Draw them all."""
    FOLDER.mkdir(exist_ok=True)
    jpeg(bowl((1200, 1000), WHITE, CLAY, 0.9), "bowl.jpg")
    jpeg(on_boards((1100, 1000), CLAY, 1), "bowl on a table.jpg", 60)
    jpeg(on_boards((1100, 1000), CLAY, 1).resize((1056, 960)), "bowl again.jpg", 50)
    jpeg(bowl((1000, 1000), WHITE, CLAY, 0.9).crop((0, 300, 1000, 1000)), "bowl from near.jpg")
    jpeg(on_boards((1000, 1000), INK, 2), "on a table.jpg", 60)
    jpeg(bowl((400, 360), WHITE, INK, 0.9), "small.jpg")
    jpeg(bowl((1000, 1000), (250, 250, 250), INK, 0.9), "on nearly white.jpg")
    jpeg(bowl((1000, 1000), WHITE, INK, 0.35), "far away.jpg")
    jpeg(bowl((1200, 1000), WHITE, INK, 0.9).filter(ImageFilter.GaussianBlur(14)), "blurred.jpg")
    jpeg(on_boards((1000, 900), INK, 3), "at home.jpg", 60, somewhere())
    bowl((1000, 1000), WHITE, INK, 0.9).save(FOLDER / "is a webp.jpg", "WEBP", quality=70)
    frames = [bowl((600, 600), WHITE, INK, fill).quantize(16) for fill in (0.9, 0.85, 0.8)]
    frames[0].save(FOLDER / "moves.gif", save_all=True, append_images=frames[1:], duration=200)
    through = bowl((1000, 1000), WHITE, INK, 0.9).convert("RGBA")
    through.putalpha(through.convert("L").point([255 if level < 250 else 0 for level in range(256)]))
    through.quantize(32).save(FOLDER / "see-through.png", optimize=True)
    whole = jpeg(bowl((1000, 1000), WHITE, INK, 0.9), "ends early.jpg")
    (FOLDER / "ends early.jpg").write_bytes(whole[: len(whole) // 2])
    jpeg(bowl((1200, 1000), WHITE, INK, 0.88), "DISH-7.jpg")
    jpeg(on_boards((1000, 900), CLAY, 4), "DISH-7_2.jpg", 60)


if __name__ == "__main__":
    main()
