"""Google's structured titles: the mark is a fact, the text is the title, and both keep their place."""

from __future__ import annotations

import io
from pathlib import Path

from click.testing import CliRunner

from handmade_lint.catalogs import open_catalog
from handmade_lint.cli import app
from handmade_lint.listing import Listing


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


def test_a_marked_title_beside_a_plain_one_is_said(tmp_path: Path) -> None:
    """XC-022: Google takes the plain one."""
    heading = "id\ttitle\tstructured_title\tdescription\tlink\timage_link\n"
    marked = "trained_algorithmic_media:Oak Bowl"
    (tmp_path / "both.tsv").write_text(f"{heading}A1\tOak Bowl\t{marked}\tTurned.\thttps://x/1\ta.jpg\n", "utf-8")
    (tmp_path / "one.tsv").write_text(f"{heading}A1\t\t{marked}\tTurned.\thttps://x/1\ta.jpg\n", "utf-8")
    options = ["--isolated", "--select", "XC-022", "--fail-on", "warning"]
    assert CliRunner().invoke(app, ["check", str(tmp_path / "both.tsv"), *options]).exit_code == 1
    assert CliRunner().invoke(app, ["check", str(tmp_path / "one.tsv"), *options]).exit_code == 0


def test_a_plain_title_is_left_alone() -> None:
    listing = read("id\ttitle\tdescription\tlink\timage_link\nA1\tOak bowl: large\tTurned.\thttps://x/1\ta.jpg\n")
    assert listing.get("title") == "Oak bowl: large"
    assert not listing.get("digital_source_type")
