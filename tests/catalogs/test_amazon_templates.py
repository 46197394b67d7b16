"""Amazon's inventory files: where settings, labels, keys, the example and the listings stand."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from .reading import FIXTURES, SHARED, Reading, needs_shared, read, table

LAYOUT = SHARED / "catalog_files" / "headers" / "amazon_templates_layout.json"
PRESENT = FIXTURES / "amazon" / "atelier-brume_fr.txt"
OLD = FIXTURES / "amazon-old" / "guild-home_oakline.txt"
IT, FR, DE = "APJ6JRA9NG5V4", "A13V1IB3VIYZZH", "A1PA6795UKMFR9"


def workbook(sheets: dict[str, list[list[Any]]], hidden: tuple[str, ...] = ()) -> bytes:
    """An XLSX file of some sheets."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
        if name in hidden:
            sheet.sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def settings(key_row: int, data_row: int, language: str, marketplace: str) -> str:
    """What stands in A1."""
    return (
        f"settings=AttributeDefaultValues=eyJhIjoiZGF0YVJvdyJ9&attributeRow={key_row}&contentLanguageTag={language}"
        f"&dataRow={data_row}&labelRow={key_row - 1}&primaryMarketplaceId=amzn1.mp.o.{marketplace}&feedType=256"
    )


def keys_of(marketplace: str, language: str) -> list[str]:
    """Keys of a small present template."""
    spoken = f"[marketplace_id={marketplace}][language_tag={language}]"
    return [
        "contribution_sku#1.value",
        f"item_name{spoken}#1.value",
        f"bullet_point{spoken}#1.value",
        f"bullet_point{spoken}#2.value",
        f"purchasable_offer[marketplace_id={marketplace}][audience=ALL]#1.our_price#1.schedule#1.value_with_tax",
        f"purchasable_offer[marketplace_id={marketplace}][audience=B2B]#1.our_price#1.schedule#1.value_with_tax",
    ]


def test_the_french_file() -> None:
    """Settings, labels and listings of amazon.fr; the example of row 6 is no listing."""
    reading = read(PRESENT)
    assert reading.tables[0].template == "amazon"
    assert reading.counts == (4, 0, 0)
    assert [one.sku for one in reading.listings] == ["BRU-BOL-01", "BRU-TAS", "BRU-TAS-ECU", "BRU-VAS-04"]
    assert {(one.store, one.language) for one in reading.listings} == {("amazon.fr", "fr")}
    bowl, parent, child, _ = reading.listings
    assert [value for _, value in bowl.read("bullet")] == [
        "Tourné à la main en Bretagne",
        "Passe au lave-vaisselle et au micro-ondes",
        "Diamètre 14 cm, hauteur 7 cm, 55 cl",
    ]
    assert [value for _, value in bowl.read("keywords")] == ["vaisselle artisanale potier breton", "bol petit déjeuner"]
    assert (bowl.get("price"), bowl.get("production_days"), bowl.get("brand")) == ("28,00", "5", "Atelier Brume")
    assert (parent.get("parentage"), child.get("parent_sku")) == ("Parent", "BRU-TAS")
    assert [(image.role, image.uri[-16:]) for image in bowl.images] == [
        ("main", "bol-iroise-1.jpg"),
        ("other.1", "bol-iroise-2.jpg"),
    ]
    assert not reading.faults


def test_origins_speak_the_seller_s_language() -> None:
    """A finding names the label of row 4, and the row of the spreadsheet (a description has line breaks)."""
    bowl, parent, *_ = read(PRESENT).listings
    where = bowl.cell("title")
    assert (where.row, where.line, where.column, where.index) == (7, 7, "Nom de l'article", 6)
    assert bowl.cell("bullet.2").column == "Puce"
    assert (parent.origin.row, parent.origin.line) == (8, 9)


def test_the_old_handmade_file() -> None:
    """GUILD_HOME: labels in row 2, keys in row 3, listings from row 4."""
    reading = read(OLD)
    assert (reading.tables[0].template, reading.counts) == ("amazon", (3, 0, 0))
    bowl, parent, child = reading.listings
    assert (bowl.sku, bowl.store, bowl.language, bowl.origin.row) == ("OAK-BB-01", "amazon.com", "en", 4)
    assert bowl.get("production_method").startswith("I turn each bowl on the lathe")
    assert bowl.get("product_type") == "guildhome"
    assert [name for name, _ in bowl.read("bullet")] == ["bullet.1", "bullet.2", "bullet.3"]
    assert bowl.cell("bullet.3").column == "Bullet Points"
    assert bowl.cell("production_method").column == "How are your products made?"
    assert (parent.get("parentage"), child.get("parent_sku"), child.get("colour")) == ("Parent", "OAK-SP", "")


@pytest.mark.parametrize(
    ("sheet", "language", "marketplace", "store", "data_row"),
    [
        ("Template", "en_US", "ATVPDKIKX0DER", "amazon.com", 7),
        ("Modello", "it_IT", IT, "amazon.it", 8),
        ("Modèle", "fr_FR", FR, "amazon.fr", 7),
        ("Plantilla", "es_ES", "A1RKKUPIHCS9HS", "amazon.es", 7),
        ("Vorlage", "de_DE", DE, "amazon.de", 7),
    ],
)
def test_a_workbook_of_every_store(sheet: str, language: str, marketplace: str, store: str, data_row: int) -> None:
    """The sheet has a name of its own in each language; the settings say where listings begin."""
    keys = keys_of(marketplace, language)
    rows: list[list[Any]] = [
        [settings(5, data_row, language, marketplace)],
        ["read me"],
        ["group"],
        ["SKU", "Name", "Point", "Point", "Price", "Business price"],
        keys,
        ["ABC123", "Adidas Blue Sneakers", "an example", None, 50, 45],
        ["A1", "Vase of the workshop", "Turned by hand", "Fired twice", 95.5, 90],
    ]
    if data_row == 8:
        rows.insert(6, [None])
    data = workbook(
        {"Instructions": [["sku", "title"], ["not", "this"]], sheet: rows, "Valid Values": [["title", "x"]]}
    )
    reading = read(data)
    (listing,) = reading.listings
    assert (listing.store, listing.language, listing.origin.sheet) == (store, language[:2], sheet)
    assert (listing.origin.row, listing.cell("bullet.2").column) == (data_row, "Point")
    assert (listing.get("price"), listing.get("bullet.2")) == ("95.5", "Fired twice")
    assert len(reading.tables) == 1
    assert reading.counts == (1, 0, 0)


def test_the_sheet_of_examples_is_no_catalogue() -> None:
    """Old workbooks show filled rows under the same keys on a sheet called Example."""
    head: list[list[Any]] = [
        ["TemplateType=fptcustom", "settings=attributeRow=3&dataRow=4&labelRow=2"],
        ["Seller SKU", "Product Title"],
        ["item_sku", "item_name"],
    ]
    for name in ("Example", "Exemple", "Beispiel", "Esempio"):
        reading = read(workbook({name: [*head, ["EX", "Example"]], "Template": [*head, ["A1", "Oak bowl"]]}))
        assert [one.sku for one in reading.listings] == ["A1"]


def test_without_its_first_rows() -> None:
    """A file that starts with its keys is known by them; the example is known by its SKU."""
    keys = keys_of(FR, "fr_FR")
    rows = [keys, ["ABC123", "Exemple", "", "", "5", ""], ["A1", "Bol en grès", "Tourné", "", "28", ""]]
    reading = read(table(rows, separator="\t"))
    (listing,) = reading.listings
    assert (listing.sku, listing.store, listing.language, listing.origin.row) == ("A1", "amazon.fr", "fr", 3)
    (listing,) = read(table([keys, ["A1", "Bol en grès", "Tourné", "", "28", ""]], separator="\t")).listings
    assert (listing.sku, listing.origin.row) == ("A1", 2)


def test_keys_that_were_moved() -> None:
    """Settings that do not fit, since rows were deleted: the keys are where they are, and no listing is skipped."""
    rows = [
        [settings(5, 7, "fr_FR", FR), ""],
        ["SKU", "Titre"],
        ["contribution_sku#1.value", "item_name#1.value"],
        ["A1", "Bol"],
        ["A2", "Tasse"],
    ]
    reading = read(table(rows, separator="\t"))
    assert [(one.sku, one.origin.row) for one in reading.listings] == [("A1", 4), ("A2", 5)]
    assert reading.listings[0].cell("title").column == "Titre"
    rows.insert(3, ["ABC123", "Exemple"])
    assert [one.sku for one in read(table(rows, separator="\t")).listings] == ["A1", "A2"]


def test_a_listing_in_the_place_of_the_example() -> None:
    """Amazon does not read it; the seller is told, and the row is counted."""
    rows = [
        [settings(2, 4, "fr_FR", FR), ""],
        ["contribution_sku#1.value", "item_name#1.value"],
        ["A1", "Bol"],
        ["A2", "Tasse"],
    ]
    reading = read(table(rows, separator="\t"))
    assert [one.sku for one in reading.listings] == ["A2"]
    assert (reading.counts, reading.codes) == ((2, 1, 0), [("FL-010", 3)])
    assert "row 4" in reading.faults[0].message


@pytest.mark.parametrize(("separator", "end"), [(",", "\n"), (";", "\r\n"), ("\t", "\r")])
def test_saved_as_text(separator: str, end: str) -> None:
    """However a spreadsheet saves the sheet."""
    pad = [""] * 5
    rows = [
        [settings(5, 7, "de_DE", DE), *pad],
        ["Füllen Sie die Vorlage aus; nichts löschen, bitte", *pad],
        ["Angebot", *pad],
        ["SKU", "Artikelname", "Punkt", "Punkt", "Preis", "Preis"],
        keys_of(DE, "de_DE"),
        ["ABC123", "Beispiel", "", "", "", ""],
        ["A1", "Schüssel, groß", "Gedreht; glasiert", "Zeile\nzwei", "12,50", ""],
    ]
    reading = read(table(rows, separator=separator, end=end))
    (listing,) = reading.listings
    assert (listing.get("title"), listing.get("bullet.1"), listing.get("price")) == (
        "Schüssel, groß",
        "Gedreht; glasiert",
        "12,50",
    )
    assert (listing.store, listing.origin.row) == ("amazon.de", 7)
    assert not reading.faults


def several_stores(*filled: str) -> Reading:
    """A file for amazon.fr and amazon.de with a row; empty strings where a text was left out."""
    keys = [
        "contribution_sku#1.value",
        f"item_name[marketplace_id={FR}][language_tag=fr_FR]#1.value",
        f"item_name[marketplace_id={DE}][language_tag=de_DE]#1.value",
        f"bullet_point[marketplace_id={FR}][language_tag=fr_FR]#1.value",
        f"bullet_point[marketplace_id={DE}][language_tag=de_DE]#1.value",
        "fulfillment_availability#1.quantity",
    ]
    rows = [[settings(3, 4, "fr_FR", FR)], ["SKU", "Titre", "Titel", "Puce", "Punkt", "Stock"], keys, list(filled)]
    return read(table(rows, separator="\t"))


def test_a_file_for_several_stores() -> None:
    """Each store and language has a listing of its own, of the same row."""
    reading = several_stores("A1", "Bol en grès", "Schale aus Steinzeug", "Tourné", "Gedreht", "4")
    assert [(one.store, one.language, one.get("title"), one.get("bullet.1")) for one in reading.listings] == [
        ("amazon.fr", "fr", "Bol en grès", "Tourné"),
        ("amazon.de", "de", "Schale aus Steinzeug", "Gedreht"),
    ]
    assert [one.get("quantity") for one in reading.listings] == ["4", "4"]
    assert reading.listings[1].cell("title").column == "Titel"
    assert reading.counts == (1, 0, 0)
    assert [one.store for one in several_stores("A1", "Bol", "", "", "", "4").listings] == ["amazon.fr"]
    assert [one.store for one in several_stores("A1", "", "Schale", "", "", "4").listings] == ["amazon.de"]
    assert several_stores("", "", "", "", "", "4").codes == [("FL-010", 4)]


def test_what_the_caller_says_goes_first() -> None:
    """--store and [headings] before the file's own words."""
    (listing, *_) = read(PRESENT, store="amazon.com.be", language="de").listings
    assert (listing.store, listing.language) == ("amazon.com.be", "de")
    rows = [["item_sku", "item_name", "my_note"], ["A1", "Oak bowl", "Turned by hand"]]
    (listing,) = read(table(rows), mapping={"my_note": "description"}).listings
    assert listing.get("description") == "Turned by hand"


def templates() -> dict[str, Any]:
    """The layout of the real templates."""
    return dict(json.loads(LAYOUT.read_text("utf-8"))) if LAYOUT.exists() else {}


@needs_shared("catalog_files/headers")
@pytest.mark.parametrize("name", sorted(templates()))
def test_real_layouts(name: str) -> None:
    """Workbooks with the sheets, settings, labels, keys and example of Amazon's own templates."""
    layout = templates()[name]
    told = layout["settings"]
    key_row, data_row = int(told["attributeRow"]), int(told["dataRow"])
    keys = [column["key"] for column in layout["columns"]]
    labels = [column["label"] for column in layout["columns"]]
    example = [column.get("example_row6", "") for column in layout["columns"]]
    first = "&".join(f"{key}={value}" for key, value in told.items() if key != "Version")
    rows: list[list[Any]] = [[] for _ in range(data_row - 1)]
    rows[0] = [layout["A1_starts"], f"settings={first}"] if key_row == 3 else [f"settings={first}"]
    rows[key_row - 2], rows[key_row - 1] = labels, keys
    if key_row == 5:
        rows[5] = example
        assert example[keys.index("contribution_sku#1.value")] == "ABC123"
    filled = [f"value {number}" for number, _ in enumerate(keys)]
    sheets = {sheet: [["nothing here"]] for sheet in layout["sheets"]}
    sheets[layout["sheet"]] = [*rows, filled]
    reading = read(workbook(sheets))
    (listing,) = reading.listings
    store = {"en": "amazon.com", "it": "amazon.it", "fr": "amazon.fr", "es": "amazon.es", "de": "amazon.de"}
    assert listing.store == store[told["contentLanguageTag"][:2]]
    assert (listing.origin.row, listing.origin.sheet) == (data_row, layout["sheet"])
    fields = {"title", "description", "brand", "price", "quantity", "parent_sku", "production_days", "bullet.5"}
    for field in fields:
        assert listing.get(field).startswith("value "), field
    title = next(number for number, key in enumerate(keys) if key.startswith("item_name"))
    assert (listing.get("title"), listing.cell("title").column) == (f"value {title}", labels[title].strip())
    assert listing.images[0].role == "main"
    assert len([one for one in keys if one.startswith("generic_keyword")]) == len(list(listing.read("keywords")))


@needs_shared("catalog_files/headers")
def test_the_handmade_fields() -> None:
    """Every field of the Handmade home template that a listing's words can stand in is understood."""
    import csv

    path = Path(SHARED / "catalog_files" / "headers" / "amazon_handmade_GUILD_HOME_fields.csv")
    with path.open(encoding="utf-8", newline="") as lines:
        fields = [row["field"] for row in csv.DictReader(lines)]
    assert len(fields) > 60
    present = [field for field in fields if " - " not in field]
    (listing,) = read(table([present, [f"value of {field}" for field in present]])).listings
    for field, key in {
        "title": "item_name",
        "description": "product_description",
        "production_method": "production_method",
        "brand": "brand_name",
        "category": "item_type",
    }.items():
        assert listing.get(field) == f"value of {key}"
