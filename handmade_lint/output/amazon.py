"""Amazon's listings feed processing report (v2), as the feed of these listings might get: a prediction, not Amazon's.

Layout: selling-partner-api-models, listings-feed-processing-report-schema-v2. Categories and enforcement actions are
those of an issue of the Listings Items API (2021-08-01).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, TextIO

from ..report import Entry, Finding, Report, RuleFacts

ATTRIBUTES: Mapping[str, str] = {
    "title": "item_name",
    "highlights": "item_highlights",
    "bullet": "bullet_point",
    "description": "product_description",
    "keywords": "generic_keyword",
    "brand": "brand",
    "price": "purchasable_offer.our_price",
    "list_price": "list_price",
    "quantity": "fulfillment_availability.quantity",
    "production_days": "fulfillment_availability.lead_time_to_ship_max_days",
    "condition": "condition_type",
    "parent_sku": "child_parent_sku_relationship.parent_sku",
    "parentage": "parentage_level",
    "variation_theme": "variation_theme",
    "colour": "color",
    "size": "size",
    "material": "material",
    "style": "style",
    "gtin": "externally_assigned_product_identifier",
    "country_of_origin": "country_of_origin",
    "manufacturer": "manufacturer",
    "category": "recommended_browse_nodes",
    "metal": "metal_type",
    "metal_stamp": "metal_stamp",
    "is_adult": "is_adult_product",
    "image.main": "main_product_image_locator",
    "image.swatch": "swatch_product_image_locator",
}
"""Our fields (with or without their number) → names of attributes in Amazon's product type definitions."""

_SEARCH, _ATTRIBUTE = "SEARCH_SUPPRESSED", "ATTRIBUTE_SUPPRESSED"
_LISTING, _REMOVED = "LISTING_SUPPRESSED", "CATALOG_ITEM_REMOVED"

ACTIONS: Mapping[str, str] = {
    "titles": _SEARCH,
    "images": _SEARCH,
    "bullets": _ATTRIBUTE,
    "descriptions": _ATTRIBUTE,
    "keywords": _ATTRIBUTE,
    "personalisation": _ATTRIBUTE,
    "catalogue": _ATTRIBUTE,
    "handmade": _LISTING,
    "claims": _LISTING,
    "rights": _REMOVED,
}
"""Groups of rules → the enforcement that their errors are likeliest to meet. Groups that are no rules of Amazon's have
none."""

_DUPLICATES = frozenset({"same-product-twice", "listed-twice", "same-title", "same-description"})
_QUALIFIED = frozenset({"not-admitted", "group-without-documents", "brand-without-leave", "official-without-licence"})
_MISSING = ("missing-", "no-", "blank-", "unmarked-")


def write(report: Report, stream: TextIO) -> None:
    """Write the report as one JSON object, an issue a line, in ASCII.

    Only listings for an Amazon store count as messages, numbered from 1 in their order; findings on files have no
    number.
    """
    header = {"sellerId": "unknown", "version": "2.0", "feedId": "handmade-lint"}
    stream.write(f'{{"header": {json.dumps(header)},\n"issues": [')
    summary = {"errors": 0, "warnings": 0}
    numbers = _Numbers(report)
    invalid: set[int] = set()
    comma = "\n"
    for finding in report.findings:
        number = numbers.of(finding)
        if number is None and finding.scope != "file":
            continue
        if finding.severity != "info":
            summary[f"{finding.severity}s"] += 1
        if number is not None and finding.severity == "error":
            invalid.add(number)
        stream.write(comma + json.dumps(_issue(finding, report.rules[finding.code], number)))
        comma = ",\n"
    messages = {
        "messagesProcessed": numbers.count,
        "messagesAccepted": numbers.count - len(invalid),
        "messagesInvalid": len(invalid),
    }
    stream.write(f'\n],\n"summary": {json.dumps({**summary, **messages})}}}\n')


class _Numbers:
    """Numbers of messages: Amazon's listings of the report, counted from 1."""

    def __init__(self, report: Report) -> None:
        self._of: dict[tuple[str, str], list[tuple[int, int]]] = {}
        self.count = 0
        for entry in self._amazons(report):
            self.count += 1
            self._of.setdefault((entry.file, entry.sku), []).append((entry.row, self.count))

    @staticmethod
    def _amazons(report: Report) -> Iterator[Entry]:
        return (entry for entry in report.entries if entry.store.startswith("amazon."))

    def of(self, finding: Finding) -> int | None:
        """The number of the finding's listing; None where it is none of Amazon's."""
        if finding.scope == "file":
            return None
        at = finding.location
        known = self._of.get((at.file, finding.sku), ())
        above = [(row, -number) for row, number in known if row <= at.row]
        return -max(above)[1] if above else next((number for _, number in known), None)


def _issue(finding: Finding, rule: RuleFacts, number: int | None) -> dict[str, Any]:
    issue: dict[str, Any] = {}
    if number is not None:
        issue["messageId"] = number
    if finding.sku:
        issue["sku"] = finding.sku
    issue |= {
        "code": finding.code,
        "severity": finding.severity.upper(),
        "message": finding.message or rule.summary or rule.name,
    }
    if name := attribute(finding.field):
        issue["attributeName"] = name
    if number is not None:
        issue["categories"] = [category(finding, rule)]
        if action := predicted(finding, rule):
            issue["predictedEnforcement"] = action
    return issue


def attribute(field: str) -> str:
    """Amazon's name for one of our fields; '' where there is none."""
    name, _, number = field.partition(".")
    if field.startswith("image.other."):
        return f"other_product_image_locator_{field.rpartition('.')[2]}"
    return ATTRIBUTES.get(field) or (ATTRIBUTES.get(name, "") if number.isdigit() or not number else "")


def category(finding: Finding, rule: RuleFacts) -> str:
    """The category that such an issue has in the Listings Items API."""
    missing = rule.name.startswith(_MISSING)
    if rule.name in _DUPLICATES:
        return "DUPLICATE"
    if rule.name in _QUALIFIED:
        return "QUALIFICATION_REQUIRED"
    if finding.field.startswith("image"):
        return "MISSING_IMAGE" if missing else "INVALID_IMAGE"
    if finding.field in ("price", "list_price", "sale_price"):
        return "MISSING_PRICE" if missing else "INVALID_PRICE"
    return "MISSING_ATTRIBUTE" if missing else "INVALID_ATTRIBUTE"


def predicted(finding: Finding, rule: RuleFacts) -> str:
    """The enforcement that the finding may meet; '' for none.

    Only errors and warnings by rules that the marketplace published, or by law, are enforced.
    """
    if finding.severity == "info" or rule.force not in ("published", "law"):
        return ""
    action = ACTIONS.get(rule.group, "")
    if action == _SEARCH and rule.group == "images" and finding.field not in ("image.main", ""):
        return _ATTRIBUTE
    return _LISTING if action == _REMOVED and finding.severity == "warning" else action
