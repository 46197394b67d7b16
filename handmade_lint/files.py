"""What names of files say: which are taken for catalogues, and which for pictures."""

from __future__ import annotations

from pathlib import Path

CATALOGUES = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".json", ".jsonl", ".ndjson", ".parquet")
"""Endings of names that are taken for catalogues where a folder is looked through."""
SPREADSHEETS = (".csv", ".tsv", ".xls", ".xlsm", ".xlsx")
"""Those that people take for catalogues; other files may well be something else."""
PICTURES = frozenset(
    ".jpg .jpeg .jpe .jfif .png .gif .webp .tif .tiff .bmp .avif .heic .heif .jp2 .svg .psd .ico".split()
)
"""Endings of names that are taken for pictures."""

STORE = "s3://"
"""How the address of a folder in an object store begins."""


def is_store(root: str) -> bool:
    """Whether it is the address of a folder in an object store."""
    return root.startswith(STORE)


def is_catalogue(path: Path) -> bool:
    """Whether a file is called like a catalogue: by its ending, neither hidden nor ours."""
    if path.suffix.casefold() not in CATALOGUES:
        return False
    return not any(part.startswith((".", "~$", "handmade-lint.")) and part != ".." for part in path.parts)


def is_picture(path: Path) -> bool:
    """Whether a file is called like a picture."""
    return path.suffix.casefold() in PICTURES
