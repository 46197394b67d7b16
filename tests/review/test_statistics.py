"""Agreement and intervals against values that were published."""

from __future__ import annotations

from math import isnan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handmade_lint.review.statistics import cohen, krippendorff, wilson


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_as_newcombe_tabled_it(hits: int, of: int, low: float, high: float) -> None:
    """Newcombe 1998, Statistics in Medicine 17:857-872, table I, method 3."""
    assert wilson(hits, of) == pytest.approx((low, high), abs=5e-5)


@given(st.integers(0, 400), st.integers(1, 400))
def test_wilson_holds_the_share(hits: int, more: int) -> None:
    of = hits + more
    low, high = wilson(hits, of)
    assert 0 <= low <= hits / of + 1e-12
    assert hits / of - 1e-12 <= high <= 1
    assert wilson(0, 0) == (0.0, 1.0)


def test_cohen_as_in_his_paper() -> None:
    """Cohen 1960, table 1: proportions of 200 cases by two judges; kappa is .492."""
    table = [[88, 14, 18], [10, 40, 10], [2, 6, 12]]
    pairs = [(row, column) for row in range(3) for column in range(3) for _ in range(table[row][column])]
    assert len(pairs) == 200
    assert cohen(pairs) == pytest.approx(0.492, abs=5e-4)


def test_cohen_of_nothing() -> None:
    assert isnan(cohen([]))
    assert isnan(cohen([("allow", "allow")] * 5))
    assert cohen([("a", "a"), ("b", "b")]) == 1
    assert cohen([("a", "b"), ("b", "a")]) == -1


FOUR = """
1 2 3 3 2 1 4 1 2 . . .
1 2 3 3 2 2 4 1 2 5 . 3
. 3 3 3 2 3 4 2 2 5 1 .
1 2 3 3 2 4 4 1 2 5 1 .
"""
"""Four observers, twelve units, values missing: Krippendorff 2011, section C."""


def test_krippendorff_as_he_works_it_out() -> None:
    lines = [line.split() for line in FOUR.split("\n") if line]
    units = [[value for value in unit if value != "."] for unit in zip(*lines, strict=True)]
    assert krippendorff(units) == pytest.approx(0.743, abs=5e-4)


def test_krippendorff_of_two_observers_with_two_values() -> None:
    """Krippendorff 2011, section A: ten units, alpha = 0.095."""
    meg = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0]
    owen = [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]
    assert krippendorff(list(zip(meg, owen, strict=True))) == pytest.approx(0.095, abs=5e-4)


def test_krippendorff_of_nothing() -> None:
    assert isnan(krippendorff([]))
    assert isnan(krippendorff([["a"], ["b"]]))
    assert isnan(krippendorff([["a", "a"], ["a", "a"]]))
    assert krippendorff([["a", "a"], ["b", "b"]]) == 1
