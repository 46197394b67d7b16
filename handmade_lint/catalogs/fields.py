"""Columns that are understood, and listings made of the cells under them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from ..expressions import expression
from ..listing import LANGUAGES, STORE_LANGUAGES, TEXTS, ImageRef, Listing, Origin, PlainOrigin, Segment
from .markup import text_of
from .table import Row

MANY = frozenset(
    {"bullet", "tag", "material", "keywords", "option", "personalisation", "variation", "variation_name", "style"}
)
"""Fields of which a listing may have several: 'tag.1', 'tag.2', …"""

FACTS = frozenset(
    """
    is_adult brand price list_price sale_price currency quantity production_days production_method condition parent_sku
    parentage relationship
    variation_theme variation variation_name colour size product_type category gtin country_of_origin who_made
    when_made is_digital personalisation_kind production_partner manufacturer manufacturer_contact responsible_person
    safety_warning status asin vendor metal metal_stamp metal_weight certificate prop65 child_warning
    fulfilment personalisation_limit style creativity_standard ai_made ai_written digital_source_type
    item_length item_width item_height item_weight length_unit width_unit height_unit weight_unit
    listed_on ignore
    """.split()
)
"""What a rule may read beside texts."""

ABOUT = frozenset({"sku", "store", "language"})
FIELDS = TEXTS | FACTS | ABOUT | {"image"}
"""Every name that a column can be mapped to."""

_STRUCTURED = expression(r'\s*(default|trained_algorithmic_media|)\s*:\s*"?(.*?)"?\s*$', re.DOTALL)
# (?<!\s) keeps a long run of white space from being tried from each of its characters.
_IMAGE_BREAK = expression(
    r"(?<!\s)\s*[\n|;]\s*|(?<!\s)\s*,\s*(?=https?:|[^,\s]{1,2000}\.\w{3,4}\b)|(?<!\s)\s+(?=https?:)"
)
_SIGNS = {"lines": ("\n", "\r", "•", "<"), "commas": (",", ";", "、")}
_BREAKS = {
    "lines": expression(r"(?<!\s)\s*(?:\r\n|\r|\n|•|<br\s*/?>)\s*"),
    "commas": expression(r"(?<!\s)\s*[,;、]\s*"),
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column whose heading was understood."""

    field: str
    """A field, with its number where the heading has one: 'title', 'bullet.3', 'image', 'image.main', 'sku'."""
    heading: str
    index: int
    form: str = ""
    """How a cell is read: '' as it stands, 'html', 'structured' (Google's mark for texts written by a machine, a colon
    and the text); several values in one cell: 'commas', 'lines', 'underscored'."""

    @property
    def name(self) -> str:
        """The field without its number."""
        return self.field.partition(".")[0]


@dataclass(frozen=True)
class Setting:
    """What is known of a table before its rows are read."""

    file: str
    sheet: str
    store: str
    language: str
    columns: tuple[Column, ...]

    @cached_property
    def fields(self) -> frozenset[str]:
        """Fields that the table has a column for; 'image.other' where it has columns for more than one picture."""
        pictures = sum(column.name == "image" and column.field != "image.swatch" for column in self.columns)
        names = {column.name for column in self.columns} | ({"image.other"} if pictures > 1 else set())
        return frozenset(names) - ABOUT

    @cached_property
    def positions(self) -> frozenset[int]:
        """Where the columns stand."""
        return frozenset(column.index for column in self.columns)

    @cached_property
    def prepared(self) -> tuple[tuple[int, Column, str, str], ...]:
        """Of each column: position, itself, field, and 'text' or 'fact' where a cell is one just as it stands."""
        return tuple((column.index, column, column.field, _kind(column)) for column in self.columns)


def _kind(column: Column) -> str:
    name = column.name
    if name in ABOUT or name == "image" or column.field in MANY or column.form not in ("", "lines", "commas"):
        return ""
    return "text" if name in TEXTS else "fact"


class Cells(Mapping[str, Origin]):
    """The cells of a listing's fields; an Origin is made when it is asked for, since few are."""

    __slots__ = ("_found", "_setting")

    def __init__(self, setting: Setting, found: dict[str, tuple[Row, Column, tuple[Segment, ...]]]) -> None:
        self._setting, self._found = setting, found

    def __getitem__(self, field: str) -> Origin:
        row, column, segments = self._found[field]
        sheet = self._setting.sheet or None
        return Origin(self._setting.file, row.number, column.heading, column.index, row.line, sheet, segments)

    def __contains__(self, field: object) -> bool:
        return field in self._found

    def __iter__(self) -> Iterator[str]:
        return iter(self._found)

    def plain(self, field: str) -> PlainOrigin:
        """What `cells[field].plain()` tells, made without an Origin."""
        row, column, segments = self._found[field]
        parts = [(one.start, one.end, one.cell_start, one.cell_end) for one in segments] if segments else []
        return (
            self._setting.file,
            row.number,
            column.heading,
            column.index,
            row.line,
            self._setting.sheet or None,
            parts,
        )

    def __len__(self) -> int:
        return len(self._found)


def build(setting: Setting, rows: Sequence[Row], facts: Mapping[str, str] | None = None) -> Listing | None:
    """Make a listing of its row (or rows: the first value of a single field wins, several are gathered).

    Returns:
        None where the rows hold neither a text nor a SKU.
    """
    draft = _Draft(setting, rows[0])
    found = draft.found
    for row in rows:
        cells = row.cells
        width = len(cells)
        for index, column, field, kind in setting.prepared:
            value = cells[index] if index < width else ""
            if not value or value.isspace():
                continue
            if kind and field not in found and (not column.form or _undivided(value, column.form)):
                if kind == "text":
                    draft.texts[field] = value
                    found[field] = (row, column, ())
                else:
                    draft.facts[field], segments = _strip(value, ())
                    found[field] = (row, column, segments)
            else:
                draft.put(column, value, row)
    draft.facts.update(facts or {})
    return draft.listing()


class _Draft:
    __slots__ = ("about", "facts", "found", "pictures", "row", "setting", "texts")

    def __init__(self, setting: Setting, row: Row) -> None:
        self.setting, self.row = setting, row
        self.texts: dict[str, str] = {}
        self.facts: dict[str, str] = {}
        self.found: dict[str, tuple[Row, Column, tuple[Segment, ...]]] = {}
        self.about: dict[str, str] = {}
        self.pictures: list[tuple[str, str, Row, Column]] = []

    def put(self, column: Column, value: str, row: Row) -> None:
        """Take what one cell says."""
        name = column.name
        if name in ABOUT:
            self.about.setdefault(name, value.strip())
            if name == "sku":
                self.found.setdefault("sku", (row, column, ()))
        elif name == "image":
            role = column.field.partition(".")[2]
            value = value.strip()
            several = any(sign in value for sign in ("\n", "|", ";", ",", " "))
            for uri in _IMAGE_BREAK.split(value) if several else (value,):
                if uri and not any(uri == known for _, known, _, _ in self.pictures):
                    self.pictures.append((role, uri, row, column))
        elif name in TEXTS:
            if column.form == "structured" and (marked := _STRUCTURED.match(value)) and marked.group(1):
                self.facts.setdefault("digital_source_type", marked.group(1))
            for text, segments in _read(value, column.form):
                self._set(self.texts, column, name, text, row, segments)
        else:
            for text, segments in _read(value, column.form):
                plain, places = _strip(text, segments)
                self._set(self.facts, column, name, plain, row, places)

    def _set(
        self, into: dict[str, str], column: Column, name: str, value: str, row: Row, segments: tuple[Segment, ...]
    ) -> None:
        if not value or value.isspace():
            return
        key = column.field
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
        self.found[key] = (row, column, segments)

    def listing(self) -> Listing | None:
        """The listing, or None where nothing was said."""
        if not (self.texts or self.about.get("sku")):
            return None
        setting, row = self.setting, self.row
        store = self.about.get("store", "").casefold()
        store = store if store in STORE_LANGUAGES else setting.store
        language = self.about.get("language", "")[:2].casefold()
        images = tuple(self._images()) if self.pictures else ()
        return Listing(
            sku=self.about.get("sku") or f"row-{row.number}",
            texts=self.texts,
            images=images,
            facts=self.facts,
            store=store,
            language=language if language in LANGUAGES else setting.language,
            origin=Origin(setting.file, row.number, "", None, row.line, setting.sheet or None),
            cells=Cells(setting, self.found),
            columns=setting.fields,
        )

    def _images(self) -> Iterator[ImageRef]:
        others = 0
        main = any(role == "main" for role, *_ in self.pictures)
        for role, uri, row, column in self.pictures:
            if role == "swatch":
                named = "swatch"
            elif role == "main" or not main:
                named, main = "main", True
            else:
                others += 1
                named = f"other.{others}"
            self.found.setdefault(f"image.{named}", (row, column, ()))
            yield ImageRef(uri, named)


def _read(value: str, form: str) -> Iterable[tuple[str, tuple[Segment, ...]]]:
    if form == "html":
        return [text_of(value)]
    if form == "structured" and (marked := _STRUCTURED.match(value)):
        start, end = marked.span(2)
        return [(value[start:end], (Segment(0, end - start, start, end),))]
    if form == "underscored":
        return [(text.replace("_", " "), where) for text, where in _split(value, _BREAKS["commas"])]
    if form in _BREAKS:
        return _split(value, _BREAKS[form])
    return [(value, ())]


def _undivided(value: str, form: str) -> bool:
    """Whether a cell of several values holds one, with nothing around it."""
    if value[0].isspace() or value[-1].isspace():
        return False
    return not any(sign in value for sign in _SIGNS[form])


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
