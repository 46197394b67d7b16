"""A page a rule, made from the rule; an index by group."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from handmade_lint import GUIDE
from handmade_lint.finding import FORCES
from handmade_lint.lexicon import FOLDER as LEXICONS
from handmade_lint.limits import FOLDER as LIMITS
from handmade_lint.rule import Case, Rule
from tools.coverage import Coverage

from .markup import code, fence, fields, source, table, toml, words

ROOT = Path(__file__).parents[2]
SHOWN_ROWS = 4
"""Rows of a case that a page shows."""
GUARDS = 60
"""Guards of one language that a page lists."""
SUBJECTS: Mapping[str, str] = {
    "text": "one text at a time",
    "listing": "a listing as a whole",
    "images": "what is measured of pictures",
    "catalog": "several listings together",
    "seller": "the seller's profile",
    "fault": "the file itself",
}


def page(rule: Rule, coverage: Coverage, known: Sequence[str] = ()) -> str:
    """The page of a rule.

    Args:
        rule: the rule.
        coverage: what docs/coverage.toml says.
        known: paragraphs of docs/limits.md.
    """
    parts = [
        f"# {rule.code} {rule.name}",
        words(rule.summary),
        _facts(rule),
        *(["## Why", *map(words, _paragraphs(rule.reason))] if rule.reason else []),
        *(["## What to do", words(rule.advice)] if rule.advice else []),
        "## Whose rule, and where it is written",
        f"{FORCES[rule.force].capitalize()}. Read when the guide was compiled, on {GUIDE}:",
        "\n".join(f"- {source(one)}" for one in rule.source),
        *_differences(rule, coverage),
        *_dates(rule),
        *_settings(rule),
        *_cases("Found", rule.bad),
        *_cases("Left alone", rule.good),
        *_false_alarms(rule, known),
        *_suppress(rule),
    ]
    return "\n\n".join(parts) + "\n"


def index(rules: Mapping[str, Rule]) -> str:
    """All rules by group."""
    parts = [
        "# Rules",
        f"{len(rules)} rules, by what they look at. `handmade-lint explain CODE` tells the same in a terminal; "
        "[coverage](../coverage.md) says of each id of the guide what became of it.",
    ]
    for group, members in grouped(rules):
        parts += [f"## {group}", listed(members)]
    return "\n\n".join(parts) + "\n"


def listed(members: Sequence[Rule], folder: str = "") -> str:
    """A table of rules; `folder` leads from the page to theirs."""
    return table(
        ("code", "name", "what", "severity", "whose", "fix"),
        (
            (
                f"[{rule.code}]({folder}{rule.code}.md)",
                words(rule.name),
                words(rule.summary),
                rule.severity,
                rule.force,
                "yes" if rule.fixable else "",
            )
            for rule in members
        ),
    )


def grouped(rules: Mapping[str, Rule]) -> Iterator[tuple[str, list[Rule]]]:
    """Groups by name, each with its rules in the order of codes."""
    for group, members in groupby(sorted(rules.values(), key=lambda one: (one.group, one.code)), lambda one: one.group):
        yield group, list(members)


def limits_of(rule: Rule) -> dict[str, list[dict[str, Any]]]:
    """The limits that the rule's file names, as their files have them, by name."""
    text = _file(rule).read_text("utf-8")
    found = {}
    for path in sorted(LIMITS.glob("*.toml")):
        for name, entries in tomllib.loads(path.read_text("utf-8")).items():
            if f'"{name}"' in text:
                found[name] = entries
    return found


def _file(rule: Rule) -> Path:
    stem = ROOT / "handmade_lint" / "rules" / rule.group / rule.name.replace("-", "_")
    return next(path for path in (stem.with_suffix(".toml"), stem.with_suffix(".py")) if path.exists())


def _paragraphs(text: str) -> list[str]:
    return [" ".join(part.split()) for part in re.split(r"\n\s*\n", text) if part.strip()]


def _facts(rule: Rule) -> str:
    stores = ", ".join(rule.stores) or "all"
    if rule.except_stores:
        stores += f", except {', '.join(rule.except_stores)}"
    return table(
        ("", "this rule"),
        (
            ("severity", rule.severity),
            ("group", f"[{rule.group}](index.md#{rule.group})"),
            ("stores", stores),
            ("languages", ", ".join(rule.languages) or "all"),
            ("looks at", SUBJECTS[rule.subject]),
            ("reads", ", ".join(map(code, rule.reads))),
            ("fix", "offered, where it can be made" if rule.fixable else "none; a person must decide"),
        ),
    )


def _differences(rule: Rule, coverage: Coverage) -> Iterator[str]:
    for one in coverage.differences:
        if one.id == rule.code:
            asked = " and ".join(word for word in (one.severity, one.stores) if word)
            yield words(f"The guide proposes {asked}; it is told otherwise because {one.why}.")


def _dates(rule: Rule) -> Iterator[str]:
    rows = [
        (
            code(name),
            str(entry["value"]),
            ", ".join(entry.get("stores", ()))
            + (f", except {', '.join(entry['except'])}" if "except" in entry else ""),
            str(entry.get("from", "")),
            str(entry.get("until", "")),
            words(
                ", ".join(
                    f"{key}: {', '.join(of)}"
                    for key, of in entry.items()
                    if isinstance(of, list) and key not in ("stores", "except")
                )
            ),
        )
        for name, entries in limits_of(rule).items()
        for entry in entries
    ]
    if rows:
        yield "## Limits, by store and day"
        yield table(("limit", "value", "stores", "from", "until", "only for"), rows)
        yield "The first line that holds for store, day and product counts. `--on DATE` judges by another day."


def _settings(rule: Rule) -> Iterator[str]:
    yield "## Settings"
    lines = [f'{rule.code} = "off"            # or error, warning, info']
    settings = [f"{key} = {toml(value)}" for key, value in rule.settings.items()]
    if settings:
        yield "With their defaults, in `handmade-lint.toml`:"
        yield fence("\n".join([f"[rules.{rule.name}]", *settings]), "toml")
    else:
        yield "None of its own. What every rule has, in `handmade-lint.toml`:"
        yield fence("\n".join(["[severity]", *lines]), "toml")


def _cases(heading: str, some: Sequence[Case]) -> Iterator[str]:
    if not some:
        return
    yield f"## {heading}"
    for case in some:
        shown = [fields(row) for row in case.rows[:SHOWN_ROWS]]
        text = "\n---\n".join(shown)
        if len(case.rows) > SHOWN_ROWS:
            text += f"\n… and {len(case.rows) - SHOWN_ROWS} rows more"
        yield fence(text + (f"\n(judged on {case.on})" if case.on else ""))
        if case.cure is not None:
            yield "mended:"
            yield fence(fields(case.cure))


def _false_alarms(rule: Rule, known: Sequence[str]) -> Iterator[str]:
    yield "## Known false alarms, and what is let through"
    told = [one for one in known if re.search(rf"\b{rule.code}\b", one)]
    if told:
        yield "From [limits](../limits.md):"
        yield from (f"> {one}" for one in told)
    else:
        yield (
            "No false alarm of this rule is on record. [Limits](../limits.md) says how that was looked at, and how "
            "little it proves."
        )
    guards = [str(one) for one in (rule.declared or {}).get("guards", ())]
    if guards:
        yield "Expressions in which a match is innocent:"
        yield fence("\n".join(guards))
    for name in _lexicons(rule):
        spoken = tomllib.loads((LEXICONS / f"{name}.toml").read_text("utf-8"))
        rows = [
            (
                language,
                ", ".join(map(code, some[:GUARDS])) + (f" and {len(some) - GUARDS} more" if len(some) > GUARDS else ""),
            )
            for language, lists in spoken.items()
            if isinstance(lists, dict) and (some := lists.get("guards", ()))
        ]
        if rows:
            yield f"Phrases of the list {code(name)} that are let through (`*` is any ending, `~` one to three words):"
            yield table(("language", "phrases"), rows)


def _lexicons(rule: Rule) -> list[str]:
    named = (rule.declared or {}).get("lexicon", ())
    names = [named] if isinstance(named, str) else list(named)
    return [name for name in dict.fromkeys((*names, *rule.lexicons)) if (LEXICONS / f"{name}.toml").exists()]


def _suppress(rule: Rule) -> Iterator[str]:
    yield "## How to suppress it"
    yield "On one listing, with a reason ([more](../suppress.md)):"
    yield fence(f'handmade-lint suppress {rule.code} --sku SKU --reason "why it is right here"', "console")
    yield "Everywhere, in `handmade-lint.toml`:"
    yield fence(f'ignore = ["{rule.code}"]', "toml")
