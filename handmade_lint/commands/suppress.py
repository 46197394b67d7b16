"""handmade-lint suppress: say what is not to be shown."""

from __future__ import annotations

from pathlib import Path

import click

from ..refusal import Refusal
from ..said import say
from ..speech import told
from .shared import configuration, offer


@click.command()
@click.argument("code", shell_complete=offer("codes"))
@click.option("--sku", "skus", multiple=True, required=True, metavar="SKU", help="Listing; may be given several times.")
@click.option("--reason", required=True, metavar="TEXT", help="Why; whoever reviews it will want to know.")
@click.option("--author", metavar="NAME", help="Who says so.")
@click.option("--until", default="", metavar="DATE", help="Last day (2027-01-31) on which it holds; else for ever.")
@click.option(
    "--file",
    "given",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="File to write to [the nearest handmade-lint.suppress.toml, or a new one here].",
)
def suppress(code: str, skus: tuple[str, ...], reason: str, author: str | None, until: str, given: Path | None) -> None:
    """Say that a rule's findings on a listing are not to be shown."""
    from ..choose import find as find_rule
    from ..finding import Suppression
    from ..run import every_rule
    from ..suppress_file import FILE, add, day, find

    rule = find_rule(every_rule(configuration((), config=None, profile=None, isolated=False)), code)
    path = given or find(Path()) or Path(FILE)
    until = day(until, "--until")
    if not reason.strip():
        raise Refusal(say("--reason is empty; say why, in a few words"))
    add(path, [Suppression(rule.code, sku, reason.strip(), author or "", until) for sku in dict.fromkeys(skus)])
    values = {"code": rule.code, "name": rule.name, "skus": ", ".join(skus), "path": path}
    if until:
        done = say("{code} {name} is suppressed for {skus} until {until}, in {path}.", **values, until=until)
    else:
        done = say("{code} {name} is suppressed for {skus}, in {path}.", **values)
    click.echo(told(done))
