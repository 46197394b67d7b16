"""Which rules a run takes: codes, code letters, groups, names and ALL, chosen and left out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from .config import ConfigError, suggest
from .finding import SEVERITIES, Severity
from .rule import Rule
from .said import say


def choose(rules: Mapping[str, Rule], select: Iterable[str], ignore: Iterable[str]) -> dict[str, Rule]:
    """Rules selected and not ignored.

    A word is a code (TI-001), the letters of codes (TI), a group (titles), a rule's name (long-title) or ALL. Without
    any selection every rule runs whose own severity is not 'off'. A single code or name goes before a group, so that
    `--select TI --ignore titles` is empty but `--select TI-001 --ignore TI` keeps TI-001.

    Raises:
        ConfigError: a word names nothing; the message suggests the nearest.
    """
    wanted = [(word, _named(rules, word)) for word in select]
    unwanted = [(word, _named(rules, word)) for word in ignore]
    chosen = {}
    for code, rule in rules.items():
        taken = max((_rank(rule, word) for word, codes in wanted if code in codes), default=0)
        dropped = max((_rank(rule, word) for word, codes in unwanted if code in codes), default=0)
        if not wanted and rule.severity != "off":
            taken = 1
        if taken and taken > dropped:
            chosen[code] = rule
    return chosen


def _rank(rule: Rule, word: str) -> int:
    """3 for a rule's own code or name, 2 for a group, 1 for ALL."""
    if word.casefold() in (rule.code.casefold(), rule.name.casefold()):
        return 3
    return 1 if word.casefold() == "all" else 2


def _named(rules: Mapping[str, Rule], word: str) -> set[str]:
    key = word.casefold()
    codes = {
        code
        for code, rule in rules.items()
        if key in ("all", code.casefold(), code.partition("-")[0].casefold(), rule.group.casefold(), rule.name)
    }
    if not codes:
        raise ConfigError(
            say(
                "no rule, group or code is called '{word}'{suggest}",
                word=word,
                suggest=suggest(word, vocabulary(rules)),
            )
        )
    return codes


def vocabulary(rules: Mapping[str, Rule]) -> list[str]:
    """Every word that `choose` understands."""
    words = {"ALL"}
    for code, rule in rules.items():
        words |= {code, code.partition("-")[0], rule.group, rule.name}
    return sorted(words)


def find(rules: Mapping[str, Rule], word: str) -> Rule:
    """The one rule of that code or name.

    Raises:
        ConfigError: there is none; the message suggests the nearest.
    """
    for rule in rules.values():
        if word.casefold() in (rule.code.casefold(), rule.name):
            return rule
    names = [name for rule in rules.values() for name in (rule.code, rule.name)]
    raise ConfigError(say("no rule is called '{word}'{suggest}", word=word, suggest=suggest(word, names)))


def settings(rules: Mapping[str, Rule], given: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """Check the [rules.*] tables of a configuration against what the rules' checks take; keyed by code.

    Raises:
        ConfigError: unknown rule or setting, or a value of the wrong kind.
    """
    checked: dict[str, dict[str, Any]] = {}
    for word, table in given.items():
        rule = find(rules, word)
        if not isinstance(table, dict):
            raise ConfigError(say("[rules] {word} must be a table: [rules.{word}]", word=word))
        for key, value in table.items():
            if key not in rule.settings:
                known = ", ".join(rule.settings) or "none"
                raise ConfigError(
                    say(
                        "{code} has no setting '{key}'{suggest} (its settings: {known})",
                        code=rule.code,
                        key=key,
                        suggest=suggest(key, rule.settings),
                        known=known,
                    )
                )
            kind = rule.setting_types[key]
            fits = isinstance(value, list) if kind is tuple else isinstance(value, kind)
            if not fits or (kind is int and isinstance(value, bool)):
                raise ConfigError(
                    say(
                        "setting '{key}' of {code} must be a {kind}",
                        key=key,
                        code=rule.code,
                        kind=_KINDS.get(kind, kind.__name__),
                    )
                )
            checked.setdefault(rule.code, {})[key] = tuple(value) if kind is tuple else value
    return checked


_KINDS = {tuple: "list", str: "text in quotes", int: "whole number", float: "number", bool: "true or false"}


def severities(rules: Mapping[str, Rule], given: Mapping[str, str]) -> dict[str, Severity]:
    """Check the [severity] table of a configuration; keyed by code.

    Raises:
        ConfigError: unknown rule or severity.
    """
    checked: dict[str, Severity] = {}
    for word, severity in given.items():
        if severity not in SEVERITIES:
            near = suggest(str(severity), SEVERITIES)
            raise ConfigError(
                say(
                    "severity of {word} is '{severity}'; it must be one of {severities}{near}",
                    word=word,
                    severity=severity,
                    severities=", ".join(SEVERITIES),
                    near=near,
                )
            )
        for code in _named(rules, word):
            checked[code] = severity
    return checked
