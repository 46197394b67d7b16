"""What signals weigh: log-odds by rule, group and severity, from a dated file that a person can read."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp, log
from pathlib import Path
from typing import Any

from ..said import say

_FOLDER = Path(__file__).with_name("weights")
_DAMPED: Mapping[str, float] = {"error": 1.0, "warning": 0.7, "info": 0.35}
"""Share of its group's harm that a finding of a severity would do."""
_FURTHEST = 4.0
"""Log-odds that a score can add or take away, at most."""
_TELLING = 0.3
"""Log-odds from which on a signal counts as one that agrees with others."""


class WrongWeights(Exception):
    """A file of weights that cannot be used, in one sentence."""


@dataclass(frozen=True, slots=True)
class Signal:
    """A finding, as far as ranking looks at it."""

    code: str
    group: str
    severity: str
    confidence: float
    kind: str
    """What it was seen in: 'text', 'facts', 'pictures', 'catalogue', 'matched'."""
    scored: str = ""
    """The score that it enters: 'mass_produced', 'rights', '' for none."""


@dataclass(frozen=True, slots=True)
class Worth:
    """Why a listing should be looked at; all but harm and `terms` belong to the listing as a whole."""

    probability: float
    """0 to 1: that a reviewer will find something wrong."""
    harm: float
    """0 to 1: if so, how bad."""
    agreement: float
    """1 to 2: a quarter more for each further kind of evidence that says so."""
    terms: Mapping[str, float]
    """Log-odds that each rule (by code), 'mass_produced' and 'rights' added to the base."""


@dataclass(frozen=True, slots=True)
class Weights:
    """A file of weights."""

    date: str
    made: str
    base: float
    least: float
    most_hints: float
    prevalence: float
    severity: Mapping[str, float]
    group: Mapping[str, Mapping[str, float]]
    score: Mapping[str, float]
    rule: Mapping[str, float]
    name: str = ""
    text: str = ""
    """The file itself, which a queue keeps."""

    def term(self, signal: Signal) -> float:
        """Log-odds of one finding."""
        own = self.rule.get(signal.code)
        if own is None:
            own = self.severity[signal.severity] * self.group.get(signal.group, {}).get("weight", 0.1)
        return own * signal.confidence

    def harm(self, group: str, severity: str) -> float:
        """How bad it would be, if a finding of that group and severity were true: 0 to 1."""
        return self.group.get(group, {}).get("harm", 0.05) * _DAMPED[severity]

    def weigh(self, signals: Sequence[Signal], mass_produced: float | None, rights: float | None) -> Worth:
        """Put the signals of a listing together.

        A rule counts once, by its strongest finding; hints together no more than `most_hints`. Where there is a score
        that a finding enters, the score counts in its place. A low score for mass production takes away from what else
        says factory, and from nothing else; a low score for rights says nothing.
        """
        terms: dict[str, float] = {}
        hints: set[str] = set()
        harm = 0.0
        kinds: set[str] = set()
        scores = {"mass_produced": mass_produced, "rights": rights}
        for signal in signals:
            term = self.term(signal)
            if abs(term) <= abs(terms.get(signal.code, 0.0)):
                continue
            if term > 0:
                harm = max(harm, self.harm(signal.group, signal.severity))
            if term >= _TELLING:
                kinds.add(signal.kind)
            if scores.get(signal.scored) is not None:
                continue
            terms[signal.code] = term
            if signal.severity == "info" and signal.code not in self.rule:
                hints.add(signal.code)
        hinted = sum(terms[code] for code in hints)
        if hinted > self.most_hints:
            for code in hints:
                terms[code] *= self.most_hints / hinted
        making = {one.code for one in signals if one.group in ("provenance", "handmade")}
        of_making = sum(max(0.0, term) for code, term in terms.items() if code in making)
        for name, group in (("mass_produced", "provenance"), ("rights", "rights")):
            score = scores[name]
            if score is not None:
                least = -min(_FURTHEST, of_making) if name == "mass_produced" else 0.0
                term = max(least, min(_FURTHEST, logit(score) - logit(self.prevalence)))
                term *= self.score[name]
                terms[name] = term
                if term > 0:
                    harm = max(harm, self.group.get(group, {}).get("harm", 0.0) * score)
                if term >= _TELLING:
                    kinds.add(name)
        agreement = 1 + 0.25 * min(4, max(0, len(kinds) - 1))
        return Worth(sigmoid(self.base + sum(terms.values())), harm, agreement, terms)


def logit(share: float) -> float:
    """Log-odds of a probability, kept away from the ends."""
    share = min(1 - 1e-6, max(1e-6, share))
    return log(share / (1 - share))


def sigmoid(odds: float) -> float:
    """Probability of log-odds."""
    return 1 / (1 + exp(-odds)) if odds > -700 else 0.0


def built_in() -> Path:
    """The newest file of weights that comes with the package."""
    return max(_FOLDER.glob("*.toml"))


def load(path: Path | None = None) -> Weights:
    """Read a file of weights; the newest that comes with the package when None.

    Raises:
        WrongWeights: it is missing, or no such file.
    """
    file = path or built_in()
    try:
        return parse(file.read_text("utf-8"), file.name)
    except OSError as fault:
        raise WrongWeights(say("'{file}' cannot be read: {strerror}", file=file, strerror=fault.strerror)) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, KeyError, TypeError, ValueError) as fault:
        raise WrongWeights(
            say(
                "'{file}' is no file of weights ({name__}: {fault})",
                file=file,
                name__=type(fault).__name__,
                fault=fault,
            )
        ) from None


def parse(text: str, name: str) -> Weights:
    """The weights that a text tells."""
    raw: dict[str, Any] = tomllib.loads(text)
    figures = {key: float(raw[key]) for key in ("base", "least", "most_hints", "prevalence")}
    severity = {key: float(raw["severity"][key]) for key in ("error", "warning", "info")}
    group = {key: {"weight": float(one["weight"]), "harm": float(one["harm"])} for key, one in raw["group"].items()}
    score = {key: float(raw["score"][key]) for key in ("mass_produced", "rights")}
    rule = {key: float(value) for key, value in raw.get("rule", {}).items()}
    return Weights(
        str(raw["date"]),
        str(raw["made"]),
        **figures,
        severity=severity,
        group=group,
        score=score,
        rule=rule,
        name=name,
        text=text,
    )
