"""Chromium for the tests that open pages: where it is missing they are skipped, unless `make validate` demands them."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest

REQUIRED = os.environ.get("HANDMADE_LINT_VALIDATE") == "1"
NEEDS = "needs Chromium (apt install chromium) and pip install 'handmade-lint[review,validate]'"


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """A browser without a window."""
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        program = None
    if program is None:
        if REQUIRED:
            pytest.fail(NEEDS)
        pytest.skip(NEEDS)
    quiet = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=program, args=quiet)
        yield browser
        browser.close()


def told_of_browser(terminalreporter: Any) -> None:
    """Say aloud that pages were not opened in a browser."""
    skipped = [one for one in terminalreporter.stats.get("skipped", ()) if NEEDS in str(one.longrepr)]
    if skipped:
        terminalreporter.write_line(f"NOT RUN: {len(skipped)} tests of pages in a browser: {NEEDS}")
