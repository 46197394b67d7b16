"""Changed strings of JSON, JSON Lines and Amazon's API: in their places, the rest byte for byte."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handmade_lint.catalogs.patch import Cell, Change
from handmade_lint.catalogs.patch_json import JsonPatcher

from .reading import FIXTURES, read

TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="@/\ufeff"), max_size=12)
VALUES = st.one_of(TEXTS, st.integers(), st.booleans(), st.none(), st.lists(TEXTS, max_size=3))
ITEMS = st.lists(
    st.fixed_dictionaries({"sku": st.text("AB01", min_size=1), "title": TEXTS, "x": VALUES, "tags": st.lists(TEXTS)}),
    min_size=1,
    max_size=5,
)


def changed(data: bytes, *changes: tuple[int, int | str, str, str]) -> bytes:
    """The file after changes of (row, column or path, old, new), none of which is refused."""
    patcher = JsonPatcher("test", data)
    told = {Cell("", row, at): Change(old, new) for row, at, old, new in changes}
    for cell, change in told.items():
        assert patcher.refusal(cell, change) == ""
    return patcher.patched(told)


@settings(max_examples=200, deadline=None)
@given(ITEMS, TEXTS, st.data(), st.sampled_from([None, 1, "\t"]), st.booleans(), st.booleans())
def test_only_the_value_changes(
    items: list[dict[str, Any]], new: str, data: st.DataObject, indent: Any, plain: bool, lines: bool
) -> None:
    """However the file is written, one value differs, and what stands around it does not."""
    items = items if len(items) > 1 else [*items, {"sku": "B"}]
    items = [{"sku": item["sku"], "title": item.get("title", ""), **item} for item in items]
    number = data.draw(st.integers(0, len(items) - 1))
    old, items[number]["title"] = items[number]["title"], "@"
    if lines:
        text = "\r\n".join(json.dumps(item, ensure_ascii=plain) for item in items)
    else:
        text = json.dumps({"version": 2, "products": items}, ensure_ascii=plain, indent=indent)
    before = text.replace('"@"', json.dumps(old, ensure_ascii=plain))
    after = changed(before.encode(), (number + 1, 1, old, new)).decode()
    assert after in [text.replace('"@"', json.dumps(new, ensure_ascii=ascii_only)) for ascii_only in (True, False)]
    assert after.isascii() or not before.isascii() or "\\u" not in before


@pytest.mark.parametrize(
    ("before", "changes", "after"),
    [
        (
            '[{"sku":"A" , "title" :"Caf\\u00e9 \\/ bowl"}]\n',
            [(1, 1, "Café / bowl", "Café / cup é")],
            '[{"sku":"A" , "title" :"Caf\\u00e9 \\/ cup \\u00e9"}]\n',
        ),
        (
            '\ufeff[{"sku":"A","tags":["a","b é"]},{"sku":"B","title":1.50}]',
            [(1, 2, "b é", 'ü "x"')],
            '\ufeff[{"sku":"A","tags":["a","ü \\"x\\""]},{"sku":"B","title":1.50}]',
        ),
        (
            '{"sku":"A","title":"x","title":"y"}\n\n{"sku":"B","title":"z\\u0000z"}\n',
            [(1, 1, "y", "w"), (3, 1, "zz", "zu")],
            '{"sku":"A","title":"x","title":"w"}\n\n{"sku":"B","title":"z\\u0000u"}\n',
        ),
        ('{"sku":"A","a.b":{"c":"x"}}', [(1, 1, "x", "y")], '{"sku":"A","a.b":{"c":"y"}}'),
        ('[{"sku":"A","t":"\\udc80x"}]', [(1, 1, "\ufffdx", "\ufffdy")], '[{"sku":"A","t":"\\udc80y"}]'),
    ],
)
def test_ways_to_write(before: str, changes: list[tuple[int, int, str, str]], after: str) -> None:
    """Escapes, byte order marks, repeated keys, blank lines, nested lists, half characters."""
    assert changed(before.encode(), *changes).decode() == after


def test_numbers_are_refused() -> None:
    """A number is no text to be mended."""
    patcher = JsonPatcher("test", b'[{"sku":"A","title":12}]')
    assert patcher.refusal(Cell("", 1, 1), Change("12", "13"))


@pytest.mark.parametrize("name", ["listings-feed_atelier-brume_fr.json", "listings-items_fr_de.json"])
def test_every_text_of_amazons_api(name: str) -> None:
    """Each text of each listing can be changed at its path, and is read back."""
    data = (FIXTURES / "amazon-api" / name).read_bytes()
    for number, listing in enumerate(read(data).listings):
        for field, text in listing.texts.items():
            origin = listing.cells[field]
            after = changed(data, (origin.row, origin.column, text, f"{text} é"))
            assert read(after).listings[number].get(field) == f"{text} é"
            assert len(after) - len(data) in (3, 7)
