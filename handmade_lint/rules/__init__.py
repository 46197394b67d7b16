"""All rules of the house, found by their files: one rule, one file; a folder a group."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pathlib import Path

from ..declared import declare
from ..rule import Rule
from ..tables import read

FOLDER = Path(__file__).parent


@cache
def load() -> dict[str, Rule]:
    """Every rule by its code, in the order of codes.

    Raises:
        ValueError: two files claim the same code.
    """
    tables = read(sorted(FOLDER.glob("*/*.toml")))
    rules: dict[str, Rule] = {}
    for path in sorted(FOLDER.glob("*/*.*")):
        group, name = path.parent.name, path.stem
        if path.suffix == ".toml":
            rule = declare(tables[path], name=name.replace("_", "-"), group=group)
        elif path.suffix == ".py" and name != "__init__":
            rule = import_module(f".{group}.{name}", __name__).check
        else:
            continue
        if rule.code in rules:
            raise ValueError(f"{path.name} and {rules[rule.code].name} both claim {rule.code}")
        rules[rule.code] = rule
    return dict(sorted(rules.items()))
