"""Pictures like one of a listing's: in a bank, in the listing itself, or of another listing of its catalogue."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..said import say
from .items import unpacked
from .store import Store

_FACTS = (
    ("kind", say("Bank of")),
    ("bank", say("Bank")),
    ("same", say("It is the same")),
    ("edits", say("Edits")),
    ("distance", say("Bits that differ, of 256")),
    ("likeness", say("Likeness")),
    ("chance", say("Chance of a stranger this close")),
    ("source", say("Source")),
    ("note", say("Note")),
)
_MOST = 3
"""Listings of one finding whose pictures are shown."""


@dataclass(frozen=True, slots=True)
class Match:
    """A picture that a finding says is like one of this listing's."""

    finding: int
    """Row of the finding."""
    position: int
    """Among the matches of that finding."""
    ours: str
    """Address of the picture of this listing."""
    name: str
    facts: tuple[tuple[str, str], ...]
    uri: str = ""
    """As the item's own catalogue names it; '' for one of a bank."""
    bank: str = ""
    entry: int = -1
    """Of the bank."""


def matches(store: Store, item: sqlite3.Row, body: Mapping[str, Any], rows: Sequence[sqlite3.Row]) -> list[Match]:
    """The matches that the findings of an item tell of; `rows` are those of the findings."""
    found: list[Match] = []
    for row in rows:
        finding = json.loads(row["body"])
        if "same_as" in finding["evidence"]:
            found += _of(store, item, body, row["id"], finding)
    return found


def _of(
    store: Store, item: sqlite3.Row, body: Mapping[str, Any], number: int, finding: Mapping[str, Any]
) -> Iterator[Match]:
    evidence = finding["evidence"]
    own = [one["uri"] for one in body["images"]]
    ours = finding["image"] if finding["image"] in own else own[0] if own else ""
    facts = tuple(_told(evidence))
    same = evidence["same_as"]
    if isinstance(evidence.get("entry"), int):
        name = str(evidence.get("picture") or same)
        yield Match(number, 0, ours, name, facts, bank=str(evidence.get("bank")), entry=evidence["entry"])
        return
    if same in own:
        yield Match(number, 0, ours, str(same), facts, uri=str(same))
        return
    skus = [str(one) for one in (same if isinstance(same, list) else [same])][:_MOST]
    for position, sku in enumerate(skus):
        uri = str(evidence.get("picture") or "") or _main(store, item, sku)
        yield Match(number, position, ours, f"SKU {sku}", facts, uri=uri)


def _main(store: Store, item: sqlite3.Row, sku: str) -> str:
    """Address of the main picture of another listing of the same catalogue; '' where it is not in the queue."""
    row = store.db.execute(
        "SELECT body FROM items JOIN bodies ON bodies.item = items.id WHERE source = ? AND sku = ? LIMIT 1",
        (item["source"], sku),
    ).fetchone()
    images = unpacked(row[0])["images"] if row else []
    return str(images[0]["uri"]) if images else ""


def _told(evidence: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for key, words in _FACTS:
        value = evidence.get(key)
        if value not in (None, "", []):
            yield words, ", ".join(map(str, value)) if isinstance(value, list) else str(value)
