"""How likely it is that a listing's goods were made in a factory: evidence on both sides, weighed in the open.

What speaks for a factory are findings of rules; what speaks for a maker are the notes of `makers`. Each has a weight in
log-odds (models/provenance, a logistic regression of fewer than two hundred numbers); the weights are added up, and the
sum is turned into a probability for a stated prevalence. Three bands say what to make of it:

- quiet: nothing to do;
- worth a look: a person should look, and ask. It takes two signals, or words of the listing that admit it (ADMITTED);
- strong: signals of different kinds agree. One signal never suffices, whatever it weighs, except a field in which the
  seller herself declares that somebody else made the thing (DECLARED).

A score is no finding: it never makes a run fail, and has no severity.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from .finding import Finding
from .listing import Listing
from .makers import SAYS, Note, notes
from .said import say
from .weights import numbers

MODEL = "provenance"
PREVALENCE = 0.10
"""Share of listings that are assumed to be factory-made, where nothing else is told."""

Band = Literal["quiet", "look", "strong"]
BAND_NAMES: Mapping[str, str] = {"quiet": say("quiet"), "look": say("worth a look"), "strong": say("strong")}

DECLARED = ("MP-025",)
"""Rules that read a field in which the seller herself declares it."""
ADMITTED = ("HM-006", "HM-007", "HM-008", "HM-009", "HM-010")
"""Rules that read what the listing itself admits."""
MOST = 4.5
"""The evidence never comes to more than this, in log-odds: the weights were fitted to made-up shops, and real ones will
surprise them. At one in ten, that is 91 per cent."""
THIN = 1.5
"""How far off, in log-odds, a score without any evidence may well be (one standard deviation); it shrinks with the root
of the number of signals. Set by hand, for the same reason."""

GROUPS: Mapping[str, tuple[str, ...]] = {
    "wording": ("MP-004", "MP-005", "MP-006", "MP-007", "MP-031", "MP-033", "MP-034", "MP-103", "MP-027"),
    "admissions": ("HM-006", "HM-007", "HM-008", "HM-009", "HM-010", "MP-024", "MP-025"),
    "print on demand": ("MP-030", "MP-032"),
    "titles": ("MP-008", "MP-036"),
    "stories and praise": ("MP-013", "MP-022"),
    "fields": ("HM-026", "MP-012", "MP-014", "MP-015", "MP-023", "MP-028", "MP-029", "MP-035", "MP-037"),
    "pictures": ("MP-001", "MP-038", "MP-101", "MP-002", "MP-104", "MP-105", "IM-026", "IM-102"),
    "process": ("process",),
    "maker's signs": ("origin", "variation", "to-order", "one-off", "place", "person", "limits", "by-hand"),
    "maker's fields": ("making-days", "few-in-stock", "making-picture", "own-original"),
}
"""Signals by kind. Those of the last three groups speak for a maker."""

FACTORY = frozenset(one for group in list(GROUPS)[:-3] for one in GROUPS[group])
MAKER = frozenset(one for group in list(GROUPS)[-3:] for one in GROUPS[group])
_GROUP_OF = {signal: group for group, signals in GROUPS.items() for signal in signals}

SPREAD = ("MP-002", "MP-027", "IM-102")
"""Of these signals rules on the catalogue tell: that others show the same picture or text."""
ON_CATALOGUE = ("MP-009", "MP-011", "MP-021", "MP-039", "MP-040", "PR-006")
"""Rules on the whole catalogue, which speak of the shop alone."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """A signal and what it weighed."""

    note: Note
    weight: float
    """Log-odds; above 0 for a factory, below 0 for a maker."""

    @property
    def group(self) -> str:
        """The kind of signal."""
        return _GROUP_OF[self.note.signal]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the evidence comes to."""

    chance: float
    """0 to 1, at the prevalence."""
    low: float
    high: float
    """An interval of about 80 per cent, wide where the evidence is thin."""
    band: Band
    prevalence: float
    evidence: tuple[Weighed, ...] = ()
    """The heaviest first."""
    score: float = 0.0
    """Log-odds of the evidence alone, at even odds."""

    @property
    def against(self) -> tuple[Weighed, ...]:
        """What speaks for a factory."""
        return tuple(one for one in self.evidence if one.weight > 0)

    @property
    def favour(self) -> tuple[Weighed, ...]:
        """What speaks for a maker."""
        return tuple(one for one in self.evidence if one.weight < 0)


def weigh_listing(listing: Listing, findings: Iterable[Finding], prevalence: float = PREVALENCE) -> Verdict:
    """Weigh one listing.

    Args:
        listing: its texts, fields and names of pictures.
        findings: what rules said of it; codes that are no signal are passed over.
        prevalence: share of listings assumed to be factory-made, above 0 and below 1.
    """
    return weigh_notes([*of_findings(findings), *notes(listing)], prevalence)


def of_findings(findings: Iterable[Finding]) -> list[Note]:
    """Findings that are signals, one of each code."""
    seen: dict[str, Note] = {}
    for one in findings:
        if one.code in FACTORY and one.code not in seen and one.scope != "file" and _counts(one):
            field = one.field
            words = one.match or one.message.removeprefix("a hint of ours: ").partition(";")[0]
            seen[one.code] = Note(one.code, 1.0, field, one.span, words, "", one.fingerprint)
    return list(seen.values())


def _counts(finding: Finding) -> bool:
    """A text that is like one of a bank of protected ones says nothing of a factory."""
    return finding.code != "MP-103" or finding.evidence.get("kind") == "supplier"


def says(note: Note) -> str:
    """A signal in a few words, with the words it was found in."""
    if note.signal in SAYS:
        if not note.match:
            return SAYS[note.signal]
        return say("{what}: '{match}'", what=SAYS[note.signal], match=note.match)
    return f"{note.signal}: {note.match}" if note.match else note.signal


def weigh_notes(found: Sequence[Note], prevalence: float = PREVALENCE) -> Verdict:
    """Weigh signals that were found on one listing, each at most once."""
    model = numbers(MODEL)
    weights: Mapping[str, float] = model["weights"]
    spread: Mapping[str, float] = model["spread"]
    weighed = [Weighed(one, round(weights[one.signal] * one.amount, 3)) for one in found if weights.get(one.signal)]
    weighed.sort(key=lambda one: -abs(one.weight))
    score = _held(model["intercept"] + sum(one.weight for one in weighed))
    known = sum((spread.get(one.note.signal, 0.0) * one.note.amount) ** 2 for one in weighed)
    half = 1.28 * math.sqrt(known + THIN**2 / (1 + len(weighed)))
    at = score + _logit(prevalence)
    chance = _chance(at)
    verdict = Verdict(
        chance, _chance(at - half), _chance(at + half), "quiet", prevalence, tuple(weighed), round(score, 4)
    )
    return _banded(verdict, model["bands"])


def _banded(verdict: Verdict, bounds: Mapping[str, float]) -> Verdict:
    against = verdict.against
    kinds = {one.group for one in against}
    declared = any(one.note.signal in DECLARED for one in against)
    band: Band = "quiet"
    if declared or (verdict.chance >= bounds["strong"] and len(kinds) >= 2):
        band = "strong"
    elif verdict.chance >= bounds["look"] and (
        len(against) >= 2 or any(one.note.signal in ADMITTED for one in against)
    ):
        band = "look"
    return Verdict(verdict.chance, verdict.low, verdict.high, band, verdict.prevalence, verdict.evidence, verdict.score)


def weigh_shop(
    mean: float, listings: int, flagged: int, on_catalogue: Iterable[str] = (), prevalence: float = PREVALENCE
) -> Verdict:
    """Weigh a shop: the mean of its listings' evidence, and what rules on the catalogue said.

    Args:
        mean: of what the evidence on its listings comes to (Verdict.score).
        listings: how many there are, at least one.
        flagged: how many of them are not quiet.
        on_catalogue: codes of rules on the catalogue that spoke.
        prevalence: share of shops assumed to sell factory-made goods.
    """
    model = numbers(MODEL)
    shop: Mapping[str, float] = model["shop"]
    codes = {code for code in on_catalogue if code in ON_CATALOGUE}
    # A shop of one listing is what that listing is; the more there are, the surer their mean.
    many = 1 - 1 / listings
    score = _held(
        many * shop["intercept"] + (1 + many * (shop["mean"] - 1)) * mean + shop["catalogue"] * min(len(codes), 2)
    )
    half = 1.28 * math.sqrt(THIN**2 / listings + shop["spread"] ** 2)
    at = score + _logit(prevalence)
    chance = _chance(at)
    band: Band = "quiet"
    if chance >= model["bands"]["strong"] and flagged >= 2:
        band = "strong"
    elif chance >= model["bands"]["look"] and (flagged or codes):
        band = "look"
    return Verdict(chance, _chance(at - half), _chance(at + half), band, prevalence, (), round(score, 4))


def score_of(chance: float, prevalence: float) -> float:
    """The log-odds at even odds behind a chance that was given for a prevalence."""
    return _logit(min(max(chance, 1e-9), 1 - 1e-9)) - _logit(prevalence)


def clearing(verdict: Verdict) -> tuple[Weighed, ...]:
    """The fewest signals, heaviest first, without which the listing would be quiet; () where it is."""
    cleared: list[Weighed] = []
    left = list(verdict.evidence)
    while verdict.band != "quiet" and verdict.against:
        cleared.append(verdict.against[0])
        left.remove(verdict.against[0])
        verdict = weigh_notes([one.note for one in left], verdict.prevalence)
    return tuple(cleared)


def _held(score: float) -> float:
    return min(max(score, -MOST), MOST)


def _logit(chance: float) -> float:
    return math.log(chance / (1 - chance))


def _chance(log_odds: float) -> float:
    if log_odds >= 0:
        return 1 / (1 + math.exp(-log_odds))
    grown = math.exp(log_odds)
    return grown / (1 + grown)
