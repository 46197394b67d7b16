"""Numbers that stores set, by store and date: data in the .toml files of this folder, each entry with its source."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from ..tables import read

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Limit:
    """One entry of a limit: where and when it holds, and how much is allowed."""

    value: int
    source: str
    stores: tuple[str, ...] = ()
    except_stores: tuple[str, ...] = ()
    since: date = date.min
    until: date = date.max
    """Last day on which it holds."""
    facts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Facts that narrow it: {'product_type': ('book', 'music')}, compared without case."""

    def may_hold(self, store: str, on: date) -> bool:
        """Whether the entry speaks of that store and day."""
        if not self.since <= on <= self.until or _named(self.except_stores, store):
            return False
        return not self.stores or _named(self.stores, store)

    def holds(self, store: str, on: date, fact: Callable[[str], str]) -> bool:
        """Whether the entry speaks of that store, day and product."""
        return self.may_hold(store, on) and all(fact(name).casefold() in values for name, values in self.facts.items())


def _named(names: tuple[str, ...], store: str) -> bool:
    return any(name == store or (name == "amazon" and store.startswith("amazon.")) for name in names)


def resolve(name: str, store: str, on: date, fact: Callable[[str], str]) -> Limit | None:
    """The first entry of the limit `name` that holds; None where the store sets no such limit that day.

    Raises:
        KeyError: no limit of that name exists.
    """
    return next((limit for limit in _tables()[name] if limit.holds(store, on, fact)), None)


def least(name: str, store: str, on: date) -> int | None:
    """The smallest value that any product of the store may be held to that day; None where there is none.

    Raises:
        KeyError: no limit of that name exists.
    """
    return min((limit.value for limit in _tables()[name] if limit.may_hold(store, on)), default=None)


@cache
def _tables() -> dict[str, tuple[Limit, ...]]:
    files = read([*sorted(FOLDER.glob("*.toml")), *_beside])
    limits: dict[str, tuple[Limit, ...]] = {}
    for path, table in files.items():
        for name, entries in table.items():
            if name in limits:
                raise ValueError(f"{path.name} sets the limit '{name}', which there is; choose another name")
            limits[name] = tuple(map(_limit, entries))
    return limits


_beside: list[Path] = []


def use(paths: Sequence[Path]) -> None:
    """Use limits of these files beside the package's, and no others.

    Raises:
        ValueError: one is called as another is.
    """
    if list(paths) == _beside and not paths:
        return
    _beside[:] = paths
    _tables.cache_clear()
    _tables()


def every() -> Mapping[str, Sequence[Limit]]:
    """All limits by name, each with its entries; of an entry, the first that holds counts."""
    return _tables()


def exists(name: str) -> bool:
    """Whether there is a limit of that name."""
    return name in _tables()


def _limit(entry: dict[str, Any]) -> Limit:
    known = {"value", "source", "stores", "except", "from", "until"}
    facts = {key: tuple(value.casefold() for value in values) for key, values in entry.items() if key not in known}
    return Limit(
        entry["value"],
        entry["source"],
        tuple(entry.get("stores", ())),
        tuple(entry.get("except", ())),
        date.fromisoformat(entry["from"]) if "from" in entry else date.min,
        date.fromisoformat(entry["until"]) if "until" in entry else date.max,
        facts,
    )
