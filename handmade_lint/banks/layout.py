"""How a bank lies on the disk: kinds of entries, versions, and what is wrong with a bank."""

from __future__ import annotations

from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from ..measures.index import VERSIONS
from ..refusal import Refusal

Array = npt.NDArray[Any]

FORMAT = 2
"""Of the folder."""
PDQ = f"pdq256-512px/{VERSIONS['hashing']}"
"""Which hashes a bank holds: hashes of another name are not compared with them."""
ENCODER = f"fingerprint/{VERSIONS['embedding']}"
"""Which encoder its vectors are of: those of another are not compared."""
VIEW_COUNT = 10
"""Vectors of a picture."""
MOST_POINTS = 200
POINT = [("x", "<u2"), ("y", "<u2"), ("bits", "u1", 16)]
"""As measures.points.POINT."""
QUALITY = 50
"""PDQ's own measure, below which a hash says too little to be matched by it."""
SIGNS = 64
"""Numbers of a text's MinHash."""

Kind = Literal["protected", "supplier", "own"]
KINDS: dict[str, str] = {
    "protected": "works of others that may not be used",
    "supplier": "pictures of wholesalers and factories",
    "own": "originals of the seller's own",
}

PRINT = np.dtype(
    [
        ("digest", "u1", 16),
        ("pdq", "u1", 32),
        ("trimmed", "u1", 32),
        ("quality", "u1"),
        ("detail", "<u8"),
        ("note", "<u8"),
    ]
)
"""A picture: BLAKE2b of the file, PDQ, PDQ without margins, PDQ's quality, where its views and its shape stand in their
files, counted from 1, and where its words stand in the notes. What is not known is 0."""
VIEWS = np.dtype([("entry", "<u8"), ("vectors", "i1", (VIEW_COUNT, 64))])
"""The encoder's vectors of a picture: of the picture without margins, as it is, and of parts of it."""
SHAPE = np.dtype(
    [
        ("width", "<u2"),
        ("height", "<u2"),
        ("count", "<u2"),
        ("box", "u1", 4),
        ("points", POINT, MOST_POINTS),
        ("outline", "u1", 2 * 64 * 64 // 8),
        ("tones", "u1", (8, 8, 3)),
    ]
)
"""What points of a picture prove it by: as measures.points.RECORD, and instead of luma two maps of 64 x 64 bits: where
it is brighter than around, and where it is darker."""
TEXT = np.dtype([("digest", "u1", 16), ("signs", "<u4", SIGNS), ("note", "<u8")])
"""A text: BLAKE2b of its words, MinHash, and where its words stand in the notes."""
MARK = np.dtype([("what", "u1"), ("text", "u1"), ("entry", "<u8")])
"""What became of an entry: REMOVED or QUARANTINED."""
REMOVED, QUARANTINED = 1, 2


class BankError(Refusal):
    """Something is wrong with a bank or with what was asked of it: one sentence that names the mend."""
