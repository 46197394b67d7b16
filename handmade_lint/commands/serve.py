"""handmade-lint serve: listings linted over HTTP."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from ..refusal import Refusal
from ..said import say
from ..speech import told
from .shared import choosing, configuration


@click.command(epilog="The API is described at /openapi.json; see also docs/scale.md.")
@choosing
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="Address to listen on; any other asks for a token."
)
@click.option("--port", type=click.IntRange(0, 65535), default=8614, show_default=True, help="0 takes a free one.")
@click.option("--allow-host", "hosts", multiple=True, metavar="NAME", help="Name that clients may use.")
@click.option(
    "--token-file", type=click.Path(path_type=Path), metavar="FILE", help="Ask for the token that FILE holds."
)
@click.option("--most-bytes", type=click.IntRange(1), default=4 << 20, show_default=True, help="Of one request.")
@click.option("--most-listings", type=click.IntRange(1), default=1_000, show_default=True, help="Of one request.")
@click.option(
    "--seconds", type=click.FloatRange(0.01), default=30.0, show_default=True, help="For one request to be judged."
)
@click.option(
    "--requests", type=click.IntRange(1), default=16, show_default=True, help="At a time; more are turned away."
)
def serve(
    host: str,
    port: int,
    hosts: tuple[str, ...],
    token_file: Path | None,
    most_bytes: int,
    most_listings: int,
    seconds: float,
    requests: int,
    **chosen: Any,
) -> None:
    """Lint listings over HTTP: POST /lint, one or a batch, JSON Lines back.

    Rules that compare listings of a catalogue, look at pictures or read the profile are not asked. It ends on Ctrl-C
    or SIGTERM, once what is under way is answered.
    """
    try:
        from ..listening import listen
        from ..service.app import Door, Limits, make
    except ImportError:
        raise Refusal(say("the service needs Starlette and uvicorn: pip install 'handmade-lint[serve]'")) from None
    from ..service.linter import Linter

    alone = host in ("127.0.0.1", "::1", "localhost")
    token = _token(token_file) if token_file else "" if alone else _made()
    named = ("localhost", "127.0.0.1", "[::1]") if alone else (f"[{host}]" if ":" in host else host,)
    anyhow = host in ("0.0.0.0", "::") and not hosts  # noqa: S104 - asked for, and a token guards it
    door = Door(() if anyhow else tuple(one.casefold() for one in (*named, *hosts)), token)
    app = make(Linter(configuration((), **chosen)), Limits(most_bytes, most_listings, seconds, requests), door)

    def ready(taken: int) -> None:
        address = f"http://{f'[{host}]' if ':' in host else host}:{taken}/lint"
        click.echo(told(say("handmade-lint listens at {address}", address=address)), err=True)
        if token and token_file is None:
            click.echo(told(say("token: {token}", token=token)), err=True)

    try:
        listen(lambda _: app, host, port, ready)
    except OSError as fault:
        raise Refusal(
            say(
                "cannot listen at {host} port {port}: {why}; choose another --port",
                host=host,
                port=port,
                why=str(fault.strerror),
            )
        ) from None


def _token(path: Path) -> str:
    try:
        token = path.read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as fault:
        raise Refusal(
            say(
                "the token in '{path}' cannot be read ({why})",
                path=str(path),
                why=str(getattr(fault, "strerror", fault)),
            )
        ) from None
    if len(token) < 16 or not token.isascii() or not token.isprintable():
        raise Refusal(say("'{path}' holds no token: 16 plain characters and more on one line", path=str(path)))
    return token


def _made() -> str:
    from secrets import token_urlsafe

    return token_urlsafe(30)
