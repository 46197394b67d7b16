"""Kind of picture and marks: pictures made here, through the measures; nothing of the training is needed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as of_numpy

from handmade_lint import looking, weights
from handmade_lint.measures import measure, network
from handmade_lint.measures.index import COLUMNS
from handmade_lint.measures.marks import Gallery
from handmade_lint.measures.places import places
from handmade_lint.run import check

from .measures.made import jpeg, png, texture

MOST_BYTES = 3_000_000


def chart() -> Any:
    """A ruled table of sizes."""
    pixels = np.full((900, 900, 3), 255, np.uint8)
    cv2.putText(pixels, "SIZE CHART", (240, 110), cv2.FONT_HERSHEY_DUPLEX, 2.2, (30, 30, 30), 3)
    for row in range(8):
        for column in range(5):
            left, top = 60 + 156 * column, 160 + 86 * row
            cv2.rectangle(pixels, (left, top), (left + 156, top + 86), (30, 30, 30), 2)
            if row == 0:
                cv2.rectangle(pixels, (left, top), (left + 156, top + 86), (120, 70, 40), -1)
            words = ("Size", "Chest", "Waist", "Hip", "cm")[column] if row == 0 else str(30 + 7 * row + 3 * column)
            ink = (255, 255, 255) if row == 0 else (30, 30, 30)
            cv2.putText(pixels, words, (left + 18, top + 56), cv2.FONT_HERSHEY_SIMPLEX, 1.1, ink, 2)
    return pixels


def star(side: int = 200) -> Any:
    """A star with a hole, 255 on 0."""
    shape = np.zeros((side, side), np.uint8)
    angles = np.arange(10) * np.pi / 5 - np.pi / 2
    lengths = np.where(np.arange(10) % 2, 0.2, 0.48) * side
    corners = np.stack([side / 2 + lengths * np.cos(angles), side / 2 + lengths * np.sin(angles)], 1)
    cv2.fillPoly(shape, [corners.astype(np.int32)], 255)
    cv2.circle(shape, (side // 2, side // 2), side // 12, 0, -1)
    return shape


def cross(side: int = 200) -> Any:
    """A cross of two bars, 255 on 0."""
    shape = np.zeros((side, side), np.uint8)
    shape[side // 3 : 2 * side // 3] = 255
    shape[:, side // 3 : 2 * side // 3] = 255
    return shape


def test_a_drawn_table_is_told_from_a_photograph() -> None:
    """Both heads of the network."""
    found = measure([png(chart()), jpeg(texture(900, 900))], ("kind", "kind_share", "drawn"))
    assert found["kind"][0] == "chart"
    assert found["drawn"][0] > 0.9 > found["drawn"][1]
    assert ((found["kind_share"] >= 0.1) & (found["kind_share"] <= 1)).all()


def test_a_kind_is_one_of_the_cards_or_nothing() -> None:
    """The index tells all kinds, and the network abstains below its line."""
    card = weights.card("picture-kind")
    pictures = [jpeg(texture(300, 200, seed, 10.0 + 8 * seed)) for seed in range(8)]
    found = measure(pictures, ("kind", "kind_share"))
    assert set(found["kind"]) <= {"", *card["kinds"]}
    assert (found["kind"][found["kind_share"] < card["abstains"]] == "").all()
    assert all(kind in COLUMNS["kind"].doc for kind in card["kinds"])


def test_a_picture_alone_is_told_as_in_a_batch() -> None:
    """Numbers do not hang on what else is looked at."""
    pictures = [png(chart()), jpeg(texture(500, 400)), jpeg(texture(300, 700, 3))]
    together = measure(pictures, ("drawn",))["drawn"]
    alone = [measure([one], ("drawn",))["drawn"][0] for one in pictures]
    assert np.allclose(together, alone, atol=1e-5)


@pytest.mark.parametrize(("model", "file"), [("picture-kind", "kind.onnx"), ("marks", "encoder.onnx")])
def test_weights_are_small_and_are_those_of_the_card(model: str, file: str) -> None:
    """At most three megabytes each."""
    assert len(weights.content(model, file)) <= MOST_BYTES


def test_weights_that_were_changed_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A digest that is not the card's."""
    (tmp_path / "picture-kind").mkdir()
    for file in ("card.json", "kind.onnx"):
        (tmp_path / "picture-kind" / file).write_bytes((weights.folder("picture-kind") / file).read_bytes())
    with (tmp_path / "picture-kind" / "kind.onnx").open("ab") as end:
        end.write(b"\0")
    monkeypatch.setattr(weights, "folder", lambda name: tmp_path / name)
    with pytest.raises(weights.Damaged, match="install it anew"):
        weights.content("picture-kind", "kind.onnx")


def test_without_onnxruntime_nothing_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """No kind, no mark, and all other measures."""
    monkeypatch.setattr(network, "session", lambda model, file: None)
    found = measure([png(chart())], ("kind", "kind_share", "drawn", "mark_names", "mark_distances", "graphic"))
    assert found["fault"][0] == ""
    assert found["kind"][0] == ""
    assert np.isnan(found["kind_share"][0])
    assert np.isnan(found["drawn"][0])
    assert list(found["mark_names"][0]) == [""] * 3
    assert found["graphic"][0] > 0.5


@settings(deadline=None, max_examples=60)
@given(of_numpy.arrays(np.uint8, st.tuples(st.integers(1, 60), st.integers(1, 60), st.just(3))))
def test_places_lie_in_the_picture(pixels: Any) -> None:
    """Boxes have an area and do not leave the picture, whatever it shows."""
    boxes = places(pixels)
    assert boxes.shape[1] == 4
    assert (boxes >= 0).all()
    assert (boxes <= 1 + 1e-6).all()
    assert (boxes[:, 2:] > boxes[:, :2]).all()


def marked(shape: Any, at: tuple[int, int], side: int = 150) -> Any:
    """A calm picture with the shape printed dark on it."""
    pixels = cv2.GaussianBlur(texture(480, 400, 7, 5.0), (0, 0), 3).astype(np.float32)
    left, top = at
    small = cv2.resize(shape, (side, side), interpolation=cv2.INTER_AREA) / 255
    part = pixels[top : top + side, left : left + side]
    part[:] = part * (1 - 0.75 * small[:, :, None])
    return np.clip(pixels, 0, 255).astype(np.uint8)


def test_a_mark_that_was_added_from_one_picture_is_found() -> None:
    """Where it is, by its name, and no other."""
    gallery = Gallery({}).with_mark("Star", star()).with_mark("Cross", cross())
    (first, *_) = gallery.find(marked(star(), (200, 120)), 1.0, 0.0)
    assert first.name == "Star"
    assert np.allclose(np.array(first.box) * [480, 400, 480, 400], [202, 121, 348, 255], atol=16)
    (other, *_) = gallery.find(marked(cross(), (60, 90)), 1.0, 0.0)
    assert other.name == "Cross"
    assert first.distance < 0.6
    assert gallery.find(marked(star(), (200, 120)), -1.0, 0.0) == []


def test_an_empty_picture_has_no_mark() -> None:
    """Nor has an empty gallery."""
    gallery = Gallery({}).with_mark("Star", star())
    assert gallery.find(np.full((300, 300, 3), 200, np.uint8), 1.0, 0.0) == []
    assert Gallery({}).find(marked(star(), (200, 120)), 1.0, 0.0) == []


def test_rules_that_need_a_network_are_skipped_aloud(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A drawn main picture is told, and where nothing runs networks, the run says which rules did not look."""
    (tmp_path / "bowl.png").write_bytes(png(chart()))
    (tmp_path / "shop.csv").write_text("sku,title,main image\nA1,Oak bowl,bowl.png\n", "utf-8")
    told = check([str(tmp_path / "shop.csv")], store="amazon.com")
    assert "IM-107" in {one.code for one in told.findings}
    assert "IM-107" not in {one.rule for one in told.run.skipped}
    monkeypatch.setattr(looking, "find_spec", lambda name: None)
    silent = check([str(tmp_path / "shop.csv")], store="amazon.com")
    (why,) = {one.why for one in silent.run.skipped if one.rule == "IM-107"}
    assert "pip install 'handmade-lint[images]'" in why
    assert "IM-026" not in {one.rule for one in silent.run.skipped}, "seams are seen without"
