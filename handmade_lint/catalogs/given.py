"""Listings and rows that a program hands over, as tables like those of files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count, islice

from ..listing import Listing, Origin
from .catalog_file import BATCH, CatalogFile, Reading
from .fields import Setting


@dataclass(frozen=True, slots=True)
class ListingReader:
    """Takes listings as they are."""

    def read(self, batch: Sequence[Listing]) -> Reading:
        """The listings of a batch, in order."""
        return Reading(list(batch), rows=len(batch))


class GivenListings(CatalogFile):
    """Listings that a program made, taken one after another as they come."""

    def __init__(self, listings: Iterable[Listing], *, name: str, store: str = "", language: str = "") -> None:
        """Prepare.

        Args:
            listings: what to judge.
            name: what findings call their file, where a listing does not tell of one.
            store: goes before the listings' own.
            language: goes before the listings' own.
        """
        super().__init__("listings", Setting(name, "", store, language, ()), encoding="")
        self.reader = ListingReader()
        self._listings = listings

    def batches(self, size: int = BATCH) -> Iterator[Sequence[Listing]]:
        """The listings, once, each with a place: its position, from 1, where it has none of its own."""
        numbered = map(self._placed, self._listings, count(1))
        while batch := list(islice(numbered, size)):
            yield batch

    def _placed(self, listing: Listing, number: int) -> Listing:
        origin = listing.origin if listing.origin.file else Origin(self.file, number)
        store, language = self.setting.store or listing.store, self.setting.language or listing.language
        return replace(listing, origin=origin, store=store, language=language)
