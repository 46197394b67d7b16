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

from handmade_lint.report import Report
from handmade_lint.run import check

FOLDER = Path(__file__).parents[1] / "fixtures" / "quiet"
FILES = sorted(FOLDER.glob("*.csv"))
LANGUAGES = {
    "amazon.com": "en",
    "amazon.co.uk": "en",
    "amazon.fr": "fr",
    "amazon.ca": "fr",
    "amazon.com.be": "fr",
    "amazon.de": "de",
    "amazon.it": "it",
    "amazon.es": "es",
    "amazon.co.jp": "ja",
    "etsy-en": "en",
    "etsy-fr": "fr",
}
"""By the name of the file, which is the store's."""

AT_LEAST = {"en": 50, "fr": 60, "de": 40, "it": 35, "es": 35, "ja": 20}
WITH_WARNING, WITH_INFO = 0.02, 0.10
"""Shares of the listings that may have one: no rule is wiser than every maker."""

DAY = "2026-11-23"


@cache
def report(file: Path) -> Report:
    """What all rules that are on by default say of a file."""
    store = file.stem.partition("-")[0]
    return check([file], store=store, language=LANGUAGES[file.stem], on=DAY)


def said(severity: str) -> list[tuple[str, str, str]]:
    """(file, sku, line to read) of every finding of that severity."""
    return [
        (
            file.name,
            one.sku,
            f"{file.name} {one.sku or 'the file'}: {one.code} {one.field} '{one.match}' {one.message}",
        )
        for file in FILES
        for one in report(file).findings
        if one.severity == severity
    ]


def told(lines: Iterable[tuple[str, str, str]]) -> str:
    """One finding a line, and how often each rule spoke."""
    lines = list(lines)
    counts = Counter(line.partition(": ")[2].split()[0] for _, _, line in lines)
    return "\n".join(["", *(line for _, _, line in lines), ", ".join(f"{n} x {code}" for code, n in counts.items())])


def listings() -> int:
    """How many there are."""
    return sum(report(file).run.listings for file in FILES)


def test_there_are_enough_listings() -> None:
    """Every file is read in full, and every language has its listings."""
    counts: Counter[str] = Counter()
    for file in FILES:
        run = report(file).run
        counts[LANGUAGES[file.stem]] += run.listings
        assert run.listings == sum(one.rows for one in run.inputs), file.name
    assert {language: counts[language] for language in AT_LEAST if counts[language] < AT_LEAST[language]} == {}


def test_no_two_listings_are_alike() -> None:
    """SKUs differ, and so do whole titles: a copied listing would count twice."""
    entries = [entry for file in FILES for entry in report(file).entries]
    assert len({entry.sku for entry in entries}) == len(entries)
    assert len({entry.title.casefold() for entry in entries}) == len(entries)


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.stem))
def test_no_error(file: Path) -> None:
    """Nothing is called an error."""
    lines = [line for line in said("error") if line[0] == file.name]
    assert not lines, told(lines)


def test_hardly_a_warning() -> None:
    """At most two listings in a hundred have a warning."""
    lines = said("warning")
    flagged = {line[:2] for line in lines}
    assert len(flagged) <= WITH_WARNING * listings(), f"{len(flagged)} of {listings()} listings" + told(lines)


def test_few_infos() -> None:
    """At most one listing in ten has an info."""
    lines = said("info")
    flagged = {line[:2] for line in lines}
    assert len(flagged) <= WITH_INFO * listings(), f"{len(flagged)} of {listings()} listings" + told(lines)
