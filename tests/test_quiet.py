"""The quiet test: listings of real makers' kind, written for this project and faultless, must stay silent.

A false flag hurts a maker who did nothing wrong. The listings of fixtures/quiet are full of words that a hasty rule
trips on (ivory wool, a moth brooch, soap moulds, the zodiac's Cancer), always used innocently.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest

from benchmarks.quiet import DAY, FOLDER, LANGUAGES, MOST
from benchmarks.quiet import SETS as QUIET
from handmade_lint.report import Report
from handmade_lint.run import check

SETS = {name: sorted(folder.glob("*.csv")) for name, folder in QUIET.items()}
"""Those that the rules were mended with, and those that were written afterwards (docs/limits.md)."""
FILES = [file for files in SETS.values() for file in files]
AT_LEAST = {
    "mended with": {"en": 50, "fr": 60, "de": 40, "it": 35, "es": 35, "ja": 20},
    "held out": {"en": 30, "fr": 35, "de": 20, "it": 15, "es": 15, "ja": 5},
}
WITH_WARNING, WITH_INFO = MOST["warning"], MOST["info"]
"""Shares of the listings that may have one: no rule is wiser than every maker."""


@cache
def report(file: Path) -> Report:
    """What all rules that are on by default say of a file."""
    store = file.stem.partition("-")[0]
    return check([file], store=store, language=LANGUAGES[file.stem], on=DAY)


def said(severity: str, files: Iterable[Path] = FILES) -> list[tuple[str, str, str]]:
    """(file, sku, line to read) of every finding of that severity."""
    return [
        (
            shown(file),
            one.sku,
            f"{shown(file)} {one.sku or 'the file'}: {one.code} {one.field} '{one.match}' {one.message}",
        )
        for file in files
        for one in report(file).findings
        if one.severity == severity
    ]


def told(lines: Iterable[tuple[str, str, str]]) -> str:
    """One finding a line, and how often each rule spoke."""
    lines = list(lines)
    counts = Counter(line.partition(": ")[2].split()[0] for _, _, line in lines)
    return "\n".join(["", *(line for _, _, line in lines), ", ".join(f"{n} x {code}" for code, n in counts.items())])


def listings(files: Iterable[Path] = FILES) -> int:
    """How many there are."""
    return sum(report(file).run.listings for file in files)


def shown(file: Path) -> str:
    """The file as it is told."""
    return file.relative_to(FOLDER).as_posix()


@pytest.mark.parametrize("name", SETS)
def test_there_are_enough_listings(name: str) -> None:
    """Every file is read in full, and every language has its listings."""
    counts: Counter[str] = Counter()
    for file in SETS[name]:
        run = report(file).run
        counts[LANGUAGES[file.stem]] += run.listings
        assert run.listings == sum(one.rows for one in run.inputs), file.name
    least = AT_LEAST[name]
    assert {language: counts[language] for language in least if counts[language] < least[language]} == {}


def test_no_two_listings_are_alike() -> None:
    """SKUs differ, and so do whole titles: a copied listing would count twice."""
    entries = [entry for file in FILES for entry in report(file).entries]
    assert len({entry.sku for entry in entries}) == len(entries)
    assert len({entry.title.casefold() for entry in entries}) == len(entries)


@pytest.mark.parametrize("file", FILES, ids=shown)
def test_no_error(file: Path) -> None:
    """Nothing is called an error."""
    lines = said("error", [file])
    assert not lines, told(lines)


@pytest.mark.parametrize("name", SETS)
def test_hardly_a_warning(name: str) -> None:
    """At most two listings in a hundred have a warning."""
    lines = said("warning", SETS[name])
    flagged = {line[:2] for line in lines}
    every = listings(SETS[name])
    assert len(flagged) <= WITH_WARNING * every, f"{len(flagged)} of {every} listings" + told(lines)


@pytest.mark.parametrize("name", SETS)
def test_few_infos(name: str) -> None:
    """At most one listing in ten has an info."""
    lines = said("info", SETS[name])
    flagged = {line[:2] for line in lines}
    every = listings(SETS[name])
    assert len(flagged) <= WITH_INFO * every, f"{len(flagged)} of {every} listings" + told(lines)
