"""Corrected copies of the pictures of catalogues, called by SKU and view, in a folder of their own."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path

from . import atomic, limits
from .album import Album
from .album.finder import Place, read
from .catalogs import CatalogFile
from .listing import Listing
from .retouch import Goal, Retouched, Unfit, retouch

_AT_ONCE = 8
"""Pictures in memory together."""
_BATCH = 500
"""Listings whose pictures are looked for together."""
_UNSAFE = re.compile(r"[^\w.-]")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)
"""Names that Windows keeps for devices."""


@dataclass(frozen=True, slots=True)
class Copy:
    """What became of one picture."""

    sku: str
    role: str
    uri: str
    name: str = ""
    """Of the copy; '' where there is none."""
    done: tuple[str, ...] = ()
    """What was corrected; empty where it is copied as it was."""
    left: str = ""
    """What was not corrected and why, or why there is no copy."""


@dataclass(frozen=True, slots=True)
class _Job:
    listing: Listing
    role: str
    uri: str
    place: Place
    stem: str


class Copies:
    """Writes copies into a folder."""

    def __init__(self, folder: Path, album: Album, on: date, *, write: bool = True) -> None:
        """Prepare.

        Args:
            folder: made when the first copy is written; what is in it and is another picture is left alone.
            album: finds the pictures.
            on: day whose limits hold.
            write: whether copies are written, and not only made.
        """
        self._folder, self._album, self._on, self._write = folder, album, on, write
        self._names: dict[str, tuple[str, str]] = {}
        self._seen: set[tuple[str, str]] = set()
        self.remote = self.nowhere = 0
        """Pictures on the web that were not fetched, and names of pictures where no pictures are."""

    def __call__(self, tables: Iterable[CatalogFile]) -> Iterator[Copy]:
        """Make copies of all pictures, in the order of the catalogues.

        Raises:
            OSError: the folder cannot be written to.
        """
        listings = (item for table in tables for item in table if isinstance(item, Listing))
        workers = min(4, os.cpu_count() or 1)
        with ThreadPoolExecutor(workers) as pool:
            jobs = self._jobs(listings)
            while some := list(islice(jobs, _AT_ONCE)):
                for job, made in zip(some, pool.map(self._made, some), strict=True):
                    yield self._kept(job, made)

    def _jobs(self, listings: Iterator[Listing]) -> Iterator[_Job]:
        while batch := list(islice(listings, _BATCH)):
            known, found, tally = self._album.places(batch)
            self.remote += tally.remote
            self.nowhere += tally.nowhere
            places = self._album.fetched([place for _, _, place in found])
            for (owner, ref, _), place in zip(found, places, strict=True):
                listing = known[owner]
                if (listing.sku, ref.role) not in self._seen:  # a row for several stores names its pictures once
                    self._seen.add((listing.sku, ref.role))
                    yield _Job(listing, ref.role, ref.uri, place, self._stem(listing.sku, ref.role))

    def _stem(self, sku: str, role: str) -> str:
        """A name such as BOWL-20.MAIN or BOWL-20.PT01, as Amazon calls pictures, that no other picture has."""
        plain = _UNSAFE.sub("_", sku).strip(".")[:100] or "_"
        plain = f"_{plain}" if _RESERVED.fullmatch(plain) else plain
        kind, _, number = role.partition(".")
        view = {"main": "MAIN", "swatch": "SWCH"}.get(kind) or f"PT{int(number or 0):02d}"
        count = 1
        while True:
            stem = f"{plain}{f'~{count}' if count > 1 else ''}.{view}"
            if self._names.setdefault(stem.casefold(), (sku, role)) == (sku, role):
                return stem
            count += 1

    def _made(self, job: _Job) -> Retouched | str:
        if job.place.fault:
            return (job.place.says or job.place.fault).replace("--images", "--images-from")
        content = read(job.place)
        if isinstance(content, Place):
            return content.says or content.fault
        side, size = (self._limit(name, job.listing) for name in ("image-most-side", "image-most-bytes"))
        try:
            return retouch(content, Goal(side, size, square=job.role != "swatch"))
        except Unfit as fault:
            reason: str = fault.args[0]
            return reason

    def _limit(self, name: str, listing: Listing) -> int | None:
        found = limits.resolve(name, listing.store, self._on, listing.get)
        return found.value if found else None

    def _kept(self, job: _Job, made: Retouched | str) -> Copy:
        if isinstance(made, str):
            return Copy(job.listing.sku, job.role, job.uri, left=made)
        name = f"{job.stem}{made.suffix}"
        path = self._folder / name
        there = path.exists() or path.is_symlink()
        if there and not (path.is_file() and path.read_bytes() == made.data):
            why = f"{path} is there already, and is another picture; name an empty folder"
            return Copy(job.listing.sku, job.role, job.uri, left=why)
        if self._write and not there:
            self._folder.mkdir(parents=True, exist_ok=True)
            atomic.write(path, made.data)
        return Copy(job.listing.sku, job.role, job.uri, name, made.done, made.left)
