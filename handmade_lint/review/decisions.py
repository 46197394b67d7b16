"""Decisions, their undoing, notices and appeals: each one transaction that writes to the log and never changes it."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from time import time
from typing import Any

from ..said import say
from . import log
from .store import Store
from .verdicts import REASONS, VERDICTS, WAITING, settle

HELD = 15 * 60
"""Seconds that an item is kept for a reviewer who opened it and did nothing more."""
SHARE = 0.1
"""Share of decided items that get a blind second look, unless told otherwise."""
NOTE, APPEAL = 2000, 8000
"""Characters of a note, and of an appeal, at most."""


class Refused(Exception):
    """A decision that cannot be taken, in one sentence for the reviewer."""


@dataclass(frozen=True, slots=True)
class Claim:
    """Who holds an item."""

    reviewer: str
    since: float
    until: float

    @property
    def stale(self) -> bool:
        """Whether more than half of its time is over."""
        return self.until - time() < HELD / 2


def holder(db: sqlite3.Connection, item: int) -> Claim | None:
    """Who holds an item now."""
    row = db.execute("SELECT * FROM claims WHERE item = ? AND until > ?", (item, time())).fetchone()
    return Claim(row["reviewer"], row["since"], row["until"]) if row else None


def claim(db: sqlite3.Connection, item: int, reviewer: str) -> bool:
    """Hold an item, and no other, for a reviewer; False where another holds it. The caller holds a transaction."""
    held = holder(db, item)
    if held is not None and held.reviewer != reviewer:
        return False
    moment = time()
    since = held.since if held else moment
    db.execute("DELETE FROM claims WHERE reviewer = ? OR item = ? OR until <= ?", (reviewer, item, moment))
    db.execute("INSERT INTO claims VALUES (?, ?, ?, ?)", (item, reviewer, since, moment + HELD))
    return True


def looks(db: sqlite3.Connection, item: int) -> list[sqlite3.Row]:
    """The decisions on an item that stand, in order."""
    return db.execute("SELECT * FROM decisions WHERE item = ? AND NOT undone ORDER BY seq", (item,)).fetchall()


def chosen_again(store: Store, item: int) -> bool:
    """Whether an item is one of those that get a second look: a draw that no reviewer can foresee on the page."""
    share = float(store.get("second-look", str(SHARE)))
    drawn = hashlib.sha256(f"{store.get('salt')}:{item}".encode()).digest()
    return int.from_bytes(drawn[:8], "big") < share * 2**64


def _settle(store: Store, db: sqlite3.Connection, item: int) -> tuple[str, str | None]:
    verdicts = [row["verdict"] for row in looks(db, item)]
    state, outcome = settle(verdicts, chosen_again(store, item))
    db.execute("UPDATE items SET state = ?, outcome = ? WHERE id = ?", (state, outcome, item))
    return state, outcome


def decide(
    store: Store,
    item: int,
    reviewer: str,
    verdict: str,
    reasons: Sequence[str] = (),
    note: str = "",
    seen: dict[str, Any] | None = None,
) -> str:
    """Decide an item; the state that it is in afterwards.

    Args:
        store: the queue.
        item: its number.
        reviewer: who decides.
        verdict: a key of VERDICTS.
        reasons: keys of REASONS.
        note: in the reviewer's own words.
        seen: what the decision was made on, for the log: hashes of pictures, fingerprints of findings.

    Raises:
        Refused: it is not this reviewer's to decide (now).
    """
    if verdict not in VERDICTS:
        raise Refused(say("that is none of the decisions"))
    kept = [code for code in REASONS if code in reasons]
    with store.writing() as db:
        row = db.execute("SELECT state, sku, title FROM items WHERE id = ?", (item,)).fetchone()
        if row is None:
            raise Refused(say("there is no such item in this queue"))
        held = holder(db, item)
        if held is not None and held.reviewer != reviewer:
            raise Refused(say("{reviewer} is looking at this one just now; take the next", reviewer=held.reviewer))
        if row["state"] not in WAITING:
            raise Refused(say("this one was decided in the meantime"))
        if any(one["reviewer"] == reviewer for one in looks(db, item)):
            raise Refused(say("you decided this one; it waits for another reviewer"))
        seconds = round(time() - held.since, 1) if held else None
        body = {"verdict": verdict, "reasons": kept, "note": note[:NOTE], "seconds": seconds, "sku": row["sku"]}
        line = log.append(db, "decision", item, reviewer, body | {"seen": seen or {}})
        told = (line.seq, item, reviewer, verdict, json.dumps(kept), note[:NOTE], line.at, seconds)
        db.execute(
            "INSERT INTO decisions (seq, item, reviewer, verdict, reasons, note, at, seconds) VALUES (?,?,?,?,?,?,?,?)",
            told,
        )
        db.execute("DELETE FROM claims WHERE item = ?", (item,))
        return _settle(store, db, item)[0]


def undo(store: Store, reviewer: str) -> int:
    """Take back a reviewer's last decision that stands; the item's number. It is open again, and held for them.

    Raises:
        Refused: there is none, or others have built on it.
    """
    with store.writing() as db:
        last = db.execute(
            "SELECT seq, item, verdict FROM decisions WHERE reviewer = ? AND NOT undone ORDER BY seq DESC LIMIT 1",
            (reviewer,),
        ).fetchone()
        if last is None:
            raise Refused(say("you have decided nothing yet that could be undone"))
        item = int(last["item"])
        if looks(db, item)[-1]["seq"] != last["seq"]:
            raise Refused(say("another reviewer has decided on this one since; it cannot be undone"))
        if db.execute("SELECT 1 FROM appeals WHERE item = ?", (item,)).fetchone():
            raise Refused(say("an appeal was entered against this decision; it cannot be undone"))
        if db.execute(
            "SELECT 1 FROM log WHERE item = ? AND kind = 'notice' AND seq > ?", (item, last["seq"])
        ).fetchone():
            raise Refused(say("a notice of this decision was sent; it cannot be undone"))
        log.append(db, "undo", item, reviewer, {"decision": last["seq"]})
        db.execute("UPDATE decisions SET undone = 1 WHERE seq = ?", (last["seq"],))
        _settle(store, db, item)
        claim(db, item, reviewer)
        return item


def send(store: Store, item: int, reviewer: str, language: str, text: str, answer_by: str) -> None:
    """Write down that a notice was sent to the maker.

    Raises:
        Refused: nothing was decided that the maker must be told.
    """
    with store.writing() as db:
        outcome = db.execute("SELECT outcome FROM items WHERE id = ?", (item,)).fetchone()
        if outcome is None or outcome[0] is None or not VERDICTS[outcome[0]].clauses:
            raise Refused(say("there is no decision that the maker must be told of"))
        told = {"language": language, "answer_by": answer_by, "text": text}
        log.append(db, "notice", item, reviewer, told)


def appeal(store: Store, item: int, reviewer: str, words: str) -> int:
    """Enter a maker's appeal; its number.

    Raises:
        Refused: there is nothing to appeal against.
    """
    if not words.strip():
        raise Refused(say("write down what the maker says"))
    with store.writing() as db:
        row = db.execute("SELECT state, outcome FROM items WHERE id = ?", (item,)).fetchone()
        if row is None or row["state"] != "decided" or not VERDICTS[row["outcome"]].clauses:
            raise Refused(say("there is no decision on this item that could be appealed"))
        line = log.append(db, "appeal", item, reviewer, {"words": words[:APPEAL]})
        told = (line.seq, item, line.at, reviewer, words[:APPEAL])
        db.execute("INSERT INTO appeals (seq, item, at, entered_by, words) VALUES (?, ?, ?, ?, ?)", told)
        db.execute("UPDATE items SET state = 'appealed' WHERE id = ?", (item,))
        return line.seq


def judge(store: Store, number: int, reviewer: str, outcome: str, note: str = "") -> int:
    """Judge an appeal: 'upheld' (the decision stands) or 'overturned' (the listing is allowed); the item's number.

    Raises:
        Refused: it was judged before, or this reviewer had a part in the decision.
    """
    if outcome not in ("upheld", "overturned"):
        raise Refused(say("an appeal is upheld or overturned"))
    with store.writing() as db:
        row = db.execute("SELECT item, outcome FROM appeals WHERE seq = ?", (number,)).fetchone()
        if row is None:
            raise Refused(say("there is no such appeal"))
        if row["outcome"] is not None:
            raise Refused(say("this appeal was judged in the meantime"))
        item = int(row["item"])
        if any(one["reviewer"] == reviewer for one in looks(db, item)):
            raise Refused(say("you decided on this listing; an appeal is judged by somebody else"))
        line = log.append(db, "judgement", item, reviewer, {"appeal": number, "outcome": outcome, "note": note[:NOTE]})
        db.execute(
            "UPDATE appeals SET outcome = ?, judge = ?, judged = ? WHERE seq = ?", (outcome, reviewer, line.at, number)
        )
        db.execute("UPDATE items SET state = 'decided' WHERE id = ?", (item,))
        if outcome == "overturned":
            db.execute("UPDATE items SET outcome = 'allow' WHERE id = ?", (item,))
        return item
