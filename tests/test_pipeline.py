"""The pipeline's promises: a rule that fails is a finding, languages are filled in, catalogue rules see all rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from handmade_lint.finding import Fault, Finding, Location
from handmade_lint.judge import Plan
from handmade_lint.listing import Listing, Origin, Segment
from handmade_lint.pipeline import lint
from handmade_lint.rule import Catalog, Findings, Remark, Rule, Text
from handmade_lint.score import weigh


@dataclass
class Rows:
    """Listings as a catalogue would yield them."""

    items: list[Listing | Fault]
    file: str = "rows.csv"
    template: str = "plain"
    encoding: str = "utf-8"
    separator: str = ","
    sheet: str = ""
    rows: int = 0
    listings: int = field(default=0)

    refused: int = 0
    blank: int = 0

    @property
    def reader(self) -> Rows:
        return self

    def opening(self) -> list[Fault]:
        return []

    def batches(self) -> Iterator[Sequence[Listing | Fault]]:
        yield self.items[:1]
        yield self.items[1:]

    def read(self, batch: Sequence[Listing | Fault]) -> Rows:
        return Rows(list(batch), rows=len(batch))

    def count(self, rows: int, refused: int, blank: int, listings: int) -> None:
        self.rows += rows
        self.listings += listings


def make(check: object, subject: str = "text", reads: tuple[str, ...] = ("title",)) -> Rule:
    """A rule made for a test."""
    return Rule(
        "XX-001",
        "made-up",
        "titles",
        "error",
        "ours",
        reads,
        subject,  # type: ignore[arg-type]
        "Sum.\n\nWhy.",
        ("here",),
        check=check,  # type: ignore[arg-type]
    )


def run(rule: Rule, *listings: Listing | Fault) -> Sequence[Finding]:
    """Findings of one rule on some listings."""
    return lint([Rows(list(listings))], Plan({rule.code: rule}, date(2026, 11, 23))).findings


def test_a_failing_rule_is_a_finding_and_the_run_goes_on() -> None:
    """A rule that raises says so on that listing and stays with the others; the score is not touched."""

    def check(title: Text) -> Findings:
        if title.value == "boom":
            raise ZeroDivisionError("no")
        yield title.finding("seen")

    rule = make(check)
    report = lint(
        [Rows([Listing("A", {"title": "boom"}), Listing("B", {"title": "fine"})])],
        Plan({rule.code: rule}, date(2026, 11, 23)),
    )
    failed, seen = report.findings
    assert "ZeroDivisionError" in failed.message
    assert (failed.sku, failed.severity, seen.sku, seen.message) == ("A", "warning", "B", "seen")
    assert report.entries[0].score.quality == 100


def test_spans_map_back_into_the_cell() -> None:
    """A span of a text made from HTML is reported in the cell's own characters."""
    cell = "<b>Oak &amp; ash</b>"
    segments = (Segment(0, 4, 3, 7), Segment(4, 5, 7, 12), Segment(5, 9, 12, 16))
    origin = Origin("f.csv", 2, "Body", 1, 2, segments=segments)
    listing = Listing("A", {"title": "Oak & ash"}, cells={"title": origin})

    def check(title: Text) -> Findings:
        yield title.finding("and", (4, 5))
        yield title.finding("ash", (6, 9))

    first, second = run(make(check), listing)
    assert cell[first.location.start : first.location.end] == "&amp;"
    assert cell[second.location.start : second.location.end] == "ash"


def test_catalogue_rules_see_all_rows_and_weigh_nothing() -> None:
    """A rule on the catalogue gets every listing; what it finds leaves the quality score alone."""

    def check(catalog: Catalog) -> Findings:
        for listing in catalog:
            yield Remark(f"one of {len(catalog)}", "title", listing=listing)

    rule = make(check, "catalog")
    rows = Rows([Listing("A", {"title": "a"}), Listing("B", {"title": "b"})])
    report = lint([rows], Plan({rule.code: rule}, date(2026, 11, 23)))
    assert [finding.message for finding in report.findings] == ["one of 2", "one of 2"]
    assert [entry.score.quality for entry in report.entries] == [100, 100]


def test_language_is_filled_in() -> None:
    """A store with one language gives it; elsewhere the words decide."""
    rows = Rows(
        [
            Listing("A", {"title": "x"}, store="amazon.fr"),
            Listing("B", {"title": "Bol en chêne tourné à la main pour le pain et les fruits"}, store="etsy"),
        ]
    )
    report = lint([rows], Plan({}, date(2026, 11, 23)))
    assert [entry.language for entry in report.entries] == ["fr", "fr"]


def test_rules_that_lack_the_seller_are_skipped_aloud() -> None:
    """A rule whose first field is the seller's to tell is left out with the reason."""

    def check(catalog: Catalog) -> Findings:
        yield Remark("never")

    rule = make(check, "catalog", ("seller.sku_history", "sku"))
    report = lint([Rows([Listing("A", {"title": "a"})])], Plan({rule.code: rule}, date(2026, 11, 23)))
    assert not report.findings
    assert report.run.skipped[0].rule == "XX-001"
    assert "sku_history" in report.run.skipped[0].why
    told = Plan({rule.code: rule}, date(2026, 11, 23), seller={"seller.sku_history": "A"})
    assert lint([Rows([Listing("A", {"title": "a"})])], told).findings


SEVERITY = st.sampled_from(["error", "warning", "info"])
FIELD = st.sampled_from(["title", "bullet.1", "description", "keywords", "brand", ""])


@given(st.lists(st.tuples(st.sampled_from(["TI-001", "BU-005", "DS-002"]), SEVERITY, FIELD), max_size=12))
def test_a_score_can_be_taken_apart(made: list[tuple[str, str, str]]) -> None:
    """Quality is 100 less the reasons' weights, never below 0; a further finding never raises it."""
    findings = [
        Finding(code, severity, "A", name, "m", Location("f", 1), match=str(number))  # type: ignore[arg-type]
        for number, (code, severity, name) in enumerate(made)
    ]
    score = weigh("A", findings, ["title"])
    assert abs(score.quality - max(0, 100 + sum(reason.weight for reason in score.reasons))) <= 1
    for part, points in score.parts.items():
        lost = sum(reason.weight for reason in score.reasons if reason.part == part)
        assert (points is None and lost == 0) or abs((points or 0) - max(0, 100 + lost)) <= 1
    assert weigh("A", list(reversed(findings)), ["title"]) == score
    assert weigh("A", findings[:-1], ["title"]).quality >= score.quality


def test_a_fingerprint_survives_a_moved_row() -> None:
    """The row, the message and the file do not enter; code, SKU, field and words do."""
    one = Finding("TI-001", "error", "A", "title", "long", Location("f.csv", 2), match="words")
    moved = Finding("TI-001", "error", "A", "title", "too long", Location("g.csv", 9), match="words")
    other = Finding("TI-001", "error", "A", "title", "long", Location("f.csv", 2), match="other words")
    assert one.fingerprint == moved.fingerprint != other.fingerprint
