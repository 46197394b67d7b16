"""What was measured before: a SQLite file in the user's cache, keyed by a picture's bytes and what was measured.

Two tables: files by path, size and time, with the hash of their bytes, so that an unchanged file is not even opened;
and records by hash and layout. A layout names columns, their kinds and the versions of their measures, so that what an
older version measured is never read. Whatever is wrong with the cache, the run goes on without it.
"""

from __future__ import annotations

import os
import time
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import sqlite3

MOST = 256 << 20
"""Bytes of the database from which on the records that were not asked for longest are thrown away."""
_SCHEMA = 1
_UNSETTLED = 2_000_000_000
"""Nanoseconds for which a file may change again without getting another time: it is not remembered by its time."""
_DAY = 86_400
_TABLES = """
CREATE TABLE IF NOT EXISTS files (path TEXT PRIMARY KEY, stamp TEXT NOT NULL, digest BLOB NOT NULL,
    used INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS records (digest BLOB, layout TEXT, record BLOB NOT NULL, used INTEGER NOT NULL,
    PRIMARY KEY (digest, layout));
"""


def stamp_of(facts: os.stat_result) -> str:
    """Size, times and number of a file; '' while it may change without getting another."""
    if time.time_ns() - max(facts.st_mtime_ns, facts.st_ctime_ns) < _UNSETTLED:
        return ""
    return f"{facts.st_size} {facts.st_mtime_ns} {facts.st_ctime_ns} {facts.st_ino}"


class Memory:
    """The cache of one run; many runs may use the same file at the same time."""

    def __init__(self, path: Path, most: int = MOST) -> None:
        """Open it, or begin it.

        Args:
            path: of the database.
            most: bytes it may grow to.
        """
        self._path, self._most = path, most
        self._day = int(time.time()) // _DAY
        self._database = self._open()

    def _open(self) -> sqlite3.Connection | None:
        import sqlite3

        for _ in range(2):
            database = None
            try:
                self._path.parent.mkdir(parents=True, exist_ok=True)
                # A thread uses it, and another one may close it.
                database = sqlite3.connect(self._path, timeout=10, isolation_level=None, check_same_thread=False)
                database.execute("PRAGMA journal_mode = WAL")
                database.execute("PRAGMA synchronous = OFF")
                if database.execute("PRAGMA user_version").fetchone()[0] not in (0, _SCHEMA):
                    raise sqlite3.DatabaseError("of another version")
                database.executescript(f"{_TABLES} PRAGMA user_version = {_SCHEMA};")
                return database
            except sqlite3.OperationalError:
                if database is not None:
                    database.close()
                return None  # a folder that cannot be written, or a lock that is never let go
            except sqlite3.DatabaseError:
                if database is not None:
                    database.close()
                self._begin_anew()
            except OSError:
                return None
        return None

    def _begin_anew(self) -> None:
        for end in ("", "-wal", "-shm"):
            with suppress(OSError):
                self._path.with_name(self._path.name + end).unlink(missing_ok=True)

    def digests(self, stamps: Mapping[str, str]) -> dict[str, bytes]:
        """Hashes of those files (path → stamp) that are as they were when they were last read."""
        rows = self._read("SELECT path, stamp, digest FROM files WHERE path IN ({})", list(stamps))
        return {path: digest for path, stamp, digest in rows if stamp and stamps[path] == stamp}

    def remember_files(self, files: Iterable[tuple[str, str, bytes]]) -> None:
        """Remember (path, stamp, digest) of files that were read; those without a stamp are left out."""
        rows = [(path, stamp, digest, self._day) for path, stamp, digest in files if stamp]
        self._write("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?)", rows)

    def records(self, digests: Collection[bytes], layout: str) -> dict[bytes, bytes]:
        """Records of that layout that are known."""
        statement = "SELECT digest, record, used FROM records WHERE layout = ? AND digest IN ({})"
        rows = list(self._read(statement, list(digests), layout))
        stale = [(self._day, digest, layout) for digest, _, used in rows if used != self._day]
        self._write("UPDATE records SET used = ? WHERE digest = ? AND layout = ?", stale)
        return {digest: record for digest, record, _ in rows}

    def remember(self, layout: str, records: Iterable[tuple[bytes, bytes]]) -> None:
        """Remember (digest, record) pairs."""
        rows = [(digest, layout, record, self._day) for digest, record in records]
        self._write("INSERT OR REPLACE INTO records VALUES (?, ?, ?, ?)", rows)

    def _read(self, statement: str, keys: Sequence[Any], *first: Any) -> Iterator[tuple[Any, ...]]:
        import sqlite3

        for start in range(0, len(keys), 500):
            some = keys[start : start + 500]
            marks = ",".join("?" * len(some))
            try:
                if self._database is not None:
                    yield from self._database.execute(statement.format(marks), (*first, *some)).fetchall()
            except sqlite3.Error:
                self.close()

    def _write(self, statement: str, rows: Sequence[tuple[Any, ...]]) -> None:
        import sqlite3

        if self._database is None or not rows:
            return
        try:
            self._database.execute("BEGIN IMMEDIATE")
            self._database.executemany(statement, rows)
            self._database.execute("COMMIT")
        except sqlite3.Error:
            self.close()

    def close(self) -> None:
        """Prune where it grew too large, and let the file go; afterwards nothing is known and nothing remembered."""
        import sqlite3

        if self._database is None:
            return
        with suppress(sqlite3.Error):
            if self._database.in_transaction:
                self._database.execute("ROLLBACK")
            self._prune()
        with suppress(sqlite3.Error):
            self._database.close()
        self._database = None

    def _prune(self) -> None:
        assert self._database is not None
        run = self._database.execute
        size = run("PRAGMA page_count").fetchone()[0] * run("PRAGMA page_size").fetchone()[0]
        if size <= self._most:
            return
        surplus = 1 - 0.6 * self._most / size  # some room, so that it is not pruned at every run
        run("BEGIN IMMEDIATE")
        for table, key in (("records", "digest, layout"), ("files", "path")):
            count = run(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608 - our own names
            oldest = f"SELECT {key} FROM {table} ORDER BY used LIMIT {int(count * surplus)}"  # noqa: S608
            run(f"DELETE FROM {table} WHERE ({key}) IN ({oldest})")  # noqa: S608
        run("COMMIT")
        run("VACUUM")
