"""Shops as rows of signals: what rules and notes find on their listings, and the weights fitted to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from handmade_lint.judge import Judge, Plan
from handmade_lint.listing import Listing
from handmade_lint.makers import READ, notes
from handmade_lint.process import sentences, together
from handmade_lint.rules import load
from handmade_lint.weighing import FACTORY, GROUPS, MAKER, ON_CATALOGUE, SPREAD

from .reader import Reader
from .shops import Shop

SIGNALS: tuple[str, ...] = tuple(one for group in GROUPS.values() for one in group)
PROCESS = SIGNALS.index("process")

PRIOR: Mapping[str, float] = {
    "MP-001": 1.2, "MP-004": 0.3, "MP-005": 1.0, "MP-006": 1.2, "MP-007": 0.5, "MP-008": 0.3, "MP-012": 0.6,
    "MP-013": 0.8, "MP-014": 0.8, "MP-015": 0.6, "MP-022": 0.4, "MP-023": 0.3, "MP-024": 1.0, "MP-025": 2.5,
    "MP-028": 0.2, "MP-029": 0.4, "MP-030": 0.8, "MP-031": 1.0, "MP-032": 0.8, "MP-033": 0.9, "MP-034": 0.7,
    "MP-035": 0.6, "MP-036": 0.3, "MP-037": 0.5, "MP-038": 0.6, "HM-006": 1.5, "HM-007": 1.5, "HM-008": 1.5,
    "HM-009": 1.5, "HM-010": 1.5, "HM-026": 0.4, "process": -1.5, "origin": -0.6, "variation": -0.5, "to-order": -0.6,
    "one-off": -0.4, "place": -0.5, "person": -0.5, "limits": -0.6, "by-hand": -0.5, "making-days": -0.3,
    "few-in-stock": -0.3, "making-picture": -0.8,
    "MP-101": 1.2, "MP-103": 1.2, "MP-002": 0.6, "MP-027": 0.8, "MP-104": 0.3, "MP-105": 0.2,
    "IM-026": 0.1, "IM-102": 0.2, "own-original": -0.8,
}  # fmt: skip
"""What we would give each signal before any data, in log-odds; a signal that shops never show keeps it."""
TIGHT = 0.5
"""Standard deviation of a weight around PRIOR, in log-odds."""
MOST = 2.5
"""No signal weighs more than this, however clean the made-up data are."""


@dataclass(frozen=True)
class Rows:
    """Listings as signals."""

    held: Any
    """(listings, SIGNALS), 0 to 1."""
    factory: Any
    """(listings,), bool."""
    shop: Any
    """(listings,), the position of the listing's shop."""
    voice: Any
    language: Any
    chances: tuple[tuple[tuple[str, str], ...], ...] = ()
    """Sentences of each listing with their language, for another reader."""
    catalogue: Any = None
    """(shops,), how many rules on the catalogue spoke."""

    def part(self, chosen: Any) -> Rows:
        """Some of the listings."""
        texts = tuple(one for one, kept in zip(self.chances, chosen, strict=True) if kept)
        return Rows(
            self.held[chosen], self.factory[chosen], self.shop[chosen], self.voice[chosen], self.language[chosen],
            texts, self.catalogue,
        )  # fmt: skip


def plan_of_signals() -> Plan:
    """A plan of the rules that are signals."""
    known = load()
    return Plan(
        {code: known[code] for code in (*sorted(FACTORY - set(SPREAD)), *ON_CATALOGUE) if code in known},
        date(2026, 11, 24),
    )


def gather(shops: Sequence[Shop]) -> Rows:
    """Run rules and notes on all listings."""
    planned = plan_of_signals()
    judge = Judge(planned)
    rows, texts, catalogue = [], [], []
    for shop in shops:
        for one in shop.listings:
            rows.append(_row(one, judge))
            texts.append(tuple((line, one.language) for line in _sentences(one)))
        catalogue.append(_on_catalogue(shop, judge, planned))
    pairs = [(number, shop) for number, shop in enumerate(shops) for _ in shop.listings]
    return Rows(
        np.array(rows),
        np.array([shop.factory for _, shop in pairs]),
        np.array([number for number, _ in pairs]),
        np.array([shop.voice for _, shop in pairs]),
        np.array([shop.language for _, shop in pairs]),
        tuple(texts),
        np.array(catalogue),
    )


def _row(listing: Listing, judge: Judge) -> list[float]:
    found = {one.code: 1.0 for one in judge(listing)[0] if one.scope == "listing"}
    found |= {one.signal: one.amount for one in notes(listing)}
    return [found.get(signal, 0.0) for signal in SIGNALS]


def _on_catalogue(shop: Shop, judge: Judge, planned: Plan) -> int:
    spoke = set()
    for code in ON_CATALOGUE:
        rule = planned.rules.get(code)
        if rule is None:
            continue
        groups: dict[Any, list[Listing]] = {}
        for one in shop.listings:
            keys = rule.by(one) if rule.by else "all"
            for key in (keys,) if isinstance(keys, str) else keys:
                if key:
                    groups.setdefault(key, []).append(one)
        if any(len(group) > 1 and judge.on_group(rule, group) for group in groups.values()):
            spoke.add(code)
    return len(spoke)


def _sentences(listing: Listing) -> list[str]:
    texts = [value for read in READ for _, value in listing.read(read)]
    return [text[start:end] for text in texts for start, end in sentences(text) if end - start > 12]


def reread(rows: Rows, reader: Reader | None) -> Rows:
    """The same listings, read by another craft-process reader; by none where None."""
    held = rows.held.copy()
    for number, lines in enumerate(rows.chances):
        best = sorted((reader.chance(*line) for line in lines), reverse=True)[:2] if reader and lines else [0.0]
        held[number, PROCESS] = max(0.0, 2 * together(best) - 1)
    return Rows(held, rows.factory, rows.shop, rows.voice, rows.language, rows.chances, rows.catalogue)


def fit_weights(rows: Rows, without: Sequence[str] = ()) -> tuple[Any, float]:
    """Weights and intercept of a logistic regression with signs kept and pulled towards PRIOR.

    Args:
        rows: listings, both sides counted as equally frequent.
        without: signals that are left out.
    """
    from scipy.optimize import minimize

    held, told = rows.held, rows.factory.astype(float)
    prior = np.array([PRIOR[one] for one in SIGNALS])
    used = np.array([one not in without for one in SIGNALS])
    share = told.mean()
    each = np.where(told > 0, 0.5 / share, 0.5 / (1 - share))
    # Listings of one shop repeat each other: a shop counts as three listings, however many it has.
    counts = np.bincount(rows.shop, minlength=rows.shop.max() + 1)
    each = each * np.minimum(1.0, 3.0 / counts[rows.shop])

    def loss(free: Any) -> tuple[float, Any]:
        weights, intercept = free[:-1], free[-1]
        at = held @ weights + intercept
        chance = 1 / (1 + np.exp(-at))
        error = each * (chance - told)
        pull = (weights - prior * used) / TIGHT**2
        value = np.sum(each * (np.logaddexp(0, at) - told * at)) + 0.5 * np.sum((weights - prior * used) * pull)
        return float(value), np.append(held.T @ error + pull, error.sum())

    bounds = [(0.0, MOST) if one in FACTORY else (-MOST, 0.0) for one in SIGNALS]
    bounds = [bound if one not in without else (0.0, 0.0) for one, bound in zip(SIGNALS, bounds, strict=True)]
    begun = np.append(prior * used, 0.0)
    done = minimize(loss, begun, jac=True, method="L-BFGS-B", bounds=[*bounds, (None, None)])
    return done.x[:-1], float(done.x[-1])


def calibrate(scores: Any, factory: Any) -> tuple[float, float]:
    """Scale and shift that make held-out scores log-odds at even odds (Platt)."""
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=1e6, class_weight="balanced").fit(np.asarray(scores).reshape(-1, 1), factory)
    return float(model.coef_[0][0]), float(model.intercept_[0])


assert set(SIGNALS) == FACTORY | MAKER == set(PRIOR)
