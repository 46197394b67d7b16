"""An album that also knows banks: pictures get a column of matches, listings the near copies of their descriptions."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

from ..listing import Listing
from .bank import Bank
from .prints import COLUMNS
from .search import Searcher

MATCHES = "matches"
"""A column: of each picture a tuple of what `Match.told` says, 0 for none."""
TEXTS = "bank.texts"
"""A fact: JSON, a list of what is told of texts that the description is a near copy of."""
READ = ("digest", *COLUMNS)
"""Columns that are looked up."""
OWN = "bank.own"
"""A fact: names of pictures in banks of kind 'own' that the listing shows, a line each."""
MOST = 5
"""Matches of one picture or text that are told."""


class Look(Protocol):
    """The pictures of a batch, as an album gives them."""

    @property
    def listings(self) -> Sequence[Listing]:
        """The listings."""

    @property
    def columns(self) -> Any:
        """Arrays, a row a picture."""


class Album(Protocol):
    """Finds and measures pictures; handmade_lint.album has one."""

    def look(self, listings: Sequence[Listing]) -> Any:
        """The pictures of a batch."""

    def close(self) -> None:
        """Let go of what it holds."""


@dataclass
class Known:
    """Looks at the pictures of listings, and looks them up in banks."""

    album: Album
    folders: Sequence[Path]

    @cached_property
    def _searchers(self) -> list[Searcher]:
        return [Searcher(Bank(folder)) for folder in self.folders]

    def close(self) -> None:
        """Let go of what it holds."""
        self.album.close()

    def look(self, listings: Sequence[Listing]) -> Any:
        """The pictures of a batch, with what banks know of them."""
        look = self.album.look(listings)
        told = self._texts(look.listings)
        if not look.columns:
            return replace(look, listings=told)
        matches = self._matches(look.columns)
        for owner, found in zip(look.owners, matches, strict=True):
            if own := [match["picture"] for match in found or () if match["kind"] == "own"]:
                known = told[owner].get(OWN).splitlines()
                told[owner] = replace(
                    told[owner], facts={**told[owner].facts, OWN: "\n".join(dict.fromkeys([*known, *own]))}
                )
        return replace(look, listings=told, columns={**look.columns, MATCHES: matches})

    def _matches(self, columns: Any) -> Any:
        import numpy as np

        count = len(columns["digest"])
        found = np.zeros(count, object)
        for searcher in self._searchers:
            for row, matches in enumerate(searcher.pictures(columns, np.asarray(columns["digest"]))):
                if matches:
                    found[row] = (*(found[row] or ()), *(match.told() for match in matches[:MOST]))
        return found

    def _texts(self, listings: Sequence[Listing]) -> list[Listing]:
        told = list(listings)
        texts = ["\n".join(text for _, text in listing.read("description")) for listing in listings]
        for searcher in self._searchers:
            for number, near in enumerate(searcher.texts(texts)):
                if near:
                    one = told[number]
                    known = json.loads(one.get(TEXTS) or "[]")
                    about = searcher.bank.about
                    known += [
                        {
                            "bank": about.name,
                            "kind": about.kind,
                            "entry": entry,
                            "share": round(share, 2),
                            "text": note.name,
                            "source": note.source,
                            "note": note.note,
                        }
                        for entry, share, note in near[:MOST]
                    ]
                    told[number] = replace(one, facts={**one.facts, TEXTS: json.dumps(known)})
        return told
