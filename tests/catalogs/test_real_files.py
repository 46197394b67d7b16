"""Real catalogues: rows, tags and pictures counted without this package."""

from __future__ import annotations

import csv
import json

from .reading import SHARED, needs_shared, read

ETSY = SHARED / "catalog_files" / "etsy" / "sabaceramics_it_header_part1.csv"
SHOP = SHARED / "text" / "retail_demo_store_products.jsonl"


@needs_shared("catalog_files/etsy")
def test_potters_of_etsy() -> None:
    """Italian headings, English and Italian words, line breaks in cells."""
    with ETSY.open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert len(rows) == 14
    reading = read(ETSY)
    assert (reading.tables[0].template, reading.counts) == ("etsy", (14, 0, 0))
    assert not reading.faults
    for number, (row, listing) in enumerate(zip(rows, reading.listings, strict=True), 2):
        assert listing.origin.row == number
        assert (listing.get("title"), listing.get("description")) == (row["TITOLO"], row["DESCRIZIONE"])
        assert (listing.get("price"), listing.get("quantity")) == (row["PREZZO"], row["QUANTITÀ"])
        tags = [tag.replace("_", " ") for tag in row["TAG"].split(",")]
        assert [value for _, value in listing.read("tag")] == tags
        assert [image.uri for image in listing.images] == [
            row[f"IMMAGINE{n}"] for n in range(1, 11) if row[f"IMMAGINE{n}"]
        ]
        for name, value in listing.read("tag"):
            first, last = listing.cell(name).locate(0, len(value))
            assert row["TAG"][first:last].replace("_", " ") == value


@needs_shared("text")
def test_a_shop_of_json_lines() -> None:
    """A product a line; each title is the line's own."""
    with SHOP.open(encoding="utf-8") as lines:
        products = [json.loads(line) for line in lines]
    assert len(products) == 2465
    reading = read(SHOP)
    assert reading.counts == (2465, 0, 0)
    assert reading.texts("title") == [product["name"] for product in products]
    assert [one.origin.line for one in reading.listings] == list(range(1, 2466))
