"""Do spaCy's pipelines tell roles as well as `roles`? Blank tokenisers, rules over tokens and a trained component.

`python -m training.rights.pipelines` (some minutes) fits both to the part `train` and judges the part `tune`.
A pipeline sees the sentence around a name, with the kind of the name in the name's place: `textcat` with a bag of words
and neighbours, then with spaCy's ensemble of that bag and a convolutional network over hashed words. With rules, a
component in front of it writes what connectors and families of words say of each side as further words, so that it is
told what the regression is told. The Japanese tokeniser of spaCy wants SudachiPy; here Japanese is cut into letters.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from typing import Any

from handmade_lint.connectors import Surroundings, signs
from handmade_lint.contexts import tokens
from handmade_lint.families import families_in, families_of

from .model import MUST_FLAG, ROLES, around, fit, needs_leave, probabilities, temperature
from .sentences import LANGUAGES, Sentence, read
from .train import LEAST, MISS_COST

_EPOCHS = {"spacy.TextCatBOW.v3": 12, "spacy.TextCatEnsemble.v2": 12}
_BATCH = 64
_SEED = 20261124
_NEAR = 80
"""Characters on either side of the name that a pipeline reads."""


def main() -> None:
    """Fit each way to train, and print how it judges tune."""
    import numpy

    sentences = read()
    train, tune = ([one for one in sentences if one.part == part] for part in ("train", "tune"))
    print(f"fitted to {len(train)} sentences, judged on {len(tune)}; line {1 / (1 + MISS_COST):.2f}")
    began = time.perf_counter()
    model = fit(train, 0.5, LEAST)
    fitted = time.perf_counter()
    scores = model.scores(tune)
    _tell("logistic regression of the package", scores, tune, fitted - began, time.perf_counter() - fitted)
    for architecture in _EPOCHS:
        for ruled in (False, True):
            began = time.perf_counter()
            judge = _train(train, architecture, ruled)
            fitted = time.perf_counter()
            chances = judge(tune)
            name = f"{architecture}{' behind rules' if ruled else ''}"
            _tell(name, numpy.log(chances + 1e-9), tune, fitted - began, time.perf_counter() - fitted)


def _tell(name: str, scores: Any, rows: Sequence[Sentence], fitting: float, judging: float) -> None:
    import numpy

    at = numpy.array([ROLES.index(one.role) for one in rows])
    must = numpy.array([one.role in MUST_FLAG for one in rows])
    told = probabilities(scores, temperature(scores, rows))
    chances = needs_leave(told)
    line = 1 / (1 + MISS_COST)
    loss = -numpy.log(told[range(len(at)), at] + 1e-12).mean()
    equal = numpy.quantile(chances[must], 0.05)
    print(
        f"{name}: log loss {loss:.3f}, right {(told.argmax(axis=1) == at).mean():.3f}, recall "
        f"{(chances[must] >= line).mean():.3f}, innocent flagged {(chances[~must] >= line).mean():.3f} "
        f"({(chances[~must] >= equal).mean():.3f} at a recall of 0.95); fitted in {fitting:.0f} s, "
        f"{1e6 * judging / len(rows):.0f} us a name",
        flush=True,
    )


def _train(rows: Sequence[Sentence], architecture: str, ruled: bool) -> Callable[[Sequence[Sentence]], Any]:
    """One `textcat` of all languages over the blank tokeniser of each."""
    import numpy
    import spacy
    from spacy.training import Example
    from thinc.api import fix_random_seed

    fix_random_seed(_SEED)
    blank = {language: spacy.blank(language) for language in LANGUAGES if language != "ja"}
    nlp = spacy.blank("xx")
    bag: dict[str, Any] = {
        "@architectures": "spacy.TextCatBOW.v3", "exclusive_classes": True, "ngram_size": 2,
        "no_output_layer": False, "length": 262144, "nO": None,
    }  # fmt: skip
    model = bag
    if architecture != bag["@architectures"]:
        model = {"@architectures": architecture, "linear_model": bag, "nO": None}
        model["tok2vec"] = {
            "@architectures": "spacy.Tok2Vec.v2",
            "embed": {
                "@architectures": "spacy.MultiHashEmbed.v2", "width": 64, "rows": [2000, 1000, 1000],
                "attrs": ["NORM", "PREFIX", "SUFFIX"], "include_static_vectors": False,
            },
            "encode": {
                "@architectures": "spacy.MaxoutWindowEncoder.v2", "width": 64, "window_size": 1, "maxout_pieces": 3,
                "depth": 2,
            },
        }  # fmt: skip
    textcat = nlp.add_pipe("textcat", config={"model": model})
    for role in ROLES:
        textcat.add_label(role)  # type: ignore[attr-defined, unused-ignore]

    def doc_of(one: Sentence) -> Any:
        from spacy.tokens import Doc

        return Doc(nlp.vocab, words=list(_words(around(one), blank, ruled)))

    examples = [Example.from_dict(doc_of(one), {"cats": {role: one.role == role for role in ROLES}}) for one in rows]
    optimizer = nlp.initialize(lambda: examples[:200])
    chance = random.Random(_SEED)
    for _ in range(_EPOCHS[architecture]):
        chance.shuffle(examples)
        for at in range(0, len(examples), _BATCH):
            nlp.update(examples[at : at + _BATCH], sgd=optimizer, drop=0.2)

    def judge(some: Sequence[Sentence]) -> Any:
        docs = list(textcat.pipe(doc_of(one) for one in some))  # type: ignore[attr-defined, unused-ignore]
        return numpy.array([[doc.cats[role] for role in ROLES] for doc in docs])

    return judge


def _words(told: Surroundings, blank: dict[str, Any], ruled: bool) -> list[str]:
    """The words that a pipeline reads: the sentence with the name's kind in place of the name, and what rules say."""

    def cut(text: str) -> list[str]:
        if told.language == "ja":
            return [letter for letter in text if not letter.isspace()]
        return [token.lower_ for token in blank[told.language].make_doc(text) if not token.is_space]

    words = [*cut(told.before[-_NEAR:]), f"NAME-{told.kind or 'unknown'}", *cut(told.after[:_NEAR])]
    if told.ambiguous:
        words.append("EVERYDAY-SMALL" if told.written == told.written.lower() else "EVERYDAY")
    if ruled:
        words += [f"{role}-{side}" for role, side, _ in signs(told)]
        for sign, text in (("<", told.before), (">", told.after)):
            if told.language == "ja":
                words += [f"{sign}{family}" for _, family in families_in(text[:12] if sign == ">" else text[-12:])]
            else:
                side = tokens(text)[:6] if sign == ">" else tokens(text)[-6:]
                words += [f"{sign}{family}" for word in side for family in families_of(word)]
    return words


if __name__ == "__main__":
    main()
