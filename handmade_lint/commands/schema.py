"""handmade-lint schema: the JSON Schema of the report."""

from __future__ import annotations

import click


@click.command()
def schema() -> None:
    """Print the JSON Schema of the JSON report."""
    import json

    from ..report import schema as read

    click.echo(json.dumps(read(), indent=2))
