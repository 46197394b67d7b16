"""python -m training.provenance: makes models/process and models/provenance, and their cards, anew."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from handmade_lint.weighing import GROUPS
from handmade_lint.weighing import MOST as TOTAL
from handmade_lint.weights import card, numbers

from .evidence import MOST, PRIOR, SIGNALS, TIGHT, calibrate, fit_weights, gather
from .held_out import SENTENCES, STRENGTH, auc, of_shops, readers_by_voice, voice_out
from .reader import fit, labelled
from .shops import make_shops
from .texts import corpus, every_voice

MODELS = Path(__file__).parents[2] / "models"
EACH, LISTINGS = 5, 10
SHOP_SEED = 11
SHOP_SPREAD = 0.7
"""How far off, in log-odds, a shop's score may be however many listings it has; set by hand."""
LOOK, STRONG = 0.30, 0.80
ON_CATALOGUE = 0.8
"""What a rule on the catalogue weighs for the shop: set by hand, since made-up shops are too small to show it."""

DATA = (
    "Synthetic throughout: sentences, shops and the rates at which they show signals were written for this purpose "
    "(training/provenance). No text of a real shop, and no outside label, went into it."
)


def main() -> None:
    """Fit, calibrate, write."""
    sentences = corpus(SENTENCES)
    learnt = labelled(sentences)
    reader = fit(learnt, strength=STRENGTH)
    _write(
        "process",
        {"intercept": reader.intercept, "weights": reader.weights},
        {
            "what": "Whether a sentence tells how its writer makes the thing: logistic regression (L1) on single tags, "
            "pairs and threes of tags (handmade_lint/process.py).",
            "inputs": "the tags of a sentence in en, fr, de, it or es",
            "output": "0 to 1",
            "data": f"{len(learnt)} sentences in {len(every_voice())} voices. {DATA}",
        },
    )
    readers = readers_by_voice(sentences)
    shops = make_shops(EACH, LISTINGS, SHOP_SEED)
    rows = gather(shops)
    held = voice_out(rows, readers)
    scale, shift = calibrate(held.listings, rows.factory)
    weights, intercept = fit_weights(rows)
    folds = len(held.weights)
    spread = np.sqrt((folds - 1) / folds * ((held.weights - held.weights.mean(0)) ** 2).sum(0)) * scale
    factory = of_shops(shops, lambda shop: shop.factory)
    calibrated = held.listings * scale + shift
    means = np.bincount(rows.shop, np.clip(calibrated, -TOTAL, TOTAL)) / np.bincount(rows.shop)
    shop_scale, shop_shift = calibrate(means, factory)
    shop_scale = min(shop_scale, 2.0)
    _write(
        "provenance",
        {
            "prevalence_of_training": 0.5,
            "intercept": round(intercept * scale + shift, 3),
            "weights": {one: round(float(weight) * scale, 3) for one, weight in zip(SIGNALS, weights, strict=True)},
            "spread": {one: round(float(width), 3) for one, width in zip(SIGNALS, spread, strict=True)},
            "bands": {"look": LOOK, "strong": STRONG},
            "shop": {
                "intercept": round(shop_shift, 3),
                "mean": round(shop_scale, 3),
                "catalogue": ON_CATALOGUE,
                "spread": SHOP_SPREAD,
            },
        },
        {
            "what": "How likely a listing's goods were made in a factory: logistic regression on signals, their signs "
            f"kept, pulled towards weights set by hand (standard deviation {TIGHT}), none above {MOST} in log-odds; "
            "scaled on voices held out (Platt).",
            "inputs": "findings of rules and notes on the maker's side, each once a listing",
            "output": "log-odds at even odds; `weighing.py` adds the prevalence",
            "groups": {group: list(signals) for group, signals in GROUPS.items()},
            "set by hand": PRIOR,
            "bands": "probabilities at the prevalence; `strong` also asks for two kinds of signals",
            "data": f"{len(shops)} shops with {len(rows.factory)} listings, half of them resellers. {DATA}",
            "held out": {
                "listing AUC, voices held out": round(auc(rows.factory, held.listings), 3),
                "shop AUC, voices held out": round(auc(factory, means), 3),
            },
            "what it does not show": "how it fares with real shops: nobody has published labelled ones "
            "(docs/limits.md).",
        },
    )


def _write(name: str, weights: Mapping[str, Any], about: Mapping[str, Any]) -> None:
    folder = MODELS / name
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(weights, indent=1, ensure_ascii=False) + "\n"
    (folder / "weights.json").write_text(text, "utf-8")
    digest = hashlib.sha256(text.encode()).hexdigest()
    told = {
        "name": name,
        **about,
        "made by": "python -m training.provenance",
        "licence": "Apache-2.0, as the package",
        "files": {"weights.json": digest},
    }
    (folder / "card.json").write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", "utf-8")
    card.cache_clear()
    numbers.cache_clear()


if __name__ == "__main__":
    main()
