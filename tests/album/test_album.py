"""The album: each picture measured once, remembered, laid out in rows; faults told; nothing loaded without need."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest

from handmade_lint.album import Album, Look, Settings
from handmade_lint.album.columns import KNOWN, Columns, unmeasured
from handmade_lint.album.recall import AT_ONCE
from handmade_lint.listing import ImageRef, Listing, Origin

COLUMNS = ("fault", "fault_says", "width", "sharpness", "pdq", "format", "digest", "suffix", "title")


class Ruler:
    """Measures pictures that are texts: 'w=800' has a width of 800; counts what it is given."""

    def __init__(self) -> None:
        self.given: list[bytes] = []
        self.batches: list[int] = []

    def close(self) -> None:
        self.closed = True

    def map(self, batches: Iterable[Sequence[bytes]], columns: Collection[str]) -> Iterator[Columns]:
        ahead: deque[Columns] = deque()
        for pictures in batches:  # some are taken ahead, as a pool does
            ahead.append(self._measured(pictures, columns))
            if len(ahead) > 2:
                yield ahead.popleft()
        yield from ahead

    def _measured(self, pictures: Sequence[bytes], columns: Collection[str]) -> Columns:
        self.given += pictures
        self.batches.append(len(pictures))
        measured = unmeasured(columns, len(pictures))
        for row, content in enumerate(pictures):
            kind, _, width = content.partition(b"=")
            if kind != b"w":
                measured["fault"][row] = kind.decode()
                measured["fault_says"][row] = "The file is odd."
                continue
            measured["width"][row] = int(width)
            measured["sharpness"][row] = 1 / int(width)
            measured["format"][row] = "JPEG"
            measured["pdq"][row] = int(width) % 251
        return measured


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    folder = tmp_path / "shop"
    folder.mkdir()
    (folder / "catalogue.csv").touch()
    return folder


def put(shop: Path, **contents: str) -> None:
    for name, content in contents.items():
        (shop / f"{name}.jpg").write_text(content)


@pytest.fixture(autouse=True)
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are as good as settled when they are made: nobody waits two seconds."""
    monkeypatch.setattr("handmade_lint.album.memory._UNSETTLED", 0)


def listing(shop: Path, sku: str, *uris: str, **facts: str) -> Listing:
    refs = tuple(ImageRef(uri, f"other.{n}" if n else "main") for n, uri in enumerate(uris))
    return Listing(sku, {"title": sku}, refs, facts, origin=Origin(str(shop / "catalogue.csv"), 2))


def look(ruler: Ruler | None, *listings: Listing, **settings: object) -> Look:
    make = (lambda: ruler) if ruler is not None else None
    album = Album(COLUMNS, Settings(**settings), measurer=make)  # type: ignore[arg-type]
    seen = album.look(listings)
    album.close()
    return seen


def test_a_row_a_picture(shop: Path) -> None:
    put(shop, a="w=800", b="w=600")
    seen = look(Ruler(), listing(shop, "1", "a.jpg", "b.jpg"), listing(shop, "2"), listing(shop, "3", "b.jpg"))
    assert seen.owners == [0, 0, 2]
    assert [ref.uri for ref in seen.refs] == ["a.jpg", "b.jpg", "b.jpg"]
    assert seen.columns["width"].tolist() == [800, 600, 600]
    assert seen.columns["suffix"].tolist() == [".jpg"] * 3
    assert set(seen.columns) == set(COLUMNS) & KNOWN.keys()
    digests = seen.columns["digest"]
    assert (digests[1] == digests[2]).all()
    assert (digests[0] != digests[1]).any()


def test_each_content_is_measured_once(shop: Path) -> None:
    put(shop, a="w=800", b="w=800", c="w=600")
    ruler = Ruler()
    seen = look(ruler, listing(shop, "1", "a.jpg", "b.jpg", "c.jpg", "a.jpg"), listing(shop, "2", "c.jpg"))
    assert sorted(ruler.given) == [b"w=600", b"w=800"]
    assert seen.columns["width"].tolist() == [800, 800, 600, 800, 600]
    assert seen.tally.measured == 2


def test_what_was_measured_is_not_measured_again(shop: Path) -> None:
    """A second run does not even open the files; another name of the same content is read, and not measured."""
    put(shop, a="w=800", b="w=600")
    rows = (listing(shop, "1", "a.jpg"), listing(shop, "2", "b.jpg", "gone.jpg"))
    first, second = Ruler(), Ruler()
    one, two = look(first, *rows), look(second, *rows)
    assert (len(first.given), len(second.given)) == (2, 0)
    assert (two.tally.measured, two.tally.remembered) == (0, 2)
    for name, column in one.columns.items():
        np.testing.assert_array_equal(column, two.columns[name], name)
    put(shop, c="w=600")
    third = Ruler()
    assert look(third, listing(shop, "3", "c.jpg")).columns["width"].tolist() == [600]
    assert not third.given


def test_a_file_that_changed_is_measured_again(shop: Path) -> None:
    put(shop, a="w=800")
    look(Ruler(), listing(shop, "1", "a.jpg"))
    put(shop, a="w=900")
    ruler = Ruler()
    assert look(ruler, listing(shop, "1", "a.jpg")).columns["width"].tolist() == [900]
    assert ruler.given == [b"w=900"]


def test_other_columns_and_other_versions_are_measured_again(shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(shop, a="w=800")
    look(Ruler(), listing(shop, "1", "a.jpg"))
    ruler = Ruler()
    Album((*COLUMNS, "height"), measurer=lambda: ruler).look([listing(shop, "1", "a.jpg")])
    assert ruler.given
    monkeypatch.setattr("handmade_lint.measures.index.VERSIONS", dict.fromkeys("fault header focus hashing".split(), 9))
    later = Ruler()
    look(later, listing(shop, "1", "a.jpg"))
    assert later.given


def test_without_a_cache_nothing_is_remembered(shop: Path, cache: Path) -> None:
    put(shop, a="w=800")
    for _ in range(2):
        ruler = Ruler()
        look(ruler, listing(shop, "1", "a.jpg"), cache=False)
        assert ruler.given
    assert not cache.exists()


def test_faults_that_may_pass_are_not_remembered(shop: Path) -> None:
    put(shop, a="slow=1", b="truncated=1")
    rows = listing(shop, "1", "a.jpg", "b.jpg")
    seen = look(Ruler(), rows)
    assert seen.columns["fault"].tolist() == ["slow", "truncated"]
    again = Ruler()
    assert look(again, rows).columns["fault"].tolist() == ["slow", "truncated"]
    assert again.given == [b"slow=1"]


def test_faults_of_names(shop: Path) -> None:
    put(shop, a="w=800")
    seen = look(Ruler(), listing(shop, "1", "a.jpg", "gone.jpg", "../x.jpg", "/etc/passwd"))
    assert seen.columns["fault"].tolist() == ["", "missing", "outside", "outside"]
    assert all(seen.columns["fault_says"][1:])
    assert np.isnan(seen.columns["width"][1:]).all()


def test_pictures_on_the_web_wait_to_be_asked_for(shop: Path) -> None:
    put(shop, a="w=800")
    seen = look(
        Ruler(), listing(shop, "1", "https://example.com/a.jpg", "a.jpg"), listing(shop, "2", "http://x.example/b")
    )
    assert seen.owners == [0]
    assert [ref.role for ref in seen.refs] == ["other.1"]
    assert (seen.tally.found, seen.tally.remote) == (1, 2)


def test_where_there_are_no_pictures_at_all(shop: Path) -> None:
    seen = look(Ruler(), listing(shop, "1", "a.jpg", "b.jpg"))
    assert not seen.refs
    assert seen.tally.nowhere == 2


def test_where_nothing_can_measure_missing_files_are_still_told(shop: Path) -> None:
    put(shop, a="w=800")
    seen = look(None, listing(shop, "1", "a.jpg", "gone.jpg"))
    assert seen.columns["fault"].tolist() == ["", "missing"]
    assert seen.tally.unread == 1


def test_pictures_named_by_sku(shop: Path) -> None:
    put(shop, **{"OAK-1": "w=800", "OAK-1_2": "w=600", "B0AAAAAAAA.PT01": "w=300", "B0AAAAAAAA.MAIN": "w=400"})
    seen = look(Ruler(), listing(shop, "OAK-1"), listing(shop, "OAK-2"), listing(shop, "X", asin="B0AAAAAAAA"))
    assert [(ref.uri, ref.role) for ref in seen.listings[0].images] == [
        ("OAK-1.jpg", "main"),
        ("OAK-1_2.jpg", "other.1"),
    ]
    assert [ref.uri for ref in seen.listings[2].images] == ["B0AAAAAAAA.MAIN.jpg", "B0AAAAAAAA.PT01.jpg"]
    assert seen.columns["width"].tolist() == [800, 600, 400, 300]
    named = look(Ruler(), listing(shop, "OAK-1", "OAK-1_2.jpg"))
    assert len(named.refs) == 1, "who names pictures means these"


def test_few_pictures_are_in_memory_at_a_time(shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(shop, **{f"p{n}": f"w={n + 1}" for n in range(100)})
    rows = [listing(shop, str(n), f"p{n}.jpg") for n in range(100)]
    ruler = Ruler()
    told: list[int] = []
    album = Album(COLUMNS, measurer=lambda: ruler, progress=told.append)
    assert album.look(rows).columns["width"].tolist() == list(range(1, 101))
    album.close()
    assert max(ruler.batches) <= AT_ONCE
    assert told == ruler.batches
    monkeypatch.setattr("handmade_lint.album.recall.BYTES_AT_ONCE", 10)
    few = Ruler()
    look(few, *rows, cache=False)
    assert max(few.batches) <= 3


def test_main_pictures_as_texts(shop: Path) -> None:
    put(shop, a="w=800", b="w=600", c="truncated=1")
    seen = look(Ruler(), listing(shop, "1", "a.jpg", "b.jpg"), listing(shop, "2", "c.jpg"))
    mains = seen.mains(["width", "pdq", "format", "nothing"])
    assert mains[0] == {"width": "800", "pdq": f"{800 % 251:02x}" * 32, "format": "JPEG"}
    assert mains[1] == {"width": "", "pdq": "", "format": ""}
