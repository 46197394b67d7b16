"""What to mend first: the order of repairs, and what each is said to bring."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from pytest import approx

from handmade_lint.finding import Finding, Location
from handmade_lint.repairs import repairs
from handmade_lint.report import Entry
from handmade_lint.score import weigh


def listing(sku: str, *codes: tuple[str, str]) -> tuple[Entry, list[Finding]]:
    """A listing with a finding on its title of each code and severity."""
    found = [
        Finding(code, severity, sku, "title", f"{code} {number}", Location("a.csv", 2), match=str(number))  # type: ignore[arg-type]
        for number, (code, severity) in enumerate(codes)
    ]
    return Entry(sku, sku, "amazon.fr", "fr", "a.csv", 2, weigh(sku, found, ["title"])), found


def test_the_repair_that_lifts_most_goes_first() -> None:
    groups = [
        listing("A", ("TI-001", "error"), ("TI-002", "warning")),
        listing("B", ("TI-002", "warning")),
        listing("C", ("TI-002", "warning"), ("TI-003", "info")),
        listing("D"),
    ]
    first, second, third = repairs(groups)
    assert (first.code, first.listings, first.findings) == ("TI-001", 1, 1)
    assert (second.code, second.listings) == ("TI-002", 3)
    assert third.code == "TI-003"
    assert [first.before, first.after, second.after, third.after] == [90.25, 95.25, 99.75, 100]


def test_a_repair_that_many_listings_need_goes_before_a_graver_one_of_few() -> None:
    groups = [listing("A", ("TI-001", "error")), *(listing(str(n), ("TI-002", "warning")) for n in range(4))]
    assert [one.code for one in repairs(groups)] == ["TI-002", "TI-001"]


def test_a_finding_under_the_floor_counts_once_the_others_are_mended() -> None:
    drowned = listing("A", *((f"TI-00{n}", "error") for n in range(1, 8)))
    found = repairs([drowned], limit=9)
    assert [round(one.after) for one in found] == [0, 0, 20, 40, 60, 80, 100]


def test_catalogue_findings_and_findings_of_no_listing_bring_nothing() -> None:
    entry, found = listing("A")
    other = Finding("CA-002", "warning", "A", "title", "twice", Location("a.csv", 2), scope="catalog")
    assert repairs([(entry, [*found, other]), (None, [other])]) == []


CODES = st.tuples(st.sampled_from(["TI-001", "TI-002", "TI-003"]), st.sampled_from(["error", "warning", "info"]))


@given(st.lists(st.lists(CODES, max_size=9), max_size=6))
def test_repairs_follow_each_other_up_to_the_full_score(kinds: list[list[tuple[str, str]]]) -> None:
    groups = [listing(str(number), *codes) for number, codes in enumerate(kinds)]
    found = repairs(groups, limit=99)
    assert {one.code for one in found} == {code for codes in kinds for code, _ in codes}
    assert all(one.before <= one.after for one in found)
    assert all(one.after == other.before for one, other in pairwise(found))
    assert not found or found[-1].after == approx(100, abs=0.1)
