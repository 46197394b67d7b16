"""Barcodes and QR codes, and what they say.

A look at how steep luma is in blocks of 16 pixels tells where a code may be; the reader (zxing-cpp) sees those parts
alone. A part that looks like a code and is not read is decoded larger, if the file holds more. What a code says is a
stranger's text: rules and outputs treat it as such.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import nan
from typing import Any

import cv2
import numpy as np

from ..pixels import Decoded, Pixels
from .view import Mask, View, grey, upright

MOST = 3
"""Codes of a picture that are told; index.py has as many places."""
LENGTH = 160
"""Characters of what a code says that are kept."""

_BLOCK = 16
_STEEP = 60
"""Mean steps of neighbouring pixels, across and down together, of a block that may be part of a code."""
_BARS, _OTHER_WAY = 30, 3
"""The same in one direction alone, and how many times less the other must be: bars."""
_LEAST = 5
"""Blocks from which on a part is looked at more closely."""
_SOLID, _FILLED, _LARGE = 2, 0.4, 12
"""Squares of two by two blocks that a part must hold, and the share of its box that is taken, unless it holds so many
squares: codes are solid, lettering and drawings are not."""
_PARTS = 3
_MARGIN = 2
"""Blocks around a part that are read with it: codes need a quiet zone."""
_LARGER = 2
"""How many times larger a small part is looked at when nothing is read in it as it is."""
_SMALL = 640
"""Pixels of the longer side of a part that is looked at larger."""

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Code:
    """One code in a picture."""

    kind: str
    """QR, EAN-13 or UPC-A."""
    says: str
    """Its digits, or its text."""
    box: Box
    """Left, top, right, bottom as shares of the upright picture."""


def measure(view: View) -> dict[str, object]:
    """Columns code_kinds, code_texts, code_boxes; nothing where there is no code."""
    found: dict[tuple[str, str], Code] = {}
    for part in _parts(view.grey):
        for code in _read(view, part):
            found.setdefault((code.kind, code.says), code)
    codes = list(found.values())[:MOST]
    if not codes:
        return {}
    none = Code("", "", (nan, nan, nan, nan))
    filled = codes + [none] * (MOST - len(codes))
    return {
        "code_kinds": [one.kind for one in filled],
        "code_texts": [one.says for one in filled],
        "code_boxes": [one.box for one in filled],
    }


def _parts(luma: Pixels) -> Iterator[Box]:
    """Where codes may be, the largest first."""
    rows, columns = luma.shape[0] // _BLOCK, luma.shape[1] // _BLOCK
    if min(rows, columns) < 2:
        return
    cut = luma[: rows * _BLOCK, : columns * _BLOCK]
    upper, lower = cut[::2], cut[1::2]  # every second row tells enough
    across = _mean(cv2.absdiff(upper[:, 1:], upper[:, :-1]), columns, rows)
    down = _mean(cv2.absdiff(upper, lower), columns, rows)
    bars = ((across > _BARS) & (down < across // _OTHER_WAY)) | ((down > _BARS) & (across < down // _OTHER_WAY))
    steep = cv2.add(across, down) > _STEEP
    if max(np.count_nonzero(steep), np.count_nonzero(bars)) < _LEAST:
        return
    joined = cv2.dilate((bars | steep).astype(np.uint8), np.ones((3, 3), np.uint8))
    _, labels, facts, _ = cv2.connectedComponentsWithStats(joined)
    own = np.bincount(labels[bars | steep], minlength=len(facts))
    largest = sorted(range(1, len(facts)), key=lambda one: -own[one])[:_PARTS]
    for one in largest:
        if own[one] < _LEAST or not _solid((labels == one) & (bars | steep)):
            continue
        left, top, wide, high, _ = facts[one]
        yield (
            max(0, left - _MARGIN) / columns,
            max(0, top - _MARGIN) / rows,
            min(columns, left + wide + _MARGIN) / columns,
            min(rows, top + high + _MARGIN) / rows,
        )


def _solid(blocks: Mask) -> bool:
    """Whether blocks of one part lie as closely together as those of a code."""
    squares = np.count_nonzero(blocks[1:, 1:] & blocks[1:, :-1] & blocks[:-1, 1:] & blocks[:-1, :-1])
    rows, columns = (np.flatnonzero(blocks.any(axis=axis)) for axis in (1, 0))
    box = (rows[-1] - rows[0] + 1) * (columns[-1] - columns[0] + 1)
    return bool(squares >= _LARGE or (squares >= _SOLID and np.count_nonzero(blocks) >= _FILLED * box))


def _mean(steps: Pixels, columns: int, rows: int) -> Pixels:
    return cv2.resize(steps, (columns, rows), interpolation=cv2.INTER_AREA)


def _read(view: View, part: Box) -> list[Code]:
    """The codes of a part, in the pixels as they were decoded, else in more of them."""
    crop, place = _cut(view.decoded, part)
    found = _codes_in(crop, place)
    if not found and _likely(crop):
        if max(crop.shape) <= _SMALL:
            found = _codes_in(_scaled(crop, _LARGER), place)
        larger = None if found else view.larger
        if larger is not None:
            found = _codes_in(*_cut(larger, part))
    return found


def _cut(decoded: Decoded, part: Box) -> tuple[Pixels, Box]:
    """Luma of a part of the upright picture, and where it lies after rounding, in shares."""
    pixels = upright(decoded.pixels, decoded.orientation)
    height, width = pixels.shape[:2]
    left, top, right, bottom = (round(side * of) for side, of in zip(part, (width, height) * 2, strict=True))
    crop = grey(np.ascontiguousarray(pixels[top:bottom, left:right]))
    return crop, (left / width, top / height, right / width, bottom / height)


def _codes_in(luma: Pixels, place: Box) -> list[Code]:
    height, width = luma.shape
    left, top, right, bottom = place
    found = []
    for kind, says, corners in _decoded(luma):
        across = [left + (right - left) * min(max(x / width, 0), 1) for x, _ in corners]
        down = [top + (bottom - top) * min(max(y / height, 0), 1) for _, y in corners]
        found.append(Code(kind, says, (min(across), min(down), max(across), max(down))))
    return found


def _scaled(luma: Pixels, times: int) -> Pixels:
    return cv2.resize(luma, None, fx=times, fy=times, interpolation=cv2.INTER_CUBIC)


_FINDERS, _FINDERS_SHARE = 8, 0.006
"""Lines through the corners of a QR code that must be met both ways before it is read, and as a share of all runs."""
_ALIKE = 1.8
"""How many times more of them may be met one way than the other, where there are no bars: a code is a square."""
_EDGES, _LINES, _BARS_SHARE = 30, 4, 0.018
"""Edges along a line that a barcode must have (EAN-13 has 60), lines that must have them, and the share of runs."""


def _likely(luma: Pixels) -> bool:
    """Whether a part looks like a code, so that it is worth decoding it larger."""
    both = [_runs(luma), _runs(np.ascontiguousarray(luma.T))]
    hits = [_finders(one) for one in both]
    one, other = (hit / max(1, len(runs[0])) for hit, runs in zip(hits, both, strict=True))
    bars = max(one, other) >= _BARS_SHARE and min(one, other) <= max(one, other) / 2
    bars = bars and _barred(both[0] if one > other else both[1])
    alike = bars or max(hits) <= _ALIKE * min(hits)
    return bars or (alike and min(hits) >= _FINDERS and min(one, other) >= _FINDERS_SHARE)


def _runs(luma: Pixels) -> Any:
    """Every fourth line as lengths of runs of black and white: the length, and the line it stands in."""
    lines = cv2.threshold(luma[::4], 0, 1, cv2.THRESH_BINARY | cv2.THRESH_OTSU)[1]
    lines = np.pad(lines, ((0, 0), (0, 1)), constant_values=2).ravel()
    ends = np.flatnonzero(np.diff(lines))
    return np.diff(ends, prepend=-1), ends // (luma.shape[1] + 1)


def _finders(runs: Any) -> int:
    """How often runs are 1 : 1 : 3 : 1 : 1, as those through the corners of a QR code (ISO/IEC 18004)."""
    lengths, _ = runs
    if len(lengths) < 5:
        return 0
    five = np.lib.stride_tricks.sliding_window_view(lengths, 5)
    module = five.sum(axis=1) / 7
    near = np.abs(five - module[:, None] * (1, 1, 3, 1, 1)) <= np.maximum(0.6 * module, 1)[:, None]
    return int(np.count_nonzero(near.all(axis=1) & (module >= 1)))


def _barred(runs: Any) -> bool:
    """Whether some lines have as many edges as a barcode, at uneven distances."""
    lengths, lines = runs
    counts = np.bincount(lines)
    if np.count_nonzero(counts >= _EDGES) < _LINES:
        return False
    busy = (counts >= _EDGES)[lines]
    return bool(lengths[busy].std() > 0.45 * lengths[busy].mean())


def _decoded(luma: Pixels) -> Iterator[tuple[str, str, list[tuple[int, int]]]]:
    """Kind, what it says, and its corners in pixels. EAN-8 and UPC-E are left out: short numbers are seen in cloth."""
    import zxingcpp  # half a second, and few pictures hold anything like a code

    kinds = zxingcpp.BarcodeFormat
    names = {kinds.EAN13: "EAN-13", kinds.UPCA: "UPC-A", kinds.QRCode: "QR"}
    plain = zxingcpp.TextMode.Plain
    for one in zxingcpp.read_barcodes(
        luma, formats=zxingcpp.BarcodeFormats(list(names)), try_invert=False, text_mode=plain
    ):
        says = one.text if one.format == kinds.QRCode else _digits(one.text)
        if says and (one.format == kinds.QRCode or checks(says)):
            place = one.position
            corners = [place.top_left, place.top_right, place.bottom_right, place.bottom_left]
            yield names[one.format], _plain(says), [(corner.x, corner.y) for corner in corners]


def _digits(text: str) -> str:
    """The digits of a GTIN, which the reader tells apart by spaces."""
    digits = text.replace(" ", "")
    return digits if digits.isascii() and digits.isdigit() else ""


def checks(digits: str) -> bool:
    """Whether the last digit of a GTIN is what the others ask for (GS1 General Specifications 7.9)."""
    total = sum(int(digit) * (3, 1)[place % 2] for place, digit in enumerate(reversed(digits[:-1])))
    return (total + int(digits[-1])) % 10 == 0


def _plain(text: str) -> str:
    """What can be seen of a text, in one line: what steers terminals or turns letters round is a question mark."""
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in " ".join(text.split()))[:LENGTH]
