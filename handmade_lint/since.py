"""`--since REF`: which rows and pictures are not as they were in a git revision."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from . import git
from .catalogs import CatalogFile, UnreadableInput, open_catalog
from .config import Config, ConfigError
from .finding import Fault
from .focus import Focus, named, of_fault, of_listing
from .said import say


@dataclass(frozen=True)
class Since:
    """What a run since a revision looks at."""

    focus: dict[int, Focus]
    """Of each table (by number) whose file was there before."""
    changed: frozenset[str]
    """Files that changed, as `focus.named` gives them."""

    def has_changed(self, file: str) -> bool:
        """Whether a file is not as it was."""
        return named(str(Path(file).resolve())) in self.changed


def since(ref: str, tables: Sequence[CatalogFile], config: Config) -> Since:
    """Compare catalogues with what they were.

    Args:
        ref: a branch, tag or commit.
        tables: of the catalogues as they are.
        config: what they were opened with, and where pictures are looked for.

    Raises:
        ConfigError: a catalogue is in no git repository, or that has no such revision.
    """
    focus: dict[int, Focus] = {}
    all_changed: set[str] = set()
    commits: dict[Path, tuple[str, frozenset[str]]] = {}
    of_files: dict[str, Focus | None] = {}
    for number, table in enumerate(tables):
        path = Path(table.file)
        if not path.exists():
            raise ConfigError(say("--since compares files with what they were; {file} is none", file=table.file))
        path = path.resolve()
        top = git.root(path.parent)
        if top is None:
            raise ConfigError(say("--since needs git: {parent} is in no git repository", parent=path.parent))
        if top not in commits:
            commit = git.revision(top, ref)
            commits[top] = commit, frozenset(named(str(one)) for one in git.changed(top, commit))
            all_changed |= commits[top][1]
        if table.file not in of_files:
            of_files[table.file] = _of_file(path, top, *commits[top], config)
        found = of_files[table.file]
        if found is not None:
            focus[number] = found
    return Since(focus, frozenset(all_changed))


def _of_file(path: Path, top: Path, commit: str, changed: frozenset[str], config: Config) -> Focus | None:
    """What to look at in a file; None for all of it."""
    if named(str(path)) not in changed:
        return Focus(config.images, changed)
    old = git.content(top, commit, path)
    if old is None:
        return None
    try:
        tables = open_catalog(
            io.BytesIO(old),
            name=str(path),
            store=config.store or None,
            language=config.language or None,
            mapping=dict(config.headings) or None,
        )
    except UnreadableInput:
        return None
    listings: set[bytes] = set()
    faults: set[bytes] = set()
    for table in tables:
        for item in table:
            if isinstance(item, Fault):
                faults.add(of_fault(item))
            else:
                listings.add(of_listing(item))
    return Focus(config.images, changed, frozenset(listings), frozenset(faults))
