"""Reports written to files and streams, each with what its format wants to know beside the report."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from . import output
from .config import Config
from .refusal import FULL
from .report import Finding, Report, RuleFacts
from .said import say

if TYPE_CHECKING:
    from .around import Checkout, Places, Table

RANKS = ("error", "warning", "info")


class NotWritten(Exception):
    """A report cannot be written; says in one sentence why and what to do."""


class Writer:
    """Writes one report in any format."""

    def __init__(
        self, report: Report, config: Config, stdin: bytes = b"", *, lang: str = "en", everywhere: bool = True
    ) -> None:
        """Prepare; nothing is read before a format asks for it.

        Args:
            report: what to tell.
            config: what the run was asked to do.
            stdin: what was read from standard input, where that was linted.
            lang: language in which persons are told things.
            everywhere: whether reports for machines are told in it, too; else they stay in English.
        """
        self._report, self._config, self._stdin = report, config, stdin
        self._lang, self._everywhere = lang, everywhere

    def write(self, format: str, stream: TextIO, **options: Any) -> None:
        """Write the report in one of output.FORMATS; `options` go to the format's own writer.

        Raises:
            NotWritten: 'rows' was asked for and the run did not read one table.
        """
        output.write(self._told(format), format, stream, **self._wanted(format), **options)

    def save(self, format: str, path: str) -> None:
        """Write the report to a file, in UTF-8, or to a folder of pieces (see output.in_pieces).

        Raises:
            NotWritten: as `write`, or the file cannot be written.
        """
        if output.in_pieces(format, path):
            self._save_pieces(format, path)
            return
        wanted = self._wanted(format)
        with opened(path) as stream:
            output.write(self._told(format), format, stream, **wanted)

    def _save_pieces(self, format: str, path: str) -> None:
        from .output import pieces

        try:
            pieces.write(self._told(format), Path(path), format)
        except pieces.Occupied:
            raise NotWritten(
                say("'{path}' holds something other than findings in pieces; name another folder", path=path)
            ) from None
        except ImportError:
            raise NotWritten(
                say("writing Parquet needs pyarrow; install it with: pip install 'handmade-lint[parquet]'")
            ) from None
        except OSError as fault:
            if fault.errno in FULL:
                raise
            raise NotWritten(
                say("'{path}' cannot be written: {strerror}", path=path, strerror=fault.strerror)
            ) from None

    def _told(self, format: str) -> Report:
        """The report, in the language of the format."""
        if self._lang == "en" or format in ("terminal", "html"):  # they tell it themselves
            return self._report
        if not (self._everywhere or format in output.FOR_PERSONS):
            return self._report
        from .retold import retold
        from .speech import Tongue

        return retold(self._report, Tongue(self._lang))

    def _wanted(self, format: str) -> Mapping[str, Any]:
        if format in ("terminal", "html"):
            return {"lang": self._lang}
        if format in ("sarif", "gitlab", "github"):
            return {"checkout": self._checkout, "places": self._places}
        if format == "junit":
            fail_on = self._config.fail_on
            return {"failing": RANKS[: RANKS.index(fail_on) + 1] if fail_on in RANKS else ()}
        return {"table": self._table(), "lang": self._lang} if format == "rows" else {}

    @cached_property
    def _checkout(self) -> Checkout:
        from .checkout import find_checkout

        files = [Path(one.file) for one in self._report.run.inputs if Path(one.file).is_file()]
        return find_checkout(files[0].absolute().parent if files else Path.cwd())

    @cached_property
    def _places(self) -> Places:
        from .catalogs.places import FilePlaces

        found: dict[str, tuple[Callable[[], bytes], bool]] = {}
        for one in self._report.run.inputs:
            if one.separator or one.encoding.startswith("json"):
                found[one.file] = partial(self._read, one.file), bool(one.separator)
        return FilePlaces(found)

    def _table(self) -> Table:
        from .catalogs import UnreadableInput
        from .catalogs.rows import NoTable, read_rows

        inputs = self._report.run.inputs
        if len(inputs) != 1:
            named = ", ".join(f"'{one.file}'" + (f" sheet '{one.sheet}'" if one.sheet else "") for one in inputs[:4])
            raise NotWritten(
                say(
                    "the format 'rows' gives one table back with three more columns, and this run read "
                    "{inputs} ({named}{value}); lint one of them at a time",
                    inputs=len(inputs),
                    named=named,
                    value=", …" if len(inputs) > 4 else "",
                )
            )
        (one,) = inputs
        try:
            return read_rows(one.file, self._read(one.file), dict(self._config.headings) or None)
        except (NoTable, UnreadableInput) as fault:
            raise NotWritten(fault.args[0]) from None

    def _read(self, file: str) -> bytes:
        return Path(file).read_bytes() if Path(file).is_file() else self._stdin


def opened(path: str) -> TextIO:
    """A file, open to be written in UTF-8.

    Raises:
        NotWritten: it cannot be.
    """
    try:
        return Path(path).open("w", encoding="utf-8", errors="backslashreplace", newline="")
    except OSError as fault:
        raise NotWritten(say("'{path}' cannot be written: {strerror}", path=path, strerror=fault.strerror)) from None


class Streams:
    """JSON Lines that are written while the run goes on; each stream is opened when there is something to write."""

    def __init__(self, openers: Iterable[Callable[[], TextIO]]) -> None:
        self._openers = tuple(openers)
        self._opened: list[tuple[TextIO, Any]] = []

    def __bool__(self) -> bool:
        return bool(self._openers)

    def heard(self, findings: Iterable[tuple[Finding, RuleFacts]]) -> None:
        """Write some findings."""
        said = list(findings)
        for _, lines in self._lines():
            lines.say(said)

    def end(self, report: Report) -> None:
        """Write the last line, and close what is a file."""
        import sys

        for stream, lines in self._lines():
            lines.end(report.run)
            if stream is not sys.stdout:
                stream.close()

    def _lines(self) -> list[tuple[TextIO, Any]]:
        if not self._opened:
            from .output.jsonl import Lines

            self._opened = [(stream, Lines(stream)) for stream in (opener() for opener in self._openers)]
        return self._opened
