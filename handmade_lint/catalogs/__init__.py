"""Catalogue files of any program, told apart by their content, as listings and faults.

`open_catalog` finds the container (sheets.py) and the layout (headings/, amazon.py, amazon_api.py) of a file; a
CatalogFile then yields its listings. Rows read and rows refused add up to the rows of the file.
"""

from __future__ import annotations

import os
import weakref
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import unquote

from ..files import CATALOGUES, is_catalogue
from ..said import say
from . import amazon, amazon_api, records
from .catalog_file import CatalogFile, ItemsFile, TableFile
from .fields import FIELDS, Column, Setting
from .large_json import BLANK, Items, Numbered
from .layout import PLAIN, layouts
from .sheets import Document, Row, Sheet, UnreadableInput, open_large, open_sheets
from .span import stamp
from .table import shown

__all__ = ["FIELDS", "CatalogFile", "UnreadableInput", "find_files", "open_catalog", "open_rows", "partitions"]

DEFAULT_STORE = "amazon.com"
"""Where neither the file nor the caller names a store."""

_HEAD_ROWS = 12
_LARGE = 1 << 20
"""Bytes from which on a file is read while it is worked on, where its kind allows that."""


def open_catalog(
    source: Path | BinaryIO,
    *,
    name: str | None = None,
    store: str | None = None,
    language: str | None = None,
    mapping: Mapping[str, str] | None = None,
    constant: Mapping[str, str] | None = None,
) -> list[CatalogFile]:
    """Open the tables of a catalogue file.

    Args:
        source: a path, or an open binary file.
        name: what findings call the file; the path when None.
        store: a key of STORE_LANGUAGES that goes before what the file says.
        language: ISO 639-1 code that goes before what the file says.
        mapping: heading → field (see FIELDS) that goes before what headings say.
        constant: heading → value of columns that all rows share, where the file has no such column (see partitions).

    Raises:
        UnreadableInput: it is missing, or is no catalogue.
    """
    label = name or str(source)
    try:
        held = _read(source)
    except FileNotFoundError as fault:
        raise UnreadableInput(label, say("there is no such file{close}", close=_close(Path(label)))) from fault
    except (OSError, ValueError) as fault:
        seen = getattr(fault, "strerror", None) or fault
        raise UnreadableInput(label, say("cannot be read ({seen}); check its name and rights", seen=seen)) from fault
    told = _told(store, language, mapping)
    opened = open_sheets(label, held) if isinstance(held, bytes) else _open_large(label, held, source)
    if isinstance(opened, Document):
        found = amazon_api.find(label, opened.value)
        if found is None:
            opened = [_sheet(opened)]
        else:
            lines = opened.lines if found is opened.value else []
            opened = Items(label, partial(_numbered, found, lines))
    if isinstance(opened, Items):
        return [ItemsFile(Setting(label, "", told.store or DEFAULT_STORE, told.language, ()), opened.items)]
    return _tables(label, [_with_constant(sheet, constant) for sheet in opened] if constant else opened, told)


def partitions(path: Path) -> dict[str, str]:
    """What folders of a data set say of the files in them: store=amazon.fr/language=fr/00000.parquet."""
    found: dict[str, str] = {}
    for part in path.parent.parts:
        name, equals, value = part.partition("=")
        if equals and name and value != "__HIVE_DEFAULT_PARTITION__":
            found[name] = unquote(value)
    return found


def _with_constant(sheet: Sheet, constant: Mapping[str, str]) -> Sheet:
    """The sheet with columns that all its rows share; of tables whose headings are a row, as it was."""
    more = {name: value for name, value in constant.items() if name not in sheet.headings}
    if not more or not sheet.headings:
        return sheet
    cells, rows = tuple(more.values()), sheet.again

    def added() -> Iterator[Row]:
        return (row if row.refused or not row.cells else row._replace(cells=(*row.cells, *cells)) for row in rows())

    return Sheet(sheet.file, added, name=sheet.name, encoding=sheet.encoding, headings=(*sheet.headings, *more))


def open_rows(
    rows: Sequence[Mapping[str, Any]],
    *,
    name: str,
    store: str | None = None,
    language: str | None = None,
    mapping: Mapping[str, str] | None = None,
) -> list[CatalogFile]:
    """Open rows that a program hands over, as the items of a JSON file are opened.

    Args:
        rows: headings and values of each; lists and mappings inside become columns such as 'tags.1'.
        name: what findings call the file.
        store: as of `open_catalog`, like the rest.
        language: the same.
        mapping: the same.

    Raises:
        UnreadableInput: no key says title, description or SKU.
    """
    return _tables(name, [records.item_sheet(name, rows, encoding="")], _told(store, language, mapping))


def _told(store: str | None, language: str | None, mapping: Mapping[str, str] | None) -> _Told:
    for field in (mapping or {}).values():
        if field.partition(".")[0] not in FIELDS:
            from difflib import get_close_matches

            close = get_close_matches(field, FIELDS, 1)
            hint = say("; did you mean '{word}'?", word=close[0]) if close else ""
            raise UnreadableInput(
                "[headings]", say("a column is mapped to '{field}', which is no field{hint}", field=field, hint=hint)
            )
    return _Told(store or "", language or "", mapping or {})


def _tables(label: str, opened: list[Sheet], told: _Told) -> list[CatalogFile]:
    amazons = [table for sheet in opened if (table := _amazon(sheet, told))]
    amazons = [table for table in amazons if not amazon.is_example_sheet(table.sheet)] or amazons
    if amazons:
        return list(amazons)
    tables = [table for sheet in opened if (table := _known(sheet, told))]
    tables = tables or [table for sheet in opened if (table := _plain(sheet, told))]
    if not tables:
        raise UnreadableInput(label, _no_headings(opened))
    read = {table.sheet for table in tables}
    tables[0].other_sheets = tuple(sheet.name for sheet in opened if sheet.name not in read and any(_filled(sheet)))
    return list(tables)


def _numbered(found: Sequence[Any], lines: Sequence[str]) -> Iterator[Numbered]:
    for number, item in enumerate(found, 1):
        blank = bool(lines) and not lines[number - 1].strip()
        yield number, number if lines else None, BLANK if blank else item


def _read(source: Path | BinaryIO) -> bytes | Callable[[], BinaryIO]:
    """What a file holds; of a large one, what opens it from its beginning."""
    if isinstance(source, Path):
        with source.open("rb") as stream:
            data = stream.read(_LARGE)
        return data if len(data) < _LARGE else lambda: source.open("rb")
    data = source.read(_LARGE)
    if len(data) < _LARGE:
        return data
    return _Copy(data, source)


class _Copy:
    """A stream's bytes in an unnamed file, which can be opened again and again."""

    def __init__(self, begun: bytes, rest: BinaryIO) -> None:
        import shutil
        import tempfile

        self._file = tempfile.TemporaryFile(prefix="handmade-lint-")  # noqa: SIM115 - closed with this
        weakref.finalize(self, self._file.close)
        self._file.write(begun)
        shutil.copyfileobj(rest, self._file)

    def __call__(self) -> BinaryIO:
        self._file.seek(0)
        return os.fdopen(os.dup(self._file.fileno()), "rb")


def _open_large(label: str, reopen: Callable[[], BinaryIO], source: Path | BinaryIO) -> list[Sheet] | Items | Document:
    place = (os.path.abspath(source), stamp(str(source))) if isinstance(source, Path) else None  # noqa: PTH100 - keeps no ".."
    sheets = open_large(label, reopen, place)
    if sheets is not None:
        return sheets
    with reopen() as stream:
        return open_sheets(label, stream.read())


@dataclass(frozen=True, slots=True)
class _Told:
    """What the caller said of the file."""

    store: str
    language: str
    mapping: Mapping[str, str]


def _filled(sheet: Sheet) -> list[Row]:
    return [row for row in sheet.head(_HEAD_ROWS) if not row.blank]


def _amazon(sheet: Sheet, told: _Told) -> TableFile | None:
    rows = sheet.head(_HEAD_ROWS)
    template = amazon.find(rows)
    if template is None:
        return None
    cells = {row.number: row.cells for row in rows}
    keys = cells[template.key_row]
    first, *others = _audiences(sheet, told, keys, cells.get(template.label_row, ()), template.store, template.language)
    return TableFile(sheet, "amazon", first, keys, template.data_row, others, template.key_row)


def _audiences(
    sheet: Sheet, told: _Told, keys: Sequence[str], labels: Sequence[str], store: str, language: str
) -> list[Setting]:
    """One setting for each store and language that the keys of an inventory file speak to; those told go before."""
    found = amazon.audiences(keys)
    if len(found) < 2:
        columns = amazon.columns(keys, labels, told.mapping)
        return [
            Setting(sheet.file, sheet.name, told.store or store or DEFAULT_STORE, told.language or language, columns)
        ]
    settings = []
    for marketplace, spoken in found:
        mine = [key if amazon.speaks_to(key, marketplace, spoken) else "" for key in keys]
        home = amazon.MARKETPLACES.get(marketplace, store or DEFAULT_STORE)
        columns = amazon.columns(mine, labels, told.mapping)
        settings.append(Setting(sheet.file, sheet.name, home, spoken[:2] or language, columns))
    if told.store:
        asked = [one for one in settings if one.store == told.store] or settings[:1]
        settings = [replace(one, store=told.store, language=told.language or one.language) for one in asked]
    return settings


def _known(sheet: Sheet, told: _Told) -> TableFile | None:
    for number, headings in _candidates(sheet):
        if amazon.is_keys(headings):
            store, language = amazon.store_of(headings), amazon.language_of(headings)
            first, *others = _audiences(sheet, told, headings, (), store, language)
            data_row = amazon.first_data(Row(number, None, tuple(headings)), sheet.head(_HEAD_ROWS))
            return TableFile(sheet, "amazon", first, headings, data_row, others)
        for layout in layouts().values():
            if layout.name != PLAIN and layout.marked_by(headings):
                columns = layout.columns(headings, told.mapping)
                setting = Setting(
                    sheet.file, sheet.name, told.store or layout.store or DEFAULT_STORE, told.language, columns
                )
                return TableFile(sheet, layout.name.replace("_", "-"), setting, headings, number + 1)
    return None


def _plain(sheet: Sheet, told: _Told) -> TableFile | None:
    """The row that names most fields is the row of headings, if it names a title, a description, or a SKU and more."""
    best: tuple[int, Sequence[str], tuple[Column, ...]] | None = None
    widest = 0
    for number, headings in _candidates(sheet):
        width = sum(1 for heading in headings if heading.strip())
        if width <= widest:
            continue  # only titles and notes, which fill fewer cells, stand above headings
        widest = width
        columns = layouts()[PLAIN].columns(headings, told.mapping)
        names = {column.name for column in columns}
        enough = names & {"title", "description"} or ("sku" in names and len(names) > 1)
        if enough and (best is None or len(columns) > len(best[2])):
            best = number, headings, columns
    if best is None:
        return None
    number, headings, columns = best
    setting = Setting(sheet.file, sheet.name, told.store or DEFAULT_STORE, told.language, columns)
    return TableFile(sheet, PLAIN, setting, headings, number + 1)


def _candidates(sheet: Sheet) -> list[tuple[int, Sequence[str]]]:
    if sheet.headings:
        return [(0, sheet.headings)]
    return [(row.number, row.cells) for row in sheet.head(_HEAD_ROWS) if not row.blank]


def _sheet(document: Document) -> Sheet:
    if document.lines:
        return records.line_sheet(document.file, document.lines, document.value, document.encoding)
    return records.item_sheet(document.file, _products(document))


def _products(document: Document) -> Sequence[object]:
    found = records.items(document.value)
    if found is not None:
        return found
    if isinstance(document.value, dict) and document.value:
        return [document.value]
    kind = say("an empty list") if document.value in ([], {}) else say("a list of plain values")
    raise UnreadableInput(
        document.file,
        say(
            "this JSON is {kind}; a catalogue is a list of objects, one a product, such as "
            '[{{"sku": "A1", "title": "Oak bowl"}}]',
            kind=kind,
        ),
    )


def _no_headings(sheets: Sequence[Sheet]) -> str:
    for sheet in sheets:
        for _, cells in _candidates(sheet):
            seen = [cell.strip() for cell in cells if cell.strip()]
            if not seen:
                continue
            named = ", ".join(f"'{shown(cell)}'" for cell in seen[:6]) + (", …" if len(seen) > 6 else "")
            return say(
                "no heading says title, description or SKU (seen: {named}); name columns under [headings] in "
                'handmade-lint.toml, such as "{first}" = "title"',
                named=named,
                first=shown(seen[0]),
            )
    return say(
        "no row holds anything that could be read; give a file with a row of headings and a row for each listing"
    )


def find_files(folder: Path) -> list[Path]:
    """The catalogue files (by suffix, sorted, neither hidden nor ours) of a folder and its subfolders.

    Raises:
        UnreadableInput: it holds none.
    """
    files = [one for one in sorted(folder.rglob("*")) if is_catalogue(one.relative_to(folder)) and one.is_file()]
    if not files:
        raise UnreadableInput(
            str(folder), say("this folder holds no catalogue ({catalogues})", catalogues=", ".join(CATALOGUES))
        )
    return files


def _close(path: Path) -> str:
    from difflib import get_close_matches

    try:
        names = [one.name for one in path.parent.iterdir()]
    except OSError:
        return ""
    found = get_close_matches(path.name, names, 1)
    return say("; did you mean '{word}'?", word=path.parent / found[0]) if found else ""
