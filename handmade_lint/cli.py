"""The command line; its commands stand in commands/, each of which imports its own needs."""

from __future__ import annotations

import gc

import click

from . import GUIDE, __version__
from .commands.group import Top


@click.group(cls=Top, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, message=f"handmade-lint %(version)s (guide of {GUIDE})")
def app() -> None:
    """Lint the catalogue of a handmade shop before a marketplace does."""


def main() -> None:
    """Entry point of the command."""
    try:
        app(prog_name="handmade-lint")
    finally:
        gc.freeze()  # all that is left ends with the process; to search it for cycles takes time
