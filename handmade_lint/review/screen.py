"""Catalogues screened into a queue, batch by batch; what was finished is never done again.

A batch is written in one transaction with its items, so that the process can be killed at any point: the next run reads
the same files, passes over the batches that are there, and goes on.
"""

from __future__ import annotations

import hashlib
import json
import marshal
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from .. import GUIDE, __version__
from ..catalogs import CatalogFile, UnreadableInput, find_files, open_catalog
from ..config import Config
from ..digest import by_listing
from ..engines import Engine, here, processes
from ..finding import Finding
from ..judge import Judge, Plan
from ..kept import Keeping, Kept
from ..listing import Listing
from ..pipeline import Bench, Task, facts, on_catalog
from ..run import album, plan
from ..said import say
from ..seal import sealed, unsealed
from . import log
from .items import Item, item, kept
from .ranking import rank
from .store import Store
from .weights import Weights

SAMPLE = 0.02
"""Share of all listings that is drawn for the random sample, unless told otherwise."""
_LARGE = 2 << 20
"""Bytes of catalogues from which on worker processes are worth their start."""


class CannotScreen(Exception):
    """Why a queue cannot take these catalogues, in one sentence that names the mend."""


@dataclass(frozen=True, slots=True)
class Work:
    """One batch of a source."""

    source: int
    number: int
    task: Task


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a batch."""

    source: int
    number: int
    rows: int
    items: Sequence[Item]
    keeping: bytes


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a screening did, and what the queue holds after it."""

    listings: int
    """Listings of all sources of the queue."""
    flagged: int
    sample: int
    judged: int
    """Listings that this run judged; the others were there."""
    passed_over: int
    """Batches that an earlier run had finished."""
    unread: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class _Source:
    id: int
    path: Path
    part: int
    name: str
    batches: int
    rows: int


class _Recorder:
    """A reader that keeps what it last read."""

    def __init__(self, reader: Any) -> None:
        self._reader = reader
        self.listings: list[Listing] = []

    def read(self, rows: Sequence[Any]) -> Any:
        reading = self._reader.read(rows)
        self.listings = [one for one in reading.items if isinstance(one, Listing)]
        return reading


class _Judging:
    """Reads and judges batches."""

    def __init__(self, config: Config, share: float, salt: str, digests: dict[int, str]) -> None:
        self._plan = plan(config)
        self._bench = Bench(self._plan, album=album(config, self._plan))
        self._facts = {code: facts(rule) for code, rule in self._plan.rules.items()}
        self._share, self._salt, self._digests = share, salt, digests

    def __call__(self, work: Work) -> Done:
        recorder = _Recorder(work.task.reader)
        piece = self._bench(replace(work.task, reader=recorder))
        assert not isinstance(piece.entries, bytes)
        assert not isinstance(piece.findings, bytes)
        entries = list(piece.entries)
        own = [one for one in piece.findings if one.scope != "file"]
        found = [findings for entry, findings in by_listing(entries, own) if entry is not None]
        items = [
            item(listing, entry, findings, self._facts, self._drawn(work, number))
            for number, (listing, entry, findings) in enumerate(zip(recorder.listings, entries, found, strict=True))
        ]
        keeping = marshal.dumps((piece.keeping.records, piece.keeping.members))
        return Done(work.source, work.number, piece.rows, items, keeping)

    def _drawn(self, work: Work, number: int) -> bool:
        """Whether a listing is of the random sample: a draw that a second run repeats."""
        name = f"{self._salt}:{self._digests[work.source]}:{work.number}:{number}"
        drawn = hashlib.sha256(name.encode()).digest()
        return int.from_bytes(drawn[:8], "big") < self._share * 2**64


def screen(
    paths: Iterable[str | Path],
    store: Store,
    config: Config,
    weights: Weights,
    *,
    sample: float = SAMPLE,
    progress: Callable[[int, int, int], None] | None = None,
) -> Outcome:
    """Screen catalogues into a queue.

    Args:
        paths: files and folders.
        store: the queue; what it already holds of these files is not done again.
        config: how to judge. A queue has one way of judging: that of its first run, its day included.
        weights: what findings weigh in the order of the queue.
        sample: share of all listings that is drawn at random, 0 to 1.
        progress: called with rows done, rows in all, and rows that this run has done.

    Raises:
        CannotScreen: the queue was made with other settings, or a file has changed since.
        ConfigError: the configuration is wrong.
        UnreadableInput: a file is missing, or is no catalogue; nothing was written of it.
    """
    config = _same_as_before(store, config, sample)
    planned = plan(config)
    files, unread = _files(paths, config)
    sources = [one for path in files for one in _registered(store, path, config)]
    todo = [one for one in sources if not _is_done(store, one.id)]
    finished = {(row[0], row[1]) for row in store.db.execute("SELECT source, number FROM batches")}
    passed_over = sum(1 for source, _ in finished if source in {one.id for one in todo})
    rows_done = _sum(store.db, "SELECT sum(rows) FROM batches")
    rows, began, judged = _sum(store.db, "SELECT sum(rows) FROM sources"), rows_done, 0
    digests = {row[0]: row[1] for row in store.db.execute("SELECT id, digest FROM sources")}
    engine = _engine(config, todo, partial(_Judging, config, sample, store.get("salt"), digests))
    for source in todo:  # those whose last batch was written before the run was killed
        if all((source.id, number) in finished for number in range(source.batches)):
            _finish(store, source, planned, config)
    for done in engine(_works(todo, finished, config)):
        _write(store, done, planned)
        judged += len(done.items)
        rows_done += done.rows
        source = next(one for one in todo if one.id == done.source)
        if done.number == source.batches - 1 or _sum(
            store.db, "SELECT count(*) FROM batches WHERE source = ?", source.id
        ) == (source.batches):
            _finish(store, source, planned, config)
        if progress is not None:
            progress(rows_done, rows, rows_done - began)
    rank(store, weights)
    flagged = _sum(store.db, "SELECT sum(flagged) FROM items")
    drawn = _sum(store.db, "SELECT sum(sample) FROM items")
    listings = _sum(store.db, "SELECT count(*) FROM goods")
    if judged or not _sum(store.db, "SELECT count(*) FROM log WHERE kind = 'screened'"):
        with store.writing() as db:
            told = {"files": sorted(set(digests.values())), "settings": store.get("settings"), "weights": weights.name}
            log.append(db, "screened", None, "", told | {"listings": listings, "flagged": flagged, "sample": drawn})
    return Outcome(listings, flagged, drawn, judged, passed_over, tuple(unread))


def _sum(db: sqlite3.Connection, question: str, *values: Any) -> int:
    return int(db.execute(question, values).fetchone()[0] or 0)


def _same_as_before(store: Store, config: Config, sample: float) -> Config:
    """The configuration with the day of the queue; the queue must have been made in the same way."""
    day = store.get("day")
    config = replace(config, on=config.on or day or config.day().isoformat())
    judging = {
        key: value for key, value in asdict(config).items() if key not in ("jobs", "engine", "fail_on", "file", "cache")
    }
    settings = json.dumps([__version__, GUIDE, sample, judging], sort_keys=True, default=str)
    made = hashlib.sha256(settings.encode()).hexdigest()
    if store.get("settings", made) != made:
        raise CannotScreen(
            say(
                "'{path}' was screened with other settings (version, options, configuration, --sample or --images); "
                "use the same, or name another file with -o",
                path=store.path,
            )
        )
    if not day:
        with store.writing():
            store.put("day", config.on)
            store.put("settings", made)
            store.put("guide", GUIDE)
            store.put("version", __version__)
            store.put("images", json.dumps([str(Path(one).resolve()) for one in config.images]))
            store.put("banks", json.dumps([str(Path(one).resolve()) for one in config.bank]))
            store.put("fetch", "1" if config.fetch_images else "")
            store.put("salt", os.urandom(16).hex())
            store.put("key", os.urandom(32).hex())
    return config


def _files(paths: Iterable[str | Path], config: Config) -> tuple[list[Path], list[tuple[str, str]]]:
    """All files; one that was named must be a catalogue, one that stands in a folder may be none."""
    files: dict[Path, None] = {}
    unread: list[tuple[str, str]] = []
    for path in map(Path, paths):
        if not path.is_dir():
            files[path] = None
            continue
        for one in find_files(path):
            try:
                _open(one, config)
                files[one] = None
            except UnreadableInput as fault:
                unread.append((str(one), fault.why))
    return list(files), unread


def _open(path: Path, config: Config) -> list[CatalogFile]:
    return open_catalog(
        path,
        name=str(path),
        store=config.store or None,
        language=config.language or None,
        mapping=dict(config.headings) or None,
    )


def _registered(store: Store, path: Path, config: Config) -> list[_Source]:
    """The tables of a file as sources of the queue."""
    whole = str(path.resolve())
    known = store.db.execute("SELECT * FROM sources WHERE path = ? ORDER BY part", (whole,)).fetchall()
    tables = [] if known else _open(path, config)
    with path.open("rb") as stream:
        made = hashlib.file_digest(stream, "sha256").hexdigest()
    if any(row["digest"] != made for row in known):
        raise CannotScreen(
            say(
                "'{path}' has changed since it was screened into '{path_2}'; use another queue (-o other.db)",
                path=path,
                path_2=store.path,
            )
        )
    if not known:
        told = []
        for part, table in enumerate(tables):
            sizes = [len(rows) for rows in table.batches()]
            told.append((whole, part, str(path), made, table.template, sum(sizes), len(sizes)))
        with store.writing() as db:
            question = "INSERT INTO sources (path, part, name, digest, template, rows, batches) VALUES (?,?,?,?,?,?,?)"
            db.executemany(question, told)
        known = store.db.execute("SELECT * FROM sources WHERE path = ? ORDER BY part", (whole,)).fetchall()
    return [_Source(row["id"], path, row["part"], row["name"], row["batches"], row["rows"]) for row in known]


def _is_done(store: Store, source: int) -> bool:
    return bool(_sum(store.db, "SELECT done FROM sources WHERE id = ?", source))


def _works(sources: Iterable[_Source], finished: set[tuple[int, int]], config: Config) -> Iterator[Work]:
    tables: tuple[Path, list[CatalogFile]] = (Path(), [])
    for source in sources:
        if all((source.id, number) in finished for number in range(source.batches)):
            continue
        if tables[0] != source.path:
            tables = (source.path, _open(source.path, config))
        table = tables[1][source.part]
        for number, rows in enumerate(table.batches()):
            if (source.id, number) not in finished:
                yield Work(source.id, number, Task(source.id, table.reader, rows))


def _engine(
    config: Config, sources: Iterable[_Source], make: Callable[[], Callable[[Work], Done]]
) -> Engine[Work, Done]:
    jobs = config.jobs
    if not jobs:
        size = sum(path.stat().st_size for path in {one.path for one in sources})
        cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
        jobs = cores if size >= _LARGE else 1
    return processes(jobs, make) if jobs > 1 else here(make())


def _write(store: Store, done: Done, planned: Plan) -> None:
    """Keep a batch, whole."""
    with store.writing() as db:
        before = "SELECT sum(listings) FROM batches WHERE source = ? AND number < ?"
        first = _sum(db, before, done.source, done.number)
        about = (done.source, done.number, done.rows, len(done.items), sealed(done.keeping))
        db.execute("INSERT INTO batches VALUES (?, ?, ?, ?, ?)", about)
        shops = {name: _shop(db, name) for name in {one.shop for one in done.items}}
        for number, one in enumerate(done.items, first):
            db.execute(
                "INSERT INTO goods VALUES (?, ?, ?, ?, ?)", (done.source, number, shops[one.shop], one.craft, one.told)
            )
            told = (one.row, one.sku, one.title, one.store, one.language, shops[one.shop], one.quality)
            made = db.execute(
                "INSERT INTO items (source, number, row, sku, title, store, language, shop, quality, mass_produced, "
                "rights, sample) VALUES (?,?,?,?,?,?,?,?,?,?,?,?)",
                (done.source, number, *told, one.mass_produced, one.rights, one.sample),
            )
            db.execute("INSERT INTO bodies VALUES (?, ?)", (made.lastrowid, one.body))
            _say_rules(db, {finding.code for finding in one.findings}, planned)
            db.executemany(
                "INSERT INTO findings (item, code, severity, confidence, kind, scored, body) VALUES (?,?,?,?,?,?,?)",
                [(made.lastrowid, f.code, f.severity, f.confidence, f.kind, f.scored, f.body) for f in one.findings],
            )


def _shop(db: sqlite3.Connection, name: str) -> int:
    db.execute("INSERT OR IGNORE INTO shops (name) VALUES (?)", (name,))
    return _sum(db, "SELECT id FROM shops WHERE name = ?", name)


def _say_rules(db: sqlite3.Connection, codes: Iterable[str], planned: Plan) -> None:
    for code in codes:
        rule = planned.rules[code]
        told = json.dumps(asdict(facts(rule)), ensure_ascii=True)
        db.execute("INSERT OR IGNORE INTO rules (code, grp, body) VALUES (?, ?, ?)", (code, rule.group, told))


def _finish(store: Store, source: _Source, planned: Plan, config: Config) -> None:
    """Compare the listings of a source with one another, once all are there."""
    records = Kept(on_catalog(planned), planned.seller, planned.settings)
    for row in store.db.execute("SELECT keeping FROM batches WHERE source = ? ORDER BY number", (source.id,)):
        kept_records, members = marshal.loads(unsealed(row[0]))  # noqa: S302 - sealed
        records.add(Keeping(kept_records, members))
    found: list[tuple[int, Finding]] = [
        (number, finding) for number, finding in records.findings(Judge(planned)) if finding.scope != "file"
    ]
    with store.writing() as db:
        _say_rules(db, {finding.code for _, finding in found}, planned)
        for number, finding in found:
            one = kept(finding, facts(planned.rules[finding.code]))
            db.execute(
                "INSERT INTO findings (item, code, severity, confidence, kind, scored, body) "
                "SELECT id, ?, ?, ?, ?, ?, ? FROM items WHERE source = ? AND number = ?",
                (one.code, one.severity, one.confidence, one.kind, one.scored, one.body, source.id, number),
            )
        db.execute("UPDATE batches SET keeping = NULL WHERE source = ?", (source.id,))
        db.execute("UPDATE sources SET done = 1 WHERE id = ?", (source.id,))
