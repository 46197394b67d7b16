"""How a bank lies on the disk: kinds of entries, versions, and what is wrong with a bank."""

from __future__ import annotations

from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from ..measures.index import VERSIONS
from ..refusal import Refusal

Array = npt.NDArray[Any]

FORMAT = 1
"""Of the folder."""
PDQ = f"pdq256-512px/{VERSIONS['hashing']}"
"""Which hashes a bank holds: hashes of another name are not compared with them."""
ENCODER = f"fingerprint/{VERSIONS['embedding']}"
"""Which encoder its vectors are of: those of another are not compared."""
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
        ("vector", "i1", 64),
        ("quality", "u1"),
        ("note", "<u8"),
    ]
)
"""A picture: BLAKE2b of the file, PDQ, PDQ without margins, the encoder's vector, PDQ's quality,
and where its words stand in the notes. What is not known is 0."""
TEXT = np.dtype([("digest", "u1", 16), ("signs", "<u4", SIGNS), ("note", "<u8")])
"""A text: BLAKE2b of its words, MinHash, and where its words stand in the notes."""
MARK = np.dtype([("what", "u1"), ("text", "u1"), ("entry", "<u8")])
"""What became of an entry: REMOVED or QUARANTINED."""
REMOVED, QUARANTINED = 1, 2


class BankError(Refusal):
    """Something is wrong with a bank or with what was asked of it: one sentence that names the mend."""
