"""Bodies of Amazon's Selling Partner API: JSON_LISTINGS_FEED messages and Listings Items."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from .amazon import MARKETPLACES
from .fields import Column, Setting, build
from .layout import layouts
from .table import Row, UnreadableInput, as_text

_SUMMARY = {"itemName": "title", "asin": "asin", "conditionType": "condition", "productType": "product_type"}

Item = tuple[list[Column], list[str], str, str]
"""Columns, cells, store and language of one listing."""


def find(file: str, value: Any) -> list[Any] | None:
    """The messages or items in a JSON value; None where it is nothing of Amazon's.

    Raises:
        UnreadableInput: it is a schema, an API model or a processing report.
    """
    if isinstance(value, dict):
        if {"swagger", "openapi", "$schema"} & set(value):
            words = "a JSON Schema or API model, which describes listings but holds none"
            raise UnreadableInput(file, f"this is {words}; give the feed or the items that were made after it")
        if "issues" in value and "header" in value:
            words = "Amazon's processing report on a feed, not the feed"
            raise UnreadableInput(file, f"this is {words}; give the JSON_LISTINGS_FEED document that was sent")
        if "messages" in value:
            messages = value["messages"]
            return list(messages) if isinstance(messages, list) else None
        if _is_item(value):
            return [value]
        value = value.get("items")
    if isinstance(value, list):
        objects = [item for item in value if isinstance(item, dict)]
        if objects and all(_is_item(item) for item in objects):
            return list(value)
    return None


def _is_item(value: Any) -> bool:
    """Whether a JSON value is one item (or message) of Amazon's."""
    return isinstance(value, dict) and any(
        isinstance(value.get(key), dict | list) for key in ("attributes", "summaries", "patches")
    )


def listings(setting: Setting, number: int, item: Mapping[str, Any]) -> Iterator[Any]:
    """Listings of one message: one for each store and language that its attributes speak to."""
    about = {"operationType": "status", "productType": "product_type"}
    facts = {field: str(item[key]) for key, field in about.items() if item.get(key)}
    attributes = _attributes(item)
    for marketplace, language in _audiences(attributes):
        columns, cells = [Column("sku", "sku", 0)], [as_text(item.get("sku"))]
        for key, path, text in _walk(attributes, marketplace, language):
            if field := layouts()["amazon"].field(key):
                columns.append(Column(field, path, len(cells)))
                cells.append(text)
        for path, field, text in _summary(item):
            columns.append(Column(field, path, len(cells)))
            cells.append(text)
        store = MARKETPLACES.get(marketplace, setting.store)
        made = Setting(setting.file, setting.sheet, store, language[:2] or setting.language, tuple(columns))
        yield build(made, [Row(number, None, tuple(cells))], facts)


def _attributes(item: Mapping[str, Any]) -> dict[str, Any]:
    found = dict(item["attributes"]) if isinstance(item.get("attributes"), dict) else {}
    patches = item.get("patches")
    for patch in patches if isinstance(patches, list) else []:
        if isinstance(patch, dict) and patch.get("op") != "delete":
            found[str(patch.get("path", "")).rpartition("/")[2]] = patch.get("value")
    return found


def _audiences(attributes: Mapping[str, Any]) -> list[tuple[str, str]]:
    names = attributes.get("item_name") or attributes.get("product_description") or attributes.get("bullet_point")
    found = [
        (str(value.get("marketplace_id", "")), str(value.get("language_tag", "")))
        for value in (names if isinstance(names, list) else [])
        if isinstance(value, dict)
    ]
    return list(dict.fromkeys(found)) or [("", "")]


def _walk(attributes: Mapping[str, Any], marketplace: str, language: str) -> Iterator[tuple[str, str, str]]:
    for name, values in attributes.items():
        number = 0
        for index, value in enumerate(values if isinstance(values, list) else [values]):
            if isinstance(value, dict):
                if value.get("marketplace_id", marketplace) != marketplace and marketplace:
                    continue
                if value.get("language_tag", language) != language and language:
                    continue
                if value.get("audience", "ALL") != "ALL":
                    continue
            number += 1
            yield from _leaves(value, f"{name}#{number}", f"attributes.{name}[{index}]")


def _leaves(value: Any, key: str, path: str) -> Iterator[tuple[str, str, str]]:
    if isinstance(value, dict):
        for name, part in value.items():
            if name not in ("marketplace_id", "language_tag", "audience"):
                yield from _leaves(part, f"{key}.{name}", f"{path}.{name}")
    elif isinstance(value, list):
        for index, part in enumerate(value):
            yield from _leaves(part, f"{key}#{index + 1}", f"{path}[{index}]")
    elif value is not None:
        yield key, path, as_text(value)


def _summary(item: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    summaries = item.get("summaries")
    for index, summary in enumerate(summaries if isinstance(summaries, list) else []):
        if not isinstance(summary, dict):
            continue
        for key, field in _SUMMARY.items():
            if summary.get(key):
                yield f"summaries[{index}].{key}", field, as_text(summary[key])
        picture = summary.get("mainImage")
        if isinstance(picture, dict) and picture.get("link"):
            yield f"summaries[{index}].mainImage.link", "image.main", as_text(picture["link"])
