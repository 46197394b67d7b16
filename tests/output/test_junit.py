"""JUnit XML: the elements and attributes that Jenkins' xUnit plug-in knows, and another program that reads it."""

from __future__ import annotations

import io
import re
import xml.etree.ElementTree as Xml
from dataclasses import replace
from typing import Any

import junitparser
import pytest

from handmade_lint import output
from handmade_lint.report import Report

MAY_HOLD = {
    "testsuites": {"name", "time", "tests", "failures", "errors"},
    "testsuite": {"name", "tests", "failures", "errors", "time", "skipped"},
    "properties": set(),
    "property": {"name", "value"},
    "testcase": {"name", "classname"},
    "failure": {"type", "message"},
    "error": {"type", "message"},
    "skipped": {"message"},
    "system-out": set(),
}
"""Elements we write and the attributes of each that junit-10.xsd of the plug-in allows (`make validate` asks it)."""
MUST_HOLD = {
    "testsuite": {"name", "tests", "failures", "errors"},
    "testcase": {"name"},
    "property": {"name", "value"},
}


def told(report: Report, **options: Any) -> str:
    stream = io.StringIO()
    output.write(report, "junit", stream, **options)
    return stream.getvalue()


def parsed(report: Report, **options: Any) -> Xml.Element:
    return Xml.fromstring(told(report, **options))


def test_nothing_that_the_plugin_does_not_know(report: Report) -> None:
    for element in parsed(report, failing=("error",)).iter():
        assert set(element.attrib) <= MAY_HOLD[element.tag], element.tag
        assert set(element.attrib) >= MUST_HOLD.get(element.tag, set())
    suite = parsed(report)[0]
    assert re.fullmatch(r"\d{1,3}\.\d{3}", suite.attrib["time"])


@pytest.mark.parametrize("failing", [("error", "warning", "info"), ("error", "warning"), ("error",), ()])
def test_the_counts_are_those_of_the_tests(report: Report, failing: tuple[str, ...]) -> None:
    top = parsed(report, failing=failing)
    (suite,) = top
    for name, count in (
        ("tests", len(suite.findall("testcase"))),
        ("failures", len(suite.findall("testcase/failure"))),
        ("errors", len(suite.findall("testcase/error"))),
        ("skipped", len(suite.findall("testcase/skipped"))),
    ):
        assert suite.attrib[name] == str(count), name
    assert len(suite.findall("testcase/system-out")) == sum(one.severity not in failing for one in report.findings)


def test_another_program_reads_it(report: Report) -> None:
    read = junitparser.JUnitXml.fromstring(told(report, failing=("error", "warning")).encode())
    (suite,) = list(read)
    assert (suite.tests, suite.failures, suite.errors, suite.skipped) == (16, 7, 1, 2)
    cases = {case.name: case for case in suite}
    (failure,) = cases["TI-014 shouting-title: KN-0042 title 'LOVELY'"].result
    assert failure.message == "'LOVELY' is in capitals"
    assert failure.type == "warning"
    assert cases["KN-0046: no findings"].result == []


def test_hostile_words_stay_words(report: Report) -> None:
    words = "</failure>\"'&]]><x>\x00\x1b[31m\x85\ud800\ufffe\n\r\t\u2028🧶"
    finding = replace(report.findings[1], sku=words, message=words, match=words, before=words, field=words)
    suite = parsed(replace(report, findings=(finding,)))[0]
    (failure,) = suite.findall("testcase/failure")
    assert "\\x1b[31m" in failure.attrib["message"]
    assert "</failure>\"'&]]><x>\\x00" in (failure.text or "")
    assert "🧶" in (failure.text or "")
    assert [element.tag for element in failure] == []


def test_long_words_are_cut_in_attributes(report: Report) -> None:
    finding = replace(report.findings[0], message="x" * 10_000)
    suite = parsed(replace(report, findings=(finding,)))[0]
    (failure,) = suite.findall("testcase/failure")
    assert len(failure.attrib["message"]) == 200
