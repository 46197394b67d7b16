"""What `handmade-lint init` asks, and the two files it writes of the answers."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from .config import SELLER_KEYS, suggest
from .listing import STORE_LANGUAGES
from .said import say
from .speech import told as spoken

PROFILE = "seller.toml"

Answer = str | bool | int | list[str]

MAKER_TYPES = ("maker", "workshop", "cooperative", "nonprofit", "other")
_YES = frozenset(["y", "yes", "true", "oui", "o", "ja", "j", "si", "sì", "sí"])
_NO = frozenset(["n", "no", "false", "non", "nein"])
_KINDS: Mapping[str, str] = {
    "artisan": "maker",
    "sole": "maker",
    "alone": "maker",
    "atelier": "workshop",
    "ngo": "nonprofit",
}


@dataclass(frozen=True, slots=True)
class Question:
    """One key of the profile: what is asked, why, and whether it is worth a question at all."""

    key: str
    asks: str
    why: str
    asked: bool = True
    """False for keys that are only shown, commented out, in the file: long lists and long texts."""
    when: Callable[[Mapping[str, Answer], str], bool] = lambda told, store: True
    """Whether to ask, given the answers so far and the store."""


def _in_a_group(told: Mapping[str, Answer], store: str) -> bool:
    del store
    return told.get("maker_type") in ("cooperative", "nonprofit")


QUESTIONS = (
    Question("shop_name", say("Name of your shop"), say("to know your own name from other people's brands")),
    Question(
        "display_name",
        say("Name that customers see as the seller"),
        say("Amazon wants it to be the name of the shop"),
    ),
    Question(
        "short_address", say("Short address of the shop (the last part of its link)"), say("it is not the shop's name")
    ),
    Question(
        "plan", say("Selling plan (Professional or Individual)"), say("Handmade is open to the Professional plan only")
    ),
    Question(
        "handmade_approved",
        say("Was your application to Handmade approved? (y/n)"),
        say("only approved makers may list there"),
    ),
    Question(
        "maker_type",
        say("Who makes the goods? ({known})", known=", ".join(MAKER_TYPES)),
        say("Amazon names four kinds of maker; others are looked at one by one"),
    ),
    Question(
        "group_documents",
        say("Link to a public page about the group"),
        say("groups must hand one over with their application"),
        when=_in_a_group,
    ),
    Question("group_size", say("How many people make the goods?"), say("workshops are expected to be small")),
    Question(
        "pieces_per_month", say("How many pieces can you make in a month?"), say("very high stock deserves a question")
    ),
    Question("founded", say("Year in which you began"), say("'since 1890' is held against it")),
    Question(
        "country",
        say("Country you make and send from (FR, Italy, …)"),
        say("the law of safety and of origin asks for it"),
    ),
    Question(
        "own_brands",
        say("Your own brands and marks, with commas between"),
        say("they are never taken for other people's"),
    ),
    Question(
        "production_partners",
        say("Firms that make a part of your goods, with commas between"),
        say("Handmade bars work that is handed out; a text that names them is shown"),
    ),
    Question(
        "fr_rm_number",
        say("SIREN or number in the register of trades (RNE, RM)"),
        say("France keeps the word 'artisan' for those who are entered"),
        when=lambda told, store: store in ("", "amazon.fr"),
    ),
    Question(
        "it_albo_imprese_artigiane",
        say("Number in the Albo delle imprese artigiane"),
        say("Italy keeps the word 'artigianale' for those who are entered"),
        when=lambda told, store: store in ("", "amazon.it"),
    ),
    Question(
        "es_carta_artesano",
        say("Number of your carta de artesano"),
        say("regions of Spain keep the word 'artesano' for those who hold one"),
        when=lambda told, store: store in ("", "amazon.es"),
    ),
    Question("shop_title", say("Title of your Etsy shop"), say("Etsy takes 55 characters"), asked=False),
    Question("shop_sections", say("Sections of your Etsy shop"), say("Etsy takes 24 characters each"), asked=False),
    Question("licences", say("Brands that you hold a licence for"), say("they are not taken for misuse"), asked=False),
    Question(
        "sku_history",
        say("SKUs of earlier offers, deleted ones too"),
        say("none of them may be used again"),
        asked=False,
    ),
    Question(
        "old_offers", say("SKUs that you offer outside Handmade"), say("a product may be listed once only"), asked=False
    ),
    Question(
        "about",
        say("The story of your shop, as your profile tells it"),
        say("it is read like a listing's text"),
        asked=False,
    ),
    Question(
        "picture", say("File of the picture in your profile"), say("Amazon wants 200 pixels at least"), asked=False
    ),
    Question(
        "evidence",
        say(
            "Where you keep the proof of your work: 'process: photos of 2026', 'materials: …', 'tools: …', "
            "'workspace: …', "
            "'people: …', 'business: …'"
        ),
        say("Amazon may ask for it, with a deadline"),
        asked=False,
    ),
)
"""In the order in which they are asked and written; a test checks that every key of SELLER_KEYS is here."""


class NotUnderstood(ValueError):
    """An answer that is none, in one sentence."""


def understand(key: str, answer: str) -> Answer:
    """What was typed, as the profile keeps it.

    Raises:
        NotUnderstood: it is of no use under that key.
    """
    words = " ".join(answer.split())
    kind = SELLER_KEYS[key]
    if kind is bool:
        if words.casefold() in _YES | _NO:
            return words.casefold() in _YES
        raise NotUnderstood(say("answer y or n, or press Enter to skip"))
    if kind is int:
        if re.fullmatch(r"[0-9]{1,9}", words):
            return int(words)
        raise NotUnderstood(say("answer with a whole number, or press Enter to skip"))
    if kind is list:
        return [one for part in words.split(",") if (one := part.strip())]
    if key == "maker_type":
        known = words.casefold().replace("-", "")
        known = _KINDS.get(known, known)
        if known not in MAKER_TYPES:
            raise NotUnderstood(
                say(
                    "answer with one of {maker_types}{suggest}",
                    maker_types=", ".join(MAKER_TYPES),
                    suggest=suggest(known, MAKER_TYPES),
                )
            )
        return known
    return words


def understand_store(answer: str) -> str:
    """The store that was typed, '' for none.

    Raises:
        NotUnderstood: there is no such store.
    """
    store = answer.strip().casefold()
    if store and store not in STORE_LANGUAGES:
        raise NotUnderstood(
            say(
                "no store is called '{answer}'{suggest}", answer=answer.strip(), suggest=suggest(store, STORE_LANGUAGES)
            )
        )
    return store


def profile_text(told: Mapping[str, Answer]) -> str:
    """The profile as TOML: what was told, and every other key commented out."""
    lines = [
        "# Who makes and sells the goods. None of it is published; handmade-lint judges by it what listings say.",
        "# A line that begins with # says nothing yet: take the # away and fill it in. See docs/profile.md.",
    ]
    for question in QUESTIONS:
        why = spoken(say("Why: {why}.", why=question.why))
        lines += ["", f"# {spoken(question.asks)}", f"# {why}"]
        if question.key in told:
            lines.append(f"{question.key} = {_value(told[question.key])}")
        else:
            lines.append(f"# {question.key} = {_EMPTY[SELLER_KEYS[question.key]]}")
    return "\n".join(lines) + "\n"


def configuration_text(store: str) -> str:
    """The configuration as TOML."""
    lines = ["# What handmade-lint does in this folder, and in those below it."]
    if store:
        lines.append(f"store = {_value(store)}")
    else:
        lines += ["# The store to judge for, where a catalogue does not tell:", '# store = "amazon.fr"']
    lines += [
        f"profile = {_value(PROFILE)}",
        "",
        "# Rules to leave out, and findings to say more softly:",
        '# ignore = ["TI-014"]',
        "# [severity]",
        '# BU-017 = "info"',
    ]
    return "\n".join(lines) + "\n"


_EMPTY: Mapping[type, str] = {str: '""', bool: "false", int: "0", list: "[]"}


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return f"[{', '.join(map(_value, value))}]"
    if isinstance(value, int):
        return str(value)
    # JSON's quoting is TOML's, but for DEL and for half of a surrogate pair, which no file can hold.
    whole = value.encode("utf-8", "replace").decode("utf-8")
    return json.dumps(whole, ensure_ascii=False).replace("\x7f", "\\u007f")
