"""Small copies of the seller's pictures as data: addresses, so that a page can show them without any other file."""

from __future__ import annotations

import io
import warnings
from base64 import b64encode
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

SIDE = 320
"""Longest side in pixels: twice the 160 that a page shows, for fine screens."""
_QUALITY = 62
_LARGEST = 64 << 20
"""Bytes of a file from which on it is left alone."""


def available() -> bool:
    """Whether Pillow is there (the extra `images`)."""
    try:
        import PIL.Image  # noqa: F401
    except ImportError:
        return False
    return True


def thumbnail(path: str | Path) -> str | None:
    """The picture, upright, on white, at most SIDE pixels long, without its metadata, as a data: address (WebP).

    None where the file is missing, is no picture that Pillow reads, or is far larger than a photograph.
    """
    from PIL import Image, ImageOps

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            if Path(path).stat().st_size > _LARGEST:
                return None
            with Image.open(path) as opened:
                opened.draft("RGB", (2 * SIDE, 2 * SIDE))
                opened.thumbnail((2 * SIDE, 2 * SIDE), reducing_gap=2.0)
                upright = ImageOps.exif_transpose(opened)
            small = _on_white(upright)
            small.thumbnail((SIDE, SIDE))
            kept = io.BytesIO()
            small.save(kept, "WEBP", quality=_QUALITY)
    except Exception:  # a decoder may raise anything; the page shows the picture's name instead
        return None
    return "data:image/webp;base64," + b64encode(kept.getvalue()).decode("ascii")


def _on_white(picture: Image) -> Image:
    from PIL.Image import alpha_composite, new

    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        clear = picture.convert("RGBA")
        return alpha_composite(new("RGBA", clear.size, "white"), clear).convert("RGB")
    if picture.mode.startswith("I"):
        picture = picture.convert("I").point(lambda value: value / 256).convert("L")
    return picture.convert("RGB")
