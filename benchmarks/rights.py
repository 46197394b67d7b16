"""Names of others: disguises found, the roles that names play, false alarms, and the cost of looking."""

from __future__ import annotations

from ._roles import roles
from ._spelling import spelling
from .frame import Bench

NAME = "rights"


def run(bench: Bench) -> None:
    """Measure names and their roles."""
    spelling(bench)
    roles(bench)
