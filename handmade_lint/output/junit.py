"""JUnit XML as Jenkins' xUnit plug-in wants it: a test a finding, and a passing test for each listing without any."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import TextIO

from ..report import Finding, Report

_FORBIDDEN = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold, and control characters that it discourages."""
_LONGEST = 200


def write(report: Report, stream: TextIO, *, failing: Collection[str] = ("error", "warning", "info")) -> None:
    """Write one suite of tests.

    Args:
        report: What to tell.
        stream: Open for text; any encoding will do, since what it cannot hold becomes a reference.
        failing: Severities whose findings fail; the others pass and are told in their test's output. Findings on files
            are errors where findings on listings would be failures.
    """
    encoding = getattr(stream, "encoding", None) or "utf-8"
    for line in _lines(report, failing, encoding):
        stream.write(line.encode(encoding, "xmlcharrefreplace").decode(encoding) + "\n")


def _lines(report: Report, failing: Collection[str], encoding: str) -> Iterator[str]:
    run = report.run
    found = {(one.location.file, one.sku) for one in report.findings if one.scope != "file"}
    clean = [entry for entry in report.entries if (entry.file, entry.sku) not in found]
    of_files = sum(one.scope == "file" and one.severity in failing for one in report.findings)
    failures = sum(report.counts()[severity] for severity in failing) - of_files
    tests = sum(report.counts().values()) + len(clean) + len(run.skipped)
    counts = f'tests="{tests}" failures="{failures}" errors="{of_files}"'
    time = f'time="{min(run.seconds, 999.999):.3f}"'
    yield f'<?xml version="1.0" encoding="{encoding.upper()}"?>'
    yield f'<testsuites name="handmade-lint" {counts} {time}>'
    yield f'  <testsuite name="handmade-lint" {counts} skipped="{len(run.skipped)}" {time}>'
    yield "    <properties>"
    for name, value in (("version", run.version), ("guide", run.guide), ("on", run.on), ("listings", run.listings)):
        yield f'      <property name="{name}" value={_attribute(str(value))}/>'
    yield "    </properties>"
    for finding in report.findings:
        yield from _of_finding(report, finding, failing)
    for entry in clean:
        yield f"    <testcase classname={_attribute(entry.file)} name={_attribute(f'{entry.sku}: no findings')}/>"
    for one in run.skipped:
        yield f'    <testcase classname="skipped rules" name={_attribute(one.rule)}>'
        yield f"      <skipped message={_attribute(one.why)}/>"
        yield "    </testcase>"
    yield "  </testsuite>"
    yield "</testsuites>"


def _of_finding(report: Report, finding: Finding, failing: Collection[str]) -> Iterator[str]:
    rule = report.rules[finding.code]
    about = " ".join(part for part in (finding.sku, finding.field) if part)
    name = f"{finding.code} {rule.name}" + (f": {about}" if about else "")
    name += f" '{finding.match[:60]}'" if finding.match else ""
    yield f"    <testcase classname={_attribute(finding.location.file)} name={_attribute(name)}>"
    text = _text("\n".join(_told(report, finding)))
    if finding.severity in failing:
        kind = "error" if finding.scope == "file" else "failure"
        yield f'      <{kind} type="{finding.severity}" message={_attribute(finding.message)}>{text}</{kind}>'
    else:
        yield f"      <system-out>{_text(f'{finding.severity}: {finding.message}')}\n{text}</system-out>"
    yield "    </testcase>"


def _told(report: Report, finding: Finding) -> Iterator[str]:
    at = finding.location
    cell = [at.file, f"sheet {at.sheet}" if at.sheet else "", f"row {at.row}" if at.row else "", at.column]
    yield ", ".join(part for part in cell if part)
    if finding.match:
        yield f"{finding.before}[{finding.match}]{finding.after}"
    if advice := report.rules[finding.code].advice:
        yield advice


def _allowed(text: str) -> str:
    """The text with what XML cannot hold made visible."""
    return _FORBIDDEN.sub(lambda found: f"\\x{ord(found.group()):02x}", text.replace("\x85", "\\x85"))


def _text(text: str) -> str:
    escaped = _allowed(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return escaped.replace("\r", "&#13;")


def _attribute(text: str) -> str:
    short = text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
    return '"' + _text(short).replace('"', "&quot;").replace("\n", "&#10;").replace("\t", "&#9;") + '"'
