"""XLSX and XLSM: typed cells, formulas, errors, hidden and merged things, damage, bombs."""

from __future__ import annotations

import datetime
import io
import random
import zipfile
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.chart import BarChart
from openpyxl.styles import PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from handmade_lint.catalogs import UnreadableInput, open_catalog

from .reading import read, refused

HEAD = ["sku", "title", "price", "description"]
LETTERS = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Co"), exclude_characters="\ufeff\ufffd")
CELLS = st.text(LETTERS, min_size=1, max_size=20).filter(lambda cell: cell[0] != "=" and "_x" not in cell)


def saved(fill: Callable[[openpyxl.Workbook], None]) -> bytes:
    """The bytes of a workbook."""
    book = openpyxl.Workbook()
    fill(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def sheet_of(*rows: list[Any], change: Callable[[Worksheet], None] | None = None) -> bytes:
    """A workbook of one sheet."""

    def fill(book: openpyxl.Workbook) -> None:
        sheet = book.worksheets[0]
        sheet.title = "Liste"
        for row in rows:
            sheet.append(row)
        if change:
            change(sheet)

    return saved(fill)


def rewritten(data: bytes, change: Callable[[str, bytes], bytes | None]) -> bytes:
    """A workbook whose parts were changed; None leaves a part out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = change(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
    return out.getvalue()


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=5))
def test_texts_come_back(rows: list[tuple[str, str]]) -> None:
    """Letters of any script, line breaks, numbers that are texts."""
    data = sheet_of(["sku", "title", "description"], *[[f"A{n}", *row] for n, row in enumerate(rows)])
    reading = read(data)
    assert [(one.texts.get("title", ""), one.texts.get("description", "")) for one in reading.listings] == [
        ("" if title.isspace() else title, "" if text.isspace() else text) for title, text in rows
    ]


def test_typed_cells() -> None:
    """Numbers, dates and truth as a person would type them; a SKU of digits keeps them."""
    when = datetime.datetime(2026, 7, 27)
    data = sheet_of(
        ["sku", "title", "price", "quantity", "condition", "barcode", "size"],
        [12, "Oak\nbowl", 12.5, 3, when, 3760123456789, True],
        ["0012", "Bol à soupe", 28, 0, when.replace(hour=9), "037", datetime.time(8, 30)],
    )
    first, second = read(data).listings
    assert (first.sku, first.get("title"), first.get("price"), first.get("quantity")) == (
        "12",
        "Oak\nbowl",
        "12.5",
        "3",
    )
    assert (first.get("condition"), first.get("gtin"), first.get("size")) == ("2026-07-27", "3760123456789", "TRUE")
    assert (second.sku, second.get("price"), second.get("quantity")) == ("0012", "28", "0")
    assert (second.get("condition"), second.get("size")) == ("2026-07-27 09:00:00", "08:30:00")
    where = first.cell("title")
    assert (where.row, where.line, where.column, where.index, where.sheet) == (2, None, "title", 1, "Liste")


def test_a_table_that_begins_elsewhere() -> None:
    """Rows and columns are the sheet's own."""

    def place(sheet: Worksheet) -> None:
        for column, (heading, value) in enumerate([("sku", "A1"), ("title", "Oak bowl")], 3):
            sheet.cell(5, column, heading)
            sheet.cell(6, column, value)
            sheet.cell(9, column, f"{value} again")

    reading = read(sheet_of(change=place))
    assert [(one.sku, one.origin.row, one.cell("title").index) for one in reading.listings] == [
        ("A1", 6, 3),
        ("A1 again", 9, 3),
    ]
    assert reading.counts == (2, 0, 2)


def test_formulas_and_errors() -> None:
    """Of texts they are told; a number that was calculated is a number."""

    def change(name: str, content: bytes) -> bytes:
        if not name.startswith("xl/worksheets"):
            return content
        # openpyxl writes an empty element in another way where lxml is installed
        content = content.replace(b"<v></v>", b"<v />").replace(b"<v/>", b"<v />")
        return (
            content.replace(
                b'<c r="B2"><f>A2&amp;" bowl"</f><v /></c>',
                b'<c r="B2" t="str"><f>A2&amp;" bowl"</f><v>Oak bowl</v></c>',
            )
            .replace(b"<f>12*2</f><v />", b"<f>12*2</f><v>24</v>")
            .replace(b'<c r="B4"><f>1/0</f><v /></c>', b'<c r="B4" t="e"><f>1/0</f><v>#DIV/0!</v></c>')
        )

    data = sheet_of(
        HEAD,
        ["A1", '=A2&" bowl"', "=12*2", "Turned"],
        ["A2", "=A3", 5, "Carved"],
        ["A3", "=1/0", 5, "Sawn"],
        ["A4", "= the best bowl", 5, "'=B2"],
    )
    reading = read(rewritten(data, change))
    told = [(fault.code, fault.location.row, fault.location.column) for fault in reading.faults]
    assert told[:3] == [("FL-004", 2, "title"), ("FL-004", 3, "title"), ("FL-004", 4, "title")]
    assert "last value was read" in reading.faults[0].message
    assert reading.faults[0].match == '=A2&" bowl"'
    assert "never stored" in reading.faults[1].message
    assert "#DIV/0!" in reading.faults[2].message
    assert reading.texts("title")[:3] == ["Oak bowl", "", ""]
    assert reading.texts("price")[0] == "24"


def test_formulas_in_columns_that_are_not_read() -> None:
    """A maker's own calculation beside the catalogue is no fault."""
    reading = read(sheet_of([*HEAD, "Marge"], ["A1", "Oak bowl", 20, "Turned", '=C2&" EUR"']))
    assert [code for code, _ in reading.codes] == ["FL-009"]


def test_merged_cells() -> None:
    """The first cell has the value, the others have none; every row stays a row."""
    data = sheet_of(HEAD, ["A1", "Bowl", 5, "x"], ["A2", None, 6, "y"], change=lambda sheet: sheet.merge_cells("B2:B3"))
    reading = read(data)
    assert reading.texts("title") == ["Bowl", ""]
    assert reading.counts == (2, 0, 0)


def test_sheets_of_a_workbook() -> None:
    """Hidden sheets and charts are not read; sheets that are no catalogue are named."""

    def fill(book: openpyxl.Workbook) -> None:
        book.worksheets[0].title = "Notes"
        book.worksheets[0].append(["remember", "the", "glaze"])
        for name, sku in [("Bowls", "A1"), ("Cups", "B1"), ("Old", "Z1"), ("Older", "Z2")]:
            sheet = book.create_sheet(name)
            sheet.append(["sku", "title"])
            sheet.append([sku, f"One of {name}"])
        book["Old"].sheet_state = "hidden"
        book["Older"].sheet_state = "veryHidden"
        book.create_chartsheet("Chart").add_chart(BarChart())

    reading = read(saved(fill))
    assert [(one.sku, one.origin.sheet) for one in reading.listings] == [("A1", "Bowls"), ("B1", "Cups")]
    (fault,) = reading.faults
    assert (fault.code, fault.match, fault.location.row) == ("FL-009", "Notes", 0)


def test_columns_beyond_the_headings() -> None:
    reading = read(sheet_of(["sku", "title"], ["A1", "Oak bowl", None, "slid over"]))
    (fault,) = reading.faults
    assert (fault.code, fault.location.row, fault.location.column) == ("FL-009", 2, "column 4")


def test_macros_are_no_matter() -> None:
    """An XLSM file is read like any other; its macros are not looked at."""
    types = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    plain = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    data = rewritten(sheet_of(HEAD, ["A1", "Bowl", 5, "x"]), lambda _, content: content.replace(plain, types))
    assert read(data).texts("title") == ["Bowl"]


def test_line_breaks_as_excel_writes_them() -> None:
    def change(name: str, content: bytes) -> bytes:
        return content.replace(b"Oak bowl", b"Oak_x000D_\nbowl")

    data = rewritten(sheet_of(HEAD, ["A1", "Oak bowl", 5, "x"]), change)
    assert read(data).texts("title") == ["Oak\r\nbowl"]


def test_a_cell_in_the_far_corner() -> None:
    """A stray value in the last cell would cost memory for all cells before it."""

    def corner(sheet: Worksheet) -> None:
        sheet["XFD1048576"] = "x"

    why = refused(sheet_of(HEAD, ["A1", "Bowl", 5, "x"], change=corner))
    assert "'Liste' reaches to XFD1048576" in why


def test_a_cell_far_down_is_no_matter() -> None:
    """Neither is one far to the right, nor a mere colour in the corner."""

    def down(sheet: Worksheet) -> None:
        sheet["A200000"] = "A2"
        sheet["B200000"] = "Cup"
        sheet["XFD1048576"].fill = PatternFill("solid", fgColor="FF0000")

    reading = read(sheet_of(HEAD, ["A1", "Bowl", 5, "x"], change=down))
    assert [(one.sku, one.origin.row) for one in reading.listings] == [("A1", 2), ("A2", 200_000)]

    def right(sheet: Worksheet) -> None:
        sheet["XFD1"] = "note"

    assert read(sheet_of(HEAD, ["A1", "Bowl", 5, "x"], change=right)).texts("title") == ["Bowl"]


def test_a_bomb() -> None:
    """What unpacks to far more than it is, is refused before it does."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b" " * (80 << 20))
    assert "would unpack" in refused(out.getvalue())


def test_passwords() -> None:
    """An encrypted workbook is another kind of file inside."""
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512) + "EncryptedPackage".encode("utf-16-le") + bytes(512)
    assert "password" in refused(data)


def test_old_office_files_of_another_kind() -> None:
    assert "cannot be opened" in refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2048))


@pytest.mark.parametrize(
    ("inside", "words"),
    [
        ("content.xml", "OpenDocument"),
        ("Index/Document.iwa", "Numbers"),
        ("word/document.xml", "Word"),
        ("listings.csv", "it holds listings.csv"),
        ("", "it holds nothing"),
    ],
)
def test_other_archives(inside: str, words: str) -> None:
    """They are named, with what to give instead."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        if inside:
            archive.writestr(inside, "x")
    assert words in refused(out.getvalue())


def test_damage_is_one_sentence() -> None:
    """Bytes, tags and numbers changed at random: read, or refused; never anything else."""
    base = sheet_of(HEAD, *[[f"A{n}", f"Bowl {n}", n, '=A2&"x"' if n == 2 else "Turned"] for n in range(5)])
    chance = random.Random(5)
    with zipfile.ZipFile(io.BytesIO(base)) as archive:
        names = archive.namelist()

    def spoil(content: bytes) -> bytes | None:
        if chance.random() < 0.1:
            return None
        spoilt = bytearray(content)
        for _ in range(chance.randint(1, 4)):
            at = chance.randrange(len(spoilt))
            match chance.randrange(4):
                case 0:
                    spoilt[at] = chance.randrange(256)
                case 1:
                    del spoilt[at : at + chance.randint(1, 20)]
                case 2:
                    spoilt[at:at] = chance.choice([b"9" * 9, b"<c r='A1'/>", b"&#0;", b"\xff", b"</row>"])
                case _:
                    del spoilt[at:]
            if not spoilt:
                break
        return bytes(spoilt)

    for _ in range(250):
        part = chance.choice(names)
        data = rewritten(base, lambda name, content: spoil(content) if name == part else content)  # noqa: B023
        if chance.random() < 0.2:
            data = data[: chance.randrange(len(data))]
        try:
            for table in open_catalog(io.BytesIO(data), name="test"):
                list(table)
        except UnreadableInput as fault:
            assert "\n" not in fault.why
