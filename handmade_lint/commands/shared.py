"""What commands share: options, the configuration they add up to, a run with its progress, and standard output."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any, TypeVar

import click

from ..refusal import Refusal
from ..said import say, say_many

if TYPE_CHECKING:
    from ..config import Config
    from ..pipeline import Heard
    from ..report import Report
    from ..writing import Writer


OK, FINDINGS = 0, 1


STATUS = (
    "Exit status: 0 nothing at or above --fail-on; 1 findings; 2 wrong usage or configuration, or an unreadable input."
)


RANKS = ("error", "warning", "info")


FORMAT = (
    "On standard output: terminal, json, jsonl, csv, html, rows, sarif, junit, gitlab, github or amazon "
    "(docs/report.md) [terminal]."
)


OUTPUT = (
    "Also write FILE in the format that its end names: .txt .json .jsonl .csv .html .rows.csv .sarif .junit.xml "
    "(or .xml) .gitlab.json .github.txt .amazon.json; or write FORMAT=FILE. Parquet (.parquet) and jsonl=FOLDER/ "
    "become folders of pieces. May be repeated."
)


Command = TypeVar("Command", bound=Callable[..., Any])


def comma_separated(_: click.Context, __: click.Parameter, value: tuple[str, ...]) -> tuple[str, ...]:
    """Split --select A,B --select C into words."""
    return tuple(word.strip() for one in value for word in one.split(",") if word.strip())


def offer(kind: str) -> Callable[[click.Context, click.Parameter, str], Any]:
    """What the shell offers, by the name of a function of completion.py, which is imported when it is asked."""

    def complete(context: click.Context, parameter: click.Parameter, begun: str) -> Any:
        from .. import completion

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


def standard_output() -> Any:
    """Standard output, ready for any character."""
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    return sys.stdout


def present(
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

    from ..run import check as run

    progress = Progress() if sys.stderr.isatty() and not quiet else None
    try:
        measured = progress.pictures if progress else None
        return run(paths, config, progress=progress, measured=measured, heard=heard, stdin=BytesIO(stdin), **options)
    except KeyboardInterrupt:
        raise Refusal(say("stopped; nothing was written")) from None
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
        from ..speech import told

        words = say_many("judged {n:,} listing", "judged {n:,} listings", self._listings)
        if self._pictures:
            words = say("{judged}, pictures measured: {pictures:,}", judged=words, pictures=self._pictures)
        self._shown.update(self._task, description=told(words))

    def close(self) -> None:
        """Take it off the screen."""
        if self._shown is not None:
            self._shown.stop()


def configuration(
    paths: tuple[str, ...], *, config: Path | None, profile: Path | None, isolated: bool, **given: Any
) -> Config:
    """The configuration file nearest to the first input, overruled by the command line."""
    from ..config import Config, ConfigError, find, load
    from ..speech import configured

    if isolated and config is not None:
        raise ConfigError(say("--isolated uses no configuration file: leave out --config, or --isolated"))
    if isolated:
        base = Config()
    elif config is not None:
        base = load(config)
    else:
        first = Path(paths[0]) if paths and paths[0] != "-" else Path()
        near = find(first if first.is_dir() else first.parent)
        base = load(near) if near else Config()
    configured(base.lang)
    if profile is not None:
        base = replace(base, profile=str(profile))
    return replace(base, **{key: value for key, value in given.items() if value})


def language_of(report: Report) -> str:
    """The language in which a person is told a report: of --lang, the configuration, the environment, its stores."""
    from ..listing import STORE_LANGUAGES
    from ..speech import language_of

    return language_of(STORE_LANGUAGES.get(store, "") for store in report.run.stores)


def colourful(stream: Any) -> bool:
    """Whether colours are wanted there, as nobody says otherwise."""
    return bool(stream.isatty()) and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
