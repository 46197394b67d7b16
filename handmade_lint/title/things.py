"""What the lexicons of titles know: things, materials, colours."""

from __future__ import annotations

import re
from functools import cache

from ..language import FUNCTION_WORDS
from ..lexicon import Hit, lexicon


def hanging(language: str) -> frozenset[str]:
    """Words that a title must not end with: articles, prepositions, conjunctions and signs for them."""
    words = FUNCTION_WORDS.get(language) or frozenset().union(*FUNCTION_WORDS.values())
    return words | {"&", "+", "w/"} if language != "ja" else frozenset(["&", "+"])


def says_thing(text: str, start: int, end: int, language: str) -> bool:
    """Whether a stretch of a title names a thing that makers sell, as far as the lexicon knows."""
    if any(start <= hit.start and hit.end <= end for hit in find("title-products", text, language)):
        return True
    if language != "de":
        return False
    nouns = _german_nouns()
    words = (found.group().casefold() for found in re.finditer(r"[^\W\d_]+", text[start:end]))
    return any(word[-length:] in nouns for word in words for length in range(4, len(word) - 1))


def materials(text: str, language: str) -> list[Hit]:
    """What a text says a thing is made of, with keys such as 'wood-oak'; adjectives are left out."""
    return [hit for hit in find("title-materials", text, language) if hit.key != "adjective"]


def colours(text: str, language: str) -> list[Hit]:
    """The colours a text names, with keys such as 'blue' or, where it may be a plant, 'maybe-purple'."""
    return find("title-colours", text, language)


@cache
def _german_nouns() -> frozenset[str]:
    return frozenset(term for term in lexicon("title-products").terms("de") if len(term) > 3 and " " not in term)


def find(name: str, text: str, language: str) -> list[Hit]:
    """Hits of a lexicon in a title."""
    return lexicon(name).find(text, language)
