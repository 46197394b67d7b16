"""What pictures measure, in batches of columns: a row a picture. Measures have no opinion; see index.py."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cache, partial
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt
from threadpoolctl import ThreadpoolController

from ..pixels import CLOSE, DETAIL, WORK, Fault, Header, Limits, decode, read_header
from . import (
    background,
    codes,
    collage,
    colour,
    compression,
    content,
    embedding,
    exposure,
    focus,
    framing,
    hashing,
    kind,
    marks,
    points,
    reading,
    subject,
    trimming,
)
from .index import ALWAYS, COLUMNS, needs
from .view import View

__all__ = ["Columns", "Limits", "Picture", "blank", "join", "measure", "measure_each"]

Columns = dict[str, npt.NDArray[Any]]
"""Arrays of equal length by column: a row a picture."""

Picture = bytes | Path
"""The bytes of a file, or where it lies."""

_MEASURES: Mapping[str, Callable[[View], Mapping[str, object]]] = {
    "background": background.measure,
    "codes": codes.measure,
    "collage": collage.measure,
    "colour": colour.measure,
    "compression": compression.measure,
    "content": content.measure,
    "exposure": exposure.measure,
    "focus": focus.measure,
    "framing": framing.measure,
    "reading": reading.measure,
    "points": points.measure,
    "subject": subject.measure,
}


def measure(pictures: Sequence[Picture], columns: Collection[str], limits: Limits = Limits()) -> Columns:  # noqa: B008
    """Measure pictures, one after another in this thread; each is decoded at most once.

    No picture raises: `fault` and `fault_says` tell why one could not be measured. A decoder that hangs or dies takes
    this process along; `pool.Pool` has workers for that.

    Args:
        pictures: bytes of files, or paths.
        columns: names of index.COLUMNS; `fault` and `fault_says` are added.
        limits: what is not opened.

    Raises:
        KeyError: nothing measures a column of that name.
    """
    return measure_each(pictures, columns, limits, lambda _: None)


def measure_each(
    pictures: Sequence[Picture], columns: Collection[str], limits: Limits, before: Callable[[int], None]
) -> Columns:
    """As `measure`; `before` hears the row of each picture before it is touched."""
    with _one_thread().limit(limits=1, user_api="blas"):
        return _Batch(pictures, columns, limits).measure(before)


def blank(count: int, columns: Iterable[str]) -> Columns:
    """Columns of so many rows that say 'not measured': nan, -1, 0, ''."""
    found: Columns = {}
    for name in dict.fromkeys((*ALWAYS, *columns)):
        column = COLUMNS[name]
        found[name] = np.zeros((count, *column.shape), column.dtype)
        if column.dtype.startswith("f"):
            found[name][...] = np.nan
        elif column.dtype.startswith("i") and not column.shape:
            found[name][...] = -1
    return found


def join(parts: Sequence[Columns]) -> Columns:
    """Columns one below another."""
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]} if parts else {}


@cache
def _one_thread() -> ThreadpoolController:
    """BLAS in one thread: products as small as ours take a hundred times longer when two threads fight over them."""
    return ThreadpoolController()


class _Batch:
    """The measuring of one batch."""

    def __init__(self, pictures: Sequence[Picture], columns: Collection[str], limits: Limits) -> None:
        self.pictures = pictures
        self.limits = limits
        self.found = blank(len(pictures), columns)
        self.needs = needs(columns)
        self.measures = {COLUMNS[name].measure for name in columns} & _MEASURES.keys()
        self.header = [name for name in self.found if COLUMNS[name].measure == "header"]
        self.vectors = embedding.Vectors({name for name in columns if COLUMNS[name].measure == "embedding"})
        self.kinds = kind.Kinds({name for name in columns if COLUMNS[name].measure == "kind"})
        self.marks = marks.Marks({name for name in columns if COLUMNS[name].measure == "marks"})
        self.hashes = _Hashes({name for name in columns if COLUMNS[name].measure == "hashing"})

    def measure(self, before: Callable[[int], None]) -> Columns:
        """All pictures, one after another."""
        for row, picture in enumerate(self.pictures):
            before(row)
            try:
                self._one(row, picture)
            except Fault as fault:
                self.found["fault"][row], self.found["fault_says"][row] = fault.code, fault.says
            except MemoryError:
                self.found["fault"][row] = "memory"
                self.found["fault_says"][row] = "Measuring it takes more memory than there is."
            except Exception as fault:  # one picture never ends a run; the tests see to it that this is none
                self.found["fault"][row] = "failed"
                self.found["fault_says"][row] = f"A measure failed ({type(fault).__name__}); please report it."
                if STRICT:
                    raise
        self.hashes.write(self.found)
        self.vectors.write(self.found)
        self.kinds.write(self.found)
        return self.found

    def _one(self, row: int, picture: Picture) -> None:
        data = picture if isinstance(picture, bytes) else _read(picture, self.limits)
        header = Header(len(data))
        try:
            header = read_header(data, self.limits, header)
        finally:
            self._tell(row, header)
        if self.needs == "header":
            if isinstance(header.opened, Fault):
                raise header.opened
            return
        detail = self.needs == "detail"
        view = View(decode(data, header, DETAIL if detail else WORK), partial(decode, data, header, CLOSE))
        header.opened = None
        for name in self.measures:
            for column, value in _MEASURES[name](view).items():
                if column in self.found:
                    self.found[column][row] = value
        if detail and "enlargement" in self.found:
            self.found["enlargement"][row] = focus.enlargement(view)
        self.hashes.add(row, view)
        self.vectors.add(row, view)
        self.kinds.add(row, view)
        self.marks.add(row, view, self.found)

    def _tell(self, row: int, header: Header) -> None:
        width, height = header.upright
        for name in self.header:
            value = {"width": width, "height": height}.get(name)
            self.found[name][row] = getattr(header, name) if value is None else value


class _Hashes:
    """The grids of a batch, until they become bits together."""

    def __init__(self, columns: Collection[str]) -> None:
        self.columns = columns
        self.grids: dict[str, list[hashing.Floats]] = {}
        self.rows: list[int] = []
        self.wanted = {
            "pdq": not {"pdq", "pdq_quality"}.isdisjoint(columns),
            "pdq_trimmed": not {"pdq_trimmed", "pdq_dihedral"}.isdisjoint(columns),
            **{name: name in columns for name in ("phash", "phash_trimmed", "dhash", "dhash_trimmed")},
        }

    def add(self, row: int, view: View) -> None:
        """Take the grids of a picture."""
        if not self.columns:
            return
        self.rows.append(row)
        for name, wanted in self.wanted.items():
            if not wanted:
                continue
            if name == "pdq_trimmed":
                cut = trimming.canvas(view.luma, trimming.sides(view), _CANVAS)
                self.grids.setdefault(name, []).append(hashing.even_grid(cut))
                continue
            kind = name.removesuffix("_trimmed")
            known = self.grids.setdefault(name, [])
            box = framing.WHOLE if name == kind else framing.trim_box(view)
            trims = box != framing.WHOLE
            if name != kind and not trims and self.wanted[kind]:
                known.append(self.grids[kind][-1])
                continue
            luma = view.luma if name == "pdq" else view.small_float
            known.append(_GRIDS[kind](hashing.trimmed(luma, box) if trims else luma))

    def write(self, found: Columns) -> None:
        """Turn the grids into bits."""
        if not self.rows:
            return
        for name, grids in self.grids.items():
            stack = np.stack(grids)
            if name.startswith("pdq"):
                parts = hashing.pdq_parts(stack)
                self._put(found, name, hashing.pdq_bits(parts))
                if name == "pdq":
                    self._put(found, "pdq_quality", hashing.pdq_quality(stack))
                elif "pdq_dihedral" in found:
                    self._put(found, "pdq_dihedral", hashing.pdq_turned(parts))
            else:
                bits = hashing.phash_bits if name.startswith("phash") else hashing.dhash_bits
                self._put(found, name, bits(stack))

    def _put(self, found: Columns, name: str, values: npt.NDArray[Any]) -> None:
        if name in found:
            found[name][self.rows] = values


_CANVAS = 256
"""Side of the square to which a picture without its margins is brought before it is hashed."""
_GRIDS = {"pdq": hashing.pdq_grid, "phash": hashing.phash_grid, "dhash": hashing.dhash_grid}


def _read(path: Path, limits: Limits) -> bytes:
    try:
        if path.stat().st_size > limits.bytes:
            size = path.stat().st_size / 1e6
            raise Fault("too-big", f"The file has {size:.0f} MB; up to {limits.bytes / 1e6:.0f} MB are opened.")
        return path.read_bytes()
    except (OSError, ValueError) as fault:
        raise Fault("unreadable", f"The file cannot be opened: {getattr(fault, 'strerror', None) or fault}.") from fault


STRICT = False
"""Let a measure's own fault through, as the tests do."""

cv2.setNumThreads(1)  # workers are processes; threads within one picture only cost
warnings.filterwarnings("ignore", category=UserWarning, module="PIL")
