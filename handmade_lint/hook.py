"""What pre-commit runs: the rows of the files that are committed, or every catalogue of the repository.

Rows first. The list of files may be split over several calls, so nothing that compares rows is asked; a picture in it
stands for the rows that show it, in whichever catalogue they are; and a file that is no catalogue is none of ours.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from . import git
from .config import Config
from .files import SPREADSHEETS, is_catalogue, is_picture
from .focus import Focus, named
from .report import Report, Unread
from .results import beside, result_of

if TYPE_CHECKING:
    from .catalogs import CatalogFile


def rows(paths: Iterable[str], config: Config, *, suppress: bool = True) -> Report | None:
    """Lint the rows of changed catalogues, and those that show changed pictures.

    Args:
        paths: files as pre-commit hands them; what is neither a catalogue nor a picture is passed over.
        config: what to do.
        suppress: whether files of suppressions beside the catalogues are heeded.

    Returns:
        None where none of the files has to do with a catalogue.
    """
    files = [Path(path) for path in dict.fromkeys(paths)]
    mine = [path for path in files if is_catalogue(path) and path.is_file()]
    pictures = frozenset(named(str(path.resolve())) for path in files if is_picture(path))
    known = {path.resolve() for path in mine}
    others = [path for path in discovered() if path.resolve() not in known] if pictures else []
    return _lint(mine, others, pictures, config, compares=False, suppress=suppress)


def whole(config: Config, *, suppress: bool = True) -> Report | None:
    """Lint every catalogue of the repository (or of the folder); None where there is none."""
    return _lint(discovered(), [], frozenset(), config, compares=True, suppress=suppress)


def _lint(
    mine: list[Path], others: list[Path], pictures: frozenset[str], config: Config, *, compares: bool, suppress: bool
) -> Report | None:
    paths = [*mine, *others]
    asked = ("hook", len(mine), sorted(pictures), compares, suppress)
    result = result_of(paths, beside(paths, config, suppress), config, asked) if paths else None
    if result is not None and (report := result.recall()) is not None:
        return report
    from .catalogs import UnreadableInput
    from .run import judge, open_file

    tables: list[CatalogFile] = []
    unread: list[Unread] = []
    focus: dict[int, Focus] = {}
    for path in paths:
        try:
            opened = open_file(path, str(path), config)
        except UnreadableInput as fault:
            if path in mine and path.suffix.casefold() in SPREADSHEETS:
                unread.append(Unread(str(path), fault.why))
            continue
        if path.suffix.casefold() not in SPREADSHEETS and not all(map(_is_surely_one, opened)):
            continue
        if path not in mine:
            found = Focus(config.images, pictures)
            focus |= dict.fromkeys(range(len(tables), len(tables) + len(opened)), found)
        tables += opened
    if not tables and not unread:
        return None
    report = judge(tables, config, unread=unread, focus=focus, suppress=suppress, compares=compares)
    if result is not None:
        result.keep(report)
    return report


def _is_surely_one(table: CatalogFile) -> bool:
    """Whether a table is a catalogue beyond doubt: a package.json has a name and a description, too."""
    return table.template != "plain" or any(column.name == "sku" for column in table.setting.columns)


def discovered() -> list[Path]:
    """Catalogues here and below, by their names: those that git does not ignore, or all outside of a repository."""
    listed = git.files(Path())
    if listed is not None:
        return sorted(path for path in set(listed) if is_catalogue(path) and path.is_file())
    from .catalogs import UnreadableInput, find_files

    try:
        return find_files(Path())
    except UnreadableInput:
        return []
