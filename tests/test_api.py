"""lint() and write(), what Python programs call; and every example of docs/python.md and of docstrings."""

from __future__ import annotations

import doctest
import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, get_type_hints

import pytest

import handmade_lint
import handmade_lint.api
from handmade_lint import Config, ConfigError, Listing, NotWritten, Report, UnreadableInput, lint, write
from handmade_lint.finding import Location
from handmade_lint.listing import Origin

ROOT = Path(__file__).parents[1]
CSV = "sku;titre\nA;Bol en chêne !\n"
LOOK: dict[str, Any] = {"store": "amazon.fr", "select": ["TI-007"]}


def found(source: Any, **options: Any) -> list[tuple[str, str, str]]:
    return [(one.code, one.sku, one.match) for one in lint(source, **{**LOOK, **options}).findings]


def test_a_catalogue_however_it_is_handed_over(tmp_path: Path) -> None:
    path = tmp_path / "c.csv"
    path.write_text(CSV, "utf-8")
    row = {"sku": "A", "title": "Bol en chêne !"}
    listing = Listing("A", {"title": "Bol en chêne !"})
    with path.open("rb") as binary, path.open(encoding="utf-8") as text:
        sources: tuple[Any, ...] = (
            str(path),
            path,
            [path],
            tmp_path,
            binary,
            text,
            io.StringIO(CSV),
            io.BytesIO(CSV.encode()),
        )
        for source in sources:
            assert found(source) == [("TI-007", "A", "!")], source
    for source in ([row], iter([row]), (row for _ in range(1)), [listing], iter([listing])):
        assert found(source) == [("TI-007", "A", "!")], source


def test_several_files(tmp_path: Path) -> None:
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).write_text(CSV, "utf-8")
    report = lint(iter([tmp_path / "a.csv", tmp_path / "b.csv"]), **LOOK)
    assert [Path(one.location.file).name for one in report.findings] == ["a.csv", "b.csv"]


def test_nothing_to_lint() -> None:
    empty: tuple[Any, ...] = ([], iter(()))
    for source in empty:
        report = lint(source)
        assert (report.run.listings, list(report.findings)) == (0, [])


def test_rows_may_hold_lists_numbers_and_nothing() -> None:
    row = {"sku": 7, "title": "Oak bowl", "tags": ["oak", "OAK!"], "price": 12.5, "brand": None}
    report = lint([row], store="etsy")
    (entry,) = report.entries
    assert entry.sku == "7"
    assert not [one for one in report.findings if one.code.startswith("FL")]


def test_places_of_what_has_no_file() -> None:
    rows = [{"sku": "A", "title": "Bol"}, {"sku": "B", "title": "Bol !"}]
    (one,) = lint(rows, **LOOK, name="database").findings
    assert one.location == Location("database", 2, "title", None, 4, 5)
    (one,) = lint(io.StringIO(CSV), **LOOK, name="upload").findings
    assert (one.location.file, one.location.row, one.location.line) == ("upload", 2, 2)
    (one,) = lint([Listing("A", {"title": "Bol !"})], **LOOK).findings
    assert one.location == Location("listings", 1, "", None, 4, 5)
    own = Listing("A", {"title": "Bol !"}, origin=Origin("shop.db", 12))
    (one,) = lint([own], **LOOK).findings
    assert one.location.row == 12
    assert one.location.file == "shop.db"


def test_listings_are_taken_as_they_come() -> None:
    taken = 0

    def many() -> Iterator[Listing]:
        nonlocal taken
        for number in range(2000):
            taken += 1
            yield Listing(f"A{number}", {"title": "Bol !"})

    seen = []
    report = lint(many(), **LOOK, progress=lambda done: seen.append((done, taken)))
    assert len(report.findings) == 2000
    assert seen[0][0] < 2000
    assert seen[0][1] < 2000


def test_stores_of_listings_are_their_own_unless_told() -> None:
    listings = [Listing("A", {"title": "Bol"}, store="amazon.fr"), Listing("B", {"title": "Bowl"}, store="etsy")]
    assert [entry.store for entry in lint(listings).entries] == ["amazon.fr", "etsy"]
    assert [entry.store for entry in lint(listings, store="amazon.de").entries] == ["amazon.de", "amazon.de"]


def test_settings_and_their_order() -> None:
    config = Config(store="amazon.de", ignore=("TI-007",), headings={"Nom interne": "title"})
    assert found([{"sku": "A", "Nom interne": "Bol !"}], config=config) == []
    config = Config(headings={"Nom interne": "title"})
    report = lint([{"sku": "A", "Nom interne": "Bol !"}], config=config, on="2026-07-27", store="amazon.fr")
    assert report.run.on == "2026-07-27"
    assert report.run.stores == ("amazon.fr",)
    assert lint([], config=Config()).run.on == date.today().isoformat()


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ({"title": "x"}, "a dict; put it into a list"),
        (Listing("A", {}), "a Listing; put it into a list"),
        (3, "not a int"),
        ([3], "item 1 is int, not a row"),
        ([{"title": "x"}, Listing("A", {})], "item 2 is Listing, not a Mapping"),
        ([Listing("A", {"title": "x"}), None], "item 2 is NoneType, not a Listing"),
    ],
)
def test_what_is_no_source(source: Any, words: str) -> None:
    with pytest.raises(TypeError, match=words):
        lint(source)


def test_other_faults() -> None:
    with pytest.raises(ConfigError, match=r"no store is called 'amazon\.fra'"):
        lint([], store="amazon.fra")
    with pytest.raises(UnreadableInput, match="there is no such file"):
        lint("gone.csv")
    with pytest.raises(UnreadableInput, match="no heading says title"):
        lint([{"a": 1, "b": 2}])
    with pytest.raises(UnreadableInput, match="PNG"):
        lint(io.BytesIO(b"\x89PNG\r\n\x1a\n" + b"x" * 99))


def test_write_by_name_and_by_format(tmp_path: Path) -> None:
    report = lint(io.StringIO(CSV), **LOOK)
    write(report, tmp_path / "r.sarif")
    assert '"version": "2.1.0"' in (tmp_path / "r.sarif").read_text("utf-8")
    write(report, tmp_path / "r.txt", "junit", config=Config(fail_on="never"))
    assert 'failures="0"' in (tmp_path / "r.txt").read_text("utf-8")
    with pytest.raises(ValueError, match="does not say which format"):
        write(report, tmp_path / "r.pdf")
    with pytest.raises(ValueError, match="no format 'pdf'"):
        write(report, tmp_path / "r", "pdf")
    with pytest.raises(NotWritten, match="cannot be written"):
        write(report, tmp_path / "gone" / "r.csv")
    with pytest.raises(NotWritten):
        write(report, tmp_path / "r.rows.csv")


def test_the_face_is_what_the_page_names() -> None:
    page = (ROOT / "docs" / "python.md").read_text("utf-8")
    for name in handmade_lint.__all__:
        assert getattr(handmade_lint, name) is not None
        assert f"`{name}" in page, name
    with pytest.raises(AttributeError):
        handmade_lint.nothing  # noqa: B018


def test_it_is_typed() -> None:
    """`make check` looks at the types themselves, of these tests too."""
    assert (ROOT / "handmade_lint" / "py.typed").is_file()
    assert get_type_hints(lint)["return"] is Report
    assert set(get_type_hints(write)) == {"report", "path", "format", "config", "lang", "return"}


def test_examples_of_the_page_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = (ROOT / "docs" / "python.md").read_text("utf-8")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "catalogue.csv").write_bytes((ROOT / "fixtures" / "demo" / "oak-and-ash.csv").read_bytes())
    examples = doctest.DocTestParser().get_doctest(text, {}, "docs/python.md", None, 0)
    assert len(examples.examples) > 15
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
    assert runner.run(examples).failed == 0


@pytest.mark.parametrize("module", [handmade_lint, handmade_lint.api])
def test_examples_of_docstrings_run(module: Any) -> None:
    failed, tried = doctest.testmod(module)
    assert tried > 0
    assert failed == 0
