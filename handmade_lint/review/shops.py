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


def context(store: Store, item: Any) -> Context:
    """The context of an item's shop."""
    db, shop = store.db, item["shop"]
    name = db.execute("SELECT name FROM shops WHERE id = ?", (shop,)).fetchone()[0]
    crafts = db.execute(
        "SELECT craft, count(*) FROM goods WHERE shop = ? AND craft <> '' GROUP BY craft ORDER BY 2 DESC", (shop,)
    ).fetchall()
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
        "SELECT outcome, count(*) FROM items WHERE shop = ? AND outcome IS NOT NULL GROUP BY outcome ORDER BY 2 DESC",
        (shop,),
    ).fetchall()
    return Context(
        name=name,
        goods=db.execute("SELECT count(*) FROM goods WHERE shop = ?", (shop,)).fetchone()[0],
        crafts=tuple((row[0], row[1]) for row in crafts[:_SHOWN]),
        crafts_in_all=len(crafts),
        same_text_here=here,
        same_text_elsewhere=tuple((row[0], row[1]) for row in elsewhere),
        in_queue=db.execute("SELECT count(*) FROM items WHERE shop = ?", (shop,)).fetchone()[0],
        decided=tuple((row[0], row[1]) for row in outcomes),
    )
