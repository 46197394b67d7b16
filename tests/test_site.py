"""The documentation site: its pages are made from the code, all are reached, no link is dead; built, it asks nobody."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest

from handmade_lint import GUIDE
from handmade_lint.cli import app
from handmade_lint.finding import FORCES
from handmade_lint.listing import STORE_LANGUAGES
from handmade_lint.rules import load
from tools import coverage
from tools.site import __main__ as tool
from tools.site import book, links, rules
from tools.site.markup import code, fence, words

ROOT = Path(__file__).parents[1]
NO_MKDOCS = "needs pip install 'handmade-lint[docs]'; run `make docs` for the strict build"


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    return book.pages()


def placed(nav: Any) -> Iterator[str]:
    """Pages that the navigation reaches."""
    if isinstance(nav, str):
        yield nav
    else:
        for inner in nav.values() if isinstance(nav, dict) else nav:
            yield from placed(inner)


def test_no_link_is_dead(pages: dict[str, str]) -> None:
    assert list(links.dead(pages, book.pictures())) == []


def test_every_page_is_in_the_navigation_once(pages: dict[str, str]) -> None:
    assert sorted(placed(book.navigation(pages))) == sorted(pages)


def test_every_page_of_docs_and_every_rule_has_a_page(pages: dict[str, str]) -> None:
    assert {path.name for path in (ROOT / "docs").glob("*.md")} <= set(pages)
    assert {f"rules/{code}.md" for code in load()} <= set(pages)


def test_every_page_begins_with_one_title(pages: dict[str, str]) -> None:
    for path, text in pages.items():
        bare = re.sub(r"^(`{3,}|~{3,})[^\n]*\n.*?^\1[ \t]*$", "", text, flags=re.MULTILINE | re.DOTALL)
        assert len(re.findall(r"^# ", bare, re.MULTILINE)) == 1, path


@pytest.mark.parametrize(
    "of", ["TI-001", "BU-009", "RE-007", "HM-022", "XC-023", "IM-010", "FL-005", "PR-004", "CA-101"]
)
def test_a_rules_page_tells_what_the_rule_says(of: str, pages: dict[str, str]) -> None:
    rule, page = load()[of], pages[f"rules/{of}.md"]
    assert page.startswith(f"# {rule.code} {rule.name}\n\n{words(rule.summary)}\n")
    for word in (FORCES[rule.force].capitalize(), GUIDE, *(source.removesuffix("/") for source in rule.source[:1])):
        assert word in page or words(word) in page
    for case in [*rule.bad, *rule.good]:
        for value in [
            str(value) for row in case.rows[:4] for key, value in row.items() if key in ("title", "bullet.1")
        ]:
            assert fence(value).split("\n")[1] in page
    for key in rule.settings:
        assert f"\n{key} = " in page
    assert f"handmade-lint suppress {of} --sku" in page
    assert not re.search("[\x00-\x08\x0b-\x1f]", page)


def test_a_page_follows_its_rule(pages: dict[str, str]) -> None:
    """What a rule says otherwise, its page says otherwise: nothing on it is kept elsewhere."""
    from dataclasses import replace

    rule = load()["TI-014"]
    other = replace(rule, doc="Loud *titles*.\n\nThey shout.", severity="error", advice="Whisper.", settings={"by": 7})
    page = rules.page(other, coverage.read())
    assert "Loud \\*titles\\*." in page
    assert "| severity | error |" in page
    assert "Whisper." in page
    assert "by = 7" in page


def test_limits_with_their_days_stand_on_the_pages_of_their_rules(pages: dict[str, str]) -> None:
    assert "| `title-characters` | 75 | amazon, except amazon.sa" in pages["rules/TI-001.md"]
    assert "| 2026-07-27 |" in pages["rules/TI-001.md"]
    assert "| 2027-01-31 |" in pages["rules/XC-023.md"]
    assert "## Limits" not in pages["rules/TI-014.md"]


def test_a_false_alarm_on_record_is_told_and_guards_are(pages: dict[str, str]) -> None:
    assert "> " in pages["rules/TI-003.md"].partition("## Known false alarms")[2]
    assert "No false alarm of this rule is on record" in pages["rules/BU-009.md"]
    assert code("pelle ecologica") in pages["rules/BU-009.md"]


def test_stores_models_benchmarks_and_commands_are_all_there(pages: dict[str, str]) -> None:
    assert all(f"| `{store}` |" in pages["stores.md"] for store in STORE_LANGUAGES)
    for card in (ROOT / "models").glob("*/card.json"):
        assert f"\n## {card.parent.name}\n" in pages["models.md"]
    listed = subprocess.run(
        [sys.executable, "-m", "benchmarks", "--list"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    names = re.findall(r"^([\w-]+) {2,}\S", listed, re.MULTILINE)
    assert len(names) > 5
    for name in names:
        assert f"python -m benchmarks {name}\n" in pages["benchmarks.md"]
    context = click.Context(app)
    for name in app.list_commands(context):
        assert f"\n## {name}\n" in pages["commands.md"]
        command = app.get_command(context, name)
        assert command is not None
        if isinstance(command, click.Group):
            continue
        for option in command.params:
            if isinstance(option, click.Option) and not option.hidden:
                assert option.opts[0] in pages["commands.md"]


@pytest.mark.parametrize(
    ("page", "fault"),
    [
        ("[gone](gone.md)", "a.md: gone.md is no page of the site"),
        ("[there](b.md#gone)", "a.md: b.md#gone: b.md has no such heading"),
        ("![picture](gone.png)", "a.md: gone.png is no page of the site"),
        ('<img src="gone.png">', "a.md: gone.png is no page of the site"),
        ("[here](#gone)", "a.md: #gone: a.md has no such heading"),
    ],
)
def test_a_planted_dead_link_is_found(page: str, fault: str) -> None:
    assert list(links.dead({"a.md": page, "b.md": "# There"})) == [fault]


def test_links_that_lead_somewhere_are_none() -> None:
    text = "# A b, `c`\n\n[x](sub/b.md#so-it-is) [y](#a-b-c) [z](https://example.org) `[code](gone.md)` ![p](p.png)"
    assert not list(links.dead({"a.md": text, "sub/b.md": "## So it is\n\n[up](../a.md)"}, ["p.png"]))


def test_links_of_the_repository_are_moved() -> None:
    written = {"README.md": "index.md", "docs/a.md": "a.md"}
    assert book.moved("[a](docs/a.md#b)", "README.md", written) == "[a](a.md#b)"
    assert book.moved("[up](../README.md)", "docs/a.md", written) == "[up](index.md)"
    assert book.moved("[law](../LICENSE)", "docs/a.md", written) == "law (`LICENSE` in the repository)"
    kept = "~~~\n[a](docs/a.md)\n~~~\n`[b](docs/a.md)`"
    assert book.moved(kept, "README.md", written) == kept


def test_words_are_no_markup() -> None:
    assert words("a *b* <i> [c](d) `x*y`") == r"a \*b\* \<i\> \[c\](d) `x*y`"
    assert code("a`b") == "`` a`b ``"
    assert fence("~~~\nx").startswith("~~~~text\n")


def test_nothing_is_fetched_by_the_settings() -> None:
    settings = (ROOT / "mkdocs.yml").read_text("utf-8")
    assert "font: false" in settings
    assert not re.search(r"https?://", settings)
    assert "- offline" not in settings, "it asks unpkg.com for a script on every page"


def test_the_built_site_is_strict_and_asks_nobody(tmp_path: Path, pages: dict[str, str]) -> None:
    if importlib.util.find_spec("material") is None:
        pytest.skip(NO_MKDOCS)
    tool.write(tmp_path, pages, book.pictures())
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "-f", str(tmp_path / "mkdocs.yml")],
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": "", "NO_MKDOCS_2_WARNING": "1"},
    )
    assert done.returncode == 0, done.stderr
    built = {path: path.read_text("utf-8") for path in (tmp_path / "site").rglob("*.html")}
    assert len(built) >= len(pages)
    for path, text in built.items():
        asked = re.findall(r"<(?:script|img|iframe)[^>]*src=\"(https?:[^\"]*)|<link[^>]*href=\"(https?:[^\"]*)", text)
        assert not asked, (path, asked)
