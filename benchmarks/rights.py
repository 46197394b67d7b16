"""Names of others: disguises found, false alarms, and the cost of looking."""

from __future__ import annotations

from ._spelling import spelling
from .frame import Bench

NAME = "rights"


def run(bench: Bench) -> None:
    """Measure names."""
    spelling(bench)
