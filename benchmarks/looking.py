"""What pictures show: their kind and the marks in them, judged on sources that no network was trained on; speed.

The parts are modules of this folder that begin with an underscore, each with `run(bench)`.
"""

from __future__ import annotations

from importlib import import_module

from .frame import Bench, Unavailable

NAME = "looking"
PARTS = ("_kinds",)


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
