"""Pictures of reports for README and the first steps: `python -m tools.screenshots` (`make screenshots`).

They show what the code does with fixtures/demo today: docs/pictures/terminal.svg is the report of a terminal, drawn by
rich; the others are the HTML report, opened in Chromium (Debian: apt install chromium; pip install
'handmade-lint[validate]'). `--terminal` draws the first alone.
"""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
from collections.abc import Sequence
from io import StringIO
from pathlib import Path
from typing import Any

from rich._export_format import CONSOLE_SVG_FORMAT
from rich.console import Console
from rich.text import Text

from handmade_lint import Report, lint
from handmade_lint.output import write

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "docs" / "pictures"
DEMO = ROOT / "fixtures" / "demo"
SHOPS = {"en": "oak-and-ash.csv", "fr": "atelier-brume.csv"}
TERMINAL = "atelier-brume.csv"
WIDTH = 80


def main(given: Sequence[str]) -> int:
    """Draw them; 2 on wrong usage or without Chromium."""
    if list(given) not in ([], ["--terminal"]):
        print("usage: python -m tools.screenshots [--terminal]", file=sys.stderr)
        return 2
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / "terminal.svg").write_text(terminal(), "utf-8")
    return 0 if given else pages()


def report(shop: str) -> Report:
    """The report on a shop of the demo, its file called by its bare name."""
    with (DEMO / shop).open("rb") as stream:
        return lint(stream, name=shop)


def terminal() -> str:
    """The report of a terminal as SVG, which asks no other address for its letters."""
    stream = StringIO()
    write(report(TERMINAL), "terminal", stream, color=True, width=WIDTH)
    console = Console(record=True, width=WIDTH, file=StringIO(), force_terminal=True, legacy_windows=False, _environ={})
    # What follows tells seconds, which no picture should.
    shown = stream.getvalue().partition("Found most often")[0].rpartition("\n\n")[0]
    console.print(Text.from_ansi(shown))
    form = re.sub(r" *@font-face \{\{.*?\}\}\n", "", CONSOLE_SVG_FORMAT, flags=re.DOTALL)
    drawn = console.export_svg(title=f"handmade-lint check {TERMINAL}", code_format=form, unique_id="report")
    return re.sub(r"[ \t]+$", "", drawn, flags=re.MULTILINE)


def pages() -> int:
    """The HTML report in both languages: the first screen, and a listing with its marked words."""
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        print("there is no Chromium; on Debian: apt install chromium", file=sys.stderr)
        return 2
    from playwright.sync_api import sync_playwright

    quiet = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
    with sync_playwright() as driver, tempfile.TemporaryDirectory() as folder:
        browser = driver.chromium.launch(executable_path=program, args=quiet)
        for language, shop in SHOPS.items():
            file = Path(folder) / f"{language}.html"
            with file.open("w", encoding="utf-8", newline="") as stream:
                write(report(shop), "html", stream, lang=language)
            _take(browser, file, language)
        browser.close()
    return 0


def _take(browser: Any, file: Path, language: str) -> None:
    page = browser.new_page(viewport={"width": 1100, "height": 820})
    page.goto(file.as_uri())
    page.wait_for_selector("html[data-ready]")
    page.screenshot(path=FOLDER / f"report-{language}.png")
    page.locator("article").first.screenshot(path=FOLDER / f"listing-{language}.png")
    page.close()


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
