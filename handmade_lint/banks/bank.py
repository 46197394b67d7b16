"""A bank: a folder with fingerprints of known pictures and texts, what is told of each, and what became of it."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from ..said import say
from . import layout
from .hamming import RADIUS, Index, distances_between
from .journal import COMMITS, Busy, Journal, Writer, sync_folder
from .layout import (
    ENCODER,
    KINDS,
    MARK,
    PDQ,
    PRINT,
    QUALITY,
    QUARANTINED,
    REMOVED,
    SHAPE,
    TEXT,
    VIEWS,
    Array,
    BankError,
)
from .prints import Prints

ABOUT = "bank.json"
PICTURES, TEXTS, NOTES, MARKS = "pictures.bin", "texts.bin", "notes.jsonl", "marks.bin"
VECTORS, SHAPES = "vectors.bin", "shapes.bin"
FILES = (PICTURES, TEXTS, NOTES, MARKS, VECTORS, SHAPES)
MATCHES_ALL = 8
"""A picture that is near so many of the others, which are far from one another, tells nothing: it is quarantined."""


@dataclass(frozen=True, slots=True)
class Note:
    """What is told of an entry."""

    name: str = ""
    """Of the picture: its path as it was given; of a text its beginning."""
    source: str = ""
    """Where it is from: an address, a file."""
    note: str = ""
    path: str = ""
    """Where the picture lay when it was added; '' for an entry that was imported."""


@dataclass(frozen=True, slots=True)
class About:
    """What a bank says of itself."""

    name: str
    kind: str
    note: str
    made: str
    pdq: str
    encoder: str
    """Which encoder its vectors are of."""


@dataclass(frozen=True, slots=True)
class Added:
    """What became of entries that were to be added."""

    added: int = 0
    known: int = 0
    """Were there already."""
    quarantined: int = 0
    """Of those added: kept, but not matched."""


def create(folder: Path, kind: str, note: str = "") -> Bank:
    """Make an empty bank in a folder that is not there yet.

    Raises:
        BankError: it is there, cannot be made, or there is no such kind.
    """
    if kind not in KINDS:
        raise BankError(say("no kind of bank is called '{kind}' ({kinds})", kind=kind, kinds=", ".join(KINDS)))
    if folder.exists():
        raise BankError(say("'{folder}' is there already; name another folder, or add to that bank", folder=folder))
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
        made.chmod(0o755)
        Journal(made, FILES).create()
        now = datetime.now(UTC).isoformat(timespec="seconds")
        about = {"format": layout.FORMAT, **asdict(About(folder.name, kind, note, now, PDQ, ENCODER))}
        (made / ABOUT).write_text(json.dumps(about, ensure_ascii=False, indent=1), "utf-8")
        sync_folder(made)
        made.rename(folder)
    except OSError as fault:
        raise BankError(say("'{folder}' cannot be made: {strerror}", folder=folder, strerror=fault.strerror)) from None
    return Bank(folder)


class Bank:
    """A bank that is open for reading; what is added later is seen after `refresh`."""

    def __init__(self, folder: Path) -> None:
        """Open it.

        Raises:
            BankError: it is no bank, or of a version that cannot be read here.
        """
        self.folder = folder
        try:
            told = json.loads((folder / ABOUT).read_text("utf-8"))
            if not isinstance(told, dict) or told.pop("format", None) != layout.FORMAT:
                raise BankError(
                    say(
                        "'{folder}' is a bank of another version of handmade-lint; make it anew from its pictures",
                        folder=folder,
                    )
                )
            self.about = About(**told)
        except FileNotFoundError:
            hint = "'handmade-lint bank create' makes one"
            raise BankError(say("there is no bank in '{folder}'; {hint}", folder=folder, hint=hint)) from None
        except (OSError, ValueError, TypeError) as fault:
            raise BankError(say("'{folder}' cannot be read: {fault}", folder=folder / ABOUT, fault=fault)) from None
        if self.about.pdq != PDQ:
            raise BankError(
                say(
                    "'{folder}' holds hashes {pdq}, and this version makes {pdq_2}; make the bank anew "
                    "from its pictures",
                    folder=folder,
                    pdq=self.about.pdq,
                    pdq_2=PDQ,
                )
            )
        self._journal = Journal(folder, FILES)
        self._index = Index()
        self.refresh()

    def refresh(self) -> None:
        """See what was committed since."""
        try:
            self._lengths = self._journal.lengths()
            self.pictures: Array = self._mapped(PICTURES, PRINT)
            self.texts: Array = self._mapped(TEXTS, TEXT)
            marks = self._mapped(MARKS, MARK)
            self.vectors: Array = self._mapped(VECTORS, VIEWS)
            """Of the pictures that have any, and whose they are."""
            self.shapes: Array = self._mapped(SHAPES, SHAPE)
            """Of the same pictures."""
        except (OSError, ValueError) as fault:
            raise BankError(
                say(
                    "'{folder}' cannot be read ({fault}); a file of it was cut or taken away",
                    folder=self.folder,
                    fault=fault,
                )
            ) from None
        self.fates = np.zeros(len(self.pictures), np.uint8)
        """Of each picture 0, REMOVED or QUARANTINED."""
        self.text_fates = np.zeros(len(self.texts), np.uint8)
        for what, text, entry in marks.tolist():
            (self.text_fates if text else self.fates)[entry] = what

    def _mapped(self, name: str, kind: np.dtype[Any]) -> Array:
        count = self._lengths[name] // kind.itemsize
        path = self.folder / name
        if path.stat().st_size < count * kind.itemsize:
            raise ValueError(f"{name} is shorter than it was")
        return np.memmap(path, kind, "r", shape=(count,)) if count else np.zeros(0, kind)

    def __len__(self) -> int:
        """Pictures and texts that are not removed."""
        return int((self.fates != REMOVED).sum() + (self.text_fates != REMOVED).sum())

    def note(self, at: int) -> Note:
        """What is told of the entry whose note stands there."""
        with (self.folder / NOTES).open("rb") as stream:
            stream.seek(at)
            try:
                told = json.loads(stream.readline(1 << 20))
                return Note(**{key: str(told.get(key, "")) for key in ("name", "source", "note", "path")})
            except (ValueError, AttributeError):
                return Note("(its note cannot be read)")

    def entries(self) -> Iterator[tuple[str, int, int, Note]]:
        """Kind ('picture', 'text'), number, fate and note of each entry that was not removed."""
        for kind, rows, fates in (("picture", self.pictures, self.fates), ("text", self.texts, self.text_fates)):
            for number in np.flatnonzero(fates != REMOVED).tolist():
                yield kind, number, int(fates[number]), self.note(int(rows["note"][number]))

    @contextmanager
    def _writer(self) -> Iterator[Writer]:
        try:
            with self._journal.writer() as writer:
                self.refresh()  # what another process added until now
                yield writer
                self.refresh()
        except Busy:
            raise BankError(
                say("another process is writing to '{folder}'; wait until it is done", folder=self.folder)
            ) from None
        except OSError as fault:
            raise BankError(
                say("'{folder}' cannot be written: {strerror}", folder=self.folder, strerror=fault.strerror or fault)
            ) from None

    def add_pictures(self, prints: Prints, notes: Sequence[Note]) -> Added:
        """Add pictures that are not there yet; they are on the disk when this returns.

        Args:
            prints: of the pictures.
            notes: of each.
        """
        with self._writer() as writer:
            new = self._new(prints.rows, self.pictures[self.fates != REMOVED], ("digest", "pdq"))
            chosen = prints.rows[new].copy()
            dull = self._matching_all(chosen)
            start = len(self.pictures)
            chosen["note"] = [writer.append(NOTES, _line(notes[row])) for row in new]
            detailed = np.flatnonzero(chosen["detail"])
            taken = chosen["detail"][detailed].astype(np.int64) - 1
            vectors = np.zeros(len(taken), VIEWS)
            vectors["entry"], vectors["vectors"] = start + detailed, prints.vectors[taken]
            chosen["detail"][detailed] = len(self.vectors) + 1 + np.arange(len(taken))
            writer.append(PICTURES, chosen.tobytes())
            writer.append(VECTORS, vectors.tobytes())
            writer.append(SHAPES, np.ascontiguousarray(prints.shapes[taken]).tobytes())
            marks = [(QUARANTINED, 0, start + int(row)) for row in dull]
            writer.append(MARKS, np.array(marks, MARK).tobytes())
            if len(new):
                writer.commit()
        return Added(len(new), len(prints) - len(new), len(dull))

    def add_texts(self, rows: Array, notes: Sequence[Note]) -> Added:
        """Add texts that are not there yet; they are on the disk when this returns."""
        with self._writer() as writer:
            new = self._new(rows, self.texts[self.text_fates != REMOVED], ("digest", "signs"))
            chosen = rows[new].copy()
            chosen["note"] = [writer.append(NOTES, _line(notes[row])) for row in new]
            writer.append(TEXTS, chosen.tobytes())
            if len(new):
                writer.commit()
        return Added(len(new), len(rows) - len(new))

    @staticmethod
    def _new(rows: Array, known: Array, keys: tuple[str, str]) -> list[int]:
        """Rows of which none alike is known: the same file, or where no file is known the same hash."""
        (files, hashes), (known_files, known_hashes) = _identities(rows, keys), _identities(known, keys)
        mine = np.where(files == 0, hashes, files)
        there = np.where(files == 0, np.isin(hashes, known_hashes), np.isin(files, known_files))
        _, first = np.unique(mine, return_index=True)
        there[np.setdiff1d(np.arange(len(rows)), first)] = True
        return [int(row) for row in np.flatnonzero(~there)]

    def _matching_all(self, prints: Array) -> Array:
        """Rows that say too little, or are near many pictures that are far from one another."""
        dull = prints["quality"] < QUALITY
        if not len(prints):
            return np.flatnonzero(dull)
        live = self.fates == 0
        if len(self._index) < len(self.pictures):
            self._index.extend(self.pictures["pdq"][len(self._index) :])
        old, new = self._index.search(prints["pdq"]), Index(prints["pdq"][~dull]).search(prints["pdq"])
        for row in np.flatnonzero(~dull):
            among = old.entry[old.query == row]
            among = among[live[among]]
            near = np.concatenate(
                [self.pictures["pdq"][among], prints["pdq"][~dull][new.entry[new.query == row]]],
            )
            if len(near) <= MATCHES_ALL:
                continue
            apart: list[Any] = []
            for one in near:
                if not apart or distances_between(one[None], np.stack(apart)).min() > RADIUS:
                    apart.append(one)
            dull[row] = len(apart) >= MATCHES_ALL
        return np.flatnonzero(dull)

    def remove(self, pictures: Iterable[int] = (), texts: Iterable[int] = ()) -> int:
        """Mark entries as removed; how many were not so before. They are never matched or exported again.

        Raises:
            BankError: there is no entry of that number.
        """
        asked = [(0, number, self.fates) for number in pictures] + [(1, number, self.text_fates) for number in texts]
        with self._writer() as writer:
            marks = []
            for text, number, _ in asked:
                fates = self.text_fates if text else self.fates
                if not 0 <= number < len(fates):
                    raise BankError(
                        say(
                            "'{folder}' has no {text} {number}",
                            folder=self.folder,
                            text="text" if text else "picture",
                            number=number,
                        )
                    )
                if fates[number] != REMOVED:
                    marks.append((REMOVED, text, number))
            writer.append(MARKS, np.array(marks, MARK).tobytes())
            if marks:
                writer.commit()
        return len(set(marks))


def _identities(rows: Array, keys: tuple[str, str]) -> tuple[Array, Array]:
    """The first eight bytes of each row's file, 0 where that is not known, and of its hash."""
    file, hashed = (np.ascontiguousarray(rows[key]).view(np.uint64)[:, 0] for key in keys)
    return file, hashed


def _line(note: Note) -> bytes:
    told = {key: value for key, value in asdict(note).items() if value}
    return (json.dumps(told) + "\n").encode("ascii", "backslashreplace")


def is_bank(folder: Path) -> bool:
    """Whether a folder is a bank."""
    return (folder / ABOUT).is_file() and (folder / COMMITS).is_file() and os.access(folder, os.R_OK)
