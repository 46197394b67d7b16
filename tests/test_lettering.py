"""Names of others in words with a place: found over lines, judged by role, told where they stand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handmade_lint.lettering import Box, lettered
from handmade_lint.listing import Listing

TOP: Box = (0.1, 0.1, 0.5, 0.2)
BELOW: Box = (0.2, 0.25, 0.7, 0.35)


def listing(language: str = "en", **facts: str) -> Listing:
    return Listing("A", {}, facts={key.replace("__", "."): value for key, value in facts.items()}, language=language)


@pytest.mark.parametrize(
    ("words", "name", "role"),
    [
        ("Louis Vuitton", "Louis Vuitton", "subject"),
        ("GUCCI inspired", "GUCCI inspired", "look_alike"),
        ("D1sney princess", "D1sney princess", "evasive"),
        ("HOGWARTS candle", "HOGWARTS", "subject"),
    ],
)
def test_a_name_is_told_with_its_role_and_its_place(words: str, name: str, role: str) -> None:
    (found,) = lettered([(words, TOP)], listing())
    assert (found.role.name, found.box) == (role, TOP)
    assert found.name.startswith(name.split()[0])
    assert found.role.why and found.role.clears


@pytest.mark.parametrize("words", ["Oak bowl, 20 cm", "fits iPhone 15", "FROZEN BERRIES", "stitch markers", "", "  "])
def test_innocent_words_are_not_told(words: str) -> None:
    assert lettered([(words, TOP)], listing()) == []


def test_ones_own_brand_and_licences_are_not_told() -> None:
    assert lettered([("Gucci", TOP)], listing(brand="Gucci")) == []
    assert lettered([("HOGWARTS", TOP)], listing(seller__licences="Hogwarts: licence 12")) == []


def test_a_name_may_go_over_two_lines() -> None:
    (found,) = lettered([("HARRY", TOP), ("POTTER wand", BELOW)], listing())
    assert found.name == "HARRY POTTER"
    assert found.box == (0.1, 0.1, 0.7, 0.35)


def test_two_names_are_told_in_order() -> None:
    found = lettered([("Hogwarts", TOP), ("Gryffindor scarf", BELOW)], listing())
    assert [one.box for one in found] == [TOP, BELOW]


@given(st.lists(st.text(max_size=20), max_size=5))
def test_any_words_have_places(words: list[str]) -> None:
    lines = [(one, (0.0, float(at), 1.0, float(at + 1))) for at, one in enumerate(words)]
    for found in lettered(lines, listing()):
        assert found.name in " ".join(words)
        assert 0 <= found.box[1] < found.box[3] <= len(words)
