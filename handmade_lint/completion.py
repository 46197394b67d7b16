"""What the shell is offered for words of the command line; click does the rest (docs: README)."""

from __future__ import annotations

import click
from click.shell_completion import CompletionItem


def codes(_: click.Context, __: click.Parameter, begun: str) -> list[CompletionItem]:
    """Codes and names of rules."""
    from .rules import load

    wanted = begun.casefold()
    return [
        CompletionItem(word, help=rule.summary)
        for rule in load().values()
        for word in (rule.code, rule.name)
        if word.casefold().startswith(wanted)
    ]


def choices(_: click.Context, __: click.Parameter, begun: str) -> list[CompletionItem]:
    """What --select and --ignore understand; of several words parted by commas, the last."""
    from .choose import vocabulary
    from .rules import load

    before, comma, last = begun.rpartition(",")
    words = (word for word in vocabulary(load()) if word.casefold().startswith(last.casefold()))
    return [CompletionItem(f"{before}{comma}{word}") for word in words]


def stores(_: click.Context, __: click.Parameter, begun: str) -> list[CompletionItem]:
    """Stores."""
    from .listing import STORE_LANGUAGES

    return [CompletionItem(store) for store in STORE_LANGUAGES if store.startswith(begun)]


def languages(_: click.Context, __: click.Parameter, begun: str) -> list[CompletionItem]:
    """Languages."""
    from .listing import LANGUAGES

    return [CompletionItem(language) for language in LANGUAGES if language.startswith(begun)]


def formats(_: click.Context, __: click.Parameter, begun: str) -> list[CompletionItem]:
    """Formats of reports."""
    from .output import FORMATS

    return [CompletionItem(format) for format in FORMATS if format.startswith(begun)]
