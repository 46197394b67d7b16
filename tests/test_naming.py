"""Names of others and the part they play; countries; prices."""

from __future__ import annotations

import pytest

from handmade_lint.countries import country
from handmade_lint.figures import price
from handmade_lint.listing import Listing
from handmade_lint.naming import named
from handmade_lint.subjects import Text, within_own_name

WORLDS = ["fictional-worlds"]


def text(value: str, language: str = "en", field: str = "title", **facts: str) -> Text:
    """A text of a listing."""
    told = {key.replace("__", "."): fact for key, fact in facts.items()}
    return Text(Listing("A", {field: value}, facts=told, language=language), field, value)


@pytest.mark.parametrize(
    ("value", "language", "parts"),
    [
        ("Hogwarts candle", "en", ["plain"]),
        ("Candle for Harry Potter", "en", ["plain"]),
        ("Doll dress for Barbie", "en", ["fits"]),
        ("Sticker for Barbie fans", "en", ["plain"]),
        ("Dress that fits Barbie dolls", "en", ["fits"]),
        ("Bag made from Disney cotton", "en", ["material"]),
        ("Sac cousu en tissu Disney", "fr", ["material"]),
        ("Sac Disney", "fr", ["plain"]),
        ("Kleid für Barbie", "de", ["fits"]),
        ("Tasche aus Disney Stoff", "de", ["material"]),
        ("Vestito per Barbie", "it", ["fits"]),
        ("Bolsa de tela Disney", "es", ["material"]),
        ("Doll dress for Barbie. A Barbie dream", "en", ["plain"]),
        ("ディズニーのポーチ", "ja", ["plain"]),
        ("Dragon candle", "en", []),
    ],
)
def test_the_part_of_a_name(value: str, language: str, parts: list[str]) -> None:
    """Fitted, material or plain; each name once, at its gravest place."""
    assert [one.part for one in named(text(value, language), WORLDS)] == parts


def test_own_and_licensed_names_are_not_told() -> None:
    """The brand column, the profile's names, and a licence that names it or begins with it."""
    assert not named(text("Moana and Maui print", brand="Moana and Maui"), WORLDS)
    assert not named(text("Hogwarts candle", seller__licences="Hogwarts: 2026"), WORLDS)
    assert not named(text("Disney Frozen candle", seller__licences="Disney (2026-1)"), WORLDS)
    assert not named(text("Lego box", seller__own_brands="Oak\nLego"), WORLDS)
    assert named(text("Hogwarts candle", seller__licences="Disney"), WORLDS)


def test_gravity() -> None:
    """Own list and description soften by one step each; fitting is a note."""
    (plain,) = named(text("Hogwarts candle"), WORLDS)
    (told,) = named(text("Hogwarts candle", field="description"), WORLDS)
    (own,) = named(text("Hufflepuff scarf"), WORLDS)
    (fits,) = named(text("Dress for Barbie"), WORLDS)
    assert [one.severity("error") for one in (plain, told, own, fits)] == ["error", "warning", "warning", "info"]
    assert fits.says("x").startswith("'Barbie' tells what the thing fits")


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("China", "CN"), ("cn", "CN"), ("Made in China", "CN"), ("Chine", "CN"), ("Royaume-Uni", "GB"),
        ("Deutschland", "DE"),
        ("日本", "JP"), ("U.S.A.", "US"), ("Oakland", ""), ("", ""),
    ],
)  # fmt: skip
def test_country(value: str, code: str) -> None:
    """Codes and names in six languages."""
    assert country(value) == code


@pytest.mark.parametrize(
    ("value", "amount"),
    [
        ("12", 12.0), ("12,5", 12.5), ("1.299,00 €", 1299.0), ("$1,299", 1299.0), ("1 299,90", 1299.9),
        ("1'200.50", 1200.5),
        ("￥3,000", 3000.0), ("free", None), ("12.", 12.0),
    ],
)  # fmt: skip
def test_price(value: str, amount: float | None) -> None:
    """Cents and thousands."""
    assert price(value) == amount


@pytest.mark.parametrize(
    ("value", "words", "own"),
    [
        ("Messer & Maser Buttermesser", "Messer", True),
        ("Messer & Maser Buttermesser", "Buttermesser", False),
        ("messer & maser, wie immer", "messer", True),
        ("Ein Messer von Maser", "Messer", False),
    ],
)
def test_the_own_name_is_no_claim(value: str, words: str, own: bool) -> None:
    """Only as the whole name."""
    start = value.index(words)
    listing = text(value, brand="Messer & Maser").listing
    assert within_own_name(listing, "title", start, start + len(words)) is own
    assert not within_own_name(listing, "brand", 0, 6)


def test_a_name_of_one_word_stands_in_the_same_letters() -> None:
    """A maker called Sale may not hold one."""
    listing = text("Sale: now on sale", brand="Sale").listing
    assert within_own_name(listing, "title", 0, 4)
    assert not within_own_name(listing, "title", 13, 17)


@pytest.mark.parametrize(
    "value",
    [
        'A box that says "Write me"',
        "Gravé « Write me »",
        "„Write me“ steht darauf",
        "‘Write me’, it says",
        "「Write me」",
    ],
)
def test_what_is_written_on_the_goods(value: str) -> None:
    """A few words between quotation marks."""
    start = value.index("Write me")
    assert text(value).inscribed(start, start + 8)
    assert not text(f"Write me about {value}").inscribed(0, 8)
