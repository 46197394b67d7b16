"""Points show that pictures are one, and how one lies on the other, with neither at hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from click.testing import CliRunner

from handmade_lint.banks.proof import Proof, prove, records, shapes
from handmade_lint.cli import app
from handmade_lint.measures import measure
from handmade_lint.measures.index import COLUMNS
from handmade_lint.measures.points import RECORD, record
from tests.measures.made import texture

from .made import folder, thing

Pixels = np.ndarray[Any, Any]


def proof(first: Pixels, second: Pixels) -> Proof | None:
    return prove(record(first), shapes(record(second)[None])[0])


def run(*words: object) -> Any:
    return CliRunner().invoke(app, [str(word) for word in words])


def test_the_column_is_as_long_as_a_record() -> None:
    assert COLUMNS["points"].shape == (RECORD.itemsize,)


@pytest.mark.parametrize("seed", [1, 5, 9])
@pytest.mark.parametrize("mirrored", [False, True])
def test_where_a_cut_and_turned_part_lies(seed: int, mirrored: bool) -> None:
    """The matrix takes its corners to where they were cut from, to two pixels."""
    whole = texture(400, 300, seed).astype(np.uint8)
    turn = cv2.getRotationMatrix2D((200, 150), 12, 1.3)
    part = cv2.warpAffine(whole, turn, (400, 300))[60:240, 80:320]
    shown = proof(np.ascontiguousarray(part[:, ::-1]) if mirrored else part, whole)
    assert shown is not None
    assert (shown.mirrored, shown.same) == (mirrored, "edited")
    assert "turned by 12°" in shown.edits
    assert shown.chance(1000) <= 1e-6
    back = cv2.invertAffineTransform(turn)
    matrix = np.array(shown.matrix)
    for x, y in ((0, 0), (239, 0), (0, 179), (120, 90)):
        true = back @ (x + 80, y + 60, 1) * 256 / 400
        told = matrix @ (x * 256 / 240, y * 256 / 240, 1)
        assert np.abs(true - told).max() < 2, (x, y, true, told)


def test_strangers_are_not_proved() -> None:
    pictures = [texture(320, 240, seed).astype(np.uint8) for seed in range(8)] + [thing(seed) for seed in range(8)]
    assert not [(a, b) for a in range(16) for b in range(a) if proof(pictures[a], pictures[b])]


def test_another_point_of_view_is_no_edit() -> None:
    """No turn, scale and shift lays one over the other well."""
    whole = texture(400, 300, 21).astype(np.uint8)
    corners = np.array([[0, 0], [400, 0], [400, 300], [0, 300]], np.float32)
    moved = corners + np.array([[14, 6], [-8, 22], [-30, -12], [18, -4]], np.float32)
    seen = cv2.warpPerspective(whole, cv2.getPerspectiveTransform(moved, corners), (400, 300))
    shown = proof(seen, whole)
    assert shown is not None
    assert shown.same != "edited"


def test_what_is_too_even_to_have_points_is_not_proved() -> None:
    even = np.full((300, 300, 3), 200, np.uint8)
    assert int(record(even)["count"]) == 0
    assert proof(even, even) is None


def test_margins_do_not_hide_what_is_pale() -> None:
    """A white margin around a cut part is more of an outline than anything in it."""
    whole = (texture(400, 300, 6) * 0.2 + 90).astype(np.uint8)
    part = cv2.copyMakeBorder(whole[15:-15, 20:-20], 24, 24, 24, 24, cv2.BORDER_CONSTANT, value=(255, 255, 255))
    data = [cv2.imencode(".png", one)[1].tobytes() for one in (part, whole)]
    found = records(measure(data, ["points"])["points"])
    shown = prove(found[0], shapes(found[1:])[0])
    assert shown is not None
    assert shown.likeness > 0.8


def test_what_was_done_is_told() -> None:
    whole = texture(400, 300, 3).astype(np.uint8)
    covered = whole.copy()
    covered[200:270] = (40, 40, 220)
    shown = proof(covered, whole)
    assert shown is not None
    assert "something laid over it" in shown.edits
    redder = np.clip(whole.astype(np.int16) + np.array((0, 0, 40)), 0, 255).astype(np.uint8)
    shown = proof(redder, whole)
    assert shown is not None
    assert "recoloured" in shown.edits
    shown = proof(whole, whole)
    assert shown is not None
    assert shown.edits == ()


def test_a_bank_proves_cut_pictures_when_its_own_are_gone(tmp_path: Path) -> None:
    """Also one that was imported; not one that was exported without points."""
    place, photos = tmp_path / "b", folder(tmp_path / "p", 8)
    run("bank", "create", place, "--kind", "own")
    run("bank", "add", place, photos)
    pixels: Any = cv2.imread(str(photos / "005.jpg"))
    height, width = pixels.shape[:2]
    cut = pixels[height // 3 :, : 2 * width // 3]
    cv2.imwrite(str(tmp_path / "q.jpg"), cut)
    for file in photos.iterdir():
        file.unlink()
    for name, options, found in (("all", (), True), ("few", ("--no-points",), False)):
        assert run("bank", "export", place, tmp_path / name, *options).exit_code == 0
        run("bank", "create", tmp_path / f"{name}.bank", "--kind", "own")
        assert run("bank", "import", tmp_path / f"{name}.bank", tmp_path / name).exit_code == 0
        told = run("bank", "search", tmp_path / f"{name}.bank", tmp_path / "q.jpg", "--json")
        assert told.exit_code == (0 if found else 1), told.output
        if found:
            (match,) = json.loads(told.output)["matches"]
            assert (match["entry"], match["same"]) == (5, "edited")
            assert match["points"] >= 8
            assert match["chance"] <= 1e-6
    assert run("bank", "search", place, tmp_path / "q.jpg", "--no-prove").exit_code == 1


def test_a_bank_of_the_old_layout_names_the_mend(tmp_path: Path) -> None:
    place = tmp_path / "b"
    run("bank", "create", place, "--kind", "own")
    about = json.loads((place / "bank.json").read_text("utf-8"))
    (place / "bank.json").write_text(json.dumps({**about, "format": 1}), "utf-8")
    told = run("bank", "list", place)
    assert told.exit_code == 2
    assert "make it anew from its pictures" in told.output
