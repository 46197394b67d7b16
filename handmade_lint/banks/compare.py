"""A picture laid side by side with those that a bank finds: proof by points, where the bank's pictures are at hand."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from ..pixels import Fault, Limits, decode, read_header
from .proof import PICTURE_LIKENESS, Points, points, prove
from .search import Match, Searcher

MOST = 8
"""Entries that are compared, the most alike ones."""


def proved(
    searcher: Searcher, columns: Mapping[str, Any], row: int, picture: Path, matches: list[Match]
) -> list[Match]:
    """The matches of one picture, with what a comparison point by point shows, and those that only it shows.

    Args:
        searcher: of the bank.
        columns: of the pictures that were searched.
        row: of this one.
        picture: its file.
        matches: what the search found.
    """
    known = {match.entry for match in matches}
    others = [one for one in searcher.shortlist(columns, row, MOST) if one.entry not in known]
    mine = _points(str(picture))
    found = []
    for match in (*matches[:MOST], *others):
        theirs = _points(match.note.path) if match.note.path and mine is not None else None
        proof = prove(mine, theirs) if mine is not None and theirs is not None else None
        if proof is not None:
            same = match.same if match.same != "scene" or proof.likeness < PICTURE_LIKENESS else "edited"
            chance = match.chance if match.entry in known else math.nan
            edits = tuple(dict.fromkeys((*match.edits, *proof.edits)))
            found.append(replace(match, same=same, chance=chance, edits=edits, proof=proof))
        elif match.entry in known:
            found.append(match)
    return [*found, *matches[MOST:]]


@lru_cache(64)
def _points(path: str) -> Points | None:
    """Of a file; None where it cannot be read."""
    try:
        limits = Limits()
        file = Path(path)
        if not file.is_file() or file.stat().st_size > limits.bytes:
            return None
        data = file.read_bytes()
        return points(decode(data, read_header(data, limits)).pixels)
    except (Fault, OSError, ValueError):
        return None
