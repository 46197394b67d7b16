"""A rule's own cases: each bad one is found, each good one is not, each cured one is silent; and nothing is missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from .finding import Finding
from .judge import Judge, Plan, complete
from .kept import Keeper, Kept
from .listing import Listing
from .rule import Case, Rule

CASES = 2
"""Bad cases, and good ones, that a rule has at least."""


def judged(rule: Rule, case: Case, on: date, listings: Sequence[Listing] | None = None) -> list[Finding]:
    """What a rule says of a case (or of other listings in its place), through the pipeline's own judge.

    Args:
        rule: the rule.
        case: one of its cases.
        on: day on which a case is judged that names none.
        listings: instead of the case's own.
    """
    told = {key: value for row in case.rows for key, value in row.items() if key.startswith("seller.")}
    plan = Plan({rule.code: rule}, date.fromisoformat(case.on) if case.on else on, seller=told)
    judge = Judge(plan)
    there = [complete(one, plan) for one in listings or case.listings(rule)]
    if rule.subject == "catalog":
        kept = Kept([rule], plan.seller)
        kept.add(Keeper([rule]).keep(there))
        return [finding for _, finding in kept.findings(judge)]
    if rule.subject == "seller":
        return judge.on_seller(rule, [one.store for one in there])
    return [finding for one in there for finding in judge(one)[0]]


def mended(listing: Listing, findings: Sequence[Finding]) -> Listing:
    """A listing after every fix of its findings, made from the back of each text."""
    texts = dict(listing.texts)
    edits = [edit for one in findings if one.fix for edit in one.fix.edits]
    for edit in sorted(edits, key=lambda edit: -edit.start):
        value = texts.get(edit.field, "")
        texts[edit.field] = value[: edit.start] + edit.text + value[edit.end :]
    return replace(listing, texts=texts)


def faults(rule: Rule, on: date) -> Iterator[str]:
    """What is wrong with a rule, in sentences; nothing where it is sound."""
    if not rule.summary.endswith("."):
        yield "the first line of its documentation should be a sentence: what is wrong, with a full stop"
    for word, value in (("reason (the documentation after its first line)", rule.reason), ("source", rule.source)):
        if not value or not all(value):
            yield f"it has no {word}"
    if not rule.advice:
        yield "it has no advice: say what to do"
    for word, cases in (("bad", rule.bad), ("good", rule.good)):
        if len(cases) < CASES:
            yield f"it has {len(cases)} {word} case{'' if len(cases) == 1 else 's'}; {CASES} are the least"
    offers = False
    for case in rule.bad:
        found = judged(rule, case, on)
        offers = offers or any(one.fix for one in found)
        yield from _of_bad(rule, case, on, found)
    for case in rule.good:
        for finding in judged(rule, case, on):
            yield f"a good case is found: {_shown(case)}: {finding.message}"
    if offers and not rule.fixable:
        yield "it offers a fix, but no bad case shows the cure"
    if rule.fixable and not offers:
        yield "a bad case shows a cure, but it offers no fix"


def _of_bad(rule: Rule, case: Case, on: date, found: Sequence[Finding]) -> Iterator[str]:
    if not all(rule.holds_for(one.store) for one in case.listings(rule)):
        yield f"a bad case is of a store that the rule is silent on: {_shown(case)}"
        return
    if not found:
        yield f"a bad case is not found: {_shown(case)}"
    for finding in found:
        if "this rule failed" in finding.message:
            yield f"it fails on {_shown(case)}: {finding.message}"
        if finding.span is not None and not finding.match:
            yield f"a span holds no words: {_shown(case)}: {finding.message}"
    if case.cure is None or not found:
        return
    (listing,) = case.listings(rule)
    cured = mended(listing, found)
    for field, text in case.cure.items():
        if cured.get(field) != text:
            yield f"a fix leads to '{cured.get(field)}', not to the cure '{text}'"
    if left := judged(rule, case, on, [cured]):
        yield f"a cured case is found again: {_shown(case)}: {left[0].message}"


def _shown(case: Case) -> str:
    first = ", ".join(f"{key}: {value!r}" for key, value in case.rows[0].items())
    return first[:200] + (f" and {len(case.rows) - 1} rows more" if len(case.rows) > 1 else "")
