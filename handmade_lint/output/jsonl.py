"""The findings as JSON Lines, written while the run goes on: the schema, then a finding a line, and last the run.

A stream that ends without the line of the run was cut off. Scores of listings and texts of rules are in the JSON report
only.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, TextIO

from ..report import SCHEMA, Finding, Report, RuleFacts, Run, finding_to_json, run_to_json


class Lines:
    """Writes line after line, each whole and flushed with its batch.

    Characters are written as themselves where the stream is UTF-8 (lone surrogates excepted) and as escapes
    elsewhere, so any stream can hold any report.
    """

    def __init__(self, stream: TextIO) -> None:
        unicode = (getattr(stream, "encoding", None) or "utf-8").lower().startswith("utf")
        self._stream, self._encoder = stream, json.JSONEncoder(ensure_ascii=not unicode, allow_nan=False)
        self._put({"schema": SCHEMA})

    def say(self, findings: Iterable[tuple[Finding, RuleFacts]]) -> None:
        """Write some findings, each with what is to be said of its rule."""
        for finding, rule in findings:
            self._put(finding_to_json(finding, rule))
        self._stream.flush()

    def end(self, run: Run) -> None:
        """Write the last line."""
        self._put({"run": run_to_json(run)})
        self._stream.flush()

    def _put(self, value: Any) -> None:
        self._stream.write(self._encoder.encode(value).encode("utf-8", "backslashreplace").decode("utf-8") + "\n")


def write(report: Report, stream: TextIO) -> None:
    """Write schema, findings and run, one JSON object a line."""
    lines = Lines(stream)
    lines.say((finding, report.rules[finding.code]) for finding in report.findings)
    lines.end(report.run)
