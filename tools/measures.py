"""Writes the table of docs/measures.md: every column that pictures are measured in, and every fault."""

from __future__ import annotations

from math import isinf
from pathlib import Path

from handmade_lint.measures.index import COLUMNS, FAULTS, Column

PAGE = Path(__file__).parents[1] / "docs" / "measures.md"
MARK = "<!-- from here on: python -m tools.measures -->\n"
NEEDS = {
    "header": "Of the header: nothing is decoded",
    "pixels": "Of the picture at 512 px or less",
    "detail": "Of crops at full resolution",
}


def tables() -> str:
    """Columns by what must be read for them, then faults."""
    lines: list[str] = []
    for need, title in NEEDS.items():
        rows = [column for column in COLUMNS.values() if column.needs == need]
        lines += [f"## {title}", "", "| column | kind | unit and range | what it says |", "| --- | --- | --- | --- |"]
        lines += [f"| `{row.name}` | {_kind(row)} | {_range(row)} | {_told(row)} |" for row in rows]
        lines.append("")
    lines += ["## Faults", "", "| `fault` | because |", "| --- | --- |"]
    lines += [f"| `{fault}` | {why} |" for fault, why in FAULTS.items()]
    return "\n".join(lines) + "\n"


def _kind(column: Column) -> str:
    names = {"f": "number", "i": "integer", "u": "integer", "?": "yes or no", "U": "text"}
    name = "bits" if column.unit == "bits" and column.shape else names[column.dtype[0]]
    return " × ".join([*map(str, column.shape), name]) if column.shape else name


def _range(column: Column) -> str:
    if column.low == column.high:
        return column.unit
    if column.dtype == "?" or (column.unit == "bits" and column.shape):
        return ""
    high = "∞" if isinf(column.high) else f"{column.high:g}"
    return f"{column.unit} {column.low:g} to {high}".strip()


def _told(column: Column) -> str:
    words = column.doc if column.doc.endswith(".") else f"{column.doc}."
    return f"{words} ({column.source})" if column.source else words


def page() -> str:
    """The page as it should be: what people wrote, then the tables."""
    return PAGE.read_text("utf-8").partition(MARK)[0] + MARK + "\n" + tables()


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
