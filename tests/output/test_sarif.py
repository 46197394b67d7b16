"""SARIF: what GitHub's code scanning and Microsoft's multitool ask of it; `make validate` asks the multitool itself."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace
from typing import Any

import pytest

from handmade_lint import output
from handmade_lint.around import Checkout, Place, Replacement
from handmade_lint.output import sarif
from handmade_lint.report import Edit, Finding, Location, Report, Suppressed, Suppression
from handmade_lint.rules import load

ROOT = {"uriBaseId": "%SRCROOT%"}


def told(report: Report, **options: Any) -> dict[str, Any]:
    """The one run of the log."""
    stream = io.StringIO()
    output.write(report, "sarif", stream, **options)
    log = json.loads(stream.getvalue())
    assert sorted(log) == ["$schema", "runs", "version"]
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    return run


def results(report: Report, **options: Any) -> list[dict[str, Any]]:
    return told(report, **options)["results"]


def test_every_finding_is_a_result_with_one_location(report: Report) -> None:
    """GH1001, GH1003: a location with a region that has a line; SARIF2010 and 2011: snippets and context."""
    found = results(report)
    assert [one["ruleId"] for one in found] == [one.code for one in report.findings]
    for result in found:
        (location,) = result["locations"]
        physical = location["physicalLocation"]
        assert physical["region"]["startLine"] >= 1
        assert isinstance(physical["region"]["snippet"]["text"], str)
        assert physical["contextRegion"]["snippet"]["text"].find(physical["region"]["snippet"]["text"]) >= 0
        assert location["logicalLocations"][0]["fullyQualifiedName"].startswith("row ")


def test_rules_have_what_a_reader_needs(report: Report) -> None:
    """GH2012, SARIF2012: descriptions, help in both forms, a name in Pascal's case, a link, a default level."""
    run = told(report)
    rules = run["tool"]["driver"]["rules"]
    for rule in rules:
        assert rule["shortDescription"]["text"] and rule["fullDescription"]["text"]
        assert rule["help"]["text"] and rule["help"]["markdown"]
        assert re.fullmatch(r"[a-z]+:\S+", rule["helpUri"])
        assert rule["defaultConfiguration"]["level"] in ("error", "warning", "note")
        assert rule["properties"]["tags"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]


def test_names_of_all_rules_are_pascal(report: Report) -> None:
    names = [sarif.pascal(rule.name) for rule in load().values()]
    assert all(re.fullmatch(r"([A-Z][a-z0-9]+)+", name) for name in names), names
    assert [sarif.pascal(name) for name in ("long-title", "a-b-c", "", "x")] == ["LongTitle", "Abc", "Rule", "X"]
    assert sarif.pascal("text-of-a-seller") == "TextOfaSeller"


def test_help_links_to_the_sources(report: Report) -> None:
    source = ("https://example.org/rules?a=b_c", "the law; nobody's page")
    facts = replace(report.rules["TI-001"], source=source, advice="Cut <b>it</b>.")
    run = told(replace(report, rules={**report.rules, "TI-001": facts}))
    (help_of,) = [rule["help"] for rule in run["tool"]["driver"]["rules"] if rule["id"] == "TI-001"]
    assert "<https://example.org/rules?a=b_c>" in help_of["markdown"]
    assert "https://example.org/rules?a=b_c" in help_of["text"]
    assert "Cut \\<b\\>it" in help_of["markdown"]


def test_messages_are_whole_and_by_template(report: Report) -> None:
    """GH1007: a text; SARIF2002, 2014, 2015, 2001: an id and arguments of a quoted template that ends with a stop."""
    run = told(report)
    templates = {rule["id"]: rule["messageStrings"]["default"]["text"] for rule in run["tool"]["driver"]["rules"]}
    for result in run["results"]:
        message, template = result["message"], templates[result["ruleId"]]
        assert template.endswith(".")
        assert re.findall(r"(?<!')\{\d\}", template) == []
        whole = template.format(*message["arguments"])
        said, about = message["arguments"]
        assert whole == f"'{said}' ('{about}')."
        assert message["text"] == f"{said} ({about})."


def test_levels_ranks_and_properties(report: Report) -> None:
    by_code = {one["ruleId"]: one for one in results(report)}
    assert {code: one["level"] for code, one in by_code.items()} == {
        "TI-001": "error",
        "TI-014": "warning",
        "RG-003": "error",
        "BU-007": "note",
        "IM-004": "warning",
        "CA-002": "warning",
        "FL-003": "error",
    }
    blurry = by_code["IM-004"]
    assert blurry["rank"] == 87.0
    assert blurry["properties"]["confidence"] == 0.87
    assert blurry["properties"]["image"] == "pictures/apron.jpg"
    assert blurry["properties"]["evidence"] == {"sharpness": 12.5}


def test_fingerprints_are_unique(report: Report) -> None:
    prints = [one["partialFingerprints"]["handmadeLint/v1"] for one in results(report)]
    assert len(set(prints)) == len(prints)
    assert prints[0] == f"{report.findings[0].fingerprint}:1"


def test_paths_are_relative_to_the_checkout(report: Report, tmp_path: Any) -> None:
    """GH1005, GH1006, SARIF2016, 2007: relative, without backslash or leading slash, from a named root."""
    checkout = Checkout(str(tmp_path), "https://example.org/shop", "a" * 40, "main")
    file = str(tmp_path / "sous dossier" / "l'été #1.csv")
    findings = tuple(replace(one, location=replace(one.location, file=file)) for one in report.findings)
    run = told(replace(report, findings=findings), checkout=checkout)
    uris = {one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for one in run["results"]}
    assert uris == {"sous%20dossier/l'%C3%A9t%C3%A9%20%231.csv"}
    (details,) = run["versionControlProvenance"]
    assert details["revisionId"] == "a" * 40
    assert details["mappedTo"] == ROOT
    assert "%SRCROOT%" in run["originalUriBaseIds"]


def test_a_file_elsewhere_is_named_whole(report: Report, tmp_path: Any) -> None:
    away = replace(report.findings[0], location=replace(report.findings[0].location, file=str(tmp_path / "a.csv")))
    checkout = Checkout(str(tmp_path / "repository"))
    (result,) = results(replace(report, findings=(away,)), checkout=checkout)
    assert result["locations"][0]["physicalLocation"]["artifactLocation"] == {"uri": (tmp_path / "a.csv").as_uri()}


class Known:
    """Places that are what they are."""

    def __init__(self, place: Place | None, replacement: Replacement | None) -> None:
        self.place, self.replacement = place, replacement

    def find(self, finding: Finding) -> Place | None:
        return self.place

    def replace(self, finding: Finding, edit: Edit) -> Replacement | None:
        return self.replacement


PLACE = Place((7, 3), (7, 9), "LOVELY", (6, 1), (8, 2), "\na LOVELY gift\n")


def test_regions_and_fixes_are_those_of_the_file(report: Report) -> None:
    found = results(report, places=Known(PLACE, Replacement((7, 3), (7, 9), 'a ""b""')))
    physical = found[1]["locations"][0]["physicalLocation"]
    assert physical["region"] == {
        "startLine": 7,
        "startColumn": 3,
        "endLine": 7,
        "endColumn": 9,
        "snippet": {"text": "LOVELY"},
    }
    assert physical["contextRegion"]["startLine"] == 6
    (fix,) = found[1]["fixes"]
    (change,) = fix["artifactChanges"]
    assert change["replacements"] == [
        {
            "deletedRegion": {"startLine": 7, "startColumn": 3, "endLine": 7, "endColumn": 9},
            "insertedContent": {"text": 'a ""b""'},
        }
    ]


def test_what_is_not_known_of_the_text_is_not_told(report: Report) -> None:
    found = results(report, places=Known(None, None))
    assert not any("fixes" in one for one in found)
    assert found[1]["properties"]["fix"] == {
        "safe": True,
        "edits": [{"field": "title", "start": 0, "end": 8, "text": "Handmade"}],
    }
    alone = replace(PLACE, around_start=PLACE.start, around_end=PLACE.end, around=PLACE.text)
    assert "contextRegion" not in results(report, places=Known(alone, None))[0]["locations"][0]["physicalLocation"]


def test_no_more_than_are_taken_and_the_gravest_first(report: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    """GitHub refuses a run of more than 25,000 results."""
    assert sarif.MOST == 25_000
    monkeypatch.setattr(sarif, "MOST", 6)
    run = told(report)
    levels = [one["level"] for one in run["results"]]
    assert levels.count("error") == 4 and levels.count("warning") == 2 and "note" not in levels
    (note,) = [
        one["message"]["text"]
        for one in run["invocations"][0]["toolExecutionNotifications"]
        if "left out" in one["message"]["text"]
    ]
    assert note.startswith("'7' findings")


class Against:
    """A report of a run against a baseline."""

    def __init__(self, report: Report, baseline: dict[str, str]) -> None:
        self._report, self.baseline = report, baseline

    def __getattr__(self, name: str) -> Any:
        return getattr(self._report, name)


def test_states_against_a_baseline(report: Report) -> None:
    """Where one result has a state, all have (SARIF 3.27.24); without a baseline, none has."""
    first = report.findings[0].fingerprint
    against: Any = Against(report, {first: "unchanged", "gone": "absent"})
    assert [one["baselineState"] for one in results(against)] == ["unchanged"] + ["new"] * (len(report.findings) - 1)
    assert not any("baselineState" in one for one in results(report))


def test_the_run_says_what_it_could_not_do(report: Report) -> None:
    (invocation,) = told(report)["invocations"]
    assert invocation["executionSuccessful"] is True
    assert "notes.csv" in invocation["toolExecutionNotifications"][0]["message"]["text"]
    assert len(invocation["toolConfigurationNotifications"]) == 2


def test_nothing_found_is_a_run_without_results(report: Report) -> None:
    run = told(replace(report, findings=()))
    assert run["results"] == []
    assert len(run["tool"]["driver"]["rules"]) == len(report.rules)


def test_what_is_suppressed_is_told_as_such(report: Report) -> None:
    by = Suppression("TI-014", "KN-0042", "the shop's name", "Ada", "2027-01-31", Location("x.suppress.toml", 0))
    hidden = Suppressed(report.findings[1], by)
    found = results(replace(report, findings=report.findings[2:], suppressed=(hidden,)))
    (result,) = (one for one in found if "suppressions" in one)
    assert len(found) == len(report.findings) - 1
    assert result["ruleId"] == "TI-014"
    (said,) = result["suppressions"]
    assert (said["kind"], said["status"], said["justification"]) == ("external", "accepted", "the shop's name")
    assert said["properties"]["author"] == "Ada"
