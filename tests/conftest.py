"""Settings for all tests."""

from __future__ import annotations

import os

from hypothesis import settings

from tests.browser import chromium, pytest_terminal_summary

__all__ = ["chromium", "pytest_terminal_summary"]

settings.register_profile("house", deadline=None)  # a busy machine is no fault
settings.load_profile("house")

os.environ["LANGUAGE"] = "en"  # whatever the machine of the tests speaks, and whatever store a catalogue is for
