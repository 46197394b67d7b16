"""Names of others in any spelling: found with exact spans, and never inside of innocent words."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handmade_lint.disguises import skeleton
from handmade_lint.names import AMBIGUOUS, COLUMNS, FOLDER, Mention, files, key_of, known, mentions, read, stirs
from handmade_lint.twins import latin, letters

KINDS = {
    "luxury", "consumer", "character", "world", "film", "game", "music", "team", "artist", "designer", "university",
    "material-mark", "certificate", "word-mark",
}  # fmt: skip


def said(text: str, language: str = "en") -> list[tuple[str, str, str]]:
    """What stands in a text: as written, as the table has it, how disguised."""
    return [(text[one.start : one.end], one.name, one.evasive) for one in mentions(text, language)]


@pytest.mark.parametrize(
    ("text", "language", "written", "name", "how"),
    [
        ("D1sney princess", "en", "D1sney princess", "Disney", "leet"),
        ("a H.a.r.r.y P0tter wand", "en", "H.a.r.r.y P0tter", "Harry Potter", "spaced"),
        ("Louis Vuiton tote", "en", "Louis Vuiton", "Louis Vuitton", "dropped"),
        ("for Bluey fans", "en", "Bluey", "Bluey", ""),
        ("Sac Louis Vuitton", "fr", "Louis Vuitton", "Louis Vuitton", ""),
        ("Dіsnеy Tasse", "de", "Dіsnеy", "Disney", "homoglyph"),
        ("in stile G u c c i", "it", "G u c c i", "Gucci", "spaced"),
        ("taza pokem0n", "es", "pokem0n", "Pokémon", "leet"),
        ("ディズニー風", "ja", "ディズニー", "Disney", ""),
        ("#harrypotterfan", "en", "harrypotterfan", "Harry Potter", "joined"),
        ("#starwars lamp", "en", "starwars", "Star Wars", "hashtag"),
        ("Svvarovski", "en", "Svvarovski", "Swarovski", "join"),
        ("Swarvoski", "en", "Swarvoski", "Swarovski", "misspelt"),
        ("Gucccci", "en", "Gucccci", "Gucci", "doubled"),
        ("Dis\u200bney", "en", "Dis\u200bney", "Disney", "spaced"),
        ("D*sney", "en", "D*sney", "Disney", "leet"),
        ("ⒹⒾⓈⓃⒺⓎ", "en", "ⒹⒾⓈⓃⒺⓎ", "Disney", "homoglyph"),
        ("disneyprinzessin", "de", "disneyprinzessin", "Disney", "joined"),
        ("Poke\u0301mon", "en", "Poke\u0301mon", "Pokémon", ""),
        ("Spider-Man", "en", "Spider-Man", "Spider-Man", ""),
        ("Lilo & Stitch", "en", "Lilo & Stitch", "Lilo & Stitch", ""),
        ("Dr. Seuss", "en", "Dr. Seuss", "Dr. Seuss", ""),
    ],
)
def test_found(text: str, language: str, written: str, name: str, how: str) -> None:
    assert said(text, language) == [(written, name, how)]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Apple-wood bowl, a gap in the lid; guess the frozen berries", "en"),
        ("Cross stitch markers, up to ten cars, a coach, pink target, vans", "en"),
        ("Delicate lace, a channel cut by hand, a beetle, the metallic thread", "en"),
        ("Red cross stitch kit, precious moments of calm, kindle the fire", "en"),
        ("Sizes S M L XL; steps A B C D; 12cm x 30cm, 100% cotton, 4you, h2o", "en"),
        ("Leggo i libri, lego i fogli; la barca; messi a mano; un lavello", "it"),
        ("La nasa es una trampa; legó su taller; un hilo desigual", "es"),
        ("Un hublot de bateau, une clinique, une pièce en bois, des poussettes", "fr"),
        ("Ein Zwilling, das Kartell, über den Tisch, mehr als Wolle", "de"),
        ("star, wars. Harry, Potter's wheel", "en"),
    ],
)
def test_everyday_words_are_no_names(text: str, language: str) -> None:
    assert said(text, language) == []


def test_an_everyday_word_counts_with_a_capital_that_is_not_due() -> None:
    assert said("Painted on a Ford truck")[0][1] == "Ford"
    assert said("They ford the river") == []
    assert said("Ford the river") == []
    assert mentions("Painted on a Ford truck", "en")[0].ambiguous


@given(
    st.sampled_from(["Disney", "Harry Potter", "Louis Vuitton", "Swarovski"]),
    st.text(max_size=12),
    st.text(max_size=12),
)
def test_spans_are_those_of_the_text(name: str, before: str, after: str) -> None:
    text = f"{before} . {name} . {after}"
    start = len(before) + 3
    found = [one for one in mentions(text, "en") if one.start < start + len(name) and start < one.end]
    assert any(one.name == name for one in found)
    assert all(0 <= one.start < one.end <= len(text) for one in mentions(text, "en"))


@given(st.text(max_size=60), st.sampled_from(["en", "fr", "de", "it", "es", "ja", ""]))
def test_any_text_is_borne(text: str, language: str) -> None:
    found = mentions(text, language)
    assert all(isinstance(one, Mention) for one in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


@given(st.sampled_from(["Gucci", "Hogwarts", "Nintendo", "Pikachu"]), st.sampled_from(" .-_~"))
def test_letters_apart(name: str, sign: str) -> None:
    text = f"one {sign.join(name)} mug"
    assert said(text) == [(sign.join(name), known(name).name, "spaced")]  # type: ignore[union-attr]


def test_a_text_that_mentions_one_stirs() -> None:
    from handmade_lint.lexicon import folded

    for text in ("D1sney", "Louis Vuiton", "G u c c i", "#starwars", "$warovski", "Dis\u200bney"):
        assert stirs(folded(text)), text
    assert not stirs(folded("An oak bowl, turned by hand"))


def test_the_tables() -> None:
    names = [one for path in files() for one in read(path)]
    assert {path.stem for path in files()} == KINDS
    assert len(names) >= 12_000
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < 2_000_000
    assert all(key_of(one.name) or not one.name.isascii() for one in names)
    assert all(unicodedata.is_normalized("NFC", one.name) for one in names)
    assert all(word.isdigit() and 1 <= int(word) <= 45 for one in names for word in one.goods)
    assert all(one.source for one in names)


def test_a_broken_table_says_where(tmp_path) -> None:
    path = tmp_path / "luxury.tsv"
    path.write_text("\t".join(COLUMNS) + "\nGucci\tonly two\n", "utf-8")
    with pytest.raises(ValueError, match=r"luxury.tsv, line 2: 2 columns"):
        list(read(path))


def test_known() -> None:
    name = known("louis vuitton")
    assert name is not None and name.kind == "luxury" and "18" in name.goods and not name.ambiguous
    assert known("Ford").ambiguous  # type: ignore[union-attr]
    assert known("an oak bowl") is None
    assert AMBIGUOUS == "a"


def test_twins() -> None:
    assert "disney" in latin("dіsnеy")
    assert latin("диван") == []
    assert "disney" in letters("d1sney")
    assert skeleton("rnickey") == "mickey"
    assert skeleton("vvoollen") == "wolen"
