"""handmade-lint hook: lint what is committed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..refusal import Refusal
from ..said import say
from ..speech import told
from .check import status
from .shared import RANKS, STATUS, choosing, configuration, language_of, present

if TYPE_CHECKING:
    pass


@click.command(epilog=STATUS)
@click.argument("paths", nargs=-1, metavar="[FILE]...")
@click.option("--whole", is_flag=True, help="All catalogues here and below that git does not ignore, and all rules.")
@choosing
@click.option(
    "--fail-on", type=click.Choice([*RANKS, "never"]), help="Lowest severity that ends with status 1 [error]."
)
@click.option("--baseline", type=click.Path(path_type=Path), metavar="FILE", help="Show only what is not in FILE.")
@click.option("--limit", type=click.IntRange(0), metavar="N", help="Show N listings at most, 0 for all [20].")
@click.option("--no-cache", is_flag=True, help="Remember nothing of this run, and use nothing remembered.")
def hook(
    paths: tuple[str, ...],
    whole: bool,
    fail_on: str | None,
    baseline: Path | None,
    limit: int | None,
    no_cache: bool,
    **chosen: Any,
) -> None:
    """Lint what is committed: the rows of these catalogues, and the rows that show these pictures.

    pre-commit runs it (docs/hook.md). Other files are passed over; what compares rows is left to --whole.
    """
    from ..hook import rows
    from ..hook import whole as all_rows

    config = configuration((".",), **chosen, fail_on=fail_on, baseline=baseline and str(baseline))
    config = replace(config, jobs=0, cache=config.cache and not no_cache)
    if whole and paths:
        raise Refusal(
            say("--whole finds the catalogues itself: leave out the files (in pre-commit: pass_filenames: false)")
        )
    heeds = not chosen["isolated"]
    report = all_rows(config, suppress=heeds) if whole else rows(paths, config, suppress=heeds)
    if report is None:
        click.echo(told(say("No catalogue is among these files.")) if paths else told(say("No catalogue is here.")))
        return
    from ..writing import Writer

    present(Writer(report, config, lang=language_of(report)), "terminal", False, None, limit)
    raise SystemExit(status(report, config))
