"""Findings and listings as a folder of files of bounded size, Parquet or JSON Lines, and last what the run was.

FOLDER/findings/00000.parquet, FOLDER/listings/00000.parquet and so on; FOLDER/run.json comes last, so that a folder
without it was cut off. A file is written beside its place and moved there whole; what an earlier run left is deleted
first, so that nothing is there twice.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import IO, Any

from ..report import SCHEMA, Report, findings_to_json, listings_to_json, rules_to_json, run_to_json

PIECE = 250_000
"""Rows of one file."""
TOGETHER = 8_192
"""Rows that are in memory at a time; of Parquet, those of a row group."""
RUN = "run.json"

Row = Mapping[str, Any]


class Occupied(Exception):
    """The folder holds what is no report of ours."""


def write(report: Report, folder: Path, format: str) -> None:
    """Write the report.

    Args:
        report: What to tell; findings and entries are read once each.
        folder: Made where it is not there.
        format: 'parquet' or 'jsonl'.

    Raises:
        Occupied: The folder holds something else.
        ImportError: pyarrow is not installed, which writes Parquet.
        OSError: It cannot be written.
    """
    put = _put_parquet() if format == "parquet" else _put_lines
    _clear(folder)
    told = {
        "findings": _pieces(folder / "findings", format, findings_to_json(report), put),
        "listings": _pieces(folder / "listings", format, listings_to_json(report), put),
    }
    end = {"schema": SCHEMA, "run": run_to_json(report.run), "rules": rules_to_json(report), "rows": told}
    _placed(folder / RUN, lambda stream: stream.write(_encoded(end)))


def _clear(folder: Path) -> None:
    """Make the folder, and take away what a run wrote there before."""
    if folder.exists() and not folder.is_dir():
        raise Occupied
    mine = [folder / RUN, *(folder / kind for kind in ("findings", "listings"))]
    if folder.is_dir() and any(one not in mine and one.suffix != ".new" for one in folder.iterdir()):
        raise Occupied
    (folder / RUN).unlink(missing_ok=True)
    for kind in mine[1:]:
        kind.mkdir(parents=True, exist_ok=True)
        for one in kind.iterdir():
            if one.suffix not in (".parquet", ".jsonl", ".new"):
                raise Occupied
            one.unlink()


def _pieces(folder: Path, format: str, rows: Iterator[Row], put: Callable[[IO[bytes], Iterator[Row], str], int]) -> int:
    """Write all rows, as many to a file as it may hold; how many there were. There is one file at least."""
    total = number = 0
    while True:
        count: list[int] = []
        _placed(
            folder / f"{number:05}.{format}",
            lambda stream, count=count: count.append(put(stream, islice(rows, PIECE), folder.name)),  # type: ignore[misc]
        )
        total += count[0]
        number += 1
        if count[0] < PIECE:
            return total


def _placed(path: Path, fill: Callable[[IO[bytes]], object]) -> None:
    beside = path.with_name(f"{path.name}.new")
    try:
        with beside.open("wb") as stream:
            fill(stream)
        beside.replace(path)
    except BaseException:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        raise


def _encoded(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, allow_nan=False).encode("utf-8", "backslashreplace") + b"\n"


def _put_lines(stream: IO[bytes], rows: Iterable[Row], kind: str) -> int:
    count = 0
    for row in rows:
        stream.write(_encoded(row))
        count += 1
    return count


def _put_parquet() -> Callable[[IO[bytes], Iterator[Row], str], int]:
    import pyarrow as arrow
    from pyarrow import parquet

    text, whole, real = arrow.string(), arrow.int64(), arrow.float64()
    schemas = {
        "findings": arrow.schema(
            [
                *((name, text) for name in ("severity", "code", "name", "group", "force", "sku", "field", "message")),
                *((name, text) for name in ("match", "before", "after", "scope", "image", "file", "sheet", "column")),
                *((name, whole) for name in ("row", "line", "start", "end", "span_start", "span_end")),
                *((name, text) for name in ("evidence", "fix", "fingerprint")),
                ("safe", arrow.bool_()),
                ("confidence", real),
                ("source", arrow.list_(text)),
            ]
        ),
        "listings": arrow.schema(
            [
                *((name, text) for name in ("sku", "title", "store", "language", "file", "mass_produced_band")),
                *((name, whole) for name in ("row", "images", "quality")),
                *((name, real) for name in ("rights", "mass_produced", "mass_produced_low", "mass_produced_high")),
                *((name, text) for name in ("parts", "reasons")),
            ]
        ),
    }
    plain = {"findings": _plain_finding, "listings": _plain_listing}

    def put(stream: IO[bytes], rows: Iterator[Row], kind: str) -> int:
        schema, count = schemas[kind], 0
        with parquet.ParquetWriter(stream, schema, compression="zstd") as writer:
            while some := [plain[kind](row) for row in islice(rows, TOGETHER)]:
                columns = {name: [_cell(row[name]) for row in some] for name in schema.names}
                writer.write_table(arrow.table(columns, schema))
                count += len(some)
        return count

    return put


def _cell(value: Any) -> Any:
    """A value that Arrow can hold: no half of a surrogate pair."""
    if isinstance(value, str) and not value.isascii():
        return value.encode("utf-8", "backslashreplace").decode("utf-8")
    return value


def _plain_finding(row: Row) -> dict[str, Any]:
    fix, (start, end) = row["fix"], row["span"] or (None, None)
    return {
        **row,
        **row["location"],
        "span_start": start,
        "span_end": end,
        "evidence": json.dumps(row["evidence"]) if row["evidence"] else None,
        "fix": json.dumps(fix["edits"]) if fix else None,
        "safe": fix["safe"] if fix else None,
    }


def _plain_listing(row: Row) -> dict[str, Any]:
    scores = row["scores"]
    low, high = scores["mass_produced_range"] or (None, None)
    return {
        **row,
        **row["source"],
        **scores,
        "images": len(row["images"]),
        "mass_produced_low": low,
        "mass_produced_high": high,
        "parts": json.dumps(scores["parts"]),
        "reasons": json.dumps(row["reasons"]),
    }
