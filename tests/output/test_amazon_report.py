"""Amazon's listings feed processing report: its layout, its counts, and what is predicted."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from typing import Any

import jsonschema
import pytest

from handmade_lint import output
from handmade_lint.output.amazon import ACTIONS, attribute, category, predicted
from handmade_lint.report import Report
from handmade_lint.rules import load

COUNT = {"type": "integer", "minimum": 0}
WORDS = {"type": "string", "minLength": 1}
LAYOUT = {
    "type": "object",
    "required": ["header", "issues", "summary"],
    "properties": {
        "header": {
            "required": ["sellerId", "version", "feedId"],
            "properties": {"sellerId": WORDS, "version": {"const": "2.0"}, "feedId": WORDS},
        },
        "issues": {
            "type": "array",
            "items": {
                "required": ["severity", "message"],
                "properties": {
                    "messageId": {"type": "integer", "minimum": 1},
                    "sku": WORDS,
                    "code": WORDS,
                    "severity": {"enum": ["ERROR", "WARNING", "INFO"]},
                    "message": WORDS,
                    "attributeName": WORDS,
                },
            },
        },
        "summary": {
            "required": ["errors", "warnings", "messagesProcessed", "messagesAccepted", "messagesInvalid"],
            "additionalProperties": COUNT,
        },
    },
}
"""What we know of version 2 of the report's layout; `make validate` asks Amazon's own schema."""

CATEGORIES = {
    "INVALID_ATTRIBUTE",
    "MISSING_ATTRIBUTE",
    "INVALID_IMAGE",
    "MISSING_IMAGE",
    "INVALID_PRICE",
    "MISSING_PRICE",
    "DUPLICATE",
    "QUALIFICATION_REQUIRED",
}
"""Of issues in the Listings Items API, 2021-08-01."""
ENFORCEMENTS = {"LISTING_SUPPRESSED", "ATTRIBUTE_SUPPRESSED", "CATALOG_ITEM_REMOVED", "SEARCH_SUPPRESSED"}


def told(report: Report) -> dict[str, Any]:
    stream = io.StringIO()
    output.write(report, "amazon", stream)
    raw: dict[str, Any] = json.loads(stream.getvalue())
    jsonschema.validate(raw, LAYOUT)
    return raw


def test_the_layout_and_the_counts(report: Report) -> None:
    raw = told(report)
    severities = [issue["severity"] for issue in raw["issues"]]
    assert raw["summary"] == {
        "errors": severities.count("ERROR"),
        "warnings": severities.count("WARNING"),
        "messagesProcessed": 5,
        "messagesAccepted": 3,
        "messagesInvalid": 2,
    }
    numbers = {issue["sku"]: issue["messageId"] for issue in raw["issues"] if "sku" in issue}
    assert numbers == {"KN-0042": 1, "KN-0043": 2, "KN-0044": 3, "KN-0045": 4}
    (of_file,) = [issue for issue in raw["issues"] if "messageId" not in issue]
    assert of_file["code"] == "FL-003"


def test_listings_of_other_stores_are_no_messages(report: Report) -> None:
    entries = (replace(report.entries[0], store="etsy"), *report.entries[1:])
    raw = told(replace(report, entries=entries))
    assert raw["summary"]["messagesProcessed"] == 4
    assert "KN-0042" not in {issue.get("sku") for issue in raw["issues"]}


def test_two_rows_of_one_sku_are_two_messages(report: Report) -> None:
    second = replace(report.entries[0], row=9)
    late = replace(report.findings[0], location=replace(report.findings[0].location, row=9))
    raw = told(replace(report, entries=(report.entries[0], second), findings=(report.findings[0], late)))
    assert [issue["messageId"] for issue in raw["issues"]] == [1, 2]


def test_nothing_found(report: Report) -> None:
    raw = told(replace(report, findings=()))
    assert raw["issues"] == []
    assert raw["summary"]["messagesAccepted"] == 5


@pytest.mark.parametrize(
    ("field", "name"),
    [
        ("title", "item_name"),
        ("bullet.3", "bullet_point"),
        ("keywords", "generic_keyword"),
        ("image.main", "main_product_image_locator"),
        ("image.other.4", "other_product_image_locator_4"),
        ("seller.country", ""),
        ("", ""),
    ],
)
def test_attributes(field: str, name: str) -> None:
    assert attribute(field) == name


def test_all_rules_have_a_category_and_an_enforcement_that_exist(report: Report) -> None:
    facts, finding = report.rules["TI-001"], report.findings[0]
    seen = set()
    for rule in load().values():
        for severity in ("error", "warning", "info"):
            said = replace(finding, severity=severity, field=rule.reads[0] if rule.reads else "")
            about = replace(facts, name=rule.name, group=rule.group, force=rule.force)
            assert category(said, about) in CATEGORIES
            seen.add(predicted(said, about))
    assert seen == ENFORCEMENTS | {""}
    assert set(ACTIONS.values()) <= ENFORCEMENTS
    assert set(ACTIONS) - {"images"} <= {rule.group for rule in load().values()}


def test_only_what_amazon_or_the_law_says_is_enforced(report: Report) -> None:
    facts, finding = report.rules["TI-001"], report.findings[0]
    assert predicted(finding, facts) == "SEARCH_SUPPRESSED"
    assert predicted(finding, replace(facts, force="advice")) == ""
    assert predicted(finding, replace(facts, force="ours")) == ""
    assert predicted(replace(finding, severity="info"), facts) == ""
    assert predicted(replace(finding, field="image.other.1"), replace(facts, group="images")) == "ATTRIBUTE_SUPPRESSED"
    assert category(replace(finding, field="image.main"), replace(facts, name="missing-image")) == "MISSING_IMAGE"
    assert category(replace(finding, field="price"), facts) == "INVALID_PRICE"
