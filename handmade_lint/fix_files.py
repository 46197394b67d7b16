"""The files of a run of fix: changed in place with the original kept beside, or written elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from . import atomic
from .repair import FileResult, Outcome
from .said import say


class Unwritten(Exception):
    """A file was not written; says which, why, and what to do."""


def write(outcome: Outcome, output: Path | None, stdout: BinaryIO) -> Iterator[str]:
    """Write what was mended, and say of each file what became of it.

    Args:
        outcome: of the run.
        output: the one file to write; None changes files in place, and standard input goes to standard output.
        stdout: standard output.

    Raises:
        Unwritten: a file cannot be written, or was changed by somebody else in the meantime; it is as it was.
    """
    for file in outcome.files:
        if output is not None and str(output) != "-":
            yield _elsewhere(file, output)
        elif output is not None or file.path is None:
            stdout.write(file.after)
            stdout.flush()
        elif file.changed:
            yield _in_place(file, file.path)


def _elsewhere(file: FileResult, output: Path) -> str:
    if file.path is not None and output.exists() and output.samefile(file.path):
        raise Unwritten(
            say(
                "'{output}' is the catalogue itself; leave out -o to change it and keep the original beside",
                output=output,
            )
        )
    try:
        atomic.write(output, file.after)
    except OSError as fault:
        raise Unwritten(
            say("'{output}' cannot be written: {strerror}", output=output, strerror=fault.strerror)
        ) from None
    return f"Wrote {output}."


def _in_place(file: FileResult, path: Path) -> str:
    kept = None
    try:
        if path.read_bytes() != file.before:
            raise Unwritten(
                say("'{path}' was changed while it was mended; nothing was written, run it again", path=path)
            )
        kept = atomic.keep(path)
        atomic.write(path, file.after)
    except OSError as fault:
        if kept is not None:
            kept.unlink(missing_ok=True)
        raise Unwritten(
            say("'{path}' cannot be changed: {strerror}; -o writes another file", path=path, strerror=fault.strerror)
        ) from None
    beside = kept if path.is_symlink() else path.with_name(kept.name)
    return f"Wrote {path}; the original is {beside}."
