"""The outputs: one module a format, each with write(report, stream, **options), loaded when it is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from pathlib import PurePath
from typing import Any, TextIO

from ..report import Report

FORMATS = ("terminal", "json", "jsonl", "csv", "html")

_MODULES: Mapping[str, str] = {
    "terminal": "terminal",
    "json": "json_report",
    "jsonl": "jsonl",
    "csv": "csv_report",
    "html": "html_report",
}
_SUFFIXES: Mapping[str, str] = {".txt": "terminal", ".json": "json", ".jsonl": "jsonl", ".csv": "csv", ".html": "html"}


def write(report: Report, format: str, stream: TextIO, **options: Any) -> None:
    """Write the report in one of FORMATS.

    Args:
        report: What to tell.
        format: One of FORMATS.
        stream: Open for text; UTF-8 is best, and no encoding makes it fail.
        **options: Options of that format's own write().

    Raises:
        ValueError: There is no such format.
    """
    if format not in _MODULES:
        raise ValueError(f"there is no format '{format}'; choose one of {', '.join(FORMATS)}")
    import_module(f".{_MODULES[format]}", __name__).write(report, stream, **options)


def format_of(path: str | PurePath) -> str:
    """The format that the suffix of a file's name asks for.

    Raises:
        ValueError: The suffix names none.
    """
    suffix = PurePath(path).suffix.lower()
    if suffix not in _SUFFIXES:
        known = ", ".join(f"{end} ({name})" for end, name in _SUFFIXES.items())
        raise ValueError(f"the name '{path}' does not say which format to write; end it with one of {known}")
    return _SUFFIXES[suffix]
