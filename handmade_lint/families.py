"""Families of words that stand beside names in listings, one table for six languages.

A family is what a model can learn once and use in every language: 'birthday', 'Geburtstag' and 'cumpleaños' speak for
the same role. A word belongs to a family if it stands in the table (lexicons/roles/families.toml), or begins with a
word of it that ends with ~; Japanese is looked up as a substring.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path

from .tables import read

_FILE = Path(__file__).parent / "lexicons" / "roles" / "families.toml"


@cache
def _tables() -> tuple[dict[str, tuple[str, ...]], tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]:
    """Whole words, beginnings, and Japanese pieces with their families."""
    whole: dict[str, tuple[str, ...]] = {}
    begun: list[tuple[str, str]] = []
    pieces: list[tuple[str, str]] = []
    for family, words in read([_FILE])[_FILE].items():
        for word in dict.fromkeys(words.split()):
            if not word.rstrip("~").isascii() and any("\u3040" <= letter <= "\u9fff" for letter in word):
                pieces.append((word, family))
            elif word.endswith("~"):
                begun.append((word[:-1], family))
            else:
                whole[word] = (*whole.get(word, ()), family)
    return whole, tuple(begun), tuple(pieces)


@lru_cache(maxsize=8192)
def families_of(word: str) -> tuple[str, ...]:
    """Families of a word in small letters, in order."""
    whole, begun, _ = _tables()
    told = set(whole.get(word, ()))
    told.update(family for beginning, family in begun if word.startswith(beginning))
    return tuple(sorted(told))


def families_in(text: str) -> Iterator[tuple[int, str]]:
    """Japanese pieces of a text: how far from its beginning they stand, and their families."""
    for piece, family in _tables()[2]:
        at = text.find(piece)
        if at >= 0:
            yield at, family
