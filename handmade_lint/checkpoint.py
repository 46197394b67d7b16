"""What became of each batch, kept in a folder until the run has ended: a run that was cut off goes on where it was.

A piece is named by a digest of all that it was made of: rules, settings, this package, and the rows themselves. So a
piece is found again only for the same rows judged in the same way, whoever judged them, and what changed is judged
anew. A piece is written beside its place and moved there, and carries a seal: one that is damaged is as good as none.
"""

from __future__ import annotations

import hashlib
import marshal
import os
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

from .digest import Digest
from .engines import Engine, ended
from .kept import Keeping
from .packed import ENTRIES, FINDINGS, SUPPRESSIONS
from .pipeline import Piece, Task
from .refusal import Refusal
from .said import say
from .seal import NotSealed, sealed, unsealed
from .shops import Weights
from .tally import Tally

_END, _BESIDE = ".piece", ".new"


class Checkpoint:
    """A folder of pieces of runs that have not ended."""

    def __init__(self, folder: Path) -> None:
        """Make the folder.

        Raises:
            Refusal: it cannot be made, or written to.
        """
        self.folder = folder
        self.found = 0
        """Pieces that were there."""
        try:
            folder.mkdir(parents=True, exist_ok=True)
            probe = folder / f"{os.getpid()}{_BESIDE}"
            probe.touch()
            probe.unlink()
        except OSError as fault:
            raise Refusal(
                say(
                    "'{folder}' cannot hold a checkpoint ({why}); name another folder",
                    folder=str(folder),
                    why=str(fault.strerror),
                )
            ) from None

    def over(self, engine: Engine[Task, Piece], run: str) -> Engine[Task, Piece]:
        """An engine that asks another one only for what is not here.

        Args:
            engine: does the rest.
            run: tells apart ways of judging.
        """

        def engine_of_rest(tasks: Iterable[Task]) -> Iterator[Piece]:
            waiting: deque[tuple[Path, bool]] = deque()

            def rest() -> Iterator[Task]:
                for task in tasks:
                    path = self._path(run, task)
                    there = self._read(path) is not None
                    waiting.append((path, there))
                    if not there:
                        yield task

            with ended(engine(rest())) as pieces:
                for piece in pieces:
                    yield from self._there(waiting)
                    path, _ = waiting.popleft()
                    self._write(path, piece)
                    yield piece
            yield from self._there(waiting)

        return engine_of_rest

    def clear(self) -> None:
        """Delete all pieces, and the folder if nothing else is in it."""
        for path in self.folder.iterdir():
            if path.suffix in (_END, _BESIDE):
                path.unlink(missing_ok=True)
        if not any(self.folder.iterdir()):
            self.folder.rmdir()

    def _there(self, waiting: deque[tuple[Path, bool]]) -> Iterator[Piece]:
        while waiting and waiting[0][1]:
            path, _ = waiting.popleft()
            piece = self._read(path)
            if piece is None:
                raise Refusal(
                    say(
                        "'{path}' went away while it was needed; run again, one run at a time for a checkpoint",
                        path=str(path),
                    )
                )
            self.found += 1
            yield piece

    def _path(self, run: str, task: Task) -> Path:
        made = hashlib.blake2b(run.encode(), digest_size=16)
        for part in (task.source, task.reader, task.rows):
            made.update(repr(part).encode("utf-8", "surrogatepass") + b"\0")
        return self.folder / f"{made.hexdigest()}{_END}"

    def _read(self, path: Path) -> Piece | None:
        try:
            return _unpacked(marshal.loads(unsealed(path.read_bytes())))  # noqa: S302 - sealed
        except (OSError, NotSealed):
            return None

    def _write(self, path: Path, piece: Piece) -> None:
        """Keep a piece; on a full disk nothing is left of it."""
        data = sealed(marshal.dumps(_packed(piece)))
        beside = path.with_suffix(f".{os.getpid()}{_BESIDE}")
        try:
            beside.write_bytes(data)
            beside.replace(path)
        except OSError:
            beside.unlink(missing_ok=True)
            raise


_AS_THEY_ARE = ("source", "rows", "refused", "blank", "images", "listings", "read", "found", "hidden")
_BYTES = ("judged", "qualities", "gravest")


def _packed(piece: Piece) -> dict[str, Any]:
    """A piece as plain values."""
    if not isinstance(piece.entries, bytes):
        piece.packed()
    plain = {name: getattr(piece, name) for name in (*_AS_THEY_ARE, *_BYTES, "entries", "findings", "suppressed")}
    plain["told"] = {position: SUPPRESSIONS.pack(told) for position, told in piece.told.items()}
    plain["used"] = SUPPRESSIONS.pack(piece.used)
    plain["seen"] = list(piece.seen)
    plain["digest"] = _packed_digest(piece.digest)
    plain["weights"] = piece.weights.notes, piece.weights.shops
    plain["keeping"] = piece.keeping.records, piece.keeping.members
    plain["tally"] = [getattr(piece.tally, one.name) for one in fields(Tally)]
    return plain


def _unpacked(plain: dict[str, Any]) -> Piece:
    plain["told"] = {position: SUPPRESSIONS.unpack(told) for position, told in plain["told"].items()}
    plain["used"] = set(SUPPRESSIONS.unpack(plain["used"]))
    plain["seen"] = set(plain["seen"])
    plain["digest"] = _unpacked_digest(plain["digest"])
    plain["weights"] = Weights(*plain["weights"])
    plain["keeping"], plain["tally"] = Keeping(*plain["keeping"]), Tally(*plain["tally"])
    return Piece(**plain)


_COUNTS = ("severities", "codes", "qualities", "touched")


def _packed_digest(digest: Digest) -> dict[str, Any]:
    plain = {one.name: getattr(digest, one.name) for one in fields(Digest)}
    plain |= {name: list(plain[name].items()) for name in _COUNTS}
    plain["stores"] = list(digest.stores)
    plain["of_files"] = FINDINGS.pack(digest.of_files)
    plain["worst"] = [
        (rank, ENTRIES.pack([] if entry is None else [entry]), FINDINGS.pack(found))
        for rank, entry, found in digest.worst
    ]
    return plain


def _unpacked_digest(plain: dict[str, Any]) -> Digest:
    plain |= {name: Counter(dict(plain[name])) for name in _COUNTS}
    plain["stores"] = set(plain["stores"])
    plain["of_files"] = FINDINGS.unpack(plain["of_files"])
    plain["worst"] = [
        (tuple(rank), next(iter(ENTRIES.unpack(entry)), None), FINDINGS.unpack(found))
        for rank, entry, found in plain["worst"]
    ]
    return Digest(**plain)
