"""The evidence packet of an item: one page and one JSON that hold all that was seen, decided and answered."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from . import log
from .photographs import Photographs
from .store import Store
from .view import View

SCHEMA = "handmade-lint/evidence/1"
"""Name and version of the layout."""
_PICTURES = 12


def packet(store: Store, view: View, photographs: Photographs, *, notes: bool) -> dict[str, Any]:
    """Everything on an item as JSON values.

    Args:
        store: the queue.
        view: the item.
        photographs: for its pictures and their hashes.
        notes: whether reviewers' names and notes are told; a packet for the maker leaves them out.
    """
    item, db = view.item, store.db
    hashes = {one["uri"]: one["sha256"] for one in photographs.hashes(view.body)}
    source = db.execute("SELECT name, digest FROM sources WHERE id = ?", (item["source"],)).fetchone()
    lines = []
    for line in log.lines(db, item["id"]):
        told = asdict(line)
        if not notes:
            told = {key: told[key] for key in ("seq", "at", "kind", "hash")} | {"body": _public(line.body)}
        lines.append(told)
    return {
        "schema": SCHEMA,
        "made": log.now(),
        "version": store.get("version"),
        "guide": store.get("guide"),
        "weights": store.get("weights"),
        "listing": {
            **{name: item[name] for name in ("sku", "title", "store", "language", "row", "quality")},
            "shop": view.shop.name,
            "file": {"name": source["name"], "sha256": source["digest"]},
            "texts": view.body["texts"],
            "facts": view.body["facts"],
        },
        "worth": {
            "probability": round(view.worth.probability, 4),
            "harm": round(view.worth.harm, 4),
            "agreement": view.worth.agreement,
            "mass_produced": item["mass_produced"],
            "rights": item["rights"],
        },
        "evidence": {
            "for": [
                {"weight": round(one.weight, 4), "finding": one.finding, "rule": one.rule}
                for one in (*view.found, *view.beside)
            ],
            "scores": [asdict(one) for one in view.told],
            "against": [asdict(one) for one in view.against],
            "clears": list(view.clears),
        },
        "pictures": [
            {
                "uri": one.uri,
                "role": one.role,
                "sha256": hashes.get(one.uri, ""),
                "boxes": [list(box) for box in one.boxes],
                "jpeg": _picture(photographs, item["id"], one.position),
            }
            for one in view.pictures[:_PICTURES]
        ],
        "state": item["state"],
        "outcome": item["outcome"],
        "log": lines,
    }


def _public(body: Mapping[str, Any]) -> dict[str, Any]:
    return {
        key: body[key] for key in ("verdict", "reasons", "seen", "outcome", "words", "answer_by", "text") if key in body
    }


def _picture(photographs: Photographs, item: int, position: int) -> str:
    made = photographs.of_item(item, position, "small")
    return b64encode(made).decode("ascii") if made else ""
