"""handmade-lint explain: a rule on a page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import click

from .rules import _stores
from .shared import configuration, offer

if TYPE_CHECKING:
    from ..rule import Rule


SHOWN_ROWS = 4
"""Rows of a case that `explain` shows."""


@click.command()
@click.argument("word", metavar="CODE", shell_complete=offer("codes"))
@click.option("--rules", "rule_folders", multiple=True, metavar="DIR", help="Also take the rules of this folder.")
def explain(word: str, rule_folders: tuple[str, ...]) -> None:
    """Tell what a rule is about: what, why, source, settings, cases."""
    from ..choose import find
    from ..finding import FORCES
    from ..run import every_rule

    config = configuration((), config=None, profile=None, isolated=False, rule_folders=rule_folders)
    rule = find(every_rule(config), word)
    lines = [
        f"{rule.code} {rule.name} ({rule.group}, {rule.severity})",
        "",
        rule.summary,
        "",
        rule.reason,
        "",
        f"What to do: {rule.advice}",
        f"Whose rule: {FORCES[rule.force]}",
        f"Stores: {_stores(rule)}" + (f", except {' '.join(rule.except_stores)}" if rule.except_stores else ""),
        f"Languages: {' '.join(rule.languages) or 'all'}",
        f"Reads: {' '.join(rule.reads)}",
        *_measures(rule),
        f"Fixable: {'yes' if rule.fixable else 'no'}",
        "Source:",
        *(f"  {source}" for source in rule.source),
    ]
    if rule.settings:
        lines += ["Settings (in handmade-lint.toml):", f"  [rules.{rule.name}]"]
        lines += [f"  {key} = {_toml(value)}" for key, value in rule.settings.items()]
    for heading, some in (("Found:", rule.bad), ("Left alone:", rule.good)):
        lines.append(heading)
        for case in some:
            lines += [f"  {_case(row)}" for row in case.rows[:SHOWN_ROWS]]
            if len(case.rows) > SHOWN_ROWS:
                lines.append(f"  … and {len(case.rows) - SHOWN_ROWS} rows more")
            if case.cure is not None:
                lines.append(f"    cured: {_case(case.cure)}")
    click.echo("\n".join(lines))


def _measures(rule: Rule) -> list[str]:
    """What is measured of pictures for a rule: each column, its unit and what it means."""
    if rule.subject != "images":
        return []
    from ..album.columns import KNOWN

    read = [KNOWN[name] for name in rule.reads if name in KNOWN]
    return [
        "Measures (of each picture):",
        *(f"  {one.name}{f' ({one.unit})' if one.unit else ''}: {one.doc}" for one in read),
    ]


def _toml(value: Any) -> str:
    import json

    return json.dumps(list(value) if isinstance(value, tuple) else value, ensure_ascii=False)


def _case(row: Mapping[str, Any]) -> str:
    return ", ".join(f"{key}: {_toml(value)}" for key, value in row.items())
