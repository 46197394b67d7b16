"""What writes changed cells back into the bytes of a file, whatever the container."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple, Protocol

__all__ = ["Cell", "Change", "Patcher"]


class Cell(NamedTuple):
    """A cell of a file."""

    sheet: str
    """'' where a file has no sheets."""
    row: int
    """1-based row, or position of the item."""
    at: int | str
    """0-based position of the column; of items of Amazon's API, the path inside the item."""


class Change(NamedTuple):
    """A cell's own string as it was read, and as it should be read from then on."""

    old: str
    new: str


class Patcher(Protocol):
    """Writes changes into a file; all that is not changed stays byte for byte."""

    def refusal(self, cell: Cell, change: Change) -> str:
        """Why a change cannot be written; '' where it can."""

    def patched(self, changes: Mapping[Cell, Change]) -> bytes:
        """The bytes of the file with the changes, none of which may be one that is refused."""
