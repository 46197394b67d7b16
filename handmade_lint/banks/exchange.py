"""Banks as files to be shared: hashes and notes, never a picture; and lists of PDQ hashes as other tools write them."""

from __future__ import annotations

import json
import re
from base64 import b64decode, b64encode
from collections.abc import Iterator, Mapping
from itertools import chain, islice
from pathlib import Path
from typing import Any, TextIO

import numpy as np

from ..said import say
from .bank import Added, Bank, Note
from .layout import (
    ENCODER,
    MOST_POINTS,
    PDQ,
    PRINT,
    QUALITY,
    REMOVED,
    SHAPE,
    SIGNS,
    TEXT,
    VIEWS,
    Array,
    BankError,
)
from .prints import Prints

FORMAT = "handmade-lint bank/2"
_HASH = re.compile(r"(?<![0-9a-fA-F])[0-9a-fA-F]{64}(?![0-9a-fA-F])")
_QUALITY = re.compile(r"(?:^|[,;\t ])(?:quality[=:])?(\d{1,3})(?:$|[,;\t ])")
_AT_ONCE = 2_000
_LONGEST = 1 << 20
Details = list[tuple[Array, Array]]
"""Vectors and shapes of entries."""


def export(bank: Bank, stream: TextIO, points: bool = True) -> int:
    """Write all that is not removed as lines of JSON; how many entries they are. Paths of this machine are left out.

    Args:
        bank: is written.
        stream: takes the lines.
        points: write vectors and points, too, from which a rough outline of a picture can be drawn.
    """
    about = bank.about
    head = {"format": FORMAT, "name": about.name, "kind": about.kind, "note": about.note, "pdq": about.pdq}
    stream.write(json.dumps({**head, "encoder": about.encoder}) + "\n")
    count = 0
    for number in np.flatnonzero(bank.fates != REMOVED).tolist():
        row = bank.pictures[number]
        told = {name: value for name in ("digest", "pdq", "trimmed") if (value := _hex(row[name]))}
        if points and (detail := int(row["detail"])):
            told["vectors"] = _packed(bank.vectors[detail - 1]["vectors"])
            told["shape"] = _packed(bank.shapes[detail - 1])
        stream.write(json.dumps({**told, "quality": int(row["quality"]), **_told(bank, row)}) + "\n")
        count += 1
    for number in np.flatnonzero(bank.text_fates != REMOVED).tolist():
        row = bank.texts[number]
        told = {"digest": _hex(row["digest"]), "minhash": _hex(row["signs"])}
        stream.write(json.dumps({**told, **_told(bank, row)}) + "\n")
        count += 1
    return count


def _hex(value: Any) -> str:
    data: bytes = value.tobytes()
    return data.hex() if any(data) else ""


def _packed(value: Any) -> str:
    return b64encode(value.tobytes()).decode("ascii")


def _told(bank: Bank, row: Any) -> dict[str, str]:
    note = bank.note(int(row["note"]))
    return {key: value for key in ("source", "note") if (value := getattr(note, key))} | (
        {"name": Path(note.name).name} if note.name else {}
    )


def export_pdq(bank: Bank, stream: TextIO) -> int:
    """Write the PDQ hashes alone, one a line, as other tools read them."""
    hashes = np.unique(bank.pictures["pdq"][bank.fates == 0], axis=0)
    for one in hashes:
        stream.write(one.tobytes().hex() + "\n")
    return len(hashes)


def take(bank: Bank, stream: TextIO, source: str) -> Added:
    """Add what a file holds: an export of a bank, or lines that each hold a PDQ hash of 64 signs.

    Of such lines the quality is read where one is told (`hash,quality,…`); else it is taken to be enough.

    Raises:
        BankError: a line is neither; what stands in front of it may have been added, in blocks.
    """
    first = stream.readline(_LONGEST)
    details: Details = []
    if first.startswith("{"):
        rows = _of_export(stream, source, _check_head(first, source), details)
    else:
        rows = _of_list(first, stream, source)
    total = Added()
    while block := list(islice(rows, _AT_ONCE)):
        for is_text, kind in ((False, PRINT), (True, TEXT)):
            some = [(row, note) for row, note in block if (row.dtype == TEXT) == is_text]
            if some:
                stack = np.array([row for row, _ in some], kind)
                notes = [note for _, note in some]
                one = bank.add_texts(stack, notes) if is_text else bank.add_pictures(_prints(stack, details), notes)
                total = Added(total.added + one.added, total.known + one.known, total.quarantined + one.quarantined)
        details.clear()
    return total


def _prints(rows: Array, details: Details) -> Prints:
    if not details:
        return Prints(rows)
    return Prints(rows, np.stack([vectors for vectors, _ in details]), np.stack([shape for _, shape in details]))


def _check_head(line: str, source: str) -> bool:
    """Whether its vectors are of this version's encoder."""
    try:
        head = json.loads(line)
    except ValueError:
        raise BankError(
            say("'{source}' begins like an export of a bank, but its first line is no JSON", source=source)
        ) from None
    if head.get("format") != FORMAT:
        raise BankError(
            say(
                "'{source}' is no export of a bank ('{format}'); it says {format_2}",
                source=source,
                format=FORMAT,
                format_2=str(head.get("format"))[:40],
            )
        )
    if head.get("pdq") != PDQ:
        raise BankError(
            say(
                "'{source}' holds hashes {pdq}; this version makes {pdq_2}",
                source=source,
                pdq=str(head.get("pdq"))[:40],
                pdq_2=PDQ,
            )
        )
    return bool(head.get("encoder") == ENCODER)


def _of_export(stream: TextIO, source: str, vectors: bool, details: Details) -> Iterator[tuple[Any, Note]]:
    """Entries; what `detail` counts is put into `details`."""
    for number, line in enumerate(_lines(stream), 2):
        try:
            told = json.loads(line)
            note = Note(*(str(told.get(key, ""))[:4000] for key in ("name", "source", "note")))
            if "minhash" in told:
                row = np.zeros((), TEXT)
                row["digest"] = _bytes(told["digest"], 16)
                row["signs"] = np.frombuffer(_bytes(told["minhash"], 4 * SIGNS).tobytes(), "<u4")
            else:
                row = np.zeros((), PRINT)
                row["pdq"] = _bytes(told["pdq"], 32)
                row["trimmed"] = _bytes(told.get("trimmed") or told["pdq"], 32)
                row["quality"] = max(0, min(100, int(told["quality"])))
                if told.get("digest"):
                    row["digest"] = _bytes(told["digest"], 16)
                if told.get("shape"):
                    details.append(_detail(told, vectors))
                    row["detail"] = len(details)
        except (ValueError, KeyError, TypeError, AttributeError, IndexError) as fault:
            raise BankError(
                say(
                    "'{source}', line {number}: this is no entry of a bank ({fault})",
                    source=source,
                    number=number,
                    fault=fault,
                )
            ) from None
        yield row, note


def _detail(told: Mapping[str, Any], vectors: bool) -> tuple[Array, Array]:
    """(VIEW_COUNT, 64) vectors, zeros where they are of another encoder, and () of SHAPE."""
    kind = VIEWS["vectors"]
    found = np.zeros(kind.shape, np.int8)
    if vectors:
        found = np.frombuffer(b64decode(told["vectors"], validate=True), np.int8).reshape(kind.shape)
    shape = np.frombuffer(b64decode(told["shape"], validate=True), SHAPE)[0]
    if shape["count"] > MOST_POINTS or not (0 < shape["width"] <= 256 and 0 < shape["height"] <= 256):
        raise ValueError("its shape has no such size")
    return found, shape


def _bytes(text: str, size: int) -> Array:
    data = bytes.fromhex(text)
    if len(data) != size:
        raise ValueError(f"{len(data)} bytes where {size} are wanted")
    return np.frombuffer(data, np.uint8)


def _of_list(first: str, stream: TextIO, source: str) -> Iterator[tuple[Any, Note]]:
    head = not _HASH.search(first)
    if head and not re.search(r"hash|pdq|quality", first, re.IGNORECASE) and first.strip():
        raise BankError(say("'{source}', line 1: there is no PDQ hash of 64 signs (0-9, a-f) in it", source=source))
    for number, line in chain([] if head else [(1, first)], enumerate(_lines(stream), 2)):
        found = _HASH.search(line)
        if not found:
            raise BankError(
                say(
                    "'{source}', line {number}: there is no PDQ hash of 64 signs (0-9, a-f) in it",
                    source=source,
                    number=number,
                )
            )
        row = np.zeros((), PRINT)
        row["pdq"] = row["trimmed"] = _bytes(found.group(), 32)
        rest = f"{line[: found.start()].strip()} {line[found.end() :].strip()}"
        told = _QUALITY.search(rest)
        quality = int(told.group(1)) if told and int(told.group(1)) <= 100 else QUALITY
        row["quality"] = quality
        yield row, Note(name="", source=source, note=" ".join(rest.replace(",", " ").split())[:400])


def _lines(stream: TextIO) -> Iterator[str]:
    while line := stream.readline(_LONGEST):
        if line.strip():
            yield line
