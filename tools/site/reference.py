"""Pages on stores, models, benchmarks and the command line, made from what the code says of itself."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click

from benchmarks.frame import found
from handmade_lint.cli import app
from handmade_lint.limits import FOLDER as LIMITS
from handmade_lint.listing import HANDMADE_STORES, STORE_LANGUAGES
from handmade_lint.rule import Rule
from tools.results import figure, results

from .markup import code, fence, table, words

ROOT = Path(__file__).parents[2]
LONG = 12
"""Values of a list or table of a model's card that are told; more are counted."""


def stores(rules: Mapping[str, Rule]) -> str:
    """Every store that --store takes: its language, how many rules hold there, and the numbers that it sets."""
    rows = [
        (
            code(store),
            language or "any",
            "yes" if store in HANDMADE_STORES else "",
            str(sum(rule.holds_for(store) for rule in rules.values())),
        )
        for store, language in STORE_LANGUAGES.items()
    ]
    parts = [
        "# Stores",
        "What `--store` takes. *Handmade* says whether Amazon Handmade is open to makers there.",
        table(("store", "language of its listings", "Handmade", "rules that hold"), rows),
        "## Limits",
        "Numbers that stores and laws set, from `handmade_lint/limits/`. The first line of a name that holds for "
        "store, day and product counts.",
        table(("limit", "stores", "value", "from", "until", "only for", "source"), _limits()),
    ]
    return "\n\n".join(parts) + "\n"


def _limits() -> Iterator[tuple[str, ...]]:
    for path in sorted(LIMITS.glob("*.toml")):
        for name, entries in tomllib.loads(path.read_text("utf-8")).items():
            for entry in entries:
                known = ("value", "source", "stores", "except", "from", "until")
                narrow = [f"{key}: {', '.join(of)}" for key, of in entry.items() if key not in known]
                spoken = ", ".join(entry.get("stores", ())) or "all"
                if "except" in entry:
                    spoken += f", except {', '.join(entry['except'])}"
                days = (str(entry.get("from", "")), str(entry.get("until", "")))
                yield code(name), spoken, str(entry["value"]), *days, words("; ".join(narrow)), words(entry["source"])


def models() -> str:
    """The cards of all models, as they are; long lists are counted."""
    parts = [
        "# Models and their cards",
        "A model is a folder of `models/`: numbers as JSON or ONNX, and a card that says what they are, what they were "
        "made from and how they were judged. Digests are checked before a number is used; nothing is pickled, nothing "
        "is fetched. These are the cards.",
    ]
    for path in sorted((ROOT / "models").glob("*/card.json")):
        card = json.loads(path.read_text("utf-8"))
        parts += [f"## {card['name']}", table(("", "the card says"), _card(card))]
    return "\n\n".join(parts) + "\n"


def _card(value: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, str]]:
    for key, one in value.items():
        name = f"{before}{key}"
        if isinstance(one, dict) and len(one) <= LONG:
            yield from _card(one, f"{name} · ")
        elif isinstance(one, dict | list) and len(one) > LONG:
            yield words(name), f"{len(one)} entries"
        elif isinstance(one, list):
            yield words(name), words(", ".join(map(str, one)))
        else:
            yield words(name), words(str(one))


def benchmarks() -> str:
    """Every benchmark: what it measures, and the command that prints it."""
    parts = [
        "# Benchmarks",
        "A number stands in these pages only if one of these commands prints it. The last result of some stands under "
        "their command, with its day and machine, from `docs/results.json`; the rest is yours to print. `--quick` "
        "looks at less, `--json` ends with a line for programs, and the exit status is 1 where a limit is missed. "
        "All of them, against peers: `make bench`.",
    ]
    for name, one in found().items():
        parts += [f"## {name}", words(" ".join((one.__doc__ or "").split()))]
        parts.append(fence(f"python -m benchmarks {name}", "console"))
        parts += _last(name)
    return "\n\n".join(parts) + "\n"


def _last(name: str) -> Iterator[str]:
    """The last result of a benchmark that is kept."""
    kept = results().get(name)
    if kept is None:
        yield (
            "No result is kept: timings are told only from a machine that does nothing else, and the sets of some "
            "benchmarks are not everybody's."
        )
        return
    machine = ", ".join(map(str, kept["machine"].values()))
    looked = "with --quick, " if kept["quick"] else ""
    yield words(f"The last result, {looked}of {kept['day']} (seed {kept['seed']}; {machine}):")
    rows = ((code(key), figure(one["value"]), words(one["unit"])) for key, one in kept["figures"].items())
    yield table(("figure", "value", "unit"), rows)


def commands() -> str:
    """The command line, from click."""
    context = click.Context(app, info_name="handmade-lint")
    parts = ["# Command line", words(" ".join((app.help or "").split()))]
    parts += [*_command(app, context, 2)]
    return "\n\n".join(parts) + "\n"


def _command(command: click.Command, context: click.Context, depth: int) -> Iterator[str]:
    if depth > 2:
        yield f"{'#' * min(depth - 1, 4)} {context.command_path.removeprefix('handmade-lint ')}"
        yield fence(" ".join([context.command_path, *command.collect_usage_pieces(context)]), "console")
        yield from (words(" ".join(part.split())) for part in (command.help or "").replace("\b", "").split("\n\n"))
    options = [one for one in command.get_params(context) if isinstance(one, click.Option)]
    records = [record for one in options if (record := one.get_help_record(context))]
    if records:
        yield table(("option", "says"), ((code(name), words(said)) for name, said in records))
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            if inner is not None and not inner.hidden:
                yield from _command(inner, click.Context(inner, info_name=name, parent=context), depth + 1)
