"""Texts of a catalogue made safe for spreadsheets, which take some of them for formulas and run them."""

from __future__ import annotations

import re

_BEGINNINGS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""How a text begins that Excel, LibreOffice or Google Sheets may run (OWASP, CSV Injection)."""
_NUMBER = re.compile(r"[+-]?\d[\d .,\u00a0\u202f]*%?")


def defuse(text: str) -> str:
    """The text, with an apostrophe in front where a spreadsheet would take it for a formula."""
    return f"'{text}" if text.startswith(_BEGINNINGS) else text


def defuse_cell(text: str) -> str:
    """As `defuse`, but a number with its sign ('-5', '+3,50') stays as it is: it runs nothing."""
    return text if _NUMBER.fullmatch(text) else defuse(text)


def encodable(text: str, encoding: str) -> str:
    """The text, with what an encoding cannot hold written as an escape."""
    return text.encode(encoding, "backslashreplace").decode(encoding)
