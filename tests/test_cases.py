"""Every rule's own cases: bad is found, good is silent, cured is silent; and no rule lacks words, source or cases."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import pytest

from handmade_lint.finding import FORCES, SEVERITIES, Finding
from handmade_lint.judge import Judge, Plan, complete
from handmade_lint.kept import Keeper, Kept
from handmade_lint.listing import Listing
from handmade_lint.rule import Case, Rule
from handmade_lint.rules import load

TODAY = date(2026, 11, 23)
RULES = load()
BAD = [pytest.param(rule, case, id=f"{rule.code}-{n}") for rule in RULES.values() for n, case in enumerate(rule.bad)]
GOOD = [pytest.param(rule, case, id=f"{rule.code}-{n}") for rule in RULES.values() for n, case in enumerate(rule.good)]


def judge(rule: Rule, case: Case, listings: list[Listing] | None = None) -> list[Finding]:
    """What one rule says of one case, through the pipeline's own judge."""
    if rule.subject == "fault":
        from handmade_lint.run import check

        row = case.rows[0]
        content = bytes.fromhex(row["hex"]) if "hex" in row else row["file"].encode("utf-8")
        report = check(["-"], stdin=io.BytesIO(content), on=TODAY.isoformat())
        return [finding for finding in report.findings if finding.code == rule.code]
    told = {key: value for row in case.rows for key, value in row.items() if key.startswith("seller.")}
    plan = Plan({rule.code: rule}, date.fromisoformat(case.on) if case.on else TODAY, seller=told)
    judge = Judge(plan)
    listings = [complete(one, plan) for one in listings or case.listings(rule)]
    if rule.subject == "catalog":
        kept = Kept([rule], plan.seller)
        kept.add(Keeper([rule]).keep(listings))
        found = [finding for _, finding in kept.findings(judge)]
    elif rule.subject == "seller":
        found = judge.on_seller(rule, [one.store for one in listings])
    else:
        assert all(rule.holds_for(one.store) for one in listings), "the case is of a store that the rule is silent on"
        found = [finding for one in listings for finding in judge(one)[0]]
    assert not [one for one in found if "this rule failed" in one.message], found
    return list(found)


def mend(listing: Listing, findings: list[Finding]) -> Listing:
    """Apply every fix of the findings, from the back of each text."""
    edits = [edit for one in findings if one.fix for edit in one.fix.edits]
    texts = dict(listing.texts)
    for edit in sorted(edits, key=lambda edit: -edit.start):
        value = texts[edit.field]
        texts[edit.field] = value[: edit.start] + edit.text + value[edit.end :]
    return replace(listing, texts=texts)


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
        mended = mend(listing, found)
        for field, text in case.cure.items():
            assert mended.get(field) == text
        assert not judge(rule, case, [mended])


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


def test_fixable_rules_fix() -> None:
    """A rule whose case shows a cure offers a fix, and none offers a fix that no case shows."""
    for rule in RULES.values():
        offers = any(one.fix for case in rule.bad for one in judge(rule, case))
        assert rule.fixable == offers, rule.code
