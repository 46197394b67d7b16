"""Pictures opened: facts of the header without decoding, then pixels, decoded once and as small as will do.

JPEG is decoded by OpenCV straight to the eighths that libjpeg offers, WebP by OpenCV, all else by Pillow. Whatever is
wrong with a picture is a Fault; no other exception leaves this module.
"""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from . import exif, jpeg

Pixels = npt.NDArray[Any]
"""Bytes, (height, width) or (height, width, 3); OpenCV's stubs do not tell them from other numbers."""

WORK = 512
"""Longest side of the working picture; smaller pictures are left as they are."""

DETAIL = 1024
"""Where detail is measured, the picture is decoded at least so long, if the file is."""

CLOSE = 2048
"""The same where something small was seen that could not be read."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What is not opened, or given up."""

    pixels: int = 120_000_000
    """Width times height."""
    bytes: int = 64 << 20
    """Size of the file."""
    seconds: float = 20.0
    """For one picture, in a worker process; its worker is then ended."""


class Fault(Exception):
    """Why a picture could not be measured: a code of measures.index.FAULTS, and a sentence."""

    def __init__(self, code: str, says: str) -> None:
        super().__init__(code, says)
        self.code = code
        self.says = says


@dataclass(slots=True)
class Header:
    """What a file says of its picture before any pixel."""

    bytes: int
    format: str = ""
    mode: str = ""
    width: int = -1
    height: int = -1
    orientation: int = 1
    frames: int = 1
    progressive: bool = False
    jpeg_quality: int = 0
    icc: str = ""
    gps: bool = False
    alpha: bool = False
    opened: Any = None
    """Pillow's picture, not yet decoded, for all but JPEG."""

    @property
    def upright(self) -> tuple[int, int]:
        """Width and height as the picture is looked at."""
        return (self.height, self.width) if self.orientation >= 5 else (self.width, self.height)


def read_header(data: bytes, limits: Limits = Limits(), header: Header | None = None) -> Header:
    """The facts of a header.

    Raises:
        Fault: it is no picture, or one that is not opened.
    """
    header = header or Header(len(data))
    if not data:
        raise Fault("empty", "The file holds no byte; export the picture again.")
    if len(data) > limits.bytes:
        raise Fault("too-big", f"The file has {len(data) / 1e6:.0f} MB; up to {limits.bytes / 1e6:.0f} MB are opened.")
    if data[:3] == b"\xff\xd8\xff":
        _jpeg(header, data)
    else:
        _other(header, data)
    if header.width < 1 or header.height < 1:
        raise Fault("corrupt", "The file says that the picture has no width or no height.")
    if header.width * header.height > limits.pixels:
        size = f"{header.width} x {header.height}"
        raise Fault(
            "bomb", f"The picture says it has {size} pixels; up to {limits.pixels / 1e6:.0f} million are opened."
        )
    return header


def _jpeg(header: Header, data: bytes) -> None:
    header.format = "JPEG"
    markers = jpeg.read(data)
    if not markers.components:
        raise Fault("truncated", "The file ends before the picture begins; export it again.")
    header.mode = {1: "L", 3: "RGB", 4: "CMYK"}.get(markers.components, "")
    header.width, header.height = markers.width, markers.height
    header.progressive, header.jpeg_quality = markers.progressive, markers.quality
    header.orientation, header.gps = exif.facts(markers.exif)
    header.icc = _profile(markers.icc)
    if not markers.scan or not markers.ends:
        header.opened = Fault("truncated", "The file ends before the picture does; export or upload it again.")


def _other(header: Header, data: bytes) -> None:
    from PIL import Image, UnidentifiedImageError

    if data[4:8] == b"ftyp" and data[8:12] in (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1"):
        header.format = "HEIC"
        _hold_heif()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            opened = Image.open(io.BytesIO(data), formats=_formats())
            header.format = "BMP" if opened.format == "DIB" else str(opened.format).replace("HEIF", "HEIC")
            header.mode = "16" if opened.mode.startswith(("I", "F")) else opened.mode
            header.width, header.height = opened.size
            header.frames = max(1, int(getattr(opened, "n_frames", 1)))
            header.alpha = opened.mode in ("RGBA", "LA", "PA", "RGBa", "La") or "transparency" in opened.info
            _extras(header, opened)
    except Fault:
        raise
    except Image.DecompressionBombError as fault:
        raise Fault("bomb", "The picture says it has more pixels than are opened.") from fault
    except UnidentifiedImageError as fault:
        if header.format == "HEIC":
            raise Fault("unsupported", "HEIC is not read here; export it as JPEG, or install pillow-heif.") from fault
        if data.startswith(_MAGIC):
            raise Fault("corrupt", "The file begins like a picture, but cannot be read; export it again.") from fault
        raise Fault("not-a-picture", _guess(data)) from fault
    except MemoryError as fault:
        raise Fault("memory", "Opening it takes more memory than there is.") from fault
    except Exception as fault:  # Pillow's readers let many kinds out
        raise Fault("corrupt", _says(fault)) from fault
    header.opened = opened


_MAGIC = (b"\x89PNG", b"GIF8", b"II*\0", b"MM\0*", b"BM", b"RIFF")


def _extras(header: Header, opened: Any) -> None:
    """EXIF and profile; what is broken there does not make a picture unreadable."""
    block = opened.info.get("exif")
    if isinstance(block, bytes):
        header.orientation, header.gps = exif.facts(block.removeprefix(b"Exif\0\0"))
    elif header.format == "TIFF":
        try:
            number = opened.getexif().get(0x0112, 1)
            header.orientation = number if isinstance(number, int) and 1 <= number <= 8 else 1
        except Exception:
            header.orientation = 1
        if header.orientation >= 5:  # Pillow tells the size of the upright picture
            header.width, header.height = header.height, header.width
    profile = opened.info.get("icc_profile")
    header.icc = _profile(profile) if isinstance(profile, bytes) else ""


def _formats() -> list[str]:
    known = ("PNG", "WEBP", "GIF", "TIFF", "AVIF", "BMP", "DIB", "JPEG2000", "PPM", "TGA", "ICO", "MPO", "PSD")
    from PIL import Image

    Image.init()
    return [name for name in (*known, "HEIF") if name in Image.OPEN]


def _hold_heif() -> None:
    """Have Pillow read HEIC where pillow-heif is installed."""
    try:
        from pillow_heif import register_heif_opener
    except ImportError:
        return
    register_heif_opener()


def _guess(data: bytes) -> str:
    """What the bytes are instead of a picture."""
    start = data[:512].lstrip().lower()
    if start.startswith((b"<!doctype", b"<html")):
        return "It is a web page, not a picture; save the picture itself."
    if start.startswith((b"<svg", b"<?xml")):
        return "It is a drawing in SVG or XML; export it as JPEG."
    if start.startswith((b"%pdf", b"%!ps")):
        return "It is a document (PDF, PostScript), not a picture; export it as JPEG."
    return "The bytes are those of no picture format that is read here; export it as JPEG."


def _says(fault: Exception) -> str:
    words = " ".join("".join(c if c.isprintable() else " " for c in str(fault)).split())
    return f"The decoder says: {words[:80]}" if words else f"The decoder failed ({type(fault).__name__})."


_PROFILES = (
    (("srgb", "iec61966"), "sRGB"),
    (("adobe rgb",), "Adobe RGB"),
    (("display p3",), "Display P3"),
    (("prophoto",), "ProPhoto"),
)


def _profile(block: bytes) -> str:
    """The colour space that an ICC profile names; the text of its description is looked for, whatever its kind."""
    if not block:
        return ""
    if len(block) < 132 or block[36:40] != b"acsp" or int.from_bytes(block[:4], "big") > len(block) + 3:
        return "corrupt"
    text = block[128:4096].replace(b"\0", b"").decode("latin-1").casefold()
    for words, name in _PROFILES:
        if any(word in text for word in words):
            return name
    return {b"GRAY": "grey", b"CMYK": "CMYK"}.get(block[16:20], "other")


@dataclass(slots=True)
class Decoded:
    """Pixels as the decoder gave them: BGR over white, not yet upright, and how far they were scaled down."""

    pixels: Pixels
    reduced: int
    """1, 2, 4 or 8: one pixel stands for so many of the file, each way."""
    orientation: int
    """How EXIF says that these pixels lie; 1 where they are upright."""


_REDUCED = {
    1: cv2.IMREAD_COLOR,
    2: cv2.IMREAD_REDUCED_COLOR_2,
    4: cv2.IMREAD_REDUCED_COLOR_4,
    8: cv2.IMREAD_REDUCED_COLOR_8,
}


def reduction(longest: int, least: int) -> int:
    """How far a JPEG may be scaled down while it is decoded: the most that leaves it at least so long."""
    return next((factor for factor in (8, 4, 2) if longest >= factor * least), 1)


def decode(data: bytes, header: Header, least: int = WORK) -> Decoded:
    """The pixels of the first frame, their longer side at least `least` px if the file's is.

    Raises:
        Fault: they cannot be read.
    """
    try:
        if header.format == "JPEG":
            if isinstance(header.opened, Fault):
                raise header.opened
            if header.mode != "CMYK":
                reduced = reduction(max(header.width, header.height), least)
                flags = _REDUCED[reduced] | cv2.IMREAD_IGNORE_ORIENTATION
                return Decoded(_by_opencv(data, flags), reduced, header.orientation)
        elif header.format == "WEBP" and header.frames == 1:
            pixels = _by_opencv(data, cv2.IMREAD_UNCHANGED | cv2.IMREAD_IGNORE_ORIENTATION)
            pixels = over_white(pixels) if pixels.shape[2:] == (4,) else pixels
            return Decoded(pixels, 1, header.orientation)
        turned = header.format == "TIFF"  # Pillow turns these itself
        return Decoded(_by_pillow(data, header, least), 1, 1 if turned else header.orientation)
    except Fault:
        raise
    except (MemoryError, cv2.error) as fault:
        if isinstance(fault, MemoryError) or "memory" in str(fault):
            raise Fault("memory", "Decoding it takes more memory than there is.") from fault
        raise Fault("corrupt", "The decoder cannot read it; export the picture again.") from fault
    except Exception as fault:  # Pillow's decoders let many kinds out
        says = _says(fault)
        raise Fault("truncated" if "truncated" in says or "EOF" in says else "corrupt", says) from fault


def _by_opencv(data: bytes, flags: int) -> Pixels:
    pixels = cv2.imdecode(np.frombuffer(data, np.uint8), flags)
    if pixels is None:
        raise Fault("corrupt", "The decoder cannot read it; export the picture again.")
    if pixels.ndim == 2:
        pixels = cv2.cvtColor(pixels, cv2.COLOR_GRAY2BGR)
    return pixels


def _by_pillow(data: bytes, header: Header, least: int) -> Pixels:
    from PIL import Image

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        opened = header.opened
        if header.format == "JPEG":
            opened = Image.open(io.BytesIO(data), formats=["JPEG", "MPO"])
            opened.draft(None, (least, least))
        if header.mode == "16":
            return _from_deep(np.asarray(opened))
        if header.alpha:
            return over_white(cv2.cvtColor(np.asarray(opened.convert("RGBA")), cv2.COLOR_RGBA2BGRA))
        if opened.mode == "L":
            return cv2.cvtColor(np.asarray(opened), cv2.COLOR_GRAY2BGR)
        return cv2.cvtColor(np.asarray(opened.convert("RGB")), cv2.COLOR_RGB2BGR)


def _from_deep(values: npt.NDArray[Any]) -> Pixels:
    """Sixteen bits and more brought to eight: integers by their full range, floats by 0..1 or 0..255."""
    if values.dtype.kind == "f":
        top = 1.0 if float(np.nanmax(values, initial=0.0)) <= 1.0 else 255.0
        grey = np.clip(np.nan_to_num(values) * (255.0 / top), 0, 255).astype(np.uint8)
    else:
        grey = np.clip(values.astype(np.int64) >> (8 if int(values.max(initial=0)) > 255 else 0), 0, 255).astype(
            np.uint8
        )
    return cv2.cvtColor(grey, cv2.COLOR_GRAY2BGR)


def over_white(pixels: Pixels) -> Pixels:
    """BGRA laid on white."""
    alpha = pixels[:, :, 3]
    if int(alpha.min(initial=255)) == 255:
        return np.ascontiguousarray(pixels[:, :, :3])
    out = np.empty((*alpha.shape, 3), np.uint8)
    step = max(1, (1 << 22) // max(1, alpha.shape[1]))  # a strip at a time: memory stays flat
    for top in range(0, alpha.shape[0], step):
        strip = pixels[top : top + step].astype(np.uint16)
        share = strip[:, :, 3:]
        out[top : top + step] = (strip[:, :, :3] * share + 255 * (255 - share) + 127) // 255
    return out
