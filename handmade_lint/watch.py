"""`check --watch`: looks at names, sizes and times of files, and says which catalogues to lint anew."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from time import sleep

from .config import Config
from .files import is_catalogue, is_picture
from .results import beside
from .stamps import Stamp, TooMany, outer, pictures

EVERY = 0.5
"""Seconds between two looks."""

Stamps = Mapping[str, Stamp]
"""Of files, by absolute path."""


def watch(
    paths: Iterable[Path],
    configured: Callable[[], Config],
    lint: Callable[[list[Path]], None],
    rest: Callable[[], None],
) -> None:
    """Lint all, and then for ever what changed; a change is acted on when nothing has changed since the look before.

    Args:
        paths: catalogues, and folders of them.
        configured: gives the configuration, read anew.
        lint: lints some of the paths (or files in them), and tells.
        rest: waits between two looks.
    """
    named = list(paths)
    known = stamps(named, configured())
    lint(named)
    while True:
        rest()
        now = stamps(named, configured())
        if now == known:
            continue
        while (later := _later(named, configured, rest)) != now:
            now = later
        changed = [Path(path) for path in sorted(now.keys() | known.keys()) if now.get(path) != known.get(path)]
        known = now
        if stale := concerned(named, changed):
            lint(stale)


def _later(paths: list[Path], configured: Callable[[], Config], rest: Callable[[], None]) -> Stamps:
    rest()
    return stamps(paths, configured())


def pause() -> None:
    """Wait until the next look."""
    sleep(EVERY)


def concerned(paths: Iterable[Path], changed: Iterable[Path]) -> list[Path]:
    """Which catalogues are to be linted anew: those that changed and those beside changed pictures.

    Where any other file changed (a configuration, suppressions, a profile), all of them.
    """
    named = list(paths)
    if not all(is_catalogue(Path(one.name)) or _is_beside(one) for one in changed):
        return named
    changes = list(changed)
    files = [file for path in named for file in _files(path)]
    return [
        file
        for file in files
        if any(one == (full := file.resolve()) or (_is_beside(one) and full.parent in one.parents) for one in changes)
    ]


def _is_beside(path: Path) -> bool:
    return is_picture(path) or path.suffix.casefold() == ".zip"


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path] if path.exists() else []
    return sorted(one for one in path.rglob("*") if is_catalogue(one.relative_to(path)) and one.is_file())


def stamps(paths: Iterable[Path], config: Config) -> Stamps:
    """What a run over these paths reads: catalogues, what is beside them, and pictures in and below their folders."""
    files = [file for path in paths for file in _files(path)]
    more = [one for one in beside(files, config) if one is not None]
    if config.file:
        more.append(Path(config.file))
    found: dict[str, Stamp] = {}
    shelves = [one for one in map(os.path.realpath, config.images) if Path(one).is_dir()]
    for folder in outer([*shelves, *(os.path.realpath(file.parent) for file in files)]):
        with suppress(OSError, TooMany):
            found |= pictures(folder)
    for file in (*files, *more):
        with suppress(OSError):
            facts = file.stat()
            found[os.path.realpath(file)] = facts.st_size, facts.st_mtime_ns
    return found
