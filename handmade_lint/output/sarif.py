"""SARIF 2.1.0 (OASIS), such as GitHub's code scanning and Azure DevOps take it; one result a line."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any, TextIO

from ..around import Checkout, Place, Places, Point
from ..report import FORCES, Finding, Report, RuleFacts, Suppression

SCHEMA = "https://schemastore.azurewebsites.net/schemas/json/sarif-2.1.0.json"
MOST = 25_000
"""Results of a run that GitHub takes; it refuses a file with more."""

LEVELS = {"error": "error", "warning": "warning", "info": "note"}
ROOT = "%SRCROOT%"
"""What paths are relative to."""
MESSAGE = "'{0}' ('{1}')."
"""Every rule's message: what is wrong, and of what it speaks."""

_WORD = re.compile(r"https?://[^\s;,]+")


def write(report: Report, stream: TextIO, *, checkout: Checkout | None = None, places: Places | None = None) -> None:
    """Write one run as JSON in ASCII.

    Args:
        report: What to tell.
        stream: Open for text.
        checkout: What paths are told from, and the revision; paths stay as given where None.
        places: Finds regions in the text of files, and what fixes are to the text; where None, or for a workbook, the
            region is the row, its columns are characters of the cell, and fixes are told as properties only.
    """
    checkout = checkout or Checkout()
    codes = sorted(report.rules)
    told = _Results(report, checkout, places, {code: number for number, code in enumerate(codes)})
    head: dict[str, Any] = {
        "tool": {
            "driver": {
                "name": "handmade-lint",
                "organization": "The handmade_lint authors",
                "semanticVersion": report.run.version,
                "version": report.run.version,
                "informationUri": _urn(""),
                "rules": [_rule(report.rules[code]) for code in codes],
            }
        },
        "automationDetails": {"id": "handmade-lint/"},
        "invocations": [_invocation(report, told.left_out)],
        "originalUriBaseIds": {ROOT: {"description": {"text": "The root of the checkout, or the folder of the run."}}},
        "columnKind": "unicodeCodePoints",
    }
    if checkout.uri and checkout.revision:
        details = {"repositoryUri": checkout.uri, "revisionId": checkout.revision, "mappedTo": {"uriBaseId": ROOT}}
        head["versionControlProvenance"] = [{**details, **({"branch": checkout.branch} if checkout.branch else {})}]
    stream.write(f'{{\n"$schema": {json.dumps(SCHEMA)},\n"version": "2.1.0",\n"runs": [{json.dumps(head)[:-1]},\n')
    stream.write('"results": [')
    comma = "\n"
    for result in told:
        stream.write(comma + json.dumps(result))
        comma = ",\n"
    stream.write("\n]}]\n}\n")


def _urn(code: str) -> str:
    """A name, since there is no page of a rule to point at; `help` holds the links to its sources."""
    return f"urn:handmade-lint:{code or 'handmade-lint'}"


def _rule(facts: RuleFacts) -> dict[str, Any]:
    help_text = "\n\n".join(part for part in (facts.advice, facts.reason, *map(_cited, facts.source)) if part)
    links = [_WORD.sub(lambda found: f"<{found.group()}>", _markdown(source)) for source in facts.source]
    about = [f"**What to do:** {_markdown(facts.advice)}" if facts.advice else "", _markdown(facts.reason)]
    cited = "\n".join(f"- {link}" for link in links)
    level = LEVELS.get(facts.severity)
    return {
        "id": facts.code,
        "name": pascal(facts.name),
        "shortDescription": {"text": facts.summary or facts.name},
        "fullDescription": {"text": "\n\n".join(part for part in (facts.summary, facts.reason) if part) or facts.name},
        "helpUri": _urn(facts.code),
        "help": {
            "text": help_text or facts.summary or facts.name,
            "markdown": "\n\n".join(part for part in (*about, cited and f"Source:\n\n{cited}") if part)
            or _markdown(facts.summary or facts.name),
        },
        "messageStrings": {"default": {"text": MESSAGE}},
        "defaultConfiguration": {"level": level or "note", "enabled": level is not None},
        "properties": {
            "tags": [facts.group, f"force:{facts.force}", *(["fixable"] if facts.fixable else [])],
            "force": FORCES.get(facts.force, facts.force),
            "problem.severity": {"info": "recommendation", "off": "recommendation"}.get(facts.severity, facts.severity),
        },
    }


def _cited(source: str) -> str:
    return f"Source: {source}"


def _markdown(text: str) -> str:
    return re.sub(r"([\\`*_{}\[\]<>#|])", r"\\\1", text) if "http" not in text else text.replace("<", "\\<")


def pascal(name: str) -> str:
    """A rule's name as SARIF likes names: 'long-title' becomes 'LongTitle'."""
    words: list[str] = []
    for part in re.split(r"[^a-zA-Z0-9]+", name.lower()):
        if words and (len(words[-1]) == 1 or len(part) == 1):  # a capital is followed by something small
            words[-1] += part
        elif part:
            words.append(part)
    return "".join(map(str.capitalize, words)) or "Rule"


def _invocation(report: Report, left_out: int) -> dict[str, Any]:
    notes = [
        {"level": "warning", "message": {"text": f"'{one.file}' was not read: '{one.why}'."}}
        for one in report.run.unread
    ]
    if left_out:
        text = (
            f"'{left_out}' findings of the least severity were left out: '{MOST}' results are the most that are taken."
        )
        notes.append({"level": "warning", "message": {"text": text}})
    skipped = [
        {"level": "note", "message": {"text": f"'{one.rule}' was skipped: '{one.why}'."}} for one in report.run.skipped
    ]
    found: dict[str, Any] = {"executionSuccessful": True}
    if notes:
        found["toolExecutionNotifications"] = notes
    if skipped:
        found["toolConfigurationNotifications"] = skipped
    return found


class _Results:
    """The results, one after another; no more than MOST, of which the gravest stay."""

    def __init__(self, report: Report, checkout: Checkout, places: Places | None, numbers: Mapping[str, int]) -> None:
        self._report, self._checkout, self._places, self._numbers = report, checkout, places, numbers
        counts = report.counts()
        self._room: dict[str, int] = {}
        room = MOST
        for severity in LEVELS:
            self._room[severity] = min(room, counts[severity])
            room -= self._room[severity]
        self.left_out = sum(counts.values()) - sum(self._room.values())
        self._states: Mapping[str, str] = getattr(report, "baseline", None) or {}

    def __iter__(self) -> Iterator[dict[str, Any]]:
        room, seen = dict(self._room), Counter[str]()
        for finding in self._report.findings:
            if not room[finding.severity]:
                continue
            room[finding.severity] -= 1
            seen[finding.fingerprint] += 1
            yield self._result(finding, seen[finding.fingerprint])
        spare = MOST - sum(self._room.values())
        for one in islice(self._report.suppressed, spare):
            seen[one.finding.fingerprint] += 1
            result = self._result(one.finding, seen[one.finding.fingerprint])
            yield {**result, "suppressions": [_suppression(one.by)]}

    def _result(self, finding: Finding, times: int) -> dict[str, Any]:
        about = f"{finding.sku} {finding.field}".strip() or finding.location.file
        words = [finding.message.rstrip("."), about]
        result: dict[str, Any] = {
            "ruleId": finding.code,
            "ruleIndex": self._numbers[finding.code],
            "level": LEVELS[finding.severity],
            "message": {"text": "{} ({}).".format(*words), "id": "default", "arguments": words},
            "locations": [self._location(finding)],
            "partialFingerprints": {"handmadeLint/v1": f"{finding.fingerprint}:{times}"},
        }
        if self._states:
            result["baselineState"] = self._states.get(finding.fingerprint, "new")
        if fix := self._fix(finding):
            result["fixes"] = [fix]
        result["rank"] = round(100 * finding.confidence, 1)
        result["properties"] = _properties(finding)
        return result

    def _location(self, finding: Finding) -> dict[str, Any]:
        at = finding.location
        place = self._places.find(finding) if self._places is not None else None
        physical = {"artifactLocation": self._artifact(at.file), **(_regions(place) if place else _by_row(finding))}
        cell = "/".join(part for part in (at.sheet, f"row {at.row}" if at.row else "", at.column) if part)
        location: dict[str, Any] = {"physicalLocation": physical}
        if cell:
            name = finding.field or finding.sku or cell
            location["logicalLocations"] = [{"name": name, "fullyQualifiedName": cell, "kind": "member"}]
        return location

    def _artifact(self, file: str) -> dict[str, str]:
        uri = self._checkout.reference(file)
        return {"uri": uri} if uri.startswith("file:") else {"uri": uri, "uriBaseId": ROOT}

    def _fix(self, finding: Finding) -> dict[str, Any] | None:
        if finding.fix is None or self._places is None:
            return None
        replacements = []
        for edit in finding.fix.edits:
            found = self._places.replace(finding, edit)
            if found is None:
                return None
            replacements.append(
                {"deletedRegion": _region(found.start, found.end), "insertedContent": {"text": found.text}}
            )
        safe = "A safe fix." if finding.fix.safe else "A proposal, to be read before it is taken."
        artifact = self._artifact(finding.location.file)
        return {
            "description": {"text": safe},
            "artifactChanges": [{"artifactLocation": artifact, "replacements": replacements}],
        }


def _suppression(by: Suppression) -> dict[str, Any]:
    inside = by.location.row > 0
    told = {"author": by.author, "until": by.until, "file": by.location.file, "row": by.location.row}
    found: dict[str, Any] = {"kind": "inSource" if inside else "external", "status": "accepted"}
    if by.reason:
        found["justification"] = by.reason
    found["properties"] = {key: value for key, value in told.items() if value}
    return found


def _properties(finding: Finding) -> dict[str, Any]:
    found: dict[str, Any] = {
        "confidence": finding.confidence,
        "sku": finding.sku,
        "field": finding.field,
        "scope": finding.scope,
        "row": finding.location.row,
        "column": finding.location.column,
    }
    if finding.image:
        found["image"] = finding.image
    if finding.evidence:
        found["evidence"] = dict(finding.evidence)
    if finding.fix is not None:
        edits = [
            {"field": edit.field, "start": edit.start, "end": edit.end, "text": edit.text} for edit in finding.fix.edits
        ]
        found["fix"] = {"safe": finding.fix.safe, "edits": edits}
    return found


def _region(start: Point, end: Point) -> dict[str, int]:
    return {"startLine": start[0], "startColumn": start[1], "endLine": end[0], "endColumn": end[1]}


def _regions(place: Place) -> dict[str, Any]:
    found: dict[str, Any] = {"region": {**_region(place.start, place.end), "snippet": {"text": place.text}}}
    if (place.around_start, place.around_end) != (place.start, place.end):
        around = {**_region(place.around_start, place.around_end), "snippet": {"text": place.around}}
        found["contextRegion"] = around
    return found


def _by_row(finding: Finding) -> dict[str, Any]:
    """Regions where a file has no lines: the row stands for the line, characters of the cell for columns."""
    at = finding.location
    line = at.line or max(1, at.row)
    if at.start is None or at.end is None:
        words = {"text": finding.match or finding.sku or at.column}
        return {
            "region": {"startLine": line, "snippet": words},
            "contextRegion": {"startLine": line, "endLine": line + 1, "snippet": words},
        }
    region = {"startLine": line, "startColumn": at.start + 1, "endColumn": at.end + 1, "endLine": line}
    around = {"text": finding.before + finding.match + finding.after}
    return {
        "region": {**region, "snippet": {"text": finding.match}},
        "contextRegion": {"startLine": line, "snippet": around},
    }
