"""Files that only grow, under one list of commits: what was committed is whole, whatever happens to the process.

A commit is one record: how long each file was, and a checksum. It is written after everything in front of it has
reached the disk. What lies behind the last whole commit was never acknowledged; the next writer cuts it off.
"""

from __future__ import annotations

import os
import struct
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import IO

COMMITS = "commits"
LOCK = "lock"


class Busy(Exception):
    """Another process is writing."""


class Journal:
    """The committed lengths of some files of a folder."""

    def __init__(self, folder: Path, names: Sequence[str]) -> None:
        self.folder, self.names = folder, tuple(names)
        self._record = struct.Struct(f"<{len(self.names)}QI")

    def create(self) -> None:
        """Make the files, empty."""
        for name in (*self.names, COMMITS):
            with (self.folder / name).open("xb") as stream:
                _through(stream)
        sync_folder(self.folder)

    def lengths(self) -> Mapping[str, int]:
        """Bytes of each file that are committed."""
        data = (self.folder / COMMITS).read_bytes()
        size = self._record.size
        for at in range(len(data) // size - 1, -1, -1):
            record = data[at * size : (at + 1) * size]
            *lengths, check = self._record.unpack(record)
            if check == zlib.crc32(record[:-4]):
                return dict(zip(self.names, lengths, strict=True))
        return dict.fromkeys(self.names, 0)

    @contextmanager
    def writer(self) -> Iterator[Writer]:
        """Append, the only one to do so.

        Raises:
            Busy: another process does.
        """
        with (self.folder / LOCK).open("ab") as lock:
            _lock(lock)
            with Writer(self) as writer:
                yield writer


class Writer:
    """Appends to files, and commits."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self.lengths = dict(journal.lengths())
        self._files: dict[str, IO[bytes]] = {}
        for name in journal.names:
            stream = (journal.folder / name).open("r+b")
            stream.truncate(self.lengths[name])
            stream.seek(self.lengths[name])
            self._files[name] = stream
        self._commits = (journal.folder / COMMITS).open("r+b")
        size = journal._record.size
        end = self._commits.seek(0, os.SEEK_END)
        self._commits.truncate(end - end % size)
        self._commits.seek(0, os.SEEK_END)

    def __enter__(self) -> Writer:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        for stream in (*self._files.values(), self._commits):
            stream.close()

    def append(self, name: str, data: bytes) -> int:
        """Write to the end of a file; where it begins."""
        at = self.lengths[name]
        self._files[name].write(data)
        self.lengths[name] = at + len(data)
        return at

    def commit(self) -> None:
        """Make what was appended last: it is on the disk when this returns."""
        for stream in self._files.values():
            _through(stream)
        record = self._journal._record
        lengths = [self.lengths[name] for name in self._journal.names]
        body = record.pack(*lengths, 0)[:-4]
        self._commits.write(body + struct.pack("<I", zlib.crc32(body)))
        _through(self._commits)


def _through(stream: IO[bytes]) -> None:
    stream.flush()
    os.fsync(stream.fileno())


def sync_folder(folder: Path) -> None:
    """Have the names of a folder reach the disk, where the system can."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _lock(stream: IO[bytes]) -> None:
    """Hold a file until it is closed or the process ends."""
    try:
        if os.name == "posix":
            import fcntl

            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        else:
            import importlib

            msvcrt = importlib.import_module("msvcrt")
            msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)
    except OSError as fault:
        raise Busy("another process is writing to it") from fault
