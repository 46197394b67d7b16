"""A whole run: files and configuration in, Report out. The command line and Python callers go through here."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

from . import GUIDE, __version__
from .catalogs import CatalogFile, UnreadableInput, find_files, open_catalog
from .choose import choose, settings, severities
from .config import Config, ConfigError, suggest
from .engines import Engine, processes
from .judge import Plan
from .listing import LANGUAGES, STORE_LANGUAGES
from .pipeline import Bench, Heard, Piece, Task, lint
from .report import Report, Unread
from .rules import load


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
        prevalence=config.prevalence,
    )


def check(
    paths: Iterable[str | Path],
    config: Config | None = None,
    *,
    progress: Callable[[int], None] | None = None,
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
        heard: called with findings as they come, in the order of the report.
        stdin: what '-' reads; standard input when None.
        tables: more to lint, opened already.
        **options: fields of Config that go before `config`'s, such as store="amazon.fr".

    Raises:
        ConfigError: the configuration is wrong.
        UnreadableInput: a file is missing, or is no catalogue; nothing was linted.
    """
    config = replace(config or Config(), **options)
    planned = plan(config)
    sources, unread = _open(paths, config, stdin)
    asked = {
        "select": list(config.select),
        "ignore": list(config.ignore),
        "config": config.file,
        "profile": config.profile,
    }
    return lint(
        [*sources, *tables],
        planned,
        engine=_engine(config, paths),
        version=__version__,
        guide=GUIDE,
        settings=asked,
        unread=unread,
        progress=progress,
        heard=heard,
    )


_LARGE = 8 << 20
"""Bytes of input from which on worker processes are worth their start."""


def _engine(config: Config, paths: Iterable[str | Path]) -> Engine[Task, Piece] | None:
    jobs = config.jobs
    if not jobs:
        size = sum(Path(path).stat().st_size for path in paths if Path(path).is_file())
        jobs = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
        jobs = jobs if size >= _LARGE else 1
    return processes(jobs, partial(_worker, config)) if jobs > 1 else None


def _worker(config: Config) -> Callable[[Task], Piece]:
    return partial(_packed, Bench(plan(config)))


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
