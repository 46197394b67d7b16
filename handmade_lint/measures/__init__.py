"""What pictures measure, in batches of columns: a row a picture. Measures have no opinion; see index.py.

Loaded on first use: the index is for all to read, and costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__all__ = ["Columns", "Limits", "Picture", "blank", "join", "measure", "measure_each"]

if TYPE_CHECKING:
    from .batch import Columns, Limits, Picture, blank, join, measure, measure_each


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from . import batch

    return getattr(batch, name)
