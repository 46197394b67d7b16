"""A listing as a catalogue tells it: texts, facts, references to pictures, and the cells they came from.

Values only. Nothing here knows rules, files or stores' limits.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Protocol, runtime_checkable

TEXTS = frozenset(
    {"title", "highlights", "bullet", "description", "keywords", "tag", "material", "personalisation", "option"}
)
"""Names (before the dot) of fields that shoppers or search engines read as words; all others are facts."""

LANGUAGES = ("en", "fr", "de", "it", "es", "ja")
"""Languages (ISO 639-1) that the rules speak."""

STORE_LANGUAGES: Mapping[str, str] = {
    "amazon.com": "en",
    "amazon.ca": "en",
    "amazon.com.mx": "es",
    "amazon.co.uk": "en",
    "amazon.de": "de",
    "amazon.fr": "fr",
    "amazon.it": "it",
    "amazon.es": "es",
    "amazon.co.jp": "ja",
    "amazon.in": "en",
    "amazon.com.au": "en",
    "amazon.ie": "en",
    "amazon.com.be": "fr",
    "amazon.nl": "nl",
    "amazon.se": "sv",
    "amazon.pl": "pl",
    "amazon.com.tr": "tr",
    "amazon.ae": "en",
    "amazon.sa": "en",
    "amazon.eg": "en",
    "amazon.sg": "en",
    "amazon.com.br": "pt",
    "etsy": "",
    "google": "",
    "shopify": "",
    "woocommerce": "",
    "minne": "ja",
    "creema": "ja",
}
"""Every store that ``--store`` accepts, with the one language its listings must be in ('' where any will do)."""

HANDMADE_STORES = (
    "amazon.com",
    "amazon.ca",
    "amazon.com.mx",
    "amazon.co.uk",
    "amazon.de",
    "amazon.fr",
    "amazon.it",
    "amazon.es",
)
"""The eight stores with a Handmade programme (HM8 in the guide)."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a text and the stretch of the cell it was read from; equal lengths map character by character."""

    start: int
    end: int
    cell_start: int
    cell_end: int


PlainOrigin = tuple[str, int, str, int | None, int | None, str | None, list[tuple[int, int, int, int]]]


@runtime_checkable
class PlainCells(Protocol):
    """Cells that are told as plain data without an Origin being made of each."""

    def plain(self, field: str) -> PlainOrigin:
        """What `cells[field].plain()` tells."""


@dataclass(frozen=True, slots=True)
class Origin:
    """The cell that a text came from."""

    file: str
    row: int
    """1-based row as a spreadsheet shows it (for JSON: the position of the item)."""
    column: str = ""
    """Heading of the column, or path inside a JSON item."""
    index: int | None = None
    """0-based position of the column; None where there are no columns."""
    line: int | None = None
    """1-based line of the file on which the row begins; None where a file has no lines (XLSX, Parquet)."""
    sheet: str | None = None
    segments: tuple[Segment, ...] = ()
    """How the text maps into the cell, in order; empty where text and cell are the same string."""

    def plain(self) -> PlainOrigin:
        """Its values as plain data."""
        segments = [(one.start, one.end, one.cell_start, one.cell_end) for one in self.segments]
        return self.file, self.row, self.column, self.index, self.line, self.sheet, segments

    def locate(self, start: int, end: int) -> tuple[int, int]:
        """Map the half-open span [start, end) of the text to a span of the cell's own string."""
        if not self.segments:
            return start, end
        return self._point(start, closing=False), self._point(max(end - 1, start), closing=True)

    def _point(self, at: int, *, closing: bool) -> int:
        starts = [segment.start for segment in self.segments]
        segment = self.segments[max(0, bisect_right(starts, at) - 1)]
        if at >= segment.end:
            return segment.cell_end
        if segment.end - segment.start == segment.cell_end - segment.cell_start:
            return segment.cell_start + (at - segment.start) + (1 if closing else 0)
        return segment.cell_end if closing else segment.cell_start


@dataclass(frozen=True, slots=True)
class ImageRef:
    """A reference to a picture, never its pixels."""

    uri: str
    role: str
    """'main', 'other.1', 'other.2', …, 'swatch'."""


@dataclass(frozen=True, slots=True)
class Listing:
    """One product as its row (or rows) of a catalogue tells it."""

    sku: str
    texts: Mapping[str, str]
    """Flat: 'title', 'bullet.1', 'tag.3', 'personalisation.1'. Empty cells are absent."""
    images: tuple[ImageRef, ...] = ()
    facts: Mapping[str, str] = field(default_factory=dict)
    """Flat: 'brand', 'quantity', 'variation.1', … Empty cells are absent."""
    store: str = "amazon.com"
    """A key of STORE_LANGUAGES."""
    language: str = ""
    """ISO 639-1 code of the listing's words; '' where the catalogue does not say."""
    origin: Origin = Origin("", 0)
    """The row."""
    cells: Mapping[str, Origin] = field(default_factory=dict)
    """The cell of each text, fact and picture role, by the same names."""
    columns: frozenset[str] = frozenset()
    """Fields that the catalogue has a column for, filled or not ('bullet', 'brand', …): absence there is a choice."""
    _fields: dict[str, list[tuple[str, str]]] | None = field(default=None, init=False, repr=False, compare=False)

    @property
    def fields(self) -> Mapping[str, Sequence[tuple[str, str]]]:
        """Field without its number → its filled (field, value) pairs, in order; made when it is first asked for."""
        if self._fields is None:
            object.__setattr__(self, "_fields", _by_root(self.texts, self.facts))
        assert self._fields is not None
        return self._fields

    def get(self, name: str) -> str:
        """The text or fact of that exact name, or ''."""
        return self.texts.get(name) or self.facts.get(name, "")

    def read(self, name: str) -> Iterator[tuple[str, str]]:
        """Yield (field, value) for a field and its numbered kin: 'bullet' yields 'bullet.1' and so on."""
        found = self.fields.get(name, ())
        root = _root(name)
        if root != name:
            found = [*(pair for pair in self.fields.get(root, ()) if pair[0] == name), *found]
        return iter(found)

    def cell(self, name: str) -> Origin:
        """Where a field came from; the row itself when the field has no cell of its own."""
        return self.cells.get(name, self.origin)


def _by_root(*several: Mapping[str, str]) -> dict[str, list[tuple[str, str]]]:
    fields: dict[str, list[tuple[str, str]]] = {}
    for values in several:
        for item in values.items():
            root = _root(item[0])
            if root in fields:
                fields[root].append(item)
            else:
                fields[root] = [item]
    return fields


@lru_cache(maxsize=4096)
def _root(name: str) -> str:
    """A field's name without its number."""
    head, _, number = name.rpartition(".")
    return head if number.isdigit() and head else name
