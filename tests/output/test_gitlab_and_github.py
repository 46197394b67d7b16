"""GitLab's code quality report and GitHub's annotations."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace
from typing import Any
from urllib.parse import unquote

import pytest

from handmade_lint import output
from handmade_lint.around import Checkout, Place, Point
from handmade_lint.output.gitlab import SEVERITIES
from handmade_lint.report import Finding, Report


def told(report: Report, format: str, **options: Any) -> str:
    stream = io.StringIO()
    output.write(report, format, stream, **options)
    return stream.getvalue()


class At:
    """Every finding in one place."""

    def __init__(self, start: Point, end: Point, text: str) -> None:
        self.place = Place(start, end, text, (1, 1), (9, 9), "around")

    def find(self, finding: Finding) -> Place:
        return self.place

    def replace(self, *_: Any) -> None:
        raise AssertionError("annotations hold no fixes")


def test_gitlab_has_what_it_must(report: Report) -> None:
    """description, check_name, fingerprint, severity, location.path and .lines.begin (docs.gitlab.com)."""
    issues = json.loads(told(report, "gitlab"))
    assert len(issues) == len(report.findings)
    for issue in issues:
        assert issue["description"] and issue["check_name"]
        assert issue["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert not issue["location"]["path"].startswith("./")
        assert issue["location"]["lines"]["begin"] >= 1
        assert re.fullmatch("[0-9a-f]{16}", issue["fingerprint"])
    assert set(SEVERITIES) == {"error", "warning", "info"}


def test_gitlab_fingerprints_are_unique_and_stay(report: Report) -> None:
    """GitLab shows only the first of two issues with one fingerprint."""
    prints = [issue["fingerprint"] for issue in json.loads(told(report, "gitlab"))]
    assert len({one.fingerprint for one in report.findings}) < len(report.findings)
    assert len(set(prints)) == len(prints)
    moved = tuple(replace(one, location=replace(one.location, row=99)) for one in report.findings if one.sku)
    assert [issue["fingerprint"] for issue in json.loads(told(replace(report, findings=moved), "gitlab"))] == prints[
        :-1
    ]


def test_gitlab_of_nothing_is_an_empty_list(report: Report) -> None:
    assert json.loads(told(replace(report, findings=()), "gitlab")) == []


def test_gitlab_paths_and_lines(report: Report, tmp_path: Any) -> None:
    file = str(tmp_path / "été" / "a b.csv")
    finding = replace(report.findings[0], location=replace(report.findings[0].location, file=file))
    (issue,) = json.loads(
        told(
            replace(report, findings=(finding,)),
            "gitlab",
            checkout=Checkout(str(tmp_path)),
            places=At((7, 2), (7, 5), "abc"),
        )
    )
    assert issue["location"] == {"path": "été/a b.csv", "lines": {"begin": 7}}


COMMAND = re.compile(r"::(error|warning|notice) ([^:\n]*)::(.*)")


def commands(text: str) -> list[tuple[str, dict[str, str], str]]:
    """Level, properties and message of each line, as the runner reads them."""
    found = []
    for line in text.splitlines():
        matched = COMMAND.fullmatch(line)
        assert matched, line
        level, properties, message = matched.groups()
        pairs = dict(pair.split("=", 1) for pair in properties.split(","))
        found.append((level, {key: unquote(value) for key, value in pairs.items()}, unquote(message)))
    return found


def test_github_tells_the_gravest_first(report: Report) -> None:
    levels = [level for level, _, _ in commands(told(report, "github"))]
    assert levels == ["error"] * 4 + ["warning"] * 4 + ["notice"] * 5


@pytest.mark.parametrize("words", ["a,b:c=d::e", "100% wool\r\n::error::x", "50%25,%0A", "::stop-commands::x"])
def test_github_words_stay_words(report: Report, words: str) -> None:
    finding = replace(
        report.findings[0], sku=words, message=words, location=replace(report.findings[0].location, file=words)
    )
    ((level, properties, message),) = commands(told(replace(report, findings=(finding,)), "github"))
    assert level == "error"
    assert properties["file"] == words
    assert words in properties["title"]
    assert message.startswith(words)


def test_github_places(report: Report) -> None:
    one = replace(report, findings=report.findings[:1])
    ((_, same, _),) = commands(told(one, "github", places=At((7, 2), (7, 5), "abc")))
    assert (same["line"], same["col"], same["endColumn"]) == ("7", "2", "4")
    ((_, several, _),) = commands(told(one, "github", places=At((7, 2), (9, 5), "a\nb\nc")))
    assert (several["line"], several["endLine"]) == ("7", "9")
    assert "col" not in several
