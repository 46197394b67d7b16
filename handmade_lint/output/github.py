"""GitHub's workflow commands: findings as annotations of the files of a pull request, the gravest first."""

from __future__ import annotations

from typing import TextIO

from ..around import Checkout, Places
from ..report import Finding, Report, sentence

LEVELS = {"error": "error", "warning": "warning", "info": "notice"}
"""GitHub shows ten annotations of each level a step."""


def write(report: Report, stream: TextIO, *, checkout: Checkout | None = None, places: Places | None = None) -> None:
    """Write a command a finding: ::error file=…,line=…,col=…,endColumn=…,title=…::message.

    Args:
        report: What to tell.
        stream: Open for text.
        checkout: What paths are told from; they stay as given where None.
        places: Finds lines and columns; rows stand for lines where None.
    """
    encoding = getattr(stream, "encoding", None) or "utf-8"
    for severity, level in LEVELS.items():
        for finding in report.findings:
            if finding.severity == severity:
                line = _command(report, finding, level, checkout or Checkout(), places)
                stream.write(line.encode(encoding, "backslashreplace").decode(encoding) + "\n")


def _command(report: Report, finding: Finding, level: str, checkout: Checkout, places: Places | None) -> str:
    rule = report.rules[finding.code]
    about = ", ".join(part for part in (finding.sku, finding.field) if part)
    place = places.find(finding) if places is not None else None
    if place is None:
        where = {"line": finding.location.line or max(1, finding.location.row)}
    elif place.start[0] == place.end[0]:
        where = {"line": place.start[0], "col": place.start[1], "endColumn": max(place.start[1], place.end[1] - 1)}
    else:
        where = {"line": place.start[0], "endLine": place.end[0]}
    title = f"{finding.code} {rule.name}" + (f" ({about})" if about else "")
    values = {"file": checkout.path(finding.location.file), **where, "title": title}
    properties = ",".join(f"{key}={property_text(str(value))}" for key, value in values.items())
    message = f"{sentence(finding.message)} {rule.advice}" if rule.advice else finding.message
    return f"::{level} {properties}::{message_text(message)}"


def message_text(text: str) -> str:
    """A message as workflow commands want it (actions/toolkit, command.ts)."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def property_text(text: str) -> str:
    """The value of a property as workflow commands want it."""
    return message_text(text).replace(":", "%3A").replace(",", "%2C")
