"""Notices to makers: what was decided on which listing, what was seen, which clause, what would settle it, by when."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from ..visible import clip
from .verdicts import OF_GROUP, VERDICTS
from .view import View

ANSWER_DAYS = 21
"""Days that a maker has to answer, unless told otherwise."""
_QUOTED = 6


@cache
def tables() -> Mapping[str, Any]:
    """The words of notices, by language."""
    return tomllib.loads(Path(__file__).with_name("notices.toml").read_text("utf-8"))


def languages() -> dict[str, str]:
    """ISO 639-1 codes, and what each language calls itself."""
    return {code: table["name"] for code, table in tables().items()}


def language_for(language: str) -> str:
    """The language of a notice to a maker whose listing is in a language: English where there are no words in it."""
    return language if language in tables() else "en"


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and the lines under it."""

    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Notice:
    """A letter to a maker."""

    language: str
    subject: str
    opening: tuple[str, ...]
    sections: tuple[Section, ...]
    closing: tuple[str, ...]
    answer_by: str
    """Day, ISO 8601."""

    @property
    def text(self) -> str:
        """The letter as plain text, without its subject."""
        parts = ["\n".join(self.opening)]
        parts += [f"{one.heading}\n" + "\n".join(f"- {line}" for line in one.lines) for one in self.sections]
        return "\n\n".join([*parts, *self.closing]) + "\n"


def notice(
    view: View,
    verdict: str,
    reasons: Sequence[str],
    note: str,
    decided: date,
    guide: str,
    language: str = "",
    days: int = ANSWER_DAYS,
) -> Notice | None:
    """The notice of a decision; None where it yields none ('allow', 'unsure').

    Args:
        view: the item.
        verdict: what was decided.
        reasons: reason codes; without any, those that the findings suggest.
        note: the reviewer's note, told as it is.
        decided: day of the decision.
        guide: day (ISO) of the rules.
        language: ISO 639-1; the listing's own when ''.
        days: that the maker has to answer.
    """
    if not VERDICTS[verdict].clauses:
        return None
    language = language_for(language or view.item["language"])
    words = tables()[language]
    said = [code for code in reasons if code in words["reason"]] or list(view.suggested) or ["misleading"]
    answer_by = decided + timedelta(days=days)

    def day(on: date) -> str:
        return on.strftime(words["date"])

    title = clip(view.item["title"], 200) or clip(view.item["sku"], 80)
    about = (title, f"SKU {clip(view.item['sku'], 80)}", view.item["store"])
    cited = [one for one in view.found if OF_GROUP.get(one.rule["group"]) in said] or list(view.found[:_QUOTED])
    seen = [words["reason"][code]["seen"] for code in said]
    for one in cited[:_QUOTED]:
        if one.finding["match"]:
            field = words["field"].get(one.finding["field"].partition(".")[0], one.finding["field"])
            seen.append(words["words"].format(field=field, match=clip(one.finding["match"], 160)))
    clauses = [
        words["clause-line"].format(
            code=f"{one.finding['code']} {one.rule['name']}",
            source=_source(one.rule),
            date=day(date.fromisoformat(guide)),
        )
        for one in cited[:_QUOTED]
    ]
    sections = [
        Section(words["listing"], about),
        Section(words["seen"], tuple(dict.fromkeys(seen))),
        Section(words["clause"], tuple(dict.fromkeys(clauses))),
        Section(words["proof"], tuple(dict.fromkeys(words["reason"][code]["proof"] for code in said))),
    ]
    if note.strip():
        sections.append(Section(words["note"], (clip(note.strip(), 2000),)))
    ending = words["by-when"] if verdict == "proof" else words["by-when-removed"]
    return Notice(
        language,
        words["subject"][verdict].format(title=title),
        (words["greeting"], words["decision"][verdict]),
        tuple(one for one in sections if one.lines),
        (ending.format(date=day(answer_by)), words["automation"], words["appeal"], words["signed"]),
        answer_by.isoformat(),
    )


def _source(rule: Mapping[str, Any]) -> str:
    return str(rule["source"][0]) if rule["source"] else "handmade-lint"
