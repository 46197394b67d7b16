"""Words of a title labelled with what lexicons and expressions know of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from .amounts import FINENESS, QUANTITY, SIZE, pattern
from .joints import AND
from .segments import Segment, Token
from .things import find

_RANK = {"brand": 9, "quantity": 8, "size": 7, "personalisation": 6, "gift": 5, "occasion": 4, "recipient": 4}


def label(text: str, segments: Sequence[Segment], language: str, named: tuple[int, int] | None) -> None:
    """Mark the tokens that lexicons, patterns and the brand know; the longest match of the highest rank wins."""
    found: list[tuple[int, int, str, str]] = [(*named, "brand", "")] if named else []
    found += [(*match.span(), "quantity", "") for match in pattern(QUANTITY).finditer(text)]
    found += [(*match.span(), "size", "") for match in pattern(SIZE).finditer(text)]
    found += [(*match.span(), "adjective", "") for match in pattern(FINENESS).finditer(text)]
    for name, label in (
        ("title-personalisation", "personalisation"),
        ("title-occasions", ""),
        ("title-materials", "material"),
        ("title-colours", "colour"),
        ("title-techniques", "technique"),
    ):
        for hit in find(name, text, language):
            if hit.term.endswith("*"):
                continue
            if hit.key == "adjective":
                found.append((hit.start, hit.end, "adjective", ""))
            else:
                found.append((hit.start, hit.end, label or hit.key, hit.key))
    found.sort(key=lambda one: (one[2] == "brand", one[1] - one[0], _RANK.get(one[2], 0)), reverse=True)
    for start, end, label, key in found:
        for segment in segments:
            if segment.start <= start and end <= segment.end:
                _mark(segment.tokens, start, end, label, key)
    for segment in segments:
        _join_labels(segment.tokens, language)


def _mark(tokens: list[Token], start: int, end: int, label: str, key: str) -> None:
    covered = [token for token in tokens if token.core < end and start < token.stop]
    if not covered or any(token.label for token in covered):
        return
    first, last = covered[0], covered[-1]
    fits = start <= first.core or label in ("size", "quantity")
    if label == "brand":
        fits = start <= first.core and (
            end >= last.stop or bool(re.match(r"['’]s$|[™®©]", last.word[end - last.core :]))
        )
    elif end < last.stop:
        fits = False
    if fits:
        for token in covered:
            token.label, token.key = label, key


def _join_labels(tokens: list[Token], language: str) -> None:
    """Let adjectives join a material beside them, and 'and' join two materials or two colours."""
    for step in (1, -1):
        line = tokens[::step]
        for before, token in pairwise(line):
            if before.label == "material" and token.label == "adjective":
                token.label = "material"
    for token in tokens:
        if token.label == "adjective" or (token.label == "colour" and token.key.startswith("maybe-")):
            token.label = "maybe" if token.label == "colour" else ""
    both = AND.get(language, frozenset(["&", "+"])) | {"/"}
    for before, token, behind in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if (
            token.word in both
            and not token.label
            and before.label == behind.label
            and before.label in ("material", "colour")
        ):
            token.label = before.label
