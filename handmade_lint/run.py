"""A whole run: files and configuration in, Report out. The command line and Python callers go through here."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from . import GUIDE, __version__
from .catalogs import CatalogFile, UnreadableInput, find_files, open_catalog, partitions
from .choose import choose, settings, severities
from .config import Config, ConfigError, suggest
from .engines import Engine, here, processes, threads
from .files import is_store
from .finding import Suppression
from .focus import Focus
from .installed import installed
from .judge import Plan
from .listing import LANGUAGES, STORE_LANGUAGES, ImageRef, Listing, Origin
from .pipeline import Bench, Heard, Piece, Task, lint
from .plugins import load as load_plugins
from .report import Report, Unread
from .results import Result, beside, result_of, suppressing
from .rule import Rule
from .rules import load as house
from .said import say
from .suppress_file import load as load_suppressions
from .suppression import Suppressions


def every_rule(config: Config) -> dict[str, Rule]:
    """The rules of the house, of installed packages and of the configuration's folders, by code.

    Raises:
        ConfigError: something is wrong in one of the folders.
    """
    rules = house()
    folders = list({os.path.realpath(one): one for one in (*installed(), *config.rule_folders)}.values())
    names = {rule.name: rule for rule in rules.values()} if folders else {}
    added = load_plugins(folders)
    for code, rule in added.items():
        if taken := rules.get(code) or names.get(rule.name):
            word = code if code == taken.code else rule.name
            mend = "choose another, such as XX-001" if word == code else "call its file otherwise"
            raise ConfigError(
                say(
                    "rule {code} {name} of {group}: '{word}' is one of handmade-lint's; {mend}",
                    code=code,
                    name=rule.name,
                    group=rule.group,
                    word=word,
                    mend=mend,
                )
            )
    return dict(sorted({**rules, **added}.items())) if added else rules


if TYPE_CHECKING:
    from .album import Album
    from .album.recall import Measurer
    from .banks.looks import Known
    from .baseline import Baseline
    from .checkpoint import Checkpoint
    from .since import Since


def plan(config: Config) -> Plan:
    """The plan that a configuration asks for.

    Raises:
        ConfigError: it names a store, language, rule, setting, severity or day that there is not, or a profile that
            cannot be read.
    """
    if config.store and config.store not in STORE_LANGUAGES:
        known = ", ".join(STORE_LANGUAGES)
        raise ConfigError(
            say(
                "no store is called '{store}'{suggest} (stores: {known})",
                store=config.store,
                suggest=suggest(config.store, STORE_LANGUAGES),
                known=known,
            )
        )
    if config.language and config.language not in LANGUAGES:
        raise ConfigError(
            say(
                "language '{language}' is not one of {languages}",
                language=config.language,
                languages=", ".join(LANGUAGES),
            )
        )
    every = every_rule(config)
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


def album(
    config: Config, planned: Plan, progress: Callable[[int], None] | None = None, jobs: int = 1
) -> Album | Known | None:
    """What looks at pictures, with so many worker processes; None where no rule of the plan reads one.

    Raises:
        ConfigError: a folder or archive of pictures is not there, or a bank cannot be read.
    """
    for folder in config.images:
        if is_store(folder):
            _store(folder)
            continue
        if not Path(folder).exists():
            raise ConfigError(say("there is no folder or archive '{folder}' with pictures (--images)", folder=folder))
        if Path(folder).is_file():
            _archive(folder)
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
            raise ConfigError(say("{fault} (--bank)", fault=fault)) from None
        columns = planned.columns | {*READ}
        return Known(Album(columns, where, measurer=_measurer(jobs), progress=progress), folders)
    return Album(planned.columns, where, measurer=_measurer(jobs), progress=progress)


def _store(root: str) -> None:
    """Make sure that a store of pictures can be listed.

    Raises:
        ConfigError: it cannot.
    """
    from .album.stores import StoreError, probe

    try:
        probe(root)
    except StoreError as fault:
        raise ConfigError(
            say(
                "the pictures in '{root}' cannot be had ({fault}); who asks is told by AWS_ACCESS_KEY_ID and "
                "AWS_SECRET_ACCESS_KEY, where another store than Amazon's is by AWS_ENDPOINT_URL (--images)",
                root=root,
                fault=str(fault),
            )
        ) from None


def _archive(file: str) -> None:
    """Make sure that an archive of pictures can be read.

    Raises:
        ConfigError: it cannot.
    """
    import zipfile

    try:
        zipfile.ZipFile(file).close()
    except (OSError, ValueError, zipfile.BadZipFile, NotImplementedError) as fault:
        raise ConfigError(
            say(
                "'{file}' is no ZIP archive that can be read ({fault}); make it anew (--images)", file=file, fault=fault
            )
        ) from None


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
    suppress: bool = False,
    prune: bool = False,
    since: str = "",
    recall: bool = False,
    checkpoint: Checkpoint | None = None,
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
        suppress: also heed the handmade-lint.suppress.toml that is nearest to each file, or else beside the
            configuration. The column `handmade_lint_ignore` is heeded in any case.
        prune: strike out of the configuration's baseline what the run did not find again.
        since: a git revision: speak only of rows and pictures that are not as they were then.
        recall: give back what the same run over the same files gave before, if that is still in the cache.
        checkpoint: where pieces of the run are kept, and found again if it is cut off; the caller clears it.
        **options: fields of Config that go before `config`'s, such as store="amazon.fr".

    Raises:
        ConfigError: the configuration is wrong.
        UnreadableInput: a file is missing, or is no catalogue; nothing was linted.
    """
    config = replace(config or Config(), **options)
    named = [str(path) for path in paths]
    result = None
    if recall and not (since or prune or checkpoint or "-" in named or any(map(is_store, config.images))):
        result = _result(named, config, suppress)
        if result is not None and (known := result.recall()) is not None:
            if heard is not None:
                heard((finding, known.rules[finding.code]) for finding in known.findings)
            return known
    planned = plan(config)
    sources, unread = _open(named, config, stdin)
    then = _changed_since(since, sources, config) if since else None
    report = judge(
        [*sources, *tables],
        config,
        unread=unread,
        suppress=suppress,
        prune=prune,
        focus=then.focus if then else {},
        profile=then is None or then.has_changed(planned.seller_file),
        progress=progress,
        measured=measured,
        heard=heard,
        since=since,
        checkpoint=checkpoint,
    )
    if result is not None:
        result.keep(report)
    return report


def _changed_since(ref: str, sources: Sequence[CatalogFile], config: Config) -> Since:
    from .since import since

    return since(ref, sources, config)


def _baseline(file: str) -> Baseline:
    from .baseline import Baseline

    return Baseline.read(Path(file))


def _result(paths: Sequence[str], config: Config, suppress: bool) -> Result | None:
    """The place where the result of a run is remembered."""
    files: list[Path] = []
    for path in map(Path, paths):
        files += find_files(path) if path.is_dir() else matching(path) or [path]
    return result_of(files, beside(files, config, suppress), config, ("check", paths, suppress))


def judge(
    sources: Sequence[CatalogFile],
    config: Config,
    *,
    unread: Sequence[Unread] = (),
    suppress: bool = False,
    prune: bool = False,
    focus: Mapping[int, Focus] | None = None,
    profile: bool = True,
    compares: bool = True,
    progress: Callable[[int], None] | None = None,
    measured: Callable[[int], None] | None = None,
    heard: Heard | None = None,
    since: str = "",
    checkpoint: Checkpoint | None = None,
) -> Report:
    """Lint tables that were opened.

    Args:
        sources: the tables.
        config: what to do.
        unread: files that were left out, for the report.
        suppress: as in `check`.
        prune: as in `check`.
        focus: of tables (by number) of which only some rows are to be spoken of, which ones.
        profile: whether rules on the seller's profile are asked.
        compares: whether rules on the catalogue and on the profile are asked at all.
        progress: as in `check`.
        measured: as in `check`.
        heard: as in `check`.
        since: for the report: where `focus` comes from.
        checkpoint: as in `check`.

    Raises:
        ConfigError: the configuration is wrong.
    """
    planned = _portrait(config, _planned(config, compares))
    baseline = _baseline(config.baseline) if config.baseline else None
    suppressions, whole = suppressions_of(sources, config, planned, suppress)
    asked = {
        "select": list(config.select),
        "ignore": list(config.ignore),
        "config": config.file,
        "profile": config.profile,
        "baseline": config.baseline,
        "since": since,
    }
    focus = focus or {}
    size = sum(path.stat().st_size for file in {one.file for one in sources} if (path := Path(file)).is_file())
    dated = replace(config, on=planned.on.isoformat())  # workers may start after midnight
    looks = album(config, planned, measured, config.jobs or _cores())
    engine = engine_for(config, size, partial(worker, dated, compares, suppressions, focus))
    for source in sources:
        source.far = config.engine.partition(":")[0] in CLUSTERS
    if checkpoint is not None:
        engine = checkpoint.over(
            engine or here(Bench(planned, looks, suppressions, focus)), _judging(dated, planned, suppressions, focus)
        )
    try:
        report = lint(
            sources,
            planned,
            engine=engine,
            album=looks,
            version=__version__,
            guide=GUIDE,
            settings=asked,
            unread=unread,
            progress=progress,
            suppressions=suppressions,
            whole=whole,
            sift=baseline.is_new if baseline else None,
            focus=focus,
            profile=profile and compares,
            heard=heard,
        )
    finally:
        if looks is not None:
            looks.close()
    return _against(baseline, report, planned, suppressions, prune, bool(focus)) if baseline else report


def _judging(config: Config, planned: Plan, suppressions: Suppressions, focus: Mapping[int, Focus]) -> str:
    """All that tells one way of judging a row from another, but for the pictures."""
    from .stamps import stamps

    files = [[*stamps(str(folder))] for folder in (Path(__file__).parent, *installed(), *config.rule_folders)]
    return repr(
        (
            __version__,
            sys.version_info[:2],
            [(path, stamp) for some in files for path, stamp in some if not path.endswith(".pyc")],
            (sorted(planned.rules), planned.on, dict(planned.settings), dict(planned.severities)),
            (dict(planned.seller), dict(planned.seller_files), planned.seller_file, planned.prevalence),
            (config.images, config.fetch_images, config.bank),
            suppressions,
            dict(focus),
        )
    )


def _planned(config: Config, compares: bool) -> Plan:
    return plan(config) if compares else alone(config)


def alone(config: Config) -> Plan:
    """The plan without rules on the catalogue and on the profile.

    Raises:
        ConfigError: as `plan`.
    """
    planned = plan(config)
    rules = {code: rule for code, rule in planned.rules.items() if rule.subject not in ("catalog", "seller")}
    return replace(planned, rules=rules)


def _against(
    baseline: Baseline, report: Report, planned: Plan, suppressions: Suppressions, prune: bool, partly: bool
) -> Report:
    """The report of a run that was held against a baseline, with what of it is gone.

    Of a run that did not speak of all rows that cannot be said.
    """
    left_out = {one.rule for one in report.run.skipped}
    asked = planned.rules.keys() - left_out
    told = {one.location.file for told in suppressions.files.values() for many in told.values() for one in many}
    files = {*(one.file for one in report.run.inputs), planned.seller_file, *told}
    stale = {} if partly else dict(baseline.stale(files, asked.__contains__))
    states = baseline.states(stale)
    if prune:
        baseline.strike(stale)
    return report.with_run(replace(report.run, known=baseline.hidden, stale=sum(stale.values())), states)


def suppressions_of(
    sources: Sequence[CatalogFile], config: Config, planned: Plan, beside: bool
) -> tuple[Suppressions, Callable[[], bool]]:
    """What a run over these tables heeds, and what says whether no catalogue that its files speak of was left out.

    Args:
        sources: the tables.
        config: of the run.
        planned: of the run.
        beside: whether files beside the catalogues are heeded, or their columns alone.
    """
    names = {word.casefold(): rule.code for rule in every_rule(config).values() for word in (rule.code, rule.name)}
    told: dict[Path, dict[str, tuple[Suppression, ...]]] = {}
    files: dict[str, dict[str, tuple[Suppression, ...]]] = {}
    for folder, group in groupby(sources if beside else (), lambda one: Path(one.file).parent):
        found = suppressing(folder, config)
        if found is not None:
            told[found] = told.get(found) or load_suppressions(found)
            files |= {one.file: told[found] for one in group}

    def whole() -> bool:
        read = {Path(one.file).resolve() for one in sources}
        return all(file.resolve() in read for path in told for file in find_files(path.parent))

    return Suppressions(planned.on.isoformat(), names, files), whole


ENGINES = ("threads", "processes", "dask", "ray")
CLUSTERS = ("dask", "ray")
"""Engines that may have an address."""
_LARGE = 8 << 20
"""Bytes of input from which on worker processes are worth their start."""


def engine_for(
    config: Config, size: int, make: Callable[[], Callable[[Task], Piece]] | None = None
) -> Engine[Task, Piece] | None:
    """Where so many bytes of input are judged: the engine and the workers of the configuration; None for here.

    Args:
        config: of the run.
        size: bytes of input.
        make: makes what judges, in each worker; by default all rules of the configuration are asked.

    Raises:
        ConfigError: there is no such engine.
        Refusal: it cannot be used: a package, a cluster or a worker is missing.
    """
    make = make or partial(worker, config)
    kind, _, address = config.engine.partition(":")
    if kind and (kind not in ENGINES or (address and kind not in CLUSTERS)):
        of_address = f"; {kind} takes no address" if kind in ENGINES else suggest(kind, ENGINES)
        known = ", ".join(f"{one}[:ADDRESS]" if one in CLUSTERS else one for one in ENGINES)
        raise ConfigError(
            say(
                "there is no engine '{engine}'{of_address} ({known})",
                engine=config.engine,
                of_address=of_address,
                known=known,
            )
        )
    jobs = config.jobs
    if not jobs:
        jobs = _cores() if kind or size >= _LARGE else 1
    if kind == "dask":
        from .cluster.on_dask import dask

        return dask(address, jobs, make)
    if kind == "ray":
        from .cluster.on_ray import ray

        return ray(address, jobs, make)
    if kind == "threads":
        return threads(jobs, make)
    return processes(jobs, make) if kind or jobs > 1 else None


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def worker(
    config: Config,
    compares: bool = True,
    suppressions: Suppressions | None = None,
    focus: Mapping[int, Focus] | None = None,
) -> Callable[[Task], Piece]:
    """What judges in a worker process."""
    planned = _planned(config, compares)
    return _Worker(planned, album(config, planned), suppressions, focus)


class _Worker:
    """Judges tasks, packs what became of them, and lets go of its album in the end."""

    def __init__(
        self,
        planned: Plan,
        looks: Album | Known | None,
        suppressions: Suppressions | None,
        focus: Mapping[int, Focus] | None,
    ) -> None:
        self._bench, self._album = Bench(planned, looks, suppressions, focus), looks

    def __call__(self, task: Task) -> Piece:
        return self._bench(task).packed()

    def close(self) -> None:
        if self._album is not None:
            self._album.close()


def _open(
    paths: Iterable[str | Path], config: Config, stdin: BinaryIO | None
) -> tuple[list[CatalogFile], list[Unread]]:
    """Tables of all files; a file that was named must be a catalogue, one that stands in a folder may be none."""
    tables: list[CatalogFile] = []
    unread: list[Unread] = []
    for path in paths:
        if str(path) == "-":
            tables += open_file(stdin or sys.stdin.buffer, "standard input", config)
        elif Path(path).is_dir():
            tables += _folder(Path(path), config, unread)
        elif found := matching(path):
            for one in found:
                tables += open_file(one, str(one), config)
        else:
            tables += open_file(Path(path), str(path), config)
    return tables, unread


def matching(path: str | Path) -> list[Path]:
    """The files that a pattern (* ? [a-c] **) means, in order; none where it is the name of a file."""
    from glob import glob, has_magic

    if not has_magic(str(path)) or Path(path).exists():
        return []
    return [one for one in map(Path, sorted(glob(str(path), recursive=True))) if one.is_file()]  # noqa: PTH207


def _folder(folder: Path, config: Config, unread: list[Unread]) -> list[CatalogFile]:
    tables: list[CatalogFile] = []
    for file in find_files(folder):
        try:
            tables += open_file(file, str(file), config, partitions(file.relative_to(folder)))
        except UnreadableInput as fault:
            unread.append(Unread(str(file), fault.why))
            last = fault
    if not tables:
        raise last
    return tables


def open_file(
    source: Path | BinaryIO, name: str, config: Config, constant: Mapping[str, str] | None = None
) -> list[CatalogFile]:
    """The tables of a file, opened as the configuration says; `constant` as of catalogs.open_catalog.

    Raises:
        UnreadableInput: it is missing, or is no catalogue.
    """
    return open_catalog(
        source,
        name=name,
        store=config.store or None,
        language=config.language or None,
        mapping=dict(config.headings) or None,
        constant=constant,
    )
