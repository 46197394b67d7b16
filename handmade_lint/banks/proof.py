"""Whether two pictures show the same, point by point: the last proof, and what was done to one of them.

Points (measures/points.py) that are alike in both are paired, and a turn, scale and shift is sought that most pairs
agree on (RANSAC). Then the one's luma is laid on the other's outline, and what lies over one another must be alike: two
boxes of one maker share a logo, and are two pictures all the same. Neither picture is needed, only what a bank keeps.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import comb, erfc, pi, sqrt
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from ..measures.points import LUMA, RECORD, SIDE, STEPS
from .chance import FLOOR
from .layout import SHAPE

Array = npt.NDArray[Any]

_RATIO = 0.85
"""Of the bits by which a point differs from its likest, and those from the next."""
_NEAR = 2.6
"""Pixels within which a pair agrees with the rest."""
_LEAST = ((8, 0.35), (5, 0.55))
"""Points that agree, and correlation of what lies over one another, from which on it is one scene or one design."""
LEAST_POINTS = 5
_MANY_POINTS = 25
"""So many show it by themselves, where a share of _SCENE_AGREE agrees: under a banner, on a plain cloth."""
_PICTURE_AGREE, _PICTURE_OFF, _PICTURE_LIKENESS = 0.26, 0.6, 0.38
"""From which on, and up to which, it is one picture. Of variants of one product, whose boxes differ in a name and a
fruit, fewer points agree; those of another photograph of a scene lie less well over one another."""
_SCENE_AGREE = 0.2
_LEAST_CELLS = 64
"""Of an outline, that must lie over the other."""
_KIN = 16
"""Cells of an outline that go together."""
_MIRRORED = np.arange(128).reshape(4, 4, 8)[::-1][:, :, (-np.arange(8)) % 8].ravel()
"""Where each of SIFT's numbers comes from in the mirrored picture: rows of parts upside down, directions back."""


@dataclass(frozen=True, slots=True)
class Proof:
    """Two pictures show the same."""

    matrix: tuple[tuple[float, float, float], tuple[float, float, float]]
    """From pixels of the first, mirrored if `mirrored`, to those of the second, both brought to points.SIDE."""
    mirrored: bool
    points: int
    """Pairs that agree."""
    agree: float
    """Of the points of either that lie over the other, the share that are such pairs: 0 to 1."""
    off: float
    """Pixels by which such pairs lie apart, the middle one."""
    likeness: float
    """Correlation of outlines where they lie over one another, -1 to 1."""
    shared: tuple[float, float]
    """Of the first, and of the second, that lies over the other: 0 to 1."""
    edits: tuple[str, ...]
    """What explains the difference."""
    pairs: int
    """Points that were alike, whether they agree or not."""
    cells: int
    """Of the outlines, that lie over one another."""

    @property
    def same(self) -> str:
        """'edited': it is one picture; 'scene': another photograph of what it shows; 'product': parts of it again."""
        if self.agree >= _PICTURE_AGREE and self.likeness >= _PICTURE_LIKENESS and self.off <= _PICTURE_OFF:
            return "edited"
        return "scene" if self.agree >= _SCENE_AGREE and self.off > _PICTURE_OFF else "product"

    def chance(self, looks: int) -> float:
        """That so many pairs of points agree and outlines are so alike by accident, in any of so many pictures.

        Any two pairs make a turn, scale and shift; each other agrees with it by accident as often as a place taken at
        random lies within _NEAR (a contrario: Moisan & Stival 2004). Of the outlines' cells one in _KIN is taken to be
        free of its neighbours.
        """
        hit, others = pi * _NEAR**2 / SIDE**2, self.pairs - 2
        tail = sum(comb(others, agree) * hit**agree for agree in range(self.points - 2, others + 1))
        outline = erfc(self.likeness * sqrt(self.cells / _KIN / 2)) / 2
        return max(FLOOR, min(1.0, looks * comb(self.pairs, 2) * tail * outline))


def shapes(records: Array) -> Array:
    """(n,) of SHAPE, what a bank keeps, of (n,) of points.RECORD."""
    found = np.zeros(len(records), SHAPE)
    for name in ("width", "height", "count", "box", "points", "tones"):
        found[name] = records[name]
    for row, record in enumerate(records):
        found["outline"][row] = _packed(_outline(_within(record["luma"], record["box"])))
    return found


def records(columns: Array) -> Array:
    """(n,) of points.RECORD: the column `points` as it was measured, (n, bytes)."""
    return np.ascontiguousarray(columns).view(RECORD)[:, 0]


def prove(first: Any, second: Any) -> Proof | None:
    """Whether two pictures show the same; None where that cannot be shown.

    Args:
        first: () of points.RECORD.
        second: () of SHAPE.
    """
    if min(int(first["count"]), int(second["count"])) < LEAST_POINTS:
        return None
    return max(_proofs(first, second), key=lambda one: one.points, default=None)


def _proofs(first: Any, second: Any) -> Iterator[Proof]:
    (places, bits), (its, its_bits) = _points(first), _points(second)
    for mirrored in (False, True):
        mine = places
        if mirrored:
            bits = bits[:, _MIRRORED]
            mine = np.stack([first["width"] - 1 - places[:, 0], places[:, 1]], axis=1).astype(np.float32)
        chosen, paired = _pairs(bits, its_bits)
        if len(chosen) < LEAST_POINTS:
            continue
        matrix, agree = cv2.estimateAffinePartial2D(
            mine[chosen], its[paired], method=cv2.RANSAC, ransacReprojThreshold=_NEAR, maxIters=2000
        )
        if matrix is None:
            continue
        count = len(np.unique(its[paired][agree.ravel() > 0].round(), axis=0))
        if count >= LEAST_POINTS and 0.15 < float(np.hypot(matrix[0, 0], matrix[1, 0])) < 6:
            laid = mine[chosen] @ matrix[:, :2].T + matrix[:, 2]
            off = float(np.median(np.linalg.norm(laid - its[paired], axis=1)[agree.ravel() > 0]))
            could = min(_inside(mine, matrix, second), _inside(its, cv2.invertAffineTransform(matrix), first))
            proof = _compared(
                first, second, matrix, mirrored, (count, min(1.0, count / max(1, could)), off), len(chosen)
            )
            if proof is not None:
                yield proof


def _points(one: Any) -> tuple[Array, Array]:
    """Places, (n, 2) pixels, and bits, (n, 128) of -1 and 1."""
    some = one["points"][: int(one["count"])]
    places = np.stack([some["x"], some["y"]], axis=1).astype(np.float32) / STEPS
    return places, np.unpackbits(some["bits"], axis=1).astype(np.float32) * 2 - 1


def _inside(places: Array, matrix: Array, other: Any) -> int:
    """How many places lie over the other picture."""
    laid = places @ matrix[:, :2].T + matrix[:, 2]
    return int(((laid >= 0) & (laid < (int(other["width"]), int(other["height"])))).all(axis=1).sum())


def _pairs(mine: Array, its: Array) -> tuple[Array, Array]:
    """Rows that are likest to one another both ways, and much liker than the next."""
    apart = (mine.shape[1] - mine @ its.T) / 2
    rows = np.arange(len(mine))
    best = apart.argmin(axis=1)
    near = apart[rows, best]
    back = apart.argmin(axis=0)[best] == rows
    apart[rows, best] = np.inf
    good = back & (near < _RATIO**2 * apart.min(axis=1))
    return np.flatnonzero(good), best[good]


def _within(luma: Array, box: Array) -> Array:
    """Luma without its margins: their place takes what lies at their edge, so that they have no outline."""
    left, top, right, bottom = (int(side) for side in box)
    rows, columns = (np.clip(np.arange(LUMA), *ends) for ends in ((top, bottom - 1), (left, right - 1)))
    return luma[rows][:, columns] if right > left and bottom > top else luma


def _outline(luma: Array) -> Array:
    """(LUMA, LUMA) of -1, 0, 1: darker than around, as bright, brighter."""
    fine = luma.astype(np.float32)
    detail = cv2.GaussianBlur(fine, (0, 0), 0.7) - cv2.GaussianBlur(fine, (0, 0), 3)
    some = max(1.5, 0.3 * float(detail.std()))
    return (detail > some).astype(np.int8) - (detail < -some)


def _packed(outline: Array) -> Array:
    return np.concatenate([np.packbits(outline > 0), np.packbits(outline < 0)])


def _unpacked(packed: Array) -> Array:
    brighter, darker = np.unpackbits(packed).reshape(2, LUMA, LUMA).astype(np.float32)
    return brighter - darker


def _compared(
    first: Any, second: Any, matrix: Array, mirrored: bool, agreed: tuple[int, float, float], pairs: int
) -> Proof | None:
    """The proof, if what lies over one another is alike."""
    back = cv2.invertAffineTransform(matrix)
    onto = _cells(first) @ np.vstack([back, [0, 0, 1]]) @ np.linalg.inv(_cells(second))
    luma = _within(first["luma"], first["box"])
    left, top, right, bottom = (float(side) for side in first["box"])
    if mirrored:
        luma, left, right = luma[:, ::-1], LUMA - right, LUMA - left
    how = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    laid = cv2.warpAffine(
        np.ascontiguousarray(luma), onto[:2], (LUMA, LUMA), flags=how, borderMode=cv2.BORDER_REPLICATE
    )
    down, across = np.mgrid[:LUMA, :LUMA]
    x, y = np.moveaxis(np.stack([across, down, np.ones_like(down)], axis=-1) @ onto[:2].T, 2, 0)
    where = (x >= left) & (x <= right - 1) & (y >= top) & (y <= bottom - 1)
    left, top, right, bottom = (int(side) for side in second["box"])
    where &= (across >= left) & (across < right) & (down >= top) & (down < bottom)
    if where.sum() < _LEAST_CELLS:
        return None
    mine, its = (
        cv2.GaussianBlur(np.where(where, one, 0).astype(np.float32), (0, 0), 0.7)
        for one in (_outline(laid), _unpacked(second["outline"]))
    )
    likeness = float((mine * its).sum() / max(1e-6, float(np.sqrt((mine**2).sum() * (its**2).sum()))))
    if not _enough(*agreed[:2], likeness):
        return None
    cells = int(where.sum())
    scale = abs(float(np.linalg.det(onto[:2, :2])))
    shared = min(1.0, cells * scale / _area(first)), min(1.0, cells / _area(second))
    edits = [*(["mirrored"] if mirrored else []), *_edits(matrix, shared)]
    if _recoloured(first["tones"][:, ::-1] if mirrored else first["tones"], second["tones"], onto):
        edits.append("recoloured")
    if _laid_over(mine, its, where):
        edits.append("something laid over it")
    upper, lower = ((round(float(a), 4), round(float(b), 4), round(float(c), 4)) for a, b, c in matrix)
    return Proof(
        (upper, lower), mirrored, agreed[0], agreed[1], agreed[2], likeness, shared, tuple(edits), pairs, cells
    )


def _enough(points: int, agree: float, likeness: float) -> bool:
    """Whether it is shown: the fewer points agree, the more alike must be what lies between them."""
    return any(points >= most and likeness >= least for most, least in _LEAST) or (
        points >= _MANY_POINTS and agree >= _SCENE_AGREE
    )


def _area(one: Any) -> int:
    """Cells without margins."""
    left, top, right, bottom = (int(side) for side in one["box"])
    return max(1, (right - left - 1) * (bottom - top - 1))


def _cells(one: Any) -> Array:
    """(3, 3): from pixels to cells of the small luma."""
    across, down = LUMA / int(one["width"]), LUMA / int(one["height"])
    return np.array([[across, 0, across / 2 - 0.5], [0, down, down / 2 - 0.5], [0, 0, 1]])


def _edits(matrix: Array, shared: tuple[float, float]) -> Iterator[str]:
    turn = float(np.degrees(np.arctan2(matrix[1, 0], matrix[0, 0])))
    if abs(turn) > 1.5:
        yield f"turned by {abs(turn):.0f}°"
    whole = [share > 0.92 for share in shared]
    if not any(whole):
        yield "cut"
    elif not all(whole):
        yield "cut, or with margins"


def _recoloured(mine: Array, its: Array, onto: Array) -> bool:
    """Whether mean colours differ where one lies over the other."""
    side = len(its)
    wider = np.array([[LUMA / side, 0, (LUMA / side - 1) / 2], [0, LUMA / side, (LUMA / side - 1) / 2], [0, 0, 1]])
    between = np.linalg.inv(wider) @ onto @ wider
    laid, where = (
        cv2.warpAffine(one, between[:2], (side, side), flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP)
        for one in (np.ascontiguousarray(mine), np.full((side, side), 255, np.uint8))
    )
    inside = where > 250
    apart = laid[inside].astype(np.float32) - its[inside]
    return len(apart) > 3 and float(np.abs(np.median(apart, axis=0)).max()) > 8


def _laid_over(mine: Array, its: Array, where: Array) -> bool:
    """Whether they are unlike in a part that holds together, and alike elsewhere."""
    unlike = np.abs(mine - its) * where
    near = cv2.blur(unlike, (9, 9))
    return bool((near > 0.5).mean() > 0.01 and float(np.median(near[where])) < 0.25)
