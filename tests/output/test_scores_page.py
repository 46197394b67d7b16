"""docs/scores.md tells the truth about score.py."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

from handmade_lint.score import PARTS, WEIGHTS

PAGE = Path(__file__).parents[2] / "docs" / "scores.md"


def test_worked_example() -> None:
    outcome = doctest.testfile(str(PAGE), module_relative=False)
    assert outcome.attempted >= 4
    assert not outcome.failed


def test_tables() -> None:
    text = PAGE.read_text("utf-8")
    weights = {name: float(points) for name, points in re.findall(r"^\| (\w+) \| (\d+) \|$", text, re.MULTILINE)}
    assert weights == {severity: points for severity, points in WEIGHTS.items() if points}
    assert tuple(re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE)) == PARTS
