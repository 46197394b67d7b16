"""Notices to makers: what was decided on which listing, what was seen, which clause, what would settle it, by when."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from ..speech import LANGUAGES
from ..visible import clip
from .verdicts import OF_GROUP, VERDICTS
from .view import View
from .words import Words

ANSWER_DAYS = 21
"""Days that a maker has to answer, unless told otherwise."""
_QUOTED = 6


@cache
def table() -> Mapping[str, Any]:
    """The words of notices, in English."""
    return tomllib.loads(Path(__file__).with_name("notices.toml").read_text("utf-8"))


def language_for(language: str) -> str:
    """The language of a notice to a maker whose listing is in a language: English where there are no words in it."""
    return language if language in LANGUAGES else "en"


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
    words = Words(language)

    def tell(key: str, part: str = "", **values: str) -> str:
        found = table()[key]
        keyed = words.keyed(f"notice.{key}.{part}".rstrip("."), found[part] if part else found)
        return keyed.format(**values)

    said = [code for code in reasons if code in table()["seen-of"]] or list(view.suggested) or ["misleading"]
    answer_by = (decided + timedelta(days=days)).isoformat()

    title = clip(view.item["title"], 200) or clip(view.item["sku"], 80)
    about = (title, f"SKU {clip(view.item['sku'], 80)}", view.item["store"])
    cited = [one for one in view.found if OF_GROUP.get(one.rule["group"]) in said] or list(view.found[:_QUOTED])
    seen = [tell("seen-of", code) for code in said]
    for one in cited[:_QUOTED]:
        if one.finding["match"]:
            field = words.field(one.finding["field"].partition(".")[0])
            seen.append(tell("words", field=field, match=clip(one.finding["match"], 160)))
    clauses = [
        tell(
            "clause-line",
            code=f"{one.finding['code']} {one.rule['name']}",
            source=_source(one.rule),
            date=words.day(guide),
        )
        for one in cited[:_QUOTED]
    ]
    sections = [
        Section(tell("listing"), about),
        Section(tell("seen"), tuple(dict.fromkeys(seen))),
        Section(tell("clause"), tuple(dict.fromkeys(clauses))),
        Section(tell("proof"), tuple(dict.fromkeys(tell("proof-of", code) for code in said))),
    ]
    if note.strip():
        sections.append(Section(tell("note"), (clip(note.strip(), 2000),)))
    return Notice(
        language,
        tell("subject", verdict, title=title),
        (tell("greeting"), tell("decision", verdict)),
        tuple(one for one in sections if one.lines),
        (
            tell("by-when" if verdict == "proof" else "by-when-removed", date=words.day(answer_by)),
            *(tell(key) for key in ("automation", "appeal", "signed")),
        ),
        answer_by,
    )


def _source(rule: Mapping[str, Any]) -> str:
    return str(rule["source"][0]) if rule["source"] else "handmade-lint"
