"""handmade-lint init: ask for a profile, and write it with a configuration."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import click

from ..refusal import Refusal
from ..said import say, say_many
from ..speech import told


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), default=".", metavar="[FOLDER]")
@click.option("--store", metavar="STORE", help="Store that the listings are for, such as amazon.fr; else it is asked.")
@click.option("--yes", is_flag=True, help="Ask nothing: write files to be filled in by hand.")
@click.option("--force", is_flag=True, help="Write over files that are there already.")
def init(folder: Path, store: str | None, yes: bool, force: bool) -> None:
    """Write a profile of the seller and a configuration, after some questions."""
    from ..config import FILE, load, load_profile
    from ..interview import PROFILE, NotUnderstood, configuration_text, profile_text, understand_store

    profile, configuration = folder / PROFILE, folder / FILE
    if not folder.is_dir():
        raise Refusal(say("there is no folder '{folder}'", folder=folder))
    there = [str(path) for path in (profile, configuration) if path.exists()]
    if there and not force:
        raise Refusal(
            say_many(
                "{files} is there already; --force writes over",
                "{files} are there already; --force writes over",
                len(there),
                files=", ".join(there),
            )
        )
    try:
        chosen = understand_store(store or "")
        answers = {} if yes else interview(chosen)
    except NotUnderstood as fault:
        raise Refusal(fault.args[0]) from None
    except click.Abort:
        raise Refusal(say("stopped; nothing was written")) from None
    chosen = answers.pop("store", chosen)
    for path, text in ((profile, profile_text(answers)), (configuration, configuration_text(chosen))):
        try:
            path.write_text(text, "utf-8")
        except OSError as fault:
            raise Refusal(say("'{path}' cannot be written: {strerror}", path=path, strerror=fault.strerror)) from None
    load(configuration)
    load_profile(profile)
    click.echo(told(say("Wrote {profile} and {configuration}.", profile=profile, configuration=configuration)))
    click.echo(told(say("Next:")))
    click.echo(
        told(
            say(
                "  1. Look through {profile}; every key that you fill in wakes rules that are skipped without it.",
                profile=profile,
            )
        )
    )
    click.echo(told(say("  2. Put your catalogue into {resolve}, or below it, and run:", resolve=folder.resolve())))
    click.echo("       handmade-lint check catalogue.csv")


def interview(store: str) -> dict[str, Any]:
    """Ask for the store and for what the profile should tell; what is skipped is left out."""
    from ..interview import QUESTIONS, understand, understand_store

    click.echo(told(say("Some questions about your shop. Enter skips one; nothing leaves this machine.")))
    answers: dict[str, Any] = {}
    if not store:
        store = ask(
            "Store you list on (amazon.fr, etsy, …)",
            "your listings are judged by its rules, in its language",
            understand_store,
        )
        if store:
            answers["store"] = store
    for question in QUESTIONS:
        if question.asked and question.when(answers, store):
            key = question.key
            answer = ask(question.asks, question.why, partial(understand, key))
            if answer not in ("", []):
                answers[key] = answer
    return answers


def ask(asks: str, why: str, understand: Callable[[str], Any]) -> Any:
    """Ask until the answer is understood; '' where it is skipped."""
    from ..interview import NotUnderstood

    click.echo("")
    click.echo(told(asks))
    click.echo("  " + told(say("Why: {why}.", why=why)))
    while True:
        words = click.prompt(">", default="", show_default=False, prompt_suffix=" ")
        if not words.strip():
            return ""
        try:
            return understand(words)
        except NotUnderstood as fault:
            click.echo(f"  {fault}")
