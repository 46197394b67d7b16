"""Files, folders and standard input; what cannot be read ends the command with 2 and one sentence."""

from __future__ import annotations

import io
import json
import os
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from handmade_lint.catalogs import UnreadableInput, find_files, open_catalog
from handmade_lint.cli import app
from handmade_lint.run import check

from .reading import FIXTURES, read, refused, table

BOWL = "sku,title\nA1,Oak bowl\n"


def run(*args: str, content: bytes | None = None) -> Result:
    """Run the command in this process."""
    return CliRunner().invoke(app, ["check", *args, "--isolated"], input=content, catch_exceptions=False)


def test_several_files_and_folders(tmp_path: Path) -> None:
    """All are read into one report; files of a folder that are no catalogues are named."""
    inner = tmp_path / "shop" / "inner"
    inner.mkdir(parents=True)
    (tmp_path / "one.csv").write_text(BOWL, "utf-8")
    (tmp_path / "shop" / "two.json").write_text('[{"sku": "B1", "title": "Cup"}]', "utf-8")
    (inner / "three.tsv").write_text("sku\ttitle\nC1\tVase\n", "utf-8")
    (inner / "broken.csv").write_bytes(b"\x89PNG\r\n\x1a\n")
    (inner / "~$lock.xlsx").write_bytes(b"x")
    (inner / ".hidden.csv").write_text(BOWL, "utf-8")
    (inner / "notes.md").write_text("sku,title", "utf-8")
    report = check([tmp_path / "one.csv", tmp_path / "shop"])
    assert sorted(entry.sku for entry in report.entries) == ["A1", "B1", "C1"]
    assert [(Path(one.file).name, one.rows) for one in report.run.inputs] == [
        ("one.csv", 1),
        ("three.tsv", 1),
        ("two.json", 1),
    ]
    assert [Path(one.file).name for one in report.run.unread] == ["broken.csv"]
    assert report.run.partial


def test_every_fixture_at_once() -> None:
    """One run over all formats; rows add up."""
    report = check([FIXTURES / folder for folder in ("amazon", "amazon-old", "amazon-report", "etsy", "plain")])
    assert not report.run.unread
    assert sum(one.rows for one in report.run.inputs) == sum(one.listings for one in report.run.inputs) == 41
    assert not report.run.partial


def test_standard_input() -> None:
    """- is read once, like a file, whatever it holds."""
    result = run("-", "--format", "json", "--fail-on", "never", content="sku;titre\nA1;Bol en grès\n".encode("cp1252"))
    report = json.loads(result.output)
    assert [one["title"] for one in report["listings"]] == ["Bol en grès"]
    assert report["run"]["inputs"][0]["encoding"] == "cp1252"
    workbook = io.BytesIO()
    import openpyxl

    book = openpyxl.Workbook()
    book.worksheets[0].append(["sku", "title"])
    book.worksheets[0].append(["A1", "Oak bowl"])
    book.save(workbook)
    result = run("-", "--format", "json", "--fail-on", "never", content=workbook.getvalue())
    assert [one["title"] for one in json.loads(result.output)["listings"]] == ["Oak bowl"]
    assert run("-", content=b"").exit_code == 2


def archive() -> bytes:
    """A ZIP file of a CSV."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as new:
        new.writestr("listings.csv", BOWL)
    return out.getvalue()


UNREADABLE = [
    (b"", "empty"),
    (b" \r\n\t\n", "empty"),
    (b"\x89PNG\r\n\x1a\n" + bytes(40), "PNG"),
    (b"\xff\xd8\xff\xe0" + bytes(40), "JPEG"),
    (b"%PDF-1.7\n", "PDF"),
    (b"\x1f\x8b\x08" + bytes(40), "unpack"),
    (archive(), "unpack"),
    (b"PK\x03\x04" + bytes(40), "damaged"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "save it again"),
    (b"<!doctype html><html><body>log in</body></html>", "web page"),
    (b"\n  <HTML><table></table></HTML>", "web page"),
    (b"\xef\xbb\xbf<?xml version='1.0'?><rss/>", "XML"),
    (b"<feed><item/></feed>", "XML"),
    (b"foo,bar\n1,2\n", "[headings]"),
    (b",,,\n,,,\n", "[headings]"),
    (b'[{"title": "x"', "line 1"),
    (b'{"schema": "handmade-lint/report-1", "findings": []}', "not the catalogue"),
    (b'"severity","code","name","sku"\n', "not the catalogue"),
    (b"SQLite format 3\0" + bytes(40), "SQLite"),
    (b"\0" * 100, "empty"),
]


@pytest.mark.parametrize(("content", "words"), UNREADABLE)
def test_status_2_and_one_sentence(content: bytes, words: str, tmp_path: Path) -> None:
    """What was seen, what to do, the file's name, no traceback."""
    assert words in refused(content)
    path = tmp_path / "katalog.csv"
    path.write_bytes(content)
    result = run(str(path))
    assert result.exit_code == 2
    assert words in result.stderr
    assert "katalog.csv" in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1


def test_names_of_files(tmp_path: Path) -> None:
    """A file that there is not, a folder of nothing, names with spaces, accents and Windows' marks."""
    with pytest.raises(UnreadableInput, match="did you mean"):
        (tmp_path / "katalog.csv").write_text(BOWL, "utf-8")
        open_catalog(tmp_path / "katalg.csv")
    with pytest.raises(UnreadableInput, match="there is no such file"):
        open_catalog(Path("C:\\Users\\Zoé\\catalogue.csv"))
    with pytest.raises(UnreadableInput, match="cannot be read"):
        open_catalog(tmp_path)
    with pytest.raises(UnreadableInput, match="cannot be read"):
        open_catalog(Path("a\0b.csv"))
    empty = tmp_path / "empty"
    empty.mkdir()
    with pytest.raises(UnreadableInput, match="holds no catalogue"):
        find_files(empty)
    for name in ("été à Brest.csv", "C:\\Photos\\bols.csv", "[x]{y}.csv"):
        (tmp_path / name).write_text(BOWL, "utf-8")
        assert read(tmp_path / name).listings[0].origin.file == str(tmp_path / name)


@pytest.mark.skipif(os.name == "nt", reason="names of files are bytes on POSIX only")
def test_a_name_that_is_no_text(tmp_path: Path) -> None:
    """Bytes in a file's name that are not UTF-8 stop neither reading nor reporting."""
    path = Path(os.fsdecode(bytes(tmp_path) + b"/caf\xe9.csv"))
    try:
        path.write_text(BOWL, "utf-8")
    except OSError:
        pytest.skip("this file system refuses such names")
    assert read(path).texts("title") == ["Oak bowl"]
    assert run(str(path), "--fail-on", "never").exit_code == 0


def test_windows_paths_in_cells() -> None:
    """Pictures on somebody's own disk: one reference each, backslashes kept."""
    rows = [
        ("sku", "title", "image 1", "images"),
        ("A1", "Bowl", "C:\\Photos\\bol.jpg", "D:\\a b\\1.jpg; D:\\a b\\2.jpg"),
    ]
    (listing,) = read(table(rows)).listings
    assert [image.uri for image in listing.images] == ["C:\\Photos\\bol.jpg", "D:\\a b\\1.jpg", "D:\\a b\\2.jpg"]
