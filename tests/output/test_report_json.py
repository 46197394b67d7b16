"""The report in JSON: what goes out comes back, and the schema describes it."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handmade_lint import output
from handmade_lint.finding import Edit, Finding, Fix, Location
from handmade_lint.report import (
    SCHEMA,
    Entry,
    ImageRef,
    Input,
    Report,
    RuleFacts,
    Run,
    Skipped,
    Unread,
    from_json,
    schema,
    to_json,
)
from handmade_lint.score import PARTS, Reason, Score

WORDS = st.text(max_size=12)
HOSTILE = st.sampled_from(
    ["\x1b[31m", "[red]x[/red]", "\u202egnp.exe", "a\nb", "\udc80", "=1+1", "🧶", "手作り", "\u2028", "\\\udcff"]
)
TEXTS = WORDS | HOSTILE
COUNTS = st.integers(0, 10**6)
CHANCES = st.none() | st.floats(0, 1)
RANGES = st.none() | st.tuples(st.floats(0, 1), st.floats(0, 1))
BANDS = st.sampled_from([None, "quiet", "look", "strong"])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXTS,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(WORDS, inner, max_size=2),
    max_leaves=4,
)
OBJECTS = st.dictionaries(WORDS, JSON, max_size=2)
CODES = ("TI-001", "IM-004", "FL-003")


def many(items: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    """A short tuple of them."""
    return st.lists(items, max_size=2).map(tuple)


LOCATIONS = st.builds(
    Location, TEXTS, COUNTS, TEXTS, st.none() | COUNTS, st.none() | COUNTS, st.none() | COUNTS, st.none() | TEXTS
)
FIXES = st.builds(Fix, many(st.builds(Edit, TEXTS, COUNTS, COUNTS, TEXTS)), st.booleans())
FINDINGS = st.builds(
    Finding,
    code=st.sampled_from(CODES),
    severity=st.sampled_from(["error", "warning", "info"]),
    sku=TEXTS,
    field=TEXTS,
    message=TEXTS,
    location=LOCATIONS,
    span=st.none() | st.tuples(COUNTS, COUNTS),
    match=TEXTS,
    before=TEXTS,
    after=TEXTS,
    confidence=st.floats(0, 1),
    evidence=OBJECTS,
    fix=st.none() | FIXES,
    image=st.none() | TEXTS,
    scope=st.sampled_from(["listing", "catalog", "file"]),
)
FINGERPRINTS = st.text("0123456789abcdef", min_size=16, max_size=16)
REASONS = st.builds(
    Reason, FINGERPRINTS, st.sampled_from(["quality", "mass_produced", "rights"]), TEXTS, st.floats(-100, 100), TEXTS
)
POINTS = st.integers(0, 100)


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    """One listing with its score."""
    sku = draw(TEXTS)
    parts = draw(st.fixed_dictionaries({part: st.none() | POINTS for part in PARTS}))
    score = Score(
        sku, draw(POINTS), parts, draw(CHANCES), draw(RANGES), draw(BANDS), draw(CHANCES), draw(many(REASONS))
    )
    images = draw(many(st.builds(ImageRef, TEXTS, TEXTS)))
    return Entry(sku, draw(TEXTS), draw(TEXTS), draw(TEXTS), draw(TEXTS), draw(COUNTS), score, images)


class Rows:
    """A table of which every listing has a row."""

    file, sheet, heading_row, headings = "", "", 1, ("sku",)

    def rows(self) -> Iterator[tuple[int, tuple[str, ...]]]:
        return ((number, (f"=\udc80\u202e{number}",)) for number in range(1, 9))


def facts(code: str) -> st.SearchStrategy[RuleFacts]:
    """What a report says of a rule."""
    return st.builds(
        RuleFacts,
        code=st.just(code),
        name=TEXTS,
        group=TEXTS,
        severity=st.sampled_from(["error", "warning", "info", "off"]),
        force=st.sampled_from(["published", "law", "advice", "ours"]),
        summary=TEXTS,
        reason=TEXTS,
        source=many(TEXTS),
        fixable=st.booleans(),
        advice=TEXTS,
    )


RUNS = st.builds(
    Run,
    version=TEXTS,
    guide=TEXTS,
    on=TEXTS,
    inputs=many(st.builds(Input, TEXTS, TEXTS, COUNTS, COUNTS, COUNTS, COUNTS, TEXTS, TEXTS, TEXTS)),
    stores=many(TEXTS),
    listings=COUNTS,
    images=COUNTS,
    seconds=st.floats(0, 1e6),
    settings=OBJECTS,
    skipped=many(st.builds(Skipped, TEXTS, TEXTS)),
    unread=many(st.builds(Unread, TEXTS, TEXTS)),
    partial=st.booleans(),
)
REPORTS = st.builds(
    Report, RUNS, many(entries()), many(FINDINGS), st.fixed_dictionaries({code: facts(code) for code in CODES})
)
SCHEMA_OF_REPORTS = jsonschema.Draft202012Validator(schema())


@given(REPORTS)
@settings(max_examples=60, deadline=None)
def test_round_trip_is_exact_and_valid(report: Report) -> None:
    stream = io.StringIO()
    output.write(report, "json", stream)
    stream.getvalue().encode("utf-8")
    raw = json.loads(stream.getvalue())
    SCHEMA_OF_REPORTS.validate(raw)
    assert from_json(raw) == report
    assert from_json(to_json(report)) == report


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "ascii", "utf-16"])
@given(report=REPORTS)
@settings(max_examples=25, deadline=None)
def test_no_report_breaks_a_stream(report: Report, encoding: str) -> None:
    for format in output.FORMATS:
        binary = io.BytesIO()
        stream = io.TextIOWrapper(binary, encoding=encoding, newline="")
        output.write(report, format, stream, **({"table": Rows()} if format == "rows" else {}))
        stream.flush()
        text = binary.getvalue().decode(encoding)
        if format == "json":
            assert from_json(json.loads(text)) == report
        if format == "terminal":
            shown = text.replace("\n", "").replace("\xa0", " ").replace("\u3000", " ")
            assert not any(char in shown for char in "\x1b\u202e\u2028\x00\r\t\x85\u200b")


def test_schema_is_sound() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())
    assert schema()["properties"]["schema"]["const"] == SCHEMA


def test_schema_allows_nothing_more(report: Report) -> None:
    raw = to_json(report)
    SCHEMA_OF_REPORTS.validate(raw)
    raw["findings"][0]["verdict"] = "fake"
    assert not SCHEMA_OF_REPORTS.is_valid(raw)


@pytest.mark.parametrize("raw", [None, [], {}, {"schema": "handmade-lint/report/2"}])
def test_another_file_is_refused(raw: Any) -> None:
    with pytest.raises(ValueError, match="handmade-lint/report/1"):
        from_json(raw)


def test_a_broken_report_is_refused(report: Report) -> None:
    raw = to_json(report)
    del raw["findings"][0]["span"]
    with pytest.raises(ValueError, match=r"not whole.*span"):
        from_json(raw)
