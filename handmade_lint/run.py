"""A whole run: files and configuration in, Report out. The command line and Python callers go through here."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from . import GUIDE, __version__
from .catalogs import CatalogFile, UnreadableInput, find_files, open_catalog
from .choose import choose, settings, severities
from .config import Config, ConfigError, suggest
from .engines import Engine, processes
from .judge import Plan
from .listing import LANGUAGES, STORE_LANGUAGES, ImageRef, Listing, Origin
from .pipeline import Bench, Heard, Piece, Task, lint
from .report import Report, Unread
from .rules import load

if TYPE_CHECKING:
    from .album import Album
    from .album.recall import Measurer
    from .banks.looks import Known


def plan(config: Config) -> Plan:
    """The plan that a configuration asks for.

    Raises:
        ConfigError: it names a store, language, rule, setting, severity or day that there is not, or a profile that
            cannot be read.
    """
    if config.store and config.store not in STORE_LANGUAGES:
        known = ", ".join(STORE_LANGUAGES)
        raise ConfigError(
            f"no store is called '{config.store}'{suggest(config.store, STORE_LANGUAGES)} (stores: {known})"
        )
    if config.language and config.language not in LANGUAGES:
        raise ConfigError(f"language '{config.language}' is not one of {', '.join(LANGUAGES)}")
    every = load()
    grave = severities(every, config.severity)
    off = [code for code, severity in grave.items() if severity == "off"]
    told = config.told()
    return Plan(
        rules=choose(every, config.select, (*config.ignore, *off)),
        on=config.day(),
        settings=settings(every, config.rules),
        severities=grave,
        seller={key: value for key, (value, _) in told.items()},
        seller_files={key: file for key, (_, file) in told.items()},
        seller_file=config.profile or config.file,
    )


def album(
    config: Config, planned: Plan, progress: Callable[[int], None] | None = None, jobs: int = 1
) -> Album | Known | None:
    """What looks at pictures, with so many worker processes; None where no rule of the plan reads one.

    Raises:
        ConfigError: a folder or archive of pictures is not there, or a bank cannot be read.
    """
    for folder in config.images:
        if not Path(folder).exists():
            raise ConfigError(f"there is no folder or archive '{folder}' with pictures (--images)")
    if not planned.columns and not config.bank:
        return None
    from .album import Album, Settings

    where = Settings(config.images, config.fetch_images, config.cache)
    if config.bank:
        from .banks.bank import Bank
        from .banks.layout import BankError
        from .banks.looks import READ, Known

        try:
            folders = [Bank(Path(folder)).folder for folder in config.bank]
        except BankError as fault:
            raise ConfigError(f"{fault} (--bank)") from None
        columns = planned.columns | {*READ}
        return Known(Album(columns, where, measurer=_measurer(jobs), progress=progress), folders)
    return Album(planned.columns, where, measurer=_measurer(jobs), progress=progress)


def _portrait(config: Config, planned: Plan) -> Plan:
    """The plan with what is measured of the picture that the seller's profile names."""
    uri, file = planned.seller.get("seller.picture", ""), planned.seller_files.get("seller.picture", "")
    reads = {name for rule in planned.rules.values() for name in rule.reads}
    if not uri or "seller.picture" not in reads or _measurer(1) is None:
        return planned
    from .album import Album, Settings

    looks = Album(
        ("width", "height"), Settings(config.images, config.fetch_images, config.cache), measurer=_measurer(1)
    )
    seen = looks.look([Listing("", {}, (ImageRef(uri, "main"),), origin=Origin(file, 0))])
    looks.close()
    told = seen.mains(("width", "height", "fault_says")).get(0, {})
    names = {"width": "width", "height": "height", "fault_says": "fault"}
    facts = {f"seller.picture_{names[name]}": value for name, value in told.items() if value}
    if seen.tally.nowhere:
        facts["seller.picture_fault"] = "there is no such file"
    return replace(planned, seller={**planned.seller, **facts})


def _measurer(jobs: int) -> Callable[[], Measurer] | None:
    """Makes the workers that measure pictures; None where nothing that opens them is installed."""
    from importlib.util import find_spec

    if find_spec("cv2") is None or find_spec("PIL") is None:
        return None

    def make() -> Measurer:
        from .measures.pool import Pool

        return Pool(jobs)

    return make


def check(
    paths: Iterable[str | Path],
    config: Config | None = None,
    *,
    progress: Callable[[int], None] | None = None,
    measured: Callable[[int], None] | None = None,
    heard: Heard | None = None,
    stdin: BinaryIO | None = None,
    tables: Iterable[CatalogFile] = (),
    **options: Any,
) -> Report:
    """Lint catalogue files.

    Args:
        paths: files and folders; '-' is standard input.
        config: what to do; the defaults when None. No configuration file is looked for.
        progress: called with the number of listings judged so far.
        measured: called with the number of pictures that were measured since the last call.
        heard: called with findings as they come, in the order of the report.
        stdin: what '-' reads; standard input when None.
        tables: more to lint, opened already.
        **options: fields of Config that go before `config`'s, such as store="amazon.fr".

    Raises:
        ConfigError: the configuration is wrong.
        UnreadableInput: a file is missing, or is no catalogue; nothing was linted.
    """
    config = replace(config or Config(), **options)
    planned = _portrait(config, plan(config))
    engine = engine_for(config, sum(Path(path).stat().st_size for path in paths if Path(path).is_file()))
    looks = album(config, planned, measured, config.jobs or _cores())
    sources, unread = _open(paths, config, stdin)
    asked = {
        "select": list(config.select),
        "ignore": list(config.ignore),
        "config": config.file,
        "profile": config.profile,
    }
    try:
        return lint(
            [*sources, *tables],
            planned,
            engine=engine,
            album=looks,
            version=__version__,
            guide=GUIDE,
            settings=asked,
            unread=unread,
            progress=progress,
            heard=heard,
        )
    finally:
        if looks is not None:
            looks.close()


_LARGE = 8 << 20
"""Bytes of input from which on worker processes are worth their start."""


def engine_for(config: Config, size: int) -> Engine[Task, Piece] | None:
    """Where so many bytes of input are judged: as many worker processes as the configuration says; None for here."""
    jobs = config.jobs
    if not jobs:
        jobs = _cores() if size >= _LARGE else 1
    return processes(jobs, partial(_worker, config)) if jobs > 1 else None


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _worker(config: Config) -> Callable[[Task], Piece]:
    planned = plan(config)
    return partial(_packed, Bench(planned, album(config, planned)))


def _packed(bench: Bench, task: Task) -> Piece:
    return bench(task).packed()


def _open(
    paths: Iterable[str | Path], config: Config, stdin: BinaryIO | None
) -> tuple[list[CatalogFile], list[Unread]]:
    """Tables of all files; a file that was named must be a catalogue, one that stands in a folder may be none."""
    tables: list[CatalogFile] = []
    unread: list[Unread] = []
    for path in paths:
        if str(path) == "-":
            tables += _tables(stdin or sys.stdin.buffer, "standard input", config)
        elif not Path(path).is_dir():
            tables += _tables(Path(path), str(path), config)
        else:
            tables += _folder(Path(path), config, unread)
    return tables, unread


def _folder(folder: Path, config: Config, unread: list[Unread]) -> list[CatalogFile]:
    tables: list[CatalogFile] = []
    for file in find_files(folder):
        try:
            tables += _tables(file, str(file), config)
        except UnreadableInput as fault:
            unread.append(Unread(str(file), fault.why))
            last = fault
    if not tables:
        raise last
    return tables


def _tables(source: Path | BinaryIO, name: str, config: Config) -> list[CatalogFile]:
    return open_catalog(
        source,
        name=name,
        store=config.store or None,
        language=config.language or None,
        mapping=dict(config.headings) or None,
    )
