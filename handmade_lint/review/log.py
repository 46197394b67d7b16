"""The append-only log: each line holds the hash of the line before, so that no line is changed or left out unseen."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from ..said import say

KINDS: Mapping[str, str] = {
    "screened": say("Screened"),
    "decision": say("Decision"),
    "undo": say("Taken back"),
    "notice": say("Notice sent"),
    "appeal": say("Appeal"),
    "judgement": say("Appeal judged"),
    "weights": say("Weights"),
}
"""What the kinds of lines are called."""
FIRST = "0" * 64
"""What the first line holds as the hash before it."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the log."""

    seq: int
    at: str
    """UTC, ISO 8601."""
    kind: str
    """'screened', 'decision', 'undo', 'notice', 'appeal', 'judgement', 'weights'."""
    item: int | None
    reviewer: str
    body: dict[str, Any]
    previous: str
    hash: str


def now() -> str:
    """The time as the log writes it."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def canonical(value: Any) -> str:
    """JSON that is the same for the same value."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def digest(seq: int, at: str, kind: str, item: int | None, reviewer: str, body: str, previous: str) -> str:
    """SHA-256 of a line, in hexadecimal; `body` is canonical JSON."""
    return hashlib.sha256(canonical([seq, at, kind, item, reviewer, body, previous]).encode("utf-8")).hexdigest()


def append(db: sqlite3.Connection, kind: str, item: int | None, reviewer: str, body: dict[str, Any]) -> Line:
    """Add a line; the caller holds a transaction that writes."""
    last = db.execute("SELECT seq, hash FROM log ORDER BY seq DESC LIMIT 1").fetchone()
    seq, previous = (last["seq"] + 1, last["hash"]) if last else (1, FIRST)
    at, told = now(), canonical(body)
    made = digest(seq, at, kind, item, reviewer, told, previous)
    db.execute("INSERT INTO log VALUES (?, ?, ?, ?, ?, ?, ?, ?)", (seq, at, kind, item, reviewer, told, previous, made))
    return Line(seq, at, kind, item, reviewer, body, previous, made)


def lines(db: sqlite3.Connection, item: int | None = None) -> Iterator[Line]:
    """All lines in order, or those of one item."""
    where, values = ("WHERE item = ? ", (item,)) if item is not None else ("", ())
    for row in db.execute(f"SELECT * FROM log {where}ORDER BY seq", values):  # noqa: S608 - constants
        yield Line(
            row["seq"],
            row["at"],
            row["kind"],
            row["item"],
            row["reviewer"],
            json.loads(row["body"]),
            row["previous"],
            row["hash"],
        )


def broken(db: sqlite3.Connection) -> str:
    """What is wrong with the chain, in a sentence; '' where it is whole."""
    previous, expected = FIRST, 1
    for row in db.execute("SELECT * FROM log ORDER BY seq"):
        if row["seq"] != expected:
            return say("line {expected} of the log is missing", expected=expected)
        if row["previous"] != previous:
            return say("line {seq} of the log does not follow the line before it", seq=row["seq"])
        made = digest(*(row[name] for name in ("seq", "at", "kind", "item", "reviewer", "body", "previous")))
        if made != row["hash"]:
            return say("line {seq} of the log was changed after it was written", seq=row["seq"])
        previous, expected = row["hash"], expected + 1
    return ""


def head(db: sqlite3.Connection) -> tuple[int, str]:
    """Number and hash of the last line: whoever notes it down elsewhere will see if lines were cut off the end."""
    last = db.execute("SELECT seq, hash FROM log ORDER BY seq DESC LIMIT 1").fetchone()
    return (last["seq"], last["hash"]) if last else (0, FIRST)
