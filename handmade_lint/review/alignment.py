"""How one picture lies on another, so that both can be shown the same way."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Alignment:
    """Where points of our picture are in theirs."""

    matrix: tuple[float, float, float, float, float, float]
    """a b c d e f: the point (x, y) of ours is (ax + by + c, dx + ey + f) of theirs, in shares of their sides."""
    ratio: float
    """Width by height of ours."""


def align(ours: bytes, theirs: bytes) -> Alignment | None:
    """How our picture lies on theirs, both files that Pillow reads; None where it cannot be told, or without OpenCV."""
    try:
        from ..banks.proof import prove, shapes
        from ..measures.points import record
    except ImportError:
        return None
    mine, its = record(_pixels(ours)), record(_pixels(theirs))
    proof = prove(mine, shapes(its[None])[0])
    if proof is None:
        return None
    (height, width), (tall, wide) = ((int(one["height"]), int(one["width"])) for one in (mine, its))
    turn = -1 if proof.mirrored else 1
    numbers = []
    for (along, across, moved), side in zip(proof.matrix, (wide, tall), strict=True):
        start = moved + (along * width if proof.mirrored else 0)
        numbers += [turn * along * width / side, across * height / side, start / side]
    a, b, c, d, e, f = numbers
    return Alignment((a, b, c, d, e, f), width / height)


def _pixels(content: bytes) -> Any:
    """Blue, green, red."""
    import numpy as np
    from PIL import Image

    with Image.open(io.BytesIO(content)) as opened:
        return np.ascontiguousarray(np.asarray(opened.convert("RGB"))[:, :, ::-1])
