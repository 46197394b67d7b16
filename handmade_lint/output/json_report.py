"""The whole report as JSON, laid out as report.schema.json says: one listing, one finding and one rule a line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import TextIO

from ..report import (
    SCHEMA,
    Report,
    baseline_to_json,
    findings_to_json,
    listings_to_json,
    rules_to_json,
    run_to_json,
    shops_to_json,
    suppressed_to_json,
)


def write(report: Report, stream: TextIO) -> None:
    """Write the report as one JSON object.

    Characters are written as themselves where the stream is UTF-8 (lone surrogates excepted) and as escapes
    elsewhere, so any stream can hold any report.
    """
    unicode = (getattr(stream, "encoding", None) or "utf-8").lower().startswith("utf")
    encoder = json.JSONEncoder(ensure_ascii=not unicode, allow_nan=False)
    rules = (f"{encoder.encode(code)}: {encoder.encode(facts)}" for code, facts in rules_to_json(report).items())
    for piece in chain(
        ["{\n", f'"schema": {encoder.encode(SCHEMA)},\n', f'"run": {encoder.encode(run_to_json(report.run))},\n'],
        ['"listings": ['],
        _lines(map(encoder.encode, listings_to_json(report))),
        ['],\n"findings": ['],
        _lines(map(encoder.encode, findings_to_json(report))),
        ['],\n"rules": {'],
        _lines(rules),
        ['},\n"suppressed": ['],
        _lines(map(encoder.encode, suppressed_to_json(report))),
        [f'],\n"baseline": {encoder.encode(baseline_to_json(report))},\n"shops": ['],
        _lines(map(encoder.encode, shops_to_json(report))),
        ["]\n}\n"],
    ):
        stream.write(piece.encode("utf-8", "backslashreplace").decode("utf-8"))


def _lines(items: Iterable[str]) -> Iterator[str]:
    comma = "\n"
    for item in items:
        yield comma + item
        comma = ",\n"
    yield "" if comma == "\n" else "\n"
