"""The outputs: one module a format, each with write(report, stream, **options), loaded when it is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path, PurePath
from typing import Any, TextIO

from ..report import Report
from ..said import say

_MODULES: Mapping[str, str] = {
    "terminal": "terminal",
    "json": "json_report",
    "jsonl": "jsonl",
    "csv": "csv_report",
    "html": "html_report",
    "rows": "rows",
    "sarif": "sarif",
    "junit": "junit",
    "gitlab": "gitlab",
    "github": "github",
    "amazon": "amazon",
}
FORMATS = tuple(_MODULES)
FOLDERS = ("parquet",)
"""Formats that are written to a folder, always; `jsonl` is where a folder is named."""
FOR_PERSONS = ("terminal", "html", "rows")
"""Formats that persons read, in their language; programs read the others."""

SUFFIXES: Mapping[str, str] = {
    ".rows.csv": "rows",
    ".gitlab.json": "gitlab",
    "gl-code-quality-report.json": "gitlab",
    ".amazon.json": "amazon",
    ".sarif.json": "sarif",
    ".sarif": "sarif",
    ".junit.xml": "junit",
    ".xml": "junit",
    ".github.txt": "github",
    ".txt": "terminal",
    ".json": "json",
    ".jsonl": "jsonl",
    ".csv": "csv",
    ".html": "html",
    ".parquet": "parquet",
}
"""How the name of a file (or a folder) ends → the format that it asks for; the first that fits counts."""


def in_pieces(format: str, path: str) -> bool:
    """Whether a report is written as a folder of pieces: Parquet, and JSON Lines to 'NAME/' or to a folder."""
    return format in FOLDERS or (format == "jsonl" and (path.endswith(("/", "\\")) or Path(path).is_dir()))


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
        known = ", ".join(FORMATS)
        raise ValueError(say("there is no format '{format}'; choose one of {known}", format=format, known=known))
    import_module(f".{_MODULES[format]}", __name__).write(report, stream, **options)


def format_of(path: str | PurePath) -> str:
    """The format that the end of a file's name asks for.

    Raises:
        ValueError: It asks for none.
    """
    name = PurePath(path).name.lower()
    for end, format in SUFFIXES.items():
        if name.endswith(end):
            return format
    known = ", ".join(f"{end} ({name})" for end, name in SUFFIXES.items() if end.startswith("."))
    raise ValueError(
        say(
            "the name '{path}' does not say which format to write; end it with one of {known}, or write FORMAT={path}",
            path=path,
            known=known,
        )
    )


def asked(word: str) -> tuple[str, str]:
    """Format and file that a word of the command line asks for: 'report.sarif', 'junit=report.xml'.

    Raises:
        ValueError: It asks for no format, or names no file.
    """
    format, equals, path = word.partition("=")
    if not equals or format not in (*_MODULES, *FOLDERS):
        return format_of(word), word
    if not path:
        raise ValueError(say("'{word}' names no file; write {format}=FILE", word=word, format=format))
    return format, path
