"""Corrected copies of pictures: what is done to them, what is left alone, and what cannot be opened."""

from __future__ import annotations

import io
from typing import Any

import pytest

from handmade_lint.retouch import Goal, Unfit, retouch

Image = pytest.importorskip("PIL.Image")
ImageCms = pytest.importorskip("PIL.ImageCms")


def product(size: tuple[int, int] = (300, 200), mode: str = "RGB", ground: str = "white") -> Any:
    """A red thing in the left upper corner of the middle, on a ground."""
    image = Image.new("RGB", size, ground)
    image.paste("red", (size[0] // 4, size[1] // 4, size[0] // 2, size[1] // 2))
    return image.convert(mode)


def file(image: Any, kind: str = "JPEG", **options: Any) -> bytes:
    """The picture's file."""
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def opened(data: bytes) -> Any:
    """A picture of a file, loaded."""
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def near(one: tuple[int, ...], other: tuple[int, ...], most: int = 12) -> bool:
    """Whether two colours are alike."""
    return all(abs(a - b) <= most for a, b in zip(one, other, strict=True))


def test_what_is_fit_is_not_touched() -> None:
    """A square JPEG or PNG in sRGB is handed back byte for byte."""
    for kind, suffix in (("JPEG", ".jpg"), ("PNG", ".png")):
        data = file(product((200, 200)), kind)
        made = retouch(data, Goal(10_000, 1 << 20))
        assert (made.data, made.suffix, made.done) == (data, suffix, ())


def test_upright_and_square() -> None:
    """A picture lying on its side is turned, made square on its own ground, and says so once."""
    remarks = Image.Exif()
    remarks[0x0112] = 6
    remarks[0x010F] = "Maker of cameras"
    made = retouch(file(product(), quality=95, exif=remarks), Goal())
    image = opened(made.data)
    assert image.size == (300, 300)
    assert set(made.done) == {"turned upright", "made square"}
    assert near(image.getpixel((175, 110)), (255, 0, 0), 40), "the thing stands where the camera saw it"
    assert near(image.getpixel((5, 150)), (255, 255, 255))
    told = image.getexif()
    assert 0x0112 not in told
    assert told[0x010F] == "Maker of cameras"
    assert "sRGB" in ImageCms.getProfileDescription(ImageCms.ImageCmsProfile(io.BytesIO(image.info["icc_profile"])))
    again = retouch(made.data, Goal())
    assert (again.data, again.done) == (made.data, ())


def test_no_bars_beside_a_scene() -> None:
    """What stands on no white ground is not made square, and it is said why."""
    data = file(product(ground="#8a6f4d"))
    made = retouch(data, Goal())
    assert made.data == data
    assert "bars" in made.left


@pytest.mark.parametrize("wide", [True, False])
def test_nearly_white_ground_has_no_seam(wide: bool) -> None:
    """The square is of the ground's own colour, not of another white."""
    size = (400, 200) if wide else (200, 400)
    image = opened(retouch(file(product(size, ground="#f4f4f0"), "PNG"), Goal()).data)
    assert image.size == (400, 400)
    assert near(image.getpixel((2, 2)), (0xF4, 0xF4, 0xF0), 4)


def test_scaled_down() -> None:
    """The longer side is as long as allowed, and never longer than it was."""
    made = retouch(file(product((3000, 2000))), Goal(side=1000))
    assert opened(made.data).size == (1000, 1000)
    assert "scaled down to 1000 pixels" in made.done
    assert opened(retouch(file(product((30, 20)), "PNG"), Goal(side=1000)).data).size == (30, 30)


def test_not_too_heavy() -> None:
    """A heavy file is saved with less quality, then scaled down, until it fits."""
    noise = Image.effect_noise((600, 600), 90).convert("RGB")
    data = file(noise, quality=100)
    made = retouch(data, Goal(size=60_000))
    assert len(data) > 200_000 > 60_000 >= len(made.data)
    assert "made lighter" in made.done
    assert opened(made.data).size[0] < 600


def test_the_place_is_cut_out() -> None:
    """Of a picture that is fit but for the place, only the place goes; the picture is the same to the byte."""
    remarks = Image.Exif()
    remarks[0x010F] = "Maker of cameras"
    remarks.get_ifd(0x8825).update({1: "N", 2: (48.0, 7.0, 30.0), 3: "W", 4: (1.0, 41.0, 0.0)})
    data = file(product((200, 200)), exif=remarks, quality=93)
    assert opened(data).getexif().get_ifd(0x8825)
    made = retouch(data, Goal())
    image = opened(made.data)
    assert made.done == ("place removed",)
    assert not image.getexif().get_ifd(0x8825)
    assert image.getexif()[0x010F] == "Maker of cameras"
    assert image.tobytes() == opened(data).tobytes()
    assert made.data[made.data.index(b"\xff\xdb") :] == data[data.index(b"\xff\xdb") :]
    turned = retouch(file(product((300, 200)), exif=remarks), Goal())
    assert "place removed" in turned.done
    assert not opened(turned.data).getexif().get_ifd(0x8825)


def test_the_place_in_xmp() -> None:
    """Programs write the place into XMP, too."""
    data = file(product((200, 200)))
    packet = b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta exif:GPSLatitude='48,7.5N'/>"
    data = data[:2] + b"\xff\xe1" + (len(packet) + 2).to_bytes(2, "big") + packet + data[2:]
    made = retouch(data, Goal())
    assert made.done == ("place removed",)
    assert b"GPSLatitude" not in made.data
    assert opened(made.data).size == (200, 200)


def test_colours() -> None:
    """CMYK, other profiles, palettes, greys and sixteen bits become sRGB; a damaged profile goes."""
    cmyk = retouch(file(product((200, 200), "CMYK")), Goal())
    assert "in sRGB" in cmyk.done
    assert opened(cmyk.data).mode == "RGB"
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    broken = retouch(file(product((200, 200)), icc_profile=lab), Goal())
    assert near(opened(broken.data).getpixel((10, 10)), (255, 255, 255))
    garbage = retouch(file(product((200, 200)), icc_profile=b"nonsense" * 20), Goal())
    assert "damaged colour profile removed" in garbage.done
    for mode in ("L", "P", "1", "LA"):
        made = retouch(file(product((300, 200), mode), "PNG"), Goal())
        assert opened(made.data).mode == "RGB"
        assert near(opened(made.data).getpixel((2, 2)), (255, 255, 255))
    deep = Image.new("I;16", (50, 50), 65535)
    assert near(opened(retouch(file(deep, "PNG"), Goal()).data).getpixel((9, 9)), (255, 255, 255))


def test_transparency_and_frames() -> None:
    """What is transparent becomes white; of what moves the first frame is taken."""
    image = Image.new("RGBA", (100, 100), (0, 0, 0, 0))
    made = retouch(file(image, "PNG"), Goal())
    assert {"laid on white", "saved as JPEG"} <= set(made.done)
    assert near(opened(made.data).getpixel((50, 50)), (255, 255, 255))
    frames = [Image.new("RGB", (60, 60), shade) for shade in ("red", "blue")]
    out = io.BytesIO()
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])
    assert retouch(out.getvalue(), Goal()).done[0] == "first frame"


@pytest.mark.parametrize("content", [b"", b"no picture", b"\xff\xd8\xff\xe0" + b"\0" * 50, file(product())[:400]])
def test_what_is_no_picture(content: bytes) -> None:
    """Damaged files are refused in a sentence."""
    with pytest.raises(Unfit) as caught:
        retouch(content, Goal())
    assert "\n" not in str(caught.value)


def test_bombs_are_refused() -> None:
    """A small file that unpacks to gigabytes is not opened."""
    data = file(Image.new("1", (20_000, 20_000)), "PNG")
    with pytest.raises(Unfit, match="too many"):
        retouch(data, Goal())
