"""What a rule has to say about a listing, and the edits that would mend it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as of
from typing import Any, Literal

from .said import say

Severity = Literal["error", "warning", "info", "off"]
Scope = Literal["listing", "catalog", "file"]
Force = Literal["published", "law", "advice", "ours"]

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info", "off")
"""Gravest first; 'off' is a rule's default, never a finding's severity."""

FORCES: Mapping[str, str] = {
    "published": say("published by the marketplace"),
    "law": say("national or EU law"),
    "advice": say("advice of the marketplace"),
    "ours": say("handmade-lint's own"),
}


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace characters [start, end) of a field's text."""

    field: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Fix:
    """Edits that mend one finding together; `safe` when no meaning can be lost."""

    edits: tuple[Edit, ...]
    safe: bool = True


@dataclass(frozen=True, slots=True)
class Location:
    """Where in a file, as the person who opens that file would look for it."""

    file: str
    row: int
    """1-based row as a spreadsheet shows it; 0 speaks of the whole file."""
    column: str = ""
    line: int | None = None
    start: int | None = None
    """0-based character within the cell's own string; None speaks of the whole cell."""
    end: int | None = None
    sheet: str | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong with a file rather than with a product; the pipeline signs it with the rule of that code."""

    code: str
    """A rule of group 'files', such as 'FL-001'."""
    message: str
    location: Location
    sku: str = ""
    match: str = ""
    evidence: Mapping[str, Any] = of(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault of one listing (or of one row of a file), signed by its rule."""

    code: str
    severity: Severity
    sku: str
    field: str
    """Text or fact it speaks of; '' for the whole listing."""
    message: str
    location: Location
    span: tuple[int, int] | None = None
    """0-based half-open characters within the field's text; None for the whole field."""
    match: str = ""
    """The exact words that the span holds."""
    before: str = ""
    """Up to 60 characters in front of the match."""
    after: str = ""
    """Up to 60 characters behind the match."""
    confidence: float = 1.0
    evidence: Mapping[str, Any] = of(default_factory=dict)
    """JSON values only."""
    fix: Fix | None = None
    image: str | None = None
    scope: Scope = "listing"
    """Whether other rows had a part in it: such findings do not touch a listing's score."""

    @property
    def fingerprint(self) -> str:
        """16 hex digits of rule, SKU, field and matched text: survives a moved row and a reworded message."""
        parts = (self.code, self.sku, self.field, self.image or "", self.match)
        if self.scope == "file":
            parts = (self.code, self.sku, self.location.column or self.field, "", self.match)
        return hashlib.blake2b("\x1f".join(parts).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


@dataclass(frozen=True, slots=True)
class Suppression:
    """A person's word that a rule's findings on one listing are not to be shown."""

    code: str
    """Code or name of the rule, as it was written."""
    sku: str
    reason: str = ""
    author: str = ""
    until: str = ""
    """Last day (ISO) on which it holds; '' for ever."""
    location: Location = Location("", 0)
    """Where it is written."""


@dataclass(frozen=True, slots=True)
class Suppressed:
    """A finding that is not shown, and why."""

    finding: Finding
    by: Suppression
