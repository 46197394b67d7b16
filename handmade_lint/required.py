"""Literals that a text must hold if a regular expression is to match anywhere in it.

Found by reading the expression's own parse tree. The answer may only err on the safe side: None ("nothing is known")
where no literal is certain.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

_MOST = 64
"""Alternatives beyond which nothing is gained."""
_MOST_OF_CLASS = 12
_EVERYWHERE = frozenset(".,-' ")
"""Signs that nearly every text holds."""


@lru_cache(maxsize=1024)
def required(pattern: str) -> frozenset[str] | None:
    """Literals of which every match holds at least one, as they are written (neither folded nor case-sensitive).

    None when there is no such set of literals of two letters, or of one sign that is no letter or digit of the West.
    """
    parser: Any = re._parser
    found = _sequence(list(parser.parse(pattern)))
    if found is None or any(len(one) < 2 and (one.isalnum() or one.isspace()) and one < "\u3000" for one in found):
        return None
    return found


def _sequence(nodes: list[Any]) -> frozenset[str] | None:
    """The best that some part of a sequence requires."""
    best: frozenset[str] | None = None
    run: frozenset[str] = frozenset([""])
    for node in nodes:
        exact = _exact(node)
        if exact is not None and len(run) * len(exact) <= _MOST:
            run = frozenset(one + other for one in run for other in exact)
            continue
        best = _better(best, _filled(run))
        run = frozenset([""]) if exact is None else exact
        if exact is None:
            best = _better(best, _node(str(node[0]), node[1]))
    return _better(best, _filled(run))


def _filled(run: frozenset[str]) -> frozenset[str] | None:
    return run if all(run) else None


def _exact(node: Any) -> frozenset[str] | None:
    """Every text that a node matches, where they are few."""
    name, value = str(node[0]), node[1]
    if name == "LITERAL":
        return frozenset([chr(value)])
    if name in ("AT", "ASSERT", "ASSERT_NOT"):
        return frozenset([""])
    if name == "IN":
        letters = [chr(member[1]) for member in value if str(member[0]) == "LITERAL"]
        return frozenset(letters) if len(letters) == len(value) <= _MOST_OF_CLASS else None
    if name == "SUBPATTERN":
        return _exact_sequence(list(value[3]))
    if name == "BRANCH":
        found = [_exact_sequence(list(branch)) for branch in value[1]]
        every = frozenset().union(*(one for one in found if one is not None))
        return every if None not in found and len(every) <= _MOST else None
    return None


def _exact_sequence(nodes: list[Any]) -> frozenset[str] | None:
    run: frozenset[str] = frozenset([""])
    for node in nodes:
        exact = _exact(node)
        if exact is None or len(run) * len(exact) > _MOST:
            return None
        run = frozenset(one + other for one in run for other in exact)
    return run


def _node(name: str, value: Any) -> frozenset[str] | None:
    if name == "SUBPATTERN":
        return _sequence(list(value[3]))
    if name == "ATOMIC_GROUP":
        return _sequence(list(value))
    if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        least, _, inner = value
        return _sequence(list(inner)) if least else None
    if name == "BRANCH":
        return _branches([_sequence(list(branch)) for branch in value[1]])
    return None


def _branches(found: list[frozenset[str] | None]) -> frozenset[str] | None:
    every: set[str] = set()
    for one in found:
        if one is None:
            return None
        every |= one
    return frozenset(every) if len(every) <= _MOST else None


def _better(one: frozenset[str] | None, other: frozenset[str] | None) -> frozenset[str] | None:
    if one is None or other is None:
        return one or other
    return max(one, other, key=lambda literals: (_worth(literals), -len(literals)))


def _worth(literals: frozenset[str]) -> int:
    """Length of the shortest; a sign is worth two letters, since texts hold few."""
    return min(len(one) + (not one.replace(" ", "x").isalnum()) - 2 * (one in _EVERYWHERE) for one in literals)
