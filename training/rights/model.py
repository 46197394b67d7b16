"""The role model: sentences to features, features to a logistic regression, and what it says of unseen sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from handmade_lint.connectors import Surroundings, surroundings
from handmade_lint.contexts import features

from .sentences import Sentence

ROLES = ("certified", "compatible", "component", "look_alike", "ordinary_word", "place_or_style", "subject")
"""Roles that words decide; own_brand and licensed are told by the profile, evasive by the spelling."""
MUST_FLAG = frozenset(("look_alike", "subject"))

HAND = 3.0
"""What a sentence written by hand weighs: a shape comes filled with several names."""

Features = Callable[[Sentence], set[str]]


def around(sentence: Sentence) -> Surroundings:
    """The name of a sentence in its surroundings."""
    start, end = sentence.span
    told = sentence.language, sentence.kind
    goods = tuple(sentence.goods.split())
    return surroundings(sentence.plain, start, end, *told, ambiguous=sentence.everyday, goods=goods)


def own_features(sentence: Sentence) -> set[str]:
    """The features that the package makes."""
    return features(around(sentence))


@dataclass(frozen=True)
class Model:
    """A fitted regression."""

    names: dict[str, int]
    """Features that it knows, and their numbers."""
    regression: Any
    features: Features

    def scores(self, rows: Sequence[Sentence]) -> Any:
        """What each role scores, before it is made a probability: rows x ROLES."""
        return self.regression.decision_function(_matrix([self.features(one) for one in rows], self.names))


def fit(rows: Sequence[Sentence], c: float, least: int, make: Features = own_features) -> Model:
    """Fit to sentences; features that fewer than `least` of them have are left out."""
    from sklearn.linear_model import LogisticRegression

    made = [make(one) for one in rows]
    counts = Counter(name for some in made for name in some)
    names = {name: number for number, name in enumerate(sorted(one for one, count in counts.items() if count >= least))}
    regression = LogisticRegression(C=c, max_iter=3000, tol=1e-6)
    weights = [HAND if one.voice == "hand" else 1.0 for one in rows]
    regression.fit(_matrix(made, names), [one.role for one in rows], sample_weight=weights)
    assert tuple(regression.classes_) == ROLES
    return Model(names, regression, make)


def _matrix(made: Sequence[set[str]], names: dict[str, int]) -> Any:
    from scipy.sparse import csr_matrix

    columns: list[int] = []
    ends = [0]
    for some in made:
        columns += sorted(names[name] for name in some if name in names)
        ends.append(len(columns))
    return csr_matrix(([1.0] * len(columns), columns, ends), shape=(len(made), len(names)))


def probabilities(scores: Any, temperature: float) -> Any:
    """Scores as probabilities; a temperature over 1 makes them less sure."""
    import numpy

    scaled = scores / temperature
    raised = numpy.exp(scaled - scaled.max(axis=1, keepdims=True))
    return raised / raised.sum(axis=1, keepdims=True)


def temperature(scores: Any, rows: Sequence[Sentence]) -> float:
    """The temperature at which the roles of these sentences are least surprising."""
    import numpy

    at = numpy.array([ROLES.index(one.role) for one in rows])
    tried = [round(0.5 + step * 0.05, 2) for step in range(71)]

    def loss(one: float) -> float:
        return float(-numpy.log(probabilities(scores, one)[range(len(at)), at] + 1e-12).mean())

    return min(tried, key=loss)


def needs_leave(probability: Any) -> Any:
    """The chance of a role that needs the owner's leave, of each row."""
    return probability[:, [ROLES.index(role) for role in sorted(MUST_FLAG)]].sum(axis=1)
