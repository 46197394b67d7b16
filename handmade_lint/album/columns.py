"""Columns: arrays of equal length, a row a picture; what is in a row that was not measured; rows as one record."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from ..measures.index import ALWAYS, COLUMNS, OPTIONAL, Column

if TYPE_CHECKING:
    import numpy as np

Columns = dict[str, Any]
"""Name → numpy array."""

DIGEST = 16
"""Bytes of the hash by which a picture's content is known."""

OWN: Mapping[str, Column] = {
    column.name: column
    for column in (
        Column("digest", f"u1:{DIGEST}", "", "header", "bits", 0, 255, "BLAKE2b hash of the file's bytes."),
        Column("suffix", "U8", "", "header", "", 0, 0, "How the file's name ends, in small letters: .jpg"),
        Column("matches", "O", "", "header", "", 0, 0, "What banks know that is like it (--bank): tuples of facts."),
    )
}
"""Columns that need no measure."""

KNOWN: Mapping[str, Column] = {**COLUMNS, **OWN}
"""All that a rule on pictures may read."""


def unmeasured(names: Iterable[str], rows: int) -> Columns:
    """Columns of pictures of which nothing was measured: nan, -1, '', False, zeros in hashes."""
    import numpy as np

    columns: Columns = {}
    for name in names:
        column = KNOWN[name]
        columns[name] = np.zeros((rows, *column.shape), column.dtype)
        if column.dtype[0] == "f" or (column.dtype[0] == "i" and not column.shape):
            columns[name][...] = float("nan") if column.dtype[0] == "f" else -1
    return columns


def for_rules(columns: Columns) -> Columns:
    """The same columns as rules read them: whole numbers as floats, so that what was not measured is nan everywhere."""
    import numpy as np

    told: Columns = {}
    for name, column in columns.items():
        if column.dtype.kind == "i" and column.ndim == 1:
            told[name] = np.where(column < 0, np.nan, column.astype(np.float64))
        else:
            told[name] = column
    return told


def layout_of(names: Iterable[str]) -> str:
    """A hash of the names, kinds and versions of columns, and of what is installed that their measures can use.

    What was remembered is read by the same one only.
    """
    columns = [COLUMNS[name] for name in sorted(names)]
    optional = {OPTIONAL[column.measure] for column in columns if column.measure in OPTIONAL}
    said = "\n".join(
        [
            *(f"{column.name} {column.kind} {column.version}" for column in columns),
            *(package for package in sorted(optional) if find_spec(package)),
        ]
    )
    return hashlib.blake2b(said.encode(), digest_size=8).hexdigest()


def record_type(names: Collection[str]) -> np.dtype[Any]:
    """The structured dtype of one picture's row."""
    import numpy as np

    return np.dtype(
        [(name, np.dtype(COLUMNS[name].dtype).newbyteorder("<"), COLUMNS[name].shape) for name in sorted(names)]
    )


def to_records(columns: Columns, rows: Sequence[int]) -> list[bytes]:
    """Some rows as bytes, each by itself, compressed: most of a row is room for texts that are not there."""
    import numpy as np

    records = np.zeros(len(rows), record_type(columns))
    for name, column in columns.items():
        records[name] = column[list(rows)]
    return [zlib.compress(record.tobytes(), 1) for record in records]


def fill(columns: Columns, rows: Sequence[int], records: Sequence[bytes], names: Collection[str]) -> None:
    """Write records that `to_records` made of columns of these names into some rows."""
    import numpy as np

    read = np.frombuffer(b"".join(map(zlib.decompress, records)), record_type(names))
    where = list(rows)
    for name in names:
        columns[name][where] = read[name]


def whole(names: Iterable[str]) -> tuple[str, ...]:
    """The columns that must be measured for some that rules read."""
    return tuple(sorted({*names, *ALWAYS} & COLUMNS.keys()))
