"""Makes models/rights-role: `python -m training.rights.train`. The same data and libraries give the same weights.

What is chosen (strength of the regularisation, rare features, temperature, threshold) is chosen on the part `tune`; the
weights are then fitted to `train` and `tune` together; the part `test` is looked at by `python -m benchmarks rights`
alone, whose figures the card repeats.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from importlib import metadata
from pathlib import Path
from typing import Any

from handmade_lint import weights

from . import judging
from .model import MUST_FLAG, ROLES, Model, fit, needs_leave, probabilities, temperature
from .sentences import FILE, Sentence, compose, write

FOLDER = Path(__file__).parents[2] / "models" / "rights-role"
STRENGTHS = (0.5, 1.0, 2.0)
LEASTS = (3,)
LEAST_RECALL = 0.95
"""Of what must be flagged: the threshold is the highest that finds this share of the part `tune`, and 0.5 at least."""
_DIGITS = 3


def main() -> None:
    """Write the sentences, choose, fit, and write the weights and the card."""
    sentences = compose()
    write(sentences)
    train = [one for one in sentences if one.part == "train"]
    tune = [one for one in sentences if one.part == "tune"]
    c, least = choose(train, tune)
    first = fit(train, c, least)
    scores = first.scores(tune)
    heat = temperature(scores, tune)
    line = threshold(needs_leave(probabilities(scores, heat)), tune)
    print(f"chosen on {len(tune)} sentences: C {c}, features of {least} and more, temperature {heat}, line {line}")
    final = fit([*train, *tune], c, least)
    FOLDER.mkdir(parents=True, exist_ok=True)
    file = FOLDER / "weights.json"
    file.write_text(_json(layout(final, heat, line)), "utf-8")
    told = {"C": c, "least": least, "temperature": heat, "threshold": line}
    facts = describe(sentences, final, told, file)
    _write_card(facts)
    test = [one for one in sentences if one.part == "test"]
    rule = judging.summary(judging.by_baseline(test))
    facts["judged"] = {"on": "the part test", **judging.summary(judging.by_model(test)), "plain rule": rule}
    _write_card(facts)
    print(f"{file}: {file.stat().st_size:,} bytes, {len(final.names)} features")


def _write_card(facts: dict[str, Any]) -> None:
    (FOLDER / "card.json").write_text(json.dumps(facts, ensure_ascii=False, indent=1) + "\n", "utf-8")
    weights.card.cache_clear()
    weights.numbers.cache_clear()


def choose(train: Sequence[Sentence], tune: Sequence[Sentence]) -> tuple[float, int]:
    """Strength and rare features under which the roles of `tune` are least surprising."""
    import numpy

    at = [ROLES.index(one.role) for one in tune]
    losses: dict[tuple[float, int], float] = {}
    for c in STRENGTHS:
        for least in LEASTS:
            scores = fit(train, c, least).scores(tune)
            told = probabilities(scores, temperature(scores, tune))
            losses[c, least] = float(-numpy.log(told[range(len(at)), at]).mean())
            right = float((told.argmax(axis=1) == numpy.array(at)).mean())
            print(f"  C {c}, features of {least} and more: log loss {losses[c, least]:.3f}, right {right:.3f}")
    return min(losses, key=lambda one: losses[one])


def threshold(chances: Any, rows: Sequence[Sentence]) -> float:
    """The highest chance, in steps of 0.05, at which enough of what must be flagged is; never under 0.5."""
    guilty = [chance for chance, one in zip(chances, rows, strict=True) if one.role in MUST_FLAG]
    steps = [round(step * 0.05, 2) for step in range(19, 9, -1)]
    return next((one for one in steps if sum(chance >= one for chance in guilty) >= LEAST_RECALL * len(guilty)), 0.5)


def layout(model: Model, heat: float, line: float) -> dict[str, Any]:
    """The weights as JSON: by feature, one number for each role."""
    table = model.regression.coef_.T
    features = {name: [round(float(one), _DIGITS) for one in table[number]] for name, number in model.names.items()}
    bias = [round(float(one), _DIGITS) for one in model.regression.intercept_]
    return {"roles": list(ROLES), "bias": bias, "temperature": heat, "threshold": line, "features": features}


def _json(laid: dict[str, Any]) -> str:
    """A feature a line, so that a change can be read."""
    head = {key: value for key, value in laid.items() if key != "features"}
    rows = [f"{json.dumps(name, ensure_ascii=False)}:{json.dumps(row)}" for name, row in laid["features"].items()]
    return json.dumps(head)[:-1] + ', "features": {\n' + ",\n".join(rows) + "\n}}\n"


def describe(sentences: Sequence[Sentence], model: Model, chosen: dict[str, float], file: Path) -> dict[str, Any]:
    """The card, less how the model was judged."""
    counts = Counter((one.part, one.language) for one in sentences)
    roles = Counter((one.part, one.role) for one in sentences)
    return {
        "name": "rights-role",
        "says": "Which role a name of others plays in the sentence of a listing: one of seven, with probabilities.",
        "inputs": "the sentence around a name, its kind and goods, whether it is also an everyday word, the language",
        "outputs": list(ROLES),
        "kind": "multinomial logistic regression over features that a person can read; a number a feature and role",
        "parameters": len(model.names) * len(ROLES) + len(ROLES),
        "languages": ["en", "fr", "de", "it", "es", "ja"],
        "licence": "Apache-2.0",
        "made by": "python -m training.rights.train",
        "made with": {name: metadata.version(name) for name in ("numpy", "scikit-learn", "scipy")},
        "chosen": chosen,
        "data": {
            "source": "training/rights: written for this purpose, as shapes filled with names and by hand",
            "sha256 of sentences.tsv": hashlib.sha256(FILE.read_bytes()).hexdigest(),
            "sentences": {f"{part} {language}": count for (part, language), count in sorted(counts.items())},
            "roles": {f"{part} {role}": count for (part, role), count in sorted(roles.items())},
            "split": "no name and no shape of a sentence stands in two parts (tests/test_roles.py)",
        },
        "files": {file.name: hashlib.sha256(file.read_bytes()).hexdigest()},
        "limits": [
            "The sentences are made up; nobody has published listings with the roles of names marked.",
            "Sentences of the five European languages follow each other's plan: they are not independent witnesses.",
            "It reads one sentence. A licence told elsewhere in the text, or a picture, is not seen.",
        ],
    }


if __name__ == "__main__":
    main()
