"""A whole run of fix: catalogues and configuration in; bytes after the fixes, and reports of before and after, out.

Nothing is written here. What is handed back was read again: each row is as it was but for the changed cells, and no
finding is there that was not there before, on products or on the catalogue as a whole.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import count
from pathlib import Path
from typing import BinaryIO

from . import GUIDE, __version__
from .catalogs import CatalogFile, UnreadableInput, find_files, open_catalog
from .catalogs.patch import Cell, Change, Patcher
from .catalogs.units import units
from .catalogs.writing import differences, open_patcher
from .config import Config
from .finding import SEVERITIES, Finding
from .fix import Dropped, Mended, Mender
from .judge import Plan
from .pipeline import lint
from .report import Report, Unread
from .run import engine_for, plan, suppressions_of, worker
from .said import say
from .suppression import EXPIRED, STALE

STDIN = "standard input"
_TRIALS = 20
"""Readings after which all fixes that are still in doubt are given up at once."""

Row = tuple[str, str, int]
"""File, sheet, and row."""


@dataclass(frozen=True, slots=True)
class Rewrite:
    """One changed cell."""

    row: int
    column: str
    sku: str
    sheet: str
    change: Change
    codes: tuple[str, ...]
    """Of the rules whose fixes changed it, in the order of the fixes."""


@dataclass
class FileResult:
    """One catalogue, before and after."""

    name: str
    path: Path | None
    """None for standard input."""
    before: bytes
    after: bytes = b""
    rewrites: list[Rewrite] = field(default_factory=list)

    @property
    def changed(self) -> bool:
        """Whether anything was mended."""
        return self.before != self.after


@dataclass(frozen=True)
class Outcome:
    """What became of a run."""

    files: Sequence[FileResult]
    before: Report
    after: Report
    codes: frozenset[str]
    """Rules that were asked for."""
    dropped: Sequence[Dropped]
    unsafe: bool

    def counts(self, report: Report) -> Counter[str]:
        """Findings of the rules that were asked for, by severity."""
        return Counter(one.severity for one in report.findings if one.code in self.codes)

    @property
    def fixed(self) -> int:
        """Findings that are gone."""
        return sum(self.counts(self.before).values()) - sum(self.counts(self.after).values())

    @property
    def waiting(self) -> int:
        """Findings that remain and have a fix that only --unsafe applies."""
        if self.unsafe:
            return 0
        return sum(1 for one in self.after.findings if one.code in self.codes and one.fix and not one.fix.safe)


def repair(
    paths: Iterable[str | Path],
    config: Config | None = None,
    *,
    unsafe: bool = False,
    stdin: BinaryIO | None = None,
    progress: Callable[[int], None] | None = None,
    suppress: bool = False,
) -> Outcome:
    """Mend catalogues, in memory.

    Args:
        paths: files and folders; '-' is standard input.
        config: what to do; the defaults when None. Rules that are not selected fix nothing, but are heeded: a fix that
            would bring a finding of any rule that is not ignored is left out.
        unsafe: apply also fixes that may change the meaning.
        stdin: what '-' reads.
        progress: called with the number of listings judged so far.
        suppress: also heed the handmade-lint.suppress.toml that is nearest to each file: what is suppressed is left
            as it is. The column `handmade_lint_ignore` is heeded in any case.

    Raises:
        ConfigError: the configuration is wrong.
        UnreadableInput: a file is missing, is no catalogue, or is of a kind that cannot be written.
    """
    config = config or Config()
    asked = plan(config)
    heeded = {**asked.rules, **plan(replace(config, select=())).rules}
    of_texts = sorted(
        code for code, rule in heeded.items() if rule.subject != "images" and code not in (STALE, EXPIRED)
    )
    wide = replace(config, select=tuple(of_texts))
    job = _Job(wide, plan(wide), frozenset(asked.rules), unsafe, progress, suppress)
    files, unread = _files(paths, config, stdin)
    return job.run(files, unread)


def _files(
    paths: Iterable[str | Path], config: Config, stdin: BinaryIO | None
) -> tuple[list[FileResult], list[Unread]]:
    found: dict[str, FileResult] = {}
    unread: list[Unread] = []
    for path in dict.fromkeys(map(str, paths)):
        if path == "-":
            assert stdin is not None
            found.setdefault("", FileResult(STDIN, None, stdin.read()))
        elif not Path(path).is_dir():
            found.setdefault(str(Path(path).resolve()), _file(Path(path), config))
        else:
            read = 0
            for file in find_files(Path(path)):
                try:
                    one = _file(file, config)
                    _tables(one.name, one.before, config)
                except UnreadableInput as fault:
                    unread.append(Unread(str(file), fault.why))
                    last = fault
                else:
                    found.setdefault(str(file.resolve()), one)
                    read += 1
            if not read:
                raise last
    return list(found.values()), unread


def _file(path: Path, config: Config) -> FileResult:
    try:
        return FileResult(str(path), path, path.read_bytes())
    except (OSError, ValueError):
        _tables(str(path), path, config)  # says why, and what might have been meant
        raise


def tables_of(file: FileResult, config: Config) -> list[CatalogFile]:
    """The tables of a mended catalogue."""
    return _tables(file.name, file.after, config)


def _tables(name: str, source: Path | bytes, config: Config) -> list[CatalogFile]:
    return open_catalog(
        io.BytesIO(source) if isinstance(source, bytes) else source,
        name=name,
        store=config.store or None,
        language=config.language or None,
        mapping=dict(config.headings) or None,
    )


@dataclass(frozen=True)
class _Job:
    config: Config
    plan: Plan
    """Of all rules that are heeded."""
    codes: frozenset[str]
    unsafe: bool
    progress: Callable[[int], None] | None
    suppress: bool

    def run(self, files: list[FileResult], unread: list[Unread]) -> Outcome:
        """Mend the files."""
        before = self.lint(files, unread, [one.before for one in files])
        mended: dict[Row, Mended] = {}
        dropped: list[Dropped] = []
        patchers: dict[str, Patcher] = {}
        said: dict[str, list[Finding]] = {}
        for one in before.findings:
            if self._wanted(one):
                said.setdefault(one.location.file, []).append(one)
        for file in files:
            if file.name in said:
                patchers[file.name] = open_patcher(file.name, file.before)
                for key, product in self._mend(file, said[file.name], patchers[file.name]):
                    dropped += product.dropped
                    if product.changes:
                        mended[key] = product
        trial = _Trial(self, files, unread, before, patchers)
        after, given_up = trial.settle(mended)
        for file in files:
            file.rewrites = [rewrite for _, one in _of(file, mended) for rewrite in _rewrites(one)]
        return Outcome(files, before, after, self.codes, [*dropped, *given_up], self.unsafe)

    def _wanted(self, finding: Finding) -> bool:
        return finding.fix is not None and finding.code in self.codes and (self.unsafe or finding.fix.safe)

    def lint(self, files: Sequence[FileResult], unread: Sequence[Unread], contents: Sequence[bytes]) -> Report:
        tables = [
            table
            for file, content in zip(files, contents, strict=True)
            for table in _tables(file.name, content, self.config)
        ]
        suppressions, _ = suppressions_of(tables, self.config, self.plan, self.suppress)
        made = partial(worker, self.config, True, suppressions)
        return lint(
            tables,
            self.plan,
            suppressions=suppressions,
            engine=engine_for(self.config, sum(map(len, contents)), made),
            version=__version__,
            guide=GUIDE,
            unread=unread,
            progress=self.progress,
        )

    def _mend(self, file: FileResult, said: Sequence[Finding], patcher: Patcher) -> Iterable[tuple[Row, Mended]]:
        rows = {(one.location.sheet or "", one.location.row) for one in said}
        told = {(one.sku, one.code) for one in said}  # what the run does not tell of, as where it is suppressed, stays
        mender = Mender(self.plan, lambda one: self._wanted(one) and (one.sku, one.code) in told, self._wanted)
        for table in _tables(file.name, file.before, self.config):
            for unit in units(table):
                if any((unit.sheet, row) in rows for row in unit.rows):
                    yield (file.name, unit.sheet, min(unit.rows)), mender(unit, patcher.refusal)


@dataclass(frozen=True)
class _Trial:
    """The catalogues with some products mended, read and judged as a whole."""

    job: _Job
    files: Sequence[FileResult]
    unread: Sequence[Unread]
    before: Report
    patchers: Mapping[str, Patcher]

    def settle(self, mended: dict[Row, Mended]) -> tuple[Report, list[Dropped]]:
        """Give up products whose fixes bring something new, and take them out of `mended`."""
        given_up: list[Dropped] = []
        for trial in count():
            why, places, after = self._wrong(mended)
            if not why:
                return after, given_up
            guilty = [key for key, one in mended.items() if any((*key[:2], row) in places for row in one.unit.rows)]
            if trial == _TRIALS:
                guilty = list(mended)
            for key in guilty or [self._first(mended)]:
                given_up += [Dropped(step.finding, why) for step in mended.pop(key).steps]
        raise AssertionError  # the last trial is one without any fix

    def _wrong(self, mended: Mapping[Row, Mended]) -> tuple[str, set[Row], Report]:
        """What is wrong with the catalogues after the fixes ('' for nothing), in which rows, and the report."""
        self._write(mended)
        if not any(file.changed for file in self.files):
            return "", set(), self.before
        for file in self.files:
            if file.changed:
                old, new = (_tables(file.name, content, self.job.config) for content in (file.before, file.after))
                if what := next(iter(differences(old, new, _changes(file, mended))), ""):
                    return say("it would change more of the file than its cell ({what})", what=what), set(), self.before
        after = self.job.lint(self.files, self.unread, [file.after for file in self.files])
        more = _more(_counted(after), _counted(self.before))
        brought = [one for one in after.findings if _key(one) in more]
        places = {(one.location.file, one.location.sheet or "", one.location.row) for one in brought}
        codes = ", ".join(sorted({one.code for one in brought}))
        return say("it would bring {codes} to the catalogue", codes=codes) if codes else "", places, after

    def _write(self, mended: Mapping[Row, Mended]) -> None:
        for file in self.files:
            changes = _changes(file, mended)
            file.after = self.patchers[file.name].patched(changes) if changes else file.before

    def _first(self, mended: Mapping[Row, Mended]) -> Row:
        """The product with which something is wrong, where without it and all later ones nothing is."""
        keys = list(mended)
        least, most = 1, len(keys)
        while least < most:
            middle = (least + most) // 2
            if self._wrong({key: mended[key] for key in keys[:middle]})[0]:
                most = middle
            else:
                least = middle + 1
        return keys[least - 1]


def _changes(file: FileResult, mended: Mapping[Row, Mended]) -> dict[Cell, Change]:
    return {cell: change for _, one in _of(file, mended) for cell, change in one.changes.items()}


def _of(file: FileResult, mended: Mapping[Row, Mended]) -> list[tuple[Row, Mended]]:
    return [(key, one) for key, one in mended.items() if key[0] == file.name]


_Key = tuple[str, str, int, str, str, str]


def _key(finding: Finding) -> _Key:
    where = finding.location
    field = finding.field or where.column
    return where.file, where.sheet or "", where.row, finding.sku, finding.code, field


def _counted(report: Report) -> Counter[tuple[_Key, int]]:
    """Findings by place and rule, each counted at its own severity and at all softer ones."""
    counts: Counter[tuple[_Key, int]] = Counter()
    for one in report.findings:
        for rank in range(SEVERITIES.index(one.severity), len(SEVERITIES)):
            counts[_key(one), rank] += 1
    return counts


def _more(counts: Counter[tuple[_Key, int]], had: Counter[tuple[_Key, int]]) -> set[_Key]:
    return {key for (key, rank), times in counts.items() if times > had[key, rank]}


def _place(item: tuple[Cell, Change]) -> tuple[int, int, str]:
    cell = item[0]
    return (cell.row, cell.at, "") if isinstance(cell.at, int) else (cell.row, 0, cell.at)


def _rewrites(mended: Mended) -> Iterable[Rewrite]:
    listings = mended.unit.listings()
    columns = {mended.unit.cell_of(one): one.column for listing in listings for one in listing.cells.values()}
    for cell, change in sorted(mended.changes.items(), key=_place):
        codes = dict.fromkeys(step.finding.code for step in mended.steps if cell in step.cells)
        sku = mended.steps[0].finding.sku
        column = columns.get(cell) or next(
            (step.finding.location.column for step in mended.steps if cell in step.cells), str(cell.at)
        )
        yield Rewrite(cell.row, column, sku, cell.sheet, change, tuple(codes))
