"""What to mend first: the rules whose findings, all mended, raise the scores of the listings most."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .report import Entry, Finding


@dataclass(frozen=True, slots=True)
class Repair:
    """One rule, and what mending all its findings would do."""

    code: str
    listings: int
    """Listings whose score it lowers."""
    findings: int
    before: float
    """Mean quality (0 to 100) of all listings once the repairs in front of this one are made."""
    after: float
    """The same once this one is made too."""


def repairs(groups: Iterable[tuple[Entry | None, Sequence[Finding]]], limit: int = 6) -> list[Repair]:
    """The repairs that lift the mean quality most, each chosen as if those in front of it were made.

    Scores do not fall below 0, so a repair of a listing that lost far more than 100 points may show only once others
    are made. Where nothing shows yet, the rule that costs most points goes first.

    Args:
        groups: Listings and the findings on them, those without findings included; findings without a listing are left
            out.
        limit: At most so many.
    """
    costs: list[dict[str, float]] = []
    listings: Counter[str] = Counter()
    findings: Counter[str] = Counter()
    for entry, found in groups:
        if entry is None:
            continue
        codes = {finding.fingerprint: finding.code for finding in found}
        cost: dict[str, float] = {}
        for reason in entry.score.of_quality:
            if reason.finding in codes:
                code = codes[reason.finding]
                cost[code] = cost.get(code, 0.0) - reason.weight
                findings[code] += 1
        listings.update(cost.keys())
        costs.append(cost)
    return list(_ordered(costs, listings, findings, limit))


def _ordered(
    costs: list[dict[str, float]], listings: Counter[str], findings: Counter[str], limit: int
) -> Iterable[Repair]:
    lost = [sum(cost.values()) for cost in costs]
    mean = _mean(lost)
    for _ in range(limit):
        gains: defaultdict[str, float] = defaultdict(float)
        whole: defaultdict[str, float] = defaultdict(float)
        for points, cost in zip(lost, costs, strict=True):
            for code, own in cost.items():
                gains[code] += min(points, 100.0) - min(max(0.0, points - own), 100.0)
                whole[code] += own
        if not whole:
            return
        best = min(whole, key=lambda code: (-round(gains[code], 6), -round(whole[code], 6), -listings[code], code))
        lost = [max(0.0, points - cost.pop(best, 0.0)) for points, cost in zip(lost, costs, strict=True)]
        after = _mean(lost)
        yield Repair(best, listings[best], findings[best], mean, after)
        mean = after


def _mean(lost: Sequence[float]) -> float:
    return sum(max(0, round(100 - points)) for points in lost) / len(lost) if lost else 100.0
