"""The command line; its commands stand in commands/, each of which imports its own needs."""

from __future__ import annotations

import gc

import click

from . import GUIDE, __version__
from .commands.group import Top


@click.group(
    cls=Top,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, message=f"handmade-lint %(version)s (guide of {GUIDE})")
@click.pass_context
def app(context: click.Context) -> None:
    """Lint the catalogue of a handmade shop before a marketplace does."""
    if context.invoked_subcommand is None:
        from pathlib import Path

        from .commands.alone import show

        show(Path.cwd())


def main() -> None:
    """Entry point of the command."""
    try:
        app(prog_name="handmade-lint")
    finally:
        gc.freeze()  # all that is left ends with the process; to search it for cycles takes time
