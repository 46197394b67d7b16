"""GitLab's code quality report: a list of issues with fingerprints of their own (docs.gitlab.com, Code Quality)."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from typing import Any, TextIO

from ..around import Checkout, Places
from ..report import Finding, Report

SEVERITIES = {"error": "major", "warning": "minor", "info": "info"}


def write(report: Report, stream: TextIO, *, checkout: Checkout | None = None, places: Places | None = None) -> None:
    """Write the findings as a JSON array, an issue a line, in ASCII.

    Args:
        report: What to tell.
        stream: Open for text.
        checkout: What paths are told from; they stay as given where None.
        places: Finds the lines of findings; rows stand for lines where None.
    """
    comma = "["
    for issue in _issues(report, checkout or Checkout(), places):
        stream.write(f"{comma}\n{json.dumps(issue)}")
        comma = ","
    stream.write("\n]\n" if comma == "," else "[]\n")


def _issues(report: Report, checkout: Checkout, places: Places | None) -> Iterator[dict[str, Any]]:
    seen: Counter[str] = Counter()
    for finding in report.findings:
        rule = report.rules[finding.code]
        fingerprint = finding.fingerprint
        seen[fingerprint] += 1
        if seen[fingerprint] > 1:  # the same words twice in a field, or in two rows of one SKU
            again = f"{fingerprint} {seen[fingerprint]}".encode()
            fingerprint = hashlib.blake2b(again, digest_size=8).hexdigest()
        about = ", ".join(part for part in (finding.sku, finding.field) if part)
        yield {
            "description": f"{finding.message} ({about})" if about else finding.message,
            "check_name": f"{finding.code} {rule.name}",
            "fingerprint": fingerprint,
            "severity": SEVERITIES[finding.severity],
            "location": {"path": checkout.path(finding.location.file), "lines": {"begin": _line(finding, places)}},
            "content": {"body": rule.advice or rule.summary},
        }


def _line(finding: Finding, places: Places | None) -> int:
    place = places.find(finding) if places is not None else None
    return place.start[0] if place else finding.location.line or max(1, finding.location.row)
