"""All hashes of 256 bits within some distance of a hash: exactly, by bands.

A hash is cut into 16 bands of 16 bits. Two that differ in at most 31 bits differ in at most one bit in some band, so
that the 17 neighbours of each band's value find every pair (Norouzi et al., Fast Exact Search in Hamming Space With
Multi-Index Hashing, 2014). There is even a band from which on, around the ring of bands, the first l bands together
differ in at most 31 l / 16 bits (Qin & Xiao, Pigeonring, 2018): candidates whose first four differ in more than 7 are
dropped after one look at 64 bits, which lie in the order of their band. What is left is compared in full.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]

RADIUS = 31
"""The most bits by which a search finds hashes, and what PDQ's authors take for a match."""
BYTES = 32
_BANDS, _VALUES = 16, 1 << 16
_PROBES = np.array([0, *(1 << bit for bit in range(16))], np.uint16)
_AHEAD = 4
"""Bands of the first look."""
_PLAIN = 4096
"""Up to so many hashes each is compared: quicker than to look them up."""
_CROWD = 512
"""Entries of one value of a band, from which on they are compared by themselves."""
_AT_ONCE = 512
"""Queries."""
_CANDIDATES = 500_000
"""Compared at once: about 16 MB."""


class Hits(NamedTuple):
    """Pairs, by query, then distance, then entry: arrays of equal length."""

    query: Array
    entry: Array
    distance: Array


class Index:
    """Hashes to be searched; more can be added."""

    def __init__(self, hashes: Array | None = None) -> None:
        """Make it.

        Args:
            hashes: (n, 32) bytes.
        """
        self._words: Array = np.zeros((0, 4), np.uint64)
        self._banded = 0
        self._orders: Array = np.zeros((_BANDS, 0), np.uint32)
        self._looks: Array = np.zeros((_BANDS, 0), np.uint64)
        self._starts: Array = np.zeros((_BANDS, _VALUES + 1), np.uint32)
        if hashes is not None:
            self.extend(hashes)

    def __len__(self) -> int:
        return len(self._words)

    @property
    def bytes(self) -> int:
        """Memory that it takes."""
        return sum(part.nbytes for part in (self._words, self._orders, self._looks, self._starts))

    def extend(self, hashes: Array) -> None:
        """Add hashes; they are numbered on. Bands are built anew once a tenth is new."""
        new = _words(hashes)
        self._words = np.concatenate([self._words, new]) if len(self._words) else new
        if len(self) > _PLAIN and len(self) - self._banded > max(_PLAIN, len(self) // 10):
            self._build()

    def _build(self) -> None:
        self._orders = np.empty((_BANDS, len(self)), np.uint32)
        self._looks = np.empty((_BANDS, len(self)), np.uint64)
        for band in range(_BANDS):
            values = np.ascontiguousarray(self._words.view(np.uint16)[:, band])
            self._orders[band] = np.argsort(values, kind="stable")
            np.take(_ahead(self._words, band), self._orders[band], out=self._looks[band])
            counts = np.bincount(values, minlength=_VALUES)
            np.cumsum(counts, out=self._starts[band, 1:])
        self._banded = len(self)

    def search(self, queries: Array, radius: int = RADIUS, threads: int = 1) -> Hits:
        """Every entry within `radius` bits of each query.

        Args:
            queries: (m, 32) bytes.
            radius: 0 to RADIUS.
            threads: searched side by side.
        """
        if not 0 <= radius <= RADIUS:
            raise ValueError(f"the radius is 0 to {RADIUS}, not {radius}")
        words = _words(queries)
        parts = [(start, words[start : start + _AT_ONCE]) for start in range(0, len(words), _AT_ONCE)]
        if threads > 1 and len(parts) > 1:
            with ThreadPoolExecutor(threads) as pool:
                found = list(pool.map(lambda part: self._some(part[0], part[1], radius), parts))
        else:
            found = [self._some(start, part, radius) for start, part in parts]
        query, entry, distance = (
            np.concatenate([one[at] for one in found] or [np.zeros(0, np.int64)]) for at in range(3)
        )
        order = np.lexsort((entry, distance, query))
        return Hits(query[order], entry[order], distance[order])

    def _some(self, start: int, words: Array, radius: int) -> Hits:
        plain = _compare_all(words, self._words[self._banded :], radius)
        query, entry, distance = plain.query, plain.entry + self._banded, plain.distance
        if self._banded:
            banded = self._look_up(words, radius)
            query = np.concatenate([query, banded.query])
            entry = np.concatenate([entry, banded.entry])
            distance = np.concatenate([distance, banded.distance])
        return Hits(query + start, entry, distance)

    def _look_up(self, words: Array, radius: int) -> Hits:
        keys = [np.zeros(0, np.int64)]
        probes = _PROBES if radius >= _BANDS else _PROBES[:1]
        for band in range(_BANDS):
            values = (words.view(np.uint16)[:, band, None] ^ probes).ravel()
            order = np.argsort(values, kind="stable")  # along the memory, not across it
            values, owners = values[order].astype(np.int64), order // len(probes)
            first = self._starts[band][values].astype(np.int64)
            sizes = self._starts[band][values + 1] - first
            looks = _ahead(words, band)
            crowded = sizes >= _CROWD
            for at in np.flatnonzero(crowded).tolist():
                run = slice(int(first[at]), int(first[at] + sizes[at]))
                near = np.bitwise_count(self._looks[band, run] ^ looks[owners[at]]) <= _AHEAD * radius // _BANDS
                entry = self._orders[band, run][near].astype(np.int64)
                keys.append(self._near(words, band, np.broadcast_to(owners[at], len(entry)), entry, radius))
            few = np.flatnonzero(~crowded & (sizes > 0))
            keys += self._few(words, band, owners[few], looks, first[few], sizes[few], radius)
        query, entry = np.divmod(np.unique(np.concatenate(keys)), max(1, len(self)))
        return Hits(query, entry, _apart(words[query], self._words[entry]))

    def _few(
        self, words: Array, band: int, owners: Array, looks: Array, first: Array, sizes: Array, radius: int
    ) -> list[Array]:
        """Keys of the near ones among short runs of a band's order."""
        found = []
        ends = np.cumsum(sizes)
        at = 0
        while at < len(sizes):
            done = int(ends[at - 1]) if at else 0
            stop = max(at + 1, int(np.searchsorted(ends, done + _CANDIDATES, "right")))
            some = sizes[at:stop]
            place = np.repeat(first[at:stop] - (ends[at:stop] - some - done), some)
            place += np.arange(len(place))
            apart = self._looks[band].take(place)
            apart ^= np.repeat(looks[owners[at:stop]], some)
            near = np.flatnonzero(np.bitwise_count(apart) <= _AHEAD * radius // _BANDS)
            query = owners[at:stop][np.searchsorted(ends[at:stop] - done, near, "right")]
            found.append(self._near(words, band, query, self._orders[band].take(place[near]).astype(np.int64), radius))
            at = stop
        return found

    def _near(self, words: Array, band: int, query: Array, entry: Array, radius: int) -> Array:
        """Keys (query * entries + entry) of the pairs that are near; what is far from the band is looked at first."""
        apart = np.zeros(len(query), np.uint16)
        for step in (2, 3, 1, 0):
            word = (band // 4 + step) % 4
            apart += np.bitwise_count(self._words[entry, word] ^ words[query, word])
            near = apart <= radius
            query, entry, apart = query[near], entry[near], apart[near]
        return query * len(self) + entry


def _ahead(words: Array, band: int) -> Array:
    """(n,): the 64 bits of _AHEAD bands, from one on around the ring."""
    bands = [(band + ahead) % _BANDS for ahead in range(_AHEAD)]
    return np.ascontiguousarray(words.view(np.uint16)[:, bands]).view(np.uint64)[:, 0]


def _words(hashes: Array) -> Array:
    return np.ascontiguousarray(hashes, np.uint8).reshape(-1, BYTES).view(np.uint64)


def _apart(some: Array, others: Array) -> Array:
    apart: Array = np.bitwise_count(some ^ others).sum(axis=1, dtype=np.int64)
    return apart


def _compare_all(queries: Array, entries: Array, radius: int) -> Hits:
    rows, columns, distances = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    step = max(1, _CANDIDATES // 4 // max(1, len(entries)))
    for start in range(0, len(queries) if len(entries) else 0, step):
        apart = distances_between(queries[start : start + step], entries)
        row, column = np.nonzero(apart <= radius)
        rows.append(row + start)
        columns.append(column)
        distances.append(apart[row, column].astype(np.int64))
    return Hits(np.concatenate(rows), np.concatenate(columns), np.concatenate(distances))


def distances_between(some: Array, others: Array) -> Array:
    """(m, n): bits by which each of (m, 32) bytes differs from each of (n, 32), or of (m, 4) and (n, 4) words."""
    mine = some if some.dtype == np.uint64 else _words(some)
    theirs = others if others.dtype == np.uint64 else _words(others)
    apart = np.zeros((len(mine), len(theirs)), np.uint16)
    for word in range(4):
        apart += np.bitwise_count(mine[:, None, word] ^ theirs[None, :, word])
    return apart
