"""Languages of texts: the quick answer never contradicts the slow one, and a telling word is of one language."""

from __future__ import annotations

from collections import Counter

import pytest

from handmade_lint.language import _OWN, FUNCTION_WORDS, guess, speaks

TEXTS = {
    "en": "I turn every bowl on a foot-powered lathe and then oil it with walnut oil from the village mill.",
    "fr": "Je tourne chaque bol dans mon atelier et je le passe ensuite à l'huile de noix avec un vieux drap.",
    "de": "Ich drechsle jede Schale auf der alten Bank und reibe sie dann mit Leinöl ein, das nach Heu riecht.",
    "it": "Tornisco ogni ciotola nella mia bottega e poi la ungo con olio di noci, perché è il legno a chiederlo.",
    "es": "Torneo cada cuenco en el taller y después lo froto con aceite de nuez, porque la madera lo pide.",
    "ja": "一つ一つの器を足踏みろくろで挽き、くるみの油で仕上げています。",
}


@pytest.mark.parametrize("language", TEXTS)
def test_a_sentence_is_in_its_language(language: str) -> None:
    assert guess(TEXTS[language])[0] == language
    for other in FUNCTION_WORDS:
        assert speaks(TEXTS[language], other) == (other == language)


@pytest.mark.parametrize("text", ["", "Oak Bowl", "Bol", "KNOTT 20 cm", "!!!"])
def test_too_little_says_nothing(text: str) -> None:
    assert guess(text)[0] == ""
    assert not any(speaks(text, language) for language in FUNCTION_WORDS)


def test_a_telling_word_is_of_one_language() -> None:
    counted = Counter(word for words in _OWN.values() for word in words)
    assert max(counted.values()) == 1
    for language, words in _OWN.items():
        for other, known in FUNCTION_WORDS.items():
            assert other == language or not words & known
