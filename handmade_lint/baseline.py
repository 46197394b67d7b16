"""Baselines: findings that are known and not to be told again, by fingerprint, in a file that reads well in a diff.

A fingerprint is counted, since two rows may share one. The file is sorted, one entry a line; writing it takes the
memory of a part of it.
"""

from __future__ import annotations

import heapq
import json
import os
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import groupby, islice
from pathlib import Path
from typing import IO, Any

from .config import ConfigError
from .finding import Finding
from .report import State, States
from .said import say

SCHEMA = "handmade-lint/baseline/1"
FILE = "handmade-lint.baseline.json"

_PART = 50_000
"""Entries that are sorted in memory at a time."""
_FIELDS = ("file", "sku", "code", "field", "fingerprint")

Key = tuple[str, str, str, str, str]
"""An entry without its count: _FIELDS."""


def keys(findings: Iterable[Finding], home: Path) -> Iterator[Key]:
    """What a baseline in the folder `home` says of findings."""
    named: dict[str, str] = {}
    for one in findings:
        file = one.location.file
        if file not in named:
            named[file] = place(file, home)
        yield named[file], one.sku, one.code, one.field, one.fingerprint


def place(file: str, home: Path) -> str:
    """A file as it is named in a baseline of that folder: from there, with slashes, so that machines agree."""
    try:
        path = Path(os.path.relpath(Path(file).resolve(), home.resolve())) if Path(file).exists() else Path(file)
    except ValueError:  # another drive
        path = Path(file)
    return path.as_posix()


def write(findings: Iterable[Key], path: Path) -> int:
    """Write a baseline of findings, several of which may share a key, and return how many there are.

    Raises:
        ConfigError: the file cannot be written.
    """
    return _write(_counted(_sorted(iter(findings))), path)


def _write(entries: Iterable[tuple[Key, int]], path: Path) -> int:
    total = 0
    beside = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        with beside.open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as stream:
            stream.write(f'{{\n"schema": {json.dumps(SCHEMA)},\n"findings": [')
            comma = "\n"
            for entry, count in entries:
                total += count
                item = {**dict(zip(_FIELDS, entry, strict=True)), "count": count}
                stream.write(comma + json.dumps(item, ensure_ascii=False))
                comma = ",\n"
            stream.write(f"{'' if comma == chr(10) else chr(10)}]\n}}\n")
        beside.replace(path)
    except OSError as fault:
        beside.unlink(missing_ok=True)
        raise ConfigError(say("'{path}' cannot be written: {strerror}", path=path, strerror=fault.strerror)) from None
    return total


def _sorted(unsorted: Iterator[Key]) -> Iterator[Key]:
    """The keys in order; parts that are sorted already wait in temporary files."""
    parts: list[Iterator[Key]] = []
    with ExitStack() as files:
        while part := sorted(islice(unsorted, _PART)):
            if len(part) < _PART:
                parts.append(iter(part))
                continue
            file = files.enter_context(tempfile.TemporaryFile("w+", encoding="ascii", prefix="handmade-lint-"))
            file.writelines(json.dumps(one) + "\n" for one in part)
            file.seek(0)
            parts.append(map(_key, file))
        yield from heapq.merge(*parts)


def _key(line: str) -> Key:
    file, sku, code, field_name, fingerprint = json.loads(line)
    return file, sku, code, field_name, fingerprint


def _counted(ordered: Iterator[Key]) -> Iterator[tuple[Key, int]]:
    return ((one, sum(1 for _ in same)) for one, same in groupby(ordered))


def entries(path: Path) -> Iterator[tuple[Key, int]]:
    """The entries of a baseline, in the order of the file.

    Raises:
        ConfigError: it cannot be read, or is no baseline.
    """
    try:
        with path.open(encoding="utf-8-sig") as stream:
            for item in _items(stream):
                yield _entry(item)
    except OSError as fault:
        hint = "" if path.exists() else f"; to write one: handmade-lint baseline CATALOG -o {path}"
        raise ConfigError(
            say("'{path}' cannot be read: {strerror}{hint}", path=path, strerror=fault.strerror, hint=hint)
        ) from None
    except (ValueError, RecursionError) as fault:
        raise ConfigError(
            say("'{path}' is no baseline of handmade-lint ({fault}); write it anew", path=path, fault=fault)
        ) from None


def _items(stream: IO[str]) -> Iterator[Any]:
    """The items of `findings`, line by line as we write them, or at once where somebody laid the file out anew."""
    head = [stream.readline() for _ in range(3)]
    if [line.rstrip("\r\n") for line in head] == ["{", f'"schema": {json.dumps(SCHEMA)},', '"findings": [']:
        for line in stream:
            plain = line.strip()
            if plain in ("]", "}", ""):
                continue
            yield json.loads(plain.removesuffix(","))
        return
    whole = json.loads("".join(head) + stream.read())
    if not isinstance(whole, dict) or whole.get("schema") != SCHEMA or not isinstance(whole.get("findings"), list):
        raise ValueError(f'it should hold "schema": "{SCHEMA}"')
    yield from whole["findings"]


def _entry(item: Any) -> tuple[Key, int]:
    told = item if isinstance(item, dict) else {}
    count, values = told.get("count"), [told.get(name) for name in _FIELDS]
    if type(count) is not int or count < 1 or not all(isinstance(value, str) for value in values):
        raise ValueError(f"an entry is not whole: {json.dumps(item)[:80]}")
    file, sku, code, field_name, fingerprint = map(str, values)
    return (file, sku, code, field_name, fingerprint), count


@dataclass
class Baseline:
    """A baseline that a run is held against: its fingerprints and how many of each are left."""

    path: Path
    known: Counter[str] = field(default_factory=Counter)
    left: Counter[str] = field(default_factory=Counter)
    more: set[str] = field(default_factory=set)
    """Fingerprints of which there are more than it knows."""
    hidden: int = 0

    @classmethod
    def read(cls, path: Path) -> Baseline:
        """Read a baseline.

        Raises:
            ConfigError: it cannot be read, or is none.
        """
        known: Counter[str] = Counter()
        for (*_, fingerprint), count in entries(path):
            known[fingerprint] += count
        return cls(path, known, known.copy())

    def is_new(self, finding: Finding) -> bool:
        """Whether a finding is to be told; asked of each finding once."""
        fingerprint = finding.fingerprint
        if self.left[fingerprint] > 0:
            self.left[fingerprint] -= 1
            self.hidden += 1
            return False
        if fingerprint in self.known:
            self.more.add(fingerprint)
        return True

    def stale(self, files: Iterable[str], judged: Callable[[str], bool]) -> Iterator[tuple[Key, int]]:
        """Entries, and how many of each, that the run did not find again.

        Args:
            files: those that the run read whole; of others nothing can be said.
            judged: whether the run asked the rule of that code.
        """
        read = {place(file, self.path.parent) for file in files}
        left = self.left.copy()
        for entry, count in entries(self.path):
            file, _, code, _, fingerprint = entry
            gone = min(count, left[fingerprint])
            if gone and file in read and judged(code):
                left[fingerprint] -= gone
                yield entry, gone

    def strike(self, stale: Mapping[Key, int]) -> None:
        """Strike entries out of the file, so many of each."""
        if stale:
            kept = ((entry, count - stale.get(entry, 0)) for entry, count in entries(self.path))
            _write(((entry, count) for entry, count in kept if count), self.path)

    def states(self, stale: Iterable[Key]) -> States:
        """What findings are to it, for a report."""
        states: dict[str, State] = dict.fromkeys(self.known, "unchanged")
        for *_, fingerprint in stale:
            if self.left[fingerprint] == self.known[fingerprint]:
                states[fingerprint] = "absent"
        return States(states | dict.fromkeys(self.more, "new"))
