"""A shop at a glance: how many goods, of how many crafts, which texts it shares with others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .store import Store

_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Context:
    """What the screened catalogues say of a shop."""

    name: str
    goods: int
    crafts: tuple[tuple[str, int], ...]
    """Categories or kinds of product as the catalogue tells them, the most common first."""
    crafts_in_all: int
    same_text_here: int
    """Other goods of the shop with just this description."""
    same_text_elsewhere: tuple[tuple[str, int], ...]
    """Other shops with goods of just this description."""
    in_queue: int
    decided: tuple[tuple[str, int], ...]
    """Outcomes of this shop's items so far."""


@dataclass(frozen=True, slots=True)
class _Known:
    """What does not change while a queue is reviewed."""

    name: str
    goods: int
    crafts: tuple[tuple[str, int], ...]
    in_queue: int


class Shops:
    """Contexts of items; what does not change of a shop is counted once."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._known: dict[int, _Known] = {}

    def context(self, item: Any) -> Context:
        """The context of an item's shop."""
        db, shop = self._store.db, item["shop"]
        known = self._known.get(shop)
        if known is None:
            known = self._known[shop] = self._count(shop)
        told = db.execute(
            "SELECT told FROM goods WHERE source = ? AND number = ?", (item["source"], item["number"])
        ).fetchone()
        here, elsewhere = 0, []
        if told is not None and told[0]:
            same = "SELECT count(*) FROM goods WHERE told = ? AND shop = ?"
            here = db.execute(same, (told[0], shop)).fetchone()[0] - 1
            elsewhere = db.execute(
                "SELECT name, count(*) FROM goods JOIN shops ON shops.id = shop WHERE told = ? AND shop <> ? "
                "GROUP BY shop ORDER BY 2 DESC LIMIT ?",
                (told[0], shop, _SHOWN),
            ).fetchall()
        outcomes = db.execute(
            "SELECT outcome, count(*) FROM items WHERE shop = ? AND outcome IS NOT NULL GROUP BY outcome", (shop,)
        ).fetchall()
        return Context(
            name=known.name,
            goods=known.goods,
            crafts=known.crafts[:_SHOWN],
            crafts_in_all=len(known.crafts),
            same_text_here=here,
            same_text_elsewhere=tuple((row[0], row[1]) for row in elsewhere),
            in_queue=known.in_queue,
            decided=tuple((row[0], row[1]) for row in outcomes),
        )

    def _count(self, shop: int) -> _Known:
        db = self._store.db
        crafts = db.execute(
            "SELECT craft, count(*) FROM goods WHERE shop = ? AND craft <> '' GROUP BY craft ORDER BY 2 DESC", (shop,)
        ).fetchall()
        return _Known(
            db.execute("SELECT name FROM shops WHERE id = ?", (shop,)).fetchone()[0],
            db.execute("SELECT count(*) FROM goods WHERE shop = ?", (shop,)).fetchone()[0],
            tuple((row[0], row[1]) for row in crafts),
            db.execute("SELECT count(*) FROM items WHERE shop = ?", (shop,)).fetchone()[0],
        )
