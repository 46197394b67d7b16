"""handmade-lint bank …: make banks, add to them, look into them, share them, search them."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..said import say, say_many
from ..speech import told
from .group import Group

if TYPE_CHECKING:
    from ..banks.bank import Added, Bank
    from ..banks.search import Match

KINDS = ("protected", "supplier", "own")
FOLDER = click.Path(path_type=Path)


def _measurer(jobs: int) -> Any:
    """Workers that measure pictures."""
    from ..banks.layout import BankError

    try:
        from ..measures.pool import Pool
    except ImportError as fault:
        raise BankError(
            say(
                "nothing is installed that opens pictures ({name}): pip install 'handmade-lint[images]'",
                name=fault.name,
            )
        ) from None
    return Pool(jobs)


def _open(folder: Path) -> Bank:
    from ..banks.bank import Bank

    return Bank(folder)


def _plain(text: str) -> str:
    """A text in one line, control characters made visible."""
    return "".join(letter if letter.isprintable() else f"\\x{ord(letter):02x}" for letter in text)


@click.command()
@click.argument("name", type=FOLDER)
@click.option("--kind", type=click.Choice(KINDS), required=True, help="Whose pictures: what a match means.")
@click.option("--note", default="", help="A sentence on the bank.")
def create(name: Path, kind: str, note: str) -> None:
    """Make an empty bank: the folder NAME."""
    from ..banks.bank import create as make

    make(name, kind, note)
    click.echo(told(say("Made the bank {plain}; next: handmade-lint bank add {plain} FOLDER", plain=_plain(str(name)))))


@click.command()
@click.argument("bank", type=FOLDER)
@click.argument("paths", nargs=-1, required=True, type=FOLDER, metavar="PATH...")
@click.option("--source", default="", help="Where they are from, for all of which nothing else is known.")
@click.option("--note", default="", help="What to tell of them, likewise.")
@click.option("--images", multiple=True, metavar="DIR", help="Folder with the pictures of a catalogue or list.")
@click.option("--jobs", type=click.IntRange(1), default=2, show_default=True, help="Worker processes.")
@click.option("--no-cache", is_flag=True, help="Remember nothing of pictures, and use nothing remembered.")
@click.option("-q", "--quiet", is_flag=True, help="Print faults only.")
def add(
    bank: Path,
    paths: tuple[Path, ...],
    source: str,
    note: str,
    images: tuple[str, ...],
    jobs: int,
    no_cache: bool,
    quiet: bool,
) -> None:
    """Add pictures, folders, catalogues, or lists: CSV files with the headings picture (or text), source, note.

    What was said to be added is on the disk, whatever happens afterwards. Pictures that are in the bank already are
    passed over. Texts are the descriptions of catalogues. Status 1: some pictures could not be read.
    """
    from ..banks import feed

    opened = _open(bank)
    refused: list[str] = []

    def refuse(name: str, why: str) -> None:
        refused.append(name)
        click.echo(told(say("not added: {plain}: {plain_2}", plain=_plain(name), plain_2=_plain(why))), err=True)

    def said(total: Added) -> None:
        if not quiet:
            click.echo(_added(total))

    memory = None
    if not no_cache:
        from ..album.memory import Memory
        from ..tables import cache_folder

        folder = cache_folder("pictures")
        memory = Memory(folder / "measures.sqlite") if folder else None
    found = feed.items(paths, feed.Told(source, note, images))
    with _measurer(jobs) as measurer:
        feed.add(opened, found, measurer, memory, refuse, said)
    if memory is not None:
        memory.close()
    raise SystemExit(1 if refused else 0)


def _added(total: Added) -> str:
    words = f"added {total.added}"
    if total.known:
        words += f", there already {total.known}"
    if total.quarantined:
        words += f", of the added {total.quarantined} in quarantine (they say too little to be matched)"
    return words


@click.command()
@click.argument("bank", type=FOLDER)
@click.argument("numbers", nargs=-1, type=click.IntRange(0), metavar="[ENTRY]...")
@click.option("--text", is_flag=True, help="The numbers are those of texts.")
@click.option("--source", help="Remove all of that source.")
def remove(bank: Path, numbers: tuple[int, ...], text: bool, source: str | None) -> None:
    """Remove entries by number (see `bank list`), or all of one source."""
    from ..banks.layout import BankError

    if not numbers and source is None:
        raise BankError(say("say which entries: their numbers, or --source"))
    opened = _open(bank)
    pictures = [] if text else list(numbers)
    texts = list(numbers) if text else []
    if source is not None:
        for kind, number, _, note in opened.entries():
            if note.source == source:
                (pictures if kind == "picture" else texts).append(number)
    removed = opened.remove(pictures, texts)
    click.echo(told(say_many("removed {n:,} entry", "removed {n:,} entries", removed)))


@click.command("list")
@click.argument("banks", nargs=-1, required=True, type=FOLDER, metavar="BANK...")
@click.option("--entries", is_flag=True, help="Each entry: number, name, source, note.")
def list_(banks: tuple[Path, ...], entries: bool) -> None:
    """Tell what is in banks."""
    from ..banks.layout import QUARANTINED, REMOVED

    for folder in banks:
        bank = _open(folder)
        about = bank.about
        pictures, texts = (fates != REMOVED for fates in (bank.fates, bank.text_fates))
        held = int((bank.fates == QUARANTINED).sum())
        words = f"{_plain(str(folder))}: {about.kind}, {pictures.sum()} pictures ({held} in quarantine), "
        click.echo(f"{words}{texts.sum()} texts, made {about.made}, hashes {about.pdq} {_plain(about.note)}".rstrip())
        for kind, number, fate, note in bank.entries() if entries else ():
            state = " (quarantine)" if fate == QUARANTINED else ""
            cells = " · ".join(_plain(cell) for cell in (note.name, note.source, note.note) if cell)
            click.echo(f"  {kind} {number}{state}: {cells}")


@click.command()
@click.argument("bank", type=FOLDER)
@click.argument("file", type=FOLDER)
@click.option("--pdq", is_flag=True, help="Only PDQ hashes, one a line, as other tools read them.")
@click.option(
    "--no-points",
    is_flag=True,
    help="Leave vectors and points out: strong edits are not found, and no outline of a picture can be drawn.",
)
def export(bank: Path, file: Path, pdq: bool, no_points: bool) -> None:
    """Write a bank's fingerprints and notes, no picture, into FILE, - for standard output."""
    from ..banks import exchange
    from ..banks.layout import BankError

    opened = _open(bank)
    write = exchange.export_pdq if pdq else partial(exchange.export, points=not no_points)
    if str(file) == "-":
        write(opened, sys.stdout)
        return
    try:
        with file.open("w", encoding="utf-8", newline="\n") as stream:
            count = write(opened, stream)
    except OSError as fault:
        raise BankError(say("'{file}' cannot be written: {strerror}", file=file, strerror=fault.strerror)) from None
    click.echo(told(say("wrote {count} entries to {plain}", count=count, plain=_plain(str(file)))))


@click.command("import")
@click.argument("bank", type=FOLDER)
@click.argument("file", type=FOLDER)
def import_(bank: Path, file: Path) -> None:
    """Add what `bank export` wrote, or a list of PDQ hashes (`hash` or `hash,quality,…` a line).

    FILE may be - for standard input.
    """
    from ..banks import exchange
    from ..banks.layout import BankError

    opened = _open(bank)
    try:
        if str(file) == "-":
            click.echo(_added(exchange.take(opened, sys.stdin, "standard input")))
            return
        with file.open(encoding="utf-8-sig", errors="replace") as stream:
            click.echo(_added(exchange.take(opened, stream, str(file))))
    except OSError as fault:
        raise BankError(say("'{file}' cannot be read: {strerror}", file=file, strerror=fault.strerror)) from None


@click.command()
@click.argument("bank", type=FOLDER)
@click.argument("pictures", nargs=-1, required=True, type=FOLDER, metavar="PICTURE...")
@click.option(
    "--prove/--no-prove",
    default=True,
    help="Compare point by point what is alike: finds cut and turned pictures, tells what was done [yes].",
)
@click.option("--json", "as_json", is_flag=True, help="A line of JSON for each picture.")
def search(bank: Path, pictures: tuple[Path, ...], prove: bool, as_json: bool) -> None:
    """Look pictures up in a bank. Status 0: something was found; 1: nothing."""
    import json

    from ..album.finder import Place
    from ..banks import feed
    from ..banks.search import Searcher

    opened = _open(bank)
    with _measurer(1) as measurer:
        columns = feed.measured([Place(str(path.resolve())) for path in pictures], measurer)
    found = Searcher(opened).pictures(columns, columns["digest"], prove)
    for row, (path, matches) in enumerate(zip(pictures, found, strict=True)):
        fault = str(columns["fault_says"][row])
        if as_json:
            answer = {"picture": str(path), "fault": fault, "matches": [match.told() for match in matches]}
            click.echo(json.dumps(answer))
            continue
        if fault:
            click.echo(f"{_plain(str(path))}: {_plain(fault)}", err=True)
        elif not matches:
            click.echo(told(say("{plain}: nothing like it", plain=_plain(str(path)))))
        for match in matches:
            click.echo(f"{_plain(str(path))}: {_described(match)}")
    raise SystemExit(0 if any(found) else 1)


def _described(match: Match) -> str:
    same = {
        "file": "the very file",
        "edited": "the same picture",
        "scene": "the same scene, in another photograph or strongly edited",
        "product": "the same product or design again, or the picture strongly edited",
    }.get(match.same, match.same)
    edits = f" ({', '.join(match.edits)})" if match.edits else ""
    cells = [cell for cell in (match.note.name, match.note.source, match.note.note) if cell]
    if match.proof:
        same = f"{same}, shown by {match.proof.points} points"
    words = f"{same}{edits} as entry {match.entry}: {_plain(' · '.join(cells))}; {match.distance} of 256 bits differ"
    return f"{words}, a stranger is so near with a chance of {match.chance:.1g}"


@click.group(cls=Group)
def bank() -> None:
    """Banks of known pictures and texts: make, fill, share, search; `check --bank` looks listings up."""


bank.add_command(create, "create")
bank.add_command(add, "add")
bank.add_command(remove, "remove")
bank.add_command(list_, "list")
bank.add_command(export, "export")
bank.add_command(import_, "import")
bank.add_command(search, "search")
