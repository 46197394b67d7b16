"""Every rule's own cases: bad is found, good is silent, cured is silent; and no rule lacks words, source or cases."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import pytest

from handmade_lint.album.columns import KNOWN, Columns, for_rules, unmeasured
from handmade_lint.catalogs.fields import FIELDS
from handmade_lint.finding import FORCES, SEVERITIES, Fault, Finding
from handmade_lint.judge import MAIN, Judge, Plan, complete
from handmade_lint.kept import Keeper, Kept
from handmade_lint.listing import ImageRef, Listing
from handmade_lint.rule import Case, Rule
from handmade_lint.rules import load

TODAY = date(2026, 11, 23)
RULES = load()
BAD = [pytest.param(rule, case, id=f"{rule.code}-{n}") for rule in RULES.values() for n, case in enumerate(rule.bad)]
GOOD = [pytest.param(rule, case, id=f"{rule.code}-{n}") for rule in RULES.values() for n, case in enumerate(rule.good)]


def pictures(rule: Rule, case: Case) -> tuple[list[Listing], list[int], list[ImageRef], Columns]:
    """The pictures that the rows of a case are: listings, whose each picture is, addresses, and columns."""
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


def judge(rule: Rule, case: Case, listings: list[Listing] | None = None) -> list[Finding | Fault]:
    """What one rule says of one case, through the pipeline's own judge."""
    if rule.subject == "fault":
        from handmade_lint.catalogs import open_catalog

        row = case.rows[0]
        content = bytes.fromhex(row["hex"]) if "hex" in row else row["file"].encode("utf-8")
        tables = open_catalog(io.BytesIO(content), name="case")
        return [item for table in tables for item in table if isinstance(item, Fault) and item.code == rule.code]
    told = {key: value for row in case.rows for key, value in row.items() if key.startswith("seller.")}
    plan = Plan({rule.code: rule}, date.fromisoformat(case.on) if case.on else TODAY, seller=told)
    judge = Judge(plan)
    listings = [complete(one, plan) for one in listings or case.listings(rule)]
    if rule.subject == "images":
        ours, owners, refs, columns = pictures(rule, case)
        assert all(rule.holds_for(one.store) for one in ours), "the case is of a store that the rule is silent on"
        found = [one for _, one in judge.on_images([complete(one, plan) for one in ours], owners, refs, columns)]
    elif rule.subject == "catalog":
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


def mend(listing: Listing, findings: list[Finding | Fault]) -> Listing:
    """Apply every fix of the findings, from the back of each text."""
    edits = [edit for one in findings if isinstance(one, Finding) and one.fix for edit in one.fix.edits]
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
        if isinstance(one, Finding) and one.span is not None:
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
        offers = any(isinstance(one, Finding) and one.fix for case in rule.bad for one in judge(rule, case))
        assert rule.fixable == offers, rule.code
