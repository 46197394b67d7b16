"""Many texts at once as one array of characters: folded for the walk, and as kinds of letters for hints.

Folding and kinds are looked up character by character in a table of the Basic Multilingual Plane; a text with a
character that has no single answer there is folded on its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, cached_property
from itertools import accumulate
from typing import Any

from .expressions import expression
from .lexicon import SIMPLE, SPELLED_ALIKE, folded

END = "\x1f"
"""Ends each of several texts that are joined."""
FEW = 200
"""Texts that are handled one by one, without numpy."""
KINDS = {
    "0": r"\d",
    "a": r"[a-zß-öø-ÿœ]",
    "A": r"[A-ZÀ-ÖØ-ÞŒ]",
    "k": r"[ぁ-んァ-ヶ一-龠ー]",
    "w": r"[^\W_]",
    "_": r"_",
    " ": r"\s",
    ".": r"[\s\S]",
}
"""Letters by kind: the first expression that one matches says its kind."""
_LONGER = (("ß", "ss"), ("…", "..."), ("™", "tm"))
"""What folds to several characters and is common."""

_BEYOND = expression("[\ud800-\udfff\U00010000-\U0010ffff]")
_HALF = expression("[\ud800-\udfff]")

Array = Any


def _plane() -> str:
    """Every character of the Basic Multilingual Plane, in order."""
    return "".join(map(chr, range(0x10000)))


@cache
def _fold_table() -> Array:
    import numpy as np

    table = np.zeros(0x10000, dtype="<u2")
    for letter in re.findall(f"[{SIMPLE}]", _plane()):
        table[ord(letter)] = ord(folded(letter))
    for sign, plain in SPELLED_ALIKE:
        if len(sign) == 1:
            table[ord(sign)] = ord(plain)
    return table


@cache
def kind_table() -> Array:
    """Kind (a key of KINDS, as a byte) by code of the character; 0 for halves of characters beyond the plane."""
    import numpy as np

    table = np.zeros(0x10000, dtype=np.uint8)
    plane = _plane()
    for kind, letters in reversed(KINDS.items()):
        places = [ord(letter) for letter in re.findall(letters, plane)]
        table[places] = ord(kind)
    table[0xD800:0xE000] = 0
    return table


class Letters:
    """Some texts, joined."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts
        self.few = len(texts) < FEW
        joined = END.join(texts) + END if texts else ""
        if joined.count(END) != len(texts):
            joined = "".join(text.replace(END, "\x01") + END for text in texts)
        self.joined = joined

    def folded(self) -> tuple[str, list[int]]:
        """The texts folded, each followed by END, and the position behind each END."""
        return self._folded

    @cached_property
    def _folded(self) -> tuple[str, list[int]]:
        if self.few:
            parts = [_HALF.sub("\ufffd", folded(text)).replace(END, "\x01") + END for text in self._texts]
            return "".join(parts), list(accumulate(map(len, parts)))
        import numpy as np

        text = self.joined.replace(" - ", " | ")
        if text.isascii():
            text = text.lower()
            for sign, plain in (("-", " "), ("_", " "), ("\t", " "), ("`", "'")):
                text = text.replace(sign, plain)
        else:
            text = text.replace(" – ", " | ")
            for sign, plain in _LONGER:
                text = text.replace(sign, plain)
            codes = np.frombuffer(text.encode("utf-16-le", "surrogatepass"), dtype="<u2")
            plain_codes = _fold_table()[codes]
            text = plain_codes.tobytes().decode("utf-16-le")
            odd = np.flatnonzero(plain_codes == 0)
            if len(odd):
                numbers = np.unique(np.searchsorted(np.flatnonzero(codes == ord(END)), odd))
                parts = text.split(END)
                for number in numbers.tolist():
                    parts[number] = _HALF.sub("\ufffd", folded(self._texts[number])).replace(END, "\x01")
                text = END.join(parts)
        if "  " in text:
            text = re.sub("  +", " ", text)
        return text, _ends(text)

    def kinds(self) -> tuple[bytes, Array]:
        """The kind of each character as a byte, and the position of each END."""
        import numpy as np

        codes = _codes(self.joined)
        return kind_table()[codes].tobytes(), np.flatnonzero(codes == ord(END))

    def beyond(self) -> list[int]:
        """Numbers of the texts that hold a character beyond the plane, which has no kind."""
        if self.joined.isascii() or not _BEYOND.search(self.joined):
            return []
        return [number for number, text in enumerate(self._texts) if _BEYOND.search(text)]

    def holding(self, letters: Sequence[str]) -> set[int]:
        """Numbers of the texts that hold one of some letters."""
        if self.joined.isascii() or not any(letter in self.joined for letter in letters):
            return set()
        return {number for number, text in enumerate(self._texts) if any(letter in text for letter in letters)}


def _codes(text: str) -> Array:
    import numpy as np

    if text.isascii():
        return np.frombuffer(text.encode("ascii"), dtype=np.uint8)
    return np.frombuffer(text.encode("utf-16-le", "surrogatepass"), dtype="<u2")


def _ends(text: str) -> list[int]:
    import numpy as np

    if text.isascii():
        codes = np.frombuffer(text.encode("ascii"), dtype=np.uint8)
    else:
        codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    ends: list[int] = (np.flatnonzero(codes == ord(END)) + 1).tolist()
    return ends
