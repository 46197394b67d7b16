"""Whether a queue is what its log says: the chain is whole, and every decision in it is one of the log."""

from __future__ import annotations

import json
from collections.abc import Iterator

from ..said import say
from . import log
from .store import Store
from .verdicts import settle


def faults(store: Store, head: str = "") -> Iterator[str]:
    """What is wrong, a sentence each.

    Args:
        store: the queue.
        head: hash of a line that was noted down earlier, which the log must still hold.
    """
    db = store.db
    chain = log.broken(db)
    if chain:
        yield chain
        return
    if head and db.execute("SELECT 1 FROM log WHERE hash = ?", (head,)).fetchone() is None:
        yield say(
            "the line that was noted down is no longer in the log; lines were cut off its end, or it was written anew"
        )
    decided: dict[int, tuple[int, str, str, str, str]] = {}
    undone: set[int] = set()
    appeals: dict[int, str | None] = {}
    of_item: dict[int, list[int]] = {}
    judged: dict[int, str] = {}
    for line in log.lines(db):
        if line.kind == "decision" and line.item is not None:
            body = line.body
            told = (line.item, line.reviewer, body["verdict"], json.dumps(body["reasons"]), body["note"])
            decided[line.seq] = told
            of_item.setdefault(line.item, []).append(line.seq)
        elif line.kind == "undo":
            undone.add(line.body["decision"])
        elif line.kind == "appeal" and line.item is not None:
            appeals[line.seq] = None
            judged[line.item] = "open"
        elif line.kind == "judgement" and line.item is not None:
            appeals[line.body["appeal"]] = line.body["outcome"]
            judged[line.item] = line.body["outcome"]
    held = {
        row["seq"]: (row["item"], row["reviewer"], row["verdict"], row["reasons"], row["note"], row["undone"])
        for row in db.execute("SELECT * FROM decisions")
    }
    for seq in sorted(decided.keys() | held.keys()):
        said = (*decided[seq], int(seq in undone)) if seq in decided else None
        if said != held.get(seq):
            yield say("decision {seq} is not what the log says of it", seq=seq)
    for row in db.execute("SELECT seq, outcome FROM appeals"):
        if row["seq"] not in appeals or appeals.pop(row["seq"]) != row["outcome"]:
            yield say("appeal {seq} is not what the log says of it", seq=row["seq"])
    for seq in appeals:
        yield say("appeal {seq} of the log is missing", seq=seq)
    for row in db.execute("SELECT id, state, outcome FROM items WHERE state <> 'open' OR outcome IS NOT NULL"):
        verdicts = [decided[seq][2] for seq in of_item.get(row["id"], ()) if seq not in undone]
        allowed = {settle(verdicts, again) for again in (False, True)}
        if judged.get(row["id"]) == "open":
            allowed = {("appealed", outcome) for _, outcome in allowed}
        elif judged.get(row["id"]) == "overturned":
            allowed = {("decided", "allow")}
        if (row["state"], row["outcome"]) not in allowed:
            yield say(
                "item {id} is '{state}', outcome '{outcome}', which its decisions do not say",
                id=row["id"],
                state=row["state"],
                outcome=row["outcome"],
            )
