"""A file of text and the bytes that each stretch of it was read from: what is not changed stays byte for byte."""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Sequence

from . import delimited

_LIMITED = {"utf-8-sig": ("utf-8", codecs.BOM_UTF8)}
_WIDE = {
    codecs.BOM_UTF32_LE: "utf-32-le",
    codecs.BOM_UTF32_BE: "utf-32-be",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
_BLOCK = 4096

Splice = tuple[int, int, str]
"""Characters [start, end) and what should stand in their place."""


class Script:
    """The text of a file, without byte order marks at its beginning, and its bytes."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        text, self.encoding = delimited.decode(data)
        self._codec, mark = _LIMITED.get(self.encoding, (self.encoding, b""))
        if self.encoding in ("utf-16", "utf-32"):
            mark = next(mark for mark in _WIDE if data.startswith(mark) and self.encoding[:6] in _WIDE[mark])
            self._codec = _WIDE[mark]
        self._wide = self._codec.startswith(("utf-16", "utf-32"))
        self._errors = "half a character" if self._wide else "surrogateescape"
        self.text = text.lstrip("\ufeff")
        marks = len(text) - len(self.text)
        self._begin = len(mark) + len(("\ufeff" * marks).encode(self._codec))

    def holds(self, text: str) -> bool:
        """Whether the file's encoding has all characters of a text."""
        return self._encoded(text) is not None

    def spliced(self, splices: Iterable[Splice]) -> bytes:
        """The bytes of the file after some changes, which must not overlap.

        Raises:
            UnicodeEncodeError: the file's encoding lacks a character of a change; see `holds`.
        """
        ordered = sorted(splices, key=lambda one: one[:2])
        places = [place for start, end, _ in ordered for place in (start, end)]
        offsets = self._offsets(places)
        pieces: list[bytes] = []
        last = 0
        for number, (_, _, new) in enumerate(ordered):
            encoded = self._encoded(new)
            if encoded is None:
                raise UnicodeEncodeError(self._codec, new, 0, len(new), "the file's encoding lacks a character of it")
            pieces += [self._data[last : offsets[2 * number]], encoded]
            last = offsets[2 * number + 1]
        return b"".join([*pieces, self._data[last:]])

    def _encoded(self, text: str) -> bytes | None:
        try:
            return text.encode(self._codec, "strict" if self._wide else "surrogateescape")
        except UnicodeEncodeError:
            return None

    def _offsets(self, places: Sequence[int]) -> list[int]:
        """Bytes in front of characters, which are given in order."""
        found = []
        at, last = self._begin, 0
        for place in places:
            piece = self._encoded(self.text[last:place])
            if piece is None or self._data[at : at + len(piece)] != piece:
                return self._walked(places)  # several bytes can mean one character, and half a one has none
            at += len(piece)
            found.append(at)
            last = place
        return found

    def _walked(self, places: Sequence[int]) -> list[int]:
        found: list[int] = []
        read, at = 0, self._begin
        decoder = codecs.getincrementaldecoder(self._codec)(self._errors)
        wanted = list(reversed(places))
        while wanted:
            while wanted and read >= wanted[-1]:
                found.append(at)
                wanted.pop()
            if not wanted or at >= len(self._data):
                break
            state = decoder.getstate()
            block = self._data[at : at + _BLOCK]
            letters = len(decoder.decode(block))
            if read + letters < wanted[-1]:
                read, at = read + letters, at + len(block)
                continue
            decoder.setstate(state)
            while read < wanted[-1] and at < len(self._data):
                read, at = read + len(decoder.decode(self._data[at : at + 1])), at + 1
        return found + [len(self._data)] * (len(places) - len(found))
