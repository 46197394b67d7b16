"""Layouts of tables that are data: headings/*.toml says which headings mark a layout and what each column means."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ..expressions import expression
from ..tables import read
from .fields import FIELDS, MANY, Column

FOLDER = Path(__file__).parent / "headings"
PLAIN = "plain"

OURS = {"handmade lint ignore": "ignore"}
"""Headings (normal form) that mean the same in every layout: what a row says to handmade-lint itself."""

_NUMBER = expression(r"(?<![a-z0-9])#?(\d{1,3})(?![a-z0-9])|(?<=[a-zà-ÿ])(\d{1,3})(?![0-9])")

_ITEM = expression(r"(.*[^\d\s])\s+(\d{1,3})")


def normal(heading: str) -> str:
    """A heading as headings are compared: NFKC, case-folded, marks and underscores as single spaces."""
    folded = unicodedata.normalize("NFKC", heading).casefold()
    return " ".join(re.sub(r"[_\-./:*\"'’#()\[\]\ufeff]+", " ", folded).split())


@dataclass(frozen=True)
class Layout:
    """One layout: how it is recognised, and its columns."""

    name: str
    store: str
    """Store that it speaks for; '' where the file does not tell."""
    marks: tuple[frozenset[str], ...]
    """Sets of headings (normal form); any one set that is there in full marks the layout."""
    exact: Mapping[str, str]
    """Normal heading → field."""
    numbered: Mapping[str, str]
    """Normal heading with '{n}' for its number → field with '{n}'."""
    forms: Mapping[str, str]
    """How cells of a field are read."""

    def marked_by(self, headings: Sequence[str]) -> bool:
        """Whether these headings mark the layout."""
        found = {normal(heading) for heading in headings}
        return any(mark <= found for mark in self.marks)

    def field(self, heading: str) -> str:
        """The field under a heading, or ''."""
        plain = normal(heading)
        if plain in self.exact:
            return self.exact[plain]
        found = None
        for found in _NUMBER.finditer(plain):
            number = found.group(1) or found.group(2)
            pattern = " ".join(f"{plain[: found.start()]} {{n}} {plain[found.end() :]}".split())
            if pattern in self.numbered:
                return self.numbered[pattern].replace("{n}", str(int(number)))
        if self.name == PLAIN and (item := _ITEM.fullmatch(plain)):
            field = self.exact.get(item.group(1), "")  # one of several: tags.2 of a JSON list, "Schlagwörter 2"
            return f"{field}.{int(item.group(2))}" if field in MANY else ""
        return ""

    def columns(self, headings: Sequence[str], mapping: Mapping[str, str] | None = None) -> tuple[Column, ...]:
        """The columns understood, in order; `mapping` (heading → field) goes before the layout."""
        own = {normal(heading): field for heading, field in (mapping or {}).items()}
        columns = []
        for index, heading in enumerate(headings):
            plain = normal(heading)
            field = own.get(plain) or OURS.get(plain) or self.field(heading)
            if field:
                name = field.partition(".")[0]
                columns.append(Column(field, heading.strip(), index, self.forms.get(name, "")))
        return tuple(columns)


@cache
def layouts() -> Mapping[str, Layout]:
    """Every layout by name, the plain one last."""
    known = [_layout(path.stem, table) for path, table in read(sorted(FOLDER.glob("*.toml"))).items()]
    return {layout.name: layout for layout in sorted(known, key=lambda layout: (layout.name == PLAIN, layout.name))}


def _layout(name: str, table: Mapping[str, Any]) -> Layout:
    exact: dict[str, str] = {}
    numbered: dict[str, str] = {}
    for field, headings in table["columns"].items():
        if field.partition(".")[0] not in FIELDS:
            raise ValueError(f"headings/{name}.toml: there is no field '{field}'")
        for heading in headings:
            if "{n}" in heading:
                pattern = " ".join(normal(heading.replace("{n}", " \ue000 ")).split()).replace("\ue000", "{n}")
                numbered[pattern] = field
            else:
                exact[normal(heading)] = field
    marks = tuple(frozenset(normal(heading) for heading in mark) for mark in table.get("marks", ()))
    return Layout(name, table.get("store", ""), marks, exact, numbered, table.get("forms", {}))
