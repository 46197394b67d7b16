"""The craft-process reader: does a text tell how *this* seller makes the thing, or does it only assert it?

Each sentence becomes a row of plain tags: who (I, we, you, others), whose (my, our), making (a verb in a form of the
first person, done, or any), tool, material, place, time, order of steps, denial, trade, praise. All else is left out,
so that no shop's own words can be learnt. Pairs and threes of tags are then weighed by a small logistic regression
(models/process), which was trained on texts written for it (training/provenance). The words of the tags stand in
process.toml.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from .expressions import expression
from .tables import read, remembered
from .weights import numbers

LANGUAGES = ("en", "fr", "de", "it", "es")
"""Languages that the reader reads."""
MODEL = "process"

_WORDS = Path(__file__).with_name("process.toml")
_SENTENCE = expression(r"[^.!?;\n|•]+")
_TOKEN = expression(r"[^\W\d_]+(?:-[^\W\d_]+)*|\d+")
_NEAR = 3
"""Words without a tag between two tags from which on they are no neighbours."""
_BEFORE_A_VERB = frozenset({"and", "to", "or", "then"})
_DOERS = frozenset({"ME", "WE", "YOU", "THEY", "THEN"})
"""After these a word that may be a noun or a verb ('glaze', 'oil') is a verb."""
_LONGEST = 80
"""Tags of a sentence that are looked at."""
_REMEMBERED = 50_000
"""Words of a language whose tag, or lack of one, is kept at hand."""


@dataclass(frozen=True, slots=True)
class Telling:
    """What a listing's texts tell of their making."""

    chance: float
    """0 to 1 that the text tells how its seller makes the thing."""
    field: str = ""
    span: tuple[int, int] = (0, 0)
    """The sentence that tells it best."""


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Spans of sentences (and lines), in order."""
    for found in _SENTENCE.finditer(text):
        yield found.span()


def tags(sentence: str, language: str) -> list[str]:
    """The tags of a sentence, '_' standing for three and more words without a tag."""
    words = _TOKEN.findall(sentence.lower())
    row: list[str] = []
    last = -1
    for place, tag in enumerate(map(_known(language).__getitem__, words)):
        if not tag:
            continue
        idle = place - last - 1
        if "|" in tag:
            noun, _, verb = tag.partition("|")
            before = words[place - 1] if place else ""
            tag = verb if before in _BEFORE_A_VERB or (not idle and row and row[-1] in _DOERS) else noun
        if idle >= _NEAR and row:
            row.append("_")
        last = place
        if not row or row[-1] != tag:
            row.append(tag)
        if len(row) >= _LONGEST:
            break
    return row


def features(sentence: str, language: str) -> set[str]:
    """Single tags, pairs and threes of a sentence's tags."""
    return _features(tags(sentence, language))


def _features(tags: Sequence[str]) -> set[str]:
    row = ["^", *tags, "$"]
    pairs = [f"{one} {other}" for one, other in pairwise(row)]
    threes = [f"{pair} {third}" for pair, third in zip(pairs, row[2:], strict=False)]
    steps = sum(tag in ("MAKE", "MAKE1", "DONE") for tag in row)
    doer = (
        "mine"
        if {"ME", "WE", "MAKE1"} & set(row)
        else "others'"
        if "THEY" in row
        else "own"
        if "OWN" in row
        else "nobody's"
    )
    return {*tags, *pairs, *threes, f"steps={min(steps, 4)}", f"{doer} steps={min(steps, 2)}"} - {"_"}


def read_sentence(sentence: str, language: str) -> float:
    """0 to 1: whether the sentence tells how its writer makes the thing."""
    return _weighed(tuple(tags(sentence, language)))


@lru_cache(maxsize=1 << 13)
def _weighed(tags: tuple[str, ...]) -> float:
    """What a row of tags comes to; rows are few and short, and come again in other sentences."""
    weights: Mapping[str, float] = numbers(MODEL)["weights"]
    # Summed exactly: the order of a set differs from process to process, and so would the last digit.
    sum_ = numbers(MODEL)["intercept"] + math.fsum(weights.get(name, 0.0) for name in _features(tags))
    return 1 / (1 + math.exp(-sum_))


def read_texts(texts: Mapping[str, str], language: str) -> Telling:
    """What texts tell together: one sentence that tells well nearly suffices, a second one confirms it."""
    if language not in LANGUAGES:
        return Telling(0.0)
    told: list[tuple[float, str, tuple[int, int]]] = []
    for field, text in texts.items():
        for start, end in sentences(text):
            if end - start > 12:
                told.append((read_sentence(text[start:end], language), field, (start, end)))
    if not told:
        return Telling(0.0)
    told.sort(key=lambda one: -one[0])
    return Telling(together(one[0] for one in told[:2]), told[0][1], told[0][2])


def together(best: Iterator[float] | list[float]) -> float:
    """The chance of a text from those of its two best sentences, the best first."""
    first, *rest = best
    second = rest[0] if rest else 0.0
    return first * (0.75 + 0.25 * second)


def plain_rule(text: str, language: str) -> int:
    """What the reader must beat: sentences with a word of the first person and one of making, and no denial."""
    count = 0
    for start, end in sentences(text):
        row = set(tags(text[start:end], language))
        first = bool({"ME", "WE", "OWN"} & row) or "MAKE1" in row
        count += first and bool({"MAKE", "MAKE1"} & row) and "NOT" not in row
    return count


_LISTS = ("praise", "claim", "like", "trade", "material", "place", "time", "once", "tool", "with", "they", "you", "not")
"""Lists in the order in which they are laid down: where a word stands in two, the later goes before."""


class _Tags(dict[str, str]):
    """The tag of each word; words without one are remembered, too, as long as they are not too many."""

    def __missing__(self, word: str) -> str:
        tag = "NUMBER" if word.isdigit() else ""
        if len(self) < _REMEMBERED:
            self[word] = tag
        return tag


@cache
def _known(language: str) -> _Tags:
    """The tag of each word form."""
    made: dict[str, str] = remembered("process", [_WORDS, Path(__file__)], lambda: [lay_down(language)], of=language)[0]
    return _Tags(made)


def lay_down(language: str) -> dict[str, str]:
    """Word forms and their tags, from the lists of process.toml."""
    table: Mapping[str, Any] = read([_WORDS])[_WORDS][language]
    nouns = set(str(table.get("noun", "")).split())
    known: dict[str, str] = {}
    for name in _LISTS:
        known.update(dict.fromkeys(table[name].split(), name.upper()))
    for verb in table["make"].split(","):
        i, we, they, you, base, done = forms(verb.strip(), language)
        for form in (they, you, base):
            both = language == "en" and form == base and known.get(base) in ("MATERIAL", "TOOL")
            if both:
                known[base] += "|MAKE"
            known.setdefault(form, "MAKE")
        known[done] = "DONE"
        for ending in _ENDINGS[language] if done.endswith(_STEMS[language]) else ():
            known[done[:-1] + ending if language in ("it", "es") else done + ending] = "DONE"
        if language in ("en", "fr"):
            known.setdefault(i, "MAKE")
        else:
            known.setdefault(i, "MAKE" if i in nouns else "MAKE1")
        if language in ("fr", "it", "es"):
            known[we] = "MAKE1"
        if language == "en":
            known.setdefault(you, "MAKE")
            known.update({form: known.get(form, "MAKING") for form in _gerunds(base)})
    for name in ("then", "own", "we", "me"):
        known.update(dict.fromkeys(table[name].split(), name.upper()))
    return known


_STEMS: Mapping[str, tuple[str, ...]] = {
    "en": (),
    "fr": ("é", "i", "u", "t"),
    "de": ("t", "n"),
    "it": ("o",),
    "es": ("o",),
}
_ENDINGS: Mapping[str, tuple[str, ...]] = {
    "en": (), "fr": ("e", "s", "es"), "de": ("e", "er", "es", "en"), "it": ("a", "i", "e"), "es": ("a", "os", "as"),
}  # fmt: skip


def _gerunds(base: str) -> tuple[str, ...]:
    stem = base[:-1] if base.endswith("e") else base
    return f"{stem}ing", f"{stem}{stem[-1]}ing"


def forms(verb: str, language: str) -> tuple[str, str, str, str, str, str]:
    """Forms of a verb: I, we, they, you, to, done.

    Args:
        verb: an infinitive; 'inf|i we they you to done' for an irregular one ('modeler|modèle …'); in German
            'drehen gedreht'; in English 'throw threw thrown', whose second form stands for 'you'.
        language: ISO 639-1 code, one of LANGUAGES.
    """
    if "|" in verb:
        i, we, they, you, base, done = verb.partition("|")[2].split()
        return i, we, they, you, base, done
    if language == "en":
        base, past, done = verb.split()
        return base, base, base, past, base, done
    if language == "de":
        base, done = verb.split()
        first = base[:-3] + "le" if base.endswith("eln") else base[:-1] if base.endswith("en") else base[:-1] + "e"
        return first, base, base, base, base, done
    stem = verb[:-2] if language != "it" else verb[:-3]
    if language == "fr":
        soft = "e" if stem.endswith("g") else ""
        soft_c = stem[:-1] + "ç" if stem.endswith("c") else stem
        return f"{stem}e", f"{soft_c}{soft}ons", f"{stem}ent", f"{stem}ez", verb, f"{stem}é"
    if language == "es":
        return f"{stem}o", f"{stem}amos", f"{stem}an", f"{stem}a", verb, f"{stem}ado"
    hard = stem[:-1] if stem.endswith("i") else stem + "h" if stem.endswith(("c", "g")) else stem
    return f"{stem}o", f"{hard}iamo", f"{stem}ano", f"{stem}ate", verb, f"{stem}ato"
