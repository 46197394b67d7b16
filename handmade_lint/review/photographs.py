"""Pictures of the screened catalogues for the page: found where a catalogue may name them, opened, and drawn anew.

What leaves is never a file of the seller's but a JPEG that was made of its pixels, so that nothing else can leave.
"""

from __future__ import annotations

import hashlib
import io
import json
import threading
import warnings
from collections import OrderedDict
from collections.abc import Mapping
from functools import cached_property
from typing import Any

from ..album.finder import Finder, Place, read
from ..tables import cache_folder
from .store import Store
from .view import body_of, matched

SIDES: Mapping[str, int] = {"small": 480, "large": 1600}
"""Longest side in pixels."""
_HELD = 96 << 20
"""Bytes of made pictures that are remembered."""


def available() -> bool:
    """Whether Pillow is there."""
    try:
        import PIL.Image  # noqa: F401
    except ImportError:
        return False
    return True


class Photographs:
    """Shows pictures, and remembers some of them."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._finder = Finder(tuple(json.loads(store.get("images", "[]"))))
        self._lock = threading.Lock()
        self._made: OrderedDict[tuple[str, str, str, str], bytes] = OrderedDict()
        self._size = 0
        self._hashes: dict[tuple[str, str], str] = {}
        self._files = {row[0]: row[1] for row in store.db.execute("SELECT name, path FROM sources")}

    @cached_property
    def _fetcher(self) -> Any:
        """Brings pictures from the web, as the screening did, out of the same cache; None where it did not."""
        if self._store.get("fetch") != "1":
            return None
        from ..album.fetch import Fetcher

        folder = cache_folder("pictures")
        return Fetcher(folder / "fetched" if folder else None)

    def of_item(self, item: int, position: int, size: str) -> bytes | None:
        """A picture of an item as JPEG; None where it is not there or cannot be opened."""
        body = body_of(self._store, item)
        images = body["images"]
        if not 0 <= position < len(images) or size not in SIDES:
            return None
        return self._show(images[position]["uri"], body["file"], size)

    def of_match(self, finding: int, position: int, size: str) -> bytes | None:
        """A picture that a finding says is like one of its listing's."""
        row = self._store.db.execute("SELECT body FROM findings WHERE id = ?", (finding,)).fetchone()
        found = matched(json.loads(row[0])) if row else []
        if not 0 <= position < len(found) or size not in SIDES:
            return None
        one = found[position]
        return self._show(str(one.get("uri", "")), str(one.get("file", "")), size, _matrix(one.get("transform")))

    def hashes(self, body: Mapping[str, Any]) -> list[dict[str, str]]:
        """SHA-256 of an item's pictures as they are now: '' where they are not on this machine."""
        return [{"uri": one["uri"], "sha256": self._hash(one["uri"], body["file"])} for one in body["images"][:12]]

    def _hash(self, uri: str, file: str) -> str:
        known = self._hashes.get((file, uri))
        if known is None:
            content = self._read(uri, file)
            known = self._hashes[file, uri] = hashlib.sha256(content).hexdigest() if content else ""
        return known

    def _read(self, uri: str, file: str) -> bytes | None:
        """The bytes of a picture that a screened catalogue names; None for any other."""
        path = self._files.get(file)
        if path is None:
            return None
        with self._lock:
            place: Place = self._finder.find(uri, path)
        if place.url and self._fetcher is not None:
            place = Place(self._fetcher([place.url])[place.url].path)
        if place.fault or not place.path:
            return None
        content = read(place)
        return content if isinstance(content, bytes) else None

    def _show(self, uri: str, file: str, size: str, matrix: tuple[float, ...] | None = None) -> bytes | None:
        key = (file, uri, size, str(matrix))
        with self._lock:
            if key in self._made:
                self._made.move_to_end(key)
                return self._made[key]
        content = self._read(uri, file)
        if content is None:
            return None
        self._hashes[file, uri] = hashlib.sha256(content).hexdigest()
        made = drawn(content, SIDES[size], matrix)
        if made is not None:
            with self._lock:
                self._made[key] = made
                self._size += len(made)
                while self._size > _HELD:
                    self._size -= len(self._made.popitem(last=False)[1])
        return made


def _matrix(told: Any) -> tuple[float, ...] | None:
    """An affine map as evidence tells it: six numbers, in shares of the sides."""
    if isinstance(told, list) and len(told) == 6 and all(isinstance(one, int | float) for one in told):
        return tuple(float(one) for one in told)
    return None


def drawn(content: bytes, side: int, matrix: tuple[float, ...] | None = None) -> bytes | None:
    """A picture drawn anew as JPEG: upright, on white, without metadata, at most `side` pixels long.

    Args:
        content: of a file of any kind.
        side: longest side in pixels.
        matrix: a b c d e f: the point (x, y) of what is drawn is (ax + by + c, dx + ey + f) of the picture, both in
            shares of their sides.

    Returns:
        None where it is no picture that Pillow reads, or far larger than a photograph.
    """
    if not available():
        return None
    from PIL import Image, ImageOps

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content)) as opened:
                opened.draft("RGB", (side, side))
                opened.thumbnail((2 * side, 2 * side), reducing_gap=2.0)
                upright = ImageOps.exif_transpose(opened)
            if upright.mode.startswith("I"):
                upright = upright.convert("I").point(lambda value: value / 256).convert("L")
            if upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info:
                clear = upright.convert("RGBA")
                upright = Image.alpha_composite(Image.new("RGBA", clear.size, "white"), clear)
            plain = upright.convert("RGB")
            plain.thumbnail((side, side))
            if matrix is not None:
                a, b, c, d, e, f = matrix
                w, h = plain.size
                pixels = (a, b * w / h, c * w, d * h / w, e, f * h)
                plain = plain.transform(plain.size, Image.Transform.AFFINE, pixels, fillcolor="white")
            made = io.BytesIO()
            plain.save(made, "JPEG", quality=82)
    except Exception:  # a decoder may raise anything; the page shows the picture's name instead
        return None
    return made.getvalue()
