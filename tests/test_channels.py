"""Google's structured titles: the mark is a fact, the text is the title, and both keep their place."""

from __future__ import annotations

import io
from datetime import date

from handmade_lint.catalogs import open_catalog
from handmade_lint.listing import Listing
from handmade_lint.pipeline import Judge, Plan
from handmade_lint.rules import load


def read(content: str) -> Listing:
    """The one listing of a feed."""
    (table,) = open_catalog(io.BytesIO(content.encode()), name="feed.tsv")
    (listing,) = [item for item in table if isinstance(item, Listing)]
    return listing


def test_a_marked_title_is_read_without_its_mark() -> None:
    heading = "id\tstructured_title\tdescription\tlink\timage_link\tprice\tavailability\ttitle\n"
    listing = read(
        heading + "A1\ttrained_algorithmic_media:Oak Bowl: Large\tTurned.\thttps://x/1\ta.jpg\t24 USD\tin_stock\t\n"
    )
    assert listing.get("title") == "Oak Bowl: Large"
    assert listing.get("digital_source_type") == "trained_algorithmic_media"
    assert listing.cell("title").locate(0, 3) == (26, 29)


def test_a_marked_title_beside_a_plain_one_is_said() -> None:
    """XC-022: Google takes the plain one."""
    heading = "id\ttitle\tstructured_title\tdescription\tlink\timage_link\n"
    marked = "trained_algorithmic_media:Oak Bowl"
    rule = load()["XC-022"]
    judge = Judge(Plan({rule.code: rule}, date(2026, 11, 23)))
    assert judge(read(f"{heading}A1\tOak Bowl\t{marked}\tTurned.\thttps://x/1\ta.jpg\n"))[0]
    assert not judge(read(f"{heading}A1\t\t{marked}\tTurned.\thttps://x/1\ta.jpg\n"))[0]


def test_a_plain_title_is_left_alone() -> None:
    listing = read("id\ttitle\tdescription\tlink\timage_link\nA1\tOak bowl: large\tTurned.\thttps://x/1\ta.jpg\n")
    assert listing.get("title") == "Oak bowl: large"
    assert not listing.get("digital_source_type")
