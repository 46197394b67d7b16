"""Makes models/rights-role: `python -m training.rights.train`. The same data and libraries give the same weights.

What is chosen (strength of the regularisation, temperature) is chosen by cross-validation over the sentences of
`train` and `tune` written by hand, whole names held out; the line follows from what a miss costs. The weights are then
fitted to `train` and `tune` together; `earlier` and `test` are looked at by `python -m benchmarks rights` alone, whose
figures the card repeats.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections import Counter
from collections.abc import Sequence
from importlib import metadata
from pathlib import Path
from typing import Any

from handmade_lint import weights

from . import judging
from .model import MUST_FLAG, ROLES, Model, fit, needs_leave, own_features, probabilities, temperature
from .sentences import FILE, Sentence, compose, write

FOLDER = Path(__file__).parents[2] / "models" / "rights-role"
STRENGTHS = (0.25, 0.5, 1.0, 2.0)
LEAST = 3
"""Sentences that a feature must stand in."""
MISS_COST = 1.5
"""What a name costs that needs leave and is not flagged, where an innocent one that is flagged costs 1: the line is
the chance at which both cost alike, 1 / (1 + MISS_COST)."""
FOLDS = 5
_DIGITS = 3


def main() -> None:
    """Write the sentences, choose, fit, and write the weights and the card."""
    sentences = compose()
    write(sentences)
    known = [one for one in sentences if one.part in ("train", "tune")]
    c, heat = choose(known)
    line = round(1 / (1 + MISS_COST), 2)
    final = fit(known, c, LEAST)
    FOLDER.mkdir(parents=True, exist_ok=True)
    file = FOLDER / "weights.json"
    file.write_text(_json(layout(final, heat, line)), "utf-8")
    told = {"C": c, "least": LEAST, "temperature": heat, "threshold": line, "cost of a miss": MISS_COST}
    facts = describe(sentences, final, told, file)
    _write_card(facts)
    for part in ("earlier", "test"):
        rows = [one for one in sentences if one.part == part]
        rule = judging.summary(judging.by_baseline(rows))
        key = "judged" if part == "test" else f"judged on the {part} part"
        facts[key] = {"on": f"the part {part}", **judging.summary(judging.by_model(rows)), "plain rule": rule}
    _write_card(facts)
    print(f"{file}: {file.stat().st_size:,} bytes, {len(final.names)} features")


def _write_card(facts: dict[str, Any]) -> None:
    (FOLDER / "card.json").write_text(json.dumps(facts, ensure_ascii=False, indent=1) + "\n", "utf-8")
    weights.card.cache_clear()
    weights.numbers.cache_clear()


def choose(known: Sequence[Sentence]) -> tuple[float, float]:
    """Strength under which roles of held-out sentences written by hand surprise least, and the temperature."""
    import numpy

    made = {id(one): own_features(one) for one in known}
    folds = [fold_of(one) for one in known]
    rows = [one for one in known if one.voice == "hand"]
    at = numpy.array([ROLES.index(one.role) for one in rows])
    must = numpy.array([one.role in MUST_FLAG for one in rows])
    tried: dict[float, tuple[float, float]] = {}
    for c in STRENGTHS:
        scores = numpy.zeros((len(rows), len(ROLES)))
        for fold in range(FOLDS):
            rest = [one for one, told in zip(known, folds, strict=True) if told != fold]
            held = [one for one, told in zip(known, folds, strict=True) if told == fold]
            places = [place for place, one in enumerate(rows) if fold_of(one) == fold]
            scores[places] = fit(rest, c, LEAST, lambda one: made[id(one)]).scores(held)
        heat = temperature(scores, rows)
        told = probabilities(scores, heat)
        chances = needs_leave(told)
        tried[c] = float(-numpy.log(told[range(len(at)), at]).mean()), heat
        line = 1 / (1 + MISS_COST)
        print(
            f"  C {c}: log loss {tried[c][0]:.3f}, right {(told.argmax(axis=1) == at).mean():.3f}, recall "
            f"{(chances[must] >= line).mean():.3f}, innocent flagged {(chances[~must] >= line).mean():.3f}"
        )
    best = min(tried, key=lambda one: tried[one])
    print(f"chosen on {len(rows)} sentences written by hand: C {best}, temperature {tried[best][1]}")
    return best, tried[best][1]


def fold_of(sentence: Sentence) -> int:
    """The fold in which a sentence is held out with all others of its name; -1 for shapes, which are never held out."""
    return zlib.crc32(sentence.name.casefold().encode()) % FOLDS if sentence.voice == "hand" else -1


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
