"""handmade-lint rules and new-rule: list, prove and begin rules."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..refusal import Refusal
from ..said import say, say_many
from ..speech import told
from .shared import FINDINGS, OK, choosing, configuration

if TYPE_CHECKING:
    from ..config import Config
    from ..rule import Rule


@click.command()
@choosing
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
@click.option("--test", "tested", metavar="DIR", help="Prove the rules of this folder by their own cases, and stop.")
def rules(form: str, tested: str | None, **chosen: Any) -> None:
    """List the rules: code, name, group, severity, whose it is, stores, source, fixable."""
    if tested is not None:
        raise SystemExit(prove(tested, configuration((), **{**chosen, "rule_folders": (tested,)})))
    config = configuration((), **chosen)
    from ..run import plan

    planned = plan(config)
    listed = [rule for rule in planned.rules.values() if not config.store or rule.holds_for(config.store)]
    if form == "json":
        import json

        click.echo(json.dumps([facts(rule) for rule in listed], ensure_ascii=False, indent=2))
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in (
        *(say("code"), say("name"), say("group"), say("severity"), say("whose"), say("stores")),
        say("fixable"),
    ):
        table.add_column(told(heading), overflow="fold")
    styles = {"error": "red", "warning": "yellow", "info": "cyan", "off": "dim"}
    for rule in listed:
        cells = (rule.code, rule.name, rule.group, Text(told(rule.severity), styles[rule.severity]), told(rule.force))
        table.add_row(*cells, told(_stores(rule)), told(say("yes")) if rule.fixable else "")
    console = Console(width=None if sys.stdout.isatty() else 120)
    console.print(table)
    said = say_many(
        "{n} rule; handmade-lint explain CODE tells more of it.",
        "{n} rules; handmade-lint explain CODE tells more of one.",
        len(listed),
    )
    console.print(told(said), highlight=False)


def prove(folder: str, config: Config) -> int:
    """Prove the rules of a folder; tell what is wrong with each, and whether anything is."""
    from ..plugins import load
    from ..proving import faults
    from ..run import every_rule

    every_rule(config)
    ours = load([folder])
    wrong = 0
    for rule in ours.values():
        found = list(faults(rule, config.day()))
        wrong += bool(found)
        held = (
            "" if found else told(say("{bad} bad and {good} good cases hold", bad=len(rule.bad), good=len(rule.good)))
        )
        click.echo(f"{rule.code} {rule.name}: {held}".rstrip())
        for fault in found:
            click.echo(f"  {fault}")
    held_up = say("{held} of {all} rules hold in {folder}.", held=len(ours) - wrong, all=len(ours), folder=folder)
    click.echo(told(held_up if ours else say("there is no rule in {folder}.", folder=folder)))
    return FINDINGS if wrong or not ours else OK


@click.command("new-rule")
@click.argument("code")
@click.option("--name", metavar="NAME", help="What it is called, such as left-over-note [its code].")
@click.option("--rules", "folder", type=click.Path(path_type=Path), default="rules", show_default=True, metavar="DIR")
@click.option("--python", "as_code", is_flag=True, help="A function instead of a table.")
def new_rule(code: str, name: str | None, folder: Path, as_code: bool) -> None:
    """Write a first rule of one's own, with cases, into a folder of rules."""
    from ..rules import load
    from ..skeleton import write

    taken = {word: rule for rule in load().values() for word in (rule.code, rule.name)}
    name = name or f"rule-{code.casefold()}"
    for word in (code, name):
        if word in taken:
            raise Refusal(
                say(
                    "'{word}' is one of handmade-lint's ({code} {name}); choose another",
                    word=word,
                    code=taken[word].code,
                    name=taken[word].name,
                )
            )
    path = write(code, name, folder, as_code=as_code)
    click.echo(told(say("Wrote {path}.", path=path)))
    click.echo(told(say("Next:")))
    click.echo(told(say("  1. Say in {path} what is wrong, and show it in its cases.", path=path)))
    click.echo(told(say("  2. Prove it:  handmade-lint rules --test {folder}", folder=folder)))
    click.echo(told(say("  3. Use it:    handmade-lint check catalogue.csv --rules {folder}", folder=folder)))


def _stores(rule: Rule) -> str:
    if not rule.stores:
        return say("all stores")
    amazon = [store.removeprefix("amazon.") for store in rule.stores if store.startswith("amazon.")]
    others = [store for store in rule.stores if not store.startswith("amazon.")]
    return " ".join([*others, *([f"amazon: {' '.join(amazon)}"] if amazon else [])])


def facts(rule: Rule) -> Mapping[str, Any]:
    """What `rules --format json` says of a rule."""
    return {
        "code": rule.code,
        "name": rule.name,
        "group": rule.group,
        "severity": rule.severity,
        "force": rule.force,
        "summary": rule.summary,
        "stores": list(rule.stores),
        "except_stores": list(rule.except_stores),
        "languages": list(rule.languages),
        "source": list(rule.source),
        "fixable": rule.fixable,
        "settings": {key: list(value) if isinstance(value, tuple) else value for key, value in rule.settings.items()},
    }
