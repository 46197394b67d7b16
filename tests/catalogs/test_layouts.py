"""Downloads of Etsy, Shopify, WooCommerce and Google, Amazon's reports, and plain tables in six languages."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest

from .reading import FIXTURES, SHARED, needs_shared, read, refused, table

SEEN = SHARED / "catalog_files" / "headers" / "csv_headers_seen.json"


@pytest.mark.parametrize(
    ("path", "template", "encoding", "rows", "listings"),
    [
        ("etsy/atelier-brume_fr.csv", "etsy", "utf-8", 4, 4),
        ("etsy/holzwerk-tann_de.csv", "etsy", "utf-8", 3, 3),
        ("etsy/filo-di-lana_it.csv", "etsy", "utf-8", 3, 3),
        ("etsy/north-loft-knits_en.csv", "etsy", "utf-8", 3, 3),
        ("shopify/north-loft-knits_en.csv", "shopify", "utf-8", 6, 3),
        ("woocommerce/holzwerk-tann_de.csv", "woocommerce", "utf-8-sig", 4, 4),
        ("google/oakline_en.tsv", "google", "utf-8", 3, 3),
        ("amazon-report/all-listings_atelier-brume_fr.txt", "amazon-report", "cp1252", 3, 3),
        ("amazon-report/active-listings_oakline_en.txt", "amazon-report", "utf-8", 3, 3),
        ("plain/atelier-brume_fr.csv", "plain", "cp1252", 3, 3),
        ("plain/holzwerk-tann_de.csv", "plain", "utf-8-sig", 3, 3),
        ("plain/filo-di-lana_it.jsonl", "plain", "json lines, utf-8", 3, 3),
        ("plain/taller-arena_es.csv", "plain", "utf-16", 3, 3),
        ("plain/kiriko_ja.csv", "plain", "cp932", 3, 3),
    ],
)
def test_every_fixture(path: str, template: str, encoding: str, rows: int, listings: int) -> None:
    """Known by its content, read to the last row, without a fault."""
    reading = read(FIXTURES / path)
    (one,) = reading.tables
    assert (one.template, one.encoding, one.listings) == (template, encoding, listings)
    assert reading.counts == (rows, 0, 0)
    assert not reading.faults
    for listing in reading.listings:
        assert listing.get("title")
        assert listing.get("price") or template in ("shopify", "woocommerce")
        assert listing.cell("title").row == listing.origin.row


@pytest.mark.parametrize(
    ("name", "sku", "heading", "material", "tag"),
    [
        ("atelier-brume_fr", "BRU-BOL-01", "TITRE", "Émail sans plomb", "émail bleu"),
        ("holzwerk-tann_de", "HT-BR-01", "TITEL", "Leinöl", "küche holz"),
        ("filo-di-lana_it", "FL-CAP-01", "TITOLO", "", "fatto a mano"),
        ("north-loft-knits_en", "row-2", "TITLE", "", "rib hat"),
    ],
)
def test_etsy_in_four_languages(name: str, sku: str, heading: str, material: str, tag: str) -> None:
    """Headings of the shop owner's language; tags without their underscores; pictures in order."""
    first, *_ = read(FIXTURES / "etsy" / f"{name}.csv").listings
    assert (first.sku, first.store, first.language) == (sku, "etsy", "")
    assert first.cell("title").column == heading
    assert first.get("material.2") == material
    assert tag in [value for _, value in first.read("tag")]
    assert [image.role for image in first.images][:2] == ["main", "other.1"]
    assert first.get("currency") == "EUR"


def test_variations_of_etsy() -> None:
    """Values of a variation stand in one cell."""
    _, cup, *_ = read(FIXTURES / "etsy" / "atelier-brume_fr.csv").listings
    assert cup.get("variation_name.1") == "Couleur"
    assert [value for _, value in cup.read("variation")] == ["Écume", "Ardoise", "Sable"]
    assert '"même avec des gants"' in cup.get("description")


def test_products_of_shopify() -> None:
    """Several rows a product; the body is HTML; tags stand in one cell."""
    beanie, slippers, blanket = read(FIXTURES / "shopify" / "north-loft-knits_en.csv").listings
    assert (beanie.sku, beanie.store, beanie.get("vendor")) == ("NLK-BEA-OAT", "shopify", "North Loft Knits")
    assert beanie.get("description") == (
        "Knitted on a 1960s hand frame in my loft.\nUndyed wool from Shetland & Orkney\nFits 54 to 60 cm"
    )
    assert [value for _, value in beanie.read("variation")] == ["Oat", "Peat"]
    assert [image.uri[-12:] for image in beanie.images] == ["beanie-1.jpg", "beanie-2.jpg", "beanie-3.jpg"]
    assert slippers.get("description") == "Felted by hand — no glue, no plastic.\nSoles of vegetable-tanned leather."
    assert [value for _, value in slippers.read("variation")] == ["38", "40"]
    assert (blanket.origin.row, blanket.origin.line) == (7, 11)


def test_handles_of_shopify() -> None:
    """Rows of a product that stand apart are one product; two products under one handle, or under none, are two."""
    head = "Handle,Title,Variant SKU,Variant Price\n"
    reading = read(head + "bowl,Bowl,A1,5\ncup,Cup,B1,6\nbowl,,A2,7\ncup,Mug,C1,8\n,Dish,D1,9\n,Vase,E1,1\n,,F1,2\n")
    assert [one.sku for one in reading.listings] == ["A1", "B1", "C1", "D1", "E1", "F1"]
    assert reading.counts == (7, 0, 0)
    reading = read(head + "bowl,Bowl,A1,5\nbowl,Bowl,A2,5\n,,,3\n")
    assert [one.sku for one in reading.listings] == ["A1"]
    assert (reading.counts, reading.codes) == ((3, 1, 0), [("FL-010", 4)])


def test_the_new_headings_of_shopify() -> None:
    """Since 2025 the export has other headings."""
    rows = [
        ("Title", "URL handle", "Description", "Vendor", "Tags", "SKU", "Option1 name", "Option1 value", "Price"),
        ("Bowl", "bowl", "<p>Oak &amp; ash</p>", "Oakline", "oak, bowl", "A1", "Size", "S", "20"),
        ("", "bowl", "", "", "", "A2", "", "M", "25"),
    ]
    (listing,) = read(table(rows)).listings
    assert (listing.sku, listing.get("description"), listing.get("tag.2")) == ("A1", "Oak & ash", "bowl")
    assert [value for _, value in listing.read("variation")] == ["S", "M"]


def test_products_of_woocommerce() -> None:
    """Products and their variations are rows of their own; two descriptions; several pictures in a cell."""
    board, parent, maple, _ = read(FIXTURES / "woocommerce" / "holzwerk-tann_de.csv").listings
    assert (board.sku, board.store) == ("HT-BR-01", "woocommerce")
    assert board.get("description") == "Von Hand geschliffen.\nMaße: 38 × 24 × 3 cm"
    assert board.get("description.2") == "Aus einem Stück, dreimal geölt."
    assert [image.uri[-11:] for image in board.images] == ["brett-1.jpg", "brett-2.jpg"]
    assert [value for _, value in parent.read("variation")] == ["Ahorn", "Esche"]
    assert (maple.get("parent_sku"), maple.get("parentage"), maple.get("price")) == ("HT-SC", "variation", "36,50")


@pytest.mark.parametrize(
    "headings",
    [
        ("ID", "Type", "SKU", "Name", "Short description", "Description", "Regular price", "Tags"),
        ("ID", "Type", "UGS", "Nom", "Description courte", "Description", "Tarif régulier", "Étiquettes"),
        ("ID", "Tipo", "SKU", "Nome", "Descrizione breve", "Descrizione", "Prezzo di listino", "Tag"),
        ("ID", "Tipo", "SKU", "Nombre", "Descripción corta", "Descripción", "Precio normal", "Etiquetas"),
    ],
)
def test_woocommerce_in_other_languages(headings: tuple[str, ...]) -> None:
    (listing,) = read(
        table([headings, ("7", "simple", "A1", "Bowl", "short", "<b>long</b>", "20", "oak, bowl")])
    ).listings
    assert (listing.store, listing.sku, listing.get("title"), listing.get("description")) == (
        "woocommerce",
        "A1",
        "Bowl",
        "long",
    )
    assert (listing.get("description.2"), listing.get("price"), listing.get("tag.2")) == ("short", "20", "bowl")


def test_google() -> None:
    """Product data of Google Merchant: several pictures and highlights in a cell."""
    bowl, *_, dish = read(FIXTURES / "google" / "oakline_en.tsv").listings
    assert (bowl.sku, bowl.store, bowl.get("price")) == ("OAK-BB-01", "google", "86.00 USD")
    assert [value for _, value in bowl.read("bullet")] == ["Turned from one piece", "Oiled three times"]
    assert len(bowl.images) == 3
    assert not list(dish.read("bullet"))


def test_amazon_s_reports() -> None:
    """All Listings and Active Listings; columns that Amazon has retired are no fault of the seller's."""
    bowl, plate, jug = read(
        FIXTURES / "amazon-report" / "all-listings_atelier-brume_fr.txt", store="amazon.fr"
    ).listings
    assert (bowl.sku, bowl.store, bowl.get("asin"), bowl.get("gtin")) == ("BRU-BOL-01", "amazon.fr", "B0EXAMPL01", "")
    assert (plate.get("status"), plate.get("quantity")) == ("Inactive", "")
    assert '12" de haut' in jug.get("title")
    first, *_ = read(FIXTURES / "amazon-report" / "active-listings_oakline_en.txt").listings
    assert first.get("description") == "A wide bowl for bread and fruit."


def test_a_report_of_few_columns() -> None:
    """The report can be asked for with other columns."""
    (listing,) = read("seller-sku\tasin1\titem-name\tlisting-id\tprice\nA1\tB0EXAMPL01\tOak bowl\t1\t20\n").listings
    assert (listing.sku, listing.get("title")) == ("A1", "Oak bowl")


PLAIN = [
    (
        "atelier-brume_fr.csv",
        "BRU-BOL-01",
        "Titre du produit",
        {"bullet.2": "Passe au lave-vaisselle", "price": "28,00"},
    ),
    (
        "holzwerk-tann_de.csv",
        "HT-BR-01",
        "Artikelname",
        {"bullet.2": "38 × 24 × 3 cm", "manufacturer": "Holzwerk Tann"},
    ),
    ("filo-di-lana_it.jsonl", "FL-CAP-01", "titolo", {"tag.2": "berretto merino", "material.1": "Lana merino"}),
    ("taller-arena_es.csv", "TA-JAR-01", "Título", {"bullet.1": "Pieza única", "tag.2": "barro rojo"}),
    ("kiriko_ja.csv", "KR-01", "商品名", {"material.1": "ガラス", "quantity": "3"}),
]


@pytest.mark.parametrize(("name", "sku", "heading", "said"), PLAIN)
def test_plain_tables(name: str, sku: str, heading: str, said: Mapping[str, str]) -> None:
    """Headings that people choose, in six languages."""
    first, *_ = read(FIXTURES / "plain" / name).listings
    assert (first.sku, first.cell("title").column) == (sku, heading)
    assert {field: first.get(field) for field in said} == said


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Item Name", "title"),
        ("PRODUCT_TITLE", "title"),
        ("  Titre du produit ", "title"),
        ("Nom de l’article", "title"),
        ("Artikel-Bezeichnung", ""),
        ("Artikelbezeichnung", "title"),
        ("Nome del prodotto", "title"),
        ("Título", "title"),
        ("商品名", "title"),
        ("Bullet Point #3", "bullet.3"),
        ("bullet_point_03", "bullet.3"),
        ("Aufzählungspunkt2", "bullet.2"),
        ("Puce 5", "bullet.5"),
        ("Tags 12", "tag.12"),
        ("Schlagwörter.2", "tag.2"),
        ("Mots-clés", "keywords"),
        ("Délai d'expédition", "production_days"),
        ("Image 2", "image.2"),
        ("images.1.src", "image.1"),
        ("Title 2", ""),
        ("shelf", ""),
        ("", ""),
    ],
)
def test_headings(heading: str, field: str) -> None:
    """Case, marks, underscores and numbers do not matter; what is not known is not guessed."""
    from handmade_lint.catalogs.layout import layouts

    assert layouts()["plain"].field(heading) == field


def test_headings_of_the_configuration() -> None:
    """The seller's own words go before everybody's."""
    rows = [("Nr", "Was ist es", "titel"), ("A1", "Schale aus Eiche", "intern")]
    (listing,) = read(table(rows), mapping={"nr": "sku", "Was ist es": "title", "titel": "vendor"}).listings
    assert (listing.sku, listing.get("title"), listing.get("vendor")) == ("A1", "Schale aus Eiche", "intern")
    assert listing.cell("title").column == "Was ist es"


def test_a_field_that_there_is_not() -> None:
    from handmade_lint.catalogs import UnreadableInput

    with pytest.raises(UnreadableInput, match="did you mean 'title'"):
        read("sku,x\nA1,Bowl\n", mapping={"x": "titel"})


def test_no_heading_is_understood() -> None:
    """What was seen is said, and what to do."""
    why = refused("foo,bar\n1,2\n")
    assert "'foo', 'bar'" in why
    assert "[headings]" in why


def seen() -> dict[str, list[str]]:
    """Headings of real files."""
    return dict(json.loads(SEEN.read_text("utf-8"))) if SEEN.exists() else {}


@needs_shared("catalog_files/headers")
@pytest.mark.parametrize("name", sorted(seen()))
def test_headings_of_real_files(name: str) -> None:
    """Each is known for what it is, with title, description, SKU and price where it has them."""
    headings = seen()[name]
    headings = headings[0].split(";") if len(headings) == 1 else headings
    separator = "\t" if name.startswith("amazon") else ","
    filled = [f"value {number}" for number, _ in enumerate(headings)]
    reading = read(table([headings, filled], separator=separator))
    (listing,) = reading.listings
    known = {"etsy": "etsy", "shopify": "shopify", "amazon_report": "amazon-report", "amazon_all": "amazon-report"}
    template = next((known[start] for start in known if name.startswith(start)), "plain")
    assert reading.tables[0].template == template
    wanted: dict[str, Any] = {
        "etsy": {"title": 0, "description": 1, "price": 2, "quantity": 4, "tag.1": 5, "material.1": 6},
        "shopify": {"title": 1, "description": 2},
        "amazon-report": {"title": 0, "description": 1, "price": 4, "quantity": 5},
    }
    for field, index in wanted.get(template, {}).items():
        assert listing.get(field) == f"value {index}", field
    if template == "etsy":
        assert len(listing.images) == 10
        assert len(list(listing.read("variation_name"))) == 2
        assert listing.sku == ("row-2" if "no_sku" in name else "value 23")
    if template == "amazon-report":
        assert (listing.sku, listing.get("asin")) == ("value 3", "value 16")
    if template == "shopify":
        assert listing.sku == f"value {headings.index('Variant SKU')}"
        assert listing.get("price") == f"value {headings.index('Variant Price')}"
