"""Words into Markdown, so that nothing of a rule's words is read as markup."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from handmade_lint.visible import seen

_CODE = re.compile(r"(`[^`\n]+`)")
_MARKS = re.compile(r"([\\*_\[\]<>|#~`{}!])")


def words(text: str) -> str:
    """A text whose marks are letters; what stands between backticks stays code."""
    parts = _CODE.split(seen(text))
    return "".join(part if at % 2 else _MARKS.sub(r"\\\1", part) for at, part in enumerate(parts))


def code(text: str) -> str:
    """A word as code, whatever it holds; line breaks and bars are shown so that a table's cell can hold it."""
    line = seen(text).replace("\n", "␤").replace("|", "¦")
    if "`" not in line:
        return f"`{line}`" if line.strip() else "` `"
    return f"`` {line} ``"


def fence(text: str, kind: str = "text") -> str:
    """A block of code, fenced by more marks than it holds."""
    text = seen(text)
    longest = max((len(run) for run in re.findall(r"~+", text)), default=0)
    mark = "~" * max(3, longest + 1)
    return f"{mark}{kind}\n{text}\n{mark}"


def source(text: str) -> str:
    """A source: an address as a link, anything else in words."""
    return f"<{text}>" if re.fullmatch(r"https?://[^\s<>]+", text) else words(text)


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; cells are Markdown already, and hold no line breaks."""
    lines = [headings, ["---"] * len(headings), *rows]
    return "\n".join(f"| {' | '.join(cell.replace(chr(10), ' ') for cell in line)} |" for line in lines)


def toml(value: Any) -> str:
    """A setting's value as TOML writes it."""
    return json.dumps(list(value) if isinstance(value, tuple) else value, ensure_ascii=False)


def fields(row: Mapping[str, Any]) -> str:
    """A case's row: a field a line."""
    return "\n".join(f"{key}: {value if isinstance(value, str) else toml(value)}" for key, value in row.items())
