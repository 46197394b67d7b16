"""Bodies of Amazon's Selling Partner API: JSON_LISTINGS_FEED messages and Listings Items."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..said import say
from .amazon import MARKETPLACES
from .delimited import clean
from .fields import Column, Setting
from .layout import layouts
from .table import Row, UnreadableInput, as_text

_SUMMARY = {"itemName": "title", "asin": "asin", "conditionType": "condition", "productType": "product_type"}


def find(file: str, value: Any) -> list[Any] | None:
    """The messages or items in a JSON value; None where it is nothing of Amazon's.

    Raises:
        UnreadableInput: it is a schema, an API model or a processing report.
    """
    if isinstance(value, dict):
        if {"swagger", "openapi", "$schema"} & set(value):
            words = "a JSON Schema or API model, which describes listings but holds none"
            raise UnreadableInput(
                file, say("this is {words}; give the feed or the items that were made after it", words=words)
            )
        if "issues" in value and "header" in value:
            words = "Amazon's processing report on a feed, not the feed"
            raise UnreadableInput(
                file, say("this is {words}; give the JSON_LISTINGS_FEED document that was sent", words=words)
            )
        if "messages" in value:
            messages = value["messages"]
            return messages if isinstance(messages, list) else None
        if is_item(value):
            return [value]
        value = value.get("items")
    if isinstance(value, list):
        objects = [item for item in value if isinstance(item, dict)]
        if objects and all(is_item(item) for item in objects):
            return value
    return None


def is_item(value: Any) -> bool:
    """Whether a JSON value is one item (or message) of Amazon's."""
    return isinstance(value, dict) and any(
        isinstance(value.get(key), dict | list) for key in ("attributes", "summaries", "patches")
    )


def parts(
    setting: Setting, number: int, line: int | None, item: Mapping[str, Any]
) -> Iterator[tuple[Setting, Row, dict[str, str]]]:
    """What one message says to each store and language: its setting, its row, and facts of the message itself."""
    about = {"operationType": "status", "productType": "product_type"}
    facts = {field: clean(as_text(item[key]), "utf-8", 0)[0] for key, field in about.items() if item.get(key)}
    attributes = _attributes(item)
    for marketplace, language in _audiences(attributes, item):
        found = [("sku", "sku", as_text(item.get("sku")))]
        for key, path, text in _walk(attributes, marketplace, language):
            if field := layouts()["amazon"].field(key):
                found.append((field, path, text))
        found += _summary(item, marketplace)
        cells, flaws = [], []
        for index, (_, _, text) in enumerate(found):
            cell, wrong = clean(text, "utf-8", index)
            cells.append(cell)
            flaws += wrong
        columns = tuple(Column(field, path, index) for index, (field, path, _) in enumerate(found))
        store = MARKETPLACES.get(marketplace, setting.store)
        made = Setting(setting.file, setting.sheet, store, language[:2] or setting.language, columns)
        yield made, Row(number, line, tuple(cells), tuple(flaws)), facts


def _attributes(item: Mapping[str, Any]) -> dict[str, Any]:
    found = dict(item["attributes"]) if isinstance(item.get("attributes"), dict) else {}
    patches = item.get("patches")
    for patch in patches if isinstance(patches, list) else []:
        if isinstance(patch, dict) and patch.get("op") != "delete":
            found[str(patch.get("path", "")).rpartition("/")[2]] = patch.get("value")
    return found


def _audiences(attributes: Mapping[str, Any], item: Mapping[str, Any]) -> list[tuple[str, str]]:
    names = attributes.get("item_name") or attributes.get("product_description") or attributes.get("bullet_point")
    found = [
        (str(value.get("marketplace_id", "")), str(value.get("language_tag", "")))
        for value in (names if isinstance(names, list) else [])
        if isinstance(value, dict)
    ]
    if not found:
        found = [(as_text(one.get("marketplaceId")), "") for one in _summaries(item)]
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


def _summaries(item: Mapping[str, Any]) -> list[dict[str, Any]]:
    summaries = item.get("summaries")
    return [one if isinstance(one, dict) else {} for one in (summaries if isinstance(summaries, list) else [])]


def _summary(item: Mapping[str, Any], marketplace: str) -> Iterator[tuple[str, str, str]]:
    for index, summary in enumerate(_summaries(item)):
        if marketplace and summary.get("marketplaceId", marketplace) != marketplace:
            continue
        for key, field in _SUMMARY.items():
            if summary.get(key):
                yield field, f"summaries[{index}].{key}", as_text(summary[key])
        picture = summary.get("mainImage")
        if isinstance(picture, dict) and picture.get("link"):
            yield "image.main", f"summaries[{index}].mainImage.link", as_text(picture["link"])
