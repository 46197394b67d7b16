"""The two things that a picture's EXIF is asked for, read straight from its bytes."""

from __future__ import annotations

import struct

_ORIENTATION = 0x0112
_GPS = 0x8825
_GPS_LATITUDE = 2


def facts(block: bytes) -> tuple[int, bool]:
    """Orientation (1 to 8; 1 where it says nothing that makes sense), and whether it holds a place.

    Args:
        block: a TIFF structure, as EXIF is, without the letters `Exif` before it.
    """
    orientation, place = 1, False
    order = {b"II": "<", b"MM": ">"}.get(bytes(block[:2]))
    if order is None or len(block) < 8:
        return orientation, place
    for tag, kind, _, value in _entries(block, order, struct.unpack_from(order + "I", block, 4)[0]):
        if tag == _ORIENTATION and kind in (1, 3, 4):
            number = value[0] if kind == 1 else struct.unpack_from(order + ("H" if kind == 3 else "I"), value)[0]
            orientation = number if 1 <= number <= 8 else 1
        elif tag == _GPS and kind == 4:
            inner = _entries(block, order, struct.unpack(order + "I", value)[0])
            place = any(tag == _GPS_LATITUDE and _filled(block, order, count, value) for tag, _, count, value in inner)
    return orientation, place


def _entries(block: bytes, order: str, start: int) -> list[tuple[int, int, int, bytes]]:
    """(tag, type, count, the four bytes of the value) of one directory, as far as it is there."""
    if start + 2 > len(block):
        return []
    count = min(struct.unpack_from(order + "H", block, start)[0], (len(block) - start - 2) // 12, 512)
    return [struct.unpack_from(order + "HHI4s", block, start + 2 + 12 * number) for number in range(count)]


def _filled(block: bytes, order: str, count: int, value: bytes) -> bool:
    """Whether rationals are there and not all nought, as phones write them that were told to forget the place."""
    start = struct.unpack(order + "I", value)[0]
    numbers = block[start : start + 8 * min(count, 3)]
    return len(numbers) >= 8 and any(numbers[at : at + 4] != b"\0\0\0\0" for at in range(0, len(numbers) - 7, 8))
