"""handmade-lint.suppress.toml: suppressions beside a catalogue; the nearest file wins, and `suppress` adds to it."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from .config import ConfigError, suggest
from .finding import Location, Suppression
from .said import say

FILE = "handmade-lint.suppress.toml"

_KEYS = ("code", "sku", "reason", "author", "until")
_HEAD = """\
# Findings that are not to be shown, by SKU; docs/suppress.md. One that suppresses nothing any more is itself a finding.
"""


def find(folder: Path) -> Path | None:
    """The file nearest to a folder: in it, or above."""
    folder = folder.resolve()
    return next((path for one in (folder, *folder.parents) if (path := one / FILE).is_file()), None)


def load(path: Path) -> dict[str, tuple[Suppression, ...]]:
    """Suppressions of a file, by SKU.

    Raises:
        ConfigError: it cannot be read, or says something that means nothing.
    """
    return _entries(path, _text(path))


def _text(path: Path) -> str:
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            return stream.read()
    except OSError as fault:
        raise ConfigError(say("{path} cannot be read: {strerror}", path=path, strerror=fault.strerror)) from None
    except UnicodeDecodeError as fault:
        raise ConfigError(say("{path} is not valid TOML: {fault}", path=path, fault=fault)) from None


def _entries(path: Path, text: str) -> dict[str, tuple[Suppression, ...]]:
    import tomllib

    try:
        table = tomllib.loads(text.replace("\r\n", "\n"))
    except tomllib.TOMLDecodeError as fault:
        raise ConfigError(say("{path} is not valid TOML: {fault}", path=path, fault=fault)) from None
    for key in table:
        if key != "suppress":
            raise ConfigError(
                say("{path}: unknown key '{key}'; each suppression is a table [[suppress]]", path=path, key=key)
            )
    items = table.get("suppress", [])
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise ConfigError(say("{path}: 'suppress' must be tables: [[suppress]]", path=path))
    heads = [number for number, line in enumerate(text.splitlines(), 1) if line.strip().startswith("[[suppress]]")]
    lines: list[int | None] = list(heads) if len(heads) == len(items) else [None] * len(items)
    by_sku: dict[str, tuple[Suppression, ...]] = {}
    for number, (item, line) in enumerate(zip(items, lines, strict=True), 1):
        one = _entry(path, number, item, line)
        by_sku[one.sku] = (*by_sku.get(one.sku, ()), one)
    return by_sku


def _entry(path: Path, number: int, item: dict[str, Any], line: int | None) -> Suppression:
    where = f"{path}, suppression {number}" + (f" (line {line})" if line else "")
    for key in item:
        if key not in _KEYS:
            raise ConfigError(
                say("{where}: unknown key '{key}'{suggest}", where=where, key=key, suggest=suggest(key, _KEYS))
            )
    until = item.get("until", "")
    values = {**item, "until": until.isoformat() if isinstance(until, date) else until}
    for key, value in values.items():
        if not isinstance(value, str):
            raise ConfigError(say("{where}: '{key}' must be a text in quotes", where=where, key=key))
    for key in ("code", "sku", "reason"):
        if not values.get(key, "").strip():
            raise ConfigError(say("{where}: '{key}' is missing", where=where, key=key))
    values["until"] = day(values["until"], where)
    return Suppression(**values, location=Location(str(path), 0, values["code"], line))


def day(until: str, where: str) -> str:
    """A day as ISO writes it, or ''.

    Raises:
        ConfigError: there is no such day.
    """
    try:
        return date.fromisoformat(until).isoformat() if until else ""
    except ValueError:
        raise ConfigError(
            say("{where}: '{until}' is not a day; write it as 2027-01-31", where=where, until=until)
        ) from None


def add(path: Path, suppressions: Iterable[Suppression]) -> None:
    """Write suppressions at the end of a file, which is made if there is none; what it holds stays byte for byte.

    Raises:
        ConfigError: the file is wrong, or holds one of them already; nothing is written then.
    """
    there = path.exists()
    old = path.read_bytes() if there else _HEAD.encode()
    known = load(path) if there else {}
    ends = "\r\n" if b"\r\n" in old else "\n"
    new = "" if not old or old.endswith(b"\n") else ends
    for one in suppressions:
        for other in known.get(one.sku, ()):
            if other.code.casefold() == one.code.casefold():
                line = f", line {other.location.line}" if other.location.line else ""
                raise ConfigError(
                    say(
                        "{code} is suppressed for {sku} already ({path}{line}); change it there",
                        code=one.code,
                        sku=one.sku,
                        path=path,
                        line=line,
                    )
                )
        new += ends + ends.join(_lines(one)) + ends
    whole = old + new.encode("utf-8")
    _entries(path, whole.decode("utf-8-sig"))
    beside = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        beside.write_bytes(whole)
        if there:
            beside.chmod(path.stat().st_mode & 0o777)
        beside.replace(path.resolve())
    except OSError as fault:
        beside.unlink(missing_ok=True)
        raise ConfigError(say("'{path}' cannot be written: {strerror}", path=path, strerror=fault.strerror)) from None


def _lines(one: Suppression) -> list[str]:
    told = {"code": one.code, "sku": one.sku, "reason": one.reason, "author": one.author}
    lines = [f"{key} = {_quoted(value)}" for key, value in told.items() if value]
    return ["[[suppress]]", *lines, *([f"until = {one.until}"] if one.until else [])]


def _quoted(value: str) -> str:
    # JSON's quoting is TOML's, but for DEL and for half of a surrogate pair, which no file can hold.
    whole = value.encode("utf-8", "replace").decode("utf-8")
    return json.dumps(whole, ensure_ascii=False).replace("\x7f", "\\u007f")
