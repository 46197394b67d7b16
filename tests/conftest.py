"""Settings for all tests."""

from __future__ import annotations

import os
from typing import Any

from hypothesis import settings

from tests.browser import chromium, told_of_browser

__all__ = ["chromium", "pytest_terminal_summary"]

ENGINE = "needs pip install 'handmade-lint["


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say aloud what was not run, since something is missing."""
    told_of_browser(terminalreporter)
    reasons = [str(one.longrepr) for one in terminalreporter.stats.get("skipped", ())]
    missing = sorted({why[why.index(ENGINE) + len(ENGINE) :].partition("]")[0] for why in reasons if ENGINE in why})
    for extra in missing:
        terminalreporter.write_line(f"NOT RUN: tests of the extra '{extra}': {ENGINE}{extra}]'")


settings.register_profile("house", deadline=None)  # a busy machine is no fault
settings.load_profile("house")

os.environ["LANGUAGE"] = "en"  # whatever the machine of the tests speaks, and whatever store a catalogue is for
