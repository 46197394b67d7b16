"""What the commands answer with one sentence and status 2."""

from __future__ import annotations


class Refusal(Exception):
    """What was asked cannot be done: one sentence that says why and names the mend."""
