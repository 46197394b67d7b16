"""Segments cut into chunks: at prepositions, and around words that are labelled."""

from __future__ import annotations

from collections.abc import Iterator

from ..language import FUNCTION_WORDS
from .joints import AND, BY, FOR, IN, MADE, OF, STUFF_FIRST, WITH
from .segments import Chunk, Segment, Token


def grouped(segment: Segment) -> list[Chunk]:
    """The one chunk of a segment that stood in brackets."""
    labels = [token.label for token in segment.tokens]
    kind = "rest"
    for label in ("quantity", "personalisation", "gift", "occasion", "recipient", "size"):
        if label in labels:
            kind = label
            break
    else:
        plain = {label for label in labels if label}
        if plain in ({"material"}, {"colour"}, {"brand"}) and all(labels):
            kind = plain.pop()
    kind = "occasion" if kind in ("gift", "recipient") else kind
    return [Chunk(kind, 0, len(labels))]


class _Reader:
    """Walks over the tokens of one segment."""

    def __init__(self, tokens: list[Token], language: str) -> None:
        self.tokens = tokens
        self.language = language
        self.idle = FUNCTION_WORDS.get(language, frozenset())
        self.both = AND.get(language, frozenset())
        self.begins_for = FOR.get(language, frozenset())
        self.begins_with = WITH.get(language, frozenset())
        self.begins_of = OF.get(language, frozenset())

    def by(self, n: int) -> bool:
        """Whether this is 'by' before the brand."""
        token = self.tokens[n]
        named = n + 1 < len(self.tokens) and self.tokens[n + 1].label == "brand"
        return named and not token.label and token.word in BY

    def of(self, n: int) -> int | None:
        """Of 'of', 'in', 'aus' … before a material or colour: the first token of that; else None."""
        token = self.tokens[n]
        if token.lead in self.begins_of and token.label == "material":
            return n
        if token.label or token.word not in self.begins_of:
            return None
        at = n + 1
        while at < len(self.tokens) and not self.tokens[at].label and self.tokens[at].word in self.idle:
            at += 1
        if at == len(self.tokens):
            return None
        label = self.tokens[at].label
        return at if label == "material" or (label in ("colour", "maybe") and token.word in IN) else None

    def links(self, n: int) -> bool:
        """Whether this token only holds together what stands on both sides of it."""
        word = self.tokens[n].word
        return (word in self.idle or word in self.both) and word not in self.begins_with and self.of(n) is None

    def run(self, n: int) -> int | None:
        """Of a phrase of gift, occasion and recipient that begins here and holds a gift: its end; else None."""
        tokens, last, gift = self.tokens, n, False
        if tokens[n].label not in ("gift", "occasion", "recipient"):
            return None
        at = n
        while at < len(tokens):
            token = tokens[at]
            if token.label in ("gift", "occasion", "recipient"):
                gift = gift or token.label == "gift"
                last = at + 1
            elif token.label or not self.links(at):
                break
            at += 1
        return last if gift else None

    def breaks(self, n: int) -> bool:
        """Whether something new begins at this token."""
        token = self.tokens[n]
        return (
            token.label in ("brand", "quantity", "size", "personalisation")
            or (not token.label and (token.word in self.begins_for or token.word in self.begins_with))
            or self.of(n) is not None
            or self.run(n) is not None
            or self.by(n)
        )

    def until(self, n: int) -> int:
        """The next token at or behind n at which something new begins."""
        while n < len(self.tokens) and not self.breaks(n):
            n += 1
        return n

    def tail(self, n: int) -> int:
        """Where a phrase ends whose next token is n: idle words and what hangs on them still belong to it."""
        if n < len(self.tokens) and not self.breaks(n):
            word = self.tokens[n].word
            if not self.tokens[n].label and (word in self.idle or word in self.both):
                return self.until(n + 1)
        return n


def chunks_of(segment: Segment, language: str, seen: bool) -> Iterator[Chunk]:
    """The chunks of a segment; `seen` tells whether an earlier segment said what is sold."""
    tokens, reader = segment.tokens, _Reader(segment.tokens, language)
    n, base = 0, False
    while n < len(tokens):
        chunk = _chunk(reader, n, seen or base, base)
        base = base or (chunk.kind == "base" and says(segment, chunk, language))
        yield chunk
        n = chunk.last


def _chunk(reader: _Reader, n: int, seen: bool, base: bool) -> Chunk:
    tokens = reader.tokens
    token = tokens[n]
    if reader.by(n):
        return Chunk("brand", n, _same(tokens, n + 1))
    stuff = reader.of(n)
    if stuff is None and token.word in MADE and n + 1 < len(tokens) and token.label in ("", "technique"):
        stuff = reader.of(n + 1)
    if stuff is not None:
        return _stuff(reader, n, stuff)
    end = reader.run(n)
    if end is not None:
        return Chunk("occasion", n, reader.tail(end) if seen or base else end, True)
    if token.label == "personalisation":
        return Chunk("personalisation", n, reader.tail(_same(tokens, n)))
    if token.label in ("brand", "quantity", "size", "material", "colour"):
        return Chunk(token.label, n, _same(tokens, n))
    if not token.label and token.word in reader.begins_for:
        return _purpose(reader, n, seen)
    if not token.label and token.word in reader.begins_with:
        end = reader.until(n + 1)
        inside = {one.label for one in tokens[n + 1 : end] if one.word not in reader.idle}
        return Chunk("material" if inside == {"material"} else "detail", n, end, True)
    if token.label == "technique" and base:
        end = _same(tokens, n)
        if end == len(tokens) or tokens[end].label not in ("", "recipient", "occasion", "maybe") or reader.breaks(end):
            return Chunk("technique", n, end, True)
    end = n + 1
    while end < len(tokens) and not reader.breaks(end) and tokens[end].label not in ("material", "colour"):
        if tokens[end].label == "technique" and _closes(reader, end):
            break
        end += 1
    return Chunk("base", n, end)


def _closes(reader: _Reader, n: int) -> bool:
    """Whether words on how it was made end their phrase, so that they are no part of the thing's name."""
    end = _same(reader.tokens, n)
    return end == len(reader.tokens) or reader.breaks(end)


def _same(tokens: list[Token], n: int) -> int:
    """The end of the run of tokens that share the label of token n."""
    end = n + 1
    while end < len(tokens) and tokens[end].label == tokens[n].label:
        end += 1
    return end


def _stuff(reader: _Reader, n: int, at: int) -> Chunk:
    """'of solid oak', 'en chêne massif et laiton', 'in Grün'; in English and German only if no noun follows."""
    tokens = reader.tokens
    label = "colour" if tokens[at].label == "maybe" else tokens[at].label
    wanted = ("colour", "maybe") if label == "colour" else ("material",)
    end = at
    while end < len(tokens):
        if tokens[end].label in wanted:
            end += 1
            continue
        behind = end
        while (
            behind < len(tokens)
            and not tokens[behind].label
            and (
                tokens[behind].word in reader.both
                or tokens[behind].word in reader.begins_of
                or tokens[behind].word in reader.idle
            )
            and tokens[behind].word not in reader.begins_for | reader.begins_with
        ):
            behind += 1
        if behind > end and behind < len(tokens) and tokens[behind].label in wanted:
            end = behind
            continue
        break
    if end < len(tokens) and reader.language in STUFF_FIRST and not reader.breaks(end):
        follower = tokens[end]
        if follower.label in ("", "recipient", "occasion", "maybe") and follower.word not in reader.idle | reader.both:
            return Chunk("base", n, reader.until(end))
    return Chunk(label, n, end, True)


def _purpose(reader: _Reader, n: int, seen: bool) -> Chunk:
    tokens = reader.tokens
    end = reader.until(n + 1)
    asked = [m for m in range(n + 1, end) if tokens[m].label in ("occasion", "recipient", "gift")]
    if not asked:
        run = reader.run(end) if end < len(tokens) else None
        if run is not None and all(one.word in reader.idle for one in tokens[n + 1 : end]):
            return Chunk("occasion", n, reader.tail(run) if seen else run, True)
        return Chunk("purpose", n, end, True)
    last = asked[-1] + 1
    return Chunk("occasion", n, reader.tail(last) if seen else last, True)


def says(segment: Segment, chunk: Chunk, language: str) -> bool:
    """Whether a chunk holds a word that means something."""
    idle = FUNCTION_WORDS.get(language, frozenset()) | AND.get(language, frozenset())
    return any(
        token.word not in idle and any(letter.isalpha() for letter in token.word)
        for token in segment.tokens[chunk.first : chunk.last]
    )
