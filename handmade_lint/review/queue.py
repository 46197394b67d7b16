"""What a reviewer sees of the queue: filters, a page of it, the next item and the one before."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from time import time
from urllib.parse import urlencode

from ..said import say
from .decisions import claim, looks
from .store import Store
from .verdicts import WAITING

BANDS: Mapping[str, tuple[float, float]] = {
    "strong": (0.5, 9.0),
    "high": (0.2, 0.5),
    "middle": (0.05, 0.2),
    "low": (0.0, 0.05),
}
"""Bands of `worth`: from, below."""
BAND_WORDS: Mapping[str, str] = {
    "strong": say("strong"),
    "high": say("high"),
    "middle": say("middle"),
    "low": say("low"),
}
PAGE = 50
_WAITING = "items.state IN ('open', 'second', 'split')"


@dataclass(frozen=True, slots=True)
class Filters:
    """Which items; '' for all."""

    rule: str = ""
    band: str = ""
    store: str = ""
    shop: str = ""
    language: str = ""
    sample: str = ""
    """'1': the random sample only."""
    state: str = ""
    """'': those that wait for a look; else a key of STATES."""

    @classmethod
    def of(cls, words: Mapping[str, str]) -> Filters:
        """Filters as an address tells them; what means nothing is left aside."""
        told = {one.name: words.get(one.name, "")[:200] for one in fields(cls)}
        told["band"] = told["band"] if told["band"] in BANDS else ""
        return cls(**told)

    @property
    def query(self) -> str:
        """As they stand in an address, without the question mark."""
        told = {one.name: getattr(self, one.name) for one in fields(self)}
        return urlencode({key: value for key, value in told.items() if value})

    def where(self) -> tuple[str, list[str | float]]:
        """As a condition on `items`, and its values; the state is left out."""
        parts: list[str] = []
        values: list[str | float] = []
        for name in ("store", "language"):
            if getattr(self, name):
                parts.append(f"items.{name} = ?")
                values.append(getattr(self, name))
        if self.shop:
            parts.append("items.shop = (SELECT id FROM shops WHERE name = ?)")
            values.append(self.shop)
        if self.band:
            parts.append("items.worth >= ? AND items.worth < ?")
            values += BANDS[self.band]
        if self.sample == "1":
            parts.append("items.sample = 1")
        if self.rule:
            parts.append("EXISTS (SELECT 1 FROM findings f WHERE f.code = ? AND f.item = items.id)")
            values.append(self.rule)
        return " AND ".join(parts) or "1", values


def waiting(store: Store, reviewer: str, filters: Filters, *, after: int = 0, held: bool = True) -> int | None:
    """The first item that waits for this reviewer's look, behind a position; None where there is none.

    An item that two reviewers must see is offered to the second only; one that another holds, to nobody.
    """
    where, values = filters.where()
    free = "NOT EXISTS (SELECT 1 FROM claims c WHERE c.item = items.id AND c.reviewer <> ? AND c.until > ?)"
    new = (
        "(items.state = 'open' OR NOT EXISTS "
        "(SELECT 1 FROM decisions d WHERE d.item = items.id AND d.reviewer = ? AND NOT d.undone))"
    )
    question = (
        f"SELECT id FROM items WHERE {_WAITING} AND position > ? AND {where} AND {free} AND {new} "  # noqa: S608 - ours
        "ORDER BY position LIMIT 1"
    )
    row = store.db.execute(question, (after, *values, reviewer if held else "", time(), reviewer)).fetchone()
    return int(row[0]) if row else None


def take(store: Store, reviewer: str, filters: Filters, after: int = 0) -> int | None:
    """The next item for a reviewer, held for them; the one that they hold already, where no position is told.

    At the end of the queue it goes on from the beginning, with what was passed over.
    """
    if not after:
        where, values = filters.where()
        question = (
            "SELECT id FROM claims JOIN items ON items.id = claims.item "  # noqa: S608 - ours
            f"WHERE reviewer = ? AND until > ? AND {_WAITING} AND {where}"
        )
        mine = store.db.execute(question, (reviewer, time(), *values)).fetchone()
        if mine is not None:
            return int(mine[0])
    while True:
        item = waiting(store, reviewer, filters, after=after)
        if item is None and after:
            item = waiting(store, reviewer, filters)
        if item is None:
            return None
        with store.writing() as db:
            if _still_waits(db, item, reviewer) and claim(db, item, reviewer):
                return item


def _still_waits(db: sqlite3.Connection, item: int, reviewer: str) -> bool:
    """Whether nobody decided an item since it was found, so that it is not this reviewer's any more."""
    state = db.execute("SELECT state FROM items WHERE id = ?", (item,)).fetchone()[0]
    return state in WAITING and all(one["reviewer"] != reviewer for one in looks(db, item))


def before(store: Store, filters: Filters, position: int) -> int | None:
    """The item in front of a position, decided or not."""
    where, values = filters.where()
    question = f"SELECT id FROM items WHERE position < ? AND {where} ORDER BY position DESC LIMIT 1"  # noqa: S608 - ours
    row = store.db.execute(question, (position, *values)).fetchone()
    return int(row[0]) if row else None


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows of the queue."""

    rows: list[sqlite3.Row]
    total: int
    start: int


def page(store: Store, filters: Filters, start: int = 0) -> Page:
    """A page of the queue, in its order."""
    where, values = filters.where()
    state = _WAITING if not filters.state else "items.state = ?"
    if filters.state:
        values = [filters.state, *values]
    total = store.db.execute(f"SELECT count(*) FROM items WHERE {state} AND {where}", values).fetchone()[0]  # noqa: S608
    question = (
        "SELECT items.*, shops.name AS shop_name, "  # noqa: S608 - ours
        "(SELECT reviewer FROM claims c WHERE c.item = items.id AND c.until > ?) AS holder "
        f"FROM items JOIN shops ON shops.id = items.shop WHERE {state} AND {where} "
        "ORDER BY position LIMIT ? OFFSET ?"
    )
    rows = store.db.execute(question, (time(), *values, PAGE, start)).fetchall()
    return Page(rows, total, start)


def choices(store: Store) -> dict[str, list[tuple[str, int]]]:
    """What the filters can be set to, and how many items of the queue have it."""
    db = store.db
    ways = {
        "rule": "SELECT code, items FROM rules WHERE items > 0 ORDER BY items DESC, code LIMIT 400",
        "store": "SELECT store, count(*) FROM items GROUP BY store ORDER BY 2 DESC",
        "language": "SELECT language, count(*) FROM items GROUP BY language ORDER BY 2 DESC",
        "shop": "SELECT name, count(*) FROM items JOIN shops ON shops.id = shop GROUP BY 1 ORDER BY 2 DESC LIMIT 400",
    }
    return {name: [(row[0], row[1]) for row in db.execute(way)] for name, way in ways.items()}


def counts(store: Store) -> dict[str, int]:
    """Number of items by state."""
    return {row[0]: row[1] for row in store.db.execute("SELECT state, count(*) FROM items GROUP BY state")}


def without(filters: Filters, name: str) -> Filters:
    """The filters with one of them lifted."""
    return replace(filters, **{name: ""})
