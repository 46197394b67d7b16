"""Agreement between reviewers, and intervals of shares."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from math import nan, sqrt

Z95 = 1.959963984540054
"""The 97.5th percentile of the standard normal distribution: two-sided intervals of 95 %."""


def wilson(hits: float, of: float, z: float = Z95) -> tuple[float, float]:
    """The score interval of a share (Wilson 1927, JASA 22:209-212; Brown, Cai & DasGupta 2001, eq. 4).

    (0, 1) where nothing was counted.
    """
    if not of:
        return 0.0, 1.0
    share, square = hits / of, z * z
    middle = (share + square / (2 * of)) / (1 + square / of)
    half = z / (1 + square / of) * sqrt(share * (1 - share) / of + square / (4 * of * of))
    return (max(0.0, middle - half) if hits else 0.0), (min(1.0, middle + half) if hits < of else 1.0)


def cohen(pairs: Iterable[tuple[Hashable, Hashable]]) -> float:
    """Cohen's kappa of two raters (Cohen 1960, Educational and Psychological Measurement 20:37-46).

    `pairs` holds both raters' verdicts on each item. nan where there are none, or where chance would agree always.
    """
    counted = Counter(pairs)
    total = counted.total()
    if not total:
        return nan
    first: Counter[Hashable] = Counter()
    second: Counter[Hashable] = Counter()
    for (one, other), count in counted.items():
        first[one] += count
        second[other] += count
    observed = sum(count for (one, other), count in counted.items() if one == other) / total
    expected: float = sum(first[one] * second[one] for one in first) / total**2
    return nan if expected == 1 else (observed - expected) / (1 - expected)


def krippendorff(units: Iterable[Sequence[Hashable]]) -> float:
    """Krippendorff's alpha for nominal data, any number of raters, values missing or not.

    From the coincidence matrix: Krippendorff 2011, Computing Krippendorff's Alpha-Reliability, section C. A unit holds
    the values that its raters gave; units with fewer than two do not count. nan where no two values differ.
    """
    coincidences: dict[tuple[Hashable, Hashable], float] = {}
    for unit in units:
        if len(unit) < 2:
            continue
        matrix: Counter[tuple[Hashable, Hashable]] = Counter()
        for at, one in enumerate(unit):
            for place, other in enumerate(unit):
                if at != place:
                    matrix[one, other] += 1
        for pair, times in matrix.items():
            coincidences[pair] = coincidences.get(pair, 0.0) + times / (len(unit) - 1)
    margins: dict[Hashable, float] = {}
    for (one, _), count in coincidences.items():
        margins[one] = margins.get(one, 0.0) + count
    total = sum(margins.values())
    apart = sum(count for (one, other), count in coincidences.items() if one != other)
    by_chance = total**2 - sum(count * count for count in margins.values())
    return nan if not by_chance else 1 - (total - 1) * apart / by_chance
