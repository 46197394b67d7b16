"""The findings as JSON Lines: the run on the first line, then one finding a line as the JSON report holds it.

The first line is {"schema": …, "run": {…}}; scores of listings and texts of rules are in the JSON report only.
"""

from __future__ import annotations

import json
from itertools import chain
from typing import TextIO

from ..report import SCHEMA, Report, findings_to_json, run_to_json


def write(report: Report, stream: TextIO) -> None:
    """Write the run and the findings, one JSON object a line.

    Characters are written as themselves where the stream is UTF-8 (lone surrogates excepted) and as escapes
    elsewhere, so any stream can hold any report.
    """
    unicode = (getattr(stream, "encoding", None) or "utf-8").lower().startswith("utf")
    encoder = json.JSONEncoder(ensure_ascii=not unicode, allow_nan=False)
    stream.writelines(
        encoder.encode(line).encode("utf-8", "backslashreplace").decode("utf-8") + "\n"
        for line in chain([{"schema": SCHEMA, "run": run_to_json(report.run)}], findings_to_json(report))
    )
