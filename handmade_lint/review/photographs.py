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
from pathlib import Path
from typing import Any

from ..album.finder import Finder, Place, read
from ..tables import cache_folder
from .alignment import Alignment, align
from .matches import Match, matches
from .store import Store
from .view import body_of, row_of

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
        """A picture that a finding says is like one of its listing's, laid as that one lies where this can be told."""
        row = self._store.db.execute("SELECT * FROM findings WHERE id = ?", (finding,)).fetchone()
        item = row_of(self._store, row["item"]) if row else None
        if item is None or size not in SIDES:
            return None
        body = body_of(self._store, item["id"])
        found = matches(self._store, item, body, [row])
        if not 0 <= position < len(found):
            return None
        one = found[position]
        key = ("match", str(finding), str(position), size)
        known = self._recalled(key)
        if known is not None:
            return known
        theirs = self._of_bank(one) if one.bank else self._read(one.uri, body["file"]) if one.uri else None
        if theirs is None:
            return None
        ours = self._read(one.ours, body["file"]) if one.ours else None
        plain, mine = drawn(theirs, SIDES["small"]), drawn(ours, SIDES["small"]) if ours else None
        return self._remembered(key, drawn(theirs, SIDES[size], align(mine, plain) if mine and plain else None))

    def _of_bank(self, one: Match) -> bytes | None:
        """A picture of a bank that the screening was given, where it still lies where the bank found it."""
        for folder in json.loads(self._store.get("banks", "[]")):
            from ..banks.bank import Bank
            from ..banks.layout import BankError

            try:
                bank = Bank(Path(folder))
                if bank.about.name != one.bank or not 0 <= one.entry < len(bank.pictures):
                    continue
                path = bank.note(int(bank.pictures["note"][one.entry])).path
            except (BankError, OSError):
                continue
            content = read(Place(path)) if path else None
            return content if isinstance(content, bytes) else None
        return None

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

    def _show(self, uri: str, file: str, size: str) -> bytes | None:
        key = ("picture", file, uri, size)
        known = self._recalled(key)
        if known is not None:
            return known
        content = self._read(uri, file)
        if content is None:
            return None
        self._hashes[file, uri] = hashlib.sha256(content).hexdigest()
        return self._remembered(key, drawn(content, SIDES[size]))

    def _recalled(self, key: tuple[str, str, str, str]) -> bytes | None:
        with self._lock:
            if key in self._made:
                self._made.move_to_end(key)
                return self._made[key]
        return None

    def _remembered(self, key: tuple[str, str, str, str], made: bytes | None) -> bytes | None:
        if made is not None:
            with self._lock:
                self._made[key] = made
                self._size += len(made)
                while self._size > _HELD:
                    self._size -= len(self._made.popitem(last=False)[1])
        return made


def drawn(content: bytes, side: int, laid: Alignment | None = None) -> bytes | None:
    """A picture drawn anew as JPEG: upright, on white, without metadata, at most `side` pixels long.

    Args:
        content: of a file of any kind.
        side: longest side in pixels.
        laid: how another picture lies on this one, which is then drawn as that one lies.

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
            if laid is not None:
                a, b, c, d, e, f = laid.matrix
                width, height = plain.size
                wide = side if laid.ratio >= 1 else max(1, round(side * laid.ratio))
                tall = max(1, round(side / laid.ratio)) if laid.ratio >= 1 else side
                across = (a * width / wide, b * width / tall, c * width)
                down = (d * height / wide, e * height / tall, f * height)
                plain = plain.transform((wide, tall), Image.Transform.AFFINE, (*across, *down), fillcolor="white")
            made = io.BytesIO()
            plain.save(made, "JPEG", quality=82)
    except Exception:  # a decoder may raise anything; the page shows the picture's name instead
        return None
    return made.getvalue()
