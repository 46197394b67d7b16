"""PDQ against its own library, orientations and trimming; pHash and dHash against plain transforms."""

from __future__ import annotations

import io
from typing import Any

import cv2
import numpy as np
import pytest
from PIL import Image

from handmade_lint.measures import measure
from handmade_lint.measures.hashing import (
    dhash_grid,
    pdq_grid,
    pdq_parts,
    pdq_turned,
    phash_grid,
)

from .measures.made import jpeg, on_white, png, round_on_white, texture

pdqhash = pytest.importorskip("pdqhash", reason="pdqhash is not installed (extra 'dev')")


def bits(packed: Any) -> Any:
    return np.unpackbits(packed, axis=-1)


def apart(some: Any, other: Any) -> int:
    return int(np.count_nonzero(bits(some) != bits(other)))


def luma(pixels: Any) -> Any:
    return (pixels @ np.array([0.114, 0.587, 0.299])).astype(np.float32)


def turned(pixels: Any) -> list[Any]:
    """In PDQ's order: as it is, by 90, 180, 270 degrees; mirrored in four ways."""
    quarter = [np.ascontiguousarray(np.rot90(pixels, turns)) for turns in range(4)]
    flips = [pixels[::-1], pixels[:, ::-1], pixels.transpose(1, 0, 2), np.rot90(pixels, 2).transpose(1, 0, 2)]
    return [*quarter, *map(np.ascontiguousarray, flips)]


@pytest.mark.parametrize("size", [(512, 512), (512, 384), (300, 512), (512, 171), (200, 150), (64, 64), (130, 90)])
def test_pdq_is_that_of_its_library(size: tuple[int, int]) -> None:
    """Bit for bit, of a file of up to 512 px."""
    for seed in range(6):
        pixels = texture(*size, seed)
        theirs, quality = pdqhash.compute(cv2.cvtColor(pixels, cv2.COLOR_BGR2RGB))
        found = measure([png(pixels)], ["pdq", "pdq_quality"])
        assert np.array_equal(bits(found["pdq"])[0], theirs)
        assert found["pdq_quality"][0] == quality


def test_pdq_in_eight_orientations_is_that_of_its_library() -> None:
    pixels = texture(512, 512, 4)
    theirs, _ = pdqhash.compute_dihedral(cv2.cvtColor(pixels, cv2.COLOR_BGR2RGB))
    ours = bits(pdq_turned(pdq_parts(pdq_grid(luma(pixels))[None])))[0]
    for number in range(8):
        assert np.array_equal(ours[number], theirs[number]), number


@pytest.mark.parametrize("side", [400, 800, 1500, 2600])
def test_pdq_of_a_file_is_that_of_its_thumbnail_at_512(side: int) -> None:
    """As Meta's Python: Pillow's thumbnail, then PDQ, which allows 10 bits; larger files are decoded scaled."""
    for seed in range(4):
        data = jpeg(texture(side, side * 3 // 4, seed), 85)
        with Image.open(io.BytesIO(data)) as opened:
            thumbnail = opened.convert("RGB")
        thumbnail.thumbnail((512, 512))
        theirs, quality = pdqhash.compute(np.asarray(thumbnail))
        found = measure([data], ["pdq", "pdq_quality"])
        assert quality >= 80
        assert np.count_nonzero(bits(found["pdq"][0]) != theirs) <= 10
        assert found["pdq_quality"][0] == pytest.approx(quality, abs=3)


def test_pdq_is_packed_as_its_hexadecimal() -> None:
    pixels = texture(256, 256)
    theirs, _ = pdqhash.compute(cv2.cvtColor(pixels, cv2.COLOR_BGR2RGB))
    hexadecimal = f"{int(''.join(map(str, theirs)), 2):064x}"
    assert (
        sum(a != b for a, b in zip(measure([png(pixels)], ["pdq"])["pdq"][0].tobytes().hex(), hexadecimal, strict=True))
        <= 1
    )


def test_white_margins_do_not_hide_a_picture() -> None:
    """Trimmed hashes know a picture again that was padded or brought to a square; plain ones do not."""
    inner = texture(600, 400, 2)
    wide = cv2.copyMakeBorder(inner, 60, 60, 60, 60, cv2.BORDER_CONSTANT, value=(255, 255, 255))
    square = cv2.copyMakeBorder(inner, 100, 100, 0, 0, cv2.BORDER_CONSTANT, value=(255, 255, 255))
    found = measure([jpeg(inner), jpeg(wide), jpeg(square)], ["pdq", "pdq_trimmed", "phash_trimmed", "dhash_trimmed"])
    for row in (1, 2):
        assert apart(found["pdq"][0], found["pdq"][row]) > 31
        assert apart(found["pdq_trimmed"][0], found["pdq_trimmed"][row]) <= 31
        assert apart(found["phash_trimmed"][0], found["phash_trimmed"][row]) <= 8
        assert apart(found["dhash_trimmed"][0], found["dhash_trimmed"][row]) <= 8


def test_orientations_of_a_file() -> None:
    """Turned and mirrored pictures are found among the eight hashes of the first, each at its place.

    Not to the bit: PDQ's box reaches a pixel further to one end than to the other.
    """
    pixels = texture(512, 512, 6, lens=3)
    found = measure([jpeg(one, 95) for one in turned(pixels)], ["pdq_trimmed", "pdq_dihedral"])
    assert found["pdq_dihedral"].shape == (8, 8, 32)
    for number in range(8):
        assert apart(found["pdq_dihedral"][0, number], found["pdq_trimmed"][number]) <= 20, number
    assert apart(found["pdq_dihedral"][0, 5], found["pdq_trimmed"][0]) > 60


def test_different_products_on_white_are_apart() -> None:
    data = [jpeg(on_white(0.5, seed=seed)) for seed in range(5)] + [jpeg(round_on_white(0.6))]
    found = measure(data, ["pdq_trimmed"])["pdq_trimmed"]
    least = min(apart(found[a], found[b]) for a in range(6) for b in range(a))
    assert least > 31


def lanczos(luma: Any, size: tuple[int, int]) -> Any:
    return np.asarray(Image.fromarray(luma).resize(size, Image.Resampling.LANCZOS)).astype(float)


def plain_transform(grid: Any) -> Any:
    """The cosine transform by its definition, not normalised."""
    size = len(grid)
    places = np.arange(size)
    cosines = np.array([[np.cos(np.pi * k * (2 * n + 1) / (2 * size)) for n in places] for k in places])
    return 4 * cosines @ grid @ cosines.T


@pytest.mark.parametrize("seed", range(4))
def test_phash_and_dhash_by_their_definitions(seed: int) -> None:
    luma = cv2.cvtColor(texture(256, 192, seed), cv2.COLOR_BGR2GRAY)
    np.testing.assert_allclose(phash_grid(luma), lanczos(luma, (32, 32)), atol=1)
    np.testing.assert_allclose(dhash_grid(luma), lanczos(luma, (9, 8)), atol=1)
    low = plain_transform(lanczos(luma, (32, 32)))[:8, :8]
    found = measure([png(luma)], ["phash", "dhash"])
    assert np.count_nonzero(bits(found["phash"][0]) != (low > np.median(low)).ravel()) <= 4
    steps = np.diff(lanczos(luma, (9, 8)), axis=1) > 0
    assert np.count_nonzero(bits(found["dhash"][0]) != steps.ravel()) <= 3


def test_flat_ground_makes_no_noise_in_dhash() -> None:
    assert not measure([jpeg(np.full((400, 400, 3), 255, np.uint8))], ["dhash"])["dhash"].any()
