"""What decisions teach: precision by rule and band, recall from the random sample, workload, agreement, new weights."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import isnan
from typing import Any

from ..said import say
from .queue import BANDS
from .ranking import signals
from .statistics import cohen, krippendorff, wilson
from .store import Store
from .verdicts import VERDICTS
from .weights import Weights, sigmoid


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many, and the interval of 95 % (Wilson)."""

    hits: int
    of: int

    @property
    def value(self) -> float | None:
        """The share; None of nothing."""
        return self.hits / self.of if self.of else None

    @property
    def interval(self) -> tuple[float, float]:
        """From, to."""
        return wilson(self.hits, self.of)

    def json(self) -> dict[str, Any]:
        """As JSON."""
        return {"hits": self.hits, "of": self.of, "share": self.value, "interval": list(self.interval)}


@dataclass(frozen=True, slots=True)
class Split:
    """Looks at one item that differ."""

    item: int
    sku: str
    title: str
    looks: tuple[tuple[str, str], ...]
    """Reviewer and verdict."""


@dataclass(frozen=True, slots=True)
class Lessons:
    """What a queue's decisions say so far."""

    decided: int
    waiting: int
    outcomes: Mapping[str, int]
    seconds: float | None
    """Median of a decision."""
    rules: Mapping[str, Mapping[str, Share]]
    """Code → band, or 'all' → true finds among decided items that the rule spoke on."""
    bands: Mapping[str, Share]
    sample_recall: Share
    """Of the true finds in the random sample, those that were flagged."""
    sample_found: Share
    """Of the random sample, true finds."""
    sample_missed: Share
    """Of the sample's listings that were not flagged, true finds."""
    curve: tuple[tuple[float, float], ...]
    """Share of decided items in the order of the queue, and share of all true finds among them."""
    kappas: Mapping[str, tuple[float, int]]
    """Two reviewers → Cohen's kappa and number of items that both judged."""
    alpha: float
    """Krippendorff's, of all items with two looks and more."""
    double: int
    """Items with two looks and more."""
    splits: tuple[Split, ...]
    appeals: Mapping[str, int]


def lessons(store: Store) -> Lessons:
    """Add up what was decided; items whose outcome is 'not sure' count neither way."""
    db = store.db
    rows = db.execute(
        "SELECT id, position, worth, sample, flagged, outcome FROM items "
        "WHERE state = 'decided' AND outcome <> 'unsure' ORDER BY position"
    ).fetchall()
    true = {row["id"]: bool(VERDICTS[row["outcome"]].true_find) for row in rows}
    band = {row["id"]: band_of(row["worth"]) for row in rows}
    by_rule: dict[str, dict[str, list[int]]] = {}
    question = (
        "SELECT DISTINCT code, item FROM findings JOIN items ON items.id = item WHERE items.state = 'decided' "
        "AND items.outcome <> 'unsure'"
    )
    for code, item in db.execute(question):
        for name in ("all", band[item]):
            by_rule.setdefault(code, {}).setdefault(name, []).append(item)
    finds = sum(true.values())
    found, curve = 0, [(0.0, 0.0)]
    for count, row in enumerate(rows, 1):
        found += true[row["id"]]
        curve.append((count / len(rows), found / finds if finds else 0.0))
    drawn = [row for row in rows if row["sample"]]
    looks = _looks(store)
    several = {item: those for item, those in looks.items() if len(those) > 1}
    outcomes = db.execute("SELECT outcome, count(*) FROM items WHERE outcome IS NOT NULL GROUP BY outcome").fetchall()
    appeals = db.execute("SELECT coalesce(outcome, 'open'), count(*) FROM appeals GROUP BY 1").fetchall()
    waiting = db.execute("SELECT count(*) FROM items WHERE state IN ('open', 'second', 'split')").fetchone()[0]
    return Lessons(
        decided=db.execute("SELECT count(*) FROM items WHERE outcome IS NOT NULL").fetchone()[0],
        waiting=waiting,
        outcomes={row[0]: row[1] for row in outcomes},
        seconds=_median([row[0] for row in db.execute("SELECT seconds FROM decisions WHERE seconds IS NOT NULL")]),
        rules={
            code: {name: _share(true[item] for item in items) for name, items in bands.items()}
            for code, bands in sorted(by_rule.items())
        },
        bands={name: _share(true[row["id"]] for row in rows if band[row["id"]] == name) for name in BANDS},
        sample_recall=_share(bool(row["flagged"]) for row in drawn if true[row["id"]]),
        sample_found=_share(true[row["id"]] for row in drawn),
        sample_missed=_share(true[row["id"]] for row in drawn if not row["flagged"]),
        curve=tuple(curve),
        kappas=_kappas(several),
        alpha=krippendorff([verdict for _, verdict in those] for those in several.values()),
        double=len(several),
        splits=tuple(_splits(store, several)),
        appeals={row[0]: row[1] for row in appeals},
    )


def band_of(worth: float) -> str:
    """The band of an item's worth."""
    return next(name for name, (low, high) in BANDS.items() if low <= worth < high)


def _share(those: Iterable[bool]) -> Share:
    told = list(those)
    return Share(sum(told), len(told))


def _median(values: Sequence[float]) -> float | None:
    ordered = sorted(values)
    return ordered[len(ordered) // 2] if ordered else None


_Looks = dict[int, list[tuple[str, str]]]


def _looks(store: Store) -> _Looks:
    """Of each item its first two looks, which are blind to one another; the third one is not."""
    looks: _Looks = {}
    for item, reviewer, verdict in store.db.execute(
        "SELECT item, reviewer, verdict FROM decisions WHERE NOT undone ORDER BY seq"
    ):
        mine = looks.setdefault(item, [])
        if len(mine) < 2:
            mine.append((reviewer, verdict))
    return looks


def _kappas(several: _Looks) -> dict[str, tuple[float, int]]:
    names = sorted({reviewer for those in several.values() for reviewer, _ in those})
    told = {}
    for one, other in combinations(names, 2):
        pairs = [
            (dict(those)[one], dict(those)[other]) for those in several.values() if {one, other} <= dict(those).keys()
        ]
        if pairs:
            told[f"{one} · {other}"] = (cohen(pairs), len(pairs))
    return told


def _splits(store: Store, several: _Looks) -> Iterable[Split]:
    for item, those in several.items():
        if len({verdict for _, verdict in those}) > 1:
            row = store.db.execute("SELECT sku, title FROM items WHERE id = ?", (item,)).fetchone()
            yield Split(item, row["sku"], row["title"], tuple(those))


def as_json(told: Lessons) -> dict[str, Any]:
    """The lessons as JSON values; what cannot be said is null."""
    return {
        "decided": told.decided,
        "waiting": told.waiting,
        "outcomes": dict(told.outcomes),
        "seconds": told.seconds,
        "rules": {code: {name: one.json() for name, one in bands.items()} for code, bands in told.rules.items()},
        "bands": {name: one.json() for name, one in told.bands.items()},
        "sample": {
            "recall": told.sample_recall.json(),
            "found": told.sample_found.json(),
            "missed": told.sample_missed.json(),
        },
        "curve": [list(point) for point in deciles(told.curve)],
        "kappa": {names: {"kappa": _plain(kappa), "items": of} for names, (kappa, of) in told.kappas.items()},
        "alpha": _plain(told.alpha),
        "double": told.double,
        "disagreements": [
            {"item": one.item, "sku": one.sku, "title": one.title, "looks": [list(look) for look in one.looks]}
            for one in told.splits
        ],
        "appeals": dict(told.appeals),
    }


def _plain(value: float) -> float | None:
    return None if isnan(value) else round(value, 4)


def deciles(curve: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """The workload curve at every tenth."""
    return [(tenth / 10, max(y for x, y in curve if x <= tenth / 10 + 1e-9)) for tenth in range(11)]


def suppressions(store: Store, on: str) -> str:
    """What was allowed, as a handmade-lint.suppress.toml for the sellers' next run; appeals that were won included."""
    parts = ["# Findings that a reviewer looked at and allowed.\n"]
    question = (
        "SELECT items.id, items.sku, shops.name AS shop FROM items JOIN shops ON shops.id = items.shop "
        "WHERE state = 'decided' AND outcome = 'allow' AND sku <> '' ORDER BY items.source, items.number"
    )
    for row in store.db.execute(question):
        last = store.db.execute(
            "SELECT reviewer, note FROM decisions WHERE item = ? AND NOT undone ORDER BY seq DESC LIMIT 1", (row["id"],)
        ).fetchone()
        codes = store.db.execute("SELECT DISTINCT code FROM findings WHERE item = ? ORDER BY code", (row["id"],))
        reason = f"allowed by a reviewer on {on}" + (f": {last['note']}" if last and last["note"] else "")
        for (code,) in codes:
            parts.append(
                f"\n[[suppress]]  # {_comment(row['shop'])}\ncode = {_toml(code)}\nsku = {_toml(row['sku'])}\n"
                f"reason = {_toml(reason)}\nauthor = {_toml(last['reviewer'] if last else 'appeal')}\n"
            )
    return "".join(parts)


def _toml(text: str) -> str:
    """A basic string of TOML."""
    return json.dumps(text, ensure_ascii=True).replace("\x7f", "\\u007f") if text.isascii() else _escaped(text)


def _escaped(text: str) -> str:
    told = json.dumps(text, ensure_ascii=False)
    return "".join(f"\\u{ord(one):04X}" if 0x7F <= ord(one) < 0xA0 else one for one in told)


def _comment(text: str) -> str:
    return "".join(one if one.isprintable() else " " for one in text)


RIDGE = 4.0
"""How firmly a refit holds to the weights before it: as if each had a standard error of a half."""
FEWEST = 50
"""Decided items below which no weights are fitted."""


class TooFew(Exception):
    """Why no weights can be fitted, in one sentence."""


def refit(store: Store, weights: Weights, on: str) -> str:
    """New weights of rules and scores, as the text of a file.

    Logistic regression of true finds on the rules that spoke, by Newton's method, with a Gaussian prior around the
    weights before it (the mode of the posterior): a rule with few decisions stays what it was.

    Raises:
        TooFew: fewer than FEWEST decided items, or all of one kind.
    """
    import numpy as np

    rows = store.db.execute(
        "SELECT id, outcome, mass_produced, rights FROM items "
        "WHERE state = 'decided' AND outcome <> 'unsure' ORDER BY id"
    ).fetchall()
    true = np.array([float(bool(VERDICTS[row["outcome"]].true_find)) for row in rows])
    if len(rows) < FEWEST or not 0 < true.sum() < len(rows):
        raise TooFew(
            say(
                "weights are fitted from {FEWEST} decided items and more, some of each kind; there are {rows}, {sum} "
                "of them true finds",
                FEWEST=FEWEST,
                rows=len(rows),
                sum=int(true.sum()),
            )
        )
    heard = [signals(store.db, row["id"]) for row in rows]
    codes = sorted(
        {
            one.code
            for row, mine in zip(rows, heard, strict=True)
            for one in mine
            if not one.scored or row[one.scored] is None
        }
    )
    names = [*codes, *(name for name in weights.score if weights.score[name])]
    place = {name: at for at, name in enumerate(names)}
    known: dict[str, list[float]] = {}
    said = np.zeros((len(rows), len(names) + 1))
    said[:, -1] = 1.0
    for at, (row, mine) in enumerate(zip(rows, heard, strict=True)):
        scores = {"mass_produced": row["mass_produced"], "rights": row["rights"]}
        for one in mine:
            if scores.get(one.scored) is not None:
                continue
            said[at, place[one.code]] = max(said[at, place[one.code]], one.confidence)
            known.setdefault(one.code, []).append(weights.term(one) / (one.confidence or 1))
        terms = weights.weigh(mine, row["mass_produced"], row["rights"]).terms
        for name in names[len(codes) :]:
            said[at, place[name]] = terms.get(name, 0.0) / weights.score[name]
    first = [sum(known[code]) / len(known[code]) for code in codes]
    start = np.array([*first, *(weights.score[name] for name in names[len(codes) :]), weights.base])
    now = start.copy()
    for _ in range(50):
        guess = np.array([sigmoid(odds) for odds in said @ now])
        slope = said.T @ (true - guess) - RIDGE * (now - start)
        bend = (said * (guess * (1 - guess))[:, None]).T @ said + RIDGE * np.eye(len(now))
        step = np.linalg.solve(bend, slope)
        now = now + step
        if float(np.abs(step).max()) < 1e-8:
            break
    counted = {code: int((said[:, place[code]] > 0).sum()) for code in codes}
    fitted = {name: float(now[place[name]]) for name in names}
    scores = {name: max(0.0, fitted.get(name, 0.0)) for name in weights.score}
    return _file(weights, on, len(rows), {code: fitted[code] for code in codes}, scores, counted, float(now[-1]))


def _file(
    weights: Weights,
    on: str,
    items: int,
    rules: Mapping[str, float],
    scores: Mapping[str, float],
    counted: Mapping[str, int],
    base: float,
) -> str:
    lines = [
        "# Weights in log-odds, fitted from reviewers' decisions. Used only where it is named: screen --weights FILE.",
        f'date = "{on}"',
        f'made = "fitted from {items} decided items, starting from {weights.name}"',
        f"base = {base:.4f}",
        *(f"{name} = {getattr(weights, name)}" for name in ("least", "most_hints", "prevalence")),
        "",
        "[severity]",
        *(f"{name} = {value}" for name, value in weights.severity.items()),
        "",
        "[group]",
        *(f"{name} = {{ weight = {one['weight']}, harm = {one['harm']} }}" for name, one in weights.group.items()),
        "",
        "[score]",
        *(f"{name} = {value:.4f}" for name, value in scores.items()),
        "",
        "[rule]",
    ]
    kept = {**weights.rule, **rules}
    for code, value in sorted(kept.items()):
        lines.append(f"{code} = {value:.4f}" + (f"  # {counted[code]} items" if code in counted else ""))
    return "\n".join(lines) + "\n"
