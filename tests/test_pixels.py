"""Headers without decoding, decoding of every format, and pictures that are none."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from handmade_lint.measures import measure
from handmade_lint.measures.index import COLUMNS
from handmade_lint.measures.view import View
from handmade_lint.pixels import Fault, Limits, decode, read_header, reduction

from .measures.made import jpeg, one, pillow, png, texture

HEADER = [name for name, column in COLUMNS.items() if column.needs == "header"]


def corners(width: int = 300, height: int = 200) -> Image.Image:
    """Red, green, blue and white corners, clockwise from the left top."""
    image = Image.new("RGB", (width, height), (255, 255, 255))
    image.paste((220, 20, 20), (0, 0, width // 2, height // 2))
    image.paste((20, 200, 20), (width // 2, 0, width, height // 2))
    image.paste((20, 20, 220), (width // 2, height // 2, width, height))
    return image


def seen(data: bytes) -> str:
    """The colours of the four corners of the upright picture, clockwise from the left top, as letters."""
    header = read_header(data)
    small = View(decode(data, header)).small
    height, width = small.shape[:2]
    letters = ""
    for y, x in ((height // 4, width // 4), (height // 4, 3 * width // 4), (3 * height // 4, 3 * width // 4), (-5, 5)):
        blue, green, red = map(int, small[y, x])
        letters += "W" if min(blue, green, red) > 180 else "BGR"[int(np.argmax((blue, green, red)))]
    return letters


@pytest.mark.parametrize(
    ("kind", "told", "options"),
    [
        ("JPEG", "JPEG", {}),
        ("JPEG", "JPEG", {"progressive": True}),
        ("PNG", "PNG", {}),
        ("GIF", "GIF", {}),
        ("BMP", "BMP", {}),
        ("TIFF", "TIFF", {}),
        ("TIFF", "TIFF", {"compression": "jpeg"}),
        ("WEBP", "WEBP", {}),
        ("WEBP", "WEBP", {"lossless": True}),
        ("AVIF", "AVIF", {}),
    ],
)
def test_formats(kind: str, told: str, options: dict[str, Any]) -> None:
    data = pillow(corners(), kind, **options)
    found = one(data, *HEADER)
    assert (found["format"], found["width"], found["height"], found["frames"]) == (told, 300, 200, 1)
    assert found["bytes"] == len(data)
    assert bool(found["progressive"]) == bool(options.get("progressive"))
    assert seen(data) == "RGBW"


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_every_orientation_is_brought_upright(kind: str, orientation: int) -> None:
    """The picture is stored so that the orientation undoes what was done to it."""
    undo = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    image = corners() if orientation == 1 else corners().transpose(undo[orientation])
    exif = Image.Exif()
    exif[0x0112] = orientation
    data = pillow(image, kind, exif=exif)
    found = one(data, *HEADER)
    assert (found["orientation"], found["width"], found["height"]) == (orientation, 300, 200)
    assert seen(data) == "RGBW"


@pytest.mark.parametrize("mode", ["L", "P", "1", "RGBA", "LA", "CMYK", "I;16"])
def test_modes_are_measured_as_they_look(mode: str) -> None:
    image = corners()
    if mode == "I;16":
        deep = np.asarray(image.convert("L")).astype(np.uint16) << 8
        data = pillow(Image.fromarray(deep), "PNG")
    elif mode == "CMYK":
        data = pillow(image.convert("CMYK"), "JPEG", quality=95)
    else:
        data = pillow(image.convert(mode), "PNG")
    found = one(data, "mode", "brightness", "background_colour")
    assert found["mode"] == ("16" if mode == "I;16" else mode)
    plain = one(png(cv2.cvtColor(np.asarray(image), cv2.COLOR_RGB2BGR)), "brightness")["brightness"]
    assert found["brightness"] == pytest.approx(plain, abs=6)


def test_sixteen_bits_of_colour() -> None:
    deep = (cv2.cvtColor(np.asarray(corners()), cv2.COLOR_RGB2BGR).astype(np.uint16)) << 8
    assert seen(bytes(cv2.imencode(".png", deep)[1].tobytes())) == "RGBW"


def test_transparency_is_laid_on_white() -> None:
    image = Image.new("RGBA", (64, 64), (0, 0, 0, 0))
    image.paste((10, 10, 10, 255), (16, 16, 48, 48))
    for data in (pillow(image, "PNG"), pillow(image, "WEBP", lossless=True)):
        found = one(data, "alpha", "background_white", "fill", "brightness")
        assert found["alpha"]
        assert found["background_white"] == 1
        assert found["fill"] == pytest.approx(0.25, abs=0.02)
    assert not one(png(texture(64, 64)), "alpha")["alpha"]


@pytest.mark.parametrize("quality", [10, 30, 50, 75, 90, 95])
def test_quality_of_jpeg_is_known_from_its_tables(quality: int) -> None:
    assert one(jpeg(texture(64, 64), quality), "jpeg_quality")["jpeg_quality"] == pytest.approx(quality, abs=1)


def test_quality_is_zero_for_others() -> None:
    assert one(png(texture(64, 64)), "jpeg_quality")["jpeg_quality"] == 0


def test_places_and_animations() -> None:
    exif = Image.Exif()
    exif.get_ifd(0x8825).update({1: "N", 2: (48.0, 51.0, 29.5), 3: "E", 4: (2.0, 17.0, 40.0)})
    assert one(pillow(corners(), "JPEG", exif=exif), "gps")["gps"]
    blank = Image.Exif()
    blank.get_ifd(0x8825).update({1: "N", 2: (0.0, 0.0, 0.0)})
    assert not one(pillow(corners(), "JPEG", exif=blank), "gps")["gps"]
    frames = [corners(), corners().rotate(180)]
    for kind in ("GIF", "WEBP", "PNG"):
        data = pillow(frames[0], kind, save_all=True, append_images=frames[1:], duration=100)
        found = one(data, "frames", "brightness")
        assert found["frames"] == 2
        assert seen(data) == "RGBW"


def test_profiles() -> None:
    from PIL import ImageCms

    standard = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for kind in ("JPEG", "PNG", "WEBP"):
        assert one(pillow(corners(), kind, icc_profile=standard), "icc")["icc"] == "sRGB"
        assert one(pillow(corners(), kind, icc_profile=b"nonsense" * 40), "icc")["icc"] == "corrupt"
        assert one(pillow(corners(), kind), "icc")["icc"] == ""
    adobe = standard[:36] + b"acsp" + standard[40:].replace(b"s\0R\0G\0B", b"xxxxxxx")
    adobe = adobe.replace("sRGB".encode("utf-16-be"), "Adobe RGB".encode("utf-16-be")[:8])
    assert one(pillow(corners(), "JPEG", icc_profile=adobe), "icc")["icc"] in ("other", "Adobe RGB")


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"", "empty"),
        (b"just words", "not-a-picture"),
        (b"<!DOCTYPE html><html>", "not-a-picture"),
        (b"%PDF-1.7 ", "not-a-picture"),
        (jpeg(texture(600, 600))[:20_000], "truncated"),
        (jpeg(texture(600, 600))[:300], "truncated"),
        (png(texture(300, 300))[:20_000], "truncated"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "corrupt"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 64, "unsupported"),
    ],
    ids=["empty", "words", "page", "pdf", "half-jpeg", "start-of-jpeg", "half-png", "broken-png", "heic"],
)
def test_what_is_no_picture_has_a_fault_and_a_mend(data: bytes, fault: str) -> None:
    found = measure([data, png(texture(64, 64))], list(COLUMNS))
    assert found["fault"].tolist() == [fault, ""]
    assert str(found["fault_says"][0]).endswith((".", "…")) or "decoder says" in str(found["fault_says"][0])
    assert np.isnan(found["brightness"][0])
    assert not np.isnan(found["brightness"][1])


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def test_bombs_are_not_opened() -> None:
    """60,000 x 60,000 px in a few kilobytes; and a JPEG that claims as many."""
    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    bomb = (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0" * 1_000_000))
        + chunk(b"IEND", b"")
    )
    small = bytearray(jpeg(texture(64, 64)))
    at = small.find(b"\xff\xc0")
    small[at + 5 : at + 9] = struct.pack(">HH", 60_000, 60_000)
    found = measure([bomb, bytes(small)], list(COLUMNS))
    assert found["fault"].tolist() == ["bomb", "bomb"]


def test_limits() -> None:
    data = jpeg(texture(400, 300))
    assert measure([data], ["width"], Limits(pixels=100_000))["fault"][0] == "bomb"
    assert measure([data], ["width"], Limits(bytes=1000))["fault"][0] == "too-big"
    found = measure([data], ["width"], Limits(pixels=120_000))
    assert (found["fault"][0], found["width"][0]) == ("", 400)


def test_header_columns_survive_a_fault() -> None:
    """What the header told stands, even where the pixels are missing."""
    found = measure([jpeg(texture(600, 400))[:20_000]], ["width", "height", "format", "sharpness"])
    assert (found["width"][0], found["height"][0], found["format"][0]) == (600, 400, "JPEG")


def test_no_pixels_are_decoded_for_header_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    def decoded(*words: object) -> None:
        raise AssertionError("decoded")

    monkeypatch.setattr("handmade_lint.measures.batch.decode", decoded)
    assert measure([jpeg(texture(64, 64))], HEADER)["fault"][0] == ""


def test_jpeg_is_scaled_while_it_is_decoded() -> None:
    assert [reduction(side, 512) for side in (300, 1023, 1024, 2047, 2048, 4096, 9000)] == [1, 1, 2, 2, 4, 8, 8]
    data = jpeg(texture(1500, 1100))
    header = read_header(data)
    assert decode(data, header).pixels.shape == (550, 750, 3)
    assert decode(data, header, 1024).pixels.shape == (1100, 1500, 3)


WHOLE = [jpeg(texture(90, 70)), jpeg(texture(90, 70), 60, True), png(texture(90, 70)), pillow(corners(90, 70), "GIF")]


@given(data=st.data())
def test_damaged_files_never_raise(data: st.DataObject) -> None:
    """Any bytes of a file changed, cut or put in: it is measured, or a fault is told; the next picture is as ever."""
    whole = bytearray(data.draw(st.sampled_from(WHOLE)))
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(whole) - 1))
        match data.draw(st.sampled_from("xci")):
            case "x":
                whole[at] = data.draw(st.integers(0, 255))
            case "c":
                del whole[at : at + data.draw(st.integers(1, 40))]
            case _:
                whole[at:at] = data.draw(st.binary(max_size=8))
        if not whole:
            break
    columns = ["width", "sharpness", "background_white", "pdq", "panels", "padding", "noise", "entropy"]
    found = measure([bytes(whole), WHOLE[2]], columns)
    if not found["fault"][0]:
        assert found["width"][0] > 0
    assert found["fault"][1] == ""
    assert found["width"][1] == 90


def test_faults_are_of_the_index() -> None:
    from handmade_lint.measures.index import FAULTS

    with pytest.raises(Fault) as fault:
        read_header(io.BytesIO().getvalue())
    assert fault.value.code in FAULTS
