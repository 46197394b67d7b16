"""Bodies of Amazon's Selling Partner API: feeds and items, their stores and languages, hostile JSON."""

from __future__ import annotations

import json
from typing import Any

import pytest

from .reading import FIXTURES, SHARED, needs_shared, read, refused

FEED = FIXTURES / "amazon-api" / "listings-feed_atelier-brume_fr.json"
ITEMS = FIXTURES / "amazon-api" / "listings-items_fr_de.json"
MODELS = SHARED / "catalog_files" / "amazon_spapi"
FR, DE = "A13V1IB3VIYZZH", "A1PA6795UKMFR9"


def message(sku: str, **attributes: Any) -> dict[str, Any]:
    """One message of a feed."""
    return {"messageId": 1, "sku": sku, "operationType": "UPDATE", "attributes": attributes}


def feed(*messages: Any) -> str:
    """A feed of some messages."""
    return json.dumps({"header": {"version": "2.0"}, "messages": list(messages)})


def said(value: str, language: str = "fr_FR", marketplace: str = FR) -> dict[str, str]:
    """One value of an attribute."""
    return {"value": value, "language_tag": language, "marketplace_id": marketplace}


def test_a_feed() -> None:
    """A message that speaks to two stores is two listings; updates, patches and deletions keep what they say."""
    reading = read(FEED)
    assert reading.tables[0].template == "amazon-api"
    assert reading.counts == (4, 0, 0)
    assert [(one.sku, one.store, one.language) for one in reading.listings] == [
        ("BRU-BOL-01", "amazon.fr", "fr"),
        ("BRU-BOL-01", "amazon.de", "de"),
        ("BRU-TAS-ECU", "amazon.fr", "fr"),
        ("BRU-VAS-04", "amazon.fr", "fr"),
        ("BRU-ASS-05", "amazon.com", ""),
    ]
    french, german, partial, patched, deleted = reading.listings
    assert [value for _, value in french.read("bullet")] == ["Tourné à la main en Bretagne", "Passe au lave-vaisselle"]
    assert [value for _, value in german.read("bullet")] == ["In der Bretagne von Hand gedreht"]
    assert (french.get("price"), french.get("quantity"), french.get("production_days")) == ("28", "4", "5")
    assert (german.get("price"), german.get("description")) == ("", "")
    assert partial.get("bullet.1") == "Anse large, facile à tenir"
    assert patched.get("title").startswith("Atelier Brume Vase")
    assert not patched.get("keywords")
    assert (deleted.get("status"), dict(deleted.texts)) == ("DELETE", {})


def test_paths_as_columns() -> None:
    """A finding names the path inside the message, and its position."""
    french, german, *_ = read(FEED).listings
    assert (french.cell("title").row, french.cell("title").column) == (1, "attributes.item_name[0].value")
    assert german.cell("title").column == "attributes.item_name[1].value"
    assert french.cell("bullet.2").column == "attributes.bullet_point[1].value"


def test_items() -> None:
    """A search of Listings Items; an item with summaries only is for the store of its summary."""
    reading = read(ITEMS)
    assert [(one.sku, one.store, one.language) for one in reading.listings] == [
        ("BRU-BOL-01", "amazon.fr", "fr"),
        ("BRU-PIC-06", "amazon.fr", ""),
        ("HT-BR-01", "amazon.de", ""),
    ]
    bowl, jug, board = reading.listings
    assert bowl.get("title") == "Atelier Brume Bol à soupe en grès, 14 cm"
    assert (jug.get("asin"), jug.images[0].role) == ("B0EXAMPL03", "main")
    assert board.cell("title").column == "summaries[0].itemName"


def test_one_item_and_many() -> None:
    """A single item, a list of items, and an item a line are the same."""
    items = json.loads(ITEMS.read_text("utf-8"))["items"]
    lines = "\n\n".join(json.dumps(item) for item in items) + "\n"
    assert [one.sku for one in read(json.dumps(items[0])).listings] == ["BRU-BOL-01"]
    assert [one.sku for one in read(json.dumps(items)).listings] == ["BRU-BOL-01", "BRU-PIC-06", "HT-BR-01"]
    reading = read(lines)
    assert [(one.sku, one.origin.line) for one in reading.listings] == [
        ("BRU-BOL-01", 1),
        ("BRU-PIC-06", 3),
        ("HT-BR-01", 5),
    ]
    assert (reading.counts, reading.faults) == ((3, 0, 2), [])


def test_summaries_of_other_stores() -> None:
    """A listing takes nothing from the summary of another store."""
    item = {
        "sku": "A1",
        "attributes": {"bullet_point": [said("Tourné"), said("Gedreht", "de_DE", DE)]},
        "summaries": [{"marketplaceId": DE, "itemName": "Schale"}, {"marketplaceId": FR, "itemName": "Bol"}],
    }
    assert [(one.store, one.get("title")) for one in read(json.dumps(item)).listings] == [
        ("amazon.fr", "Bol"),
        ("amazon.de", "Schale"),
    ]


def test_what_is_no_message() -> None:
    """Each is counted and told; the others are read."""
    reading = read(feed(5, message("A1", item_name=[said("Bol")]), None, {}, {"sku": ""}, "x"))
    assert [one.sku for one in reading.listings] == ["A1"]
    assert reading.counts == (6, 5, 0)
    assert reading.codes == [("FL-006", 1), ("FL-006", 3), ("FL-010", 4), ("FL-010", 5), ("FL-006", 6)]


@pytest.mark.parametrize(
    "attributes",
    [
        {"item_name": None},
        {"item_name": "Bol"},
        {"item_name": {"value": "Bol"}},
        {"item_name": [["Bol"]]},
        {"item_name": [{"value": {"value": "Bol"}}]},
        {"item_name": [{"marketplace_id": 5, "language_tag": ["fr"], "value": "Bol"}]},
        {"item_name": [{"marketplace_id": None, "language_tag": None, "value": True}]},
        [],
        "x",
        None,
    ],
)
def test_shapes_nobody_expects(attributes: Any) -> None:
    """They are read as far as they go; the SKU is always there."""
    reading = read(
        feed({"sku": "A1", "attributes": attributes, "patches": [5, {"op": 5, "path": None}], "summaries": [5]})
    )
    assert [one.sku for one in reading.listings] == ["A1"]


def test_damaged_letters() -> None:
    """Half a character and control characters are told with their path."""
    text = feed(message("A1", item_name=[said("Bol \ud83c bleu\0")], bullet_point=[said("=SOMME(A1)")]))
    reading = read(text)
    (listing,) = reading.listings
    assert listing.get("title") == "Bol � bleu"
    assert [fault.code for fault in reading.faults] == ["FL-002", "FL-005", "FL-004"]
    assert reading.faults[0].location.column == "attributes.item_name[0].value"
    assert reading.faults[0].location.row == 1


@pytest.mark.parametrize("depth", [100, 400, 700, 900, 950, 980, 990, 2000, 100_000])
def test_deep_json(depth: int) -> None:
    """Nested ever deeper: read, or refused in a sentence."""
    inner = "[" * depth + "]" * depth
    text = f'{{"messages": [{{"sku": "A1", "attributes": {{"item_name": {inner}}}}}, {{"sku": "A2"}}]}}'
    try:
        reading = read(text)
    except Exception:
        assert "too deeply" in refused(text)
    else:
        assert reading.counts[0] == 2
        assert reading.listings[-1].sku == "A2"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ({"$schema": "https://json-schema.org/draft/2019-09/schema", "properties": {}}, "Schema"),
        ({"swagger": "2.0", "paths": {}}, "API model"),
        ({"header": {}, "issues": [], "summary": {}}, "processing report"),
    ],
)
def test_what_only_looks_alike(value: Any, words: str) -> None:
    """Schemas, models and reports are named, with what to give instead."""
    assert words in refused(json.dumps(value))


@needs_shared("catalog_files/amazon_spapi")
def test_amazon_s_own_example() -> None:
    """Four messages: a deletion, a partial update, an update and a patch."""
    path = MODELS / "listings-feed-schema-v2.example.json"
    messages = json.loads(path.read_text("utf-8"))["messages"]
    assert [one["operationType"] for one in messages] == ["DELETE", "PARTIAL_UPDATE", "UPDATE", "PATCH"]
    reading = read(path)
    assert reading.counts == (4, 0, 0)
    assert [one.sku for one in reading.listings] == [one["sku"] for one in messages]
    assert [one.get("status") for one in reading.listings] == ["DELETE", "PARTIAL_UPDATE", "UPDATE", "PATCH"]
    assert reading.listings[2].get("title") == "My Title"
    assert (reading.listings[2].store, reading.listings[2].language) == ("amazon.com", "en")
    assert [one.get("quantity") for one in reading.listings] == ["", "10", "", "10"]


@needs_shared("catalog_files/amazon_spapi")
@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("listings-feed-schema-v2.json", "Schema"),
        ("listings-feed-message-schema-v2.json", "Schema"),
        ("listingsItems_2021-08-01.json", "API model"),
        ("catalogItems_2022-04-01.json", "API model"),
        ("definitionsProductTypes_2020-09-01.json", "API model"),
        ("listings-feed-processing-report-schema-v2.example.json", "processing report"),
    ],
)
def test_amazon_s_models_hold_no_listings(name: str, words: str) -> None:
    assert words in refused(MODELS / name)
