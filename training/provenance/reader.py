"""The craft-process reader's weights: logistic regression on pairs and threes of tags, fitted with scikit-learn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from handmade_lint.process import features, plain_rule

from .texts import Sentence

SEEN = 25
"""Sentences of training in which a feature must stand."""
Features = Callable[[str, str], set[str]]


@dataclass(frozen=True, slots=True)
class Reader:
    """Weights by feature."""

    weights: dict[str, float]
    intercept: float

    def chance(self, text: str, language: str, of: Features = features) -> float:
        """0 to 1 that a sentence tells how its writer makes the thing."""
        total = self.intercept + sum(self.weights.get(name, 0.0) for name in of(text, language))
        return float(1 / (1 + np.exp(-total)))


def labelled(sentences: Iterable[Sentence]) -> list[Sentence]:
    """What can be learnt from: sentences of which somebody can tell."""
    return [one for one in sentences if one.kind != "either"]


def fit(sentences: Sequence[Sentence], *, strength: float = 0.15, of: Features = features) -> Reader:
    """Fit a reader; L1 leaves few weights."""
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    rows = [of(one.text, one.language) for one in sentences]
    counts = Counter(name for row in rows for name in row)
    names = sorted(name for name, count in counts.items() if count >= SEEN)
    place = {name: number for number, name in enumerate(names)}
    at = [(number, place[name]) for number, row in enumerate(rows) for name in row if name in place]
    held = csr_matrix((np.ones(len(at)), tuple(zip(*at, strict=True))), shape=(len(rows), len(names)))
    told = np.array([one.kind == "told" for one in sentences])
    model = LogisticRegression(
        l1_ratio=1.0, C=strength, solver="liblinear", class_weight="balanced", max_iter=500, random_state=0
    )
    model.fit(held, told)
    weights = {
        name: round(float(weight), 3) for name, weight in zip(names, model.coef_[0], strict=True) if abs(weight) > 0.02
    }
    return Reader(weights, round(float(model.intercept_[0]), 3))


def plain(one: Sentence) -> float:
    """What the plain rule says of a sentence."""
    return float(min(plain_rule(one.text, one.language), 1))
