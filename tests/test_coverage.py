"""docs/coverage.md tells of every id of the guide what became of it, and the rules agree with the guide."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from handmade_lint.listing import HANDMADE_STORES, STORE_LANGUAGES
from handmade_lint.rule import Rule
from tests.test_cases import judge
from tools import coverage as tool

COVERAGE = tool.read()
RULES = COVERAGE.rules
GUIDE = Path(__file__).parents[2] / "shared" / "guide" / "RULES.md"
RANK = {"off": 0, "info": 1, "warning": 2, "error": 3}
FORCES = {"H": "published", "L": "law", "R": "advice", "X": "ours"}
EVERY = frozenset(STORE_LANGUAGES)
AMAZON = frozenset(store for store in EVERY if store.startswith("amazon."))
EUROPE = frozenset({"de", "fr", "it", "es", "nl", "se", "pl", "com.be", "ie"})
TOPS = {"US": "com", "CA": "ca", "MX": "com.mx", "UK": "co.uk", "JP": "co.jp", "TR": "com.tr"}


def test_the_page_is_fresh() -> None:
    assert tool.PAGE.read_text("utf-8") == tool.page(COVERAGE), "make coverage"


def test_check_says_whether_the_page_is_stale(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tool, "PAGE", tmp_path / "coverage.md")
    assert tool.main(["--check"]) == 1
    assert tool.main([]) == 0
    assert tool.main(["--check"]) == 0
    assert tool.main(["--chekc"]) == 2


def test_every_id_is_covered_once() -> None:
    listed = [*RULES, *COVERAGE.rows]
    assert not [id for id, times in Counter(listed).items() if times > 1], "both built and listed"
    assert not set(COVERAGE.ids) - set(listed), "nothing is said of these"
    assert not set(COVERAGE.rows) - set(COVERAGE.ids), "the guide does not know these"
    text = tool.PAGE.read_text("utf-8")
    rows = re.findall(r"^\| ([A-Z]{2}-\d{3}) \| .+ \| (?:built|part|pictures|left out)\b.* \|$", text, re.MULTILINE)
    assert rows == COVERAGE.ids


@pytest.mark.parametrize("id", COVERAGE.rows)
def test_what_is_not_built_says_why(id: str) -> None:
    row = COVERAGE.rows[id]
    assert row.status in tool.NOT_BUILT
    assert row.what.endswith(".")
    assert bool(row.of) == (row.status == "part")
    assert set(row.of) <= set(RULES) - {id}
    assert row.note or row.status == "pictures"


def test_signs_of_bought_in_goods_are_no_errors() -> None:
    """Such rows rest on guesses about the seller; MP-025 reads a declared column."""
    assert [rule.code for rule in RULES.values() if rule.code[:2] == "MP" and rule.severity == "error"] == ["MP-025"]


# What follows needs the guide itself, which is not part of the repository.


def guide() -> dict[str, dict[str, str]]:
    """The rows of the guide by id."""
    heads = ("no", "id", "scope", "rule", "threshold", "force", "severity", "locales", "source", "check")
    lines = GUIDE.read_text("utf-8").splitlines() if GUIDE.exists() else []
    rows = [
        [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:11]]
        for line in lines
        if re.match(r"\| \d+ \| [A-Z]{2}-\d", line)
    ]
    return {row[1]: dict(zip(heads, row, strict=True)) for row in rows}


ROWS = guide()
needs_guide = pytest.mark.skipif(not ROWS, reason="the guide is not beside the repository (../shared/guide/RULES.md)")
BUILT = [code for code in RULES if code in ROWS] if ROWS else ["HM-001"]


@needs_guide
def test_ids_are_those_of_the_guide() -> None:
    assert sorted(COVERAGE.ids) == sorted(ROWS)


@needs_guide
@pytest.mark.parametrize("code", BUILT)
def test_force_is_that_of_the_guide(code: str) -> None:
    assert RULES[code].force == FORCES[ROWS[code]["force"]]


@needs_guide
@pytest.mark.parametrize("code", BUILT)
def test_no_rule_is_graver_than_the_guide_proposes(code: str) -> None:
    """Neither the rule nor any remark on its cases; where it is milder, the data file says so."""
    rule, proposed = RULES[code], ROWS[code]["severity"]
    said = [rule.severity] + [one.severity for case in rule.bad for one in judge(rule, case)]
    most = "error" if "error when" in ROWS[code]["check"] else proposed
    assert most == "off" or max(RANK[severity] for severity in said) <= RANK[most]
    told = [one.severity for one in COVERAGE.differences if one.id == code and one.severity]
    assert told == ([] if rule.severity == proposed else [proposed])


@needs_guide
def test_heuristics_are_no_errors() -> None:
    ours = [code for code in BUILT if RULES[code].severity == "error" and ROWS[code]["force"] == "X"]
    assert ours == ["IM-036", "MP-025"], "a picture that is not there, and a declared column, are facts"


@needs_guide
@pytest.mark.parametrize("code", BUILT)
def test_stores_are_those_of_the_guide(code: str) -> None:
    """A rule speaks of no store beyond the row's, unless the data file says why."""
    beyond = speaks_in(RULES[code]) - meant(ROWS[code]["locales"])
    told = [one for one in COVERAGE.differences if one.id == code and one.stores]
    assert bool(beyond) == bool(told), sorted(beyond)


def speaks_in(rule: Rule) -> frozenset[str]:
    return frozenset(store for store in EVERY if rule.holds_for(store))


def meant(locales: str) -> frozenset[str]:
    """Stores that a row's cell of locales means."""
    stores: set[str] = set()
    if "Etsy" in locales:
        stores.add("etsy")
    if "->Amazon" in locales or "HM8" in locales:
        stores |= set(HANDMADE_STORES)
    if locales == "Google":
        stores.add("google")
    if locales == "JP sites":
        stores |= {"minne", "creema"}
    if re.match(r"all\b|as TI-001|en$", locales) or re.search(r"\+|\(apply|for all|others", locales):
        stores |= AMAZON
    for country in re.findall(r"\b[A-Z]{2}\b", locales):
        stores |= {f"amazon.{top}" for top in (EUROPE if country == "EU" else {TOPS.get(country, country.lower())})}
    return frozenset(stores)
