"""handmade-lint check: lint catalogues, once or whenever they change."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from contextlib import suppress as suppress_faults
from dataclasses import asdict, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..refusal import Refusal
from ..said import say
from .group import Status
from .shared import (
    FINDINGS,
    FORMAT,
    OK,
    OUTPUT,
    RANKS,
    STATUS,
    choosing,
    configuration,
    language_of,
    lint,
    offer,
    present,
    standard_output,
)

if TYPE_CHECKING:
    from ..config import Config
    from ..report import Report


@click.command(epilog=STATUS)
@click.argument("paths", nargs=-1, metavar="FILE...", type=click.Path())
@choosing
@click.option(
    "--fail-on", type=click.Choice([*RANKS, "never"]), help="Lowest severity that ends with status 1 [error]."
)
@click.option("--format", "form", metavar="FORMAT", shell_complete=offer("formats"), help=FORMAT)
@click.option("-o", "--output", "outputs", multiple=True, metavar="FILE", help=OUTPUT)
@click.option("-q", "--quiet", is_flag=True, help="Print the counts only.")
@click.option("--color/--no-color", default=None, help="Colour or none [colour on a terminal; NO_COLOR is heeded].")
@click.option("--limit", type=click.IntRange(0), metavar="N", help="Show N listings at most, 0 for all [20].")
@click.option(
    "--images",
    multiple=True,
    metavar="DIR",
    help="Folder, ZIP archive or s3://BUCKET/FOLDER with pictures, beside the catalogue's folder.",
)
@click.option(
    "--bank", multiple=True, metavar="DIR", help="Look pictures and texts up in this bank (see handmade-lint bank)."
)
@click.option("--fetch-images", is_flag=True, help="Fetch the pictures that are on the web; else they are not judged.")
@click.option("--no-cache", is_flag=True, help="Remember nothing of this run, and use nothing remembered.")
@click.option("--jobs", type=click.IntRange(0), metavar="N", help="Worker processes [as the input's size asks for].")
@click.option(
    "--engine",
    metavar="WORD",
    help="Where to judge: threads, processes, dask[:ADDRESS], ray[:ADDRESS] (docs/scale.md).",
)
@click.option(
    "--checkpoint",
    "kept",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Keep each judged batch in DIR until the run has ended, and go on from there if it is cut off.",
)
@click.option("--baseline", type=click.Path(path_type=Path), metavar="FILE", help="Show only what is not in FILE.")
@click.option("--prune", is_flag=True, help="Strike out of the baseline what is gone.")
@click.option("--since", default="", metavar="REF", help="Show only rows and pictures changed since a git revision.")
@click.option("--show-suppressed", is_flag=True, help="On the terminal, also show what is suppressed, and why.")
@click.option("--watch", is_flag=True, help="Stay, and lint anew what changes, until Ctrl-C.")
@click.option("--show-settings", is_flag=True, help="Print the settings and rules that would be used, and stop.")
def check(
    paths: tuple[str, ...],
    fail_on: str | None,
    form: str | None,
    outputs: tuple[str, ...],
    quiet: bool,
    color: bool | None,
    limit: int | None,
    no_cache: bool,
    jobs: int | None,
    kept: Path | None,
    baseline: Path | None,
    prune: bool,
    since: str,
    show_suppressed: bool,
    watch: bool,
    show_settings: bool,
    **chosen: Any,
) -> None:
    """Lint catalogues: spreadsheets, exports, feeds; files, folders, or - for standard input."""
    config = configuration(paths, **chosen, fail_on=fail_on, baseline=baseline and str(baseline))
    if prune and not config.baseline:
        raise Refusal(say("--prune strikes out of a baseline: name it with --baseline FILE"))
    if prune and since:
        raise Refusal(say("--prune looks at all rows, --since at some: leave one of them out"))
    config = replace(config, jobs=0 if jobs is None else jobs, cache=config.cache and not no_cache)
    if show_settings:
        show(config)
        return
    if not paths:
        raise Refusal(say("name a catalogue to lint: handmade-lint check catalogue.csv (or - for standard input)"))
    if kept and (watch or since):
        raise Refusal(say("--checkpoint is for one long run: leave --watch and --since out"))
    if watch:
        watched(paths, chosen)
    from .. import output
    from ..speech import is_asked, told
    from ..writing import NotWritten, Streams, Writer, opened

    form = form or "terminal"
    if form in output.FOLDERS:
        raise Refusal(say("{form} is written to a folder: -o {form}=FOLDER", form=form))
    if form not in output.FORMATS:
        from ..config import suggest

        raise Refusal(
            say(
                "no format is called '{form}'{suggest} ({formats})",
                form=form,
                suggest=suggest(form, output.FORMATS),
                formats=", ".join(output.FORMATS),
            )
        )
    try:
        asked = [output.asked(word) for word in outputs]
    except ValueError as fault:
        raise Refusal(fault.args[0]) from None
    files = [name for _, name in asked]
    if twice := next((name for name in files if files.count(name) > 1), ""):
        raise Refusal(say("two reports cannot be written to the one file '{twice}'; name another", twice=twice))
    streamed = [(kind, name) for kind, name in asked if kind == "jsonl" and not output.in_pieces(kind, name)]
    stdin = sys.stdin.buffer.read() if "-" in paths else b""
    try:
        streams = Streams(
            [partial(opened, name) for kind, name in streamed] + ([standard_output] if form == "jsonl" else [])
        )
        checkpoint = None
        if kept is not None:
            from ..checkpoint import Checkpoint

            checkpoint = Checkpoint(kept)
        report = lint(
            paths,
            config,
            quiet,
            stdin,
            streams.heard if streams else None,
            suppress=not chosen["isolated"],
            prune=prune,
            since=since,
            recall=config.cache,
            checkpoint=checkpoint,
        )
        if checkpoint is not None and checkpoint.found and not quiet:
            click.echo(
                told(
                    say(
                        "handmade-lint: {n} batches were judged before, as '{folder}' told",
                        n=checkpoint.found,
                        folder=str(kept),
                    )
                ),
                err=True,
            )
        streams.end(report)
        writer = Writer(report, config, stdin, lang=language_of(report), everywhere=is_asked())
        for kind, name in asked:
            if (kind, name) not in streamed:
                writer.save(kind, name)
        if form != "jsonl":
            present(writer, form, quiet, color, limit, show_suppressed)
        if checkpoint is not None:
            checkpoint.clear()
    except NotWritten as fault:
        raise Refusal(fault.args[0]) from None
    raise SystemExit(status(report, config))


def status(report: Report, config: Config) -> int:
    """Of a run: whether there is a finding at or above --fail-on."""
    counts = report.counts()
    failing = RANKS[: RANKS.index(config.fail_on) + 1] if config.fail_on != "never" else ()
    return FINDINGS if any(counts[rank] for rank in failing) else OK


def watched(paths: tuple[str, ...], chosen: Mapping[str, Any]) -> None:
    """Run `check` again and again, as it was called, on what changed; Ctrl-C ends it with status 0."""
    from ..config import ConfigError
    from ..speech import told
    from ..watch import pause, watch

    if "-" in paths:
        raise Refusal(say("--watch watches files, not standard input"))
    context = click.get_current_context()
    known = configuration(paths, **chosen)

    def configured() -> Config:
        nonlocal known
        with suppress_faults(ConfigError):  # it is being written; a run says what is wrong with it
            known = configuration(paths, **chosen)
        return known

    def again(files: list[Path]) -> None:
        if sys.stdout.isatty():
            click.clear()
        try:
            context.invoke(check, **{**context.params, "paths": tuple(map(str, files)), "watch": False})
        except Refusal as why:
            Status(str(why)).show()
        except SystemExit as end:
            assert end.code in (OK, FINDINGS)
        now = datetime.now().strftime("%H:%M:%S")
        click.echo(told(say("{now} watching {paths}; Ctrl-C ends it", now=now, paths=", ".join(paths))), err=True)

    try:
        watch(map(Path, paths), configured, again, pause)
    except KeyboardInterrupt:
        raise SystemExit(OK) from None


def show(config: Config) -> None:
    """Print what would be used."""
    from ..run import plan
    from ..speech import told

    planned = plan(config)
    for key, value in asdict(config).items():
        if key == "seller":
            continue
        words = value if isinstance(value, str) else ", ".join(value) if isinstance(value, tuple) else value
        click.echo(f"{key.replace('_', '-')}: {words or '(default)'}")
    for key, value in planned.seller.items():
        lines, file = ", ".join(value.splitlines()), planned.seller_files[key]
        click.echo(told(say("{key}: {lines} (from {file})", key=key, lines=lines, file=file)))
    click.echo(f"day: {planned.on}")
    click.echo(told(say("rules: {count}", count=len(planned.rules))))
    for rule in planned.rules.values():
        settings = {**rule.settings, **planned.settings.get(rule.code, {})}
        own = " ".join(f"{key}={_plain(value)}" for key, value in settings.items())
        click.echo(f"  {rule.code} {rule.name}: {planned.severity(rule)} {own}".rstrip())


def _plain(value: Any) -> str:
    return f"[{', '.join(map(str, value))}]" if isinstance(value, tuple) else str(value)
