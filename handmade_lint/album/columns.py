"""Columns: arrays of equal length, a row a picture; what is in a row that was not measured; rows as one record."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

Columns = dict[str, Any]
"""Name → numpy array."""

OWN: Mapping[str, str] = {"fault": "U24", "fault_says": "U200", "digest": "u1:16", "suffix": "U8"}
"""Columns that need no measure: why a picture could not be measured ('' where it was) and the same in words, the
BLAKE2b hash of its bytes, and how its name ends ('.jpg')."""


@cache
def kinds() -> Mapping[str, str]:
    """Every column's kind by its name: a numpy dtype, and behind a colon the shape of a row where it is no single value.

    Where the measures are absent there are only OWN.
    """
    from ..measures.index import COLUMNS

    return {**{name: column.kind for name, column in COLUMNS.items()}, **OWN}


def dtype_of(kind: str) -> tuple[str, tuple[int, ...]]:
    """The numpy dtype and the shape of a row that a kind means: 'u1:8x32' is ('u1', (8, 32))."""
    letters, _, shape = kind.partition(":")
    return letters, tuple(int(side) for side in shape.split("x")) if shape else ()


def unmeasured(names: Iterable[str], rows: int) -> Columns:
    """Columns of pictures of which nothing was measured: nan, -1, '', False, zeros in hashes."""
    import numpy as np

    columns: Columns = {}
    for name in names:
        letters, shape = dtype_of(kinds()[name])
        empty = float("nan") if letters[0] == "f" else -1 if letters[0] == "i" else 0 if letters[0] == "u" else None
        column = np.zeros((rows, *shape), letters)
        if empty is not None:
            column[...] = empty
        columns[name] = column
    return columns


def for_rules(columns: Columns) -> Columns:
    """The same columns as rules read them: whole numbers as floats, so that what was not measured is nan everywhere."""
    import numpy as np

    told: Columns = {}
    for name, column in columns.items():
        if column.dtype.kind == "i":
            told[name] = np.where(column < 0, np.nan, column.astype(np.float64))
        else:
            told[name] = column
    return told


def record_type(names: Collection[str]) -> np.dtype[Any]:
    """The structured dtype of one picture's row."""
    import numpy as np

    fields = [(name, *dtype_of(kinds()[name])) for name in sorted(names)]
    return np.dtype([(name, "<" + letters if letters[0] in "fiU" else letters, shape) for name, letters, shape in fields])


def to_records(columns: Columns, names: Collection[str], rows: Sequence[int]) -> list[bytes]:
    """Some rows as bytes, each by itself."""
    import numpy as np

    records = np.zeros(len(rows), record_type(names))
    for name in names:
        records[name] = columns[name][list(rows)]
    return [record.tobytes() for record in records]


def fill(columns: Columns, rows: Sequence[int], records: Sequence[bytes], names: Collection[str]) -> None:
    """Write records that `to_records` made into some rows."""
    import numpy as np

    read = np.frombuffer(b"".join(records), record_type(names))
    where = list(rows)
    for name in names:
        columns[name][where] = read[name]
