"""What every kind of file becomes: sheets of rows, whose flaws are noted beside them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import chain, islice
from typing import Any, NamedTuple, Protocol

from ..refusal import Refusal
from ..said import say


class UnreadableInput(Refusal):
    """A file is missing, or is no catalogue; `why` says in one sentence what was seen and what to do."""

    def __init__(self, file: str, why: str) -> None:
        super().__init__(say("{file}: {why}", file=file, why=why))
        self.why = why


@dataclass(frozen=True, slots=True)
class Flaw:
    """Something wrong with a row or with one of its cells, by the code of a rule of group 'files'."""

    code: str
    message: str
    index: int | None = None
    """0-based position of the cell; None speaks of the row."""
    match: str = ""
    whole_file: bool = False


class Row(NamedTuple):
    """One row of a table, or one item of a JSON file."""

    number: int
    """1-based, as a spreadsheet shows it; the position of the item in a JSON file."""
    line: int | None
    """1-based line of the file where it begins, if files of that kind have lines."""
    cells: tuple[str, ...]
    flaws: tuple[Flaw, ...] = ()
    refused: bool = False
    """True when its content could not be read; a flaw says why."""

    @property
    def blank(self) -> bool:
        """Whether no cell holds more than white space."""
        return not self.refused and not any(cell and not cell.isspace() for cell in self.cells)


class Referring(Protocol):
    """Makes references of batches of rows."""

    on: bool
    """Whether it is to; before rows are read."""

    def refer(self, batch: list[Row], behind: int | None) -> Sequence[Row]:
        """A batch in a form that travels as its place, where that can be; `behind` is the line of the next row."""


class Sheet:
    """One table of a file. Rows stream; the first ones can be looked at without being taken.

    Where `rows` gives them anew each time it is called, no file is open between a look and the reading.
    """

    def __init__(
        self,
        file: str,
        rows: Iterable[Row] | Callable[[], Iterator[Row]],
        *,
        name: str = "",
        encoding: str = "",
        separator: str = "",
        headings: tuple[str, ...] = (),
        spans: Callable[[], Iterator[Sequence[Row]]] | None = None,
        marks: Referring | None = None,
    ) -> None:
        self.file, self.name, self.encoding, self.separator = file, name, encoding, separator
        self.headings = headings
        """Headings, where they are not one of the rows (JSON, Parquet)."""
        self._again = rows if callable(rows) else None
        self.rows: Iterator[Row] = rows() if callable(rows) else iter(rows)
        self.spans = spans
        """All rows, some hundred at a time, in a form that can be sent without being read first; None where there is
        none."""
        self.marks = marks
        """Of a text table, what knows where its rows stand in the file."""

    def again(self) -> Iterator[Row]:
        """The rows: anew, where they can be had more than once; else those that are left."""
        return self.rows if self._again is None else self._again()

    def head(self, count: int) -> list[Row]:
        """The first rows, which stay to be read."""
        if self._again is not None:
            return list(islice(self._again(), count))
        first = list(islice(self.rows, count))
        self.rows = chain(first, self.rows)
        return first


def shown(text: str, most: int = 60) -> str:
    """A text of a file on one line of a message: printable, and not too long."""
    plain = " ".join("".join(letter if letter.isprintable() else " " for letter in text[:999]).split())
    return plain if len(plain) <= most else plain[: most - 1] + "…"


def as_text(value: Any) -> str:
    """A typed value as the text a person would type for it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, bytes):
        return value.decode("utf-8", "surrogateescape")
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime):
        return value.isoformat(" ") if value.time() != time() else value.date().isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    return str(value)
