"""Perceptual hashes: per picture three small grids, for the batch two products of matrices."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from ..pixels import Pixels

Floats = npt.NDArray[Any]
Bits = npt.NDArray[np.uint8]

COLUMNS = (
    *("pdq", "pdq_quality", "pdq_trimmed", "pdq_dihedral"),
    *("phash", "phash_trimmed", "dhash", "dhash_trimmed"),
)
_PDQ = 64
_PHASH = 32


def trimmed(luma: Pixels, box: tuple[float, float, float, float]) -> Pixels:
    """What of a picture lies in the box."""
    height, width = luma.shape
    left, top, right, bottom = box
    x0, x1, y0, y1 = round(left * width), round(right * width), round(top * height), round(bottom * height)
    return luma[y0 : max(y1, y0 + 1), x0 : max(x1, x0 + 1)]


def pdq_grid(luma: Pixels) -> Floats:
    """64 x 64 of luma that is not rounded, as PDQ's two passes of its box filter and its sampling give it."""
    height, width = luma.shape
    rows, weights = _taps(height)
    part = np.matmul(weights[:, None, :], luma[rows].astype(np.float32))[:, 0]
    return part @ _matrix(width).T


def even_grid(luma: Floats) -> Floats:
    """64 x 64, each the mean of its part: unlike PDQ's own sampling the same for a mirrored picture, mirrored.

    Args:
        luma: a square of a multiple of 64 pixels.
    """
    return cv2.resize(luma, (_PDQ, _PDQ), interpolation=cv2.INTER_AREA)


@lru_cache(256)
def _matrix(size: int) -> Floats:
    """(64, size): which pixels a sample of PDQ's grid is made of, along one axis.

    The box is (size + 127) // 128 wide, reaches one pixel further to the end where it is even, is cut off at the
    borders, and is applied twice; then the pixel in the middle of each of 64 parts is taken.
    """
    wide = (size + 2 * _PDQ - 1) // (2 * _PDQ)
    before = (wide + 2) // 2 - 1
    box = np.zeros((size, size), np.float64)
    for at in range(size):
        start, end = max(0, at - (wide - 1 - before)), min(size, at + before + 1)
        box[at, start:end] = 1 / (end - start)
    picks = [min(size - 1, int((number + 0.5) * size / _PDQ)) for number in range(_PDQ)]
    return (box[picks] @ box).astype(np.float32)


@lru_cache(256)
def _taps(size: int) -> tuple[npt.NDArray[np.intp], Floats]:
    """The same as rows of indexes and of weights, (64, taps)."""
    matrix = _matrix(size)
    first = np.argmax(matrix > 0, axis=1)
    taps = max(int(np.count_nonzero(row)) for row in matrix)
    rows = np.minimum(first[:, None] + np.arange(taps)[None, :], size - 1)
    weights = np.take_along_axis(matrix, rows, axis=1)
    weights[first[:, None] + np.arange(taps)[None, :] >= size] = 0
    return rows, weights.astype(np.float32)


def phash_grid(luma: Pixels) -> Floats:
    """32 x 32, whole levels."""
    return _lanczos(luma, _PHASH, _PHASH)


def dhash_grid(luma: Pixels) -> Floats:
    """8 x 9, whole levels."""
    return _lanczos(luma, 9, 8)


def _lanczos(luma: Pixels, width: int, height: int) -> Floats:
    """Resized as ImageHash has Pillow do it; OpenCV has no such filter for shrinking."""
    grid = (
        _lanczos_matrix(luma.shape[0], height) @ np.asarray(luma, np.float32) @ _lanczos_matrix(luma.shape[1], width).T
    )
    return np.clip(np.floor(grid + 0.5), 0, 255)


@lru_cache(256)
def _lanczos_matrix(size: int, count: int) -> Floats:
    """(count, size): Lanczos' window of three lobes, as wide as the picture shrinks."""
    scale = max(1.0, size / count)
    centres = (np.arange(count)[:, None] + 0.5) * size / count
    away = (np.arange(size)[None, :] + 0.5 - centres) / scale
    weights = np.where(np.abs(away) < 3, np.sinc(away) * np.sinc(away / 3), 0)
    return (weights / weights.sum(axis=1, keepdims=True)).astype(np.float32)


@lru_cache(256)
def _cosines(size: int, first: int, count: int) -> Floats:
    """(count, size): the cosines of frequencies `first` on."""
    frequencies = np.arange(first, first + count)[:, None]
    places = 2 * np.arange(size)[None, :] + 1
    return (np.sqrt(2 / size) * np.cos(np.pi / (2 * size) * frequencies * places)).astype(np.float32)


def _transform(grids: Floats, first: int, count: int) -> Floats:
    """(n, count, count): the low part of each grid's cosine transform."""
    cosines = _cosines(grids.shape[1], first, count)
    return np.matmul(np.matmul(cosines, grids), cosines.T)


def pdq_parts(grids: Floats) -> Floats:
    """(n, 16, 16): what PDQ's bits are made of."""
    return _transform(grids, 1, 16)


def pdq_bits(parts: Floats) -> Bits:
    """(n, 32): bit i * 16 + j is set where part (i, j) lies above the median; the last bit comes first, as in hex."""
    flat = parts.reshape(len(parts), 256)
    above = flat > np.partition(flat, 127, axis=1)[:, 127:128]
    return np.packbits(above[:, ::-1], axis=1)


def pdq_quality(grids: Floats) -> npt.NDArray[np.int16]:
    """(n,): PDQ's quality, 0 to 100."""
    total = sum(np.abs(np.trunc(np.diff(grids, axis=axis) * (100 / 255))).sum(axis=(1, 2)) for axis in (1, 2))
    return np.minimum(100, np.floor(total / 90)).astype(np.int16)


def pdq_turned(parts: Floats) -> Bits:
    """(n, 8, 32): as it is; turned by 90, 180, 270 degrees; mirrored in four ways. Signs and transposes do it."""
    sign = np.where(np.arange(1, 17) % 2, -1, 1).astype(np.float32)
    rows, columns = sign[:, None], sign[None, :]
    across = parts.transpose(0, 2, 1)
    turned = (
        *(parts, across * rows, parts * rows * columns, across * columns),
        *(parts * rows, parts * columns, across, across * rows * columns),
    )
    return np.stack([pdq_bits(np.ascontiguousarray(one)) for one in turned], axis=1)


def phash_bits(grids: Floats) -> Bits:
    """(n, 8): bits of the lowest 8 x 8 frequencies above their median."""
    flat = _transform(grids, 0, 8).reshape(len(grids), 64).copy()
    flat[:, 0] *= 2.0  # ImageHash's transform is not normalised: the first row and column weigh sqrt(2) more there
    flat.reshape(-1, 8, 8)[:, 0, 1:] *= np.sqrt(2, dtype=np.float32)
    flat.reshape(-1, 8, 8)[:, 1:, 0] *= np.sqrt(2, dtype=np.float32)
    middle = np.partition(flat, (31, 32), axis=1)[:, 31:33].mean(axis=1, keepdims=True)
    return np.packbits(flat > middle, axis=1)


def dhash_bits(grids: Floats) -> Bits:
    """(n, 8): whether a cell is brighter than the one before it in its row."""
    return np.packbits((np.diff(grids, axis=2) > 0).reshape(len(grids), 64), axis=1)
