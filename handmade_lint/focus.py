"""Which rows of a file a run speaks of, where not of all: those that changed, or that show some pictures."""

from __future__ import annotations

import hashlib
import os
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import unquote

from .finding import Fault
from .listing import ImageRef, Listing

if TYPE_CHECKING:
    from .album.finder import Finder

NOTHING: frozenset[bytes] = frozenset()


@dataclass(frozen=True)
class Focus:
    """Of one input; it can be sent to another process."""

    images: tuple[str, ...]
    """Folders and archives in which pictures are looked for, beside the catalogue's own folder."""
    pictures: frozenset[str]
    """Pictures (see `named`), and archives of them, whose rows are spoken of."""
    listings: frozenset[bytes] | None = None
    """Listings (see `of_listing`) that were there before; None where only pictures count."""
    faults: frozenset[bytes] = NOTHING
    """Faults (see `of_fault`) that were there before."""

    def on_listing(self, listing: Listing) -> bool:
        """Whether a listing is spoken of."""
        if self.listings is not None and of_listing(listing) not in self.listings:
            return True
        return bool(self.pictures) and any(path in self.pictures for path in self._pictures(listing))

    def on_fault(self, fault: Fault) -> bool:
        """Whether a fault of the file is spoken of."""
        return self.listings is not None and of_fault(fault) not in self.faults

    @cached_property
    def _finder(self) -> Finder:
        from .album.finder import Finder

        return Finder(self.images)

    def _pictures(self, listing: Listing) -> Iterator[str]:
        """Where the pictures of a listing are, and where those would be that are gone."""
        file = listing.origin.file
        folders = (os.path.dirname(os.path.realpath(file)), *map(os.path.realpath, self.images))  # noqa: PTH120
        for image in listing.images:
            yield from places(image, folders)
            yield named(self._finder.find(image.uri, file).path)
        if not listing.images:
            keys = [key for key in (listing.sku, listing.get("asin")) if key]
            yield from (named(place.path) for place in self._finder.of_product(keys, file))


def of_listing(listing: Listing) -> bytes:
    """A digest of all that a row says, wherever it stands."""
    images = [(image.uri, image.role) for image in listing.images]
    said = (sorted(listing.texts.items()), sorted(listing.facts.items()), images)
    return _digest((listing.sku, listing.store, listing.language, said))


def of_fault(fault: Fault) -> bytes:
    """A digest of a fault, wherever it stands."""
    return _digest((fault.code, fault.sku, fault.location.column, fault.location.sheet, fault.match, fault.message))


def _digest(said: object) -> bytes:
    plain = repr(said).replace("\\r\\n", "\\n")  # git may have written line ends anew
    return hashlib.blake2b(plain.encode("utf-8", "surrogatepass"), digest_size=8).digest()


def places(image: ImageRef, folders: tuple[str, ...]) -> Iterator[str]:
    """Where a picture of this machine would be, by the names that `named` gives; nothing for addresses of the web."""
    uri = image.uri
    if uri[:7].casefold() == "file://":
        uri = unquote(uri[7:])
    elif "://" in uri[:16] or not uri:
        return
    for written in dict.fromkeys((uri, uri.replace("\\", "/"))):
        for folder in folders:
            yield named(os.path.join(folder, written))  # noqa: PTH118 - thousands of times


def named(path: str) -> str:
    """An absolute path as paths are compared: without '..', its letters composed, capitals and small ones alike."""
    return unicodedata.normalize("NFC", os.path.normpath(path)).casefold() if path else ""
