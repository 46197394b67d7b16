"""handmade-lint fix: mend what can be mended."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..refusal import Refusal
from ..said import say
from ..speech import told
from .shared import FINDINGS, OK, RANKS, Progress, choosing, colourful, configuration

if TYPE_CHECKING:
    from ..config import Config
    from ..repair import Outcome


STATUS_OF_FIX = (
    "Exit status: 0 nothing at or above --fail-on is left; 1 something is; 2 wrong usage or configuration, or an input "
    "that cannot be read or written."
)


@click.command(epilog=STATUS_OF_FIX)
@click.argument("paths", nargs=-1, metavar="CATALOG...")
@choosing
@click.option("--unsafe", is_flag=True, help="Apply also fixes that may change the meaning.")
@click.option("--diff", "shown", is_flag=True, help="Show what would change, and write nothing.")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="Write this file, and leave CATALOG alone."
)
@click.option(
    "--images",
    "album_of",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="OUT_DIR",
    help="Also write corrected copies of the pictures into this folder, named by SKU.",
)
@click.option(
    "--images-from",
    "images",
    multiple=True,
    metavar="DIR",
    help="Folder or ZIP archive in which the pictures are, beside the catalogue's folder.",
)
@click.option("--fetch-images", is_flag=True, help="Fetch the pictures that are on the web; else they are left out.")
@click.option(
    "--fail-on", type=click.Choice([*RANKS, "never"]), help="Lowest severity left that ends with status 1 [error]."
)
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but faults.")
@click.option("--color/--no-color", default=None, help="Colour or none [colour on a terminal; NO_COLOR is heeded].")
@click.option("--jobs", type=click.IntRange(0), metavar="N", help="Worker processes [as the input's size asks for].")
def fix(
    paths: tuple[str, ...],
    unsafe: bool,
    shown: bool,
    output: Path | None,
    album_of: Path | None,
    images: tuple[str, ...],
    fetch_images: bool,
    fail_on: str | None,
    quiet: bool,
    color: bool | None,
    jobs: int | None,
    **chosen: Any,
) -> None:
    """Mend what can be mended: in place, the original kept as CATALOG.bak; - mends standard input to standard output.

    Cells that are not mended stay byte for byte. Fixes that may change the meaning are applied with --unsafe only.
    """
    if not paths:
        raise Refusal(say("name a catalogue to mend: handmade-lint fix catalogue.csv (or - for standard input)"))
    if output is not None and (len(paths) > 1 or Path(paths[0]).is_dir()):
        raise Refusal(say("-o writes one file, so that it takes one catalogue"))
    from .. import fix_files, fix_text

    config = configuration(paths, **chosen, fail_on=fail_on, images=images, fetch_images=fetch_images)
    config = replace(config, jobs=0 if jobs is None else jobs)
    outcome = mend(paths, config, unsafe, quiet, suppress=not chosen["isolated"])
    if shown:
        with_colour = colourful(sys.stdout) if color is None else color
        for line in fix_text.diff(outcome.files, with_colour):
            click.echo(line, color=with_colour)
    else:
        try:
            for note in fix_files.write(outcome, output, sys.stdout.buffer):
                if not quiet:
                    click.echo(note, err=True)
        except fix_files.Unwritten as fault:
            raise Refusal(fault.args[0]) from None
    if not quiet:
        for line in fix_text.summary(outcome, not shown):
            click.echo(line, err=True)
    if album_of is not None:
        copy_pictures(outcome, config, album_of, write=not shown, quiet=quiet)
    left = outcome.counts(outcome.after)
    failing = RANKS[: RANKS.index(config.fail_on) + 1] if config.fail_on != "never" else ()
    raise SystemExit(FINDINGS if any(left[rank] for rank in failing) else OK)


def mend(paths: tuple[str, ...], config: Config, unsafe: bool, quiet: bool, *, suppress: bool) -> Outcome:
    """Run, with a count of listings on a terminal's standard error once it takes more than a second."""
    from ..repair import repair

    progress = Progress() if sys.stderr.isatty() and not quiet else None
    try:
        return repair(paths, config, unsafe=unsafe, stdin=sys.stdin.buffer, progress=progress, suppress=suppress)
    except KeyboardInterrupt:
        raise Refusal(say("stopped; nothing was written")) from None
    finally:
        if progress is not None:
            progress.close()


def copy_pictures(outcome: Outcome, config: Config, folder: Path, *, write: bool, quiet: bool) -> None:
    """Write corrected copies of the pictures of the mended catalogues, and say what became of each."""
    from .. import fix_text
    from ..album import Album, Settings
    from ..copies import Copies
    from ..files import is_store
    from ..repair import tables_of

    for source in config.images:
        if not is_store(source) and not Path(source).exists():
            raise Refusal(say("there is no folder or archive '{source}' with pictures (--images-from)", source=source))
    album = Album((), Settings(config.images, config.fetch_images, config.cache))
    copies = Copies(folder, album, config.day(), write=write)
    tables = (table for file in outcome.files for table in tables_of(file, config))
    try:
        for line in fix_text.copies(copies(tables), str(folder), write):
            if not quiet:
                click.echo(line, err=True)
    except OSError as fault:
        raise Refusal(
            say("'{folder}' cannot be written to: {strerror}", folder=folder, strerror=fault.strerror)
        ) from None
    finally:
        album.close()
    if copies.remote and not quiet:
        click.echo(
            told(
                say(
                    "{remote:,} pictures are on the web and were left out; --fetch-images fetches them.",
                    remote=copies.remote,
                )
            ),
            err=True,
        )
    if copies.nowhere and not quiet:
        click.echo(
            told(
                say("{nowhere:,} pictures were not found; --images-from says where they are.", nowhere=copies.nowhere)
            ),
            err=True,
        )
