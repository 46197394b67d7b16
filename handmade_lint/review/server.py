"""The page server: one queue, some reviewers, nothing but this machine unless it is told otherwise."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from time import monotonic
from typing import Any
from urllib.parse import parse_qsl, quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from ..said import say
from ..speech import LANGUAGES
from ..visible import clip, seen
from . import decisions, learning, log, notices
from .decisions import Refused
from .guard import COOKIE, LASTS, NAME, PACKET_POLICY, Door, Guard
from .packet import packet
from .photographs import Photographs
from .queue import BAND_WORDS, BANDS, PAGE, Filters, before, choices, counts, page, take, without
from .shops import Shops
from .store import Store
from .verdicts import REASONS, STATES, VERDICTS, WAITING
from .view import View, row_of, view
from .weights import Weights
from .words import NAMES, Words, preferred

_PAGES = Path(__file__).with_name("page")
_LONGEST = 64 << 10
"""Bytes of a form."""
_LANGUAGE = "handmade_lint_language"
"""Cookie with the language that a reader chose."""
_STATIC = {"review.css": "text/css", "review.js": "text/javascript"}


@dataclass(frozen=True, slots=True)
class Settings:
    """How a queue is served."""

    hosts: tuple[str, ...]
    """What the header Host may say, ports included."""
    tokens: bool = False
    reviewers: tuple[str, ...] = ()
    answer_days: int = notices.ANSWER_DAYS
    lang: str = ""
    """Language of the pages; '' for that of each reader's browser."""


class Visit:
    """One request of a reviewer."""

    def __init__(self, request: Request, form: Mapping[str, list[str]], reviewer: str, csrf: str, words: Words) -> None:
        self.request, self.form, self.reviewer, self.csrf, self.words = request, form, reviewer, csrf, words
        self.filters = Filters.of(request.query_params)

    def number(self, name: str) -> int:
        """A number of the path."""
        return min(int(self.request.path_params[name]), 2**62)

    def asked(self, name: str) -> str:
        """A word of the address."""
        return self.request.query_params.get(name, "")

    def told(self, name: str) -> str:
        """A word of the form."""
        return (self.form.get(name) or [""])[-1]


Handler = Callable[[Visit], Response]


class Desk:
    """What the routes do."""

    def __init__(self, store: Store, weights: Weights, settings: Settings) -> None:
        self.store, self.weights, self.settings = store, weights, settings
        self.guard = Guard(bytes.fromhex(store.get("key")), settings.tokens, settings.reviewers)
        self.photographs = Photographs(store)
        self.shops = Shops(store)
        self._counted: tuple[float, dict[str, int]] = (0.0, {})
        self._static = {name: (_PAGES / name).read_bytes() for name in _STATIC}
        versions = {name: sha256(content).hexdigest()[:12] for name, content in self._static.items()}
        self._choices = choices(store)
        self._pages = Environment(
            loader=FileSystemLoader(_PAGES),
            autoescape=True,
            undefined=StrictUndefined,
            finalize=_finalize,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._pages.globals |= {
            "verdicts": VERDICTS,
            "reason_words": REASONS,
            "states": STATES,
            "bands": BANDS,
            "bands_words": BAND_WORDS,
            "kinds": log.KINDS,
            "versions": versions,
            "guide": store.get("guide"),
            "queue_name": store.path.name,
            "clip": clip,
            "is_link": lambda text: text.startswith("https://"),
            "languages": NAMES,
            "markup": Markup,
        }
        self._words = {lang: Words(lang) for lang in LANGUAGES}

    def app(self) -> Starlette:
        """The routes."""
        routes = [
            Route("/", self._answer(self.queue)),
            Route("/next", self._answer(self.next)),
            Route("/item/{item:int}", self._answer(self.item)),
            Route("/item/{item:int}/previous", self._answer(self.previous)),
            Route("/item/{item:int}/decide", self._answer(self.decide), methods=["POST"]),
            Route("/item/{item:int}/notice", self._answer(self.notice), methods=["GET", "POST"]),
            Route("/item/{item:int}/packet.json", self._answer(self.packet_json)),
            Route("/item/{item:int}/packet.html", self._answer(self.packet_html)),
            Route("/item/{item:int}/appeal", self._answer(self.appeal), methods=["POST"]),
            Route("/undo", self._answer(self.undo), methods=["POST"]),
            Route("/appeals", self._answer(self.appeals)),
            Route("/appeals/{appeal:int}", self._answer(self.judge), methods=["POST"]),
            Route("/progress", self._answer(self.progress)),
            Route("/picture/{item:int}/{position:int}", self._answer(self.picture)),
            Route("/matched/{finding:int}/{position:int}", self._answer(self.matched)),
            Route("/sign-in", self._answer(self.sign_in, signed_in=False), methods=["GET", "POST"]),
            Route("/language", self._answer(self.language, signed_in=False), methods=["POST"]),
            Route("/sign-out", self._answer(self.sign_out), methods=["POST"]),
            Route("/static/{name}", self.static),
            Route("/favicon.ico", lambda _: Response(status_code=204)),
        ]
        return Starlette(routes=routes)

    def _answer(self, handler: Handler, *, signed_in: bool = True) -> Callable[[Request], Any]:
        """A handler that runs in a thread, for a reviewer who is signed in, with a form that is theirs."""

        async def answer(request: Request) -> Response:
            cookie = request.cookies.get(COOKIE, "")
            words = self._words_for(request)
            reviewer = self.guard.reviewer(cookie)
            form: dict[str, list[str]] = {}
            if request.method == "POST":
                body = b""
                async for chunk in request.stream():
                    body += chunk
                    if len(body) > _LONGEST:
                        return PlainTextResponse(words.tell(say("That is more than a form can hold.")), 413)
                for key, value in parse_qsl(
                    body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=200
                ):
                    form.setdefault(key, []).append(value)
            if signed_in and reviewer is None:
                if request.method == "POST":
                    gone = say("Your session has ended. Sign in and try again.")
                    stranger = Visit(request, form, "", "", words)
                    return self._page("problem.html", stranger, 403, problem=words.tell(gone))
                back = request.url.path + (f"?{request.url.query}" if request.url.query else "")
                return RedirectResponse(f"/sign-in?to={quote(back)}", 303)
            if request.method == "POST" and signed_in and not self.guard.is_ours(cookie, (form.get("csrf") or [""])[0]):
                return PlainTextResponse(
                    words.tell(say("This form was not made for your session; load the page again.")), 403
                )
            visit = Visit(request, form, reviewer or "", self.guard.csrf(cookie), words)
            try:
                return await run_in_threadpool(handler, visit)
            except Refused as why:
                problem = words.tell(why.args[0])
                return self._page("problem.html", visit, 409, problem=f"{problem[:1].upper()}{problem[1:]}.")

        return answer

    def _words_for(self, request: Request) -> Words:
        """The language that a reader chose, else that of the server, else that of the browser, else English."""
        chosen = request.cookies.get(_LANGUAGE, "")
        lang = chosen if chosen in LANGUAGES else self.settings.lang
        return self._words[lang or preferred(request.headers.get("accept-language", "")) or "en"]

    def _page(self, name: str, visit: Visit, status: int = 200, **values: Any) -> Response:
        back = visit.request.url.path + (f"?{visit.request.url.query}" if visit.request.url.query else "")
        about = {
            "reviewer": visit.reviewer,
            "csrf": visit.csrf,
            "query": visit.filters.query,
            "here": back if visit.request.method == "GET" else "/",
            **_spoken(visit.words),
        }
        made = self._pages.get_template(name).render(about | values)
        return Response(made.encode("utf-8", "backslashreplace"), status, media_type="text/html; charset=utf-8")

    def _item(self, visit: Visit) -> Any:
        row = row_of(self.store, visit.number("item"))
        if row is None:
            raise Refused(say("there is no such item in this queue"))
        return row

    # ---- the queue

    def queue(self, visit: Visit) -> Response:
        """A page of the queue."""
        start = int(visit.asked("start")) if visit.asked("start").isdigit() else 0
        shown = page(self.store, visit.filters, min(start, 10**7))
        summaries = {
            code: json.loads(body)["summary"] for code, body in self.store.db.execute("SELECT code, body FROM rules")
        }
        lifted = {name: without(visit.filters, name).query for name in ("rule", "band", "store", "shop", "language")}
        return self._page(
            "queue.html",
            visit,
            filters=visit.filters,
            shown=shown,
            size=PAGE,
            counts=counts(self.store),
            waiting=WAITING,
            choices=self._choices,
            summaries=summaries,
            lifted=lifted,
        )

    def next(self, visit: Visit) -> Response:
        """On to the next item that waits for this reviewer."""
        after = int(visit.asked("after")) if visit.asked("after").isdigit() else 0
        return self._onward(visit, after)

    def _onward(self, visit: Visit, after: int = 0, done: int = 0) -> Response:
        item = take(self.store, visit.reviewer, visit.filters, min(after, 10**9))
        words = [visit.filters.query, f"done={done}" if done else ""]
        query = "&".join(word for word in words if word)
        if item is None:
            return self._page("nothing.html", visit, done=self._done(visit, done), filters=visit.filters)
        return RedirectResponse(f"/item/{item}" + (f"?{query}" if query else ""), 303)

    def previous(self, visit: Visit) -> Response:
        """Back to the item in front."""
        item = before(self.store, visit.filters, self._item(visit)["position"] or 0)
        target = f"/item/{item}" if item else f"/item/{visit.number('item')}"
        return RedirectResponse(target + (f"?{visit.filters.query}" if visit.filters.query else ""), 303)

    # ---- an item

    def item(self, visit: Visit) -> Response:
        """The page of an item, which is held for the reviewer while it waits for a look."""
        row = self._item(visit)
        looks = decisions.looks(self.store.db, row["id"])
        mine = any(one["reviewer"] == visit.reviewer for one in looks)
        blind = row["state"] in ("second", "split") and not mine
        open_ = row["state"] in WAITING and not mine
        holder = None
        if open_:
            holder = decisions.holder(self.store.db, row["id"])
            if holder is None or (holder.reviewer == visit.reviewer and holder.stale):
                with self.store.writing() as db:
                    decisions.claim(db, row["id"], visit.reviewer)
                holder = decisions.holder(self.store.db, row["id"])
        shown = view(self.store, row, self.weights, self.shops)
        done = int(visit.asked("done")) if visit.asked("done").isdigit() else 0
        history = [] if blind or open_ else list(log.lines(self.store.db, row["id"]))
        return self._page(
            "item.html",
            visit,
            view=shown,
            item=row,
            looks=[] if blind else looks,
            history=history,
            appeals=self._appeals(row["id"]),
            may_judge=not mine,
            open=open_ and (holder is None or holder.reviewer == visit.reviewer),
            holder=holder.reviewer if holder and holder.reviewer != visit.reviewer else "",
            waits=row["state"] in WAITING,
            done=self._done(visit, done),
            told=row["outcome"] is not None and VERDICTS[row["outcome"]].clauses and not blind,
            left=sum(self._counts().get(state, 0) for state in WAITING),
        )

    def _counts(self) -> dict[str, int]:
        """Numbers of items by state, a second old at most."""
        if monotonic() - self._counted[0] > 1:
            self._counted = (monotonic(), counts(self.store))
        return self._counted[1]

    def _appeals(self, item: int) -> list[Any]:
        return self.store.db.execute("SELECT * FROM appeals WHERE item = ? ORDER BY seq", (item,)).fetchall()

    def _done(self, visit: Visit, seq: int) -> Any:
        """The reviewer's decision that was taken a moment ago."""
        if not seq:
            return None
        return self.store.db.execute(
            "SELECT decisions.*, items.title FROM decisions JOIN items ON items.id = item "
            "WHERE seq = ? AND reviewer = ? AND NOT undone",
            (seq, visit.reviewer),
        ).fetchone()

    def decide(self, visit: Visit) -> Response:
        """A decision; then the next item."""
        row = self._item(visit)
        shown = view(self.store, row, self.weights, self.shops)
        known = {
            "findings": [one.finding["fingerprint"] for one in (*shown.found, *shown.beside)],
            "pictures": self.photographs.hashes(shown.body),
            "probability": round(shown.worth.probability, 4),
            "weights": self.weights.name,
        }
        decisions.decide(
            self.store,
            row["id"],
            visit.reviewer,
            visit.told("verdict"),
            visit.form.get("reason", []),
            visit.told("note"),
            known,
        )
        seq = self.store.db.execute(
            "SELECT max(seq) FROM decisions WHERE item = ? AND reviewer = ?", (row["id"], visit.reviewer)
        ).fetchone()[0]
        return self._onward(visit, row["position"] or 0, seq)

    def undo(self, visit: Visit) -> Response:
        """The reviewer's last decision taken back."""
        item = decisions.undo(self.store, visit.reviewer)
        return RedirectResponse(f"/item/{item}" + (f"?{visit.filters.query}" if visit.filters.query else ""), 303)

    # ---- notices and appeals

    def _notice(self, visit: Visit, row: Any, shown: View) -> notices.Notice:
        looks = decisions.looks(self.store.db, row["id"])
        last = next((one for one in reversed(looks) if one["verdict"] == row["outcome"]), None)
        if last is None:
            raise Refused(say("there is no decision that the maker must be told of"))
        language = visit.asked("lang") or visit.told("lang")
        made = notices.notice(
            shown,
            row["outcome"],
            json.loads(last["reasons"]),
            last["note"] if visit.asked("note") == "1" or visit.told("with_note") == "1" else "",
            date.fromisoformat(last["at"][:10]),
            self.store.get("guide"),
            language if language in LANGUAGES else "",
            self.settings.answer_days,
        )
        if made is None:
            raise Refused(say("there is no decision that the maker must be told of"))
        return made

    def notice(self, visit: Visit) -> Response:
        """The letter to the maker; posted, it is written down as sent."""
        row = self._item(visit)
        looks = decisions.looks(self.store.db, row["id"])
        if row["state"] in WAITING and not any(one["reviewer"] == visit.reviewer for one in looks):
            raise Refused(say("this one waits for your look; its notice can be seen afterwards"))
        shown = view(self.store, row, self.weights, self.shops)
        made = self._notice(visit, row, shown)
        if visit.request.method == "POST":
            text = f"{made.subject}\n\n{made.text}"
            decisions.send(self.store, row["id"], visit.reviewer, made.language, text, made.answer_by)
            return RedirectResponse(f"/item/{row['id']}/notice?lang={made.language}&sent=1", 303)
        sent = [one for one in log.lines(self.store.db, row["id"]) if one.kind == "notice"]
        return self._page(
            "notice.html",
            visit,
            item=row,
            notice=made,
            note=visit.asked("note") == "1",
            sent=sent,
        )

    def _packet(self, visit: Visit) -> dict[str, Any]:
        row = self._item(visit)
        looks = decisions.looks(self.store.db, row["id"])
        if row["state"] in WAITING and looks and not any(one["reviewer"] == visit.reviewer for one in looks):
            raise Refused(say("this one waits for your look; its packet can be seen afterwards"))
        shown = view(self.store, row, self.weights, self.shops)
        return packet(self.store, shown, self.photographs, notes=visit.asked("for") != "maker")

    def packet_json(self, visit: Visit) -> Response:
        """The evidence packet as JSON."""
        name = f"evidence-{visit.number('item')}.json"
        headers = {"content-disposition": f'attachment; filename="{name}"'}
        return Response(
            json.dumps(self._packet(visit), ensure_ascii=True, indent=1), 200, headers, media_type="application/json"
        )

    def packet_html(self, visit: Visit) -> Response:
        """The evidence packet as one page."""
        told = self._packet(visit)
        words = visit.words
        if visit.asked("for") == "maker":
            words = self._words[notices.language_for(visit.asked("lang") or told["listing"]["language"])]
        made = self._pages.get_template("packet.html").render(_spoken(words) | {"told": told, "policy": PACKET_POLICY})
        name = f"evidence-{visit.number('item')}.html"
        headers = {
            "content-disposition": f'attachment; filename="{name}"',
            "content-security-policy": PACKET_POLICY + "; sandbox",
        }
        return Response(made.encode("utf-8", "backslashreplace"), 200, headers, media_type="text/html; charset=utf-8")

    def appeal(self, visit: Visit) -> Response:
        """A maker's appeal, entered."""
        row = self._item(visit)
        decisions.appeal(self.store, row["id"], visit.reviewer, visit.told("words"))
        return RedirectResponse(f"/item/{row['id']}", 303)

    def appeals(self, visit: Visit) -> Response:
        """All appeals, those that wait first."""
        rows = self.store.db.execute(
            "SELECT appeals.*, items.title, items.sku, items.outcome AS decided, (SELECT count(*) FROM decisions d "
            "WHERE d.item = appeals.item AND d.reviewer = ? AND NOT d.undone) AS mine FROM appeals "
            "JOIN items ON items.id = appeals.item ORDER BY appeals.outcome IS NOT NULL, appeals.seq DESC LIMIT 500",
            (visit.reviewer,),
        ).fetchall()
        return self._page("appeals.html", visit, rows=rows)

    def judge(self, visit: Visit) -> Response:
        """An appeal, judged."""
        item = decisions.judge(
            self.store, visit.number("appeal"), visit.reviewer, visit.told("outcome"), visit.told("note")
        )
        return RedirectResponse(f"/item/{item}", 303)

    def progress(self, visit: Visit) -> Response:
        """What was decided, by whom, and how far reviewers agree."""
        told = learning.lessons(self.store)
        by = self.store.db.execute(
            "SELECT reviewer, count(*) AS decisions, avg(seconds) AS seconds FROM decisions WHERE NOT undone "
            "GROUP BY reviewer ORDER BY 2 DESC"
        ).fetchall()
        head = log.head(self.store.db)
        return self._page("progress.html", visit, told=told, by=by, head=head, curve=learning.deciles(told.curve))

    # ---- pictures, sessions, files

    def picture(self, visit: Visit) -> Response:
        """A picture of an item."""
        size = visit.asked("size") or "small"
        return _jpeg(self.photographs.of_item(visit.number("item"), visit.number("position"), size))

    def matched(self, visit: Visit) -> Response:
        """A picture that a finding says is like one of its listing's."""
        size = visit.asked("size") or "small"
        return _jpeg(self.photographs.of_match(visit.number("finding"), visit.number("position"), size))

    def sign_in(self, visit: Visit) -> Response:
        """Who reviews."""
        to = _within(visit.asked("to") or visit.told("to"))
        token = visit.asked("token") or visit.told("token")
        admitted = self.guard.admitted(token) if self.guard.tokens else ""
        fault = ""
        if visit.request.method == "POST":
            name = admitted or " ".join(visit.told("name").split())
            if admitted is None:
                fault = visit.words.tell(
                    say("That token is none of this server's. It is in the line that the server printed.")
                )
            elif not NAME.fullmatch(name):
                fault = visit.words.tell(say("Write a name of 1 to 40 letters, digits, spaces, dots or hyphens."))
            else:
                answer = RedirectResponse(to, 303)
                answer.set_cookie(
                    COOKIE, self.guard.session(name), max_age=LASTS, httponly=True, samesite="strict", path="/"
                )
                return answer
        known = self.store.db.execute(
            "SELECT reviewer FROM decisions GROUP BY reviewer ORDER BY max(seq) DESC LIMIT 8"
        ).fetchall()
        return self._page(
            "sign_in.html",
            visit,
            400 if fault else 200,
            to=to,
            token=token,
            asks_token=self.guard.tokens and admitted is None,
            named=admitted or "",
            fault=fault,
            known=[row[0] for row in known if not self.guard.tokens],
        )

    def language(self, visit: Visit) -> Response:
        """Another language for this reader's pages."""
        answer = RedirectResponse(_within(visit.told("to")), 303)
        if visit.told("page-lang") in LANGUAGES:
            answer.set_cookie(
                _LANGUAGE, visit.told("page-lang"), max_age=LASTS, httponly=True, samesite="strict", path="/"
            )
        return answer

    def sign_out(self, visit: Visit) -> Response:
        """The end of a session; what was held is free."""
        with self.store.writing() as db:
            db.execute("DELETE FROM claims WHERE reviewer = ?", (visit.reviewer,))
        answer = RedirectResponse("/sign-in", 303)
        answer.delete_cookie(COOKIE, path="/")
        return answer

    def static(self, request: Request) -> Response:
        """Style and script."""
        name = request.path_params["name"]
        if name not in _STATIC:
            return PlainTextResponse("There is no such file.", 404)
        headers = {"cache-control": "public, max-age=31536000, immutable"}
        return Response(self._static[name], 200, headers, media_type=_STATIC[name])


def _jpeg(made: bytes | None) -> Response:
    if made is None:
        return PlainTextResponse("This picture is not on this machine, or cannot be opened.", 404)
    return Response(made, 200, {"cache-control": "private, max-age=3600"}, media_type="image/jpeg")


def _finalize(value: Any) -> Any:
    """Every word of a page with its hidden characters shown."""
    if isinstance(value, Markup) or not isinstance(value, str):
        return value
    return seen(value)


def _spoken(words: Words) -> dict[str, Any]:
    """How a page speaks."""
    names = ("lang", "say", "say_many", "tell", "number", "share", "figure", "signed", "time", "day")
    return {name: getattr(words, name) for name in names} | {"field_name": words.field}


def _within(to: str) -> str:
    """A place of this server; its first page for any other."""
    return to if to.startswith("/") and not to.startswith(("//", "/\\")) else "/"


def make(store: Store, weights: Weights, settings: Settings) -> Door:
    """The application (ASGI)."""
    return Door(Desk(store, weights, settings).app(), settings.hosts)


def serve(
    store: Store, weights: Weights, settings: Settings, host: str, port: int, ready: Callable[[int], None]
) -> None:
    """Serve until it is stopped.

    Args:
        store: the queue.
        weights: what findings weigh on the page.
        settings: hosts (the port is added), tokens, reviewers.
        host: address to listen on.
        port: 0 takes one that is free.
        ready: called with the port, once it listens.

    Raises:
        OSError: the address cannot be had.
    """
    import sys

    from ..listening import listen

    def app(taken: int) -> Door:
        named = tuple(one if one.rpartition(":")[2].isdigit() else f"{one}:{taken}" for one in settings.hosts)
        return make(store, weights, replace(settings, hosts=(*named, *settings.hosts)))

    sys.setswitchinterval(0.001)  # a page that is being made should not keep twenty others waiting
    listen(app, host, port, ready)
