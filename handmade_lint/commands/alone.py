"""handmade-lint without a command: what lies in this folder, and what to do next."""

from __future__ import annotations

from pathlib import Path

import click

from ..said import say
from ..speech import told
from .group import SPACES


def show(folder: Path) -> None:
    """Print what lies in a folder and what to do next."""
    from ..next_steps import seen, steps

    def line(text: str) -> None:
        click.echo("".join(letter if letter.isprintable() or letter in SPACES else " " for letter in text))

    line(told(say("handmade-lint checks listings of handmade goods before a marketplace does.")))
    line("")
    line(told(say("In this folder:")))
    for words in seen(folder):
        line(f"  {told(words)}")
    line("")
    line(told(say("Next:")))
    for number, step in enumerate(steps(folder), 1):
        line(f"  {number}. {told(step.says)}")
        if step.command:
            line(f"       {step.command}")
    line("")
    line(told(say("All commands: handmade-lint --help. What a rule is about: handmade-lint explain TI-001.")))
