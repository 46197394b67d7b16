"""handmade-lint doctor: whether the installation is whole."""

from __future__ import annotations

from pathlib import Path

import click

from ..said import say, say_many
from ..speech import told
from .shared import FINDINGS, OK, standard_output

STATUS_OF_DOCTOR = (
    "Exit status: 0 all that is installed is whole, whatever was left out at choice; 1 something is broken; 2 wrong "
    "usage."
)
_MARKS = {"good": "✓", "absent": "·", "bad": "✗"}
_SHADES = {"good": "green", "absent": "yellow", "bad": "red"}


@click.command(epilog=STATUS_OF_DOCTOR)
@click.argument(
    "folder", type=click.Path(path_type=Path, exists=True, file_okay=False), default=".", metavar="[FOLDER]"
)
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
def doctor(folder: Path, form: str) -> None:
    """Check the installation: versions, extras, models by their digests, languages, cache, configuration of FOLDER."""
    from ..doctor import examine

    checks = list(examine(folder))
    bad = sum(one.state == "bad" for one in checks)
    stream = standard_output()
    if form == "json":
        import json

        click.echo(json.dumps([one.json() for one in checks], ensure_ascii=False, indent=2))
        raise SystemExit(FINDINGS if bad else OK)
    from .shared import colourful

    width = max(len(one.name) for one in checks)
    for one in checks:
        mark = click.style(_MARKS[one.state], fg=_SHADES[one.state]) if colourful(stream) else _MARKS[one.state]
        click.echo(f"{mark} {one.name:<{width}}  {told(one.says)}")
        if one.mend:
            click.echo(f"{'':{width + 2}}  → {told(one.mend)}")
    if bad:
        found = say_many(
            "{n} thing is broken; the lines with ✗ say how to mend it.",
            "{n} things are broken; the lines with ✗ say how to mend them.",
            bad,
        )
        click.echo(told(found))
        raise SystemExit(FINDINGS)
    click.echo(told(say("All that is installed is whole.")))
