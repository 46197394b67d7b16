"""The pictures of listings: found, remembered or measured, and laid out in columns for the rules that judge them."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from ..listing import ImageRef, Listing
from ..tables import cache_folder
from ..tally import Tally
from .columns import OWN, Columns, for_rules, unmeasured, whole
from .finder import Finder, Place, folded
from .memory import MOST, Memory
from .recall import Measurer, Recall


@dataclass(frozen=True, slots=True)
class Settings:
    """Where pictures are looked for, and how."""

    images: tuple[str, ...] = ()
    """Folders and archives with pictures, beside the catalogues' own folders."""
    fetch: bool = False
    """Whether pictures on the web are fetched."""
    cache: bool = True
    """Whether what was measured and fetched is remembered for other runs."""


@dataclass(frozen=True, slots=True)
class Look:
    """The pictures of a batch of listings."""

    listings: Sequence[Listing]
    """The listings, with the pictures that bear their SKUs where they name none."""
    owners: Sequence[int] = ()
    """Of each picture the position of its listing; those of one listing stand together."""
    refs: Sequence[ImageRef] = ()
    columns: Columns = field(default_factory=dict)
    """As rules read them, a row a picture; empty where there is none."""
    tally: Tally = field(default_factory=Tally)

    def mains(self, names: Iterable[str]) -> dict[int, dict[str, str]]:
        """Of each listing whose main picture is here: columns of that picture as texts, hashes in hexadecimal."""
        wanted = [name for name in names if name in self.columns]
        told: dict[int, dict[str, str]] = {}
        for row, (owner, ref) in enumerate(zip(self.owners, self.refs, strict=True)):
            if ref.role == "main" and owner not in told:
                told[owner] = {name: _text(self.columns[name][row]) for name in wanted}
        return told


def _text(value: Any) -> str:
    if value.ndim:
        return value.tobytes().hex() if value.any() else ""
    plain = value.item()
    if isinstance(plain, float):
        return "" if plain != plain else f"{plain:g}"
    return str(plain)


class Album:
    """Looks at the pictures of listings."""

    def __init__(
        self,
        columns: Collection[str],
        settings: Settings | None = None,
        *,
        measurer: Callable[[], Measurer] | None = None,
        progress: Callable[[int], None] | None = None,
    ) -> None:
        """Make it; nothing is loaded before a listing has a picture.

        Args:
            columns: names that rules read; what is none of the album's is left aside.
            settings: where pictures are looked for.
            measurer: makes what measures pictures, when there is one; None says that nothing installed can.
            progress: called with the number of pictures since the last call, now and then.
        """
        self._settings = settings or Settings()
        self._measured = whole(columns)
        self._own = tuple(sorted(OWN.keys() & set(columns)))
        self._make = measurer
        self._progress = progress
        self._finder = Finder(self._settings.images)

    @cached_property
    def _memory(self) -> Memory | None:
        folder = cache_folder("pictures") if self._settings.cache else None
        return Memory(folder / "measures.sqlite") if folder else None

    @cached_property
    def _measurer(self) -> Measurer | None:
        return self._make() if self._make else None

    @cached_property
    def _fetcher(self) -> Any:
        from .fetch import Fetcher

        folder = cache_folder("pictures") if self._settings.cache else None
        return Fetcher(folder / "fetched" if folder else None)

    def close(self) -> None:
        """Let caches go, and end what measures. Caches that workers filled are pruned by whoever sent for them."""
        folder = cache_folder("pictures") if self._settings.cache else None
        database = folder / "measures.sqlite" if folder else None
        if database and database.exists() and database.stat().st_size > MOST:
            _ = self._memory
        if folder and (folder / "fetched").exists() and self._settings.fetch:
            _ = self._fetcher
        for name in ("_memory", "_fetcher", "_measurer"):
            if self.__dict__.get(name) is not None:
                self.__dict__.pop(name).close()

    def places(self, listings: Sequence[Listing]) -> tuple[list[Listing], list[tuple[int, ImageRef, Place]], Tally]:
        """Where the pictures of a batch are, those on the web not fetched yet.

        Returns:
            The listings, with the pictures that bear their SKUs where they name none; of each picture the position of
            its listing, its name there, and its place; and counts of those that are not looked for.
        """
        tally = Tally()
        known = self._with_own(listings)
        found: list[tuple[int, ImageRef, Place]] = []
        for owner, listing in enumerate(known):
            for ref in listing.images:
                if not self._settings.fetch and ref.uri.startswith(("https://", "http://")):
                    tally.remote += 1  # most pictures of most catalogues
                    continue
                place = self._finder.find(ref.uri, listing.origin.file)
                if place.fault == "nowhere":
                    tally.nowhere += 1
                elif place.url and not self._settings.fetch:
                    tally.remote += 1
                else:
                    found.append((owner, ref, place))
        return known, found, tally

    def look(self, listings: Sequence[Listing]) -> Look:
        """The pictures of a batch, each measured once however many listings show it."""
        known, found, tally = self.places(listings)
        owners = [owner for owner, _, _ in found]
        refs = [ref for _, ref, _ in found]
        places = [place for _, _, place in found]
        if not places:
            return Look(known, tally=tally)
        tally.found = len(places)
        columns = self._columns(self.fetched(places), tally)
        if "suffix" in self._own:
            for row, ref in enumerate(refs):
                columns["suffix"][row] = _suffix(ref.uri)
        return Look(known, owners, refs, for_rules(columns), tally)

    def _with_own(self, listings: Sequence[Listing]) -> list[Listing]:
        """Listings that name no picture, with those that are called by their SKU."""
        known = list(listings)
        bare = [number for number, listing in enumerate(known) if not listing.images]
        if not any(
            shelf for file in {known[number].origin.file for number in bare} for shelf in self._finder.shelves(file)
        ):
            return known
        skus = {folded(listing.sku) for listing in known}
        for number in bare:
            listing = known[number]
            keys = [key for key in (listing.sku, listing.get("asin")) if key]
            found = self._finder.of_product(keys, listing.origin.file, skus)
            if found:
                known[number] = replace(listing, images=tuple(_roles(found)))
        return known

    def fetched(self, places: Sequence[Place]) -> list[Place]:
        """The same places, those on the web as files on this machine."""
        urls = [place.url for place in places if place.url]
        if not urls:
            return list(places)
        got = self._fetcher(urls)
        return [
            Place(got[place.url].path, fault=got[place.url].fault, says=got[place.url].says) if place.url else place
            for place in places
        ]

    def _columns(self, places: Sequence[Place], tally: Tally) -> Columns:
        """What is known of each place, in rows."""
        import numpy as np

        files: dict[tuple[str, str], int] = {}
        rows = [
            files.setdefault((place.path, place.member) if place.path else ("", place.says), len(files))
            for place in places
        ]
        first = dict(zip(rows, places, strict=True))
        columns = unmeasured((*self._measured, *OWN), len(files))
        for row, place in first.items():
            columns["fault"][row], columns["fault_says"][row] = place.fault, place.says
        there = [row for row in sorted(first) if not first[row].fault]
        if there and self._measurer is None:
            tally.unread += len(there)
        elif there:
            assert self._measurer is not None
            recall = Recall(self._measured, self._memory, self._measurer, self._progress)
            recall(columns, {row: first[row] for row in there}, tally)
        which = np.array(rows)
        return {name: columns[name][which] for name in (*self._measured, *self._own)}


def _roles(places: Sequence[Place]) -> Iterator[ImageRef]:
    others = 0
    for number, place in enumerate(places):
        uri = PurePosixPath(place.member or place.path.replace(os.sep, "/")).name
        if number and ".swch" in uri.casefold():
            yield ImageRef(uri, "swatch")
        elif number:
            others += 1
            yield ImageRef(uri, f"other.{others}")
        else:
            yield ImageRef(uri, "main")


def _suffix(uri: str) -> str:
    try:
        path = urlsplit(uri).path if "://" in uri else uri.replace("\\", "/")
    except ValueError:
        return ""
    return PurePosixPath(path).suffix.casefold()[:8]
