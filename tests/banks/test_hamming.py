"""Search by bands finds just what a comparison with every hash finds."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handmade_lint.banks.hamming import RADIUS, Index, distances_between


def near(hashes: np.ndarray, bits: int, seed: int) -> np.ndarray:
    """Each with so many bits turned."""
    chance = np.random.default_rng(seed)
    found = np.unpackbits(hashes, axis=1)
    for row in found:
        row[chance.choice(256, bits, replace=False)] ^= 1
    return np.packbits(found, axis=1)


@pytest.mark.parametrize("count", [10, 4000, 9000])
@pytest.mark.parametrize("crowded", [False, True])
def test_finds_what_brute_force_finds(count: int, crowded: bool) -> None:
    """Also where most hashes share most of their bands, as those of things on white do."""
    chance = np.random.default_rng(count)
    hashes = chance.integers(0, 256, (count, 32), np.uint8)
    if crowded:
        hashes[:, :28] = hashes[0, :28]
    queries = np.concatenate([near(hashes[:6], bits, bits) for bits in (0, 12, 30, 31, 32)])
    hits = Index(hashes).search(queries)
    apart = distances_between(queries, hashes)
    assert set(zip(hits.query.tolist(), hits.entry.tolist(), strict=True)) == set(
        zip(*(one.tolist() for one in np.nonzero(apart <= RADIUS)), strict=True)
    )
    assert hits.distance.tolist() == apart[hits.query, hits.entry].tolist()


@settings(max_examples=20, deadline=None)
@given(st.lists(st.integers(1, 3000), min_size=2, max_size=6), st.integers(0, RADIUS))
def test_hashes_added_later_are_found(sizes: list[int], radius: int) -> None:
    chance = np.random.default_rng(sum(sizes))
    parts = [chance.integers(0, 256, (size, 32), np.uint8) for size in sizes]
    index = Index()
    for part in parts:
        index.extend(part)
    whole = np.concatenate(parts)
    hits = index.search(near(whole[-5:], radius, 1), radius, threads=2)
    assert {len(whole) - 1} <= set(hits.entry.tolist())
    assert hits.distance.max() <= radius


def test_a_radius_that_bands_cannot_keep_to_is_refused() -> None:
    with pytest.raises(ValueError, match="0 to 31"):
        Index().search(np.zeros((1, 32), np.uint8), 32)
