"""What goes into a bank: pictures of folders, lists and catalogues, found, measured and added a few at a time."""

from __future__ import annotations

import csv
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from ..album.columns import OWN, unmeasured, whole
from ..album.finder import Finder, Place
from ..album.memory import Memory
from ..album.recall import Measurer, Recall
from ..catalogs import UnreadableInput, open_catalog
from ..files import PICTURES
from ..listing import Listing
from ..said import say
from ..tally import Tally
from . import prints
from .bank import Added, Bank, Note
from .layout import Array, BankError

AT_ONCE = 64
"""Pictures and texts of one commit."""
HEADINGS = ("picture", "text", "source", "note")
"""Of a list: a CSV file with a heading 'picture' or 'text', and what is told of each."""


@dataclass(frozen=True, slots=True)
class Item:
    """A picture (a place) or a text that may be added."""

    note: Note
    place: Place | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of all that is added, where nothing more is known of it."""

    source: str = ""
    note: str = ""
    images: tuple[str, ...] = ()
    """Folders with the pictures of catalogues."""


def items(paths: Sequence[Path], told: Told) -> Iterator[Item]:
    """What is in pictures, folders, lists and catalogues.

    Raises:
        BankError: a path is none of these.
    """
    for path in paths:
        if path.is_dir():
            yield from _folder(path, told)
        elif not path.exists():
            raise BankError(say("there is no file or folder '{path}'", path=path))
        elif path.suffix.casefold() in PICTURES:
            yield _picture(path, told)
        elif _is_list(path):
            yield from _list(path, told)
        else:
            yield from _catalogue(path, told)


def _picture(path: Path, told: Told) -> Item:
    return Item(Note(str(path), told.source, told.note, str(path.resolve())), Place(str(path.resolve())))


def _folder(root: Path, told: Told) -> Iterator[Item]:
    for folder, folders, files in os.walk(root):
        folders[:] = sorted(one for one in folders if not one.startswith("."))
        for file in sorted(files):
            if Path(file).suffix.casefold() in PICTURES and not file.startswith("."):
                yield _picture(Path(folder) / file, told)


def _is_list(path: Path) -> bool:
    try:
        with path.open(encoding="utf-8-sig", errors="replace", newline="") as stream:
            heads = next(csv.reader([stream.readline(1 << 16)]), [])
    except (OSError, csv.Error):
        return False
    known = {head.strip().casefold() for head in heads}
    return bool(known & {"picture", "text"}) and known <= {*HEADINGS}


def _list(path: Path, told: Told) -> Iterator[Item]:
    finder = Finder(told.images)
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as stream:
        for number, row in enumerate(csv.DictReader(stream), 2):
            cells = {str(key).strip().casefold(): value or "" for key, value in row.items() if isinstance(value, str)}
            source = cells.get("source") or told.source or f"{path}, row {number}"
            note = cells.get("note") or told.note
            if uri := cells.get("picture", "").strip():
                yield _found(finder.find(uri, str(path)), uri, source, note)
            if text := cells.get("text", "").strip():
                yield Item(Note(text[:80], source, note), text=text)


def _found(place: Place, uri: str, source: str, note: str) -> Item:
    where = f"{place.path}:{place.member}" if place.member else place.path
    return Item(Note(uri, source, note, where), place)


def _catalogue(path: Path, told: Told) -> Iterator[Item]:
    try:
        tables = open_catalog(path, name=str(path))
    except UnreadableInput as fault:
        raise BankError(say("{fault}; a bank takes pictures, folders, lists and catalogues", fault=fault)) from None
    finder = Finder(told.images)
    for table in tables:
        for listing in table:
            if not isinstance(listing, Listing):
                continue
            source = told.source or f"{path}, row {listing.origin.row}"
            note = told.note or " ".join(filter(None, (listing.sku, listing.get("title")[:80])))
            for ref in listing.images:
                yield _found(finder.find(ref.uri, str(path)), ref.uri, source, note)
            text = "\n".join(value for _, value in listing.read("description"))
            if text:
                yield Item(Note(text[:80], source, note), text=text)


Refused = Callable[[str, str], None]
"""Told the name of a picture that was not added, and why."""


def add(
    bank: Bank,
    found: Iterator[Item],
    measurer: Measurer,
    memory: Memory | None = None,
    refused: Refused | None = None,
    added: Callable[[Added], None] | None = None,
) -> Added:
    """Measure and add, AT_ONCE at a time: each block is on the disk before the next begins.

    Args:
        bank: takes them.
        found: what is to be added.
        measurer: measures pictures.
        memory: what is known of pictures from other runs.
        refused: told of what was not added.
        added: told, after each block, the sum so far.
    """
    total = Added()
    while block := list(islice(found, AT_ONCE)):
        parts = [
            _add_pictures(bank, [item for item in block if item.place is not None], measurer, memory, refused),
            _add_texts(bank, [item for item in block if item.place is None]),
        ]
        for one in parts:
            total = Added(total.added + one.added, total.known + one.known, total.quarantined + one.quarantined)
        if added is not None:
            added(total)
    return total


def _add_pictures(
    bank: Bank, items: Sequence[Item], measurer: Measurer, memory: Memory | None, refused: Refused | None
) -> Added:
    columns = measured([item.place for item in items if item.place], measurer, memory, prints.KEPT)
    good = []
    for row, item in enumerate(items):
        if columns["fault"][row]:
            if refused is not None:
                refused(item.note.name, str(columns["fault_says"][row]))
        else:
            good.append(row)
    if not good:
        return Added()
    rows = {name: column[good] for name, column in columns.items()}
    return bank.add_pictures(prints.of_columns(rows, rows["digest"]), [items[row].note for row in good])


def _add_texts(bank: Bank, items: Sequence[Item]) -> Added:
    rows, kept = prints.of_texts([item.text for item in items])
    return bank.add_texts(rows, [items[number].note for number in kept]) if kept else Added()


def measured(
    places: Sequence[Place], measurer: Measurer, memory: Memory | None = None, wanted: Sequence[str] = prints.COLUMNS
) -> dict[str, Array]:
    """Columns of pictures at some places: 'digest', 'fault', 'fault_says' and the wanted ones, a row a picture."""
    names = whole(wanted)
    columns = unmeasured((*names, *OWN), len(places))
    there = {}
    for row, place in enumerate(places):
        if place.fault or place.url:
            columns["fault"][row] = place.fault or "not-fetched"
            columns["fault_says"][row] = place.says or "it is on the web; save it, and add the file"
        else:
            there[row] = place
    if there:
        Recall(names, memory, measurer)(columns, there, Tally())
    return columns
