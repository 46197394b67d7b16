"""The service: what may be asked, by whom, how much at a time; answers are made in one thread beside the loop."""

from __future__ import annotations

import asyncio
import hmac
import json
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from time import perf_counter
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from .. import __version__
from ..listing import LANGUAGES, STORE_LANGUAGES
from .linter import Linter, NoListings, TooSlow
from .metrics import Metrics
from .openapi import document

NDJSON = "application/x-ndjson"
_RETRY = {"Retry-After": "1"}


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one request, and all at a time, may ask."""

    bytes: int = 4 << 20
    """Of one body."""
    items: int = 1_000
    """Listings of one request."""
    seconds: float = 30.0
    """For the body to come, and again for it to be judged."""
    requests: int = 16
    """That are read, wait or are judged at a time; more are turned away at once."""


@dataclass(frozen=True, slots=True)
class Door:
    """Who may come in."""

    hosts: tuple[str, ...] = ()
    """What the header `Host` may say without its port; () for anything."""
    token: str = ""
    """What must be brought along as a bearer's; '' for nothing."""

    def refusal(self, request: Request) -> Response | None:
        """What to answer whoever may not."""
        host = request.headers.get("host", "").casefold()
        name = host.partition("]")[0] + "]" if host.startswith("[") else host.partition(":")[0]
        if self.hosts and name not in self.hosts:
            return _refused(421, "this service does not go by that name")
        told = request.headers.get("authorization", "").encode("utf-8", "replace")
        if self.token and not hmac.compare_digest(told, f"Bearer {self.token}".encode()):
            answer = _refused(401, "send the token that the service printed: Authorization: Bearer TOKEN")
            answer.headers["WWW-Authenticate"] = "Bearer"
            return answer
        return None


def make(linter: Linter, limits: Limits, door: Door) -> Starlette:
    """The application.

    Args:
        linter: judges; called in one thread only.
        limits: of requests.
        door: who may come in.
    """
    metrics = Metrics()
    desk = ThreadPoolExecutor(1, "handmade-lint")
    described = document(__version__, limits.items, bool(door.token))

    async def lint(request: Request) -> Response:
        began = perf_counter()
        if metrics.under_way >= limits.requests:
            answer = _refused(429, f"{limits.requests} requests are under way; try again", _RETRY)
        else:
            metrics.under_way += 1
            try:
                answer = await _answer(request, linter, limits, desk, metrics)
            finally:
                metrics.under_way -= 1
        metrics.answers[answer.status_code] += 1
        metrics.took(perf_counter() - began)
        return answer

    async def health(request: Request) -> Response:
        return JSONResponse({"status": "ok", "version": __version__, "rules": linter.rules})

    async def counts(request: Request) -> Response:
        return PlainTextResponse(metrics.text(), headers={"Content-Type": "text/plain; version=0.0.4; charset=utf-8"})

    async def openapi(request: Request) -> Response:
        return JSONResponse(described)

    def guarded(handler: Callable[[Request], Any]) -> Callable[[Request], Any]:
        async def guard(request: Request) -> Response:
            answer: Response = door.refusal(request) or await handler(request)
            return answer

        return guard

    routes = [
        Route("/lint", guarded(lint), methods=["POST"]),
        Route("/health", guarded(health)),
        Route("/metrics", guarded(counts)),
        Route("/openapi.json", guarded(openapi)),
    ]
    return Starlette(routes=routes, exception_handlers={HTTPException: _http})


async def _http(request: Request, fault: Exception) -> Response:
    """What is not there, or is asked in another way."""
    assert isinstance(fault, HTTPException)
    return _refused(fault.status_code, str(fault.detail), fault.headers)


def _refused(status: int, words: str, headers: Mapping[str, str] | None = None) -> Response:
    return JSONResponse({"error": words}, status, headers)


class _Refusal(Exception):
    """Status and words of a request that is refused."""


async def _answer(
    request: Request, linter: Linter, limits: Limits, desk: ThreadPoolExecutor, metrics: Metrics
) -> Response:
    loop = asyncio.get_running_loop()
    try:
        store, language = _asked(request, "store", STORE_LANGUAGES), _asked(request, "language", LANGUAGES)
        kind = request.headers.get("content-type", "").partition(";")[0].strip().casefold()
        if kind not in ("application/json", NDJSON):
            raise _Refusal(415, f"send application/json or {NDJSON}")
        async with asyncio.timeout(limits.seconds):
            body = await _body(request, limits)
        until = perf_counter() + limits.seconds

        def judged() -> bytes:
            items = _items(body, kind == NDJSON, limits.items)
            lines = list(linter(items, store, language, lambda: perf_counter() > until))
            metrics.listings += lines[-1]["end"]["listings"]
            metrics.findings += lines[-1]["end"]["findings"]
            return b"".join(json.dumps(line).encode() + b"\n" for line in lines)

        return Response(await loop.run_in_executor(desk, judged), media_type=NDJSON)
    except _Refusal as why:
        return _refused(*why.args)
    except NoListings as why:
        return _refused(422, str(why))
    except TimeoutError:
        return _refused(408, f"the body did not come within {limits.seconds:g} seconds")
    except ClientDisconnect:
        return _refused(400, "the body ended before its time")
    except TooSlow:
        return _refused(503, f"it was not judged within {limits.seconds:g} seconds; send fewer listings", _RETRY)


def _asked(request: Request, name: str, known: Any) -> str:
    word = request.query_params.get(name, "")
    if name in request.query_params and word not in known:
        raise _Refusal(422, f"{name} must be one of {', '.join(known)}")
    return word


async def _body(request: Request, limits: Limits) -> bytes:
    """The body, as far as it may go."""
    parts, size = [], 0
    async for part in request.stream():
        parts.append(part)
        size += len(part)
        if size > limits.bytes:
            raise _Refusal(413, f"the body has more than {limits.bytes} bytes")
    return b"".join(parts)


def _items(body: bytes, lines: bool, most: int) -> list[dict[str, Any]]:
    """The listings of a body."""
    try:
        text = body.decode("utf-8")
        if lines:
            value: Any = [json.loads(line) for line in text.split("\n") if line.strip()]
        else:
            value = json.loads(text)
    except (ValueError, RecursionError) as fault:
        why = "it is nested too deeply" if isinstance(fault, RecursionError) else str(fault)
        raise _Refusal(400, f"the body is no JSON in UTF-8: {why}") from None
    items = value if isinstance(value, list) else [value]
    if len(items) > most:
        raise _Refusal(413, f"the body has {len(items)} listings; send at most {most} at a time")
    if not items or not all(isinstance(one, dict) and one for one in items):
        raise _Refusal(422, "send a listing as an object of headings and values, or a list of such objects")
    return items
