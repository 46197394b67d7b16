"""HTML bodies as the text a shopper reads, each stretch of which knows where it stands in the cell."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..expressions import expression
from ..listing import Segment

_TOKEN = expression(
    r"(?P<hidden><!--.*?(?:-->|\Z)|<(?P<name>script|style)\b.*?(?:</(?P=name)\s*>|\Z))"
    r"|(?P<tag></?(?P<element>[a-zA-Z][a-zA-Z0-9]*)(?:\s[^<>]*|/)?>)"
    r"|(?P<entity>&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});)"
    r"|(?P<space>\s+)"
    r"|(?P<text>[^<&\s]+|[<&])",
    re.DOTALL | re.IGNORECASE,
)
_BLOCKS = frozenset(
    "address article aside blockquote br dd div dl dt figure footer h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre "
    "section table td th tr ul".split()
)


def text_of(cell: str) -> tuple[str, tuple[Segment, ...]]:
    """The words of an HTML cell.

    Elements that begin a new line become line breaks, runs of white space one space, character references their
    characters; comments, scripts and styles are left out.

    Returns:
        The text, and how it maps back into the cell; no segments where text and cell are the same string.
    """
    if "<" not in cell and "&" not in cell:
        return cell, ()
    pieces: list[str] = []
    segments: list[Segment] = []
    length = 0
    last = "\n"
    for piece, start, end in _pieces(cell):
        if not piece or (piece in (" ", "\n") and last == "\n"):
            continue
        if piece == "\n" and last == " ":
            pieces[-1], last = "\n", "\n"
            continue
        if piece == " " and last == " ":
            continue
        before = segments[-1] if segments else None
        if before and len(piece) == end - start and before.cell_end == start and _straight(before):
            segments[-1] = Segment(before.start, length + len(piece), before.cell_start, end)
        else:
            segments.append(Segment(length, length + len(piece), start, end))
        pieces.append(piece)
        length += len(piece)
        last = piece[-1]
    text = "".join(pieces)
    return text.rstrip(), tuple(segments)


def _straight(segment: Segment) -> bool:
    return segment.end - segment.start == segment.cell_end - segment.cell_start


def _pieces(cell: str) -> Iterator[tuple[str, int, int]]:
    for found in _TOKEN.finditer(cell):
        start, end = found.span()
        kind = found.lastgroup
        if kind == "space":
            yield " ", start, end
        elif kind == "text":
            yield found.group(), start, end
        elif kind == "entity":
            from html import unescape

            yield unescape(found.group()).replace("\xa0", " "), start, end
        elif found.group("tag") and found.group("element").casefold() in _BLOCKS:
            yield "\n", start, end
