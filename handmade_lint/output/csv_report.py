"""The findings as a table for a spreadsheet: one finding a row."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from typing import Any, TextIO

from ..defuse import defuse, encodable
from ..report import Report, findings_to_json

COLUMNS = (
    *("severity", "code", "name", "sku", "field", "message", "match", "advice"),
    *("file", "sheet", "row", "column", "line", "start", "end", "image"),
    *("fix", "safe", "force", "group", "confidence", "scope", "fingerprint", "source"),
)
"""Headings; `fix` holds the edits as JSON, and the other columns are named as in the JSON report."""


def write(report: Report, stream: TextIO, *, bom: bool = True) -> None:
    """Write the findings as CSV, separated by commas.

    A text that a spreadsheet would take for a formula gets an apostrophe in front.

    Args:
        report: What to tell.
        stream: Open for text.
        bom: Begin with a byte order mark, by which Excel knows UTF-8. Other encodings never get one.
    """
    encoding = getattr(stream, "encoding", None) or "utf-8"
    if bom and encoding.lower().replace("-", "").replace("_", "") == "utf8":
        stream.write("\ufeff")
    table = csv.writer(stream, lineterminator="\n", quoting=csv.QUOTE_NONNUMERIC)
    table.writerow(COLUMNS)
    for cells in _rows(report):
        table.writerow([_cell(cells[column], encoding) for column in COLUMNS])


def _rows(report: Report) -> Iterator[dict[str, Any]]:
    for raw in findings_to_json(report):
        fix = raw["fix"]
        yield {
            **raw,
            **raw["location"],
            "advice": report.rules[raw["code"]].advice,
            "fix": json.dumps(fix["edits"]) if fix else "",
            "safe": "" if fix is None else "yes" if fix["safe"] else "no",
            "source": " ".join(raw["source"]),
        }


def _cell(value: Any, encoding: str) -> Any:
    return encodable(defuse(value), encoding) if isinstance(value, str) else value
