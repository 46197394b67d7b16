"""Fit the trees that judge lines and pictures, and write the card: python -m training.pictures.overlays.fit.

Needs scikit-learn and rapidocr. Scenes are of the training part, and others than those that the gate learnt from.
"""

from __future__ import annotations

import argparse
import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np

from handmade_lint.measures import laid

from . import judging
from .scenes import MODEL

PASSES = 0.97
"""Share of the pictures with something laid over them that the gate lets through."""
DEPTH = 3


def as_trees(model: Any, missing: Any) -> dict[str, Any]:
    """Boosted trees of scikit-learn, all filled up to one depth."""
    forks, leaves = 2**DEPTH - 1, 2**DEPTH
    told: dict[str, Any] = {"reads": [], "parts": [], "leaves": []}
    for (one,) in model.estimators_:
        tree = one.tree_
        reads, parts, ends = [0] * forks, [0.0] * forks, [0.0] * leaves

        def fill(
            node: int, place: int, tree: Any = tree, reads: Any = reads, parts: Any = parts, ends: Any = ends
        ) -> None:
            if place >= forks:
                ends[place - forks] = round(float(tree.value[node, 0, 0]) * model.learning_rate, 5)
                return
            inner = tree.children_left[node] >= 0
            if inner:
                reads[place], parts[place] = int(tree.feature[node]), float(np.float32(tree.threshold[node]))
            fill(tree.children_left[node] if inner else node, 2 * place + 1)
            fill(tree.children_right[node] if inner else node, 2 * place + 2)

        fill(0, 0)
        told["reads"].append(reads)
        told["parts"].append(parts)
        told["leaves"].append(ends)
    prior = float(model.init_.class_prior_[1])
    start = float(np.log(prior / (1 - prior)))
    return {**told, "start": start, "missing": [round(float(one), 5) for one in missing]}


def fitted(rows: Any, truth: Any, count: int, seed: int, weight: Any = None) -> tuple[Any, Any]:
    """Trees, and what stands for numbers that are missing."""
    from sklearn.ensemble import GradientBoostingClassifier

    missing = np.nan_to_num(np.nanmedian(rows, axis=0))
    model = GradientBoostingClassifier(
        n_estimators=count, max_depth=DEPTH, learning_rate=0.06, subsample=0.7, min_samples_leaf=12, random_state=seed
    )
    model.fit(np.where(np.isnan(rows), missing, rows), truth, sample_weight=weight)
    return model, missing


def main() -> None:
    """Make scenes, fit, write judge.json and card.json."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scenes", type=int, default=240, help="of each sort")
    parser.add_argument("--seed", type=int, default=82)
    parser.add_argument("-o", "--output", type=Path, default=MODEL)
    asked = parser.parse_args()
    told = []
    for number, scene in enumerate(judging.made("train", asked.scenes, asked.seed)):
        told.append(judging.told(scene))
        told[-1].scene = judging.Scene(scene.name, scene.source, None, None)
        if number % 300 == 0:
            print(f"{number} scenes", flush=True)
    rows = np.concatenate([one.rows for one in told])
    truth = np.concatenate([one.truth for one in told])
    owner = np.repeat(np.arange(len(told)), [len(one.truth) for one in told])
    out = np.zeros(len(rows))
    for fold in range(
        3
    ):  # lines judged by trees that did not see their picture: what the trees for pictures learn from
        kept = owner // 3 % 3 != fold
        model, missing = fitted(rows[kept], truth[kept], 150, asked.seed)
        out[~kept] = model.predict_proba(np.where(np.isnan(rows[~kept]), missing, rows[~kept]))[:, 1]
    print(f"lines: {len(rows)}, laid over {truth.mean():.2f}, AUC out of fold {judging.auc(truth, out):.3f}")
    model, missing = fitted(rows, truth, 150, asked.seed)
    best = np.argsort(-model.feature_importances_)[:12]
    print("  " + ", ".join(f"{laid.FEATURES[one]} {model.feature_importances_[one]:.2f}" for one in best))
    line = as_trees(model, missing)
    whole = np.stack([laid.of_picture(one.seen, out[owner == at], one.boxes) for at, one in enumerate(told)])
    over = np.array([one.scene.over for one in told])
    picture, none = fitted(whole, over, 80, asked.seed)
    seen = np.array([[one.glance.whole, one.glance.laid.max()] for one in told])
    limits = np.quantile(seen[over], 1 - PASSES, axis=0)
    stirred = (seen >= limits).any(axis=1)
    _tell("first glance", stirred, over, told)
    rows = np.stack([laid.of_glances(one.glance, one.seen.near, one.seen.outside is not None) for one in told])
    chances = np.zeros(len(told))
    for fold in range(3):
        kept = np.arange(len(told)) // 3 % 3 != fold
        chances[~kept] = fitted(rows[kept], over[kept], 80, asked.seed)[0].predict_proba(rows[~kept])[:, 1]
    least = float(np.quantile(chances[over], 1 - PASSES))
    _tell("second glance", stirred & (chances >= least), over, told)
    glances, nothing = fitted(rows, over, 80, asked.seed)
    asked.output.mkdir(parents=True, exist_ok=True)
    gate = {"whole": round(float(limits[0]), 4), "laid": round(float(limits[1]), 4), "glances": round(least, 4)}
    judge = {
        "gate": gate,
        "glances": as_trees(glances, nothing),
        "line": line,
        "picture": as_trees(picture, none),
    }
    (asked.output / "judge.json").write_text(json.dumps(judge, separators=(",", ":")) + "\n", "utf-8")
    write_card(asked.output, len(told))


def _tell(name: str, passed: Any, over: Any, told: list[judging.Told]) -> None:
    clean = np.array([one.scene.name == "clean" for one in told])
    shares = ", ".join(
        f"{passed[some].mean():.3f} of {word}"
        for word, some in (("overlays", over), ("clean", clean), ("words on things", ~over & ~clean))
    )
    print(f"{name} lets through: {shares}")


def write_card(folder: Path, scenes: int) -> None:
    """The card, with the digests of what lies there now."""
    files = {name: sha256((folder / name).read_bytes()).hexdigest() for name in ("gate.onnx", "judge.json")}
    card = json.loads((Path(__file__).parent / "card.json").read_text("utf-8"))
    told = {"name": "overlays", "version": 1, "files": files, **card}
    told["training"] = told["training"].format(scenes=scenes)
    (folder / "card.json").write_text(json.dumps(told, indent=2, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    main()
