"""Changed cells of workbooks: sheets, formats, macros, validations and hidden parts survive, in LibreOffice too."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Font, PatternFill
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

from handmade_lint.catalogs import UnreadableInput
from handmade_lint.catalogs.patch import Cell, Change
from handmade_lint.catalogs.patch_workbook import WorkbookPatcher

from .reading import read

TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufeff"), min_size=1, max_size=20)


def shop() -> bytes:
    """A workbook with all that should survive."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Vorlage & Co"
    sheet.append(["sku", "title", "description", "price", "characters"])
    sheet.append(["A1", "Oak bowl", "Turned by hand", 20.5, "=LEN(B2)"])
    sheet.append(["A2", "Oak bowl", " kept  as it is ", 30, '="x"'])
    sheet["B2"].font = Font(bold=True, color="FF0000")
    sheet["B3"].fill = PatternFill("solid", fgColor="00FF00")
    sheet["B2"].comment = Comment("note", "maker")
    sheet.column_dimensions["C"].hidden = True
    sheet.freeze_panes = "B2"
    sheet.add_data_validation(DataValidation(type="list", formula1='"20,30"', allow_blank=True, sqref="D2:D9"))
    sheet.conditional_formatting.add("D2:D9", CellIsRule("greaterThan", ["25"]))
    hidden = book.create_sheet("Values")
    hidden.append(["sku", "title"])
    hidden.append(["A1", "Oak bowl"])
    hidden.sheet_state = "veryHidden"
    book.defined_names["prices"] = DefinedName("prices", attr_text="'Vorlage & Co'!$D$2:$D$9")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def with_parts(data: bytes, **parts: bytes) -> bytes:
    """The archive with some parts added or exchanged."""
    named = {re.sub("__(?=_?[a-z])", "/", name).replace("_dot_", "."): content for name, content in parts.items()}
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            new.writestr(member, named.pop(member.filename, old.read(member)))
        for name, content in named.items():
            new.writestr(name, content)
    return out.getvalue()


def sharing(data: bytes) -> bytes:
    """The workbook with its strings in the list of shared strings, as Excel writes them; openpyxl writes none."""
    strings: dict[str, int] = {}

    def share(found: re.Match[str]) -> str:
        number = strings.setdefault(found.group(2), len(strings))
        return f'{found.group(1)}t="s"><v>{number}</v></c>'

    pattern = re.compile(r'(<c [^>]*)t="inlineStr"[^>]*><is>(.*?)</is></c>', re.DOTALL)
    sheets = {
        name.replace("/", "__").replace(".", "_dot_"): pattern.sub(share, content.decode()).encode()
        for name, content in parts(data).items()
        if name.startswith("xl/worksheets/sheet")
    }
    body = "".join(f"<si>{inner}</si>" for inner in strings)
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    shared = f'<sst xmlns="{main}" count="99" uniqueCount="{len(strings)}">{body}</sst>'
    return with_strings(data, shared.encode(), **sheets)


def with_strings(data: bytes, strings: bytes, **sheets: bytes) -> bytes:
    """The workbook with a list of shared strings, and some of its sheets exchanged."""
    old = parts(data)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    types = old["[Content_Types].xml"].replace(
        b"</Types>", f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>'.encode()
    )
    link = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
    links = old["xl/_rels/workbook.xml.rels"].replace(
        b"</Relationships>",
        f'<Relationship Type="{link}" Target="sharedStrings.xml" Id="rId99"/></Relationships>'.encode(),
    )
    more = {"[Content_Types]_dot_xml": types, "xl___rels__workbook_dot_xml_dot_rels": links}
    return with_parts(data, **sheets, **more, xl__sharedStrings_dot_xml=strings)


def parts(data: bytes) -> dict[str, bytes]:
    """Every part of an archive, in order."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def changed(data: bytes, sheet: str, *changes: tuple[int, int, str, str]) -> bytes:
    """The workbook after changes of (row, column, old, new), none of which is refused."""
    patcher = WorkbookPatcher("test", data)
    told = {Cell(sheet, row, at): Change(old, new) for row, at, old, new in changes}
    for cell, change in told.items():
        assert patcher.refusal(cell, change) == ""
    return patcher.patched(told)


def test_everything_else_survives() -> None:
    """A changed title: the sheet and the shared strings change, no other part does; a cell that shared it does not."""
    before = sharing(shop())
    after = changed(before, "Vorlage & Co", (2, 1, "Oak bowl", "Oak <cup> & é "))
    old, new = parts(before), parts(after)
    assert list(old) == list(new)
    assert {name for name in old if old[name] != new[name]} == {"xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"}
    with zipfile.ZipFile(io.BytesIO(before)) as one, zipfile.ZipFile(io.BytesIO(after)) as two:
        for left, right in zip(one.infolist(), two.infolist(), strict=True):
            assert (left.date_time, left.external_attr, left.compress_type) == (
                right.date_time,
                right.external_attr,
                right.compress_type,
            )
    book = openpyxl.load_workbook(io.BytesIO(after))
    sheet = book["Vorlage & Co"]
    assert [cell.value for cell in sheet["B"]] == ["title", "Oak <cup> & é ", "Oak bowl"]
    assert (sheet["B2"].font.bold, sheet["B2"].font.color.rgb, sheet["B3"].fill.fgColor.rgb) == (
        True,
        "00FF0000",
        "0000FF00",
    )
    assert sheet["B2"].comment.text == "note"
    assert sheet["E2"].value == "=LEN(B2)"
    assert sheet["C3"].value == " kept  as it is "
    assert sheet.column_dimensions["C"].hidden
    assert sheet.freeze_panes == "B2"
    assert [str(one.sqref) for one in sheet.data_validations.dataValidation] == ["D2:D9"]
    assert len(sheet.conditional_formatting) == 1
    assert book["Values"].sheet_state == "veryHidden"
    assert list(book["Values"].values) == [("sku", "title"), ("A1", "Oak bowl")]
    assert "prices" in book.defined_names


def test_macros_survive() -> None:
    """Macros and parts that no program but its own knows are copied byte for byte."""
    macro = bytes(range(256)) * 40
    before = with_parts(shop(), xl__vbaProject_dot_bin=macro, customXml__item1_dot_xml=b"<own/>")
    after = changed(before, "Vorlage & Co", (2, 1, "Oak bowl", "Oak cup"))
    assert parts(after)["xl/vbaProject.bin"] == macro
    assert parts(after)["customXml/item1.xml"] == b"<own/>"


def test_formats_within_a_cell_survive() -> None:
    """Words in bold stay in bold where they stay; phonetic guides are no part of the text."""
    strings = (
        b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        b'<x:sst xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="9" uniqueCount="2">'
        b"<x:si><x:t>Oak bowl</x:t></x:si>"
        b'<x:si><x:r><x:t xml:space="preserve">An </x:t></x:r><x:r><x:rPr><x:b/></x:rPr><x:t>OAK</x:t></x:r>'
        b'<x:r><x:t xml:space="preserve"> bowl!</x:t></x:r><x:rPh sb="0" eb="1"><x:t>ka</x:t></x:rPh></x:si></x:sst>'
    )
    sheet = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        b"<row><c t='inlineStr'><is><t>sku</t></is></c><c t='inlineStr'><is><t>title</t></is></c></row>"
        b"<row><c t='inlineStr'><is><t>A</t></is></c><c s='1' t='s' ><v>1</v></c></row>"
        b"<row><c t='str'><v>B &amp; 1</v></c><c t='str'><f>A1</f><v>x</v></c></row></sheetData></worksheet>"
    )
    book = openpyxl.Workbook()
    book.worksheets[0].append(["x"])
    out = io.BytesIO()
    book.save(out)
    before = with_strings(out.getvalue(), strings, xl__worksheets__sheet1_dot_xml=sheet)
    assert read(before).texts("title") == ["An OAK bowl!", "x"]
    after = changed(before, "Sheet", (2, 1, "An OAK bowl!", "An Oak bowl"))
    assert read(after).texts("title") == ["An Oak bowl", "x"]
    grown = parts(after)["xl/sharedStrings.xml"].decode()
    assert grown.count("<x:si>") == 3
    assert "count=" not in grown.lower().partition("<x:si>")[0]
    assert "<x:rPr><x:b/></x:rPr><x:t>Oak</x:t>" in grown
    assert grown.endswith('<x:rPh sb="0" eb="1"><x:t>ka</x:t></x:rPh></x:si></x:sst>')
    assert WorkbookPatcher("test", before).refusal(Cell("Sheet", 3, 1), Change("x", "y"))
    typed = changed(before, "Sheet", (3, 0, "B & 1", " <B>"))
    assert b"<row><c t='str'><v> &lt;B&gt;</v></c>" in parts(typed)["xl/worksheets/sheet1.xml"]
    inline = changed(before, "Sheet", (2, 0, "A", "B & C"))
    assert b"<c t='inlineStr'><is><t>B &amp; C</t></is></c><c s='1'" in parts(inline)["xl/worksheets/sheet1.xml"]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=5), st.data(), st.booleans())
def test_random_cells(rows: list[tuple[str, str]], data: st.DataObject, shared: bool) -> None:
    """Random texts changed at random are read back, and so are their neighbours."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "one"
    sheet.append(["sku", "title", "description"])
    for number, row in enumerate(rows):
        cells: list[Any] = [f"S{number}", *row]
        sheet.append(cells)
    out = io.BytesIO()
    book.save(out)
    before = sharing(out.getvalue()) if shared else out.getvalue()
    expected = [tuple(cell.value for cell in row) for row in openpyxl.load_workbook(io.BytesIO(before))["one"].rows]
    patcher = WorkbookPatcher("test", before)
    changes = {}
    for number in data.draw(st.sets(st.integers(0, len(rows) - 1), min_size=1)):
        cell, change = Cell("one", number + 2, 1), Change(rows[number][0], data.draw(TEXTS))
        if rows[number][0].startswith("=") or isinstance(expected[number + 1][1], int | float):
            continue
        assert patcher.refusal(cell, change) == ""
        changes[cell] = change
        expected[number + 1] = (expected[number + 1][0], change.new, expected[number + 1][2])
    after = patcher.patched(changes)
    found = [tuple(cell.value for cell in row) for row in openpyxl.load_workbook(io.BytesIO(after))["one"].rows]
    assert found == expected


def test_numbers_and_formulas_are_refused() -> None:
    """What is no string is left alone."""
    patcher = WorkbookPatcher("test", shop())
    assert patcher.refusal(Cell("Vorlage & Co", 2, 3), Change("20.5", "21"))
    assert patcher.refusal(Cell("Vorlage & Co", 2, 4), Change("8", "9"))
    assert patcher.refusal(Cell("Vorlage & Co", 99, 1), Change("", "9"))
    assert patcher.refusal(Cell("nowhere", 2, 1), Change("", "9"))


def test_a_document_type_is_refused() -> None:
    """Entities are no part of a workbook, and a way to make a small file large."""
    bomb = b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "x">]><worksheet><sheetData/></worksheet>'
    patcher = WorkbookPatcher("test", with_parts(shop(), xl__worksheets__sheet1_dot_xml=bomb))
    with pytest.raises(UnreadableInput, match="document type"):
        patcher.refusal(Cell("Vorlage & Co", 2, 1), Change("Oak bowl", "x"))


SOFFICE = os.environ.get("SOFFICE") or shutil.which("soffice") or shutil.which("libreoffice")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Any]:
    """Convert a workbook in LibreOffice; its sheets by name."""

    def convert(data: bytes, suffix: str = "xlsx") -> Any:
        source = tmp_path / f"mended.{suffix}"
        source.write_bytes(data)
        profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
        told = subprocess.run(
            [
                str(SOFFICE),
                profile,
                "--headless",
                "--convert-to",
                "xlsx",
                "--outdir",
                str(tmp_path / "out"),
                str(source),
            ],
            capture_output=True,
            text=True,
            timeout=240,
        )
        made = tmp_path / "out" / "mended.xlsx"
        assert made.exists(), told.stdout + told.stderr
        return openpyxl.load_workbook(made)

    yield convert


@pytest.mark.skipif(not SOFFICE, reason="LibreOffice (soffice) is not installed: opening mended workbooks NOT tested")
def test_libreoffice_opens_it(office: Any) -> None:
    """What LibreOffice reads of the mended workbook is the mended text, its formats, and the formulas' values."""
    after = changed(
        sharing(shop()), "Vorlage & Co", (2, 1, "Oak bowl", "Oak <cup> & é"), (3, 2, " kept  as it is ", "two\nlines ")
    )
    book = office(after)
    sheet = book["Vorlage & Co"]
    assert [cell.value for cell in sheet["B"]] == ["title", "Oak <cup> & é", "Oak bowl"]
    assert sheet["C3"].value == "two\nlines "
    assert sheet["B2"].font.bold
    assert sheet["E2"].value == "=LEN(B2)"
    assert sheet.column_dimensions["C"].hidden
    assert [re.sub(r"\$", "", str(one.sqref)) for one in sheet.data_validations.dataValidation] == ["D2:D9"]
    assert book["Values"].sheet_state != "visible"
