"""What to do next in a folder: which catalogues lie there, whether a configuration and a profile hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .config import Config, ConfigError, find, load
from .files import is_catalogue
from .said import Said, say, say_many

_NAMED = 3
"""Catalogues that are named."""


@dataclass(frozen=True, slots=True)
class Step:
    """A thing to do, and the command that does it; '' for none."""

    says: Said
    command: str = ""


def catalogues(folder: Path) -> list[str]:
    """Names of the files of a folder (not of those below it) that look like catalogues, the newest first."""
    try:
        found = [path for path in folder.iterdir() if is_catalogue(Path(path.name)) and path.is_file()]
        return [path.name for path in sorted(found, key=lambda path: (-path.stat().st_mtime, path.name))]
    except OSError:
        return []


def seen(folder: Path) -> Iterator[Said]:
    """What lies in a folder."""
    files = catalogues(folder)
    if files:
        names = ", ".join(files[:_NAMED]) + (", …" if len(files) > _NAMED else "")
        yield say_many(
            "{n} file that may be a catalogue: {names}",
            "{n} files that may be catalogues: {names}",
            len(files),
            names=names,
        )
    else:
        yield say("no catalogue: no file that ends in .csv, .tsv, .txt, .xlsx, .json or the like")
    path, config = _configuration(folder)
    if path is None:
        yield say("no configuration and no profile")
    elif config is None:
        yield say("a configuration that cannot be read: {path}", path=path)
    elif not config.profile:
        yield say("a configuration, {path}, without a profile", path=path)
    else:
        yield say("a configuration, {path}, and a profile, {profile}", path=path, profile=config.profile)


def steps(folder: Path) -> Iterator[Step]:
    """What to do next there, in order."""
    files = catalogues(folder)
    path, config = _configuration(folder)
    file = _quoted(files[0]) if files else "catalogue.csv"
    if path is not None and config is None:
        yield Step(say("See what is wrong with the configuration:"), "handmade-lint doctor")
    if not files:
        yield Step(
            say("Put the file of your listings into this folder: the export or the flat file of your marketplace.")
        )
    if path is None or (config is not None and not config.profile):
        told = say("Tell a little about your shop, so that rules which must know it can speak (two minutes):")
        yield Step(told, "handmade-lint init" + (" --force" if path is not None and path.parent == folder else ""))
    yield Step(say("See what to mend first:"), f"handmade-lint check {file}")
    yield Step(say("The same as a page with pictures, for your browser:"), f"handmade-lint check {file} -o report.html")
    yield Step(say("See what can be mended at once; nothing is written yet:"), f"handmade-lint fix --diff {file}")


def _configuration(folder: Path) -> tuple[Path | None, Config | None]:
    path = find(folder)
    if path is None:
        return None, None
    try:
        return path, load(path)
    except ConfigError:
        return path, None


def _quoted(name: str) -> str:
    """A name as any shell takes it."""
    plain = name.replace("-", "").replace("_", "").replace(".", "").isalnum() and not name.startswith("-")
    return name if plain else '"' + name.replace('"', '\\"') + '"'
