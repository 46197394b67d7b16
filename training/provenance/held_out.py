"""Scores of listings and shops by models that saw neither the shop nor the voice, and the naive way beside them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from .evidence import Rows, fit_weights, reread
from .reader import Reader, fit, labelled
from .shops import Shop
from .texts import Sentence

SENTENCES = 60
"""Sentences of each voice and kind that a reader is fitted to."""
STRENGTH = 0.3


@dataclass(frozen=True)
class Scores:
    """Held-out scores: log-odds at even odds, not yet calibrated."""

    listings: Any
    weights: Any
    """(folds, signals)."""

    def shops(self, rows: Rows) -> Any:
        """The mean of each shop's listings."""
        return np.bincount(rows.shop, self.listings) / np.maximum(np.bincount(rows.shop), 1)


def readers_by_voice(corpus: Sequence[Sentence]) -> dict[str, Reader]:
    """A reader for each voice that has seen all others."""
    names = sorted({one.voice for one in corpus})
    learnt = labelled(corpus)
    return {name: fit([one for one in learnt if one.voice != name], strength=STRENGTH) for name in names}


def voice_out(rows: Rows, readers: dict[str, Reader] | None, without: Sequence[str] = ()) -> Scores:
    """Hold out one voice after another, in all languages, with the shops that write in it.

    Args:
        rows: listings as signals.
        readers: for each voice the reader that has not seen it; None takes the rows as they were read.
        without: signals that are left out.
    """
    scores, weights = np.zeros(len(rows.factory)), []
    for voice in sorted(set(rows.voice)):
        out = rows.voice == voice
        read = reread(rows, readers[voice]) if readers else rows
        found, intercept = fit_weights(read.part(~out), without)
        scores[out] = read.held[out] @ found + intercept
        weights.append(found)
    return Scores(scores, np.array(weights))


def shop_out(rows: Rows, folds: int = 0, without: Sequence[str] = ()) -> Scores:
    """Hold out one shop after another, or with `folds` so many groups of shops."""
    scores, weights = np.zeros(len(rows.factory)), []
    count = int(rows.shop.max()) + 1
    fold_of = np.random.default_rng(5).permutation(count) % (folds or count)
    for fold in range(folds or count):
        out = fold_of[rows.shop] == fold
        found, intercept = fit_weights(rows.part(~out), without)
        scores[out] = rows.held[out] @ found + intercept
        weights.append(found)
    return Scores(scores, np.array(weights))


def naive(texts: Sequence[str], factory: Any, groups: Any | None) -> Any:
    """TF-IDF and logistic regression, scored in five folds: random ones, or with `groups` whole groups held out."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import GroupKFold, StratifiedKFold, cross_val_predict
    from sklearn.pipeline import make_pipeline

    model = make_pipeline(TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, min_df=2), LogisticRegression(C=10))
    split: Any = StratifiedKFold(5, shuffle=True, random_state=0)
    if groups is not None:
        split = GroupKFold(min(5, len(set(groups))))
    return cross_val_predict(model, list(texts), factory, groups=groups, cv=split, method="predict_proba")[:, 1]


def auc(factory: Any, scores: Any) -> float:
    """Area under the ROC curve."""
    from sklearn.metrics import roc_auc_score

    return float(roc_auc_score(factory, scores))


def of_shops(shops: Sequence[Shop], told: Callable[[Shop], Any]) -> Any:
    """One value a shop."""
    return np.array([told(shop) for shop in shops])
