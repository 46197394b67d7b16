"""handmade-lint baseline: record what is known."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from ..said import say, say_many
from ..speech import told
from .shared import choosing, configuration, lint


@click.command()
@click.argument("paths", nargs=-1, metavar="FILE...", required=True)
@choosing
@click.option(
    "-o",
    "--output",
    "given",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="File to write [the configuration's, else handmade-lint.baseline.json].",
)
@click.option("-q", "--quiet", is_flag=True, help="Say nothing.")
def baseline(paths: tuple[str, ...], given: Path | None, quiet: bool, **chosen: Any) -> None:
    """Record today's findings, so that `check --baseline` shows only new ones."""
    from ..baseline import FILE, keys, write

    config = configuration(paths, **chosen)
    path = given or Path(config.baseline or FILE)
    report = lint(paths, replace(config, baseline="", jobs=0), quiet, suppress=not chosen["isolated"])
    total = write(keys(report.findings, path.parent), path)
    if not quiet:
        click.echo(
            told(say_many("Recorded {n:,} finding in {path}.", "Recorded {n:,} findings in {path}.", total, path=path))
        )
        if not config.baseline:
            click.echo(
                told(say("Next: handmade-lint check {paths} --baseline {path}", paths=" ".join(paths), path=path))
            )
