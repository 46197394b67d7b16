"""Made-up shops: makers and resellers of several kinds, each with a voice, a house style and listings.

RATES says how often each kind writes what. These rates are assumptions, written down from what is told of such shops
(see the guide's group MP), and not measured on real ones: whatever is fitted to them inherits them.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from random import Random
from typing import Any

from handmade_lint.listing import ImageRef, Listing
from handmade_lint.process import LANGUAGES

from .texts import HERE, crafts, fill, sentence, slots, voices

STORES = {"en": "amazon.com", "fr": "amazon.fr", "de": "amazon.de", "it": "amazon.it", "es": "amazon.es"}
_HOMES = {"en": "US", "fr": "FR", "de": "DE", "it": "IT", "es": "ES"}

Rates = Mapping[str, float]
_SIGNS = ("origin", "variation", "to-order", "one-off", "place", "person", "limits", "by-hand")

MAKERS: Mapping[str, tuple[float, Rates]] = {
    "teller": (
        0.32,
        {
            "told": 0.75, "not": 0.15, "signs": 0.3, "few": 0.5, "days": 0.6, "making": 0.2, "large": 0.05,
            "quick": 0.1, "discount": 0.04, "gtin": 0.03, "title": 0.05,
        },
    ),
    "terse": (
        0.2,
        {
            "told": 0.2, "not": 0.15, "signs": 0.08, "few": 0.35, "days": 0.4, "making": 0.05, "short": 0.8,
            "large": 0.08, "quick": 0.2, "discount": 0.05, "vague": 0.05, "gtin": 0.05,
        },
    ),
    "keyword writer": (
        0.18,
        {
            "told": 0.45, "not": 0.3, "signs": 0.15, "few": 0.4, "days": 0.5, "title": 0.4, "sheet": 0.07,
            "supplier": 0.06, "translated": 0.03, "praise": 0.2, "making": 0.1, "large": 0.1, "quick": 0.2,
            "discount": 0.1, "gtin": 0.06, "vague": 0.05, "file": 0.03,
        },
    ),
    "batch maker": (
        0.15,
        {
            "told": 0.5, "not": 0.2, "signs": 0.15, "large": 0.4, "quick": 0.4, "stock": 0.03, "making": 0.1,
            "gtin": 0.08, "discount": 0.06, "vague": 0.08, "days": 0.2, "trade": 0.02,
        },
    ),
    "newcomer to the language": (
        0.1,
        {
            "told": 0.45, "not": 0.25, "signs": 0.15, "few": 0.5, "days": 0.5, "translated": 0.08, "supplier": 0.06,
            "title": 0.15, "making": 0.1, "large": 0.05, "quick": 0.15, "gtin": 0.05,
        },
    ),
    "printer on blanks": (
        0.05,
        {
            "told": 0.5, "not": 0.15, "signs": 0.15, "blank": 0.3, "large": 0.15, "quick": 0.3, "discount": 0.06,
            "pod": 0.02,
        },
    ),
}  # fmt: skip
"""Kinds of makers: their share, and how often a listing of theirs shows what."""

RESELLERS: Mapping[str, tuple[float, Rates]] = {
    "careless": (
        0.35,
        {
            "told": 0.02, "not": 0.35, "supplier": 0.55, "sheet": 0.45, "translated": 0.45, "trade": 0.2,
            "stock": 0.25, "title": 0.55, "praise": 0.35, "no-name": 0.25, "file": 0.25, "wholesale": 0.2,
            "large": 0.6, "quick": 0.7, "gtin": 0.25, "discount": 0.2, "signs": 0.02, "vague": 0.25, "few": 0.1,
            "days": 0.1,
        },
    ),
    "polished": (
        0.25,
        {
            "told": 0.07, "not": 0.75, "supplier": 0.2, "sheet": 0.13, "translated": 0.15, "trade": 0.07,
            "stock": 0.18, "title": 0.3, "praise": 0.35, "studio": 0.4, "story": 0.08, "large": 0.45, "quick": 0.55,
            "discount": 0.25, "signs": 0.1, "gtin": 0.12, "file": 0.08, "wholesale": 0.05, "no-name": 0.04,
            "vague": 0.1, "few": 0.2, "days": 0.2, "making": 0.02,
        },
    ),
    "disguised": (
        0.08,
        {
            "told": 0.35, "not": 0.5, "signs": 0.2, "studio": 0.4, "few": 0.3, "days": 0.3, "large": 0.2,
            "quick": 0.25, "supplier": 0.08, "translated": 0.08, "sheet": 0.04, "stock": 0.06, "discount": 0.15,
            "story": 0.06, "title": 0.2, "making": 0.05, "wholesale": 0.04, "gtin": 0.08, "vague": 0.06,
        },
    ),
    "print on demand": (
        0.16,
        {
            "told": 0.03, "not": 0.4, "blank": 0.6, "pod": 0.3, "large": 0.5, "quick": 0.5, "title": 0.4,
            "praise": 0.2, "signs": 0.04, "stock": 0.06, "discount": 0.15, "days": 0.3, "few": 0.05,
        },
    ),
    "importer": (
        0.16,
        {
            "told": 0.04, "not": 0.85, "stock": 0.3, "studio": 0.3, "admission": 0.12, "sheet": 0.1, "large": 0.5,
            "quick": 0.6, "trade": 0.12, "signs": 0.06, "gtin": 0.2, "supplier": 0.1, "title": 0.2, "days": 0.15,
            "few": 0.15,
        },
    ),
}  # fmt: skip
"""Kinds of resellers, likewise."""


@dataclass(frozen=True, slots=True)
class Shop:
    """A made-up shop."""

    name: str
    factory: bool
    """Whether it sells what was made in a factory."""
    kind: str
    language: str
    voice: str
    listings: tuple[Listing, ...]


@cache
def signs(language: str) -> dict[str, dict[str, list[str]]]:
    """Phrases of a language, by side and list."""
    table: dict[str, Any] = tomllib.loads((HERE / "signs.toml").read_text("utf-8"))
    own: dict[str, dict[str, list[str]]] = table[language]
    return own


def make_shops(each: int, listings: int, seed: int = 11) -> list[Shop]:
    """`each` shops of either side in every voice of every language, with about `listings` listings each."""
    chance = Random(seed)
    made: list[Shop] = []
    for language in LANGUAGES:
        for voice in voices(language):
            for factory in (False, True):
                for _ in range(each):
                    made.append(_shop(len(made), factory, language, voice, listings, chance))
    return made


def _shop(number: int, factory: bool, language: str, voice: str, listings: int, chance: Random) -> Shop:
    kinds = RESELLERS if factory else MAKERS
    (kind,) = chance.choices(list(kinds), [share for share, _ in kinds.values()])
    # Shops of a kind differ: each rate is drawn around that of its kind.
    rates = {key: chance.betavariate(1.5 + 6 * rate, 1.5 + 6 * (1 - rate)) if rate > 0.15 else rate
             for key, rate in kinds[kind][1].items()}  # fmt: skip
    every = list(crafts(language))
    own = chance.sample(every, chance.choice((3, 5, 8)) if factory else chance.choice((1, 1, 1, 2)))
    if kind in ("print on demand", "printer on blanks"):
        own = ["printing"]
    house = _House(_name(chance), language, voice, chance)
    count = max(3, listings + chance.randint(-3, 3))
    made = tuple(_listing(f"{number}-{at}", house, chance.choice(own), rates, factory, chance) for at in range(count))
    return Shop(f"shop {number}", factory, kind, language, voice, made)


def _name(chance: Random) -> str:
    parts = chance.sample(("al", "bri", "cor", "den", "el", "fo", "gla", "hu", "is", "jo", "ka", "li", "mo", "nu"), 3)
    return "".join(parts).capitalize()


class _House:
    """What every listing of a shop repeats: its name, two sentences, its country."""

    def __init__(self, name: str, language: str, voice: str, chance: Random) -> None:
        self.name, self.language, self.voice = name, language, voice
        neutral = signs(language)["neutral"]["neutral"]
        plain = [one for one in neutral if "{" not in one]
        self.sentences = [f"{name} {_name(chance)}. {one}" for one in chance.sample(plain, 2)]
        self.country = _HOMES[language] if chance.random() < 0.6 else ""


def _listing(sku: str, house: _House, craft: str, rates: Rates, factory: bool, chance: Random) -> Listing:
    language = house.language
    told = signs(language)
    values = slots(language, craft, chance)

    def happens(key: str) -> bool:
        return chance.random() < rates.get(key, 0.0)

    def phrase(side: str, key: str) -> str:
        return fill(chance.choice(told[side][key]), values, language)

    def say(kind: str) -> str:
        return sentence(language, house.voice, craft, kind, chance).text

    body = [say("filler"), phrase("neutral", "neutral")]
    if happens("told"):
        body += [say("told") for _ in range(chance.choice((1, 1, 2)))]
    if happens("not"):
        body += [say("not" if factory else "idle") for _ in range(chance.choice((1, 1, 2)))]
    if chance.random() < 0.3:
        body.append(say("either"))
    for key in ("supplier", "sheet", "translated", "trade", "stock", "blank", "admission", "story", "praise"):
        if happens(key):
            body += [phrase("trade", key) for _ in range(2 if key in ("supplier", "translated") else 1)]
    if happens("studio"):
        body.append(phrase("trade", "place"))
    body += [phrase("maker", key) for key in _SIGNS if happens("signs")]
    if happens("short"):
        body = chance.sample(body, min(2, len(body)))
    if chance.random() < 0.8:
        body += house.sentences
    chance.shuffle(body)
    cut = len(body) // 2 if chance.random() < 0.4 else len(body)
    title = phrase("trade", "title") if happens("title") else phrase("neutral", "title")
    texts = {"title": title, "description": " ".join(body[:cut]) or body[0]}
    texts |= {f"bullet.{at}": one for at, one in enumerate(body[cut : cut + 5], 1)}
    return Listing(
        f"S{sku}", texts, _images(rates, chance), _facts(house, rates, factory, chance), STORES[language], language,
        columns=frozenset({"brand", "quantity"}),
    )  # fmt: skip


def _facts(house: _House, rates: Rates, factory: bool, chance: Random) -> dict[str, str]:
    def happens(key: str) -> bool:
        return chance.random() < rates.get(key, 0.0)

    price = chance.choice((12, 18, 24, 39, 65)) - (0.01 if chance.random() < (0.7 if factory else 0.4) else 0)
    facts = {"price": f"{price:.2f}", "brand": "NoName" if happens("no-name") else house.name}
    if chance.random() < 0.1:
        facts["brand"] = "Generic"
    if happens("large"):
        facts["quantity"] = str(chance.choice((120, 250, 400, 999, 5000)))
    elif happens("few"):
        facts["quantity"] = str(chance.choice((1, 1, 2, 3)))
    elif chance.random() < 0.7:
        facts["quantity"] = str(chance.choice((5, 8, 12, 25, 60)))
    if happens("quick"):
        facts["production_days"] = str(chance.choice((1, 2)))
    elif happens("days"):
        facts["production_days"] = str(chance.choice((3, 5, 7, 14, 21)))
    if happens("discount"):
        facts |= {"list_price": f"{price * 4:.2f}", "sale_price": facts["price"]}
    if happens("pod"):
        facts["manufacturer"] = chance.choice(("Printful", "Printify"))
    if happens("gtin"):
        facts["gtin"] = f"69{chance.randrange(10**11):011}"
    if happens("vague"):
        facts["colour"] = chance.choice(("Style 3", "Color 2", "A-12"))
    if house.country:
        facts["seller.country"] = house.country
    return facts


def _images(rates: Rates, chance: Random) -> tuple[ImageRef, ...]:
    names = [f"IMG_{chance.randrange(9999):04}.jpg" for _ in range(chance.choice((2, 3, 5)))]
    if chance.random() < rates.get("file", 0.0):
        names.append(chance.choice(("size_chart.jpg", "主图01.jpg", "detail-img-03.jpg", "bowl_640x640.jpg")))
    if chance.random() < rates.get("wholesale", 0.0):
        names[0] = f"https://ae01.alicdn.com/kf/HTB1{chance.randrange(10**12)}.jpg"
    if chance.random() < rates.get("making", 0.0):
        names.append(chance.choice(("making-of-2.jpg", "atelier.jpg", "wheel.jpg", "IMG_tools.jpg", "me-at-work.jpg")))
    return tuple(ImageRef(name, "main" if not at else f"other.{at}") for at, name in enumerate(names))


def texts_of(shops: Sequence[Shop]) -> list[str]:
    """The words of every listing, shop by shop."""
    return ["\n".join(one.texts.values()) for shop in shops for one in shop.listings]
