"""handmade-lint explain-score: evidence on both sides of one listing."""

from __future__ import annotations

import sys
from typing import Any

import click

from .shared import choosing, configuration


@click.command("explain-score")
@click.argument("sku", metavar="SKU")
@click.argument("paths", nargs=-1, required=True, metavar="FILE...")
@click.option("--images", multiple=True, metavar="DIR", help="Folder or ZIP archive with pictures.")
@click.option("--bank", multiple=True, metavar="DIR", help="Look pictures and texts up in this bank.")
@choosing
def explain_score(sku: str, paths: tuple[str, ...], **chosen: Any) -> None:
    """Tell what speaks for a maker and what for a factory in one listing, and what would clear it.

    SKU names the listing; FILE... is the catalogue that holds it (files, folders, or - for standard input).
    """
    config = configuration(paths, **chosen)
    from ..provenance import explain, tell

    explained = explain(paths, sku, config, sys.stdin.buffer.read() if "-" in paths else b"")
    for line in tell(explained):
        click.echo("".join(letter if letter.isprintable() else " " for letter in line))
