"""Findings weighed into a quality score that can be taken apart again.

Quality is 100 less what the findings weigh, never below 0; the same sum over the findings of one part of the listing is
that part's score. Nothing else enters: not the length of a text, not the other rows of the file. See docs/scores.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from .finding import Finding, Severity

PARTS = ("title", "bullets", "description", "keywords", "images", "personalisation", "facts")

WEIGHTS: Mapping[Severity, float] = {"error": 20.0, "warning": 6.0, "info": 1.0, "off": 0.0}
"""Points of 100 that the first finding of a rule in a part costs; each further one costs half of the one before."""

_PART_OF: Mapping[str, str] = {
    "title": "title",
    "highlights": "bullets",
    "bullet": "bullets",
    "description": "description",
    "keywords": "keywords",
    "tag": "keywords",
    "material": "keywords",
    "image": "images",
    "personalisation": "personalisation",
    "option": "personalisation",
}


@dataclass(frozen=True, slots=True)
class Reason:
    """One finding and what it weighed."""

    finding: str
    """Fingerprint."""
    score: str
    """'quality'; later also 'mass_produced' and 'rights'."""
    part: str
    weight: float
    """Points, negative where it lowered the score."""
    says: str


@dataclass(frozen=True, slots=True)
class Score:
    """What the findings of one listing add up to."""

    sku: str
    quality: int
    parts: Mapping[str, int | None]
    """0 to 100 for each of PARTS; None for a part that the listing lacks or that no rule of the run looked at."""
    mass_produced: float | None = None
    """0 to 1; None as long as no rule weighs it."""
    rights: float | None = None
    reasons: tuple[Reason, ...] = ()


def part_of(field: str) -> str:
    """The part of a listing that a field belongs to."""
    return _PART_OF.get(field.partition(".")[0], "facts")


def weigh(sku: str, findings: Iterable[Finding], judged: Iterable[str]) -> Score:
    """Weigh one listing's findings.

    `judged` names the parts that the listing has and that some rule of the run looked at. Findings on the file or on
    the catalogue as a whole weigh nothing, so a listing's score never depends on its neighbours.
    """
    findings = list(findings)
    if not findings:
        return Score(sku, 100, _whole(frozenset(judged)))
    lost = dict.fromkeys(PARTS, 0.0)
    seen: dict[tuple[str, str], int] = {}
    reasons = []
    own = (finding for finding in findings if finding.scope == "listing")
    for finding in sorted(own, key=_gravest_first):
        part = part_of(finding.field)
        before = seen.get((finding.code, part), 0)
        seen[finding.code, part] = before + 1
        weight = WEIGHTS[finding.severity] * finding.confidence / 2**before
        lost[part] += weight
        reasons.append(Reason(finding.fingerprint, "quality", part, -round(weight, 2), finding.message))
    known = set(judged) | {part for part, weight in lost.items() if weight}
    parts = {part: _points(lost[part]) if part in known else None for part in PARTS}
    return Score(sku, _points(sum(lost.values())), parts, reasons=tuple(reasons))


@lru_cache(maxsize=1024)
def _whole(judged: frozenset[str]) -> Mapping[str, int | None]:
    """The parts of a listing on which nothing was found."""
    return {part: 100 if part in judged else None for part in PARTS}


def _gravest_first(finding: Finding) -> tuple[float, str, str, tuple[int, int], str]:
    # Halving must begin with the gravest, or a further finding could raise the score.
    grave = WEIGHTS[finding.severity] * finding.confidence
    return -grave, finding.code, finding.field, finding.span or (0, 0), finding.fingerprint


def _points(lost: float) -> int:
    return max(0, round(100 - lost))
