"""Pictures are found by forgiving names, and never outside the folders that may be read."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handmade_lint.album.finder import Finder, Place, read


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """A catalogue with pictures beside it, a folder of pictures elsewhere, and a secret outside of both."""
    for name in (
        "shop/catalogue.csv",
        "shop/bowl.jpg",
        "shop/photos/Mug Blue.JPG",
        "shop/photos/été.jpg",
        "shop/100%20oak.jpg",
        "elsewhere/deep/down/ring.png",
        "elsewhere/A1.jpg",
        "elsewhere/A1_2.jpg",
        "elsewhere/A1 (3).jpg",
        "elsewhere/A1-4.jpg",
        "elsewhere/B7.MAIN.jpg",
        "elsewhere/B7.PT02.jpg",
        "elsewhere/B7.PT01.jpg",
        "elsewhere/B7.SWCH.jpg",
        "elsewhere/notes.txt",
        "elsewhere/one/twin.jpg",
        "elsewhere/two/twin.jpg",
        "secret.jpg",
        "shopping/secret.jpg",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(name.encode())
    return tmp_path


def found(shop: Path, uri: str, *images: str) -> str:
    """What a cell of the catalogue leads to: the file from the shop's parent, or a fault."""
    place = Finder([str(shop / one) for one in images]).find(uri, str(shop / "shop/catalogue.csv"))
    if place.fault:
        assert place.says
        return place.fault
    return place.url or place.beneath(str(shop))


@pytest.mark.parametrize(
    ("uri", "file"),
    [
        ("bowl.jpg", "shop/bowl.jpg"),
        ("./bowl.jpg", "shop/bowl.jpg"),
        ("BOWL.JPG", "shop/bowl.jpg"),
        ("bowl.jpeg", "shop/bowl.jpg"),
        ("bowl", "shop/bowl.jpg"),
        ("photos/mug blue.jpg", "shop/photos/Mug Blue.JPG"),
        ("photos\\Mug Blue.jpg", "shop/photos/Mug Blue.JPG"),
        ("photos/Mug%20Blue.JPG", "shop/photos/Mug Blue.JPG"),
        ("100%20oak.jpg", "shop/100%20oak.jpg"),
        ("e\u0301te\u0301.jpg", "shop/photos/été.jpg"),
        ("mug blue.jpg", "shop/photos/Mug Blue.JPG"),
        ("https://example.com/a.jpg", "https://example.com/a.jpg"),
    ],
)
def test_names_are_forgiven(shop: Path, uri: str, file: str) -> None:
    assert found(shop, uri) == file


def test_a_folder_of_pictures(shop: Path) -> None:
    assert found(shop, "ring.png") == "missing"
    assert found(shop, "ring.png", "elsewhere") == "elsewhere/deep/down/ring.png"
    assert found(shop, "down/ring.png", "elsewhere") == "elsewhere/deep/down/ring.png"
    assert found(shop, "../elsewhere/A1.jpg", "elsewhere") == "elsewhere/A1.jpg", "it leads to where may be read"
    assert found(shop, "twin.jpg", "elsewhere") == "several"
    assert found(shop, "two/twin.jpg", "elsewhere") == "elsewhere/two/twin.jpg"
    assert found(shop, "notes.txt", "elsewhere") == "elsewhere/notes.txt", "what it is, its bytes will tell"


@pytest.mark.parametrize(
    ("uri", "fault"),
    [
        ("../secret.jpg", "outside"),
        ("photos/../../secret.jpg", "outside"),
        ("..\\secret.jpg", "outside"),
        ("%2e%2e/secret.jpg", "outside"),
        ("../shopping/secret.jpg", "outside"),
        ("../../../../../../etc/passwd", "outside"),
        ("/etc/passwd", "outside"),
        ("C:\\Windows\\win.ini", "outside"),
        ("\\\\server\\share\\a.jpg", "outside"),
        ("~/secret.jpg", "outside"),
        ("file:///etc/passwd", "outside"),
        ("nothing.jpg", "missing"),
        ("photos", "missing"),
        ("..", "outside"),
        ("a\0b.jpg", "refused"),
        ("a%00b.jpg", "refused"),
        ("x" * 5000, "refused"),
        ("ftp://example.com/a.jpg", "refused"),
        ("http://[", "refused"),
        ("javascript://x/a.jpg", "refused"),
    ],
)
def test_what_is_refused(shop: Path, uri: str, fault: str) -> None:
    assert found(shop, uri) == fault


def test_links_are_followed_inside_only(shop: Path) -> None:
    (shop / "shop/out.jpg").symlink_to(shop / "secret.jpg")
    (shop / "shop/away").symlink_to(shop / "shopping", target_is_directory=True)
    (shop / "shop/in.jpg").symlink_to(shop / "shop/bowl.jpg")
    assert found(shop, "out.jpg") == "outside"
    assert found(shop, "OUT.JPG") == "missing"
    assert found(shop, "away/secret.jpg") == "outside"
    assert found(shop, "in.jpg") == "shop/in.jpg"


@given(
    st.lists(st.sampled_from(["..", ".", "photos", "secret.jpg", "bowl.jpg", "%2e%2e", "", "\\..", "é"]), max_size=8)
)
@settings(max_examples=200, deadline=None)
def test_no_name_leads_out(tmp_path_factory: pytest.TempPathFactory, parts: list[str]) -> None:
    root = tmp_path_factory.getbasetemp() / "no-name-leads-out"
    (root / "shop/photos").mkdir(parents=True, exist_ok=True)
    for name in ("secret.jpg", "shop/catalogue.csv", "shop/bowl.jpg", "shop/photos/secret.jpg"):
        (root / name).touch()
    place = Finder().find("/".join(parts), str(root / "shop/catalogue.csv"))
    assert place.fault or os.path.realpath(place.path).startswith(str(root.resolve() / "shop") + os.sep)


def test_where_no_pictures_are_at_all_nothing_is_missing(tmp_path: Path) -> None:
    (tmp_path / "catalogue.csv").touch()
    assert Finder().find("bowl.jpg", str(tmp_path / "catalogue.csv")).fault == "nowhere"
    assert Finder().find("bowl.jpg", "standard input").fault == "nowhere"
    (tmp_path / "photos").mkdir()
    named = Finder([str(tmp_path / "photos")]).find("bowl.jpg", "standard input")
    assert named.fault == "missing", "whoever names a folder means it"


def of_product(shop: Path, keys: list[str], *images: str, others: frozenset[str] = frozenset()) -> list[str]:
    finder = Finder([str(shop / one) for one in images])
    return [one.beneath(str(shop)) for one in finder.of_product(keys, str(shop / "shop/catalogue.csv"), others)]


def test_pictures_are_named_by_sku(shop: Path) -> None:
    plain = ["elsewhere/A1.jpg", "elsewhere/A1_2.jpg", "elsewhere/A1 (3).jpg", "elsewhere/A1-4.jpg"]
    assert of_product(shop, ["a1"], "elsewhere") == plain
    assert of_product(shop, ["A1"], "elsewhere", others=frozenset({"a1", "a1-4"})) == plain[:3]
    amazon = [f"elsewhere/B7.{view}.jpg" for view in ("MAIN", "PT01", "PT02", "SWCH")]
    assert of_product(shop, ["X", "B7"], "elsewhere") == amazon
    assert of_product(shop, ["B"], "elsewhere") == []
    assert of_product(shop, [""], "elsewhere") == []
    assert of_product(shop, ["bowl"]) == ["shop/bowl.jpg"]
    (shop / "shop/1.jpg").touch()
    assert of_product(shop, ["1"]) == [], "anybody's"


def test_archives(shop: Path) -> None:
    with zipfile.ZipFile(shop / "elsewhere/all.zip", "w") as archive:
        archive.writestr("Photos/Vase.JPG", b"vase")
        archive.writestr("../../evil.jpg", b"evil")
        archive.writestr("__MACOSX/._Vase.JPG", b"")
        archive.writestr("C4_1.jpg", b"c4")
    for images in ("elsewhere", "elsewhere/all.zip"):
        finder = Finder([str(shop / images)])
        place = finder.find("vase.jpg", str(shop / "shop/catalogue.csv"))
        assert (place.member, read(place)) == ("Photos/Vase.JPG", b"vase")
        assert finder.find("evil.jpg", "standard input").member == "../../evil.jpg", "read, never unpacked"
        assert read(finder.of_product(["C4"], "standard input")[0]) == b"c4"
    assert found(shop, "vase.jpg") == "missing", "archives beside a catalogue stay closed"


def test_damaged_archives_hold_nothing(shop: Path) -> None:
    (shop / "elsewhere/broken.zip").write_bytes(b"PK\3\4 and no more")
    assert found(shop, "vase.jpg", "elsewhere") == "missing"
    with zipfile.ZipFile(shop / "elsewhere/good.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("vase.jpg", bytes(10_000))
    place = Finder([str(shop / "elsewhere")]).find("vase.jpg", "standard input")
    data = (shop / "elsewhere/good.zip").read_bytes()
    (shop / "elsewhere/good.zip").write_bytes(data[:38] + b"\xff" * 8 + data[46:])
    damaged = read(place)
    assert isinstance(damaged, Place)
    assert damaged.fault == "unreadable"


def test_reading_has_bounds(shop: Path) -> None:
    assert read(Place(str(shop / "shop/bowl.jpg"))) == b"shop/bowl.jpg"
    for path, fault in ((shop / "shop/bowl.jpg", "too-big"), (shop / "gone.jpg", "unreadable"), (shop, "unreadable")):
        place = read(Place(str(path)), most=5)
        assert isinstance(place, Place)
        assert (place.fault, bool(place.says)) == (fault, True)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names here")
def test_a_pipe_does_not_hang_a_run(shop: Path) -> None:
    os.mkfifo(shop / "shop/pipe.jpg")
    place = read(Place(str(shop / "shop/pipe.jpg")))
    assert isinstance(place, Place)
    assert place.fault == "refused"
