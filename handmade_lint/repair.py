"""A whole run of fix: catalogues and configuration in; bytes after the fixes, and reports of before and after, out.

Nothing is written here. What is handed back was read again: each row is as it was but for the changed cells, and no
finding is there that was not there before, on products or on the catalogue as a whole.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
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
from .run import engine_for, plan

STDIN = "standard input"
_TRIALS = 12
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
) -> Outcome:
    """Mend catalogues, in memory.

    Args:
        paths: files and folders; '-' is standard input.
        config: what to do; the defaults when None. Rules that are not selected fix nothing, but are heeded: a fix that
            would bring a finding of any rule that is not ignored is left out.
        unsafe: apply also fixes that may change the meaning.
        stdin: what '-' reads.
        progress: called with the number of listings judged so far.

    Raises:
        ConfigError: the configuration is wrong.
        UnreadableInput: a file is missing, is no catalogue, or is of a kind that cannot be written.
    """
    config = config or Config()
    asked = plan(config)
    heeded = {*asked.rules, *plan(replace(config, select=())).rules}
    wide = replace(config, select=tuple(sorted(heeded)))
    job = _Job(wide, plan(wide), frozenset(asked.rules), unsafe, progress)
    files, unread = _files(paths, config, stdin)
    return job.run(files, unread)


def _files(
    paths: Iterable[str | Path], config: Config, stdin: BinaryIO | None
) -> tuple[list[FileResult], list[Unread]]:
    found: list[FileResult] = []
    unread: list[Unread] = []
    for path in paths:
        if str(path) == "-":
            assert stdin is not None
            found.append(FileResult(STDIN, None, stdin.read()))
        elif not Path(path).is_dir():
            _tables(str(path), Path(path), config)
            found.append(FileResult(str(path), Path(path), Path(path).read_bytes()))
        else:
            folder = []
            for file in find_files(Path(path)):
                try:
                    _tables(str(file), file, config)
                    folder.append(FileResult(str(file), file, file.read_bytes()))
                except UnreadableInput as fault:
                    unread.append(Unread(str(file), fault.why))
                    last = fault
            if not folder:
                raise last
            found += folder
    return found, unread


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

    def run(self, files: list[FileResult], unread: list[Unread]) -> Outcome:
        """Mend the files."""
        before = self._lint(files, unread, [one.before for one in files])
        mended: dict[Row, Mended] = {}
        dropped: list[Dropped] = []
        patchers: dict[str, Patcher] = {}
        for file in files:
            rows = {
                (one.location.sheet or "", one.location.row)
                for one in before.findings
                if one.location.file == file.name and self._wanted(one)
            }
            if rows:
                patchers[file.name] = open_patcher(file.name, file.before)
                for key, one in self._mend(file, rows, patchers[file.name]):
                    dropped += one.dropped
                    if one.changes:
                        mended[key] = one
        after, given_up = self._settled(files, unread, before, mended, patchers)
        for file in files:
            self._prove(file, {cell: change for _, one in _of(file, mended) for cell, change in one.changes.items()})
            file.rewrites = [rewrite for _, one in _of(file, mended) for rewrite in _rewrites(one)]
        return Outcome(files, before, after, self.codes, [*dropped, *given_up], self.unsafe)

    def _wanted(self, finding: Finding) -> bool:
        return finding.fix is not None and finding.code in self.codes and (self.unsafe or finding.fix.safe)

    def _lint(self, files: Sequence[FileResult], unread: Sequence[Unread], contents: Sequence[bytes]) -> Report:
        tables = [
            table
            for file, content in zip(files, contents, strict=True)
            for table in _tables(file.name, content, self.config)
        ]
        return lint(
            tables,
            self.plan,
            engine=engine_for(self.config, sum(map(len, contents))),
            version=__version__,
            guide=GUIDE,
            unread=unread,
            progress=self.progress,
        )

    def _mend(self, file: FileResult, rows: set[tuple[str, int]], patcher: Patcher) -> Iterable[tuple[Row, Mended]]:
        mender = Mender(self.plan, self._wanted)
        for table in _tables(file.name, file.before, self.config):
            for unit in units(table):
                if any((unit.sheet, row) in rows for row in unit.rows):
                    yield (file.name, unit.sheet, min(unit.rows)), mender(unit, patcher.refusal)

    def _settled(
        self,
        files: list[FileResult],
        unread: list[Unread],
        before: Report,
        mended: dict[Row, Mended],
        patchers: Mapping[str, Patcher],
    ) -> tuple[Report, list[Dropped]]:
        """Judge the catalogues as a whole after the fixes, and give up products whose fixes bring something new.

        The products given up are taken out of `mended`.
        """
        had = _counted(before)
        given_up: list[Dropped] = []
        trials = 0
        while True:
            self._write(files, mended, patchers)
            if not any(file.changed for file in files):
                return before, given_up
            after = self._lint(files, unread, [file.after for file in files])
            brought = [one for one in after.findings if _key(one) in _more(_counted(after), had)]
            if not brought:
                return after, given_up
            trials += 1
            guilty = self._guilty(brought, mended) or self._suspects(files, unread, had, mended, patchers)
            if trials >= _TRIALS:
                guilty = list(mended)
            why = f"it would bring {', '.join(sorted({one.code for one in brought}))} to the catalogue"
            for key in guilty:
                given_up += [Dropped(step.finding, why) for step in mended.pop(key).steps]

    def _write(self, files: list[FileResult], mended: Mapping[Row, Mended], patchers: Mapping[str, Patcher]) -> None:
        for file in files:
            changes = {cell: change for _, one in _of(file, mended) for cell, change in one.changes.items()}
            file.after = patchers[file.name].patched(changes) if changes else file.before

    def _guilty(self, brought: Iterable[Finding], mended: Mapping[Row, Mended]) -> list[Row]:
        """Mended products on which something new is said."""
        places = {(one.location.file, one.location.sheet or "", one.location.row) for one in brought}
        return [key for key, one in mended.items() if any((key[0], key[1], row) in places for row in one.unit.rows)]

    def _suspects(
        self,
        files: list[FileResult],
        unread: list[Unread],
        had: Counter[tuple[_Key, int]],
        mended: Mapping[Row, Mended],
        patchers: Mapping[str, Patcher],
    ) -> list[Row]:
        """The mended product with which something new is said elsewhere, and without which (and later ones) not."""
        keys = list(mended)
        least, most = 1, len(keys)
        while least < most:
            middle = (least + most) // 2
            self._write(files, {key: mended[key] for key in keys[:middle]}, patchers)
            if _more(_counted(self._lint(files, unread, [file.after for file in files])), had):
                most = middle
            else:
                least = middle + 1
        return [keys[least - 1]]

    def _prove(self, file: FileResult, changes: Mapping[Cell, Change]) -> None:
        """Read the catalogue before and after, and compare every cell.

        Raises:
            UnreadableInput: something else than the changed cells differs.
        """
        if not file.changed:
            return
        old, new = (_tables(file.name, content, self.config) for content in (file.before, file.after))
        for what in differences(old, new, changes):
            words = f"the fixes would change more of this file than the cells they mean ({what}); nothing was written"
            raise UnreadableInput(file.name, words)


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
    return {key for (key, rank), count in counts.items() if count > had[key, rank]}


def _rewrites(mended: Mended) -> Iterable[Rewrite]:
    listings = mended.unit.listings()
    columns = {mended.unit.cell_of(one): one.column for listing in listings for one in listing.cells.values()}
    for cell, change in mended.changes.items():
        codes = dict.fromkeys(step.finding.code for step in mended.steps if cell in step.cells)
        sku = mended.steps[0].finding.sku
        column = columns.get(cell) or next(
            (step.finding.location.column for step in mended.steps if cell in step.cells), str(cell.at)
        )
        yield Rewrite(cell.row, column, sku, cell.sheet, change, tuple(codes))
