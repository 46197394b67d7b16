"""What an output may want to know beside the report: the checkout that files lie in, and places in their text."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from urllib.parse import quote

from .finding import Edit, Finding


@dataclass(frozen=True, slots=True)
class Checkout:
    """The folder that reports for CI tell paths from, and what git says of it."""

    root: str = ""
    """Absolute path; '' leaves paths as they were given."""
    uri: str = ""
    """Where the repository comes from (its remote 'origin'), without name and password; '' when unknown."""
    revision: str = ""
    branch: str = ""

    def path(self, file: str) -> str:
        """The file as seen from the root, with slashes; as it was given where it lies elsewhere."""
        if not self.root:
            return file.replace(os.sep, "/")
        whole = _whole(file)
        inside = os.path.commonpath([whole, self.root]) == self.root if _same_drive(whole, self.root) else False
        return os.path.relpath(whole, self.root).replace(os.sep, "/") if inside else file.replace(os.sep, "/")

    def reference(self, file: str) -> str:
        """The file as a URI reference (RFC 3986): relative to the root, or a file URI where it lies elsewhere."""
        path = self.path(file)
        if Path(path).is_absolute():
            return Path(path).as_uri()
        if self.root and ".." in Path(path).parts:
            return Path(_whole(file)).as_uri()
        return quote(path.encode("utf-8", "surrogateescape"), safe="/-._~!$&'()*+,;=@")


def _whole(file: str) -> str:
    """The absolute path of a file; links among its folders are followed, the file itself may be one."""
    folder, name = os.path.split(os.path.abspath(file))  # noqa: PTH100 - Path.absolute keeps '..'
    return os.path.join(os.path.realpath(folder), name)  # noqa: PTH118


def _same_drive(one: str, other: str) -> bool:
    return os.path.splitdrive(one)[0] == os.path.splitdrive(other)[0]


Point = tuple[int, int]
"""Line and column, both from 1; columns count characters."""


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of a file's text, and the stretch around it."""

    start: Point
    end: Point
    """Behind its last character."""
    text: str
    around_start: Point
    around_end: Point
    around: str
    """Holds the stretch and more; the same as it where there is no more."""


@dataclass(frozen=True, slots=True)
class Replacement:
    """A stretch of a file's text and what should stand there, quoted as the file wants it."""

    start: Point
    end: Point
    text: str


class Places(Protocol):
    """Finds findings in the text of files."""

    def find(self, finding: Finding) -> Place | None:
        """Where the finding stands; None where its file has no lines (a workbook), or has changed since."""

    def replace(self, finding: Finding, edit: Edit) -> Replacement | None:
        """What the edit is to the file; None where that cannot be told without doubt."""


class Table(Protocol):
    """The rows of one table as they stand in its file, once more."""

    file: str
    sheet: str
    heading_row: int
    """Number of the row of headings; 0 where headings are no row (JSON, Parquet)."""
    headings: Sequence[str]

    def rows(self) -> Iterator[tuple[int, Sequence[str]]]:
        """Number and cells of every row, those above the headings included."""
