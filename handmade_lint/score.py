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
    """'quality', 'mass_produced' or 'rights'."""
    part: str
    weight: float
    """Points, negative where it lowered the score; for 'rights' the probability that leave is needed."""
    says: str


@dataclass(frozen=True, slots=True)
class Score:
    """What the findings of one listing add up to."""

    sku: str
    quality: int
    parts: Mapping[str, int | None]
    """0 to 100 for each of PARTS; None for a part that the listing lacks or that no rule of the run looked at."""
    mass_produced: float | None = None
    """0 to 1, the probability that it was made in a factory; None where no rule on provenance ran."""
    mass_produced_range: tuple[float, float] | None = None
    """An interval of about 80 per cent around it."""
    mass_produced_band: str | None = None
    """'quiet', 'look' or 'strong'."""
    rights: float | None = None
    """0 to 1, the probability that an owner's leave is needed; None where no rule on rights ran."""
    reasons: tuple[Reason, ...] = ()

    @property
    def of_quality(self) -> tuple[Reason, ...]:
        """What lowered the quality."""
        return tuple(reason for reason in self.reasons if reason.score == "quality")


@dataclass(frozen=True, slots=True)
class ShopScore:
    """What the evidence on one shop of a run comes to."""

    shop: str
    """The vendor, else the shop of the profile, else the name of the file."""
    listings: int
    flagged: int
    """Listings that are not quiet."""
    mass_produced: float
    """0 to 1, the probability that the shop sells what was made in a factory."""
    mass_produced_range: tuple[float, float]
    mass_produced_band: str
    rules: tuple[str, ...] = ()
    """Codes of the rules on the whole catalogue that spoke of it."""


RIGHTS = "leave"
"""Evidence of a finding that touches the score on rights: the probability that an owner's leave is needed."""


def part_of(field: str) -> str:
    """The part of a listing that a field belongs to."""
    return _PART_OF.get(field.partition(".")[0], "facts")


def weigh(sku: str, findings: Iterable[Finding], judged: Iterable[str], *, rights: bool = False) -> Score:
    """Weigh one listing's findings.

    `rights` says whether rules on the rights of others looked at the listing; without them that score is None.

    `judged` names the parts that the listing has and that some rule of the run looked at. Findings on the file or on
    the catalogue as a whole weigh nothing, so a listing's score never depends on its neighbours.
    """
    findings = list(findings)
    if not findings:
        return Score(sku, 100, _whole(frozenset(judged)), rights=0.0 if rights else None)
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
    risk, risky = of_rights(findings) if rights else (None, [])
    known = set(judged) | {part for part, weight in lost.items() if weight}
    parts = {part: _points(lost[part]) if part in known else None for part in PARTS}
    return Score(sku, _points(sum(lost.values())), parts, rights=risk, reasons=(*reasons, *risky))


def of_rights(findings: Iterable[Finding]) -> tuple[float, list[Reason]]:
    """The probability that a listing needs some owner's leave, and what it is made of.

    Each name counts once, at its gravest; names are taken as independent, so that the score is one less the product of
    what each leaves open. The weights of the reasons are those probabilities.
    """
    gravest: dict[str, Finding] = {}
    for finding in findings:
        leave = finding.evidence.get(RIGHTS)
        if finding.scope != "listing" or not isinstance(leave, float) or leave <= 0:
            continue
        name = str(finding.evidence.get("name") or finding.match).casefold()
        if name not in gravest or leave > gravest[name].evidence[RIGHTS]:
            gravest[name] = finding
    clear = 1.0
    reasons = []
    for finding in sorted(gravest.values(), key=lambda one: (-one.evidence[RIGHTS], one.fingerprint)):
        leave = finding.evidence[RIGHTS]
        clear *= 1 - min(leave, 1.0)
        reasons.append(Reason(finding.fingerprint, "rights", part_of(finding.field), leave, finding.message))
    return round(1 - clear, 4), reasons


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
