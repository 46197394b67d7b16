"""How well roles are told on sentences with new names and new shapes: the model beside the plain rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from handmade_lint.connectors import by_rule
from handmade_lint.roles import judged

from .model import MUST_FLAG, ROLES, around
from .sentences import LANGUAGES, Sentence

BINS = ((0.0, 0.1), (0.1, 0.3), (0.3, 0.5), (0.5, 0.7), (0.7, 0.9), (0.9, 1.01))


@dataclass(frozen=True, slots=True)
class Told:
    """What one way of judging says of one sentence."""

    sentence: Sentence
    role: str
    flagged: bool
    leave: float
    """Chance that leave is needed."""

    @property
    def must(self) -> bool:
        """Whether leave is needed in truth."""
        return self.sentence.role in MUST_FLAG


def by_model(rows: Sequence[Sentence]) -> list[Told]:
    """What the package says."""
    told = [(one, judged(around(one))) for one in rows]
    return [Told(one, role.name, role.flagged, role.leave) for one, role in told]


def by_baseline(rows: Sequence[Sentence]) -> list[Told]:
    """What the plain rule says."""
    told = [(one, by_rule(around(one))[0]) for one in rows]
    return [Told(one, role, role in MUST_FLAG, float(role in MUST_FLAG)) for one, role in told]


def recall(rows: Sequence[Told]) -> float:
    """Share of what must be flagged that is."""
    return _share([one.flagged for one in rows if one.must])


def innocent_flagged(rows: Sequence[Told]) -> float:
    """Share of innocent names that are flagged."""
    return _share([one.flagged for one in rows if not one.must])


def of_role(rows: Sequence[Told], role: str) -> tuple[float, float, int]:
    """Precision, recall and number of a role; 0 where nothing is called so."""
    called = [one.sentence.role == role for one in rows if one.role == role]
    truly = [one.role == role for one in rows if one.sentence.role == role]
    return _share(called), _share(truly), len(truly)


def brier(rows: Sequence[Told]) -> float:
    """Mean square of the chance of needing leave less the truth: 0 is perfect, 0.25 is a coin."""
    return sum((one.leave - one.must) ** 2 for one in rows) / len(rows)


def reliability(rows: Sequence[Told]) -> Iterator[tuple[float, float, int, float, float]]:
    """Bins of the chance of needing leave: from, to, sentences, mean chance, true share."""
    for low, high in BINS:
        held = [one for one in rows if low <= one.leave < high]
        if held:
            yield (
                low,
                min(high, 1.0),
                len(held),
                sum(one.leave for one in held) / len(held),
                _share([o.must for o in held]),
            )


def summary(rows: Sequence[Told]) -> dict[str, Any]:
    """The figures as JSON, for a card."""
    confusion = Counter((one.sentence.role, one.role) for one in rows)
    return {
        "sentences": len(rows),
        "right": round(_share([one.role == one.sentence.role for one in rows]), 3),
        "recall of what must be flagged": round(recall(rows), 3),
        "innocent flagged": round(innocent_flagged(rows), 3),
        "roles": {role: _figures(rows, role) for role in ROLES},
        "languages": {
            language: _language([one for one in rows if one.sentence.language == language]) for language in LANGUAGES
        },
        "confusion": {
            role: {other: confusion[role, other] for other in ROLES if confusion[role, other]} for role in ROLES
        },
        "calibration": {
            "brier": round(brier(rows), 3),
            "bins": [
                {"from": low, "to": high, "sentences": count, "said": round(said, 3), "true": round(true, 3)}
                for low, high, count, said, true in reliability(rows)
            ],
        },
    }  # fmt: skip


def _language(rows: Sequence[Told]) -> dict[str, float]:
    return {
        "sentences": len(rows),
        "right": round(_share([one.role == one.sentence.role for one in rows]), 3),
        "recall": round(recall(rows), 3),
        "innocent flagged": round(innocent_flagged(rows), 3),
    }


def _figures(rows: Sequence[Told], role: str) -> dict[str, float]:
    precision, found, count = of_role(rows, role)
    return {"precision": round(precision, 3), "recall": round(found, 3), "sentences": count}


def _share(values: Sequence[bool]) -> float:
    return sum(values) / len(values) if values else 0.0
