"""The order of a queue: what is most worth a reviewer's minute comes first, with a random sample mixed in."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from itertools import groupby
from math import sqrt
from operator import itemgetter

from .store import Store
from .weights import Signal, Weights, Worth

EVERY = 10
"""One place in so many is the random sample's, as long as it lasts."""


def rank(store: Store, weights: Weights) -> None:
    """Weigh all listings of a queue and put them in order.

    Worth is probability times harm times agreement times novelty; the k-th listing of a shop with just the same signals
    has a novelty of one by the root of k. Listings that are neither flagged nor of the sample are dropped once their
    source is done (the counts of their shop stay).
    """
    db = store.db
    weighed = list(_weighed(db, weights))
    with store.writing():
        db.executemany(
            "UPDATE items SET probability = ?, harm = ?, agreement = ?, flagged = ? WHERE id = ?",
            [
                (w.probability, w.harm, w.agreement, w.probability * w.harm >= weights.least, i)
                for i, w, _, _ in weighed
            ],
        )
        db.execute(
            "DELETE FROM items WHERE NOT flagged AND NOT sample AND state = 'open' "
            "AND source IN (SELECT id FROM sources WHERE done) AND id NOT IN (SELECT item FROM decisions)"
        )
        there = {row[0] for row in db.execute("SELECT id FROM items")}
        novelty = _novelty([one for one in weighed if one[0] in there])
        db.executemany(
            "UPDATE items SET novelty = ?, worth = probability * harm * agreement * ? WHERE id = ?",
            [(new, new, item) for item, new in novelty.items()],
        )
        salt = store.get("salt")
        db.executemany("UPDATE items SET position = ? WHERE id = ?", list(enumerate(_order(db, salt), 1)))
        db.execute(
            "UPDATE rules SET items = (SELECT count(DISTINCT item) FROM findings WHERE findings.code = rules.code)"
        )
        store.put("weights", weights.name)
        store.put("weights-text", weights.text)
    db.execute("PRAGMA optimize")
    db.execute("ANALYZE")


def signals(db: sqlite3.Connection, item: int) -> list[Signal]:
    """The signals of one listing."""
    question = (
        "SELECT findings.code, grp, severity, confidence, kind, scored "
        "FROM findings JOIN rules USING (code) WHERE item = ?"
    )
    return [Signal(*row) for row in db.execute(question, (item,))]


Weighed = tuple[int, Worth, int, tuple[str, ...]]
"""Number of the item, what it is worth, its shop, and the codes that speak for a look."""


def _weighed(db: sqlite3.Connection, weights: Weights) -> Iterator[Weighed]:
    about = {
        row[0]: (row[1], row[2], row[3]) for row in db.execute("SELECT id, mass_produced, rights, shop FROM items")
    }
    silent = set(about)
    question = (
        "SELECT item, findings.code, grp, severity, confidence, kind, scored "
        "FROM findings JOIN rules USING (code) ORDER BY item"
    )
    for item, rows in groupby(db.execute(question), key=itemgetter(0)):
        silent.discard(item)
        mass_produced, rights, shop = about[item]
        worth = weights.weigh([Signal(*row[1:]) for row in map(tuple, rows)], mass_produced, rights)
        yield item, worth, shop, tuple(sorted(code for code, term in worth.terms.items() if term > 0))
    for item in silent:
        mass_produced, rights, shop = about[item]
        yield item, weights.weigh((), mass_produced, rights), shop, ()


def _novelty(weighed: list[Weighed]) -> dict[int, float]:
    """1 for the first listing of its kind, then less and less."""
    seen: dict[tuple[int, tuple[str, ...]], int] = {}
    novelty = {}
    for item, _, shop, codes in sorted(weighed, key=lambda one: (-one[1].probability * one[1].harm, one[0])):
        count = seen[shop, codes] = seen.get((shop, codes), 0) + 1
        novelty[item] = 1 / sqrt(count)
    return novelty


def _order(db: sqlite3.Connection, salt: str) -> Iterator[int]:
    """Numbers of items in the order of the queue: values for (position, id)."""
    best = [row[0] for row in db.execute("SELECT id FROM items WHERE NOT sample ORDER BY worth DESC, id")]
    drawn = [row[0] for row in db.execute("SELECT id FROM items WHERE sample")]
    drawn.sort(key=lambda item: hashlib.sha256(f"{salt}:order:{item}".encode()).digest())
    rest = iter(best)
    for item in drawn:
        for _ in range(EVERY - 1):
            one = next(rest, None)
            if one is None:
                break
            yield one
        yield item
    yield from rest
