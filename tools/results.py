"""Keep the last result of a benchmark in docs/results.json, from which the site and README's figures are told.

    python -m benchmarks quiet --json | python -m tools.results quiet

What is kept is the line for programs that the benchmark ends with, and the day. Timings are kept only from a machine
that does nothing else: the shared ones of this project are not.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
FILE = ROOT / "docs" / "results.json"
SHOWN: Mapping[str, tuple[str, ...]] = {
    "quiet": ("held-out.error", "held-out.warning", "held-out.info"),
    "rights": ("evasive.held-out.recall", "evasive.false", "model.must-flag-recall", "model.innocent-flagged"),
    "provenance": ("auc.listing.voice-out", "auc.shop.voice-out"),
}
"""Figures that README tells."""
_KEPT = ("cpu", "cores", "system", "python")
"""What is kept of the machine."""


class Unfit(ValueError):
    """What was read is no result that can be kept."""


def results() -> dict[str, dict[str, Any]]:
    """The last results, by benchmark: day, machine, seed, whether it looked at less, figures."""
    loaded: dict[str, dict[str, Any]] = json.loads(FILE.read_text("utf-8")) if FILE.exists() else {}
    return loaded


def result(name: str, lines: Iterable[str], on: date) -> dict[str, Any]:
    """The result of a benchmark, from what it printed.

    Raises:
        Unfit: it printed no line for programs, something failed in it, or it is another benchmark's.
    """
    last = next((line for line in reversed(list(lines)) if line.startswith("{")), "")
    try:
        told = json.loads(last)
        figures: Mapping[str, Any] = told["figures"]
    except (ValueError, KeyError):
        raise Unfit("there is no line for programs: give the benchmark --json") from None
    if told.get("failed"):
        raise Unfit(f"it failed: {', '.join(told['failed'])}")
    own = {key.partition(".")[2]: value for key, value in figures.items() if key.startswith(f"{name}.")}
    if not own:
        raise Unfit(f"it holds no figure of {name}")
    return {
        "day": on.isoformat(),
        "machine": {key: told["machine"][key] for key in _KEPT if key in told["machine"]},
        "seed": told.get("seed"),
        "quick": told.get("quick", False),
        "figures": {key: {"value": one["value"], "unit": one["unit"]} for key, one in own.items()},
    }


def figure(value: float) -> str:
    """A value as pages tell it: whole, or of three digits."""
    return f"{value:,.0f}" if value == int(value) or abs(value) >= 100 else f"{value:.3g}"


def cell(name: str) -> str:
    """What README tells of a benchmark: its figures and their day; '' where none is kept."""
    kept = results().get(name)
    if kept is None:
        return ""
    told = ", ".join(
        f"{key} {figure(kept['figures'][key]['value'])} {kept['figures'][key]['unit']}".rstrip()
        for key in SHOWN[name]
        if key in kept["figures"]
    )
    return f"{told} ({kept['day']})"


def main() -> int:
    """Read a benchmark's output from standard input, and keep it."""
    if len(sys.argv) != 2:
        print("usage: python -m benchmarks NAME --json | python -m tools.results NAME", file=sys.stderr)
        return 2
    name = sys.argv[1]
    try:
        made = result(name, sys.stdin, date.today())
    except Unfit as fault:
        print(f"not kept: {fault}", file=sys.stderr)
        return 2
    told = results() | {name: made}
    FILE.write_text(json.dumps(dict(sorted(told.items())), ensure_ascii=False, indent=1) + "\n", "utf-8")
    print(f"kept {len(made['figures'])} figures of {name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
