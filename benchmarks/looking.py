"""Kinds of pictures, and marks in them, judged on sources that no network was trained on; speed."""

from __future__ import annotations

from importlib import import_module

from .frame import Bench, Unavailable

NAME = "looking"
PARTS = ("_kinds", "_marks", "_reading")
"""Modules of this folder, each with `run(bench)`."""


def run(bench: Bench) -> None:
    """One part after another; one that needs what is not here is skipped aloud."""
    skipped = []
    for name in PARTS:
        try:
            import_module(f".{name}", __package__).run(bench)
        except (ImportError, Unavailable) as reason:
            skipped.append(str(reason))
            bench.say(f"{name.strip('_')}: SKIPPED: {reason}")
    if len(skipped) == len(PARTS):
        raise Unavailable("; ".join(skipped))
