"""Sentences in many voices: the same voices, templates and words whether the writer makes the thing or not."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from handmade_lint.process import LANGUAGES, forms, tags

HERE = Path(__file__).parent
KINDS = ("told", "not", "either", "filler")
"""What a sentence does; a text tells of its making when one of its sentences is `told`."""

_FORMS = ("v", "vw", "vt", "vy", "inf", "pp")
_PLACES: Mapping[str, Sequence[str]] = {
    "en": ("Leeds", "Hebden Bridge", "Asheville", "Cork", "Duluth", "Hobart"),
    "fr": ("Nantes", "Vallauris", "Aubusson", "Quimper", "Liège", "Annecy"),
    "de": ("Leipzig", "Höhr-Grenzhausen", "Freiburg", "Graz", "Husum", "Gmunden"),
    "it": ("Faenza", "Lecce", "Trento", "Deruta", "Cuneo", "Matera"),
    "es": ("Granada", "Talavera", "Oviedo", "Ubrique", "Girona", "Zamora"),
}
_NAMES: Mapping[str, Sequence[str]] = {
    "en": ("Nell", "Tom", "Priya", "Joan"),
    "fr": ("Anouk", "Rémi", "Solène", "Yann"),
    "de": ("Antje", "Jonas", "Frieda", "Lutz"),
    "it": ("Ilaria", "Pietro", "Chiara", "Ugo"),
    "es": ("Lucía", "Iker", "Marta", "Nuria"),
}


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, and what it does."""

    text: str
    kind: str
    language: str
    voice: str
    craft: str


@cache
def crafts(language: str) -> dict[str, dict[str, Any]]:
    """Things, materials and steps of each craft."""
    return tomllib.loads((HERE / "crafts" / f"{language}.toml").read_text("utf-8"))


@cache
def voices(language: str) -> dict[str, dict[str, list[str]]]:
    """Sentence shapes of each voice, by kind."""
    return tomllib.loads((HERE / "voices" / f"{language}.toml").read_text("utf-8"))


def every_voice() -> list[tuple[str, str]]:
    """All (language, voice)."""
    return [(language, voice) for language in LANGUAGES for voice in voices(language)]


def slots(language: str, craft: str, chance: Random) -> dict[str, str]:
    """Values for all slots of a shape."""
    table = crafts(language)[craft]
    values = {
        "thing": chance.choice(table["thing"]),
        "mat": chance.choice(table["material"]),
        "place": chance.choice(_PLACES[language]),
        "name": chance.choice(_NAMES[language]),
        "n": str(chance.choice((2, 3, 4, 5, 6, 8, 9, 12, 14))),
    }
    for number, step in enumerate(chance.sample(table["steps"], 3), 1):
        verb, what, tool = (part.strip() for part in step.split(";"))
        for slot, form in zip(_FORMS, _forms(verb, language), strict=True):
            values[f"{slot}{number}"] = form
        values[f"o{number}"], values[f"w{number}"] = what, tool
    return values


def _forms(verb: str, language: str) -> tuple[str, ...]:
    if language != "en":
        return forms(verb, language)
    words = verb.split()
    third = len(words) // 3
    base, done = " ".join(words[:third]), " ".join(words[2 * third :])
    return base, base, base, base, base, done


def fill(shape: str, values: Mapping[str, str], language: str) -> str:
    """A shape with its slots filled, elisions made and sentences begun with a capital."""
    text = shape.format(**values)
    if language == "fr":
        text = re.sub(r"\b([Jj]|[Nn]|[Qq]u|[Dd])e (?=[aeéèêiouhâ])", r"\1'", text)
        text = re.sub(r"\b(à|de) (le) ", lambda found: {"à": "au ", "de": "du "}[found[1]], text)
    return re.sub(r"(^|[.!?] )([a-zà-öø-ÿ])", lambda found: found[1] + found[2].upper(), text)


@cache
def idle(language: str, voice: str) -> list[str]:
    """Shapes that tell nothing of the making and admit nothing either: a maker may write them, too."""
    found = []
    for shape in voices(language)[voice]["not"]:
        row = set(tags(re.sub(r"{\w+}", " ", shape), language))
        if "{vt" not in shape and not row & {"THEY", "TRADE"} and not ("NOT" in row and "{v1}" in shape):
            found.append(shape)
    return found


def sentence(language: str, voice: str, craft: str, kind: str, chance: Random) -> Sentence:
    """One sentence of a kind (or 'idle') in a voice, about a craft."""
    shapes = idle(language, voice) if kind == "idle" else voices(language)[voice][kind]
    shape = chance.choice(shapes)
    text = fill(shape, slots(language, craft, chance), language)
    if chance.random() < 0.05:
        text = text.lower()
    if chance.random() < 0.08:
        text = _mistyped(text, chance)
    return Sentence(text, kind, language, voice, craft)


def _mistyped(text: str, chance: Random) -> str:
    at = chance.randrange(len(text))
    return text[:at] + text[at + 1 :]


def corpus(each: int, seed: int = 7) -> list[Sentence]:
    """`each` sentences of every voice and kind, crafts in turn."""
    chance = Random(seed)
    made = []
    for language, voice in every_voice():
        names = list(crafts(language))
        for kind in KINDS:
            for number in range(each if kind in ("told", "not") else each // 2):
                made.append(sentence(language, voice, names[number % len(names)], kind, chance))
    return made
