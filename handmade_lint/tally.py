"""What became of the pictures of a run."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Tally:
    """What became of the pictures of some listings."""

    found: int = 0
    """Pictures that were looked for: all but `remote` and `nowhere`."""
    measured: int = 0
    """Files that were decoded, or that could not be."""
    remembered: int = 0
    remote: int = 0
    """Addresses on the web that were not fetched."""
    nowhere: int = 0
    """Names of files where no pictures are at all."""
    unread: int = 0
    """Pictures that are there, and that nothing installed can measure."""

    def add(self, other: Tally) -> None:
        """Add what became of others."""
        for name in self.__slots__:
            setattr(self, name, getattr(self, name) + getattr(other, name))
