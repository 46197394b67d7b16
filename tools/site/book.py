"""All pages of the site and their order: those of docs/, README and the like, and those made from the code."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from posixpath import normpath, relpath
from typing import Any

from handmade_lint.rules import load
from tools import coverage

from . import reference, rules

ROOT = Path(__file__).parents[2]
BESIDE: Mapping[str, str] = {
    "README.md": "index.md",
    "CONTRIBUTING.md": "contributing.md",
    "CHANGELOG.md": "changelog.md",
}
"""Pages that stand outside of docs/, and what they are called in the site."""
ORDER: Mapping[str, tuple[str, ...]] = {
    "Start": ("index.md", "start-seller.md", "start-seller-fr.md", "start-tools.md", "start-reviewers.md"),
    "Use": (
        "html.md", "fix.md", "scores.md", "profile.md", "suppress.md", "baseline.md", "guide.md", "hook.md",
        "report.md", "python.md", "scale.md", "language.md", "pictures.md", "reading.md",
        "looking.md", "banks.md", "review.md",
    ),
    "Reference": ("commands.md", "stores.md", "coverage.md", "measures.md"),
    "How it judges": (
        "rights.md", "names.md", "provenance.md", "models.md", "limits.md", "speed.md", "benchmarks.md",
        "comparison.md",
    ),
    "Build on it": ("extending.md", "plugins.md", "architecture.md", "contributing.md", "changelog.md"),
}  # fmt: skip
"""Sections of the navigation. A page of docs/ that is named nowhere is put into MORE."""
MORE = "Reference"
_LINK = re.compile(r"(!?)\[((?:[^\[\]]|\[[^\]]*\])*)\]\(([^)\s]+)\)")
_FENCED = re.compile(r"(^(`{3,}|~{3,})[^\n]*\n.*?^\2[ \t]*$|`[^`\n]+`)", re.MULTILINE | re.DOTALL)


def pages() -> dict[str, str]:
    """Every page of the site by its path, as Markdown."""
    written = {**BESIDE, **{f"docs/{path.name}": path.name for path in sorted((ROOT / "docs").glob("*.md"))}}
    made = {page: moved((ROOT / path).read_text("utf-8"), path, written) for path, page in written.items()}
    every, told = load(), coverage.read()
    known = paragraphs(made["limits.md"])
    made["rules/index.md"] = rules.index(every)
    for code, rule in every.items():
        made[f"rules/{code}.md"] = rules.page(rule, told, known)
    made["stores.md"] = reference.stores(every)
    made["models.md"] = reference.models()
    made["benchmarks.md"] = reference.benchmarks()
    made["commands.md"] = reference.commands()
    return made


def pictures() -> dict[str, Path]:
    """Files that pages show, by their path in the site."""
    return {path.relative_to(ROOT / "docs").as_posix(): path for path in sorted((ROOT / "docs").rglob("*.[ps][nv]g"))}


def navigation(made: Mapping[str, str]) -> list[dict[str, Any]]:
    """MkDocs' nav: every page once."""
    placed = {page for section in ORDER.values() for page in section}
    more = [page for page in made if page not in placed and not page.startswith("rules/")]
    tabs: list[dict[str, Any]] = []
    for section, members in ORDER.items():
        own = [page for page in members if page in made]
        tabs.append({section: [*own, *(more if section == MORE else [])]})
        if section == "Use":
            groups = [{group: [f"rules/{rule.code}.md" for rule in some]} for group, some in rules.grouped(load())]
            tabs.append({"Rules": ["rules/index.md", *groups]})
    return tabs


def moved(text: str, path: str, written: Mapping[str, str]) -> str:
    """A page whose links fit the site: pages are found where they are there; files of the repository are only named.

    Args:
        text: the page as it stands in the repository.
        path: where it stands there.
        written: pages of the site by their place in the repository.
    """
    page = written[path]

    def link(found: re.Match[str]) -> str:
        picture, words, target = found.groups()
        if re.match(r"[a-z]+:|#", target):
            return found[0]
        file, mark, anchor = target.partition("#")
        place = normpath((PurePosixPath(path).parent / file).as_posix())
        if place in written:
            return f"{picture}[{words}]({relpath(written[place], PurePosixPath(page).parent)}{mark}{anchor})"
        if place.startswith("docs/"):
            return f"{picture}[{words}]({relpath(place.removeprefix('docs/'), PurePosixPath(page).parent)})"
        return f"{words} (`{place}` in the repository)" if words.strip("`") != place else f"`{place}`"

    parts = _FENCED.split(text)
    # Each match leaves two groups between the texts: the block, and its fence.
    return "".join(
        _LINK.sub(link, part) if at % 3 == 0 else part if at % 3 == 1 else "" for at, part in enumerate(parts)
    )


def paragraphs(text: str) -> list[str]:
    """Paragraphs of a page that tell something in sentences: neither headings, tables nor code."""
    parts = (" ".join(part.split()) for part in re.split(r"\n\s*\n", text))
    return [part for part in parts if part and part[0] not in "#|`~<" and ". " in f"{part} "]
