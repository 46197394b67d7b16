"""MP-008."""

import re
from collections import Counter

from ...rule import FUNCTION_WORDS, Findings, Text, rule, say


@rule(
    "MP-008",
    reads="title",
    severity="info",
    force="ours",
    hint=r"[,|/;–—].*[,|/;–—]|\s-\s.*\s-\s|[,|/;–—].*\s-\s|\s-\s.*[,|/;–—]",
    source="ssopdot.com blog 14390",
    advice="Name the thing once, with what tells it from others; put the rest into the search terms.",
    bad=[
        "ring, silver ring, women ring",
        {"title": "collier, collier argent, collier femme, collier cadeau", "store": "amazon.fr"},
        {"title": "Ring Silber | Ring Damen | Ring Geschenk", "store": "amazon.de"},
    ],
    good=[
        "Silver Ring with Leaf, Ring Size 52",
        {"title": "Collier en argent, avec feuille, pour femme", "store": "amazon.fr"},
        "Mug, bowl, plate: a set for two, thrown and glazed",
        {"title": "Tasse, Teller, Schale aus Steinzeug", "store": "amazon.de"},
    ],
)
def check(title: Text, *, segments: int = 3) -> Findings:
    """A title is a chain of search words: thing, kind thing, place thing.

    Supplier catalogues write titles so, and so do many real makers who learnt it on Etsy: it is a weak hint of our own,
    asked as a question. A word must come back in three parts of the title, without a function word between.
    """
    parts = [part for part in re.split(r"[,|/;–—]|\s-\s", title.value.casefold()) if part.strip()]
    if len(parts) < segments:
        return
    small = FUNCTION_WORDS.get(title.language, frozenset())
    words = [re.findall(r"[^\W\d_]{3,}", part) for part in parts]
    if any(word in small for part in parts for word in re.findall(r"\w+", part)):
        return
    counted = Counter(word for part in words for word in set(part))
    word, times = max(counted.items(), key=lambda item: (item[1], item[0]), default=("", 0))
    if times >= segments:
        yield title.finding(
            say(
                "a hint of ours: '{word}' links {times} parts of the title into a chain of search "
                "words; is it an old habit of Etsy's? A title in plain words would clear it",
                word=word,
                times=times,
            ),
            word=word,
            parts=times,
        )
