"""All hashes of 256 bits within some distance of a hash: exactly, by bands.

A hash is cut into 16 bands of 16 bits. Two that differ in at most 31 bits differ in at most one bit in some band, so
that the 17 neighbours of each band's value find every pair; all candidates are then compared in full. (Pigeonhole
bands: Norouzi et al., Fast Exact Search in Hamming Space With Multi-Index Hashing, 2014.)
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
_PLAIN = 4096
"""Up to so many hashes each is compared: quicker than to look them up."""
_CANDIDATES = 2_000_000
"""Compared at once: about 64 MB."""


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
        self._starts: Array = np.zeros((_BANDS, _VALUES + 1), np.uint32)
        if hashes is not None:
            self.extend(hashes)

    def __len__(self) -> int:
        return len(self._words)

    @property
    def bytes(self) -> int:
        """Memory that it takes."""
        return self._words.nbytes + self._orders.nbytes + self._starts.nbytes

    def extend(self, hashes: Array) -> None:
        """Add hashes; they are numbered on. Bands are built anew once a tenth is new."""
        new = _words(hashes)
        self._words = np.concatenate([self._words, new]) if len(self._words) else new
        if len(self) > _PLAIN and len(self) - self._banded > max(_PLAIN, len(self) // 10):
            self._build()

    def _build(self) -> None:
        bands = self._words.view(np.uint16)
        self._orders = np.empty((_BANDS, len(self)), np.uint32)
        for band in range(_BANDS):
            values = np.ascontiguousarray(bands[:, band])
            self._orders[band] = np.argsort(values, kind="stable")
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
        step = 512
        parts = [(start, words[start : start + step]) for start in range(0, len(words), step)]
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
        bands = words.view(np.uint16)
        pairs: list[Array] = []
        for band in range(_BANDS):
            values = (bands[:, band, None] ^ _PROBES).ravel()
            first = self._starts[band][values].astype(np.int64)
            sizes = self._starts[band][values.astype(np.int64) + 1].astype(np.int64) - first
            pairs += self._near(words, band, np.repeat(np.arange(len(words)), len(_PROBES)), first, sizes, radius)
        if not pairs:
            nothing = np.zeros(0, np.int64)
            return Hits(nothing, nothing, nothing)
        keys = np.unique(np.concatenate(pairs))
        query, entry = keys // len(self), keys % len(self)
        return Hits(query, entry, _apart(words[query], self._words[entry]))

    def _near(self, words: Array, band: int, owners: Array, first: Array, sizes: Array, radius: int) -> list[Array]:
        """Keys (query * entries + entry) of the near ones among runs of a band's order."""
        found = []
        ends = np.cumsum(sizes)
        at = 0
        while at < len(sizes):
            done = int(ends[at - 1]) if at else 0
            stop = max(at + 1, int(np.searchsorted(ends, done + _CANDIDATES, "right")))
            some = sizes[at:stop]
            total = int(some.sum())
            if total:
                begins = np.repeat(first[at:stop] - (np.cumsum(some) - some), some)
                entry = self._orders[band][begins + np.arange(total)]
                query = np.repeat(owners[at:stop], some)
                half = np.bitwise_count(self._words[entry, 0] ^ words[query, 0]).astype(np.uint16)
                half += np.bitwise_count(self._words[entry, 1] ^ words[query, 1])
                maybe = half <= radius
                query, entry = query[maybe], entry[maybe]
                near = _apart(words[query], self._words[entry]) <= radius
                found.append(query[near].astype(np.int64) * len(self) + entry[near])
            at = stop
        return found


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
