"""Every rule's own cases: bad is found, good is silent, cured is silent; and no rule lacks words, source or cases."""

from __future__ import annotations

import io
from datetime import date

import pytest

from handmade_lint.album.columns import KNOWN
from handmade_lint.catalogs.fields import FIELDS
from handmade_lint.finding import FORCES, SEVERITIES, Finding
from handmade_lint.judge import MAIN
from handmade_lint.listing import Listing
from handmade_lint.proving import judged, mended
from handmade_lint.rule import Case, Rule
from handmade_lint.rules import load
from handmade_lint.run import check

TODAY = date(2026, 11, 23)
RULES = load()
BAD = [pytest.param(rule, case, id=f"{rule.code}-{n}") for rule in RULES.values() for n, case in enumerate(rule.bad)]
GOOD = [pytest.param(rule, case, id=f"{rule.code}-{n}") for rule in RULES.values() for n, case in enumerate(rule.good)]


def judge(rule: Rule, case: Case, listings: list[Listing] | None = None) -> list[Finding]:
    """What one rule says of one case, through the pipeline's own judge."""
    if rule.subject == "fault":
        row = case.rows[0]
        content = bytes.fromhex(row["hex"]) if "hex" in row else row["file"].encode("utf-8")
        report = check(["-"], stdin=io.BytesIO(content), on=TODAY.isoformat())
        return [finding for finding in report.findings if finding.code == rule.code]
    if rule.subject in ("text", "listing"):
        assert all(rule.holds_for(one.store) for one in case.listings(rule)), "the rule is silent on the case's store"
    found = judged(rule, case, TODAY, listings)
    assert not [one for one in found if "this rule failed" in one.message], found
    return found


@pytest.mark.parametrize(("rule", "case"), BAD)
def test_bad_is_found(rule: Rule, case: Case) -> None:
    """Each bad case is found, its spans lie in the text, and its fixes lead to the cure."""
    found = judge(rule, case)
    assert found
    for one in found:
        if one.span is not None:
            assert one.match, "a span must hold words"
    if case.cure is not None:
        (listing,) = case.listings(rule)
        cured = mended(listing, found)
        for field, text in case.cure.items():
            assert cured.get(field) == text
        assert not judge(rule, case, [cured])


@pytest.mark.parametrize(("rule", "case"), GOOD)
def test_good_is_silent(rule: Rule, case: Case) -> None:
    """No good case is flagged."""
    assert not judge(rule, case)


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES.keys())
def test_rule_is_complete(rule: Rule) -> None:
    """Every rule has a summary, a reason, a source and both kinds of case, at least two of each."""
    assert rule.summary.endswith(".")
    assert rule.reason
    assert rule.source
    assert all(rule.source)
    assert len(rule.bad) >= 2
    assert len(rule.good) >= 2
    assert rule.severity in SEVERITIES
    assert rule.force in FORCES
    assert rule.advice, "say what to do"


@pytest.mark.parametrize(
    "rule", [rule for rule in RULES.values() if rule.subject == "images"], ids=lambda rule: rule.code
)
def test_rules_on_pictures_read_columns_that_something_measures(rule: Rule) -> None:
    """Each name is a column or a field of a listing; cases name no column that is not read, and each column is used."""
    assert set(rule.reads) & set(KNOWN)
    assert set(rule.reads) <= KNOWN.keys() | FIELDS
    told = {name for case in (*rule.bad, *rule.good) for row in case.rows for name in row}
    assert told & set(KNOWN) <= set(rule.reads)


def test_rules_on_the_catalogue_read_columns_of_main_pictures() -> None:
    read = {name.removeprefix(MAIN) for rule in RULES.values() for name in rule.reads if name.startswith(MAIN)}
    assert read
    assert read <= KNOWN.keys()


def test_fixable_rules_fix() -> None:
    """A rule whose case shows a cure offers a fix, and none offers a fix that no case shows."""
    for rule in RULES.values():
        offers = any(one.fix for case in rule.bad for one in judge(rule, case))
        assert rule.fixable == offers, rule.code
