"""Counts of a service in the text form of Prometheus (version 0.0.4)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
"""Seconds that an answer takes at most, as told apart."""


@dataclass(slots=True)
class Metrics:
    """What was asked and answered since the service started."""

    answers: Counter[int] = field(default_factory=Counter)
    """By status."""
    listings: int = 0
    findings: int = 0
    under_way: int = 0
    seconds: float = 0.0
    buckets: Counter[float] = field(default_factory=Counter)

    def took(self, seconds: float) -> None:
        """Add an answer to a request for linting."""
        self.seconds += seconds
        self.buckets[next((one for one in BUCKETS if seconds <= one), float("inf"))] += 1

    def text(self) -> str:
        """All of them."""
        lines = [
            *_head("answers_total", "counter", "Answers to POST /lint, by status."),
            *(f'handmade_lint_answers_total{{status="{one}"}} {count}' for one, count in sorted(self.answers.items())),
            *_head("listings_total", "counter", "Listings judged."),
            f"handmade_lint_listings_total {self.listings}",
            *_head("findings_total", "counter", "Findings told."),
            f"handmade_lint_findings_total {self.findings}",
            *_head("requests_under_way", "gauge", "Requests that are read, wait or are judged."),
            f"handmade_lint_requests_under_way {self.under_way}",
            *_head("answer_seconds", "histogram", "Seconds from the first byte of a request to its answer."),
        ]
        total = 0
        for bucket in (*BUCKETS, float("inf")):
            total += self.buckets[bucket]
            name = "+Inf" if bucket == float("inf") else f"{bucket:g}"
            lines.append(f'handmade_lint_answer_seconds_bucket{{le="{name}"}} {total}')
        lines += [f"handmade_lint_answer_seconds_sum {self.seconds:.6f}", f"handmade_lint_answer_seconds_count {total}"]
        return "\n".join(lines) + "\n"


def _head(name: str, kind: str, says: str) -> tuple[str, str]:
    return f"# HELP handmade_lint_{name} {says}", f"# TYPE handmade_lint_{name} {kind}"
