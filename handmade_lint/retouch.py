"""One picture made fit for a store: upright, in sRGB, square, not too large, and silent on the place it was taken.

What needs nothing is handed back byte for byte, and where only the place is to go, it is cut out without saving the
picture anew. Needs Pillow (the extra `images`).
"""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .said import say

if TYPE_CHECKING:
    from PIL import Image

QUALITY = (90, 85, 80)
"""Of JPEG, tried one after another until the file is small enough; then the picture is scaled down."""
WHITE = 235
"""Least value of each channel of a ground that can be made wider without a seam."""
_SHARE = 0.97
"""Of the pixels of an edge, how many are that light where the picture can be made wider there."""
_ORIENTATION, _GPS, _EXIF_IFD = 0x0112, 0x8825, 0x8769
_KEPT = ("JPEG", "PNG")
"""Formats that are left as they are where nothing else is to be done."""
_EXIF, _XMP = b"Exif\0\0", b"http://ns.adobe.com/xap/1.0/\0"


class Unfit(Exception):
    """A picture that cannot be corrected; says why in a sentence."""


@dataclass(frozen=True, slots=True)
class Goal:
    """What a store takes."""

    side: int | None = None
    """Pixels of the longer side at most; None for no limit."""
    size: int | None = None
    """Bytes at most; None for no limit."""
    square: bool = True
    """Whether a picture on white is made square."""


@dataclass(frozen=True, slots=True)
class Retouched:
    """A corrected picture."""

    data: bytes
    suffix: str
    """'.jpg' or '.png'."""
    done: tuple[str, ...]
    """What was done, in a word or two each; empty where nothing was."""
    left: str = ""
    """What should have been done and was not, and why."""


def retouch(content: bytes, goal: Goal) -> Retouched:
    """Correct a picture.

    Args:
        content: of its file (JPEG, PNG, TIFF, GIF, WebP, BMP and whatever else Pillow reads).
        goal: what the store takes.

    Raises:
        Unfit: it is no picture, damaged, or too large; or Pillow is not installed.
    """
    try:
        from PIL import Image, UnidentifiedImageError
    except ImportError:
        raise Unfit(
            say("correcting pictures needs Pillow; install it with: pip install 'handmade-lint[images]'")
        ) from None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(content)) as opened:
                return _retouched(opened, content, goal)
    except Image.DecompressionBombError:
        raise Unfit(say("it has too many pixels to be opened")) from None
    except UnidentifiedImageError:
        raise Unfit(say("it is no picture that can be opened here")) from None
    except Exception as fault:  # decoders fail in many ways on damaged files
        raise Unfit(
            say("it cannot be opened ({name__}: {fault})", name__=type(fault).__name__, fault=str(fault)[:80])
        ) from None


def _retouched(opened: Any, content: bytes, goal: Goal) -> Retouched:
    done: list[str] = []
    located = _tells_place(opened)
    frames = getattr(opened, "n_frames", 1) if opened.format != "JPEG" else 1
    kind = opened.format or ""
    image = _upright(opened, done)
    image = _in_srgb(image, done)
    image = _opaque(image, done)
    if frames > 1:
        done.insert(0, say("first frame"))
    image = _within(image, goal.side, done)
    left = ""
    if goal.square and image.width != image.height:
        image, left = _square(image, done)
    if not done and kind in _KEPT and (goal.size is None or len(content) <= goal.size):
        if not located:
            return Retouched(content, ".jpg" if kind == "JPEG" else ".png", (), left)
        if kind == "JPEG":
            return Retouched(_without_place(content, opened), ".jpg", (say("place removed"),), left)
    if located:
        done.append(say("place removed"))
    if kind != "JPEG":
        done.append(say("saved as JPEG"))
    return Retouched(_saved(image, opened, goal.size, done), ".jpg", tuple(done), left)


def _upright(image: Any, done: list[str]) -> Any:
    from PIL import ImageOps

    if image.getexif().get(_ORIENTATION, 1) in range(2, 9):
        done.append(say("turned upright"))
        return ImageOps.exif_transpose(image)
    return image


def _in_srgb(image: Any, done: list[str]) -> Any:
    """The picture in sRGB, with eight bits a channel, its transparency kept."""
    from PIL import ImageCms

    profile = image.info.get("icc_profile")
    if image.mode.startswith("I;16") or image.mode in ("I", "F"):
        done.append(say("eight bits"))
        scale = 255 / 65535 if image.getextrema()[1] > 255 else 1.0
        image = image.convert("F").point(lambda value: value * scale).convert("L")
        profile = None
    if image.mode in ("P", "PA", "1", "LA", "RGBa", "La"):
        image = image.convert("RGBA" if "transparency" in image.info or image.mode not in ("P", "1") else "RGB")
    if profile and image.mode in ("RGB", "RGBA", "CMYK", "L", "LAB"):
        try:
            told = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            if "srgb" in ImageCms.getProfileDescription(told).casefold():
                return image
            alpha = image.getchannel("A") if image.mode == "RGBA" else None
            plain = image.convert("RGB") if alpha else image
            turned = ImageCms.profileToProfile(plain, told, ImageCms.createProfile("sRGB"), outputMode="RGB")
            assert turned is not None
            if alpha:
                turned.putalpha(alpha)
            done.append(say("in sRGB"))
            return turned
        except (ImageCms.PyCMSError, OSError, ValueError):
            done.append(say("damaged colour profile removed"))
    if image.mode not in ("RGB", "RGBA"):
        if image.mode not in ("L", "RGBX"):
            done.append(say("in sRGB"))
        image = image.convert("RGB")
    return image


def _opaque(image: Any, done: list[str]) -> Any:
    from PIL import Image

    if image.mode != "RGBA":
        return image.convert("RGB")
    if image.getchannel("A").getextrema()[0] < 255:
        done.append(say("laid on white"))
    ground = Image.new("RGB", image.size, "white")
    ground.paste(image, mask=image.getchannel("A"))
    return ground


def _within(image: Any, side: int | None, done: list[str]) -> Any:
    longest = max(image.size)
    if side is None or longest <= side:
        return image
    done.append(say("scaled down to {side} pixels", side=side))
    return _scaled(image, side / longest)


def _scaled(image: Any, factor: float) -> Any:
    from PIL import Image

    size = (max(1, round(image.width * factor)), max(1, round(image.height * factor)))
    return image.resize(size, Image.Resampling.LANCZOS)


def _square(image: Any, done: list[str]) -> tuple[Any, str]:
    """A square of the picture's own ground; the picture as it is, and why, where it stands on none."""
    from PIL import Image

    wide = image.width > image.height
    size = max(image.size)
    edges = (
        ((0, 0, image.width, 1), (0, image.height - 1, image.width, image.height))
        if wide
        else ((0, 0, 1, image.height), (image.width - 1, 0, image.width, image.height))
    )
    lines = [list(_pixels(image.crop(edge))) for edge in edges]
    if any(sum(min(pixel) >= WHITE for pixel in line) < _SHARE * len(line) for line in lines):
        return image, "not made square, since it stands on no white ground and bars would show"
    pixels = sorted(pixel for line in lines for pixel in line)
    ground = pixels[len(pixels) // 2]
    made = Image.new("RGB", (size, size), ground)
    made.paste(image, ((size - image.width) // 2, (size - image.height) // 2))
    done.append(say("made square"))
    return made, ""


def _pixels(image: Any) -> list[tuple[int, int, int]]:
    data = image.tobytes()
    return [(data[at], data[at + 1], data[at + 2]) for at in range(0, len(data), 3)]


_PROFILED = b"".join(part.to_bytes(2, "big") for part in (2026, 1, 1, 0, 0, 0))
"""The date of the profile in copies, as ICC.1 writes dates."""


def _saved(image: Any, opened: Any, size: int | None, done: list[str]) -> bytes:
    """A JPEG of at most so many bytes, with the camera's remarks but without orientation and place."""
    from PIL import ImageCms

    remarks = opened.getexif()
    for tag in (_ORIENTATION, _GPS):
        remarks.pop(tag, None)
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    profile[24:36] = _PROFILED  # else it holds the second in which it was made, and no two copies are the same
    quality = QUALITY[0]
    while True:
        out = io.BytesIO()
        image.save(
            out,
            "JPEG",
            quality=quality,
            optimize=True,
            progressive=True,
            exif=_told(remarks),
            icc_profile=bytes(profile),
        )
        data = out.getvalue()
        if size is None or len(data) <= size or min(image.size) < 2:
            return data
        lower = [one for one in QUALITY if one < quality]
        if lower:
            quality = lower[0]
        else:
            image, quality = _scaled(image, 0.9), QUALITY[0]
        _say(done, say("made lighter"))


def _say(done: list[str], what: str) -> None:
    if what not in done:
        done.append(what)


def _told(remarks: Image.Exif) -> bytes:
    """What a camera told, as bytes; nothing where it cannot be written again."""
    try:
        told = remarks.tobytes()
    except Exception:  # of a camera that wrote what no program can read
        return b""
    return told if len(told) < 65_000 else b""


def _tells_place(image: Any) -> bool:
    if image.getexif().get_ifd(_GPS):
        return True
    packet = image.info.get("xmp") or image.info.get("XML:com.adobe.xmp") or b""
    packet = packet.encode() if isinstance(packet, str) else packet
    return b"GPSL" in packet


def _without_place(content: bytes, image: Any) -> bytes:
    """A JPEG without the place, its picture byte for byte."""
    remarks = image.getexif()
    remarks.pop(_GPS, None)
    pieces, at = [content[:2]], 2
    while at + 4 <= len(content) and content[at] == 0xFF and content[at + 1] not in (0xDA, 0xD9):
        length = int.from_bytes(content[at + 2 : at + 4], "big")
        segment = content[at : at + 2 + length]
        body = segment[4:]
        if segment[1] == 0xE1 and body.startswith(_EXIF):
            told = _told(remarks)
            told = told if told.startswith(_EXIF) else _EXIF + told
            segment = b"\xff\xe1" + (len(told) + 2).to_bytes(2, "big") + told if len(told) > len(_EXIF) else b""
        elif segment[1] == 0xE1 and body.startswith(_XMP) and b"GPSL" in body:
            segment = b""
        pieces.append(segment)
        at += 2 + length
    return b"".join([*pieces, content[at:]])
