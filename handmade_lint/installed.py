"""Folders of rules that installed packages bring: entry points of the group `handmade_lint.rules`, each a package."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path

from .config import ConfigError
from .said import say
from .tables import remembered

GROUP = "handmade_lint.rules"


@cache
def installed() -> tuple[str, ...]:
    """The folders; looked for again when something was installed or removed.

    Raises:
        ConfigError: an entry point names no package.
    """
    searched = sys.path if sys.flags.safe_path else sys.path[1:]  # the first is where the run was started: no packages
    paths = [path for path in map(Path, dict.fromkeys(searched)) if path.is_dir()]
    return tuple(remembered("plugins", paths, _look))


def _look() -> list[str]:
    from importlib import metadata
    from importlib.util import find_spec

    folders: list[str] = []
    for point in metadata.entry_points(group=GROUP):
        try:
            found = find_spec(point.module)
        except ImportError:
            found = None
        places = list(found.submodule_search_locations or ()) if found else []
        if not places:
            raise ConfigError(
                say(
                    "entry point '{name}' of {group} names '{value}', which is no package here",
                    name=point.name,
                    group=GROUP,
                    value=point.value,
                )
            )
        folders.append(places[0])
    return folders
