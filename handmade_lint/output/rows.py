"""The seller's own rows with three columns in front: verdict, score, and what to do."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from typing import TextIO

from ..around import Table
from ..defuse import defuse, defuse_cell, encodable
from ..report import SEVERITIES, Entry, Finding, Report, sentence
from ..said import say
from ..speech import Tongue

COLUMNS = ("handmade_lint_verdict", "handmade_lint_score", "handmade_lint_what_to_do")
VERDICTS = {"error": say("repair"), "warning": say("look at"), "info": say("could be better"), "": say("good")}
"""What stands in the first column, by the gravest finding on the row; '' where no listing begins on it."""

_GRAVEST = tuple(VERDICTS)
_MOST = 12
"""Findings of a row that are told; the rest is counted."""


def write(report: Report, stream: TextIO, *, table: Table, bom: bool = True, lang: str = "en") -> None:
    """Write the rows of a table as CSV, separated by commas, every row of the file in its order.

    A text that a spreadsheet would take for a formula gets an apostrophe in front. Rows stream; what is held are
    findings in which other rows had a part.

    Args:
        report: What was found.
        stream: Open for text.
        table: The rows, once more.
        lang: Language of what is said of a row, a code of speech.LANGUAGES.
        bom: Begin with a byte order mark, by which Excel knows UTF-8. Other encodings never get one.
    """
    encoding = getattr(stream, "encoding", None) or "utf-8"
    if bom and encoding.lower().replace("-", "").replace("_", "") == "utf8":
        stream.write("\ufeff")
    written = csv.writer(stream, lineterminator="\n")

    def put(front: Sequence[str], cells: Sequence[str]) -> None:
        row = [*map(defuse, front), *map(defuse_cell, cells)]
        written.writerow([encodable(cell, encoding) for cell in row])

    if not table.heading_row:
        put(COLUMNS, table.headings)
    told = _Told(report, table, Tongue(lang))
    for number, cells in table.rows():
        put(COLUMNS if number == table.heading_row else told.of_row(number), cells)


class _Told:
    """What is to be said of one row after another."""

    def __init__(self, report: Report, table: Table, tongue: Tongue) -> None:
        self._report, self._tongue = report, tongue
        self._file, self._sheet = table.file, table.sheet
        self._entries = (entry for entry in report.entries if entry.file == self._file)
        self._next: Entry | None = next(self._entries, None)
        self._findings = (one for one in report.findings if one.scope == "listing" and self._mine(one))
        self._held: Finding | None = next(self._findings, None)
        self._of: dict[int, list[Finding]] = {}
        for one in report.findings:
            if one.scope != "listing" and self._mine(one) and one.location.row:
                self._of.setdefault(one.location.row, []).append(one)

    def _mine(self, finding: Finding) -> bool:
        at = finding.location
        return at.file == self._file and (at.sheet or "") == self._sheet

    def of_row(self, number: int) -> tuple[str, str, str]:
        """Verdict, score and what to do."""
        score = ""
        while self._next is not None and self._next.row <= number:
            score = str(min(int(score or 100), self._next.score.quality)) if self._next.row == number else score
            self._next = next(self._entries, None)
        while self._held is not None and (self._next is None or self._held.location.row < self._next.row):
            self._of.setdefault(self._held.location.row, []).append(self._held)
            self._held = next(self._findings, None)
        findings = sorted(self._of.pop(number, ()), key=lambda one: (_GRAVEST.index(one.severity), -one.confidence))
        if not findings:
            return (self._tongue(VERDICTS[""]), score, "") if score else ("", "", "")
        return self._tongue(VERDICTS[findings[0].severity]), score, "\n".join(self._lines(findings))

    def _lines(self, findings: Sequence[Finding]) -> Iterator[str]:
        for one in findings[:_MOST]:
            advice = self._report.rules[one.code].advice
            where = f"{one.field}: " if one.field else ""
            severity = self._tongue(SEVERITIES[one.severity])
            yield f"{severity} {one.code}, {where}{sentence(one.message)}" + (f" {advice}" if advice else "")
        if len(findings) > _MOST:
            yield self._tongue(say("and {n} more", n=len(findings) - _MOST))
