"""Pages of the review in five languages: no text outside of the catalogues, none that stays English."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest

from handmade_lint.review.store import Store
from handmade_lint.speech import LANGUAGES, Tongue
from tests.review.conftest import Reviewer, Server, waiting

PAGES = Path(__file__).parents[2] / "handmade_lint" / "review" / "page"
TEMPLATES = sorted(PAGES.glob("*.html"))
OTHERS = [lang for lang in LANGUAGES if lang != "en"]
SPOKEN = ("alt", "aria-label", "title", "placeholder", "data-name", "data-none")
SAME = {"SKU", "SHA-256", "handmade-lint", "large", "small", "item", "plain"}
"""Said alike in all languages, or said to the browser."""
VOID = ("meta", "link", "input", "br", "img", "rect")
ENGLISH = re.compile(
    r"\b(?:the|with|this|is|are|of|not|and|found|listings?\s(?:to|of)|queue(?!\.db)|weight|pictures?)\b", re.I
)


class Texts(HTMLParser):
    """Texts of a page that the page itself says: neither words of a catalogue nor names, code and keys."""

    def __init__(self) -> None:
        super().__init__()
        self.lang = ""
        self.said: list[str] = []
        self._open: list[tuple[str, bool]] = []

    @property
    def aside(self) -> bool:
        """Whether what comes now is somebody else's."""
        return any(other for _, other in self._open)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        own = dict(attrs)
        self.lang = self.lang or own.get("lang") or ""
        other = tag in ("style", "script", "kbd", "code", "bdi", "q", "blockquote", "pre", "dd")
        other = other or own.get("lang", self.lang) != self.lang
        if not (other or self.aside):
            self.said += [value for name in SPOKEN if (value := own.get(name))]
        if tag not in VOID:
            self._open.append((tag, other))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if data.strip() and not self.aside:
            self.said.append(data.strip())


def texts(page: str) -> Texts:
    """What a page says."""
    parser = Texts()
    parser.feed(page)
    return parser


def own_words(template: str) -> list[str]:
    """Words of a template that stand outside of say(…) and tell(…)."""
    jinja = pytest.importorskip("jinja2", reason="needs the extra 'review'")
    from jinja2 import nodes

    def literals(node: nodes.Node) -> Iterator[str]:
        """Texts that an expression may print itself."""
        if isinstance(node, nodes.Const) and isinstance(node.value, str):
            yield node.value
        elif isinstance(node, nodes.CondExpr):
            for part in (node.expr1, node.expr2):
                if part is not None:
                    yield from literals(part)
        elif isinstance(node, nodes.BinExpr):
            yield from literals(node.left)
            yield from literals(node.right)
        elif isinstance(node, nodes.Concat):
            for one in node.nodes:
                yield from literals(one)

    tree = jinja.Environment().parse(template)
    page, printed = "", []
    for output in tree.find_all(nodes.Output):
        for node in output.nodes:
            if isinstance(node, nodes.TemplateData):
                page += node.data
            else:
                page += "\u2026"
                printed += list(literals(node))
    return [
        text for text in (*texts(page).said, *printed) if any(map(str.isalpha, text)) and text.strip("… \n") not in SAME
    ]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_text_stands_outside_of_the_catalogues(path: Path) -> None:
    words = own_words(path.read_text("utf-8"))
    assert [text for text in words if re.search(r"[^\W\d_]{2}", text.replace("SKU", "").replace("SHA-256", ""))] == []


@pytest.mark.parametrize(
    "planted", ["<p>Nothing here</p>", '<a aria-label="Close">x</a>', '{{ title or "(no title)" }}', "{{ 'a b' ~ c }}"]
)
def test_a_planted_text_is_found(planted: str) -> None:
    assert own_words("<html lang='en'>" + planted) != []


def test_the_script_says_nothing_itself() -> None:
    script = (PAGES / "review.js").read_text("utf-8")
    code = re.sub(r"^\s*//.*$", "", script, flags=re.M)
    assert not re.findall(r"""["'`][A-Za-z]+ [a-z]+ [^"'`]*["'`]""", code.replace('"use strict"', ""))


@pytest.fixture
def mia(store: Store, serve: Callable[..., Server], monkeypatch: pytest.MonkeyPatch) -> Reviewer:
    """Somebody who is signed in, with one decision, one notice and one appeal behind her."""
    for variable in ("LANGUAGE", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")
    one = Reviewer(serve(store.path), "mia")
    assert one.sign_in().status == 303
    numbers = [
        row[0] for row in store.db.execute("SELECT id FROM items WHERE title LIKE 'Disney%' ORDER BY position LIMIT 2")
    ]
    for number in numbers:
        one.post(f"/item/{number}/decide", one.csrf(), verdict="remove", reason="others-mark", note="seen")
        one.post(f"/item/{number}/notice", one.csrf(), lang="fr")
        one.post(f"/item/{number}/appeal", one.csrf(), words="c'est moi")
    return one


@pytest.mark.parametrize("lang", OTHERS)
def test_no_page_stays_english(mia: Reviewer, store: Store, lang: str) -> None:
    decided = store.db.execute("SELECT id FROM items WHERE state = 'appealed' ORDER BY position").fetchone()[0]
    first = waiting(store)[0]
    paths = ["/", "/?state=appealed", "/?band=strong&sample=1", "/sign-in", "/appeals", "/progress", f"/item/{first}"]
    paths += [f"/item/{decided}", f"/item/{decided}/notice", f"/item/{decided}/packet.html", "/next?shop=nobody"]
    for path in paths:
        answer, page = mia.server.ask("GET", path, Cookie=mia.cookie, Accept_Language=f"{lang}-XX,en;q=0.5")
        assert answer.status == 200, path
        parser = texts(page)
        assert parser.lang == lang, path
        assert len(parser.said) > 5, path
        english = [text for text in parser.said if ENGLISH.search(text)]
        assert english == [], path


@pytest.mark.parametrize("lang", OTHERS)
def test_refusals_are_told(mia: Reviewer, lang: str) -> None:
    body = f"csrf={mia.csrf()}"
    origin = f"http://{mia.server.host}"
    answer, page = mia.server.ask("POST", "/undo", body, Cookie=mia.cookie, Origin=origin, Accept_Language=lang)
    assert answer.status == 409
    title = Tongue(lang)("Not done")
    assert title in page and title != "Not done"


def test_the_language_is_chosen_kept_and_else_the_browsers(mia: Reviewer) -> None:
    def lang(cookie: str = mia.cookie, header: str = "") -> str:
        return texts(mia.server.ask("GET", "/", Cookie=cookie, Accept_Language=header)[1]).lang

    assert lang() == "en"
    assert lang(header="ja, it;q=0.4, fr;q=0.8") == "fr"
    assert lang(header="xx;q=1, de;q=nonsense, *") == "en"
    origin = f"http://{mia.server.host}"
    answer, _ = mia.server.ask("POST", "/language", "page-lang=es&to=//evil.example", Cookie=mia.cookie, Origin=origin)
    assert (answer.status, answer.getheader("Location")) == (303, "/")
    chosen = (answer.getheader("Set-Cookie") or "").partition(";")[0]
    assert lang(f"{mia.cookie}; {chosen}", "fr") == "es"
    assert lang(f"{mia.cookie}; handmade_lint_language=xx", "fr") == "fr"


def test_the_server_may_be_told_the_language(store: Store, serve: Callable[..., Server]) -> None:
    one = Reviewer(serve(store.path, "--lang", "it"), "mia")
    one.sign_in()
    page = one.get("/")[1]
    assert texts(page).lang == "it"
    assert "Coda" in page


def test_markup_of_a_catalogue_is_escaped_in_what_is_told(mia: Reviewer, store: Store) -> None:
    with store.writing() as db:
        db.execute("UPDATE shops SET name = '<b>{n} & {x}</b>'")
    page = mia.server.ask("GET", "/", Cookie=mia.cookie, Accept_Language="fr")[1]
    assert "<b>{n}" not in page
    assert "&lt;b&gt;{n} &amp; {x}&lt;/b&gt;" in page
