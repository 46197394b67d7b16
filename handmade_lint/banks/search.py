"""Pictures and texts looked for in banks: near ones, exactly compared, each with the chance that a stranger is so near.

A picture is looked for as it is and without its margins, the latter turned and mirrored in eight ways, among the
bank's pictures as they are and without theirs. The chance is read off the set itself: strangers' distances among the
pictures of this search and a sample of the bank; products on white grounds are nearer to one another than other
photographs, so that the same distance says less of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import atanh, erfc, expm1, isnan, log1p, nan, sqrt
from typing import Any

import numpy as np

from . import minhash
from .bank import Bank, Note
from .hamming import RADIUS, Index, distances_between
from .layout import ENCODER, QUALITY, Array
from .proof import Proof

WAYS = (
    *("as it is", "turned by 90°", "turned by 180°", "turned by 270°"),
    *("upside down", "mirrored", "mirrored and turned by 90°", "mirrored and turned by 270°"),
)
"""Of the eight hashes of `pdq_dihedral`: what was done to the picture."""
SURE = 1e-6
"""A match is told if a stranger would be so near with at most this chance."""
ALIKE = 0.93
"""Likeness of vectors from which on a match is told."""
WIDE, HALF_ALIKE = 42, 0.4
"""Bits within which hashes tell a match where the vectors are so alike, too: overlays and stronger edits."""
_SAMPLE = 512
"""Entries of a bank that stand for its strangers."""
_TAIL = 0.01
_RANK = {"file": 0, "edited": 1, "scene": 2}
_LENGTH = 127.0
_FLOOR = 1e-9
"""Smaller chances are not told: no set is large enough to bear them out."""


@dataclass(frozen=True, slots=True)
class Match:
    """An entry of a bank that a picture is like."""

    bank: str
    kind: str
    """Of the bank: a key of KINDS."""
    entry: int
    same: str
    """'file': the very file; 'edited': the same picture, perhaps edited; 'scene': the encoder takes it for the same, as
    it does with stronger edits, with another photograph of the scene, and with variants of one product."""
    distance: int
    """Bits of PDQ's 256 by which they differ."""
    likeness: float
    """Of the encoder's vectors, -1 to 1; nan where none was compared."""
    chance: float
    """That a stranger is so near, in this set; nan where points alone tell the match."""
    edits: tuple[str, ...]
    """What was done to one of them: 'margins', one of WAYS."""
    note: Note
    proof: Proof | None = None
    """Point by point, where both pictures are at hand."""

    def told(self) -> dict[str, Any]:
        """As JSON values, for findings."""
        return {
            "bank": self.bank,
            "kind": self.kind,
            "entry": self.entry,
            "same": self.same,
            "distance": self.distance,
            "likeness": None if isnan(self.likeness) else round(self.likeness, 3),
            "chance": None if isnan(self.chance) else float(f"{self.chance:.2g}"),
            "edits": list(self.edits),
            "aligned": [list(row) for row in self.proof.matrix] if self.proof else None,
            "picture": self.note.path or self.note.name,
            "source": self.note.source,
            "note": self.note.note,
        }


@dataclass(frozen=True, slots=True)
class Background:
    """How near strangers are to one another: their distances, with a normal tail."""

    mean: float = 128.0
    spread: float = 8.0

    @classmethod
    def of(cls, some: Array, others: Array) -> Background:
        """Of distances between pictures; what is the same picture (within RADIUS) is left out."""
        if not len(some) or not len(others):
            return cls()
        apart = np.sort(distances_between(some, others).ravel())
        apart = apart[np.searchsorted(apart, RADIUS, "right") :]
        if len(apart) < 100:
            return cls()
        mean = float(apart.mean())
        low = float(apart[int(_TAIL * len(apart))])
        return cls(mean, max(8.0, (mean - low) / 2.3263, float(apart.std())))

    def chance(self, distance: int, looks: int) -> float:
        """That the nearest of so many strangers is within a distance."""
        one = erfc((self.mean - distance - 0.5) / self.spread / sqrt(2)) / 2
        return max(_FLOOR, -expm1(looks * log1p(-one))) if one < 1 else 1.0


@dataclass(frozen=True, slots=True)
class _Likenesses:
    """How like strangers' vectors are: Fisher's z of them, with a normal tail."""

    mean: float
    spread: float

    @classmethod
    def of(cls, some: Array, others: Array) -> _Likenesses:
        """Of likenesses between pictures, those of the same left out."""
        values = np.sort((some @ others.T).ravel())
        values = np.arctanh(np.clip(values[: np.searchsorted(values, ALIKE)], -0.999, 0.999))
        if len(values) < 100:
            return cls(0.1, 0.25)
        mean, high = float(values.mean()), float(values[int((1 - _TAIL) * len(values))])
        return cls(mean, max(0.1, (high - mean) / 2.3263, float(values.std())))

    def chance(self, likeness: float, looks: int) -> float:
        """That the most alike of so many strangers is so alike."""
        one = erfc((atanh(min(likeness, 0.999)) - self.mean) / self.spread / sqrt(2)) / 2
        return max(_FLOOR, -expm1(looks * log1p(-one))) if one < 1 else 1.0


@dataclass
class Searcher:
    """Looks pictures and texts up in a bank."""

    bank: Bank
    radius: int = RADIUS
    sure: float = SURE
    threads: int = 1
    _notes: dict[int, Note] = field(default_factory=dict)

    @cached_property
    def _live(self) -> Array:
        return np.flatnonzero(self.bank.fates == 0)

    @cached_property
    def _index(self) -> Index:
        """PDQ of all live pictures, then PDQ without margins."""
        rows = self.bank.pictures[self._live]
        return Index(np.concatenate([rows["pdq"], rows["trimmed"]]))

    @cached_property
    def _sample(self) -> Array:
        chance = np.random.default_rng(len(self._live))
        some = chance.choice(self._live, min(_SAMPLE, len(self._live)), replace=False)
        return np.ascontiguousarray(self.bank.pictures["pdq"][np.sort(some)])

    @cached_property
    def _files(self) -> tuple[Array, Array]:
        """The first eight bytes of each file's digest, in order, and whose they are."""
        digests = np.ascontiguousarray(self.bank.pictures["digest"][self._live]).view(np.uint64)[:, 0]
        order = np.argsort(digests, kind="stable")
        return digests[order], self._live[order]

    def pictures(self, columns: Mapping[str, Any], digests: Array) -> list[list[Match]]:
        """Of each picture the entries that it is like, the nearest first.

        Args:
            columns: prints.COLUMNS, a row a picture.
            digests: (n, 16) bytes of the files; zeros where they are not known.
        """
        count = len(digests)
        found: list[dict[int, Match]] = [{} for _ in range(count)]
        if not len(self._live) or not count:
            return [[] for _ in found]
        self._same_files(digests, found)
        telling = np.flatnonzero(np.nan_to_num(columns["pdq_quality"]) >= QUALITY)
        if len(telling):
            self._near(columns, telling, found)
            self._alike(columns, telling, found)
        return [
            sorted(one.values(), key=lambda match: (_RANK[match.same], match.distance, match.entry)) for one in found
        ]

    def _same_files(self, digests: Array, found: list[dict[int, Match]]) -> None:
        keys, owners = self._files
        asked = np.ascontiguousarray(digests, np.uint8).view(np.uint64)[:, 0]
        first, last = np.searchsorted(keys, asked, "left"), np.searchsorted(keys, asked, "right")
        for row in np.flatnonzero((last > first) & (asked != 0)).tolist():
            for entry in owners[first[row] : last[row]].tolist():
                found[row][entry] = self._match(entry, "file", 0, 0.0, ())

    def _near(self, columns: Mapping[str, Any], rows: Array, found: list[dict[int, Match]]) -> None:
        plain = np.asarray(columns["pdq"])[rows]
        turned = np.asarray(columns["pdq_dihedral"])[rows]
        queries = np.concatenate([plain[:, None], turned], axis=1).reshape(-1, 32)
        hits = self._index.search(queries, self.radius, self.threads)
        strangers = Background.of(plain, self._sample)
        looks = len(self._index) * 9
        for query, entry, distance in zip(*(one.tolist() for one in hits), strict=True):
            row, way = int(rows[query // 9]), query % 9 - 1
            number = int(self._live[entry % len(self._live)])
            known = found[row].get(number)
            if known is not None and known.distance <= distance:
                continue
            chance = strangers.chance(distance, looks)
            if chance > self.sure:
                continue
            of_trimmed = entry >= len(self._live)
            edits = (WAYS[way],) if way > 0 else ()
            if of_trimmed != (way >= 0) or (of_trimmed and self._padded(number, plain[query // 9], turned[query // 9])):
                edits = ("margins", *edits)
            found[row][number] = self._match(number, "edited", distance, chance, edits)

    @cached_property
    def _vectors(self) -> Array:
        """(live, 64), unit length; zeros where there is none."""
        about = self.bank.about
        vectors = self.bank.pictures["vector"][self._live] if about.encoder == ENCODER else np.zeros((0, 64))
        return np.ascontiguousarray(vectors, np.float32) / _LENGTH

    def _alike(self, columns: Mapping[str, Any], rows: Array, found: list[dict[int, Match]]) -> None:
        """Entries whose vectors are near, and whose hashes are not."""
        plain, mirrored = (
            np.asarray(columns[name])[rows].astype(np.float32) / _LENGTH for name in ("vector", "vector_mirrored")
        )
        if not len(self._vectors) or not plain.any():
            return
        some = self._vectors[:: max(1, len(self._vectors) // _SAMPLE)]
        strangers = _Likenesses.of(plain, some)
        step = max(1, 4_000_000 // len(self._vectors))
        for start in range(0, len(rows), step):
            likeness = plain[start : start + step] @ self._vectors.T
            turned = mirrored[start : start + step] @ self._vectors.T
            best = np.maximum(likeness, turned)
            number, entry = np.nonzero(best >= HALF_ALIKE)
            bits = self._least_bits(columns, rows[start + number], self._live[entry])
            chosen = (best[number, entry] >= ALIKE) | (bits <= WIDE)
            for row, live, apart, value, flipped in zip(
                rows[start + number[chosen]].tolist(),
                self._live[entry[chosen]].tolist(),
                bits[chosen].tolist(),
                best[number, entry][chosen].tolist(),
                (turned > likeness)[number, entry][chosen].tolist(),
                strict=True,
            ):
                if live not in found[row]:
                    chance = strangers.chance(value, 2 * len(self._vectors))
                    same, edits = "edited" if apart <= WIDE else "scene", ("mirrored",) if flipped else ()
                    found[row][live] = self._match(live, same, apart, chance, edits, value)

    def shortlist(self, columns: Mapping[str, Any], row: int, most: int) -> list[Match]:
        """The entries whose vectors are nearest to that of one picture, as matches that still want a proof."""
        if not len(self._vectors) or not np.asarray(columns["vector"])[row].any():
            return []
        asked = np.stack([np.asarray(columns[name])[row] for name in ("vector", "vector_mirrored")])
        best = (asked.astype(np.float32) / _LENGTH @ self._vectors.T).max(axis=0)
        near = np.argsort(-best, kind="stable")[:most]
        near = near[best[near] >= HALF_ALIKE]
        bits = self._least_bits(columns, np.full(len(near), row), self._live[near])
        return [
            self._match(int(self._live[at]), "scene", int(apart), 1.0, (), float(best[at]))
            for at, apart in zip(near.tolist(), bits.tolist(), strict=True)
        ]

    def _least_bits(self, columns: Mapping[str, Any], rows: Array, entries: Array) -> Array:
        """Of pairs: bits apart, the least over margins and orientations."""
        known = self.bank.pictures[entries]
        theirs = np.ascontiguousarray(known["pdq"]), np.ascontiguousarray(known["trimmed"])
        mine = np.asarray(columns["pdq"])[rows], *np.moveaxis(np.asarray(columns["pdq_dihedral"])[rows], 1, 0)
        found = np.full(len(rows), 256, np.int64)
        for one in mine:
            for other in theirs:
                apart = np.bitwise_count(np.ascontiguousarray(one).view(np.uint64) ^ other.view(np.uint64))
                np.minimum(found, apart.sum(axis=1), out=found, casting="unsafe")
        return found

    def _padded(self, number: int, plain: Array, turned: Array) -> bool:
        """Whether margins were cut off one of two pictures and not off the other."""
        row = self.bank.pictures[number]
        return bool((row["pdq"] != row["trimmed"]).any() != (plain != turned[0]).any())

    def _match(
        self, entry: int, same: str, distance: int, chance: float, edits: tuple[str, ...], likeness: float = nan
    ) -> Match:
        if entry not in self._notes:
            self._notes[entry] = self.bank.note(int(self.bank.pictures["note"][entry]))
        about = self.bank.about
        note = self._notes[entry]
        return Match(about.name, about.kind, entry, same, distance, likeness, chance, edits, note)

    @cached_property
    def _texts(self) -> tuple[minhash.Texts, Array]:
        live = np.flatnonzero(self.bank.text_fates == 0)
        return minhash.Texts(np.ascontiguousarray(self.bank.texts["signs"][live])), live

    def texts(self, texts: Sequence[str]) -> Iterator[list[tuple[int, float, Note]]]:
        """Of each text the entries of which it is a near copy, the share of runs in common, and their notes."""
        index, live = self._texts
        for text in texts:
            signs = minhash.signs(text) if len(live) else None
            yield [
                (int(live[entry]), share, self.bank.note(int(self.bank.texts["note"][live[entry]])))
                for entry, share in (index.search(signs) if signs is not None else ())
            ]
