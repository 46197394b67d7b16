"""Rules as cards: all that a coded rule says of itself, as JSON; its module is imported when the rule is first called.

Two hundred modules take longer to import than a small catalogue to judge, and few of them have anything to say.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import Any

from .rule import Cases, Late, Rule

_CODE = ("check", "by", "differ", "bad", "good", "declared")
"""What a card leaves to the module."""
_TYPES: Mapping[str, type] = {kind.__name__: kind for kind in (bool, int, float, str, tuple)}


def card_of(rule: Rule) -> dict[str, Any]:
    """The card of a coded rule; JSON values only."""
    card = {one.name: getattr(rule, one.name) for one in fields(rule) if one.name not in _CODE}
    card["setting_types"] = {key: kind.__name__ for key, kind in rule.setting_types.items()}
    card["by"] = rule.by is not None
    card["differ"] = rule.differ is not None
    card["cured"] = rule.fixable
    return card


def rule_of(card: Mapping[str, Any], load: Callable[[], Rule]) -> Rule:
    """The rule that a card speaks of.

    Args:
        card: what `card_of` made, as JSON gives it back.
        load: imports the rule itself; called when its check, its keys or its cases are first asked for.
    """
    given: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in card.items()}
    types = {key: _TYPES[name] for key, name in card["setting_types"].items()}
    given["setting_types"] = types
    given["settings"] = {key: tuple(value) if types[key] is tuple else value for key, value in card["settings"].items()}

    given["by"] = Late(lambda: load().by) if given.pop("by") else None
    given["differ"] = Late(lambda: load().differ) if given.pop("differ") else None
    cured = given.pop("cured")
    check = Late(lambda: load().check)
    return Rule(check=check, bad=Cases(lambda: load().bad, cured=cured), good=Cases(lambda: load().good), **given)
