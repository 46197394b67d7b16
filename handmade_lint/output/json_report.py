"""The whole report as JSON, laid out as report.schema.json says: one listing, one finding and one rule a line."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TextIO

from ..report import Report, to_json


def write(report: Report, stream: TextIO) -> None:
    """Write the report as one JSON object.

    Characters are written as themselves where the stream is UTF-8 (lone surrogates excepted) and as escapes
    elsewhere, so any stream can hold any report.
    """
    raw = to_json(report)
    unicode = (getattr(stream, "encoding", None) or "utf-8").lower().startswith("utf")
    encoder = json.JSONEncoder(ensure_ascii=not unicode, allow_nan=False)
    rules = (f"{encoder.encode(code)}: {encoder.encode(facts)}" for code, facts in raw["rules"].items())
    parts = [
        f'"schema": {encoder.encode(raw["schema"])}',
        f'"run": {encoder.encode(raw["run"])}',
        f'"listings": [{_lines(map(encoder.encode, raw["listings"]))}]',
        f'"findings": [{_lines(map(encoder.encode, raw["findings"]))}]',
        f'"rules": {{{_lines(rules)}}}',
    ]
    text = "{\n" + ",\n".join(parts) + "\n}\n"
    stream.write(text.encode("utf-8", "backslashreplace").decode("utf-8"))


def _lines(items: Iterable[str]) -> str:
    joined = ",\n".join(items)
    return f"\n{joined}\n" if joined else ""
