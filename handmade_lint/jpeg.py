"""What the markers of a JPEG tell, without decoding a pixel.

Source: ITU-T T.81 (JPEG), T.872 and the notes of the Independent JPEG Group on quality.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

_LUMA = (
    *(16, 11, 12, 14, 12, 10, 16, 14, 13, 14, 18, 17, 16, 19, 24, 40, 26, 24, 22, 22, 24, 49, 35, 37, 29, 40, 58, 51),
    *(61, 60, 57, 51, 56, 55, 64, 72, 92, 78, 64, 68, 87, 69, 55, 56, 80, 109, 81, 87, 95, 98, 103, 104, 103, 62, 77),
    *(113, 121, 112, 100, 120, 92, 101, 103, 99),
)
"""Quantisation of luma at quality 50, T.81 table K.1, in the zigzag order of files."""

_BARE = {0x01, *range(0xD0, 0xD9)}
_FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
_PROGRESSIVE = {0xC2, 0xC6, 0xCA, 0xCE}


@dataclass(slots=True)
class Markers:
    """What stands before the first scan."""

    width: int = 0
    height: int = 0
    components: int = 0
    bits: int = 8
    progressive: bool = False
    quality: int = 0
    """1 to 100, by the mean of the luma table against that of the standard; 0 where no table is."""
    adobe: bool = False
    """An Adobe marker is there; it decides how four components are meant."""
    exif: bytes = b""
    icc: bytes = b""
    pages: int = 1
    """Pictures that a multi-picture marker announces."""
    scan: int = 0
    """Where the first scan begins; 0 where there is none."""
    ends: bool = False
    """An end marker follows."""


def read(data: bytes) -> Markers:
    """The markers of a file that begins with FF D8, as far as they make sense."""
    found = Markers()
    profile: dict[int, bytes] = {}
    at, size = 2, len(data)
    while at + 4 <= size:
        if data[at] != 0xFF:
            at = data.find(b"\xff", at)
            if at < 0:
                break
            continue
        marker = data[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        if marker in _BARE or marker == 0:
            at += 2
            continue
        if marker == 0xD9:
            break
        length = data[at + 2] << 8 | data[at + 3]
        start, end = at + 4, at + 2 + length
        if marker in _FRAMES and length >= 8 and found.components == 0:
            _frame(found, marker, data[start:end])
        elif marker == 0xDB and not found.quality:
            found.quality = _quality(data[start : min(end, start + 129)])
        elif marker == 0xE1 and not found.exif and data[start : start + 6] == b"Exif\0\0":
            found.exif = data[start + 6 : end]
        elif marker == 0xE2 and data[start : start + 12] == b"ICC_PROFILE\0":
            profile[data[start + 12] if start + 12 < size else 0] = data[start + 14 : end]
        elif marker == 0xE2 and data[start : start + 4] == b"MPF\0":
            found.pages = _pages(data[start + 4 : end])
        elif marker == 0xEE and data[start : start + 5] == b"Adobe":
            found.adobe = True
        elif marker == 0xDA:
            found.scan = at
            found.ends = data.rfind(b"\xff\xd9", at) >= 0
            break
        at = max(end, at + 4)
    found.icc = b"".join(profile[number] for number in sorted(profile))
    return found


def _frame(found: Markers, marker: int, block: bytes) -> None:
    if len(block) < 6:
        return
    found.progressive = marker in _PROGRESSIVE
    found.bits = block[0]
    found.height = block[1] << 8 | block[2]
    found.width = block[3] << 8 | block[4]
    found.components = block[5]


@lru_cache(64)
def _quality(block: bytes) -> int:
    """The quality of libjpeg whose luma table is as coarse on the whole."""
    wide = block[:1] != b"" and block[0] >> 4
    numbers = block[1 : 129 if wide else 65]
    table = [numbers[n] << 8 | numbers[n + 1] for n in range(0, len(numbers) - 1, 2)] if wide else list(numbers)
    if len(table) < 64:
        return 0
    told = [(number, plain) for number, plain in zip(table, _LUMA, strict=False) if number != 255 or wide]
    if not told:
        return 1
    scale = 100 * sum(number for number, _ in told) / sum(plain for _, plain in told)
    quality = (200 - scale) / 2 if scale <= 100 else 5000 / scale
    return max(1, min(100, round(quality)))


def _pages(block: bytes) -> int:
    """Number of pictures, tag 0xB001 of CIPA DC-007."""
    order = "little" if block[:2] == b"II" else "big"
    at = block.find(b"\x01\xb0" if order == "little" else b"\xb0\x01")
    return int.from_bytes(block[at + 8 : at + 12], order) if 0 <= at <= len(block) - 12 else 1  # type: ignore[arg-type]
