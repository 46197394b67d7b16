"""handmade-lint screen and review: queues for reviewers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from .shared import FINDINGS, OK, choosing, configuration


class Shelf(click.Group):
    """Commands of which the first is meant where none of them is named."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the first command's name in front where it was left out."""
        first, *others = self.commands
        return super().parse_args(ctx, args if args and args[0] in others else [first, *args])

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        """The command; the first one's name is not shown."""
        name, command, rest = super().resolve_command(ctx, args)
        return ("" if name == next(iter(self.commands)) else name), command, rest


QUEUE = click.Path(path_type=Path, dir_okay=False)


@click.group(cls=Shelf)
def screen() -> None:
    """Screen catalogues into a queue for reviewers, or report what they decided."""


@screen.command("catalogues", epilog="After reviewers have decided: handmade-lint screen report QUEUE.")
@click.argument("paths", nargs=-1, required=True, metavar="FILE...")
@choosing
@click.option("-o", "--output", "queue", type=QUEUE, default="queue.db", show_default=True, help="The queue.")
@click.option("--images", multiple=True, metavar="DIR", help="Folder or ZIP archive with pictures.")
@click.option("--fetch-images", is_flag=True, help="Fetch the pictures that are on the web, to judge and to show them.")
@click.option("--bank", multiple=True, metavar="DIR", help="Look pictures and texts up in this bank.")
@click.option("--shop-column", metavar="HEADING", help="Column that names each row's shop; else a file is a shop.")
@click.option("--sample", type=click.FloatRange(0, 1), default=0.02, show_default=True, help="Share drawn at random.")
@click.option("--weights", type=QUEUE, metavar="FILE", help="What findings weigh in the order of the queue.")
@click.option("--jobs", type=click.IntRange(0), metavar="N", help="Worker processes [as the input's size asks for].")
@click.option("-q", "--quiet", is_flag=True, help="Print the counts only.")
def screen_catalogues(
    paths: tuple[str, ...],
    queue: Path,
    images: tuple[str, ...],
    fetch_images: bool,
    bank: tuple[str, ...],
    shop_column: str | None,
    sample: float,
    weights: Path | None,
    jobs: int | None,
    quiet: bool,
    **chosen: Any,
) -> None:
    """Screen catalogues into a queue for reviewers; after a stop, the same command goes on where it was."""
    from ..review.cli import judged_on
    from ..review.cli import screen as run

    config = judged_on(configuration(paths, **chosen), images, bank, fetch_images, shop_column or "", jobs)
    run(paths, queue, config, weights, sample, quiet)


@screen.command("report")
@click.argument("queue", type=QUEUE)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--export-suppressions", type=QUEUE, metavar="FILE", help="Write what was allowed, for the seller's run.")
@click.option("--fit-weights", type=QUEUE, metavar="FILE", help="Fit weights from decisions into a new file.")
def screen_report(queue: Path, form: str, export_suppressions: Path | None, fit_weights: Path | None) -> None:
    """Say how right the flags were, how far reviewers agree, and what a day of review is worth."""
    from ..review.cli import report

    report(queue, form, export_suppressions, fit_weights)


@click.group(cls=Shelf)
def review() -> None:
    """Review a queue in the browser, or verify its log."""


@review.command("serve", epilog="To check the log of decisions: handmade-lint review verify QUEUE.")
@click.argument("queue", type=QUEUE)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on; any other asks for tokens.")
@click.option("--port", type=click.IntRange(0, 65535), default=8613, show_default=True, help="0 takes a free one.")
@click.option("--allow-host", "hosts", multiple=True, metavar="NAME", help="Name (and :port) that browsers may use.")
@click.option("--reviewer", "reviewers", multiple=True, metavar="NAME", help="Give this reviewer a link of their own.")
@click.option("--weights", type=QUEUE, metavar="FILE", help="Weights to show; else those of the screening.")
@click.option("--second-look", type=click.FloatRange(0, 1), metavar="SHARE", help="Share looked at twice, blind [0.1].")
@click.option(
    "--answer-days", type=click.IntRange(1), default=21, show_default=True, help="Days a maker has to answer."
)
@click.option("--open", "browse", is_flag=True, help="Open the page in a browser.")
def review_serve(queue: Path, **options: Any) -> None:
    """Review a queue in the browser; on this machine only, unless --host says otherwise."""
    from ..review.cli import serve
    from ..speech import chosen

    serve(queue, **options, lang=chosen())


@review.command("verify")
@click.argument("queue", type=QUEUE)
@click.option("--head", default="", metavar="HASH", help="Hash of a line that was noted down: it must still be there.")
def review_verify(queue: Path, head: str) -> None:
    """Check that no decision was changed, left out or slipped in; status 1 if one was."""
    from ..review.cli import verify

    raise SystemExit(OK if verify(queue, head) else FINDINGS)
