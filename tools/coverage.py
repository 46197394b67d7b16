"""Writes docs/coverage.md: each id of the guide, and which rule says it, or why none does.

What is built is asked of the rules themselves; the rest stands in docs/coverage.toml.
"""

from __future__ import annotations

import sys
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from handmade_lint.rule import Rule
from handmade_lint.rules import load

ROOT = Path(__file__).parents[1]
DATA = ROOT / "docs" / "coverage.toml"
PAGE = ROOT / "docs" / "coverage.md"

STATUSES = ("built", "part", "pictures", "left out")
NOT_BUILT = STATUSES[1:]


@dataclass(frozen=True, slots=True)
class Group:
    """A group of the guide."""

    key: str
    title: str
    rows: int

    @property
    def ids(self) -> list[str]:
        """Its ids, from 1 to the last without a gap."""
        return [f"{self.key}-{number:03}" for number in range(1, self.rows + 1)]


@dataclass(frozen=True, slots=True)
class Row:
    """An id that no rule bears."""

    what: str
    status: str
    note: str = ""
    of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """Where a rule is told otherwise than the guide proposes, and why."""

    id: str
    why: str
    severity: str = ""
    """What the guide proposes."""
    stores: str = ""
    """The stores that the guide names."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """The data file, beside the rules of the house."""

    groups: tuple[Group, ...]
    rows: Mapping[str, Row]
    differences: tuple[Difference, ...]
    rules: Mapping[str, Rule]

    @property
    def ids(self) -> list[str]:
        """Every id of the guide."""
        return [id for group in self.groups for id in group.ids]

    @property
    def ours(self) -> list[Rule]:
        """Rules whose codes the guide does not know."""
        guide = set(self.ids)
        return [rule for code, rule in self.rules.items() if code not in guide]

    def status(self, id: str) -> str:
        """One of STATUSES.

        Raises:
            KeyError: neither a rule nor the data file knows the id.
        """
        return "built" if id in self.rules else self.rows[id].status


def read(path: Path = DATA) -> Coverage:
    """Read the data file and load the rules."""
    table = tomllib.loads(path.read_text("utf-8"))
    return Coverage(
        groups=tuple(Group(key, **value) for key, value in table["groups"].items()),
        rows={id: Row(**{**row, "of": tuple(row.get("of", ()))}) for id, row in table["rows"].items()},
        differences=tuple(Difference(**one) for one in table["differs"]),
        rules=load(),
    )


def page(coverage: Coverage) -> str:
    """The text of docs/coverage.md."""
    return "\n".join([*_preface(coverage), *_groups(coverage), *_differences(coverage), *_ours(coverage)]) + "\n"


def _preface(coverage: Coverage) -> Iterator[str]:
    total = Counter(coverage.status(id) for id in coverage.ids)
    yield "<!-- Written by tools/coverage.py from the rules and docs/coverage.toml. After a change: make coverage -->"
    yield "# What of the guide is covered"
    yield ""
    yield (
        f"The guide is a list of {len(coverage.ids)} things that may be wrong with a listing of handmade goods, each "
        "with an id, collected from marketplaces' pages, laws and sellers' reports. It is not part of this repository; "
        "a rule's sources stand on its page (`handmade-lint explain CODE`). This page says of every id what became of "
        "it:"
    )
    yield ""
    yield "- **built**: a rule bears the id; its name and severity are told, and what it finds."
    yield "- **part**: another rule says it, or keeps silent because of it; that rule is named."
    yield "- **pictures**: it takes more of a picture than numbers: words, things, people. No rule knows them yet."
    yield "- **left out**: it cannot be seen in a catalogue or a profile, or is not built yet; the reason is told."
    yield ""
    yield "| group | rows | built | part | pictures | left out |"
    yield "|---|---:|---:|---:|---:|---:|"
    for group in coverage.groups:
        count = Counter(coverage.status(id) for id in group.ids)
        numbers = " | ".join(str(count[status]) for status in STATUSES)
        yield f"| [{group.key}](#{_anchor(group)}) {group.title} | {group.rows} | {numbers} |"
    yield f"| **all** | {len(coverage.ids)} | " + " | ".join(str(total[status]) for status in STATUSES) + " |"


def _groups(coverage: Coverage) -> Iterator[str]:
    for group in coverage.groups:
        yield ""
        yield f"## {group.key}: {group.title}"
        yield ""
        yield "| id | what | status |"
        yield "|---|---|---|"
        for id in group.ids:
            rule, row = coverage.rules.get(id), coverage.rows.get(id)
            what = rule.summary if rule else row.what if row else ""
            yield f"| {id} | {_cell(what)} | {_cell(_said(rule, row))} |"


def _said(rule: Rule | None, row: Row | None) -> str:
    if rule:
        return f"built: `{rule.name}`, {rule.severity}"
    assert row is not None, "an id is in neither"
    head = f"part of {' and '.join(row.of)}" if row.status == "part" else row.status
    return f"{head}: {row.note}" if row.note else head


def _differences(coverage: Coverage) -> Iterator[str]:
    yield ""
    yield "## Where a rule is told otherwise than the guide proposes"
    yield ""
    yield "No rule is graver than the guide proposes. These are milder, or speak of other stores."
    yield ""
    yield "| id | the guide | here | why |"
    yield "|---|---|---|---|"
    for one in coverage.differences:
        here = coverage.rules[one.id].severity if one.severity else _stores(coverage.rules[one.id])
        yield f"| {one.id} | {one.severity or one.stores} | {here} | {_cell(one.why)} |"


def _stores(rule: Rule) -> str:
    names = ", ".join("every Amazon store" if store == "amazon" else store for store in rule.stores)
    return names or "every channel"


def _ours(coverage: Coverage) -> Iterator[str]:
    yield ""
    yield "## Codes that are not in the guide"
    yield ""
    yield "| code | what | rule |"
    yield "|---|---|---|"
    for rule in coverage.ours:
        yield f"| {rule.code} | {_cell(rule.summary)} | `{rule.name}`, {rule.severity} |"


def _anchor(group: Group) -> str:
    plain = "".join(sign for sign in f"{group.key} {group.title}".lower() if sign.isalnum() or sign in " -")
    return plain.replace(" ", "-")


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;").replace("*", "\\*").replace("_", "\\_")


def main(arguments: list[str]) -> int:
    """Write the page, or with --check say whether it is as it should be."""
    if arguments not in ([], ["--check"]):
        print("usage: python -m tools.coverage [--check]", file=sys.stderr)
        return 2
    text = page(read())
    if not arguments:
        PAGE.write_text(text, "utf-8")
        return 0
    if PAGE.exists() and PAGE.read_text("utf-8") == text:
        return 0
    print("docs/coverage.md is stale: make coverage", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
