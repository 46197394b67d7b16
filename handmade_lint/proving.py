"""A rule's own cases: each bad one is found, each good one is not, each cured one is silent; and nothing is missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from .finding import Finding
from .judge import Judge, Plan, complete
from .kept import Keeper, Kept
from .listing import ImageRef, Listing
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
    if rule.subject == "images":
        ours, owners, refs, columns = _pictures(rule, case)
        return [one for _, one in judge.on_images([complete(one, plan) for one in ours], owners, refs, columns)]
    there = [complete(one, plan) for one in listings or case.listings(rule)]
    if rule.subject == "catalog":
        kept = Kept([rule], plan.seller, plan.settings)
        kept.add(Keeper([rule]).keep(there))
        return [finding for _, finding in kept.findings(judge)]
    if rule.subject == "seller":
        return judge.on_seller(rule, [one.store for one in there])
    return [finding for one in there for finding in judge(one)[0]]


def _pictures(rule: Rule, case: Case) -> tuple[list[Listing], list[int], list[ImageRef], dict[str, Any]]:
    """The pictures that the rows of a case are: listings, whose each picture is, addresses, and columns."""
    from .album.columns import KNOWN, for_rules, unmeasured

    columns = unmeasured([name for name in rule.reads if name in KNOWN], len(case.rows))
    listings: list[Listing] = []
    owners: list[int] = []
    refs: list[ImageRef] = []
    for number, row in enumerate(case.rows):
        told = {key: value for key, value in row.items() if key not in (*KNOWN, "role", "uri")}
        (listing,) = replace(case, rows=({"sku": "CASE", **told},)).listings(rule)
        if not listings or listings[-1].sku != listing.sku:
            listings.append(listing)
        others = owners.count(len(listings) - 1)
        owners.append(len(listings) - 1)
        refs.append(ImageRef(row.get("uri", f"{number}.jpg"), row.get("role", f"other.{others}" if others else "main")))
        for name, value in row.items():
            if name in KNOWN:
                hashed = KNOWN[name].shape and isinstance(value, str)
                columns[name][number] = list(bytes.fromhex(value)) if hashed else value
    return listings, owners, refs, for_rules(columns)


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
