"""The HTML report in a real browser: what it draws, by mouse, keyboard and screen reader; how fast, and what it asks.

Needs Chromium and the packages of the extra `validate`. Where they are missing these tests are skipped, and the run
says so at its end; `make validate` demands them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from time import perf_counter, sleep
from typing import Any

import pytest

from handmade_lint import output
from handmade_lint.finding import Location
from handmade_lint.report import Entry, Report
from handmade_lint.score import weigh
from tests.browser import NEEDS, REQUIRED


def until(fits: Callable[[], bool]) -> None:
    """Wait for it, half a minute at most. (The policy of the page forbids Playwright's own way, which evaluates.)"""
    end = perf_counter() + 30
    while not fits():
        assert perf_counter() < end, "waited in vain"
        sleep(0.02)


class Visit:
    """A page opened from its file, and what it complained of or asked for."""

    def __init__(self, chromium: Any, report: Report, folder: Path, **context: Any) -> None:
        options = {key: context.pop(key) for key in ("lang", "limit") if key in context}
        self.file = folder / "report.html"
        with self.file.open("w", encoding="utf-8", errors="backslashreplace", newline="") as stream:
            output.write(report, "html", stream, **options)
        self.context = chromium.new_context(**context)
        self.page = self.context.new_page()
        self.complaints: list[str] = []
        self.asked: list[str] = []
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", lambda dialog: self.complaints.append(f"dialog {dialog.message}"))
        self.page.on("request", lambda request: self.asked.append(request.url))
        began = perf_counter()
        self.page.goto(self.file.as_uri())
        self.page.wait_for_selector("html[data-ready]")
        self.seconds = perf_counter() - began

    def skus(self) -> list[str]:
        """SKUs of the listings that are drawn, in order."""
        lines: list[str] = self.page.locator(".about-listing").all_inner_texts()
        return [line.split(" · ")[0].removeprefix("SKU ") for line in lines]

    def count(self) -> str:
        """What the page says of how many are shown."""
        return str(self.page.locator("#count").inner_text())

    def draws(self, cards: int) -> None:
        """Wait until so many cards are drawn."""
        until(lambda: self.page.locator(".card").count() == cards)

    def close(self) -> None:
        """Close it; nothing may have been said on the console or asked of anybody."""
        self.context.close()
        assert self.complaints == []
        assert [url for url in self.asked if not url.startswith("data:")] == [self.file.as_uri()]


@pytest.fixture
def visit(chromium: Any, tmp_path: Path) -> Iterator[Any]:
    """Opens a report; closed, and asked what it complained of, at the end."""
    opened: list[Visit] = []

    def open_(report: Report, **context: Any) -> Visit:
        opened.append(Visit(chromium, report, tmp_path, **context))
        return opened[-1]

    yield open_
    for one in opened:
        one.close()


def test_filters_by_severity_rule_score_and_words(report: Report, visit: Any) -> None:
    seen = visit(report)
    page = seen.page
    assert seen.skus() == ["KN-0042", "KN-0043", "KN-0044", "KN-0045", "KN-0046"]
    assert seen.count() == "5 listings"
    page.get_by_label("Error").uncheck()
    page.get_by_label("Warning").uncheck()
    assert seen.skus() == ["KN-0044"]
    assert seen.count() == "1 of 5 listings"
    assert page.locator(".hidden-count").inner_text() == "1 finding of this listing does not fit the filters"
    page.get_by_role("button", name="Clear").click()
    seen.draws(6)
    page.get_by_label("What was found").select_option("RG-003")
    assert seen.skus() == ["KN-0042", "KN-0043"]
    page.get_by_label("Score").select_option("middle")
    assert seen.count() == "1 of 5 listings"
    page.get_by_role("button", name="Clear").click()
    page.get_by_label("Search").fill("BEESWÁX candle")
    seen.draws(2)
    assert seen.skus() == ["KN-0045", "KN-0046"]
    page.get_by_label("Search").fill("nothing like it")
    seen.draws(0)
    assert seen.count().startswith("No listing fits")


def test_a_repair_leads_to_its_listings_by_keyboard(report: Report, visit: Any) -> None:
    seen = visit(report)
    page = seen.page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Show these 2 listings"
    ring = page.evaluate(
        "getComputedStyle(document.activeElement).outlineStyle + getComputedStyle(document.activeElement).outlineWidth"
    )
    assert ring == "solid3px"
    page.keyboard.press("Enter")
    until(lambda: page.evaluate("document.activeElement.id") == "listings")
    assert seen.skus() == ["KN-0042", "KN-0043"]
    assert page.locator("#rule").input_value() == "RG-003"
    assert {text.split("\n")[0] for text in page.locator(".finding .head").all_inner_texts()} == {
        "Error 'antibacterial' claims an effect on health",
        "Error '電子レンジ対応' claims a property that must be shown",
    }
    reached = set()
    for _ in range(40):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.id || document.activeElement.tagName"))
    assert {"query", "rule", "score", "order", "clear", "SUMMARY", "INPUT"} <= reached


def test_marks_boxes_and_details(report: Report, visit: Any, tmp_path: Path) -> None:
    image = pytest.importorskip("PIL.Image", reason="needs the extra 'images'")
    image.new("RGB", (800, 400), "teal").save(tmp_path / "apron.png")
    blurry = replace(report.findings[-3], evidence={"box": [0.25, 0.5, 0.75, 1.0]})
    found = (*report.findings[:-3], blurry, *report.findings[-2:])
    seen = visit(replace(report, findings=found, pictures={"pictures/apron.jpg": str(tmp_path / "apron.png")}))
    page = seen.page
    card = page.locator(".card", has_text="Linen apron")
    picture, box = card.locator("img"), card.locator(".box")
    assert picture.get_attribute("alt") == "Picture 1: apron.jpg, 1 place marked"
    picture.scroll_into_view_if_needed()
    until(lambda: picture.evaluate("image => image.naturalWidth") == 320)
    frame, drawn = picture.bounding_box(), box.bounding_box()
    assert drawn["x"] - frame["x"] == pytest.approx(frame["width"] / 4, abs=2)
    assert drawn["y"] - frame["y"] == pytest.approx(frame["height"] / 2, abs=2)
    assert drawn["width"] == pytest.approx(frame["width"] / 2, abs=2)
    assert page.locator(".title mark").all_inner_texts()[0] == "HANDMADE"
    finding = page.locator(".finding", has_text="claims an effect on health")
    finding.locator("summary").click()
    assert "Law" in finding.locator("details").inner_text()
    assert "Row 2, column “Bullet Point 2”." in finding.locator("details").inner_text()


HOSTILE = (
    "</script><script>alert(1)</script><img src=x onerror=alert(2)><svg onload=alert(3)> \u202egnp.exe\x00"
    '"><iframe src="https://evil.example/"></iframe> &amp; {n} javascript:alert(4)'
)


def test_hostile_words_are_text(report: Report, visit: Any) -> None:
    at = replace(report.findings[0].location, file=HOSTILE, column=HOSTILE, sheet=HOSTILE)
    told: dict[str, Any] = dict.fromkeys(("sku", "field", "image", "message", "match", "before", "after"), HOSTILE)
    finding = replace(report.findings[0], location=at, span=(2, 9), **told)
    entry = replace(report.entries[0], sku=HOSTILE, title=HOSTILE, file=HOSTILE, store=HOSTILE, language=HOSTILE)
    rules = {**report.rules, "TI-001": replace(report.rules["TI-001"], source=("javascript:alert(5)", HOSTILE))}
    whole = (finding, replace(finding, scope="file"))
    seen = visit(replace(report, entries=(entry,), findings=whole, rules=rules))
    page = seen.page
    page.wait_for_timeout(200)
    assert page.locator("iframe, main img, main svg, .card script, .card a").count() == 0
    assert "<img src=x onerror=alert(2)>" in page.locator(".card .title").last.inner_text()
    assert "\\u202egnp.exe␀" in page.locator(".card .title").last.inner_text()
    page.get_by_label("Search").fill("onerror=alert")
    page.wait_for_timeout(300)
    assert page.locator(".card").count() == 2


def test_policy_stops_what_slips_in(report: Report, visit: Any) -> None:
    seen = visit(report)
    stopped = seen.page.evaluate(
        """async () => {
            const said = [];
            document.addEventListener("securitypolicyviolation", (event) => said.push(event.effectiveDirective));
            const script = document.createElement("script");
            try { script.textContent = "window.slipped = 1"; } catch { said.push("type"); }
            document.body.append(script);
            const image = document.createElement("img");
            image.src = "https://evil.example/x.png";
            document.body.append(image);
            await fetch("https://evil.example/").catch(() => 0);
            await new Promise((done) => setTimeout(done, 200));
            return [window.slipped === undefined, ...said.sort()];
        }"""
    )
    assert stopped[0] is True
    assert {"connect-src", "img-src", "type"} <= set(stopped[1:])
    seen.complaints.clear()
    seen.asked.clear()
    seen.asked.append(seen.file.as_uri())


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 375])
def test_axe_finds_nothing(report: Report, visit: Any, scheme: str, width: int) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason=NEEDS)
    seen = visit(report, color_scheme=scheme, viewport={"width": width, "height": 800}, lang="fr")
    for box in seen.page.locator("details").all():
        box.locator("summary").click()
    options = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
    found = axe.Axe().run(seen.page, options=options).response["violations"]
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == []
    seen.page.evaluate("document.querySelector('label[for=score]').remove()")
    again = axe.Axe().run(seen.page, options=options).response["violations"]
    assert [one["id"] for one in again] == ["select-name"], "axe looks at nothing"


@pytest.mark.parametrize("width", [320, 375, 768, 1280])
def test_nothing_sticks_out(report: Report, visit: Any, width: int) -> None:
    long = replace(report.entries[0], title="w" * 300, sku="S" * 190)
    seen = visit(replace(report, entries=(long, *report.entries[1:])), viewport={"width": width, "height": 800})
    assert seen.page.evaluate("document.documentElement.scrollWidth") == width


def test_without_scripts_the_first_screen_still_stands(report: Report, chromium: Any, tmp_path: Path) -> None:
    file = tmp_path / "report.html"
    with file.open("w", encoding="utf-8") as stream:
        output.write(report, "html", stream)
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(file.as_uri())
    assert "What to do first" in page.inner_text("main")
    assert "needs JavaScript" in page.inner_text("main")
    assert not page.is_visible("#filters")
    context.close()


def test_all_that_is_shown_is_printed(report: Report, visit: Any) -> None:
    many = tuple(replace(report.entries[4], sku=f"M-{number}", row=10 + number) for number in range(80))
    seen = visit(replace(report, entries=(*report.entries, *many)), color_scheme="dark")
    page = seen.page
    assert page.locator(".card").count() == 30
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator(".card").count() == 86
    assert page.locator("button.more").count() == 0
    assert not page.is_visible("#filters")
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator(".card").count() == 30
    assert len(page.pdf()) > 10_000


def many(report: Report, count: int) -> Report:
    """As many listings, up to five findings each."""
    entries, findings = [], []
    text = "Bol à thé en grès émaillé bleu, tourné à la main dans notre atelier, cuit deux fois et signé "
    models = {finding.code: finding for finding in report.findings if finding.scope == "listing"}
    for number in range(count):
        sku = f"SKU-{number:05}"
        told: dict[str, Any] = {"sku": sku, "field": "description", "span": (10, 20), "fix": None, "image": None}
        told |= {"match": text[10:20], "before": text[:10], "after": text[20:80]}
        told["location"] = Location("autumn.csv", number + 2, "description", number + 2, 10, 20)
        own = [replace(model, **told) for model in [*models.values()][: number % 6]]
        findings += own
        score = weigh(sku, own, ["description"])
        entries.append(Entry(sku, text + sku, "amazon.fr", "fr", "autumn.csv", number + 2, score))
    return replace(report, entries=tuple(entries), findings=tuple(findings))


def test_5000_listings_open(report: Report, visit: Any) -> None:
    """Within two seconds, which is demanded by `make validate` alone: a busy machine is no fault."""
    large = many(report, 5000)
    visit(replace(report), viewport={"width": 1280, "height": 800})  # the browser is warm
    seen = visit(large, viewport={"width": 1280, "height": 800})
    print(f"{len(large.findings)} findings, {seen.file.stat().st_size / 1e6:.1f} MB, open in {seen.seconds:.2f} s")
    assert seen.seconds < 2 or not REQUIRED
    assert seen.count() == "5,000 listings"
    page = seen.page
    assert page.locator("#page").inner_text() == "Page 1 of 167"
    page.get_by_role("button", name="Next").click()
    assert page.locator("#page").inner_text() == "Page 2 of 167"
    began = perf_counter()
    page.get_by_label("Search").fill("SKU-04321")
    seen.draws(1)
    assert perf_counter() - began < 1 or not REQUIRED
    assert seen.skus() == ["SKU-04321"]
