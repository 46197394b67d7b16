"""A queue: one SQLite file in WAL mode, opened by as many threads and processes as like."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..said import say
from .schema import MIGRATIONS, VERSION

APPLICATION = 0x48_4D_4C_51
"""SQLite's application_id of a queue: HMLQ."""
_PATIENCE = 15.0
"""Seconds that a writer waits for another."""


class NotAQueue(Exception):
    """A file that cannot be used as a queue, in one sentence that names the mend."""


class Store:
    """One queue; each thread has a connection of its own."""

    def __init__(self, path: str | Path, *, create: bool = False) -> None:
        """Open it, and bring it up to date.

        Args:
            path: the file.
            create: make it where it is not there.

        Raises:
            NotAQueue: it is not there, is something else, or is of a newer version.
        """
        self.path = Path(path)
        if not create and not self.path.is_file():
            raise NotAQueue(
                say("there is no queue '{path}'; make one: handmade-lint screen CATALOGUE -o {path}", path=path)
            )
        self._local = threading.local()
        self._all: list[sqlite3.Connection] = []
        try:
            self._migrate()
        except sqlite3.DatabaseError as fault:
            self.close()
            raise NotAQueue(
                say("'{path}' cannot be used as a queue ({fault}); name another file", path=path, fault=fault)
            ) from None
        except NotAQueue:
            self.close()
            raise

    @property
    def db(self) -> sqlite3.Connection:
        """This thread's connection."""
        known: sqlite3.Connection | None = getattr(self._local, "db", None)
        if known is None:
            known = sqlite3.connect(self.path, timeout=_PATIENCE, isolation_level=None, check_same_thread=False)
            known.row_factory = sqlite3.Row
            known.execute("PRAGMA foreign_keys = ON")
            known.execute("PRAGMA synchronous = NORMAL")
            known.execute("PRAGMA trusted_schema = OFF")
            known.execute("PRAGMA cache_size = -16000")
            self._local.db = known
            self._all.append(known)
        return known

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A transaction that writes: it has the file to itself, and is either kept whole or not at all."""
        db = self.db
        db.execute("BEGIN IMMEDIATE")
        try:
            yield db
        except BaseException:
            db.execute("ROLLBACK")
            raise
        db.execute("COMMIT")

    def get(self, key: str, default: str = "") -> str:
        """A word about the queue itself."""
        row = self.db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return default if row is None else str(row[0])

    def put(self, key: str, value: str) -> None:
        """Keep a word about the queue itself."""
        self.db.execute("INSERT INTO meta VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value", (key, value))

    def close(self) -> None:
        """Close all connections."""
        for one in self._all:
            one.close()
        self._all.clear()
        self._local = threading.local()

    def _migrate(self) -> None:
        db = self.db
        version, application = (
            db.execute(f"PRAGMA {word}").fetchone()[0] for word in ("user_version", "application_id")
        )
        empty = not db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        if not empty and application != APPLICATION:
            raise NotAQueue(say("'{path}' is a database of something else; name another file", path=self.path))
        if version > VERSION:
            raise NotAQueue(
                say(
                    "'{path}' was made by a newer handmade-lint (layout {version}, not {VERSION}); update it",
                    path=self.path,
                    version=version,
                    VERSION=VERSION,
                )
            )
        if empty:
            db.execute("PRAGMA journal_mode = WAL")
        if version == VERSION:
            return
        with self.writing():
            # Another process may have been first.
            version = db.execute("PRAGMA user_version").fetchone()[0]
            for script in MIGRATIONS[version:]:
                for statement in _statements(script):
                    db.execute(statement)
            db.execute(f"PRAGMA user_version = {VERSION}")
            db.execute(f"PRAGMA application_id = {APPLICATION}")


def _statements(script: str) -> Iterator[str]:
    """The statements of a script; executescript() would end the transaction."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
