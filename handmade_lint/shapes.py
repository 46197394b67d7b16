"""Runs of kinds of letters that a text must hold if a regular expression is to match: 'five digits', 'two capitals'.

Like required.py, for expressions whose literals say too little; the answer may only err on the safe side.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from .letters import kind_table

_MOST = 48
"""Alternatives beyond which nothing is gained."""
_RARE = {"0": 1.5, "A": 1.5, "k": 1.0, "w": 3.0, "_": 3.0, ".": 1.0, "a": 0.1, " ": 0.3}
"""What each kind is worth in a run: the rarer, the more."""
_LEAST = 3.0
_CASED = frozenset("aAw")
_CATEGORIES = {"DIGIT": "0", "SPACE": " ", "WORD": "0aAkw_"}

Runs = frozenset[str]


@lru_cache(maxsize=256)
def required_shapes(pattern: str) -> Runs | None:
    """Runs of kinds (see letters.KINDS) of which every match holds one; None where no run is certain and rare."""
    parser: Any = re._parser
    tree = parser.parse(pattern)
    found = _sequence(list(tree), bool(tree.state.flags & re.IGNORECASE))
    return found if found is not None and _worth(found) >= _LEAST else None


def _sequence(nodes: list[Any], any_case: bool) -> Runs | None:
    best: Runs | None = None
    run: Runs = frozenset([""])
    for node in nodes:
        exact = _exact(node, any_case)
        if exact is not None and len(run) * len(exact) <= _MOST:
            run = frozenset(one + other for one in run for other in exact)
            continue
        best = _better(best, run)
        run = exact if exact is not None else frozenset([""])
        if exact is None:
            best = _better(best, _inside(node, any_case))
    return _better(best, run)


def _exact(node: Any, any_case: bool) -> Runs | None:
    """Every run that a node matches, where they are few."""
    name, value = str(node[0]), node[1]
    if name == "LITERAL":
        return _kinds([node], any_case)
    if name in ("NOT_LITERAL", "ANY"):
        return None
    if name in ("AT", "ASSERT", "ASSERT_NOT"):
        return frozenset([""])
    if name == "IN":
        return _kinds(value, any_case)
    if name == "SUBPATTERN":
        return None if value[1] or value[2] else _together(list(value[3]), any_case)
    if name == "BRANCH":
        found = [_together(list(branch), any_case) for branch in value[1]]
        every = frozenset().union(*(one for one in found if one is not None))
        return every if None not in found and len(every) <= _MOST else None
    if name in ("MAX_REPEAT", "MIN_REPEAT"):
        least, most, inner = value
        if most != least and most != 1:
            return None
        one = _together(list(inner), any_case)
        if one is None or int(most) > 8:
            return None
        runs: Runs = frozenset([""])
        for _ in range(int(most)):
            runs = frozenset(first + second for first in runs for second in one)
            if len(runs) > _MOST:
                return None
        return runs if least == most else runs | {""}
    return None


def _together(nodes: list[Any], any_case: bool) -> Runs | None:
    run: Runs = frozenset([""])
    for node in nodes:
        exact = _exact(node, any_case)
        if exact is None or len(run) * len(exact) > _MOST:
            return None
        run = frozenset(one + other for one in run for other in exact)
    return run


def _inside(node: Any, any_case: bool) -> Runs | None:
    name, value = str(node[0]), node[1]
    if name == "SUBPATTERN":
        return None if value[1] or value[2] else _sequence(list(value[3]), any_case)
    if name in ("MAX_REPEAT", "MIN_REPEAT") and value[0]:
        return _sequence(list(value[2]) * min(int(value[0]), 8), any_case)
    if name == "BRANCH":
        found = [_sequence(list(branch), any_case) for branch in value[1]]
        every: Runs = frozenset().union(*(one for one in found if one is not None))
        return every if None not in found and len(every) <= _MOST else None
    return None


def _kinds(members: list[Any], any_case: bool) -> Runs:
    """Kinds of the letters that a class holds."""
    import numpy as np

    table = kind_table()
    holds = np.zeros(len(table), dtype=bool)
    negated = False
    for node in members:
        name, value = str(node[0]), node[1]
        if name == "NEGATE":
            negated = True
        elif name == "LITERAL" and value < len(table):
            holds[value] = True
        elif name == "RANGE":
            holds[value[0] : value[1] + 1] = True
        elif name == "CATEGORY":
            category = str(value).removeprefix("CATEGORY_")
            kinds = _CATEGORIES[category.removeprefix("NOT_")]
            inside = np.isin(table, [ord(kind) for kind in kinds])
            holds |= ~inside if category.startswith("NOT_") else inside
    found = {chr(kind) for kind in np.unique(table[~holds if negated else holds]).tolist() if kind}
    if any_case and found & _CASED:
        found |= _CASED
    return frozenset(found)


def _better(one: Runs | None, other: Runs | None) -> Runs | None:
    if one is None or other is None:
        return one or other
    return max(one, other, key=_worth)


def _worth(runs: Runs) -> float:
    return min((sum(_RARE[kind] for kind in run) for run in runs), default=0.0)
