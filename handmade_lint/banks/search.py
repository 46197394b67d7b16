"""Pictures and texts looked for in banks: near ones, exactly compared, each with the chance that a stranger is so near.

A picture is looked for as it is and without its margins, the latter turned and mirrored in eight ways, among the
bank's pictures as they are and without theirs. What hashes do not tell, the encoder's vectors find: those of the bank's
pictures and of parts of them that are nearest make a short list, and points decide (proof.py). The chance is read off
the set itself: strangers' distances among the pictures of this search and a sample of the bank; products on white
grounds are nearer to one another than other photographs, so that the same distance says less of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from math import isnan, nan
from typing import Any

import numpy as np

from . import minhash, proof
from .bank import Bank, Note
from .chance import ALIKE, Background, Likenesses
from .hamming import RADIUS, Index
from .layout import ENCODER, QUALITY, Array
from .shortlist import Shortlist

WAYS = (
    *("as it is", "turned by 90°", "turned by 180°", "turned by 270°"),
    *("upside down", "mirrored", "mirrored and turned by 90°", "mirrored and turned by 270°"),
)
"""Of the eight hashes of `pdq_dihedral`: what was done to the picture."""
SURE = 1e-6
"""A match is told if a stranger would be so near with at most this chance."""
WIDE, HALF_ALIKE = 42, 0.4
"""Bits within which hashes tell a match where the vectors are so alike, too: overlays and stronger edits."""
_SAMPLE = 512
"""Entries of a bank that stand for its strangers."""
_AT_ONCE = 64
"""Pictures whose nearest entries are sought together."""
_RANK = {"file": 0, "edited": 1, "scene": 2, "product": 3}
_LENGTH = 127.0
PROVED = 8
"""Entries that are compared point by point, the most alike ones."""
UNSURE, MORE = 0.8, 24
"""So many, where the most alike one is less alike than that."""


@dataclass(frozen=True, slots=True)
class Match:
    """An entry of a bank that a picture is like."""

    bank: str
    kind: str
    """Of the bank: a key of KINDS."""
    entry: int
    same: str
    """'file': the very file; 'edited': the same picture, perhaps edited; 'scene': another photograph of the same, or
    what the encoder takes for it; 'product': the same product or design again, or the picture strongly edited."""
    distance: int
    """Bits of PDQ's 256 by which they differ."""
    likeness: float
    """Of the encoder's vectors, -1 to 1; nan where none was compared."""
    chance: float
    """That a stranger is so near, in this set; where points tell the match, that so many agree by chance."""
    edits: tuple[str, ...]
    """What was done to one of them: 'margins', one of WAYS."""
    note: Note
    proof: proof.Proof | None = None
    """Point by point."""

    def order(self) -> tuple[int, int, int, int]:
        """Sorts matches, the surest first."""
        points = self.proof.points if self.proof else 0
        return _RANK[self.same], min(self.distance, WIDE), -points, self.entry

    def told(self) -> dict[str, Any]:
        """As JSON values, for findings."""
        return {
            "bank": self.bank,
            "kind": self.kind,
            "entry": self.entry,
            "same": self.same,
            "distance": self.distance,
            "likeness": None if isnan(self.likeness) else round(self.likeness, 3),
            "chance": float(f"{self.chance:.2g}"),
            "points": self.proof.points if self.proof else 0,
            "edits": list(self.edits),
            "aligned": [list(row) for row in self.proof.matrix] if self.proof else None,
            "picture": self.note.path or self.note.name,
            "source": self.note.source,
            "note": self.note.note,
        }


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

    def pictures(self, columns: Mapping[str, Any], digests: Array, prove: bool = True) -> list[list[Match]]:
        """Of each picture the entries that it is like, the nearest first.

        Args:
            columns: prints.COLUMNS, a row a picture.
            digests: (n, 16) bytes of the files; zeros where they are not known.
            prove: compare point by point what the bank knows the points of.
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
        if prove and len(self._shortlist):
            self._prove(columns, found)
        return [sorted(one.values(), key=Match.order) for one in found]

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
    def _shortlist(self) -> Shortlist:
        return Shortlist(self.bank.vectors, self.bank.fates == 0, self.bank.about.encoder == ENCODER)

    def _alike(self, columns: Mapping[str, Any], rows: Array, found: list[dict[int, Match]]) -> None:
        """Entries whose vectors are near, and whose hashes are not."""
        asked = Shortlist.asked(columns, rows)
        if not len(self._shortlist) or not asked.any():
            return
        strangers = Likenesses.of(asked[:, 0], self._shortlist.some(_SAMPLE))
        for numbers, entries, values, flipped in self._shortlist.near(asked, HALF_ALIKE):
            bits = self._least_bits(columns, rows[numbers], entries)
            chosen = (values >= ALIKE) | (bits <= WIDE)
            picked = (part[chosen].tolist() for part in (rows[numbers], entries, bits, values, flipped))
            for row, entry, apart, value, mirrored in zip(*picked, strict=True):
                if entry not in found[row]:
                    chance = strangers.chance(value, 2 * len(self._shortlist))
                    same, edits = "edited" if apart <= WIDE else "scene", ("mirrored",) if mirrored else ()
                    found[row][entry] = self._match(entry, same, apart, chance, edits, value)

    def _prove(self, columns: Mapping[str, Any], found: list[dict[int, Match]]) -> None:
        """Lay pictures point by point on what was found, and where that is not sure on the most alike entries."""
        records = proof.records(columns["points"])
        unsure = []
        for row in np.flatnonzero(records["count"] >= proof.LEAST_POINTS).tolist():
            for match in sorted(found[row].values(), key=lambda match: match.distance)[:PROVED]:
                shown = self._shown(records[row], match.entry)
                if shown is not None:
                    same = shown.same if match.same == "scene" else match.same
                    edits = tuple(dict.fromkeys((*match.edits, *shown.edits)))
                    chance = min(match.chance, shown.chance(len(self._live)))
                    found[row][match.entry] = replace(match, same=same, chance=chance, edits=edits, proof=shown)
            if all(match.same in ("scene", "product") for match in found[row].values()):
                unsure.append(row)
        for start in range(0, len(unsure), _AT_ONCE):
            rows = np.array(unsure[start : start + _AT_ONCE])
            nearest = self._shortlist.nearest(Shortlist.asked(columns, rows), MORE)
            for row, entries, values in zip(rows.tolist(), *(part.tolist() for part in nearest), strict=True):
                self._prove_nearest(columns, row, records[row], found[row], list(zip(entries, values, strict=True)))

    def _prove_nearest(
        self, columns: Mapping[str, Any], row: int, record: Any, found: dict[int, Match], near: list[tuple[int, float]]
    ) -> None:
        for at, (entry, value) in enumerate(near):
            if at == PROVED and (found or near[0][1] >= UNSURE):
                return
            shown = self._shown(record, entry) if entry not in found else None
            if shown is not None and (chance := shown.chance(len(self._live))) <= self.sure:
                (apart,) = self._least_bits(columns, np.array([row]), np.array([entry])).tolist()
                one = self._match(entry, shown.same, apart, chance, shown.edits, value)
                found[entry] = replace(one, proof=shown)

    def _shown(self, record: Any, entry: int) -> proof.Proof | None:
        at = int(self.bank.pictures["detail"][entry])
        return proof.prove(record, self.bank.shapes[at - 1]) if at else None

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
