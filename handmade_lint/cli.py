"""The command line: click commands, each of which imports its own needs."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress as suppress_faults
from dataclasses import asdict, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any, TypeVar

import click

from . import GUIDE, __version__

if TYPE_CHECKING:
    from .config import Config
    from .pipeline import Heard
    from .repair import Outcome
    from .report import Report
    from .rule import Rule
    from .writing import Writer

OK, FINDINGS, WRONG = 0, 1, 2
STATUS = (
    "Exit status: 0 nothing at or above --fail-on; 1 findings; 2 wrong usage or configuration, or an unreadable input."
)
STATUS_OF_FIX = (
    "Exit status: 0 nothing at or above --fail-on is left; 1 something is; 2 wrong usage or configuration, or an input "
    "that cannot be read or written."
)
RANKS = ("error", "warning", "info")
SHOWN = 4
"""Rows of a case that `explain` shows."""
FORMAT = (
    "On standard output: terminal, json, jsonl, csv, html, rows, sarif, junit, gitlab, github or amazon "
    "(docs/report.md) [terminal]."
)
OUTPUT = (
    "Also write FILE in the format that its end names: .txt .json .jsonl .csv .html .rows.csv .sarif .junit.xml "
    "(or .xml) .gitlab.json .github.txt .amazon.json; or write FORMAT=FILE. May be repeated."
)


class Status(click.ClickException):
    """A fault of usage, configuration or input: one sentence, status 2."""

    exit_code = WRONG

    def show(self, file: Any = None) -> None:
        """Print the sentence, control characters made visible."""
        words = "".join(letter if letter.isprintable() else f"\\x{ord(letter):02x}" for letter in self.message)
        click.echo(f"handmade-lint: {words}", err=True, file=file)


class Group(click.Group):
    """Commands in the order they are written, and a suggestion for a mistyped one."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names in the order of definition."""
        return list(self.commands)

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        """Find the command, or say which one was probably meant."""
        if args and args[0] not in self.commands and not args[0].startswith("-"):
            from .config import suggest

            hint = suggest(args[0], self.commands)
            if not hint and ("." in args[0] or Path(args[0]).exists()):
                hint = f"; to lint it: handmade-lint check {args[0]}"
            raise Status(f"there is no command '{args[0]}'{hint}")
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; what it refuses becomes one sentence and status 2, and a reader that left ends it quietly."""
        from .refusal import Refusal

        try:
            return super().invoke(ctx)
        except Refusal as why:
            raise Status(str(why)) from None
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise SystemExit(OK) from None


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, message=f"handmade-lint %(version)s (guide of {GUIDE})")
def app() -> None:
    """Lint the catalogue of a handmade shop before a marketplace does."""


Command = TypeVar("Command", bound=Callable[..., Any])


def comma_separated(_: click.Context, __: click.Parameter, value: tuple[str, ...]) -> tuple[str, ...]:
    """Split --select A,B --select C into words."""
    return tuple(word.strip() for one in value for word in one.split(",") if word.strip())


def offer(kind: str) -> Callable[[click.Context, click.Parameter, str], Any]:
    """What the shell offers, by the name of a function of completion.py, which is imported when it is asked."""

    def complete(context: click.Context, parameter: click.Parameter, begun: str) -> Any:
        from . import completion

        return getattr(completion, kind)(context, parameter, begun)

    return complete


def choosing(command: Command) -> Command:
    """The options that say what is judged, and how strictly."""
    for option in reversed(
        (
            click.option(
                "--store",
                metavar="STORE",
                shell_complete=offer("stores"),
                help="Store to judge for, such as amazon.fr; else the file's own.",
            ),
            click.option(
                "--language",
                metavar="CODE",
                shell_complete=offer("languages"),
                help="Language of the listings: en fr de it es ja.",
            ),
            click.option("--on", metavar="DATE", help="Judge by the limits of that day (2026-07-27); else today."),
            click.option(
                "--select",
                multiple=True,
                callback=comma_separated,
                shell_complete=offer("choices"),
                metavar="WORDS",
                help="Only these: codes (TI-001), letters (TI), groups (titles), names, or ALL (also what is off).",
            ),
            click.option(
                "--ignore",
                multiple=True,
                callback=comma_separated,
                shell_complete=offer("choices"),
                metavar="WORDS",
                help="Leave these out.",
            ),
            click.option(
                "--rules", "rule_folders", multiple=True, metavar="DIR", help="Also take the rules of this folder."
            ),
            click.option(
                "--profile", type=click.Path(path_type=Path), metavar="FILE", help="Use this profile of the seller."
            ),
            click.option("--config", type=click.Path(path_type=Path), metavar="FILE", help="Use this configuration."),
            click.option("--isolated", is_flag=True, help="Use no configuration file."),
        )
    ):
        command = option(command)
    return command


@app.command()
@click.argument("folder", type=click.Path(path_type=Path), default=".", metavar="[FOLDER]")
@click.option("--store", metavar="STORE", help="Store that the listings are for, such as amazon.fr; else it is asked.")
@click.option("--yes", is_flag=True, help="Ask nothing: write files to be filled in by hand.")
@click.option("--force", is_flag=True, help="Write over files that are there already.")
def init(folder: Path, store: str | None, yes: bool, force: bool) -> None:
    """Write a profile of the seller and a configuration, after some questions."""
    from .config import FILE, load, load_profile
    from .interview import PROFILE, NotUnderstood, configuration_text, profile_text, understand_store

    profile, configuration = folder / PROFILE, folder / FILE
    if not folder.is_dir():
        raise Status(f"there is no folder '{folder}'")
    there = [str(path) for path in (profile, configuration) if path.exists()]
    if there and not force:
        verb = "is" if len(there) == 1 else "are"
        raise Status(f"{' and '.join(there)} {verb} there already; --force writes over")
    try:
        chosen = understand_store(store or "")
        told = {} if yes else interview(chosen)
    except NotUnderstood as fault:
        raise Status(str(fault)) from None
    except click.Abort:
        raise Status("stopped; nothing was written") from None
    chosen = told.pop("store", chosen)
    for path, text in ((profile, profile_text(told)), (configuration, configuration_text(chosen))):
        try:
            path.write_text(text, "utf-8")
        except OSError as fault:
            raise Status(f"'{path}' cannot be written: {fault.strerror}") from None
    load(configuration)
    load_profile(profile)
    click.echo(f"Wrote {profile} and {configuration}.")
    click.echo("Next:")
    click.echo(f"  1. Look through {profile}; every key that you fill in wakes rules that are skipped without it.")
    click.echo(f"  2. Put your catalogue into {folder.resolve()}, or below it, and run:")
    click.echo("       handmade-lint check catalogue.csv")


def interview(store: str) -> dict[str, Any]:
    """Ask for the store and for what the profile should tell; what is skipped is left out."""
    from .interview import QUESTIONS, understand, understand_store

    click.echo("Some questions about your shop. Enter skips one; nothing leaves this machine.")
    told: dict[str, Any] = {}
    if not store:
        store = ask(
            "Store you list on (amazon.fr, etsy, …)",
            "your listings are judged by its rules, in its language",
            understand_store,
        )
        if store:
            told["store"] = store
    for question in QUESTIONS:
        if question.asked and question.when(told, store):
            key = question.key
            answer = ask(question.asks, question.why, partial(understand, key))
            if answer not in ("", []):
                told[key] = answer
    return told


def ask(asks: str, why: str, understand: Callable[[str], Any]) -> Any:
    """Ask until the answer is understood; '' where it is skipped."""
    from .interview import NotUnderstood

    click.echo(f"\n{asks}\n  Why: {why}.")
    while True:
        words = click.prompt(">", default="", show_default=False, prompt_suffix=" ")
        if not words.strip():
            return ""
        try:
            return understand(words)
        except NotUnderstood as fault:
            click.echo(f"  {fault}")


@app.command(epilog=STATUS)
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
    "--images", multiple=True, metavar="DIR", help="Folder or ZIP archive with pictures, beside the catalogue's folder."
)
@click.option(
    "--bank", multiple=True, metavar="DIR", help="Look pictures and texts up in this bank (see handmade-lint bank)."
)
@click.option("--fetch-images", is_flag=True, help="Fetch the pictures that are on the web; else they are not judged.")
@click.option("--no-cache", is_flag=True, help="Remember nothing of this run, and use nothing remembered.")
@click.option("--jobs", type=click.IntRange(0), metavar="N", help="Worker processes [as the input's size asks for].")
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
        raise Status("--prune strikes out of a baseline: name it with --baseline FILE")
    if prune and since:
        raise Status("--prune looks at all rows, --since at some: leave one of them out")
    config = replace(config, jobs=0 if jobs is None else jobs, cache=config.cache and not no_cache)
    if show_settings:
        show(config)
        return
    if not paths:
        raise Status("name a catalogue to lint: handmade-lint check catalogue.csv (or - for standard input)")
    if watch:
        watched(paths, chosen)
    from . import output
    from .writing import NotWritten, Streams, Writer, opened

    form = form or "terminal"
    if form not in output.FORMATS:
        from .config import suggest

        raise Status(f"no format is called '{form}'{suggest(form, output.FORMATS)} ({', '.join(output.FORMATS)})")
    try:
        asked = [output.asked(word) for word in outputs]
    except ValueError as fault:
        raise Status(str(fault)) from None
    files = [name for _, name in asked]
    if twice := next((name for name in files if files.count(name) > 1), ""):
        raise Status(f"two reports cannot be written to the one file '{twice}'; name another")
    stdin = sys.stdin.buffer.read() if "-" in paths else b""
    try:
        streams = Streams(
            [partial(opened, name) for kind, name in asked if kind == "jsonl"]
            + ([standard_output] if form == "jsonl" else [])
        )
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
        )
        streams.end(report)
        writer = Writer(report, config, stdin)
        for kind, name in asked:
            if kind != "jsonl":
                writer.save(kind, name)
        if form != "jsonl":
            say(writer, form, quiet, color, limit, show_suppressed)
    except NotWritten as fault:
        raise Status(str(fault)) from None
    raise SystemExit(status(report, config))


def status(report: Report, config: Config) -> int:
    """Of a run: whether there is a finding at or above --fail-on."""
    counts = report.counts()
    failing = RANKS[: RANKS.index(config.fail_on) + 1] if config.fail_on != "never" else ()
    return FINDINGS if any(counts[rank] for rank in failing) else OK


@app.command(epilog=STATUS)
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
    from .hook import rows
    from .hook import whole as all_rows

    config = configuration((".",), **chosen, fail_on=fail_on, baseline=baseline and str(baseline))
    config = replace(config, jobs=0, cache=config.cache and not no_cache)
    if whole and paths:
        raise Status("--whole finds the catalogues itself: leave out the files (in pre-commit: pass_filenames: false)")
    heeds = not chosen["isolated"]
    report = all_rows(config, suppress=heeds) if whole else rows(paths, config, suppress=heeds)
    if report is None:
        click.echo("No catalogue is among these files." if paths else "No catalogue is here.")
        return
    from .writing import Writer

    say(Writer(report, config), "terminal", False, None, limit)
    raise SystemExit(status(report, config))


def watched(paths: tuple[str, ...], chosen: Mapping[str, Any]) -> None:
    """Run `check` again and again, as it was called, on what changed; Ctrl-C ends it with status 0."""
    from .config import ConfigError
    from .watch import pause, watch

    if "-" in paths:
        raise Status("--watch watches files, not standard input")
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
        except Status as fault:
            fault.show()
        except SystemExit as end:
            assert end.code in (OK, FINDINGS)
        click.echo(f"{datetime.now():%H:%M:%S} watching {', '.join(paths)}; Ctrl-C ends it", err=True)

    try:
        watch(map(Path, paths), configured, again, pause)
    except KeyboardInterrupt:
        raise SystemExit(OK) from None


def standard_output() -> Any:
    """Standard output, ready for any character."""
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    return sys.stdout


def say(
    writer: Writer, form: str, quiet: bool, color: bool | None, limit: int | None, suppressed: bool = False
) -> None:
    """Write the report to standard output."""
    stream = standard_output()
    terminal = stream.isatty()
    if color is None:
        color = colourful(stream)
    options: dict[str, Any] = {}
    if form == "terminal":
        shown = (20 if limit is None else limit) or None
        options = {"color": color, "width": None if terminal else 80, "quiet": quiet, "limit": shown}
        options["suppressed"] = suppressed
    writer.write(form, stream, **options)
    stream.flush()


def lint(
    paths: tuple[str, ...],
    config: Config,
    quiet: bool,
    stdin: bytes = b"",
    heard: Heard | None = None,
    **options: Any,
) -> Report:
    """Run, with a count of listings on a terminal's standard error once it takes more than a second."""
    from io import BytesIO

    from .run import check as run

    progress = Progress() if sys.stderr.isatty() and not quiet else None
    try:
        measured = progress.pictures if progress else None
        return run(paths, config, progress=progress, measured=measured, heard=heard, stdin=BytesIO(stdin), **options)
    except KeyboardInterrupt:
        raise Status("stopped; nothing was written") from None
    finally:
        if progress is not None:
            progress.close()


class Progress:
    """How far a run is: on standard error, after its first second, ten times a second at most."""

    def __init__(self) -> None:
        self._listings = self._pictures = 0
        self._began = self._last = monotonic()
        self._shown: Any = None
        self._task: Any = None

    def __call__(self, done: int) -> None:
        """Told the number of listings judged so far."""
        self._listings = done
        self._show()

    def pictures(self, more: int) -> None:
        """Told of so many more pictures that were measured."""
        self._pictures += more
        self._show()

    def _show(self) -> None:
        now = monotonic()
        if now - self._began < 1 or now - self._last < 0.1:
            return
        self._last = now
        if self._shown is None:
            from rich.console import Console
            from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

            columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
            self._shown = Progress(*columns, console=Console(stderr=True), transient=True)
            self._shown.start()
            self._task = self._shown.add_task("", total=None)
        measured = f", measured {self._pictures} pictures" if self._pictures else ""
        self._shown.update(self._task, description=f"judged {self._listings} listings{measured}")

    def close(self) -> None:
        """Take it off the screen."""
        if self._shown is not None:
            self._shown.stop()


def configuration(
    paths: tuple[str, ...], *, config: Path | None, profile: Path | None, isolated: bool, **given: Any
) -> Config:
    """The configuration file nearest to the first input, overruled by the command line."""
    from .config import Config, ConfigError, find, load

    if isolated and config is not None:
        raise ConfigError("--isolated uses no configuration file: leave out --config, or --isolated")
    if isolated:
        base = Config()
    elif config is not None:
        base = load(config)
    else:
        first = Path(paths[0]) if paths and paths[0] != "-" else Path()
        near = find(first if first.is_dir() else first.parent)
        base = load(near) if near else Config()
    if profile is not None:
        base = replace(base, profile=str(profile))
    return replace(base, **{key: value for key, value in given.items() if value})


def show(config: Config) -> None:
    """Print what would be used."""
    from .run import plan

    planned = plan(config)
    for key, value in asdict(config).items():
        if key == "seller":
            continue
        words = value if isinstance(value, str) else ", ".join(value) if isinstance(value, tuple) else value
        click.echo(f"{key.replace('_', '-')}: {words or '(default)'}")
    for key, value in planned.seller.items():
        click.echo(f"{key}: {', '.join(value.splitlines())} (from {planned.seller_files[key]})")
    click.echo(f"day: {planned.on}")
    click.echo(f"rules: {len(planned.rules)}")
    for rule in planned.rules.values():
        settings = {**rule.settings, **planned.settings.get(rule.code, {})}
        own = " ".join(f"{key}={_plain(value)}" for key, value in settings.items())
        click.echo(f"  {rule.code} {rule.name}: {planned.severity(rule)} {own}".rstrip())


def _plain(value: Any) -> str:
    return f"[{', '.join(map(str, value))}]" if isinstance(value, tuple) else str(value)


@app.command(epilog=STATUS_OF_FIX)
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
        raise Status("name a catalogue to mend: handmade-lint fix catalogue.csv (or - for standard input)")
    if output is not None and (len(paths) > 1 or Path(paths[0]).is_dir()):
        raise Status("-o writes one file, so that it takes one catalogue")
    from . import fix_files, fix_text

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
            raise Status(str(fault)) from None
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
    from .repair import repair

    progress = Progress() if sys.stderr.isatty() and not quiet else None
    try:
        return repair(paths, config, unsafe=unsafe, stdin=sys.stdin.buffer, progress=progress, suppress=suppress)
    except KeyboardInterrupt:
        raise Status("stopped; nothing was written") from None
    finally:
        if progress is not None:
            progress.close()


def copy_pictures(outcome: Outcome, config: Config, folder: Path, *, write: bool, quiet: bool) -> None:
    """Write corrected copies of the pictures of the mended catalogues, and say what became of each."""
    from . import fix_text
    from .album import Album, Settings
    from .copies import Copies
    from .repair import tables_of

    for source in config.images:
        if not Path(source).exists():
            raise Status(f"there is no folder or archive '{source}' with pictures (--images-from)")
    album = Album((), Settings(config.images, config.fetch_images, config.cache))
    copies = Copies(folder, album, config.day(), write=write)
    tables = (table for file in outcome.files for table in tables_of(file, config))
    try:
        for line in fix_text.copies(copies(tables), str(folder), write):
            if not quiet:
                click.echo(line, err=True)
    except OSError as fault:
        raise Status(f"'{folder}' cannot be written to: {fault.strerror}") from None
    finally:
        album.close()
    if copies.remote and not quiet:
        click.echo(
            f"{copies.remote:,} pictures are on the web and were left out; --fetch-images fetches them.", err=True
        )
    if copies.nowhere and not quiet:
        click.echo(f"{copies.nowhere:,} pictures were not found; --images-from says where they are.", err=True)


def colourful(stream: Any) -> bool:
    """Whether colours are wanted there, as nobody says otherwise."""
    return bool(stream.isatty()) and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


@app.command()
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
    from .baseline import FILE, keys, write

    config = configuration(paths, **chosen)
    path = given or Path(config.baseline or FILE)
    report = lint(paths, replace(config, baseline="", jobs=0), quiet, suppress=not chosen["isolated"])
    total = write(keys(report.findings, path.parent), path)
    if not quiet:
        click.echo(f"Recorded {total} finding{'' if total == 1 else 's'} in {path}.")
        if not config.baseline:
            click.echo(f"Next: handmade-lint check {' '.join(paths)} --baseline {path}")


@app.command()
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
    from .choose import find as find_rule
    from .finding import Suppression
    from .run import every_rule
    from .suppress_file import FILE, add, day, find

    rule = find_rule(every_rule(configuration((), config=None, profile=None, isolated=False)), code)
    path = given or find(Path()) or Path(FILE)
    until = day(until, "--until")
    if not reason.strip():
        raise Status("--reason is empty; say why, in a few words")
    add(path, [Suppression(rule.code, sku, reason.strip(), author or "", until) for sku in dict.fromkeys(skus)])
    ends = f" until {until}" if until else ""
    click.echo(f"{rule.code} {rule.name} is suppressed for {', '.join(skus)}{ends}, in {path}.")


@app.command()
@choosing
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
@click.option("--test", "tested", metavar="DIR", help="Prove the rules of this folder by their own cases, and stop.")
def rules(form: str, tested: str | None, **chosen: Any) -> None:
    """List the rules: code, name, group, severity, whose it is, stores, source, fixable."""
    if tested is not None:
        raise SystemExit(prove(tested, configuration((), **{**chosen, "rule_folders": (tested,)})))
    config = configuration((), **chosen)
    from .run import plan

    planned = plan(config)
    listed = [rule for rule in planned.rules.values() if not config.store or rule.holds_for(config.store)]
    if form == "json":
        import json

        click.echo(json.dumps([facts(rule) for rule in listed], ensure_ascii=False, indent=2))
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("code", "name", "group", "severity", "force", "stores", "fix"):
        table.add_column(heading, overflow="fold")
    styles = {"error": "red", "warning": "yellow", "info": "cyan", "off": "dim"}
    for rule in listed:
        cells = (rule.code, rule.name, rule.group, Text(rule.severity, styles[rule.severity]), rule.force)
        table.add_row(*cells, _stores(rule), "yes" if rule.fixable else "")
    console = Console(width=None if sys.stdout.isatty() else 120)
    console.print(table)
    console.print(f"{len(listed)} rules; handmade-lint explain CODE tells more of one.", highlight=False)


def prove(folder: str, config: Config) -> int:
    """Prove the rules of a folder; tell what is wrong with each, and whether anything is."""
    from .plugins import load
    from .proving import faults
    from .run import every_rule

    every_rule(config)
    ours = load([folder])
    wrong = 0
    for rule in ours.values():
        found = list(faults(rule, config.day()))
        wrong += bool(found)
        held = "" if found else f"{len(rule.bad)} bad and {len(rule.good)} good cases hold"
        click.echo(f"{rule.code} {rule.name}: {held}".rstrip())
        for fault in found:
            click.echo(f"  {fault}")
    sound = f"{len(ours) - wrong} of {len(ours)} rules hold" if ours else "there is no rule"
    click.echo(f"{sound} in {folder}.")
    return FINDINGS if wrong or not ours else OK


@app.command("new-rule")
@click.argument("code")
@click.option("--name", metavar="NAME", help="What it is called, such as left-over-note [its code].")
@click.option("--rules", "folder", type=click.Path(path_type=Path), default="rules", show_default=True, metavar="DIR")
@click.option("--python", "as_code", is_flag=True, help="A function instead of a table.")
def new_rule(code: str, name: str | None, folder: Path, as_code: bool) -> None:
    """Write a first rule of one's own, with cases, into a folder of rules."""
    from .rules import load
    from .skeleton import write

    taken = {word: rule for rule in load().values() for word in (rule.code, rule.name)}
    name = name or f"rule-{code.casefold()}"
    for word in (code, name):
        if word in taken:
            raise Status(f"'{word}' is one of handmade-lint's ({taken[word].code} {taken[word].name}); choose another")
    path = write(code, name, folder, as_code=as_code)
    click.echo(f"Wrote {path}.")
    click.echo("Next:")
    click.echo(f"  1. Say in {path} what is wrong, and show it in its cases.")
    click.echo(f"  2. Prove it:  handmade-lint rules --test {folder}")
    click.echo(f"  3. Use it:    handmade-lint check catalogue.csv --rules {folder}")


def _stores(rule: Rule) -> str:
    if not rule.stores:
        return "all"
    amazon = [store.removeprefix("amazon.") for store in rule.stores if store.startswith("amazon.")]
    others = [store for store in rule.stores if not store.startswith("amazon.")]
    return " ".join([*others, *([f"amazon: {' '.join(amazon)}"] if amazon else [])])


def facts(rule: Rule) -> Mapping[str, Any]:
    """What `rules --format json` says of a rule."""
    return {
        "code": rule.code,
        "name": rule.name,
        "group": rule.group,
        "severity": rule.severity,
        "force": rule.force,
        "summary": rule.summary,
        "stores": list(rule.stores),
        "except_stores": list(rule.except_stores),
        "languages": list(rule.languages),
        "source": list(rule.source),
        "fixable": rule.fixable,
        "settings": {key: list(value) if isinstance(value, tuple) else value for key, value in rule.settings.items()},
    }


SHOWN_ROWS = 4
"""Rows of a case that `explain` shows."""


@app.command()
@click.argument("word", metavar="CODE", shell_complete=offer("codes"))
@click.option("--rules", "rule_folders", multiple=True, metavar="DIR", help="Also take the rules of this folder.")
def explain(word: str, rule_folders: tuple[str, ...]) -> None:
    """Tell what a rule is about: what, why, source, settings, cases."""
    from .choose import find
    from .finding import FORCES
    from .run import every_rule

    config = configuration((), config=None, profile=None, isolated=False, rule_folders=rule_folders)
    rule = find(every_rule(config), word)
    lines = [
        f"{rule.code} {rule.name} ({rule.group}, {rule.severity})",
        "",
        rule.summary,
        "",
        rule.reason,
        "",
        f"What to do: {rule.advice}",
        f"Whose rule: {FORCES[rule.force]}",
        f"Stores: {_stores(rule)}" + (f", except {' '.join(rule.except_stores)}" if rule.except_stores else ""),
        f"Languages: {' '.join(rule.languages) or 'all'}",
        f"Reads: {' '.join(rule.reads)}",
        *_measures(rule),
        f"Fixable: {'yes' if rule.fixable else 'no'}",
        "Source:",
        *(f"  {source}" for source in rule.source),
    ]
    if rule.settings:
        lines += ["Settings (in handmade-lint.toml):", f"  [rules.{rule.name}]"]
        lines += [f"  {key} = {_toml(value)}" for key, value in rule.settings.items()]
    for heading, some in (("Found:", rule.bad), ("Left alone:", rule.good)):
        lines.append(heading)
        for case in some:
            lines += [f"  {_case(row)}" for row in case.rows[:SHOWN_ROWS]]
            if len(case.rows) > SHOWN_ROWS:
                lines.append(f"  … and {len(case.rows) - SHOWN_ROWS} rows more")
            if case.cure is not None:
                lines.append(f"    cured: {_case(case.cure)}")
    click.echo("\n".join(lines))


def _measures(rule: Rule) -> list[str]:
    """What is measured of pictures for a rule: each column, its unit and what it means."""
    if rule.subject != "images":
        return []
    from .album.columns import KNOWN

    read = [KNOWN[name] for name in rule.reads if name in KNOWN]
    return [
        "Measures (of each picture):",
        *(f"  {one.name}{f' ({one.unit})' if one.unit else ''}: {one.doc}" for one in read),
    ]


def _toml(value: Any) -> str:
    import json

    return json.dumps(list(value) if isinstance(value, tuple) else value, ensure_ascii=False)


def _case(row: Mapping[str, Any]) -> str:
    return ", ".join(f"{key}: {_toml(value)}" for key, value in row.items())


@app.command("explain-score")
@click.argument("sku", metavar="SKU")
@click.argument("paths", nargs=-1, required=True, metavar="FILE...")
@choosing
def explain_score(sku: str, paths: tuple[str, ...], **chosen: Any) -> None:
    """Tell what speaks for a maker and what for a factory in one listing, and what would clear it.

    SKU names the listing; FILE... is the catalogue that holds it (files, folders, or - for standard input).
    """
    config = configuration(paths, **chosen)
    from .provenance import explain, tell

    explained = explain(paths, sku, config, sys.stdin.buffer.read() if "-" in paths else b"")
    for line in tell(explained):
        click.echo("".join(letter if letter.isprintable() else " " for letter in line))


class Banks(Group):
    """The commands on banks, loaded when one is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names in the order of their definition."""
        self._load()
        return super().list_commands(ctx)

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        """Find the command."""
        self._load()
        return super().resolve_command(ctx, args)

    def _load(self) -> None:
        if not self.commands:
            from .bank_commands import COMMANDS

            self.commands.update(COMMANDS)


@app.group(cls=Banks)
def bank() -> None:
    """Banks of known pictures and texts: make, fill, share, search; `check --bank` looks listings up."""


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


@app.group(cls=Shelf)
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
    from .review.cli import judged_on
    from .review.cli import screen as run

    config = judged_on(configuration(paths, **chosen), images, bank, fetch_images, shop_column or "", jobs)
    run(paths, queue, config, weights, sample, quiet)


@screen.command("report")
@click.argument("queue", type=QUEUE)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--export-suppressions", type=QUEUE, metavar="FILE", help="Write what was allowed, for the seller's run.")
@click.option("--fit-weights", type=QUEUE, metavar="FILE", help="Fit weights from decisions into a new file.")
def screen_report(queue: Path, form: str, export_suppressions: Path | None, fit_weights: Path | None) -> None:
    """Say how right the flags were, how far reviewers agree, and what a day of review is worth."""
    from .review.cli import report

    report(queue, form, export_suppressions, fit_weights)


@app.group(cls=Shelf)
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
    from .review.cli import serve

    serve(queue, **options)


@review.command("verify")
@click.argument("queue", type=QUEUE)
@click.option("--head", default="", metavar="HASH", help="Hash of a line that was noted down: it must still be there.")
def review_verify(queue: Path, head: str) -> None:
    """Check that no decision was changed, left out or slipped in; status 1 if one was."""
    from .review.cli import verify

    raise SystemExit(OK if verify(queue, head) else FINDINGS)


@app.command()
def schema() -> None:
    """Print the JSON Schema of the JSON report."""
    import json

    from .report import schema as read

    click.echo(json.dumps(read(), indent=2))


def main() -> None:
    """Entry point of the command."""
    app(prog_name="handmade-lint")
