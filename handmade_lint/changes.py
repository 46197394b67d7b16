"""What the guide changes between two days: limits that begin, end or move, their rules, and the listings touched.

Only what the guide has a day for can change: the entries of `limits/` with `from` or `until`. All other rules are taken
to hold on both days.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from . import limits
from .config import Config, ConfigError
from .finding import Finding
from .limits import Limit
from .listing import STORE_LANGUAGES
from .report import Report
from .rule import Rule
from .run import every_rule, plan
from .said import say

_CODES = re.compile(r"\b([A-Z]{2,}-)(\d{3})(?: to (?:[A-Z]{2,}-)?(\d{3}))?")
_SEVERITIES: Mapping[str, str] = {
    "error": say("error"),
    "warning": say("warning"),
    "info": say("info"),
    "off": say("off"),
}
_Key = tuple[str, int, str, str, str, str, str]
_Facts = tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Change:
    """A limit that is another from a day on, in some stores."""

    day: date
    """First day on which the new value holds."""
    limit: str
    stores: tuple[str, ...]
    before: int | None
    """None where no such limit held."""
    after: int | None
    only_for: Mapping[str, tuple[str, ...]]
    """Facts of the products it speaks of; {} for all."""
    source: str
    rules: tuple[Rule, ...]

    @property
    def words(self) -> str:
        """'200 → 75', in words where a value says no more than that a law binds."""
        if 0 in (self.before, self.after):
            return say("comes into force") if self.before is None else say("is no longer in force")
        if self.before is None:
            return say("no limit → {after:,}", after=self.after)
        if self.after is None:
            return say("{before:,} → no limit", before=self.before)
        return say("{before:,} → {after:,}", before=self.before, after=self.after)


@dataclass(frozen=True, slots=True)
class Touch:
    """A finding that is there on one of the two days alone, or is told otherwise; None where it is not."""

    before: Finding | None
    after: Finding | None

    @property
    def finding(self) -> Finding:
        """The one to show: the later, where there is one."""
        shown = self.after or self.before
        assert shown is not None
        return shown

    @property
    def words(self) -> str:
        """'new', 'gone', 'warning → error', or 'told otherwise'."""
        if self.before is None:
            return say("new")
        if self.after is None:
            return say("gone")
        if self.before.severity != self.after.severity:
            before, after = (_SEVERITIES[one.severity] for one in (self.before, self.after))
            return say("{before} → {after}", before=before, after=after)
        return say("told otherwise")


def day(word: str) -> date:
    """Read a day.

    Raises:
        ConfigError: it is none.
    """
    try:
        return date.fromisoformat(word)
    except ValueError:
        raise ConfigError(say("'{on}' is not a day; write it as 2026-07-27", on=word)) from None


def changes(config: Config, first: date = date.min, second: date = date.max) -> list[Change]:
    """What changes after `first`, up to and including `second`, by day; the whole of what is known without them.

    Raises:
        ConfigError: the second day is not after the first, or a folder of rules cannot be read.
    """
    if second <= first:
        raise ConfigError(
            say("{second} is not after {first}; give the earlier day first", second=str(second), first=str(first))
        )
    rules = every_rule(config)
    stores = [config.store] if config.store else list(STORE_LANGUAGES)
    found: list[Change] = []
    for name, entries in limits.every().items():
        for turn in _turns(entries):
            if first < turn <= second:
                found += _at(name, entries, turn, stores, rules)
    return sorted(found, key=lambda one: (one.day, one.limit, one.stores))


def touched(config: Config, days: tuple[date, date], run: Callable[[Config], Report]) -> tuple[list[Touch], int]:
    """What the changes between two days do to the findings of catalogues, and how many listings these hold.

    Args:
        config: what is judged; its day does not count.
        days: the two days.
        run: judges the catalogues as a configuration says.
    """
    moved = {rule.code for change in changes(config, *days) for rule in change.rules}
    asked = tuple(code for code in plan(config).rules if code in moved)
    if not asked:
        return [], run(replace(config, on=days[1].isoformat())).run.listings
    reports = [run(replace(config, select=asked, on=one.isoformat(), baseline="")) for one in days]
    before, after = ({_key(one): one for one in report.findings if one.code in moved} for report in reports)
    found = [Touch(before.get(key), after.get(key)) for key in {**before, **after} if _differ(before, after, key)]
    return sorted(found, key=lambda one: _key(one.finding)), reports[1].run.listings


def rules_of(name: str, entries: Iterable[Limit], rules: Mapping[str, Rule]) -> tuple[Rule, ...]:
    """Rules that read a limit: those that declare it, and those whose codes its entries name."""
    named = {code for entry in entries for code in _codes(entry.source)}

    def reads(rule: Rule) -> bool:
        declared = rule.declared or {}
        return name in (declared.get("limit"), declared.get("binding"), rule.over) or rule.code in named

    return tuple(rule for rule in rules.values() if reads(rule))


def _codes(source: str) -> Iterator[str]:
    for letters, number, last in _CODES.findall(source):
        yield from (f"{letters}{one:03}" for one in range(int(number), int(last or number) + 1))


def _turns(entries: Iterable[Limit]) -> list[date]:
    """Days on which an entry begins, or holds no more."""
    begun = {one.since for one in entries if one.since != date.min}
    return sorted(begun | {one.until + timedelta(1) for one in entries if one.until != date.max})


def _at(
    name: str, entries: Sequence[Limit], turn: date, stores: Iterable[str], rules: Mapping[str, Rule]
) -> Iterator[Change]:
    """The changes of one limit on one day; stores that change alike are told together."""
    groups: dict[tuple[int | None, int | None, _Facts, str], list[str]] = {}
    kinds: list[_Facts] = list(dict.fromkeys([(), *(tuple(one.facts.items()) for one in entries)]))
    for store in stores:
        plain = None
        for kind in kinds:
            old, new = _holding(entries, store, turn - timedelta(1), kind), _holding(entries, store, turn, kind)
            moved = (old.value if old else None, new.value if new else None)
            if not kind:
                plain = moved
            elif moved == plain:
                continue
            if moved[0] != moved[1]:
                source = (new or old or entries[0]).source
                groups.setdefault((*moved, kind, source), []).append(store)
    readers = rules_of(name, entries, rules)
    for (before, after, kind, source), members in groups.items():
        speaking = tuple(rule for rule in readers if any(map(rule.holds_for, members)))
        yield Change(turn, name, tuple(members), before, after, dict(kind), source, speaking)


def _holding(entries: Iterable[Limit], store: str, on: date, kind: _Facts) -> Limit | None:
    """The entry that counts for products of a kind."""
    fits = (one for one in entries if one.may_hold(store, on) and (not one.facts or tuple(one.facts.items()) == kind))
    return next(fits, None)


def _key(one: Finding) -> _Key:
    return one.location.file, one.location.row, one.sku, one.code, one.field, one.image or "", one.match


def _differ(before: Mapping[_Key, Finding], after: Mapping[_Key, Finding], key: _Key) -> bool:
    old, new = before.get(key), after.get(key)
    return old is None or new is None or (old.severity, old.message) != (new.severity, new.message)
