"""What lies in and below a folder: files with their sizes and times, by which it is seen that they changed."""

from __future__ import annotations

import os
from collections.abc import Iterator

from .files import CATALOGUES, PICTURES

Stamp = tuple[int, int]
"""Size (bytes) and time of the last change (ns) of a file."""

MANY = 20_000
"""Names in and below a folder from which on it is not looked through."""


class TooMany(Exception):
    """A folder holds more than is looked through."""


def stamps(folder: str) -> Iterator[tuple[str, Stamp]]:
    """Every file, by its path, in the order of names; hidden folders are left out.

    Raises:
        TooMany: there are more than MANY.
        OSError: a folder cannot be read.
    """
    waiting, seen = [folder], 0
    while waiting:
        for entry in sorted(os.scandir(waiting.pop()), key=lambda one: one.name):
            seen += 1
            if seen > MANY:
                raise TooMany(folder)
            if entry.is_dir(follow_symlinks=False):
                if not entry.name.startswith((".", "__pycache__")):
                    waiting.append(entry.path)
            elif entry.is_file():
                facts = entry.stat()
                yield entry.path, (facts.st_size, facts.st_mtime_ns)


def pictures(folder: str) -> Iterator[tuple[str, Stamp]]:
    """Pictures and archives that may hold some; of files that are called like catalogues, the names alone."""
    for path, stamp in stamps(folder):
        suffix = os.path.splitext(path)[1].casefold()  # noqa: PTH122 - thousands of times
        if suffix in PICTURES or suffix == ".zip":
            yield path, stamp
        elif suffix in CATALOGUES:
            yield path, (0, 0)


def outer(folders: list[str]) -> list[str]:
    """Folders without those that lie in another of them."""
    kept: list[str] = []
    for folder in sorted(folders):
        if not any(folder == one or folder.startswith(one.rstrip(os.sep) + os.sep) for one in kept):
            kept.append(folder)
    return kept
