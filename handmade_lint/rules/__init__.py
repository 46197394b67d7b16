"""All rules of the house, found by their files: one rule, one file; a folder a group."""

from __future__ import annotations

import os
from functools import cache, partial
from importlib import import_module
from pathlib import Path
from typing import Any

from ..cards import card_of, rule_of
from ..declared import declare
from ..rule import Rule
from ..tables import read, remembered

FOLDER = Path(__file__).parent


@cache
def load() -> dict[str, Rule]:
    """Every rule of the house by its code, in the order of codes.

    Raises:
        ValueError: two files claim the same code.
    """
    files = sorted(Path(file.path) for group in os.scandir(FOLDER) if group.is_dir() for file in os.scandir(group.path))
    tables = read([path for path in files if path.suffix == ".toml"])
    coded = [path for path in files if path.suffix == ".py" and path.name != "__init__.py"]
    machinery = [FOLDER.parent / name for name in ("rule.py", "cards.py")]

    def write() -> list[Any]:
        return [card_of(_coded(path.parent.name, path.stem)) for path in coded]

    cards = dict(zip(coded, remembered("rules", [*machinery, *coded], write), strict=True))
    rules: dict[str, Rule] = {}
    for path in files:
        group, name = path.parent.name, path.stem
        if path in tables:
            rule = declare(tables[path], name=name.replace("_", "-"), group=group)
        elif path in cards:
            rule = rule_of(cards[path], partial(_coded, group, name))
        else:
            continue
        if rule.code in rules:
            raise ValueError(f"{path.name} and {rules[rule.code].name} both claim {rule.code}")
        rules[rule.code] = rule
    return dict(sorted(rules.items()))


@cache
def _coded(group: str, name: str) -> Rule:
    rule = import_module(f".{group}.{name}", __name__).check
    assert isinstance(rule, Rule)
    return rule
