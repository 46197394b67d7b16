"""The HTML report as text: whole, closed to the network and to the catalogue's words, and what it holds."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import re
import tomllib
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handmade_lint import output
from handmade_lint.output import html_report
from handmade_lint.report import Finding, ImageRef, Report

PAGE = Path(html_report.__file__).with_name("page")
WORDS: dict[str, Any] = tomllib.loads((PAGE / "words.toml").read_text("utf-8"))


class Page(HTMLParser):
    """The elements of a page, the text of each of its scripts and styles, and its visible words."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.held: list[tuple[str, dict[str, str], str]] = []
        self.words: list[str] = []
        self._inside: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {key: value or "" for key, value in attrs}
        self.elements.append((tag, values))
        if tag in ("script", "style"):
            self.held.append((tag, values, ""))
        self._inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while self._inside and self._inside.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self._inside and self._inside[-1] in ("script", "style"):
            tag, values, text = self.held[-1]
            self.held[-1] = (tag, values, text + data)
        else:
            self.words.append(data)

    def json(self, id: str) -> Any:
        """The JSON that the script of that id holds."""
        (text,) = [text for _, values, text in self.held if values.get("id") == id]
        return json.loads(text)

    def policy(self) -> dict[str, list[str]]:
        """The content-security policy, by directive."""
        (content,) = [
            values["content"]
            for tag, values in self.elements
            if tag == "meta" and values.get("http-equiv") == "Content-Security-Policy"
        ]
        parts = [part.split() for part in content.split(";")]
        return {name: rest for name, *rest in parts}


def page(report: Report, **options: Any) -> Page:
    """The page of a report."""
    stream = io.StringIO()
    output.write(report, "html", stream, **options)
    return Page(stream.getvalue())


def shape(made: Page) -> list[str]:
    """The elements of a page, in order, with what tells them apart."""
    return [f"{tag} {values.get('id', '')} {values.get('class', '')}" for tag, values in made.elements]


def test_by_suffix() -> None:
    assert output.format_of("for the studio/report.HTML") == "html"


def test_first_screen_says_what_to_do_first(report: Report) -> None:
    said = " ".join(" ".join(page(report).words).split())
    assert "4 of your 5 listings can do better" in said
    assert "4 errors, 4 warnings and 5 hints." in said
    assert "the average score rises from 85 to 99" in said
    first = said.index("What to do first")
    assert first < said.index("A claim on health or the environment lacks its proof") < said.index("Your listings")
    assert said.index("lacks its proof") < said.index("The title is longer than the store shows")
    assert "in 2 listings" in said
    assert "average 85 → 93" in said


def test_a_clean_report_says_so(report: Report) -> None:
    said = " ".join(page(replace(report, findings=(), entries=report.entries[4:])).words)
    assert "Nothing to mend in 1 listing" in said
    assert "No repair would raise a score." in said


def test_listings_are_worst_first_and_faultless_ones_are_there(report: Report) -> None:
    held = page(report).json("report")["listings"]
    assert held[0]["kind"] == "file"
    assert [one["sku"] for one in held[1:]] == ["KN-0042", "KN-0043", "KN-0044", "KN-0045", "KN-0046"]
    scores = [one["score"] for one in held[1:]]
    assert scores == sorted(scores)
    assert held[-1]["findings"] == []
    assert sum(len(one["findings"]) for one in held) == len(report.findings)


def test_words_are_marked_with_their_gravest_finding(report: Report) -> None:
    (first,) = [one for one in page(report).json("report")["listings"] if one["sku"] == "KN-0042"]
    assert "".join(text for text, _ in first["title"]) == report.entries[0].title
    assert [text for text, mark in first["title"] if mark == "warning"] == ["HANDMADE", "LOVELY"]
    assert [text for text, mark in first["title"] if mark == "error"] == [report.entries[0].title[75:]]
    quoted = next(one["quote"] for one in first["findings"] if one["code"] == "RG-003")
    assert quoted == ["Naturally ", "antibacterial", " wood, oiled twice."]
    assert first["findings"][0]["points"] == 20


def test_a_proposal_shows_old_and_new_words(report: Report) -> None:
    (first,) = [one for one in page(report).json("report")["listings"] if one["sku"] == "KN-0042"]
    edits = [edit for one in first["findings"] if "fix" in one for edit in one["fix"]["edits"]]
    assert ["title", "HANDMADE", "Handmade"] in edits
    assert ["title", report.entries[0].title[75:], ""] in edits


# ---- closed to the network and to the words of a catalogue


def test_policy_lets_only_its_own_script_and_style_run(report: Report) -> None:
    made = page(report)
    policy = made.policy()
    assert policy["default-src"] == ["'none'"]
    assert policy["img-src"] == ["data:"]
    assert policy["base-uri"] == policy["form-action"] == ["'none'"]
    running = [(tag, text) for tag, values, text in made.held if "type" not in values]
    assert [tag for tag, _ in running] == ["style", "script"]
    for tag, text in running:
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert policy[f"{tag}-src"] == [f"'sha256-{digest}'"]


def test_no_address_leaves_the_page(report: Report) -> None:
    made = page(report)
    asking = ("src", "href", "action", "srcset", "poster", "data", "formaction", "background", "ping")
    found = [values[name] for _, values in made.elements for name in asking if name in values]
    assert found == ["data:,", "#listings"]
    style, script = (PAGE / "page.css").read_text("utf-8"), (PAGE / "page.js").read_text("utf-8")
    assert not re.search(r"url\(|@import|//[a-z]", style.replace("https://", "//"))
    assert not re.search(r"fetch|XMLHttpRequest|WebSocket|import\(|sendBeacon|eval|innerHTML|insertAdjacent", script)
    assert not any(name.startswith("on") or name == "style" for _, values in made.elements for name in values)


HOSTILE = st.text(max_size=30) | st.sampled_from(
    [
        "</script><script>alert(1)</script>",
        "<!--<script>",
        "]]>",
        "</style></title></textarea><img src=x onerror=alert(1)>",
        "&lt;script&gt;",
        '"><svg onload=alert(1)>',
        "javascript:alert(1)",
        "$report $title ${script} {n} {0.__class__}",
        "\u202egnp.exe\u200b\x00\x1b[31m\udc80\ufeff\U000e0041",
        "a\r\nb\u2028c",
        "w" * 50_000,
    ]
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(words=HOSTILE, more=HOSTILE)
def test_hostile_words_stay_words(report: Report, words: str, more: str) -> None:
    at = replace(report.findings[0].location, file=words, column=more, sheet=words)
    told: dict[str, Any] = {
        "sku": more,
        "field": words,
        "message": words,
        "match": more,
        "before": words[:60],
        "after": more[:60],
    }
    finding = replace(report.findings[0], location=at, image=words, **told)
    entry = replace(report.entries[0], sku=more, title=words, file=more, store=words, images=(ImageRef(words, more),))
    run = replace(report.run, inputs=(replace(report.run.inputs[0], file=words, sheet=more),))
    lone = replace(finding, sku=f"{more}!", scope="catalog")
    file = replace(finding, scope="file")
    made = page(replace(report, run=run, entries=(entry,), findings=(finding, lone, file)))
    tame = replace(finding, sku="A", image="B", location=replace(at, file="C"))
    plain = replace(entry, sku="A", title="D", file="C", images=(ImageRef("B", "main"),))
    others = (tame, replace(tame, sku="E", scope="catalog"), replace(tame, scope="file"))
    assert shape(made) == shape(page(replace(report, entries=(plain,), findings=others)))
    held = made.json("report")["listings"]
    assert len(held) == 3
    (told_entry,) = [one for one in held if "kind" not in one]
    shown = "".join(text for text, _ in told_entry["title"])
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069\ud800-\udfff]", made.text)
    if words.isascii() and words.isprintable():
        assert shown == words[:2000]


def test_size_is_bounded_by_what_is_told(report: Report) -> None:
    empty = len(page(replace(report, entries=(), findings=())).text)
    assert empty < 80_000
    assert len(page(report).text) - empty < 20_000
    long = replace(report.findings[0], message="w" * 10**6, match="w" * 10**6, field="w" * 10**6)
    assert len(page(replace(report, findings=(long,) * 3)).text) < 160_000


@pytest.mark.parametrize("encoding", ["utf-8", "ascii", "latin-1", "cp932"])
def test_any_stream_can_hold_it(report: Report, encoding: str) -> None:
    kept = io.BytesIO()
    stream = io.TextIOWrapper(kept, encoding, newline="")
    output.write(report, "html", stream, lang="fr")
    stream.flush()
    text = kept.getvalue().decode(encoding)
    assert Page(text).json("report") == page(report, lang="fr").json("report")


# ---- large reports


def test_the_worst_are_held_and_the_rest_counted(report: Report) -> None:
    made = page(report, limit=2)
    held = made.json("report")["listings"]
    assert [one["sku"] for one in held[1:]] == ["KN-0042", "KN-0043"]
    said = " ".join(made.words)
    assert "This page holds the 2 listings of the lowest score; 3 more are left out." in said
    assert "Worked out from the 2 listings of the lowest score." in said


def test_the_lowest_are_the_lowest(report: Report) -> None:
    entries = tuple(
        replace(one, row=row, sku=f"{row % 7}", score=replace(one.score, quality=row * 37 % 101))
        for row, one in enumerate([*report.entries] * 20)
    )
    findings = tuple(
        replace(report.findings[0], sku=one.sku, location=replace(report.findings[0].location, row=one.row))
        for one in entries[::3]
    )
    whole = replace(report, entries=entries, findings=findings)
    every = whole.lowest(1000)
    assert [entry.row for entry, found in every if entry and found] and len(every) == 100
    assert all(finding.location.row == entry.row for entry, found in every if entry for finding in found)
    for limit in (1, 10, 99):
        some = whole.lowest(limit)
        assert [entry.score.quality for entry, _ in some if entry] == [
            entry.score.quality for entry, _ in every[:limit] if entry
        ]
        assert all(group in every for group in some)


def test_findings_on_no_judged_listing_are_held_whatever_the_limit(report: Report) -> None:
    stranger: Finding = replace(report.findings[0], sku="GONE", scope="catalog")
    whole = replace(report, findings=(*report.findings, stranger))
    for limit in (1, 5000):
        held = page(whole, limit=limit).json("report")["listings"]
        assert [one["sku"] for one in held if one.get("kind") == "catalogue"] == ["GONE"]


# ---- words


def test_every_word_is_used_and_every_used_word_is_there() -> None:
    script = (PAGE / "page.js").read_text("utf-8")
    markup = (PAGE / "page.html").read_text("utf-8")
    source = Path(html_report.__file__).read_text("utf-8")
    flat = {key for key, value in WORDS.items() if not isinstance(value, dict)}
    source = source.replace("words('", 'words("').replace("')", '")').replace("',", '",')
    used = {key for key in flat if f'"{key}"' in script + source or f"words.{key}" in script}
    used |= {key for key in flat if f"$w_{key.replace('-', '_')}" in markup}
    used |= {key for key in flat if key.startswith("count-") or key.endswith("-kind")}
    assert flat - used == set()
    asked = set(re.findall(r'(?:say\(|words\[)"([\w-]+)"', script)) | set(re.findall(r'words\("([\w-]+)"', source))
    assert asked <= flat


def test_the_page_speaks_french(report: Report) -> None:
    made = page(report, lang="fr")
    assert ("html", {"lang": "fr"}) in made.elements
    said = " ".join(" ".join(made.words).split())
    assert "4 de vos 5 offres peuvent faire mieux" in said
    assert "Par quoi commencer" in said
    rules = [values for tag, values in made.elements if tag == "h3"]
    assert all(values["lang"] == "en" for values in rules)  # these rules are nobody's, so that nobody told them
    with pytest.raises(ValueError, match=r"no words in 'xx'; choose one of en, fr"):
        page(report, lang="xx")


def test_rows_refused_skipped_and_unread_are_told(report: Report) -> None:
    said = " ".join(page(report).words)
    assert "autumn.csv: 6 rows, 1 refused" in said
    assert "notes.csv: no heading says title, description or SKU" in said
    assert "2 rules (IM-010, IM-011): needs the extra 'models'" in said
    assert "Part of the input was not judged." in said
