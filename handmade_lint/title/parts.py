"""A title read into its parts.

A title is cut at its separators into segments, a segment into parts: at prepositions that begin a material, an occasion
or a detail, and around words that the lexicons of titles know. What nothing knows is the thing itself in the first
segment that has such words, and the rest in others. Parts keep the words and the order of the title.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from ..language import FUNCTION_WORDS
from .chunks import chunks_of, grouped, says
from .joints import AND, FOR, OF_ITSELF, WITH
from .labels import label
from .segments import TOKEN, Chunk, Segment, brand_span, segments_in, tokens_in
from .things import find, says_thing

Kind = Literal[
    "brand", "product", "material", "size", "colour", "quantity", "occasion", "personalisation", "rest"
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a title that says one thing."""

    kind: Kind
    text: str
    start: int
    end: int
    segment: int
    """Number of the segment, from 0: parts of one segment have no separator between them."""
    firm: bool = False
    """Whether leaving it out would change what is sold ('for iPhone', a member of an enumeration)."""


def parse(text: str, language: str, brand: str = "") -> tuple[Part, ...]:
    """Read a title.

    Args:
        text: the title.
        language: ISO 639-1 code, '' when unknown (then no words are known, and only separators and numbers count).
        brand: the brand, '' when unknown.

    Returns:
        Its parts in order, without overlap; only separators, spaces and signs stand between them.
    """
    return _parse(text, language, brand.strip())


@lru_cache(maxsize=1024)
def _parse(text: str, language: str, brand: str) -> tuple[Part, ...]:
    named = brand_span(text, brand)
    segments = [Segment(a, b, g, tokens_in(text, a, b), []) for a, b, g in segments_in(text, named)]
    label(text, segments, language, named)
    seen = False
    for segment in segments:
        segment.chunks = grouped(segment) if segment.group else list(chunks_of(segment, language, seen))
        seen = seen or any(says(segment, chunk, language) for chunk in segment.chunks if chunk.kind == "base")
    return tuple(_parts(text, segments, language))


def _parts(text: str, segments: list[Segment], language: str) -> list[Part]:
    heads = _heads(text, segments, language)
    lone = {number for number in heads if number < 0}
    parts: list[Part] = []
    for number, segment in enumerate(segments):
        if ~number in lone:
            parts += [_part(text, segment, chunk, "brand", number) for chunk in segment.chunks]
        elif number in heads and not segment.group:
            parts += _head_parts(text, segment, number, language)
        else:
            parts += _other_parts(text, segment, number)
    parts = _enumerated(text, _merged(text, parts), language)
    parts = _firm(text, parts, segments, language)
    if not any(part.kind == "product" for part in parts):
        for n, part in enumerate(parts):
            if part.kind == "material":
                parts[n] = Part("product", part.text, part.start, part.end, part.segment, part.firm)
                break
    return parts


def _heads(text: str, segments: list[Segment], language: str) -> set[int]:
    """Segments that name the thing; a leading brand that no column tells is given as ~number."""
    telling = [
        n
        for n, segment in enumerate(segments)
        if any(chunk.kind == "base" and _tells(segment, chunk, language) for chunk in segment.chunks)
    ]
    if not telling:
        return set()
    naming = [
        n for n in telling if any(_names_thing(text, segments[n], chunk, language) for chunk in segments[n].chunks)
    ]
    first = telling[0]
    if not naming or naming[0] == first:
        return {first}
    if first == 0 and _like_brand(text, segments, language):
        return {~first, naming[0]}
    return {first, naming[0]}


def _tells(segment: Segment, chunk: Chunk, language: str) -> bool:
    """Whether a chunk may name a thing: it says more than an occasion, a person or how it was made."""
    aside = {"gift", "occasion", "recipient", "technique"}
    tokens = segment.tokens
    return any(
        tokens[n].label not in aside and not tokens[n].lead and says(segment, Chunk("base", n, n + 1), language)
        for n in range(chunk.first, chunk.last)
    )


def _names_thing(text: str, segment: Segment, chunk: Chunk, language: str) -> bool:
    if chunk.kind != "base":
        return False
    tokens = segment.tokens[chunk.first : chunk.last]
    return says_thing(text, tokens[0].start, tokens[-1].end, language)


def _like_brand(text: str, segments: list[Segment], language: str) -> bool:
    """Whether a title's first words look like a brand: a few capitalised words before a dash, bar or colon."""
    first = segments[0]
    if len(first.tokens) > 3 or len(segments) < 2 or any(token.label for token in first.tokens):
        return False
    if any(token.word in FUNCTION_WORDS.get(language, ()) for token in first.tokens[:1]):
        return False
    gap = text[first.end : segments[1].start]
    return any(sign in gap for sign in "-–—|:·") and all(text[token.core].isupper() for token in first.tokens)


def _head_parts(text: str, segment: Segment, number: int, language: str) -> Iterator[Part]:
    open_, named = True, False
    for chunk in segment.chunks:
        if chunk.kind == "base":
            yield _part(text, segment, chunk, "product" if open_ or not named else "rest", number)
            named, open_ = True, True if not named else open_
        elif chunk.kind == "purpose":
            yield _part(text, segment, chunk, "product", number)
        elif chunk.kind in ("detail", "technique"):
            for piece in _halves(segment, chunk, language):
                yield _part(text, segment, piece, "rest", number)
        else:
            yield _part(text, segment, chunk, chunk.kind, number)
        if chunk.bound and named:
            open_ = False


def _halves(segment: Segment, chunk: Chunk, language: str) -> Iterator[Chunk]:
    """A long detail in two, 'with leaf markings inside' and 'and smoke textures outside', so that one may stay."""
    both = AND.get(language, frozenset())
    for n in range(chunk.first + 3, chunk.last - 2):
        if segment.tokens[n].word in both:
            yield Chunk(chunk.kind, chunk.first, n, chunk.bound)
            yield Chunk(chunk.kind, n, chunk.last, chunk.bound)
            return
    yield chunk


def _other_parts(text: str, segment: Segment, number: int) -> Iterator[Part]:
    """Parts of a segment that does not name the thing: what nothing knows takes in what stands beside it."""
    joined: list[Chunk] = []
    for chunk in segment.chunks:
        before = joined[-1] if joined else None
        labels = {token.label for token in segment.tokens[chunk.first : chunk.last]}
        if chunk.kind == "base" and labels == {"technique"}:
            chunk.kind = "technique"
        loose = {"base", "purpose", "detail", "technique", "rest"}
        token = segment.tokens[chunk.first]
        hangs = not chunk.bound or token.lead in OF_ITSELF or token.word in OF_ITSELF
        if before is not None and all(one.label == "technique" for one in segment.tokens[before.first : before.last]):
            hangs = not chunk.bound
        if before is not None and (
            (before.kind in loose and (chunk.kind in loose or (chunk.kind in ("material", "colour") and hangs)))
            or (before.kind in ("material", "colour") and not before.bound and chunk.kind == "base")
        ):
            before.kind, before.last = "base", chunk.last
        elif before is not None and before.kind == "personalisation" and chunk.kind in ("base", "occasion"):
            before.kind, before.last = "occasion" if chunk.kind == "occasion" else before.kind, chunk.last
        else:
            joined.append(Chunk(chunk.kind, chunk.first, chunk.last, chunk.bound))
    for chunk in joined:
        kind = chunk.kind
        if kind in ("base", "purpose", "detail", "technique"):
            labels = {token.label for token in segment.tokens[chunk.first : chunk.last]}
            kind = "occasion" if labels & {"gift", "occasion"} else "rest"
        yield _part(text, segment, chunk, kind, number)


def _part(text: str, segment: Segment, chunk: Chunk, kind: str, number: int) -> Part:
    tokens = segment.tokens[chunk.first : chunk.last]
    start, end = tokens[0].start, tokens[-1].end
    return Part(kind, text[start:end], start, end, number)  # type: ignore[arg-type]


def _merged(text: str, parts: list[Part]) -> list[Part]:
    """Make one of the pieces of the thing's name that only a space parts."""
    merged: list[Part] = []
    for part in parts:
        before = merged[-1] if merged else None
        if before is not None and before.kind == part.kind == "product" and before.segment == part.segment:
            merged[-1] = Part("product", text[before.start : part.end], before.start, part.end, part.segment)
        else:
            merged.append(part)
    return merged


def _enumerated(text: str, parts: list[Part], language: str) -> list[Part]:
    """Make one of 'for bread', 'fruit' and 'salad or keys', which is one list with commas in it."""
    both = AND.get(language, frozenset())
    openers = FOR.get(language, frozenset()) | WITH.get(language, frozenset())
    made: list[Part] = []
    for part in parts:
        words = [word.casefold() for word in part.text.split()]
        made.append(part)
        if part.kind != "rest" or not any(word in both for word in words[1:4]) or words[0] in openers:
            continue
        first = len(made) - 1
        while first and _follows(text, made[first - 1], made[first]):
            first -= 1
            if made[first].text.split()[0].casefold() in openers:
                break
        if first and made[first].segment != made[first - 1].segment and made[first - 1].kind == "product":
            begun = text[made[first].start : made[first].end]
            if first == len(made) - 1 and says_thing(text, part.start, part.start + _before(begun, both), language):
                made[first] = Part("rest", part.text, part.start, part.end, part.segment, True)
        if first < len(made) - 1:
            start = made[first].start
            made[first:] = [Part("rest", text[start : part.end], start, part.end, made[first].segment)]
    return made


def _follows(text: str, before: Part, part: Part) -> bool:
    gap = text[before.end : part.start]
    return (
        before.kind == "rest"
        and gap.strip() == ","
        and before.segment + 1 == part.segment
        and len(before.text.split()) < 4
    )


def _before(text: str, both: frozenset[str]) -> int:
    """Length of a text up to its first 'and'."""
    return next((found.start() for found in TOKEN.finditer(text) if found.group().casefold() in both), len(text))


def _firm(text: str, parts: list[Part], segments: list[Segment], language: str) -> list[Part]:
    """Hold on to hosts ('for iPhone') and to the members of an enumeration ('plate, bowl and cup')."""
    hosts = find("compatible-hosts", text, language)
    counted: set[int] = set()
    both = AND.get(language, frozenset(["&", "+"]))
    for number, segment in enumerate(segments):
        if number and not segment.group and segment.tokens[0].word in both:
            counted |= {number, number - 1}
            while min(counted) > 0 and "," in text[segments[min(counted) - 1].end : segments[min(counted)].start]:
                counted.add(min(counted) - 1)
    return [
        Part(part.kind, part.text, part.start, part.end, part.segment, True)
        if part.segment in counted or any(part.start < hit.end and hit.start < part.end for hit in hosts)
        else part
        for part in parts
    ]
