"""Read a catalogue in a test: listings, faults and counts of all its tables together."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from handmade_lint.catalogs import CatalogFile, UnreadableInput, open_catalog
from handmade_lint.finding import Fault
from handmade_lint.listing import Listing

ROOT = Path(__file__).parents[2]
FIXTURES = ROOT / "fixtures"
SHARED = ROOT.parent / "shared" / "data"


def needs_shared(folder: str) -> pytest.MarkDecorator:
    """Skip a test where a folder of the shared data is not at hand."""
    return pytest.mark.skipif(not (SHARED / folder).exists(), reason=f"needs ../shared/data/{folder}")


@dataclass
class Reading:
    """Everything one catalogue held."""

    tables: list[CatalogFile]
    listings: list[Listing]
    faults: list[Fault]

    @property
    def counts(self) -> tuple[int, int, int]:
        """Rows, refused rows, blank rows."""
        return (
            sum(table.rows for table in self.tables),
            sum(table.refused for table in self.tables),
            sum(table.blank for table in self.tables),
        )

    @property
    def codes(self) -> list[tuple[str, int]]:
        """Code and row of each fault."""
        return [(fault.code, fault.location.row) for fault in self.faults]

    def texts(self, name: str) -> list[str]:
        """One field of every listing."""
        return [listing.get(name) for listing in self.listings]


def read(
    source: bytes | str | Path,
    *,
    store: str | None = None,
    language: str | None = None,
    mapping: Mapping[str, str] | None = None,
) -> Reading:
    """Open a catalogue and read all of it; the counts of each table must add up."""
    content = source.encode("utf-8") if isinstance(source, str) else source
    opened = content if isinstance(content, Path) else io.BytesIO(content)
    name = None if isinstance(content, Path) else "test"
    tables = open_catalog(opened, name=name, store=store, language=language, mapping=mapping)
    listings: list[Listing] = []
    faults: list[Fault] = []
    for table in tables:
        items = list(table)
        found = [item for item in items if isinstance(item, Listing)]
        assert len(found) == table.listings
        assert 0 <= table.refused <= table.rows
        listings += found
        faults += [item for item in items if isinstance(item, Fault)]
    return Reading(tables, listings, faults)


def refused(source: bytes | str | Path) -> str:
    """The one sentence that is said of a file that is no catalogue."""
    with pytest.raises(UnreadableInput) as caught:
        read(source)
    why = caught.value.why
    assert "\n" not in why
    assert why.isprintable()
    return why


def table(
    rows: Iterable[Sequence[str]],
    *,
    separator: str = ",",
    quote: str = '"',
    escape: str = "",
    all_quoted: bool = False,
    end: str = "\n",
) -> str:
    """Rows written as another program would write them (Python's own writer leaves a lone CR without quotes)."""

    def written(cell: str) -> str:
        if not all_quoted and not any(letter in cell for letter in (separator, quote, "\r", "\n")):
            return cell
        inner = cell.replace(escape, escape * 2).replace(quote, escape + quote) if escape else None
        return f"{quote}{inner if inner is not None else cell.replace(quote, quote * 2)}{quote}"

    return "".join(separator.join(map(written, row)) + end for row in rows)
