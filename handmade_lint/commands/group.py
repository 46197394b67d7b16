"""Groups of commands: loaded when called, suggested where mistyped, refusing in one sentence."""

from __future__ import annotations

import os
import sys
from copy import copy
from importlib import import_module
from inspect import cleandoc
from pathlib import Path
from typing import Any, TypeVar

import click

from ..said import say

WRONG = 2
SPACES = "\u00a0\u202f"
"""Do not break, stand before French signs, and are not printable to Python."""
MODULES = {
    "init": "init",
    "check": "check",
    "hook": "hook",
    "fix": "fix",
    "baseline": "baseline",
    "suppress": "suppress",
    "rules": "rules",
    "new-rule": "rules",
    "explain": "explain",
    "explain-score": "explain_score",
    "guide": "guide",
    "bank": "bank",
    "screen": "review",
    "review": "review",
    "serve": "serve",
    "schema": "schema",
    "doctor": "doctor",
}
"""Of each command, the module of this folder that holds it, in the order of the help."""


class Status(click.ClickException):
    """A fault of usage, configuration or input: one sentence, status 2."""

    exit_code = WRONG

    def show(self, file: Any = None) -> None:
        """Print the sentence, control characters made visible."""
        from ..speech import told

        words = "".join(
            letter if letter.isprintable() or letter in SPACES else f"\\x{ord(letter):02x}"
            for letter in told(self.message)
        )
        click.echo(f"handmade-lint: {words}", err=True, file=file)


class Group(click.Group):
    """Commands in the order they are written, and a suggestion for a mistyped one."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names in the order of definition."""
        return list(self.commands)

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        """Find the command, or say which one was probably meant."""
        names = self.list_commands(ctx)
        if args and args[0] not in names and not args[0].startswith("-"):
            from ..config import suggest

            hint = suggest(args[0], names)
            if not hint and ("." in args[0] or Path(args[0]).exists()):
                hint = say("; to lint it: handmade-lint check {file}", file=args[0])
            raise Status(say("there is no command '{args}'{hint}", args=args[0], hint=hint))
        return super().resolve_command(ctx, args)


Spoken = TypeVar("Spoken", bound=click.Command)


def spoken(command: Spoken, *, short: bool = False) -> Spoken:
    """A command whose help is told in the language of the process, with the option --lang.

    Args:
        command: the command; commands of a group are told when the group is asked for them.
        short: leave the commands of a group and the option --lang aside.
    """
    from ..speech import LANGUAGES, told

    made = copy(command)
    made.help, made.epilog = told(cleandoc(made.help or "")), told(made.epilog or "") or None
    made.params = [copy(one) for one in command.params]
    for one in made.params:
        if isinstance(one, click.Option):
            one.help = told(one.help or "") or None
    if isinstance(made, click.Group):
        if not short:
            made.commands = {name: spoken(one) for name, one in made.commands.items()}
    elif not any(one.name == "lang" for one in made.params):
        words = told(
            say("Language of what is said: {known} [the environment's, else the store's].", known=" ".join(LANGUAGES))
        )
        made.params.append(
            click.Option(["--lang"], type=click.Choice(LANGUAGES), expose_value=False, help=words, metavar="LANG")
        )
    return made


class Top(Group):
    """All commands; one is imported when it is called, all when the help is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names in the order of the help."""
        return list(MODULES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command."""
        if cmd_name not in MODULES:
            return None
        found = getattr(import_module(f".{MODULES[cmd_name]}", __package__), cmd_name.replace("-", "_"))
        assert isinstance(found, click.Command)
        return spoken(found)

    def make_context(self, info_name: str | None, args: list[str], *others: Any, **extra: Any) -> click.Context:
        """Choose the language, which all that follows is said in."""
        from ..speech import begin

        begin(args)
        return super().make_context(info_name, args, *others, **extra)

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the help, in the language of the person."""
        super(Top, spoken(self, short=True)).format_help(ctx, formatter)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; what it refuses becomes one sentence and status 2, and a reader that left ends it quietly."""
        from ..refusal import FULL, Refusal

        try:
            return super().invoke(ctx)
        except Refusal as why:
            raise Status(why.args[0]) from None
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise SystemExit(0) from None
        except OSError as fault:
            if fault.errno not in FULL:
                raise
            raise Status(
                say(
                    "no room is left to write ({strerror}): free some where reports, the checkpoint and temporary "
                    "files (TMPDIR) go, and run again",
                    strerror=fault.strerror,
                )
            ) from None
