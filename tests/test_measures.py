"""Measures on pictures with known truth, and against slow, obvious references."""

from __future__ import annotations

from math import erf, log2, sqrt
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from handmade_lint.measures import measure
from handmade_lint.measures.index import COLUMNS

from .measures.made import jpeg, on_white, one, png, round_on_white, texture

SHARED = Path(__file__).parents[2] / "shared" / "data" / "images"


def edge() -> Any:
    """A slanted step between 40 and 220."""
    pixels = np.full((512, 512), 40, np.uint8)
    pixels[:, 256:] = 220
    turned = cv2.warpAffine(
        pixels, cv2.getRotationMatrix2D((256, 256), 7, 1), (512, 512), borderMode=cv2.BORDER_REPLICATE
    )
    return turned


@pytest.mark.parametrize("blur", [0.8, 1.0, 1.5, 2.0, 3.0, 4.0])
def test_sharpness_is_the_steepness_of_a_known_edge(blur: float) -> None:
    """A step blurred by s rises by erf(1 / (2 sqrt(2) s)) of its height between two pixels."""
    found = one(png(cv2.GaussianBlur(edge(), (0, 0), blur)), "sharpness")["sharpness"]
    assert found == pytest.approx(erf(1 / (2 * sqrt(2) * blur)), rel=0.12)


@pytest.mark.parametrize("side", [512, 1000, 1600, 2600])
def test_sharpness_does_not_depend_on_the_size_of_the_file(side: int) -> None:
    """The same picture at another size: what counts is the picture at 512 px."""
    blurred = cv2.GaussianBlur(edge(), (0, 0), 2.0)
    larger = cv2.resize(blurred, (side, side), interpolation=cv2.INTER_CUBIC)
    assert one(jpeg(larger, 95), "sharpness")["sharpness"] == pytest.approx(0.197, rel=0.15)


def test_blur_lowers_sharpness() -> None:
    pixels = texture(900, 700, strength=40)
    found = [one(jpeg(cv2.GaussianBlur(pixels, (0, 0), blur)), "sharpness")["sharpness"] for blur in (0.5, 2, 4, 8)]
    assert found == sorted(found, reverse=True)
    assert found[0] > 0.4 > found[-1]


@pytest.mark.parametrize("side", [700, 1500])
@pytest.mark.parametrize("factor", [2, 3, 4, 6])
@pytest.mark.parametrize("how", [cv2.INTER_CUBIC, cv2.INTER_LANCZOS4, cv2.INTER_LINEAR])
def test_a_picture_enlarged_from_a_small_one_is_known_as_such(side: int, factor: int, how: int) -> None:
    small = texture(side // factor, side * 3 // 4 // factor, 3, strength=30, lens=0)
    large = cv2.resize(small, (side, side * 3 // 4), interpolation=how)
    assert one(jpeg(large, 88), "enlargement")["enlargement"] == pytest.approx(factor, rel=0.5)


@pytest.mark.parametrize("side", [700, 1500, 2600])
def test_a_picture_that_was_not_enlarged_is_not(side: int) -> None:
    assert one(jpeg(texture(side, side * 3 // 4, 3, strength=30, lens=0), 88), "enlargement")["enlargement"] < 1.5


def test_a_large_picture_of_little_detail_is_enlarged_too() -> None:
    large = cv2.resize(texture(400, 300, 3, strength=30, lens=0), (2800, 2100), interpolation=cv2.INTER_CUBIC)
    assert one(jpeg(large), "enlargement")["enlargement"] == pytest.approx(7, rel=0.3)


@pytest.mark.parametrize("share", [0.1, 0.2, 0.5, 0.85])
def test_products_on_white_are_neither_overexposed_nor_empty_nor_low_in_information(share: float) -> None:
    """What CleanVision is known to get wrong."""
    found = one(
        jpeg(round_on_white(share)),
        *(
            "bright_share",
            "brightness",
            "entropy",
            "uniform",
            "placeholder",
            "graphic",
            "sharpness",
            "background_white",
        ),
    )
    assert found["bright_share"] < 0.01
    assert 80 < found["brightness"] < 180
    assert found["entropy"] > 5
    assert found["uniform"] < 0.995
    assert found["placeholder"] < 0.2
    assert found["graphic"] < 0.5
    assert found["background_white"] > 0.99


def test_what_is_overexposed_is() -> None:
    pixels = texture(600, 600)
    bright = np.clip(pixels.astype(int) + 160, 0, 255).astype(np.uint8)
    truth = float((bright.min(axis=2) >= 253).mean())
    assert truth > 0.3
    assert one(png(bright), "bright_share")["bright_share"] == pytest.approx(truth, abs=0.12)
    dark = np.clip(pixels.astype(int) - 120, 0, 255).astype(np.uint8)
    luma = cv2.cvtColor(dark, cv2.COLOR_BGR2GRAY)
    assert one(png(dark), "dark_share")["dark_share"] == pytest.approx(float((luma <= 16).mean()), abs=0.08)


def test_light_against_a_plain_reference() -> None:
    """Numbers of every pixel of the file, brought to 256 px by plain averages."""
    pixels = texture(1024, 640, 9)
    pixels = pixels.reshape(160, 4, 256, 4, 3).mean(axis=(1, 3)).repeat(4, axis=0).repeat(4, axis=1).astype(np.uint8)
    luma = pixels.astype(float) @ (0.114, 0.587, 0.299)
    found = one(png(pixels), "brightness", "contrast", "entropy", "saturation")
    assert found["brightness"] == pytest.approx(luma.mean(), abs=1.0)
    low, high = np.percentile(luma, (2, 98))
    assert found["contrast"] == pytest.approx((high - low) / 255, abs=0.03)
    shares = np.bincount(np.rint(luma).astype(int).ravel(), minlength=256) / luma.size
    assert found["entropy"] == pytest.approx(-sum(share * log2(share) for share in shares if share), abs=0.15)
    coarse = pixels.reshape(40, 16, 64, 16, 3).mean(axis=(1, 3))
    saturation = ((coarse.max(axis=2) - coarse.min(axis=2)) / coarse.max(axis=2)).mean()
    assert found["saturation"] == pytest.approx(saturation, abs=0.03)


@pytest.mark.parametrize(
    ("gain", "colour"),
    [((1, 1, 1.25), "red"), ((1.25, 1, 1), "blue"), ((0.8, 1, 1), "yellow"), ((1, 1.25, 1), "green")],
)
def test_casts(gain: tuple[float, float, float], colour: str) -> None:
    grey = cv2.cvtColor(cv2.cvtColor(texture(500, 500), cv2.COLOR_BGR2GRAY), cv2.COLOR_GRAY2BGR)
    assert one(png(grey), "cast", "cast_colour")["cast"] < 2
    found = one(png(np.clip(grey * np.array(gain), 0, 255).astype(np.uint8)), "cast", "cast_colour")
    assert found["cast"] > 15
    assert found["cast_colour"] == colour


def test_grey_however_it_is_stored() -> None:
    grey = cv2.cvtColor(texture(400, 400), cv2.COLOR_BGR2GRAY)
    assert one(jpeg(cv2.cvtColor(grey, cv2.COLOR_GRAY2BGR)), "grey")["grey"]
    assert one(jpeg(grey), "grey")["grey"]
    assert not one(jpeg(texture(400, 400)), "grey")["grey"]


@pytest.mark.parametrize("sigma", [2, 5, 10])
def test_noise(sigma: float) -> None:
    """Of a smooth picture with noise of a known deviation, at the size where it is measured."""
    smooth = cv2.resize(texture(8, 8), (512, 512), interpolation=cv2.INTER_CUBIC).astype(float)
    noisy = smooth + np.random.default_rng(1).normal(0, sigma, (512, 512))[:, :, None]
    found = one(png(np.clip(noisy, 0, 255).astype(np.uint8)), "noise")["noise"]
    assert found == pytest.approx(sigma, rel=0.25)


def test_blocks() -> None:
    pixels = cv2.GaussianBlur(texture(1000, 800), (0, 0), 1.5)
    found = {quality: one(jpeg(pixels, quality), "blockiness")["blockiness"] for quality in (5, 20, 95)}
    assert found[5] > found[20] > found[95]
    assert found[5] > 0.3
    assert found[95] < 0.1
    saved = cv2.imdecode(np.frombuffer(jpeg(pixels, 5), np.uint8), cv2.IMREAD_COLOR)
    assert saved is not None
    assert one(png(saved[3:, 5:]), "blockiness")["blockiness"] > 0.3


@pytest.mark.parametrize("level", [0, 128, 255])
def test_an_empty_picture_is_empty(level: int) -> None:
    found = one(jpeg(np.full((600, 600, 3), level, np.uint8)), *COLUMNS)
    assert found["uniform"] == 1
    assert found["entropy"] < 0.1
    assert np.isnan(found["sharpness"])
    assert np.isnan(found["fill"])
    assert found["panels"] == 1
    assert found["padding"] == ""


def test_a_placeholder_is_one() -> None:
    drawn = np.full((600, 600, 3), 235, np.uint8)
    cv2.rectangle(drawn, (200, 220), (400, 380), (150, 150, 150), 12)
    cv2.circle(drawn, (300, 300), 50, (150, 150, 150), 12)
    cv2.putText(drawn, "No image", (190, 460), cv2.FONT_HERSHEY_SIMPLEX, 1.5, (150, 150, 150), 4)
    assert one(jpeg(drawn), "placeholder")["placeholder"] > 0.7
    assert one(png(drawn), "graphic")["graphic"] > 0.8
    assert one(jpeg(texture(600, 600)), "placeholder")["placeholder"] == 0


@pytest.mark.parametrize(("ground", "white", "near"), [(255, 1, 1), (254, 0, 1), (245, 0, 1), (225, 0, 0)])
def test_white_is_white_and_near_white_is_not(ground: int, white: int, near: int) -> None:
    for data in (png(on_white(0.6, ground=ground)), jpeg(on_white(0.6, ground=ground), 95)):
        found = one(data, *(name for name in COLUMNS if name.startswith("background")))
        assert found["background_white"] == white
        assert found["background_near_white"] == near
        assert found["background_uniformity"] == 1
        assert found["background_colour"].tolist() == [ground] * 3
        assert found["background_brightness"] == pytest.approx(ground, abs=0.5)


def test_white_ground_with_a_stain_is_measured_by_its_share() -> None:
    """A quarter of the ring is grey."""
    pixels = on_white(0.5, 1000)
    pixels[:, :250] = np.where(pixels[:, :250] == 255, 250, pixels[:, :250])
    ring = np.zeros((1000, 1000), bool)
    ring[:20] = ring[-20:] = ring[:, :20] = ring[:, -20:] = True
    truth = float((pixels.min(axis=2) == 255)[ring].mean())
    assert one(png(pixels), "background_white")["background_white"] == pytest.approx(truth, abs=0.02)


@pytest.mark.parametrize("side", [300, 800, 1700])
@pytest.mark.parametrize("share", [0.25, 0.5, 0.85, 0.97])
@pytest.mark.parametrize("ground", [255, 200, 20])
def test_fill_is_known(side: int, share: float, ground: int) -> None:
    pixels = on_white(share, side, ground)
    if ground == 20:
        pixels = np.where(pixels == ground, pixels, np.maximum(pixels, 60))
    found = one(jpeg(pixels, 95), "fill", "fill_side", "edge_gap", "subject_box", "touches_edge")
    assert found["fill_side"] == pytest.approx(share, abs=0.02)
    assert found["fill"] == pytest.approx(share**2, abs=0.03)
    assert found["edge_gap"] == pytest.approx((1 - share) / 2, abs=0.012)
    half = (1 - share) / 2
    assert found["subject_box"] == pytest.approx([half, half, 1 - half, 1 - half], abs=0.012)
    assert found["touches_edge"] == 0


def test_a_subject_that_leaves_the_frame() -> None:
    pixels = np.full((800, 800, 3), 255, np.uint8)
    pixels[300:, 250:550] = texture(300, 500).clip(0, 200)
    found = one(jpeg(pixels), "touches_edge", "edge_gap", "subject_box")
    assert found["touches_edge"] == 1
    assert found["edge_gap"] == 0
    assert found["subject_box"][3] == 1


def test_there_is_no_subject_without_an_even_ground() -> None:
    found = one(jpeg(texture(600, 600)), "fill", "subject_box")
    assert np.isnan(found["fill"])
    assert np.isnan(found["subject_box"]).all()


def padded(colour: Any, width: int, upright: bool = False) -> bytes:
    inner = texture(500, 700)
    if colour == "blurred":
        wide = cv2.GaussianBlur(cv2.resize(inner, (500 + 2 * width, 700)), (0, 0), 22)
        wide[:, width : width + 500] = inner
    else:
        wide = cv2.copyMakeBorder(inner, 0, 0, width, width, cv2.BORDER_CONSTANT, value=colour)
    return jpeg(np.ascontiguousarray(wide.transpose(1, 0, 2)) if upright else wide)


@pytest.mark.parametrize("upright", [False, True])
@pytest.mark.parametrize(
    ("colour", "name"),
    [((255, 255, 255), "white"), ((0, 0, 0), "black"), ((200, 90, 60), "colour"), ("blurred", "blurred")],
)
def test_padding(colour: Any, name: str, upright: bool) -> None:
    found = one(padded(colour, 100, upright), "padding", "letterbox", "frame")
    assert found["padding"] == name
    share = 100 / 700
    assert found["letterbox"] == pytest.approx([0, share, 0, share] if upright else [share, 0, share, 0], abs=0.012)
    assert not found["frame"].any()


def test_ground_around_a_thing_is_no_padding() -> None:
    for data in (jpeg(round_on_white(0.8)), jpeg(texture(600, 400))):
        found = one(data, "padding", "letterbox", "frame")
        assert found["padding"] == ""
        assert not found["letterbox"].any()
        assert not found["frame"].any()


@pytest.mark.parametrize("width", [6, 20, 60])
@pytest.mark.parametrize("side", [700, 1500])
def test_a_drawn_frame(width: int, side: int) -> None:
    framed = cv2.copyMakeBorder(
        texture(side, side), width, width, width, width, cv2.BORDER_CONSTANT, value=(30, 30, 200)
    )
    found = one(jpeg(framed, 95), "frame", "frame_colour", "padding")
    assert found["frame"] == pytest.approx([width / (side + 2 * width)] * 4, abs=0.006)
    assert found["frame_colour"].tolist() == pytest.approx([200, 30, 30], abs=6)
    assert found["padding"] == ""


def test_trim_box() -> None:
    assert one(jpeg(texture(500, 500)), "trim_box")["trim_box"].tolist() == [0, 0, 1, 1]
    found = one(jpeg(on_white(0.6)), "trim_box")["trim_box"]
    assert found == pytest.approx([0.2, 0.2, 0.8, 0.8], abs=0.012)


def collage(across: int, down: int, gutter: int, colour: int = 255) -> Any:
    side = 1000
    pixels = np.full((side, side, 3), colour, np.uint8)
    width, height = (side - gutter * (across - 1)) // across, (side - gutter * (down - 1)) // down
    for column in range(across):
        for row in range(down):
            x, y = column * (width + gutter), row * (height + gutter)
            part = texture(width, height, 10 * row + column).astype(int) + (-50, 40, 0, 60)[(row + column) % 4]
            pixels[y : y + height, x : x + width] = np.clip(part, 0, 225)
    return pixels


@pytest.mark.parametrize(("across", "down"), [(1, 1), (2, 1), (1, 2), (2, 2), (3, 1), (3, 2)])
@pytest.mark.parametrize("gutter", [6, 16])
def test_panels_of_a_collage(across: int, down: int, gutter: int) -> None:
    found = one(jpeg(collage(across, down, gutter)), "panels", "seams_x", "seams_y")
    assert (found["panels"], found["seams_x"], found["seams_y"]) == (across * down, across - 1, down - 1)


def test_an_uneven_collage() -> None:
    """One large picture at the left, two small ones at the right."""
    pixels = np.full((1000, 1000, 3), 255, np.uint8)
    pixels[:, :600] = texture(600, 1000, 1).clip(0, 225)
    pixels[:490, 620:] = texture(380, 490, 2).clip(0, 225)
    pixels[510:, 620:] = texture(380, 490, 3).clip(0, 225)
    found = one(jpeg(pixels), "panels", "seams_x", "seams_y")
    assert (found["panels"], found["seams_x"], found["seams_y"]) == (3, 1, 0)


def test_an_inset_is_found_where_it_is() -> None:
    pixels = (cv2.GaussianBlur(texture(1000, 1000, 7), (0, 0), 6) * 0.6).astype(np.uint8)
    pixels[640:900, 600:920] = 255
    pixels[646:894, 606:914] = texture(308, 248, 8)
    found = one(jpeg(pixels), "inset_box")["inset_box"]
    assert found == pytest.approx([0.6, 0.64, 0.92, 0.9], abs=0.02)
    assert np.isnan(one(jpeg(texture(1000, 1000)), "inset_box")["inset_box"]).all()


@pytest.mark.parametrize("width", [1, 2, 3, 7, 15, 33, 63, 64, 70])
@pytest.mark.parametrize("height", [1, 5, 40, 900])
def test_pictures_of_any_shape_are_measured(width: int, height: int) -> None:
    found = measure([png(texture(width, height))], list(COLUMNS))
    assert found["fault"][0] == ""
    assert (found["width"][0], found["height"][0]) == (width, height)


def test_columns_are_of_their_kind_and_within_their_bounds() -> None:
    data = [jpeg(texture(700, 500)), png(on_white(0.5)), b"nothing", jpeg(collage(2, 2, 12)), padded((0, 0, 0), 90)]
    found = measure(data, list(COLUMNS))
    assert list(found)[2:] == [name for name in COLUMNS if name not in ("fault", "fault_says")]
    for name, column in COLUMNS.items():
        values = found[name]
        assert values.shape == (len(data), *column.shape), name
        assert values.dtype == np.dtype(column.dtype), name
        if values.dtype.kind in "fiu":
            known = values[[0, 1, 3, 4]]
            known = known[~np.isnan(known)] if values.dtype.kind == "f" else known
            assert (known >= column.low).all(), name
            assert (known <= column.high).all(), name


def test_a_column_alone_is_the_same_as_among_all() -> None:
    data = [jpeg(texture(700, 500)), png(on_white(0.5))]
    every = measure(data, [name for name in COLUMNS if name != "enlargement"])
    for name in every:
        alone = measure(data, [name])[name]
        np.testing.assert_array_equal(alone, every[name], name)


def test_batches_say_the_same_as_one_by_one() -> None:
    data = [jpeg(texture(300 + 40 * n, 400, n)) for n in range(5)]
    together = measure(data, list(COLUMNS))
    for row, picture in enumerate(data):
        for name, values in measure([picture], list(COLUMNS)).items():
            np.testing.assert_array_equal(values[0], together[name][row], name)


def test_unknown_columns_are_refused() -> None:
    with pytest.raises(KeyError):
        measure([], ["no-such-column"])


@pytest.mark.skipif(not SHARED.is_dir(), reason="no real photographs beside the repository (../shared/data)")
def test_real_photographs_raise_few_false_alarms() -> None:
    """Phone pictures of clothes: nobody's collage, frame, placeholder or empty picture."""
    paths = sorted((SHARED / "clothing_cc0").rglob("*.jpg"))[::6]
    found = measure(paths, ["panels", "padding", "frame", "placeholder", "uniform", "bright_share", "inset_box"])
    assert set(found["fault"]) == {""}
    assert (found["panels"] > 1).mean() < 0.02
    assert (found["padding"] != "").mean() < 0.01
    assert (found["frame"] > 0).any(axis=1).mean() < 0.01
    assert found["placeholder"].max() < 0.5
    assert found["uniform"].max() < 0.9
    assert np.isfinite(found["inset_box"][:, 0]).mean() < 0.02


@pytest.mark.skipif(not SHARED.is_dir(), reason="no real photographs beside the repository (../shared/data)")
def test_real_products_on_white_are_not_overexposed() -> None:
    paths = sorted((SHARED / "grocery_white_bg").rglob("*.jpg"))
    found = measure(paths, ["bright_share", "entropy", "uniform", "placeholder", "sharpness"])
    assert found["bright_share"].max() < 0.1
    assert found["entropy"].min() > 4
    assert found["uniform"].max() < 0.99
    assert found["placeholder"].max() < 0.5


def test_the_page_of_measures_is_that_of_the_index() -> None:
    from tools.measures import PAGE, page

    assert PAGE.read_text("utf-8") == page(), "python -m tools.measures renews it"
