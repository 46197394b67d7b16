"""Columns that are understood, and listings made of the cells under them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as of

from ..listing import LANGUAGES, STORE_LANGUAGES, TEXTS, ImageRef, Listing, Origin, Segment
from .markup import text_of
from .table import Row

MANY = frozenset({"bullet", "tag", "material", "keywords", "option", "personalisation", "variation", "variation_name"})
"""Fields of which a listing may have several: 'tag.1', 'tag.2', …"""

FACTS = frozenset(
    """
    brand price currency quantity production_days production_method condition parent_sku parentage relationship
    variation_theme variation variation_name colour size product_type category gtin country_of_origin who_made
    when_made is_digital personalisation_kind production_partner manufacturer manufacturer_contact responsible_person
    safety_warning status asin vendor
    """.split()
)
"""What a rule may read beside texts."""

ABOUT = frozenset({"sku", "store", "language"})
FIELDS = TEXTS | FACTS | ABOUT | {"image"}
"""Every name that a column can be mapped to."""

# (?<!\s) keeps a long run of white space from being tried from each of its characters.
_IMAGE_BREAK = re.compile(
    r"(?<!\s)\s*[\n|;]\s*|(?<!\s)\s*,\s*(?=https?:|[^,\s]{1,2000}\.\w{3,4}\b)|(?<!\s)\s+(?=https?:)"
)
_BREAKS = {
    "lines": re.compile(r"(?<!\s)\s*(?:\r\n|\r|\n|•|<br\s*/?>)\s*"),
    "commas": re.compile(r"(?<!\s)\s*[,;、]\s*"),
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column whose heading was understood."""

    field: str
    """A field, with its number where the heading has one: 'title', 'bullet.3', 'image', 'image.main', 'sku'."""
    heading: str
    index: int
    form: str = ""
    """How a cell is read: '' as it stands, 'html'; several values in one cell: 'commas', 'lines', 'underscored'."""
    name: str = of(init=False)
    """The field without its number."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", self.field.partition(".")[0])


@dataclass(frozen=True, slots=True)
class Setting:
    """What is known of a table before its rows are read."""

    file: str
    sheet: str
    store: str
    language: str
    columns: tuple[Column, ...]
    fields: frozenset[str] = of(init=False)
    """Fields that the table has a column for."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "fields", frozenset(column.name for column in self.columns) - ABOUT)


def build(setting: Setting, rows: Sequence[Row], facts: Mapping[str, str] | None = None) -> Listing | None:
    """Make a listing of its row (or rows: the first value of a single field wins, several are gathered).

    Returns:
        None where the rows hold neither a text nor a SKU.
    """
    first = rows[0]
    draft = _Draft(setting, first)
    for row in rows:
        cells = row.cells
        for column in setting.columns:
            if column.index < len(cells):
                value = cells[column.index]
                if value and not value.isspace():
                    draft.put(column, value, row)
    draft.facts.update(facts or {})
    return draft.listing()


class _Draft:
    def __init__(self, setting: Setting, row: Row) -> None:
        self.setting, self.row = setting, row
        self.texts: dict[str, str] = {}
        self.facts: dict[str, str] = {}
        self.cells: dict[str, Origin] = {}
        self.about: dict[str, str] = {}
        self.pictures: list[tuple[str, str, Origin]] = []

    def put(self, column: Column, value: str, row: Row) -> None:
        """Take what one cell says."""
        name = column.name
        origin = Origin(
            self.setting.file, row.number, column.heading, column.index, row.line, self.setting.sheet or None
        )
        if name in ABOUT:
            self.about.setdefault(name, value.strip())
            if name == "sku":
                self.cells.setdefault("sku", origin)
        elif name == "image":
            for uri in _IMAGE_BREAK.split(value.strip()):
                if uri and uri not in {known for _, known, _ in self.pictures}:
                    self.pictures.append((column.field.partition(".")[2], uri, origin))
        elif name in TEXTS:
            for text, segments in _read(value, column.form):
                self._set(self.texts, column.field, name, text, segments, origin)
        else:
            for text, segments in _read(value, column.form):
                self._set(self.facts, column.field, name, *_strip(text, segments), origin)

    def _set(
        self, into: dict[str, str], field: str, name: str, value: str, segments: tuple[Segment, ...], origin: Origin
    ) -> None:
        if not value or value.isspace():
            return
        key = field
        if name in MANY and (key == name or key in into):
            number = 1
            while f"{name}.{number}" in into:
                number += 1
            key = name if name == "keywords" and name not in into else f"{name}.{number}"
            if name in into and into[name] == value:
                return
        if key in into:
            return
        into[key] = value
        if segments:
            origin = Origin(origin.file, origin.row, origin.column, origin.index, origin.line, origin.sheet, segments)
        self.cells[key] = origin

    def listing(self) -> Listing | None:
        """The listing, or None where nothing was said."""
        if not (self.texts or self.about.get("sku")):
            return None
        setting, row = self.setting, self.row
        store = self.about.get("store", "").casefold()
        store = store if store in STORE_LANGUAGES else setting.store
        language = self.about.get("language", "")[:2].casefold()
        images = tuple(self._images())
        origin = Origin(setting.file, row.number, "", None, row.line, setting.sheet or None)
        return Listing(
            sku=self.about.get("sku") or f"row-{row.number}",
            texts=self.texts,
            images=images,
            facts=self.facts,
            store=store,
            language=language if language in LANGUAGES else setting.language,
            origin=origin,
            cells=self.cells,
            columns=setting.fields,
        )

    def _images(self) -> Iterator[ImageRef]:
        others = 0
        main = any(role == "main" for role, _, _ in self.pictures)
        for role, uri, origin in self.pictures:
            if role == "swatch":
                named = "swatch"
            elif role == "main" or not main:
                named, main = "main", True
            else:
                others += 1
                named = f"other.{others}"
            self.cells.setdefault(f"image.{named}", origin)
            yield ImageRef(uri, named)


def _read(value: str, form: str) -> Iterable[tuple[str, tuple[Segment, ...]]]:
    if form == "html":
        return [text_of(value)]
    if form == "underscored":
        return [(text.replace("_", " "), where) for text, where in _split(value, _BREAKS["commas"])]
    if form in _BREAKS:
        return _split(value, _BREAKS[form])
    return [(value, ())]


def _strip(text: str, segments: tuple[Segment, ...]) -> tuple[str, tuple[Segment, ...]]:
    """A text without white space around it, mapped into the same cell."""
    plain = text.strip()
    if segments or plain == text:
        return text, segments
    start = len(text) - len(text.lstrip())
    return plain, (Segment(0, len(plain), start, start + len(plain)),)


def _split(value: str, breaks: re.Pattern[str]) -> Iterator[tuple[str, tuple[Segment, ...]]]:
    start = len(value) - len(value.lstrip())
    for found in [*breaks.finditer(value), None]:
        end = found.start() if found else len(value.rstrip())
        if end > start:
            text = value[start:end]
            yield text, (Segment(0, len(text), start, end),)
        start = found.end() if found else end
