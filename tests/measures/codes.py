"""Barcodes and QR codes drawn here."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np

_LEFT = "0001101 0011001 0010011 0111101 0100011 0110001 0101111 0111011 0110111 0001011".split()
_RIGHT = ["".join("10"[int(bit)] for bit in bits) for bits in _LEFT]
_OTHER = [bits[::-1] for bits in _RIGHT]
_PARITY = "LLLLLL LLGLGG LLGGLG LLGGGL LGLLGG LGGLLG LGGGLL LGLGLG LGLGGL LGGLGL".split()


def ean13(digits: str, module: int = 3) -> Any:
    """A barcode after ISO/IEC 15420 with its quiet zone, black on white, so many pixels a module."""
    sides = {"L": _LEFT, "G": _OTHER}
    left = "".join(sides[way][int(one)] for way, one in zip(_PARITY[int(digits[0])], digits[1:7], strict=True))
    bits = f"101{left}01010{''.join(_RIGHT[int(one)] for one in digits[7:])}101"
    row = np.pad(np.array([255 * (bit == "0") for bit in bits], np.uint8), 11, constant_values=255)
    return np.repeat(np.pad(np.repeat(row[None], 40 * module, 0), ((8, 8), (0, 0)), constant_values=255), module, 1)


def qr(text: str, module: int = 4) -> Any:
    """A QR code with its quiet zone."""
    code = cv2.QRCodeEncoder.create().encode(text)
    code = cv2.copyMakeBorder(code, 4, 4, 4, 4, cv2.BORDER_CONSTANT, value=255)
    return np.repeat(np.repeat(code, module, 0), module, 1)


def on(pixels: Any, code: Any, left: int, top: int) -> Any:
    """A picture with a code laid over it."""
    pixels = pixels.copy()
    pixels[top : top + code.shape[0], left : left + code.shape[1]] = code[..., None]
    return pixels
