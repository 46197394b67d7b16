"""Near copies of texts: MinHash of runs of words (Broder 1997), found by bands of its numbers."""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections.abc import Iterator
from hashlib import blake2b
from typing import Any

import numpy as np
import numpy.typing as npt

from .layout import SIGNS

Array = npt.NDArray[Any]

RUN = 3
"""Words that are taken together."""
LEAST = 12
"""Words of a text that is compared: shorter ones are alike by chance."""
ALIKE = 0.7
"""Share of equal numbers (an estimate of the share of runs in common) from which on a text is a near copy."""
_ROWS = 4
"""Numbers of a band: two texts of which half the runs are common share one of 16 bands with a chance of 0.64, of 0.7
with 0.99."""
_PRIME = (1 << 61) - 1
_WORD = re.compile(r"\w+")


def words(text: str) -> list[str]:
    """Words as they are compared: composed, without case."""
    return _WORD.findall(unicodedata.normalize("NFKC", text).casefold())


def digest(text: str) -> bytes:
    """16 bytes that are the same for the same words."""
    return blake2b(" ".join(words(text)).encode("utf-8", "replace"), digest_size=16).digest()


def signs(text: str) -> Array | None:
    """(SIGNS,) numbers; None for a text that is too short."""
    known = words(text)
    if len(known) < LEAST:
        return None
    runs = {" ".join(known[at : at + RUN]) for at in range(len(known) - RUN + 1)}
    keys = np.array(sorted(zlib.crc32(run.encode("utf-8", "replace")) for run in runs), np.uint64)
    factors, terms = _family()
    mixed = (keys[:, None] * factors + terms) % np.uint64(_PRIME)
    found: Array = mixed.min(axis=0).astype(np.uint32)
    return found


def _family() -> tuple[Array, Array]:
    """Factors below 2^29, so that a product with 32 bits stays below 2^61."""
    chance = np.random.default_rng(20261124)
    return chance.integers(1, 1 << 28, SIGNS, np.uint64), chance.integers(0, 1 << 60, SIGNS, np.uint64)


class Texts:
    """MinHashes to be searched."""

    def __init__(self, signs: Array) -> None:
        """Make it of (n, SIGNS) numbers."""
        self._signs = signs
        self._bands: list[tuple[Array, Array]] = []
        for key in _keys(signs) if len(signs) else ():
            order = np.argsort(key, kind="stable")
            self._bands.append((key[order], order))

    def search(self, one: Array, least: float = ALIKE) -> Iterator[tuple[int, float]]:
        """Entries and the share of numbers they have in common with (SIGNS,) numbers, the most alike first."""
        found: set[int] = set()
        for key, (values, order) in zip(_keys(one[None]), self._bands, strict=False):
            first, last = np.searchsorted(values, key[0], "left"), np.searchsorted(values, key[0], "right")
            found.update(order[first:last].tolist())
        if not found:
            return
        entries = np.array(sorted(found))
        shares = (self._signs[entries] == one).mean(axis=1)
        for at in np.argsort(-shares, kind="stable"):
            if shares[at] < least:
                return
            yield int(entries[at]), float(shares[at])


def _keys(signs: Array) -> list[Array]:
    """Of each band a number a text."""
    keys = []
    for start in range(0, SIGNS, _ROWS):
        key = np.zeros(len(signs), np.uint64)
        for column in range(start, start + _ROWS):
            key = key * np.uint64(0x9E3779B97F4A7C15) + signs[:, column].astype(np.uint64)
        keys.append(key)
    return keys
