"""One item as its page shows it: the listing with its words marked, evidence for and against, pictures and boxes."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from ..said import from_plain, say
from .items import unpacked
from .matches import Match, matches
from .shops import Context, Shops
from .store import Store
from .verdicts import OF_GROUP
from .weights import Signal, Weights, Worth

_RANK = {"error": 3, "warning": 2, "info": 1, "": 0}
UNSEEN_BY_BUYERS = ("keywords", "tag", "material")
_LONGEST = 20_000
BUSINESS = 0.15
"""Harm from which on a finding is a reviewer's business."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some characters of a text."""

    text: str
    severity: str
    """Of the gravest finding that speaks of them; '' for none."""
    numbers: tuple[int, ...]
    """Of the findings that speak of them, as they are numbered on the page, from 1."""


@dataclass(frozen=True, slots=True)
class Field:
    """A text of the listing."""

    name: str
    stretches: tuple[Stretch, ...]

    @property
    def text(self) -> str:
        """The whole text."""
        return "".join(one.text for one in self.stretches)


@dataclass(frozen=True, slots=True)
class Evidence:
    """Something that was found."""

    number: int
    finding: Mapping[str, Any]
    """As the JSON report tells it; its message knows what it was made of."""
    rule: Mapping[str, Any]
    weight: float
    """Log-odds that its rule added; 0 where the rule is counted with another finding."""
    counted: str
    """With what its rule is counted, where not by itself: another finding, or a score."""
    picture: int | None
    """Position of the picture that it speaks of."""


@dataclass(frozen=True, slots=True)
class Aside:
    """Something said by a score, or for the maker."""

    says: str
    weight: float | None
    """Log-odds, where it has any: negative speaks for the maker."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of the listing."""

    position: int
    uri: str
    role: str
    boxes: tuple[tuple[float, float, float, float, str], ...]
    """x, y, width, height as shares of the upright picture, from its upper left corner, and the severity."""


@dataclass(frozen=True, slots=True)
class View:
    """All that the page shows."""

    item: sqlite3.Row
    body: Mapping[str, Any]
    worth: Worth
    title: Field
    texts: tuple[Field, ...]
    hidden: tuple[Field, ...]
    """Texts that buyers do not see."""
    found: tuple[Evidence, ...]
    """What counts, heaviest first."""
    beside: tuple[Evidence, ...]
    """What was found too, and is no business of reviewers."""
    told: tuple[Aside, ...]
    """What scores say against the listing."""
    against: tuple[Aside, ...]
    """What speaks for the maker."""
    clears: tuple[str, ...]
    pictures: tuple[Picture, ...]
    matches: tuple[tuple[int | None, Match], ...]
    """Position of a picture of this listing, and what is like it."""
    shop: Context
    suggested: tuple[str, ...]
    """Reason codes that the findings suggest."""

    @property
    def bullets(self) -> tuple[Field, ...]:
        """The bullet points."""
        return tuple(one for one in self.texts if one.name.startswith("bullet"))

    @property
    def hidden_marked(self) -> bool:
        """Whether something is marked in what buyers do not see."""
        return any(stretch.severity for one in self.hidden for stretch in one.stretches)


def row_of(store: Store, number: int) -> sqlite3.Row | None:
    """The row of an item."""
    row: sqlite3.Row | None = store.db.execute("SELECT * FROM items WHERE id = ?", (number,)).fetchone()
    return row


def body_of(store: Store, number: int) -> dict[str, Any]:
    """What was kept of an item's listing; nothing where there is no such item."""
    row = store.db.execute("SELECT body FROM bodies WHERE item = ?", (number,)).fetchone()
    return unpacked(row[0]) if row else {"images": []}


def view(store: Store, item: sqlite3.Row, weights: Weights, shops: Shops | None = None) -> View:
    """Put the page of an item together; `shops` remembers what was counted of them."""
    body = body_of(store, item["id"])
    question = (
        "SELECT findings.id, findings.code, grp, severity, confidence, kind, scored, findings.body, rules.body AS rule "
        ""
        "FROM findings JOIN rules USING (code) WHERE item = ? ORDER BY findings.id"
    )
    rows = store.db.execute(question, (item["id"],)).fetchall()
    signals = [
        Signal(*(row[name] for name in ("code", "grp", "severity", "confidence", "kind", "scored"))) for row in rows
    ]
    worth = weights.weigh(signals, item["mass_produced"], item["rights"])
    told = [(row["id"], json.loads(row["body"]), json.loads(row["rule"])) for row in rows]
    terms = worth.terms
    alone = {row["id"]: weights.term(signal) for row, signal in zip(rows, signals, strict=True)}
    told.sort(key=lambda one: (-abs(alone[one[0]]), -_RANK[one[1]["severity"]], one[0]))
    uris = [one["uri"] for one in body["images"]]
    found: list[Evidence] = []
    first: dict[str, int] = {}
    scored = {row["id"]: row["scored"] for row in rows if row["scored"] and item[row["scored"]] is not None}
    for number, (row, finding, rule) in enumerate(told, 1):
        code = finding["code"]
        finding["message"] = from_plain(finding["message"], finding.pop("made", None))
        counted = first.setdefault(code, number)
        weight = terms.get(code, 0.0) if counted == number else 0.0
        score = scored.get(row, "")
        found.append(
            Evidence(
                number,
                finding,
                rule,
                weight,
                SCORED[score] if score else str(counted) if counted != number else "",
                _at(uris, finding["image"]),
            )
        )
    counts = [one for one in found if weights.harm(one.rule["group"], one.finding["severity"]) >= BUSINESS]
    order = [_field(name, text, counts) for name, text in body["texts"].items()]
    shown = [one for one in order if one.name != "title"]
    return View(
        item=item,
        body=body,
        worth=worth,
        title=_field("title", body["texts"].get("title", item["title"]), counts),
        texts=tuple(one for one in shown if one.name.partition(".")[0] not in UNSEEN_BY_BUYERS),
        hidden=tuple(one for one in shown if one.name.partition(".")[0] in UNSEEN_BY_BUYERS),
        found=tuple(counts),
        beside=tuple(one for one in found if one not in counts),
        told=tuple(_scored(item, body, worth)),
        against=tuple(_for_the_maker(item, body, worth, found)),
        clears=tuple(dict.fromkeys(one.rule["advice"] for one in counts if one.rule["advice"])),
        pictures=tuple(_pictures(body["images"], found)),
        matches=tuple((_at(uris, one.ours), one) for one in matches(store, item, body, rows)),
        shop=(shops or Shops(store)).context(item),
        suggested=tuple(OF_GROUP[one.rule["group"]] for one in counts if one.rule["group"] in OF_GROUP)[:1],
    )


def _at(uris: Sequence[str], uri: str | None) -> int | None:
    return uris.index(uri) if uri in uris else None


def _field(name: str, text: str, found: Iterable[Evidence]) -> Field:
    """A text in stretches, each with what is said of it."""
    text = text[:_LONGEST]
    spans = [
        (max(0, span[0]), min(len(text), span[1]), one)
        for one in found
        if one.finding["field"] == name and (span := one.finding["span"])
    ]
    cuts = sorted({0, len(text), *(at for start, end, _ in spans for at in (start, end) if start < end)})
    stretches = []
    for start, end in pairwise(cuts):
        mine = [one for first, last, one in spans if first <= start and end <= last]
        gravest = max((one.finding["severity"] for one in mine), key=_RANK.__getitem__, default="")
        stretches.append(Stretch(text[start:end], gravest, tuple(sorted(one.number for one in mine))))
    return Field(name, tuple(stretches))


SCORED: Mapping[str, str] = {
    "mass_produced": say("the score for mass production"),
    "rights": say("the score for rights"),
}


def _scored(item: sqlite3.Row, body: Mapping[str, Any], worth: Worth) -> Iterable[Aside]:
    """What scores add, and what they are made of beside findings, which tell of themselves."""
    for name in SCORED:
        if worth.terms.get(name, 0) > 0:
            yield Aside(_score(name, item[name]), worth.terms[name])
    for reason in body["reasons"]:
        if reason["score"] == "mass_produced" and reason["weight"] > 0 and not reason["finding"]:
            yield Aside(from_plain(reason["says"], reason.get("made")), float(reason["weight"]))


def _for_the_maker(
    item: sqlite3.Row, body: Mapping[str, Any], worth: Worth, found: Sequence[Evidence]
) -> Iterable[Aside]:
    if item["mass_produced"] is not None and worth.terms.get("mass_produced", 0) <= 0:
        yield Aside(_score("mass_produced", item["mass_produced"]), worth.terms.get("mass_produced"))
    for reason in body["reasons"]:
        if reason["score"] == "mass_produced" and reason["weight"] < 0:
            yield Aside(from_plain(reason["says"], reason.get("made")), float(reason["weight"]))
    for one in found:
        if one.finding["confidence"] < 1 and one.weight > 0:
            yield Aside(
                say(
                    "Finding {number} is sure to {confidence:.0%} only",
                    number=one.number,
                    confidence=float(one.finding["confidence"]),
                ),
                None,
            )
    for group, words in _SILENT.items():
        if not any(one.rule["group"] == group for one in found):
            yield Aside(words, None)


_SILENT: Mapping[str, str] = {
    "rights": say("Nothing was found on others' rights"),
    "provenance": say("Nothing was found that points to a factory"),
    "handmade": say("Nothing was found against the terms of Handmade"),
    "claims": say("No claim without its proof was found"),
}
"""What is said for the maker where no rule of a group spoke."""


def _score(name: str, value: float) -> str:
    if name == "rights":
        return say("Score for rights: {value:.2f}", value=value)
    return say("Score for mass production: {value:.2f}", value=value)


def boxes(evidence: Mapping[str, Any]) -> Iterable[tuple[float, float, float, float]]:
    """Boxes of the evidence that lie on the picture: x, y, width, height as shares of its sides."""
    many = evidence.get("boxes")
    for box in [evidence.get("box"), *(many if isinstance(many, list) else ())]:
        if isinstance(box, list) and len(box) == 4 and all(isinstance(at, int | float) for at in box):
            x0, y0, x1, y1 = (round(min(1.0, max(0.0, float(at))), 4) for at in box)
            if x0 < x1 and y0 < y1:
                yield x0, y0, round(x1 - x0, 4), round(y1 - y0, 4)


def _pictures(images: Sequence[Mapping[str, str]], found: Sequence[Evidence]) -> Iterable[Picture]:
    for position, one in enumerate(images):
        mine = [each for each in found if each.picture == position]
        drawn = [(*box, each.finding["severity"]) for each in mine for box in boxes(each.finding["evidence"])]
        yield Picture(position, one["uri"], one["role"], tuple(drawn))
