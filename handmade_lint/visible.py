"""Text of a catalogue made visible: what a page would obey, hide or reorder by is shown as an escape."""

from __future__ import annotations

import re

HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
"""Characters that hide, reorder or break text; joiners of emoji and of scripts are not among them."""


def seen(text: str) -> str:
    """The text with each hidden character as an escape, such as ␛."""
    return HIDDEN.sub(_shown, text.replace("\r\n", "\n")) if text else text


def _shown(found: re.Match[str]) -> str:
    code = ord(found[0])
    if code < 0x20:
        return chr(0x2400 + code)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def clip(text: str, length: int) -> str:
    """The text, its middle left out where it is longer than so many characters."""
    if len(text) > length:
        text = text[: length - length // 3 - 1] + "…" + text[-(length // 3) :]
    return seen(text)
