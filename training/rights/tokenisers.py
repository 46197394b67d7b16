"""Does spaCy earn a place? The same features over its blank tokenisers and over ours, judged on the part tune.

`python -m training.rights.tokenisers` (a minute or two). Japanese is left as it is: its tokeniser wants SudachiPy, and
the features of Japanese are runs of letters.
"""

from __future__ import annotations

import time
from unittest.mock import patch

from handmade_lint import contexts

from .model import ROLES, fit, own_features, probabilities, temperature
from .sentences import Sentence, read


def main() -> None:
    """Fit to train twice, and print how both judge tune."""
    import numpy

    began = time.perf_counter()
    import spacy

    print(f"spaCy imported in {time.perf_counter() - began:.2f} s")
    blank = {language: spacy.blank(language) for language in ("en", "fr", "de", "it", "es")}
    own = contexts.tokens

    def features(sentence: Sentence) -> set[str]:
        if sentence.language == "ja":
            return own_features(sentence)
        cut = blank[sentence.language].make_doc

        def tokens(text: str) -> list[str]:
            return [token.lower_ for token in cut(text) if not token.is_space]

        with patch.object(contexts, "tokens", tokens):
            return own_features(sentence)

    sentences = read()
    train, tune = ([one for one in sentences if one.part == part] for part in ("train", "tune"))
    at = numpy.array([ROLES.index(one.role) for one in tune])
    for name, make in (("own", own_features), ("spaCy", features)):
        scores = fit(train, 2.0, 3, make).scores(tune)
        told = probabilities(scores, temperature(scores, tune))
        loss = -numpy.log(told[range(len(at)), at]).mean()
        right = (told.argmax(axis=1) == at).mean()
        print(f"tokens of {name}: log loss {loss:.3f}, right {right:.3f} of {len(tune)} sentences of tune")
    assert contexts.tokens is own


if __name__ == "__main__":
    main()
