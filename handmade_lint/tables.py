"""Tables made from files, remembered as JSON in the user's cache: TOML and modules take ten times longer to read."""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

_MOST = 48
"""Files that the cache may hold; the oldest go first."""


def read(paths: Iterable[Path]) -> dict[Path, dict[str, Any]]:
    """The tables of some TOML files; days are texts (ISO)."""
    files = list(paths)

    def parse() -> list[dict[str, Any]]:
        import tomllib

        return [tomllib.loads(path.read_text("utf-8")) for path in files]

    return dict(zip(files, remembered("toml", files, parse), strict=True))


def remembered(kind: str, files: Iterable[Path], make: Callable[[], list[Any]], *, of: str = "") -> list[Any]:
    """What `make` makes of some files: a list of JSON values, which come back as JSON has them (lists for tuples).

    It comes from the cache while no file has another size or time than when it was written there. A cache that cannot
    be read or written is done without.

    Args:
        kind: tells apart what is made of the same files.
        files: all that the result depends on.
        make: makes it anew.
        of: what else the result depends on.
    """
    digest = hashlib.blake2b(f"{kind}\0{of}\0".encode("utf-8", "surrogateescape"), digest_size=12)
    for path in files:
        facts = path.stat()
        digest.update(f"{path}\0{facts.st_size}\0{facts.st_mtime_ns}\n".encode("utf-8", "surrogateescape"))
    cache = cache_folder("tables")
    known = cache / f"{kind}-{digest.hexdigest()}.json" if cache else None
    if known is not None:
        try:
            found = json.loads(known.read_text("utf-8"))
            if isinstance(found, list):
                return found
        except (OSError, ValueError):
            pass
    text = json.dumps(make(), ensure_ascii=False, separators=(",", ":"), default=date.isoformat)
    if known is not None:
        remember(known, text, _MOST)
    made: list[Any] = json.loads(text)
    return made


def cache_folder(part: str) -> Path | None:
    """Where a part of the cache is, or None where the user has no place for it."""
    named = os.environ.get("LOCALAPPDATA" if sys.platform == "win32" else "XDG_CACHE_HOME")
    try:
        return (Path(named) if named else Path.home() / ".cache") / "handmade-lint" / part
    except RuntimeError:
        return None


def remember(known: Path, text: str, most: int) -> None:
    """Write a file of the cache, whose folder then holds so many at most; where that cannot be done, do without."""
    beside = known.with_suffix(f".{os.getpid()}")
    try:
        known.parent.mkdir(parents=True, exist_ok=True)
        for old in sorted(known.parent.glob("*.json"), key=lambda path: path.stat().st_mtime)[: 1 - most]:
            old.unlink(missing_ok=True)
        beside.write_text(text, "utf-8")
        beside.replace(known)
    except OSError:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
