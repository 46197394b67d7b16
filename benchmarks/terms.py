"""The joined walk over all lexicons, against one regular expression and against a dictionary of word runs."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from handmade_lint.lexicon import Walk, fold, walk

from .frame import Bench

NAME = "terms"

FILLER = (
    "turned from one piece of oak and oiled by hand this bowl holds a loaf of bread the glaze is fired twice in a small"
    " kiln every scarf is woven on a wooden loom with wool from the village"
).split()


def texts(terms: list[str], count: int, seed: int) -> list[str]:
    """Synthetic listing texts of about 60 words, one in five of which holds a term."""
    chance = random.Random(seed)
    made = []
    for _ in range(count):
        words = chance.choices(FILLER, k=60)
        if chance.random() < 0.2:
            words.insert(chance.randrange(len(words)), chance.choice(terms))
        made.append(" ".join(words))
    return made


def by_expression(terms: list[str]) -> Callable[[str], set[str]]:
    """All terms as one alternation, longest first."""
    longest = sorted(map(re.escape, terms), key=len, reverse=True)
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(longest)})(?!\w)")
    return lambda text: {found.group() for found in pattern.finditer(fold(text)[0])}


def by_words(terms: list[str]) -> Callable[[str], set[str]]:
    """A dictionary of word runs, looked up at every word."""
    known = set(terms)
    runs = sorted({len(term.split()) for term in terms}, reverse=True)

    def find(text: str) -> set[str]:
        words = re.findall(r"\w+", fold(text)[0])
        return {
            run
            for start in range(len(words))
            for size in runs
            if (run := " ".join(words[start : start + size])) in known
        }

    return find


def plain_terms(joined: Walk) -> list[str]:
    """Terms that all three engines can say: ASCII words, no wildcards, no gaps."""
    every = {
        fold(term)[0]
        for lexicon in joined.lexicons.values()
        for language in lexicon.entries
        for term in lexicon.terms(language)
    }
    return sorted(term for term in every if re.fullmatch(r"[a-z]+(?: [a-z]+)*", term))


def run(bench: Bench) -> None:
    """Time the engines in turn on the same synthetic texts."""
    joined = walk()
    terms = plain_terms(joined)
    bench.figure("plain_terms", len(terms), "terms")
    made = texts(terms, bench.size(2000, 200), bench.seed)
    expression, words = by_expression(terms), by_words(terms)

    def walked() -> None:
        joined.read.cache_clear()
        for text in made:
            found = joined.read(text, "en")
            for one in joined.lexicons.values():
                found.hits(one)

    bench.pair("expression", walked, lambda: [expression(text) for text in made], most_ratio=1.0)
    bench.pair("words", walked, lambda: [words(text) for text in made])
