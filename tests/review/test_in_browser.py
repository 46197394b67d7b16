"""The review page in a real browser, worked as reviewers work it: keys, two at once, a killed server, hostile words.

Needs Chromium and the packages of the extras `review` and `validate`. Where they are missing these tests are skipped,
and the run says so at its end; `make validate` demands them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest

from handmade_lint.review import learning
from handmade_lint.review.store import Store
from handmade_lint.review.verify import faults
from tests.browser import NEEDS
from tests.review.conftest import Server, rows, screened

AXE = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
Serve = Callable[..., Server]
Enter = Callable[..., Any]


@pytest.fixture
def enter(chromium: Any) -> Iterator[Enter]:
    """Opens the page as a reviewer; at the end nothing may have been complained of, or asked of anybody else."""
    opened: list[Any] = []
    complaints: list[str] = []
    asked: list[str] = []
    homes: set[str] = set()

    def open_(server: Server, name: str, **context: Any) -> Any:
        opened.append(chromium.new_context(**context))
        page = opened[-1].new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", lambda dialog: complaints.append(f"dialog {dialog.message}"))
        page.on("request", lambda request: asked.append(request.url))
        homes.add(f"http://{server.host}/")
        page.goto(f"http://{server.host}/")
        page.get_by_label("Name").fill(name)
        page.keyboard.press("Enter")
        page.wait_for_selector("#start")
        return page

    yield open_
    for one in opened:
        one.close()
    assert complaints == []
    assert [url for url in asked if not any(url.startswith(home) for home in homes)] == []


def begin(page: Any) -> None:
    """From the queue to the first item, by keyboard."""
    page.keyboard.press("Enter")
    page.wait_for_url("**/item/*")
    page.wait_for_selector("html[data-ready]")


def press(page: Any, key: str) -> float:
    """Press a key that leads on, and wait for the page; seconds that took."""
    before = page.url
    began = perf_counter()
    page.keyboard.press(key)
    page.wait_for_function("before => location.href !== before && document.documentElement.dataset.ready", arg=before)
    return perf_counter() - began


def decided(store: Store) -> list[tuple[str, str]]:
    """Reviewer and verdict of every decision that stands, in order."""
    question = "SELECT reviewer, verdict FROM decisions WHERE NOT undone ORDER BY seq"
    return [tuple(row) for row in store.db.execute(question)]


def shop_of(folder: Path, count: int, *, pictures: bool = True, **options: Any) -> Store:
    """A queue of which every listing waits, some with pictures."""
    told = []
    image = pytest.importorskip("PIL.Image", reason="needs the extra 'images'")
    if pictures:
        image.new("RGB", (1600, 1200), "teal").save(folder / "bowl.jpg")
        image.new("RGB", (600, 900), "sienna").save(folder / "back.png")
    for sku, title, description, bullets, category, _, tags, store in rows(count):
        shown = "bowl.jpg,back.png" if pictures else ""
        told.append((sku, title, description, bullets, category, shown, tags, store))
    return screened(folder, told, **{"sample": 1.0} | options)


def test_a_queue_of_500_by_keyboard_with_a_killed_server(tmp_path: Path, serve: Serve, enter: Enter) -> None:
    store = shop_of(tmp_path, 500, pictures=False)
    server = serve(store.path)
    page = enter(server, "mia")
    begin(page)
    keys = "apria"
    verdicts = {"a": "allow", "p": "proof", "r": "remove", "i": "ip"}
    took = []
    for number in range(500):
        if number == 250:
            server.kill()
            server.start()
        took.append(press(page, keys[number % 5]))
        if number == 100:
            page.keyboard.press("u")
            page.wait_for_selector(".toast", state="detached")
            assert len(decided(store)) == 100
            press(page, keys[number % 5])
    page.wait_for_selector("text=Nothing is left to look at here")
    assert decided(store) == [("mia", verdicts[keys[number % 5]]) for number in range(500)]
    assert not list(faults(store))
    took.sort()
    print(f"500 decisions: median {1000 * took[250]:.0f} ms, 99th percentile {1000 * took[495]:.0f} ms a key")
    assert learning.lessons(store).waiting == 0


def test_two_reviewers_at_once(tmp_path: Path, serve: Serve, enter: Enter) -> None:
    store = shop_of(tmp_path, 40)
    store.put("second-look", "0.3")
    server = serve(store.path)
    mia, tom = enter(server, "mia"), enter(server, "tom")
    begin(mia)
    begin(tom)
    assert mia.url != tom.url
    tom.goto(mia.url)
    assert "mia is looking at this one" in tom.inner_text("main")
    assert tom.locator("#decide").count() == 0
    tom.get_by_role("link", name="Take the next").click()
    for number in range(60):
        for page, key in ((mia, "r"), (tom, "r" if number % 3 else "a")):
            if page.locator("#decide").count():
                press(page, key)
    for page in (mia, tom):
        page.goto(f"http://{server.host}/")
        if page.locator("#start").count():
            page.goto(f"http://{server.host}/next")
            while page.locator("#decide").count():
                press(page, "a")
    by_item: dict[int, list[str]] = {}
    for item, reviewer in store.db.execute("SELECT item, reviewer FROM decisions"):
        by_item.setdefault(item, []).append(reviewer)
    assert len(by_item) == 40
    assert all(len(set(names)) == len(names) <= 2 for names in by_item.values())
    twice = [item for item, names in by_item.items() if len(names) == 2]
    assert 3 <= len(twice) <= 25
    mia.goto(f"http://{server.host}/progress")
    said = mia.inner_text("main")
    assert f"{len(twice)} listings were looked at twice" in said
    assert "Cohen’s kappa" in said and "Krippendorff’s alpha" in said
    assert not list(faults(store))


def test_an_appeal_to_the_end(tmp_path: Path, serve: Serve, enter: Enter) -> None:
    store = shop_of(tmp_path, 12, sample=0)
    server = serve(store.path)
    mia, tom = enter(server, "mia"), enter(server, "tom")
    begin(mia)
    title = mia.inner_text("h1")
    item = mia.url.partition("?")[0]
    mia.keyboard.press("e")
    mia.get_by_label("Somebody's work or character").check()
    mia.locator("textarea[name=note]").fill("looks like the film")
    mia.keyboard.press("Escape")
    press(mia, "r")
    mia.goto(item)
    mia.get_by_role("link", name="Notice to the maker").click()
    mia.wait_for_selector(".letter")
    mia.get_by_label("Language", exact=True).select_option("fr")
    mia.get_by_role("button", name="Show").click()
    mia.wait_for_selector(".letter[lang=fr]")
    letter = mia.inner_text(".letter")
    assert "Votre offre a été retirée" in letter and "Disney" in letter and "looks like the film" not in letter
    mia.get_by_role("button", name="I have sent it").click()
    mia.wait_for_selector("text=Marked as sent")
    mia.get_by_role("link", name="Back to the listing").click()
    mia.locator("summary", has_text="Enter an appeal").click()
    mia.get_by_label("What the maker says").fill("I hold a licence; see the letter.")
    mia.get_by_role("button", name="Enter the appeal").click()
    mia.wait_for_selector("text=somebody else judges it")
    tom.get_by_role("link", name="Appeals").click()
    assert "I hold a licence" in tom.inner_text("main")
    tom.locator(".rows a").click()
    tom.locator("textarea[name=note]").fill("the letter is genuine")
    tom.get_by_role("button", name="Overturn it: allow the listing").click()
    tom.wait_for_selector("text=appeal overturned")
    history = tom.inner_text(".history")
    assert ["Remove" in history, "sent a notice (fr)" in history, "the letter is genuine" in history] == [True] * 3
    assert tom.locator("summary", has_text="Enter an appeal").count() == 0
    with tom.expect_download() as kept:
        tom.get_by_role("link", name="as JSON").click()
    packet = json.loads(Path(kept.value.path()).read_text("utf-8"))
    assert (
        packet["outcome"] == "allow"
        and packet["listing"]["title"] in title.replace("\n", "") + packet["listing"]["title"]
    )
    assert [line["kind"] for line in packet["log"]] == ["decision", "notice", "appeal", "judgement"]
    with tom.expect_download() as kept:
        tom.get_by_role("link", name="Evidence packet").click()
    shown = tom.context.new_page()
    file = tmp_path / "packet.html"
    file.write_bytes(Path(kept.value.path()).read_bytes())
    shown.goto(file.as_uri())
    shown.wait_for_selector("img")
    assert shown.evaluate("[...document.images].every((one) => one.naturalWidth > 0)")
    shown.close()
    assert not list(faults(store))


HOSTILE = (
    "</script><script>alert(1)</script><img src=x onerror=alert(2)><svg onload=alert(3)> \u202egnp.exe"
    '"><iframe src="https://evil.example/"></iframe> &amp; {{ 7*7 }} {n} javascript:alert(4) \x1b[31m'
)


def test_hostile_words_and_names_are_text(tmp_path: Path, serve: Serve, enter: Enter) -> None:
    image = pytest.importorskip("PIL.Image", reason="needs the extra 'images'")
    name = "<img src=x onerror=alert(9)>.png"
    image.new("RGB", (300, 200), "teal").save(tmp_path / name)
    listing = (HOSTILE[:60], f"Disney {HOSTILE}", HOSTILE, HOSTILE, HOSTILE, name, HOSTILE, "amazon.com")
    store = screened(tmp_path, [listing, *rows(3)], name="<b onclick=alert(5)>&'.csv", sample=1.0)
    server = serve(store.path)
    page = enter(server, "mia")
    item = store.db.execute("SELECT id FROM items WHERE row = 2").fetchone()[0]
    page.goto(f"http://{server.host}/item/{item}")
    page.wait_for_selector("html[data-ready]")
    assert page.locator("iframe, main script, main img[src=x], main b[onclick]").count() == 0
    assert "<img src=x onerror=alert(2)>" in page.inner_text("h1")
    assert "\\u202egnp.exe" in page.inner_text("h1") and "{{ 7*7 }}" in page.inner_text("h1")
    assert name in page.inner_text("figcaption")
    assert page.evaluate("document.querySelector('.pictures img').naturalWidth") > 0
    page.keyboard.press("e")
    page.locator("textarea[name=note]").fill(HOSTILE.replace("\x1b", ""))
    page.keyboard.press("Escape")
    press(page, "r")
    for path in (f"item/{item}", f"item/{item}/notice", "?state=decided", "progress", "?shop=" + "%3Cb%3E"):
        page.goto(f"http://{server.host}/{path}")
        page.wait_for_selector("html[data-ready]")
        assert page.locator("iframe, main script, main img[src=x], main b[onclick]").count() == 0
    page.wait_for_timeout(200)


def test_the_policy_stops_what_slips_in(tmp_path: Path, serve: Serve, chromium: Any) -> None:
    store = shop_of(tmp_path, 3)
    server = serve(store.path)
    context = chromium.new_context()
    page = context.new_page()
    page.goto(f"http://{server.host}/sign-in")
    stopped = page.evaluate(
        """async () => {
            const said = [];
            document.addEventListener("securitypolicyviolation", (event) => said.push(event.effectiveDirective));
            try { document.body.innerHTML = "<b>slipped</b>"; } catch { said.push("type"); }
            const image = document.createElement("img");
            image.src = "https://evil.example/x.png";
            document.body.append(image);
            await fetch("https://evil.example/").catch(() => 0);
            await new Promise((done) => setTimeout(done, 200));
            return said;
        }"""
    )
    assert {"connect-src", "img-src", "type"} <= set(stopped)
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing_and_nothing_sticks_out(
    tmp_path: Path, serve: Serve, enter: Enter, scheme: str, width: int
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason=NEEDS)
    store = shop_of(tmp_path, 14)
    server = serve(store.path)
    page = enter(server, "mia", color_scheme=scheme, viewport={"width": width, "height": 844}, locale="en-GB")
    begin(page)
    first = page.url
    press(page, "r")
    page.goto(first)
    page.locator("summary", has_text="Enter an appeal").click()
    page.get_by_label("What the maker says").fill("no")
    page.get_by_role("button", name="Enter the appeal").click()
    page.wait_for_selector("text=An appeal waits")
    for path in ("/", "/next", first.removeprefix(f"http://{server.host}"), "/appeals", "/progress", "/sign-in"):
        page.goto(f"http://{server.host}{path}")
        page.wait_for_selector("html[data-ready]")
        page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        found = axe.Axe().run(page, options={"runOnly": AXE}).response["violations"]
        assert [(path, one["id"], [node["html"] for node in one["nodes"]]) for one in found] == []
        assert page.evaluate("document.documentElement.scrollWidth") == width, path
    page.goto(f"http://{server.host}/next")
    page.keyboard.press("?")
    page.wait_for_selector("dialog#help[open]")
    found = axe.Axe().run(page, options={"runOnly": AXE}).response["violations"]
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == []
    page.keyboard.press("Escape")
    page.evaluate("document.querySelector('label[for=note]').remove()")
    again = axe.Axe().run(page, options={"runOnly": AXE}).response["violations"]
    assert [one["id"] for one in again] == ["label"] or page.locator("details.more[open]").count() == 0


def test_keys_zoom_and_help(tmp_path: Path, serve: Serve, enter: Enter) -> None:
    store = shop_of(tmp_path, 6)
    server = serve(store.path)
    page = enter(server, "mia", viewport={"width": 1280, "height": 800})
    begin(page)
    first = page.url
    press(page, "j")
    second = page.url
    press(page, "k")
    assert page.url.partition("?")[0] == first.partition("?")[0] != second.partition("?")[0]
    page.keyboard.press("z")
    page.wait_for_selector("dialog#zoom[open]")
    page.wait_for_function("document.querySelector('#zoom img').naturalWidth > 0")
    narrow = page.evaluate("document.querySelector('#zoom img').width")
    page.keyboard.press("+")
    assert page.evaluate("document.querySelector('#zoom img').width") > 1.4 * narrow
    page.keyboard.press("z")
    assert page.inner_text("#zoom-name").startswith("Picture 2 (2 of ")
    page.keyboard.press("a")
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    assert "Ask for proof" in page.inner_text("dialog#help")
    page.keyboard.press("r")
    assert decided(store) == [], "no decision is taken while something lies over the page"
    page.get_by_label("Keys without Ctrl or Alt are on").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("r")
    page.wait_for_timeout(150)
    assert decided(store) == []
    page.keyboard.press("?")
    page.get_by_label("Keys without Ctrl or Alt are on").check()
    page.keyboard.press("Escape")
    page.keyboard.press("e")
    page.keyboard.type("a note with r and a in it")
    assert decided(store) == []
    page.keyboard.press("Control+Enter")
    page.keyboard.press("Escape")
    press(page, "n")
    assert decided(store) == [("mia", "unsure")]
    assert page.locator(".toast").inner_text().startswith("Not sure")
    reached = set()
    for _ in range(70):
        page.keyboard.press("Tab")
        reached.add(
            page.evaluate("document.activeElement.value || document.activeElement.id || document.activeElement.tagName")
        )
    assert {
        "allow",
        "proof",
        "remove",
        "ip",
        "unsure",
        "previous",
        "next",
        "help-button",
        "undo",
        "A",
        "SUMMARY",
    } <= reached


def test_without_scripts_it_works(tmp_path: Path, serve: Serve, chromium: Any) -> None:
    store = shop_of(tmp_path, 4)
    server = serve(store.path)
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"http://{server.host}/next")
    page.get_by_label("Name").fill("mia")
    page.get_by_role("button", name="Begin").click()
    page.get_by_role("button", name="Remove").click()
    page.get_by_role("button", name="Undo").click()
    page.get_by_role("button", name="Allow").click()
    page.wait_for_selector(".toast")
    assert decided(store) == [("mia", "allow")]
    context.close()


def test_boxes_lie_on_the_picture(tmp_path: Path, serve: Serve, enter: Enter) -> None:
    store = shop_of(tmp_path, 3)
    row = store.db.execute("SELECT findings.id, findings.body, item FROM findings LIMIT 1").fetchone()
    body = json.loads(row["body"]) | {"image": "bowl.jpg", "evidence": {"boxes": [[0.25, 0.5, 0.75, 1.0]]}}
    store.db.execute("UPDATE findings SET body = ? WHERE id = ?", (json.dumps(body), row["id"]))
    server = serve(store.path)
    page = enter(server, "mia", viewport={"width": 1280, "height": 900})
    page.goto(f"http://{server.host}/item/{row['item']}")
    page.wait_for_function("document.querySelector('.pictures img').naturalWidth === 1600")
    frame, box = page.locator(".pictures img").first.bounding_box(), page.locator(".pictures rect").first.bounding_box()
    assert box["x"] - frame["x"] == pytest.approx(frame["width"] / 4, abs=4)
    assert box["y"] - frame["y"] == pytest.approx(frame["height"] / 2, abs=4)
    assert box["width"] == pytest.approx(frame["width"] / 2, abs=6)
