"""Who may speak to the page server: hosts, origins, sessions, tokens; and the headers of every answer."""

from __future__ import annotations

import hmac
import re
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from time import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

COOKIE = "handmade_lint_review"
_DAY = 86400
LASTS = 14 * _DAY
"""Seconds that a session lasts."""
NAME = re.compile(r"[^\W_](?:[\w .'-]{0,38}[\w.])?")
"""What a reviewer may be called."""
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
)
PACKET_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
_HEADERS = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
    (b"cache-control", b"no-store"),
)


def loopback(host: str) -> bool:
    """Whether an address to listen on is this machine's own."""
    return host in ("127.0.0.1", "::1", "localhost")


@dataclass(frozen=True, slots=True)
class Guard:
    """Signs and checks; it holds the queue's own key, so that sessions outlive the server."""

    key: bytes
    tokens: bool = False
    """Whether a token is asked for before anybody may sign in."""
    reviewers: tuple[str, ...] = ()
    """Those that have a token of their own; () where one token is everybody's."""

    def _sign(self, *words: str) -> str:
        return hmac.new(self.key, "\x1f".join(words).encode(), sha256).hexdigest()

    def token(self, reviewer: str = "") -> str:
        """The token of a reviewer, or everybody's."""
        return self._sign("token", reviewer)[:40]

    def admitted(self, token: str) -> str | None:
        """The reviewer whose token that is, '' for everybody's; None for no token of ours."""
        for reviewer in self.reviewers or ("",):
            if hmac.compare_digest(self.token(reviewer).encode(), token.encode("utf-8", "replace")):
                return reviewer
        return None

    def session(self, reviewer: str) -> str:
        """A cookie for a reviewer."""
        until = str(int(time()) + LASTS)
        return f"{reviewer.encode().hex()}.{until}.{self._sign('session', reviewer, until, self._door())}"

    def _door(self) -> str:
        """Sessions that were opened without a token are worth nothing where one is asked for."""
        return "token" if self.tokens else ""

    def reviewer(self, cookie: str) -> str | None:
        """Whose session that is; None for none."""
        name, _, rest = cookie.partition(".")
        until, _, signed = rest.partition(".")
        try:
            reviewer = bytes.fromhex(name).decode()
        except ValueError:
            return None
        if not hmac.compare_digest(self._sign("session", reviewer, until, self._door()), signed):
            return None
        if self.reviewers and reviewer not in self.reviewers:
            return None
        return reviewer if until.isdigit() and int(until) > time() else None

    def csrf(self, cookie: str) -> str:
        """What a form must bring along to be this session's."""
        return self._sign("form", cookie)[:40]

    def is_ours(self, cookie: str, told: str) -> bool:
        """Whether a form was made for this session."""
        return hmac.compare_digest(self.csrf(cookie).encode(), told.encode("utf-8", "replace"))


class Door:
    """Turns away whoever calls the server by another name, or posts from another page; adds the headers."""

    def __init__(self, app: ASGIApp, hosts: Iterable[str]) -> None:
        """Make it.

        Args:
            app: what is behind the door.
            hosts: what the header `Host` may say, ports included.
        """
        self._app, self._hosts = app, frozenset(one.casefold() for one in hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        host = headers.get("host", "").casefold()
        if host not in self._hosts:
            await _refuse(send, 421, "This server does not go by that name.")
            return
        if scope["method"] not in ("GET", "HEAD") and headers.get("origin", "").casefold().partition("://")[2] != host:
            await _refuse(send, 403, "This was not sent from the page of the review.")
            return

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = {name for name, _ in message["headers"]}
                message["headers"] = [*message["headers"], *(pair for pair in _HEADERS if pair[0] not in own)]
            await send(message)

        await self._app(scope, receive, answer)


async def _refuse(send: Send, status: int, words: str) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), *_HEADERS]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": words.encode()})
