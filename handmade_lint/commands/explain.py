"""handmade-lint explain: a rule on a page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import click

from ..said import say, say_many
from ..speech import told
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
    from textwrap import fill

    from ..choose import find
    from ..finding import FORCES
    from ..run import every_rule

    config = configuration((), config=None, profile=None, isolated=False, rule_folders=rule_folders)
    rule = find(every_rule(config), word)
    lines = [
        f"{rule.code} {rule.name} ({rule.group}, {told(rule.severity)})",
        "",
        told(rule.summary),
        "",
        fill(" ".join(told(rule.reason).split()), 120, break_long_words=False, break_on_hyphens=False),
        "",
        told(say("What to do: {advice}", advice=told(rule.advice))),
        told(say("Whose rule: {whose}", whose=told(FORCES[rule.force]))),
        told(_for_stores(rule)),
        told(say("Languages: {languages}", languages=" ".join(rule.languages) or say("all of them"))),
        told(say("Reads: {fields}", fields=" ".join(rule.reads))),
        *_measures(rule),
        told(say("Fixable: yes") if rule.fixable else say("Fixable: no")),
        told(say("Source:")),
        *(f"  {source}" for source in rule.source),
    ]
    if rule.settings:
        lines += [told(say("Settings (in handmade-lint.toml):")), f"  [rules.{rule.name}]"]
        lines += [f"  {key} = {_toml(value)}" for key, value in rule.settings.items()]
    for heading, some in ((say("Found:"), rule.bad), (say("Left alone:"), rule.good)):
        lines.append(told(heading))
        for case in some:
            lines += [f"  {_case(row)}" for row in case.rows[:SHOWN_ROWS]]
            if len(case.rows) > SHOWN_ROWS:
                more = len(case.rows) - SHOWN_ROWS
                lines.append("  " + told(say_many("… and {n} row more", "… and {n} rows more", more)))
            if case.cure is not None:
                lines.append("    " + told(say("cured: {case}", case=_case(case.cure))))
    click.echo("\n".join(lines))


def _for_stores(rule: Rule) -> str:
    stores = _stores(rule)
    if rule.except_stores:
        return say("Stores: {stores}, except {others}", stores=stores, others=" ".join(rule.except_stores))
    return say("Stores: {stores}", stores=stores)


def _measures(rule: Rule) -> list[str]:
    """What is measured of pictures for a rule: each column, its unit and what it means."""
    if rule.subject != "images":
        return []
    from ..album.columns import KNOWN

    read = [KNOWN[name] for name in rule.reads if name in KNOWN]
    return [
        told(say("Measures (of each picture):")),
        *(f"  {one.name}{f' ({one.unit})' if one.unit else ''}: {one.doc}" for one in read),
    ]


def _toml(value: Any) -> str:
    import json

    return json.dumps(list(value) if isinstance(value, tuple) else value, ensure_ascii=False)


def _case(row: Mapping[str, Any]) -> str:
    return ", ".join(f"{key}: {_toml(value)}" for key, value in row.items())
