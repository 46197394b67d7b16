"""The joined walk: terms, wildcards, gaps, guards, negation, Japanese, and spans that point into the original."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handmade_lint.lexicon import SIMPLE, Lexicon, Walk, fold
from handmade_lint.lexicon import folded as folded_alone

TABLE = {
    "everywhere": ["en"],
    "en": {
        "sourced": [
            "eco-friendly",
            "only ~ left",
            "free shipping",
            "repel*",
            "buy now",
            "% off",
            "best ~ quality",
            "don't miss",
        ],
        "own": ["green"],
        "guards": ["water repel*", "green linen", "five star ~ quilt"],
    },
    "fr": {"sourced": ["respectueux de l'environnement", "livraison gratuite", "écologique*"]},
    "de": {"sourced": ["gratis dazu", "straße"]},
    "ja": {"sourced": ["送料無料", "エコ"], "own": ["ﾊﾝﾄﾞﾒｲﾄﾞ"]},
    "names": {"sourced": ["Spider-Man"]},
}
WALK = Walk([Lexicon("t", TABLE)])


def found(text: str, language: str = "en") -> list[str]:
    """The matched words, as they stand in the original."""
    return [text[hit.start : hit.end] for hit in WALK.read(text, language).hits(WALK.lexicons["t"])]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("An eco-friendly bowl", "en", ["eco-friendly"]),
        ("An ECO FRIENDLY bowl", "en", ["ECO FRIENDLY"]),
        ("An ecofriendly bowl", "en", ["ecofriendly"]),
        ("An eco_friendly bowl", "en", ["eco_friendly"]),
        ("An eco  friendly bowl", "en", ["eco  friendly"]),
        ("Eco - friendly to all", "en", []),
        ("Kind to moths, eco- friendly", "en", ["eco- friendly"]),
        ("A neco-friendly bowl", "en", []),
        ("eco-friendlyish", "en", []),
        ("Hurry, only 3 left!", "en", ["only 3 left"]),
        ("Only a very few left", "en", ["Only a very few left"]),
        ("only one two three four left", "en", []),
        ("only here. Turn left", "en", []),
        ("It repels moths", "en", ["repels"]),
        ("It is water repellent", "en", []),
        ("green bowl, green linen", "en", ["green"]),
        ("not eco-friendly", "en", []),
        ("never sold with free shipping", "en", []),
        ("Not mine. Eco-friendly", "en", ["Eco-friendly"]),
        ("20 % off today", "en", ["% off"]),
        ("20% off today", "en", ["% off"]),
        ("Don’t miss it", "en", ["Don’t miss"]),
        ("Respectueux de l’environnement", "fr", ["Respectueux de l’environnement"]),
        ("Bol ÉCOLOGIQUES", "fr", ["ÉCOLOGIQUES"]),
        ("Bol E\u0301cologique rond", "fr", ["E\u0301cologique"]),
        ("livraison gratuite", "de", []),
        ("free shipping", "fr", ["free shipping"]),
        ("sans livraison gratuite", "fr", []),
        ("Karte der STRASSE hier", "de", ["STRASSE"]),
        ("Karte der Straße hier", "de", ["Straße"]),
        ("革財布送料無料です", "ja", ["送料無料"]),
        ("ハンドメイドの革財布", "ja", ["ハンドメイド"]),
        ("ＥＣＯ　ＦＲＩＥＮＤＬＹ", "en", ["ＥＣＯ　ＦＲＩＥＮＤＬＹ"]),
        ("A Spiderman mask", "it", ["Spiderman"]),
    ],
)
def test_matching(text: str, language: str, expected: list[str]) -> None:
    """Each kind of term, guard and negation."""
    assert found(text, language) == expected


@given(st.text(max_size=40), st.text(max_size=40))
def test_spans_point_into_the_original(before: str, after: str) -> None:
    """Whatever stands around it, a span holds words that fold to the term."""
    text = f"{before} | livraison gratuite | {after}"
    hits = WALK.read(text, "fr").hits(WALK.lexicons["t"])
    assert any(text[hit.start : hit.end] == "livraison gratuite" for hit in hits)
    for hit in hits:
        assert 0 <= hit.start < hit.end <= len(text)


@given(st.text(max_size=60))
def test_folding_keeps_its_place(text: str) -> None:
    """The map of a folded text rises, and folding what it points at gives the folded characters back."""
    folded, starts = fold(text)
    assert folded == folded_alone(text)
    if starts is None:
        assert len(folded) == len(text)
        return
    assert len(starts) == len(folded) + 1
    assert starts == sorted(starts)
    assert starts[-1] == len(text)
    assert unicodedata.is_normalized("NFKC", folded) or len(folded) > 0


def test_each_simple_character_folds_to_one() -> None:
    """What the quick way takes for simple is: one character for one, the same as NFKC, folding and NFKC make."""
    simple = [letter for letter in map(chr, range(0x110000)) if re.match(f"[{SIMPLE}]", letter)]
    assert len(simple) > 20_000
    for letter in simple:
        slow = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", letter).casefold())
        assert slow == letter.casefold()
        assert len(slow) == 1


def test_a_term_must_begin_with_letters() -> None:
    """A term that begins with a wildcard could match anything."""
    with pytest.raises(ValueError, match="must begin"):
        Walk([Lexicon("bad", {"en": {"sourced": ["* off"]}})])


CONTRAST = Walk(
    [
        Lexicon(
            "c",
            {
                "contrast": True,
                "en": {"own": ["mass produced"]},
                "fr": {"own": ["produit en série"]},
                "de": {"own": ["massenware"]},
                "it": {"own": ["prodotto in serie"]},
                "es": {"own": ["producido en serie"]},
                "ja": {"own": ["大量生産"]},
            },
        )
    ]
)


@pytest.mark.parametrize(
    ("text", "language", "hits"),
    [
        ("Mass produced for a low price", "en", 1),
        ("Instead of something mass produced, buy this", "en", 0),
        ("A world of things that are mass produced. This is mass produced", "en", 1),
        ("Contrairement à ce qui est produit en série", "fr", 0),
        ("Un bol qui est produit en série", "fr", 1),
        ("Statt billiger Massenware", "de", 0),
        ("Günstige Massenware", "de", 1),
        ("A differenza di ciò che viene prodotto in serie", "it", 0),
        ("Lejos de lo que está producido en serie", "es", 0),
        ("大量生産品とは違います", "ja", 0),
        ("大量生産の器です", "ja", 1),
    ],
)
def test_what_is_said_of_other_goods(text: str, language: str, hits: int) -> None:
    """Lexicons with `contrast` leave alone what follows a word of comparison in the same sentence."""
    assert len(CONTRAST.read(text, language).hits(CONTRAST.lexicons["c"])) == hits


NAMES = Walk(
    [Lexicon("n", {"capitals": ["stranger things", "la liga"], "names": {"own": ["stranger things", "la liga"]}})]
)


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("A Stranger Things mug", 1),
        ("STRANGER THINGS mug", 1),
        ("stranger things mug", 1),
        ("Stranger things have happened", 0),
        ("He saw stranger things", 0),
        ("La Liga scarf", 1),
        ("La liga lleva un hilo", 0),
    ],
)
def test_names_of_plain_words_want_capitals(text: str, hits: int) -> None:
    """Unless the whole text has none."""
    assert len(NAMES.read(text, "en").hits(NAMES.lexicons["n"])) == hits


@pytest.mark.parametrize(
    ("text", "language", "hits"),
    [
        ("Mass produced? No, one by one", "en", 0),
        ("Mass produced in a shed? Never", "en", 0),
        ("Mass produced. No refunds", "en", 1),
        ("Produit en série ? Non", "fr", 0),
        ("Massenware? Nein", "de", 0),
        ("Prodotto in serie? No: soffiato", "it", 0),
    ],
)
def test_a_question_that_is_answered_with_no(text: str, language: str, hits: int) -> None:
    """It denies what it asks."""
    assert len(CONTRAST.read(text, language).hits(CONTRAST.lexicons["c"])) == hits
