"""Amazon's inventory files: settings in the first row say where keys and data begin, and for which store they are."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..expressions import expression
from .fields import Column
from .layout import layouts
from .table import Row

MARKETPLACES: Mapping[str, str] = {
    "ATVPDKIKX0DER": "amazon.com",
    "A2EUQ1WTGCTBG2": "amazon.ca",
    "A1AM78C64UM0Y8": "amazon.com.mx",
    "A2Q3Y263D00KWC": "amazon.com.br",
    "A1F83G8C2ARO7P": "amazon.co.uk",
    "A1PA6795UKMFR9": "amazon.de",
    "A13V1IB3VIYZZH": "amazon.fr",
    "APJ6JRA9NG5V4": "amazon.it",
    "A1RKKUPIHCS9HS": "amazon.es",
    "A28R8C7NBKEWEA": "amazon.ie",
    "AMEN7PMS3EDWL": "amazon.com.be",
    "A1805IZSGTT6HS": "amazon.nl",
    "A2NODRKZP88ZB9": "amazon.se",
    "A1C3SOZRARQ6R3": "amazon.pl",
    "A33AVAJ2PDY3EV": "amazon.com.tr",
    "A2VIGQ35RCS4UG": "amazon.ae",
    "A17E79C6D8DWNP": "amazon.sa",
    "ARBP9OOSHTCHU": "amazon.eg",
    "A21TJRUUN4KGV": "amazon.in",
    "A1VC38T7YXB528": "amazon.co.jp",
    "A39IBJ37TRP1C6": "amazon.com.au",
    "A19VAU5U5O7RUS": "amazon.sg",
}
"""Marketplace ids of the Selling Partner API and their stores."""

_SETTING = expression(
    r"(labelRow|attributeRow|dataRow)=(\d{1,3})"
    r"|(contentLanguageTag)=([a-z]{2}_[A-Z]{2})"
    r"|(primaryMarketplaceId)=(?:amzn1\.mp\.o\.)?([A-Z0-9]{12,14})"
)
_EXAMPLES = frozenset("example exemple beispiel esempio ejemplo exemplo voorbeeld przykład exempel örnek 例".split())
"""What the sheet of examples in a workbook is called."""
_EXAMPLE_SKU = "ABC123"
"""Of the row under the keys that shows how to fill the file in."""
_BRACKETS = expression(r"\[[^\]]*\]")
_OTHER_AUDIENCE = expression(r"\[audience=(?!ALL\])[^\]]*\]")


@dataclass(frozen=True, slots=True)
class Template:
    """Where things stand in one inventory file."""

    label_row: int
    key_row: int
    data_row: int
    store: str
    language: str


def find(rows: Sequence[Row]) -> Template | None:
    """Read the settings of the first row; None where there are none."""
    if not rows or not re.match(r"\s*\"?(?:settings=|TemplateType=)", next(iter(rows[0].cells), "")):
        return None
    settings: dict[str, str] = {}
    for cell in rows[0].cells:
        for found in _SETTING.finditer(cell):
            name, value = [part for part in found.groups() if part]
            settings.setdefault(name, value)
    keyed = [row for row in rows if is_keys(row.cells)]
    if not keyed:
        return None
    told = next((row for row in keyed if row.number == int(settings.get("attributeRow", 0))), None)
    key_row, keys = (told or keyed[0]).number, (told or keyed[0]).cells
    data_row = max(int(settings.get("dataRow", 0)), key_row + 1) if told else first_data(keyed[0], rows)
    store = MARKETPLACES.get(settings.get("primaryMarketplaceId", ""), "") or store_of(keys)
    language = settings.get("contentLanguageTag", "")[:2]
    label_row = int(settings.get("labelRow", key_row - 1)) if told else key_row - 1
    return Template(label_row, key_row, data_row, store, language)


def is_example_sheet(name: str) -> bool:
    """Whether a sheet of that name shows how to fill in another."""
    return name.strip().casefold() in _EXAMPLES


def first_data(keys: Row, rows: Sequence[Row]) -> int:
    """The row where listings begin under keys of which no settings tell; Amazon's example is none."""
    below = next((row for row in rows if row.number == keys.number + 1), None)
    return keys.number + (2 if below and is_example(keys.cells, below.cells) else 1)


def is_example(keys: Sequence[str], cells: Sequence[str]) -> bool:
    """Whether a row under the keys shows how to fill the file in, or says nothing of a product."""
    said = {
        column.field: cells[column.index].strip()
        for column in columns(keys, (), None)
        if column.field in ("sku", "title") and column.index < len(cells)
    }
    return said.get("sku", "") in ("", _EXAMPLE_SKU) or not said.get("title")


def is_keys(cells: Sequence[str]) -> bool:
    """Whether a row holds the machine keys of an inventory file."""
    return layouts()["amazon"].marked_by([key_of(cell) for cell in cells])


def key_of(cell: str) -> str:
    """A key without its [marketplace_id=…] and the like; '' for prices that other audiences see."""
    return "" if _OTHER_AUDIENCE.search(cell) else _BRACKETS.sub("", cell).strip()


def store_of(keys: Sequence[str]) -> str:
    """The store that keys such as item_name[marketplace_id=…] speak for; ''."""
    for key in keys:
        found = re.search(r"\[marketplace_id=([A-Z0-9]+)\]", key)
        if found and found.group(1) in MARKETPLACES:
            return MARKETPLACES[found.group(1)]
    return ""


def language_of(keys: Sequence[str]) -> str:
    """The language that keys such as item_name[language_tag=…] speak; ''."""
    found = next((f for key in keys if (f := re.search(r"item_name\[[^#]*\[language_tag=([a-z]{2})", key))), None)
    return found.group(1) if found else ""


def audiences(keys: Sequence[str]) -> list[tuple[str, str]]:
    """Marketplace ids and language tags of the titles, in order."""
    titles = [key for key in keys if key.startswith("item_name[")]
    return list(dict.fromkeys((_told(key, "marketplace_id"), _told(key, "language_tag")) for key in titles))


def speaks_to(key: str, marketplace: str, language: str) -> bool:
    """Whether a key is for that marketplace and language, or for all."""
    return _told(key, "marketplace_id") in ("", marketplace) and _told(key, "language_tag") in ("", language)


def _told(key: str, name: str) -> str:
    found = re.search(rf"\[{name}=([^\]]*)\]", key)
    return found.group(1) if found else ""


def columns(keys: Sequence[str], labels: Sequence[str], mapping: Mapping[str, str] | None) -> tuple[Column, ...]:
    """Columns under their keys; the label, where there is one, is the heading that a seller knows."""
    named = []
    for column in layouts()["amazon"].columns([key_of(key) for key in keys], mapping):
        label = labels[column.index].strip() if column.index < len(labels) else ""
        named.append(Column(column.field, label or keys[column.index].strip(), column.index, column.form))
    return tuple(named)
