"""TOML files of a folder as tables, remembered as JSON in the user's cache: TOML takes ten times longer to read."""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any


def read(paths: Iterable[Path]) -> dict[Path, dict[str, Any]]:
    """The tables of some files, which must hold texts, numbers, lists and tables only.

    They come from the cache while no file has another size or time than when it was written there. A cache that cannot
    be read or written is done without.
    """
    files = list(paths)
    digest = hashlib.blake2b(digest_size=12)
    for path in files:
        facts = path.stat()
        digest.update(f"{path}\0{facts.st_size}\0{facts.st_mtime_ns}\n".encode("utf-8", "surrogateescape"))
    cache = cache_folder("tables")
    known = cache / f"{digest.hexdigest()}.json" if cache else None
    if known is not None:
        try:
            tables = json.loads(known.read_text("utf-8"))
            if isinstance(tables, list) and len(tables) == len(files):
                return dict(zip(files, tables, strict=True))
        except (OSError, ValueError):
            pass
    import tomllib

    tables = [tomllib.loads(path.read_text("utf-8")) for path in files]
    if known is not None:
        _remember(known, tables)
    return dict(zip(files, tables, strict=True))


def cache_folder(part: str) -> Path | None:
    """Where a part of the cache is, or None where the user has no place for it."""
    named = os.environ.get("LOCALAPPDATA" if sys.platform == "win32" else "XDG_CACHE_HOME")
    try:
        return (Path(named) if named else Path.home() / ".cache") / "handmade-lint" / part
    except RuntimeError:
        return None


def _remember(known: Path, tables: list[dict[str, Any]]) -> None:
    beside = known.with_suffix(f".{os.getpid()}")
    try:
        known.parent.mkdir(parents=True, exist_ok=True)
        for old in sorted(known.parent.glob("*.json"), key=lambda path: path.stat().st_mtime)[:-7]:
            old.unlink(missing_ok=True)
        beside.write_text(json.dumps(tables, ensure_ascii=False), "utf-8")
        beside.replace(known)
    except OSError:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
