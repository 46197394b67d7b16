"""The sentences that the role model learns from and is judged by: shapes filled with names, and those written by hand.

`python -m training.rights sentences` writes sentences.tsv; the split into parts is made where names and shapes are
written (names.txt, shapes.LANGUAGE.txt, hand.LANGUAGE.txt), so that no name and no shape stands in two parts.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import astuple, dataclass, fields
from functools import partial
from pathlib import Path

FOLDER = Path(__file__).parent
FILE = FOLDER / "sentences.tsv"
LANGUAGES = ("en", "fr", "de", "it", "es", "ja")
PARTS = ("train", "tune", "earlier", "test")
"""`earlier` was the test part until its errors had been read; it is still reported, beside `test`."""
_FILLINGS = 4
"""How often a shape is filled; in the test part a shape counts as often as there are fillings, so it has fewer."""
_TUNE_FILLINGS = 3
_SLOT = re.compile(r"\{([a-z/]+|[A-Z])\}")
_NAMED = re.compile(r"\[\[(.+?)\]\]")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with one name in it and the role that the name plays."""

    part: str
    """One of PARTS."""
    language: str
    role: str
    kind: str
    """Of the name, as in handmade_lint.names."""
    goods: str
    """Nice classes, between spaces; '' where none is told."""
    everyday: bool
    """The name is also an everyday word."""
    voice: str
    """'shape' or 'hand'."""
    shape: str
    """The sentence with its slots, or without the name: what may not stand in two parts."""
    text: str
    """The name stands between double brackets."""

    @property
    def plain(self) -> str:
        """The text without brackets."""
        return _NAMED.sub(r"\1", self.text)

    @property
    def span(self) -> tuple[int, int]:
        """Half-open characters of the name in `plain`."""
        found = _NAMED.search(self.text)
        assert found is not None
        return found.start(), found.end() - 4

    @property
    def name(self) -> str:
        """The name as written."""
        start, end = self.span
        return self.plain[start:end]


@dataclass(frozen=True, slots=True)
class _Name:
    name: str
    kind: str
    everyday: bool
    languages: tuple[str, ...]


def compose() -> list[Sentence]:
    """All sentences, in a fixed order."""
    names, fills, goods = _names(), _fills(), _goods()
    made = [one for language in LANGUAGES for one in _filled(language, names, fills, goods)]
    return [*made, *(one for language in LANGUAGES for one in _by_hand(language, goods))]


def write(sentences: list[Sentence], file: Path = FILE) -> None:
    """Write them as a table with tabs."""
    heads = [field.name for field in fields(Sentence)]
    rows = [[str(int(cell)) if isinstance(cell, bool) else cell for cell in astuple(one)] for one in sentences]
    file.write_text("\n".join("\t".join(row) for row in [heads, *rows]) + "\n", "utf-8")


def read(file: Path = FILE) -> list[Sentence]:
    """Read what `write` wrote."""
    rows = [line.split("\t") for line in file.read_text("utf-8").splitlines()[1:]]
    return [Sentence(*row[:5], row[5] == "1", *row[6:]) for row in rows]  # type: ignore[call-arg,arg-type]


def _lines(path: Path) -> Iterator[tuple[list[str], str]]:
    """Lines of a file, each with the words of the heading in brackets that it stands under."""
    heading: list[str] = []
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("[") and line.endswith("]") and not line.startswith("[["):
            heading = line[1:-1].split()
        elif line.strip() and not line.startswith("#"):
            yield heading, line.strip()


def _names() -> dict[tuple[str, str], list[_Name]]:
    found: dict[tuple[str, str], list[_Name]] = {}
    for (slot, kind, part), line in _lines(FOLDER / "names.txt"):
        for told in line.split(";"):
            name, _, languages = told.partition("@")
            everyday = name.strip().endswith("*")
            one = _Name(name.strip().rstrip("*"), kind, everyday, tuple(languages.split()))
            found.setdefault((slot, part), []).append(one)
    return found


def _fills() -> dict[tuple[str, str], list[str]]:
    return {(slot, language): [one.strip() for one in line.split(";")]
            for (slot, language), line in _lines(FOLDER / "fill.txt")}  # fmt: skip


def _filled(
    language: str,
    names: dict[tuple[str, str], list[_Name]],
    fills: dict[tuple[str, str], list[str]],
    goods: dict[str, str],
) -> Iterator[Sentence]:
    """Shapes with names and things in their slots."""
    for (role, part), shape in _lines(FOLDER / f"shapes.{language}.txt"):
        chance = random.Random(f"{language} {shape}")
        slots = [slot for slot in _SLOT.findall(shape) if not slot.isupper()]
        own = {
            kind: language == "ja" and _has_own(names, kind, part) and chance.random() < 0.7 for kind in _kinds(slots)
        }
        candidates = [
            (kind_of, one)
            for kind_of in _kinds(slots)
            for one in names[kind_of, part]
            if language in one.languages or (not one.languages and not own[kind_of])
        ]
        count = min(len(candidates), _FILLINGS if part == "train" else _TUNE_FILLINGS)
        for _, one in chance.sample(candidates, count):
            text = _SLOT.sub(partial(_fill, one=one, language=language, fills=fills, chance=chance), shape)
            text = text[0].upper() + text[1:] if text[0].islower() and chance.random() < 0.8 else text
            classes = goods.get(one.name, "")
            yield Sentence(part, language, role, one.kind, classes, one.everyday, "shape", shape, text)


def _goods() -> dict[str, str]:
    told = [line.partition(": ") for _, line in _lines(FOLDER / "goods.txt")]
    return {name.strip(): classes for classes, _, names in told for name in names.split(";")}


def _kinds(slots: list[str]) -> list[str]:
    return slots[0].split("/")


def _has_own(names: dict[tuple[str, str], list[_Name]], slot: str, part: str) -> bool:
    return any("ja" in one.languages for one in names[slot, part])


def _fill(
    hit: re.Match[str], one: _Name, language: str, fills: dict[tuple[str, str], list[str]], chance: random.Random
) -> str:
    return chance.choice(fills[hit.group(1), language]) if hit.group(1).isupper() else f"[[{one.name}]]"


def _by_hand(language: str, goods: dict[str, str]) -> Iterator[Sentence]:
    for (part,), line in _lines(FOLDER / f"hand.{language}.txt"):
        about, _, text = line.partition(" | ")
        role, kind = about.split()
        shape = _NAMED.sub("[[]]", text)
        found = _NAMED.search(text)
        classes = goods.get(found.group(1), "") if found else ""
        yield Sentence(part, language, role, kind.rstrip("*"), classes, kind.endswith("*"), "hand", shape, text)
