"""Configuration: handmade-lint.toml, or [tool.handmade-lint] in pyproject.toml; the nearest file wins."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from pathlib import Path
from typing import Any

from .files import is_store
from .refusal import Refusal
from .said import say
from .speech import LANGUAGES

FILE = "handmade-lint.toml"

SELLER_KEYS: Mapping[str, type] = {
    "shop_name": str,
    "plan": str,
    "handmade_approved": bool,
    "maker_type": str,
    "group_size": int,
    "group_documents": str,
    "country": str,
    "own_brands": list,
    "licences": list,
    "production_partners": list,
    "sku_history": list,
    "old_offers": list,
    "about": str,
    "it_albo_imprese_artigiane": str,
    "fr_rm_number": str,
    "es_carta_artesano": str,
    "shop_title": str,
    "shop_sections": list,
    "display_name": str,
    "short_address": str,
    "founded": int,
    "pieces_per_month": int,
    "evidence": list,
    "picture": str,
}
"""What a profile may say of the maker; docs/profile.md tells what each key means and which rules read it."""

_KINDS: Mapping[type, tuple[str, str]] = {
    str: ("a text in quotes", '"text"'),
    bool: ("true or false, without quotes", "true"),
    int: ("a whole number, without quotes", "3"),
    list: ("a list of texts in quotes", '["one", "two"]'),
}

FAIL_ON = ("error", "warning", "info", "never")


class ConfigError(Refusal):
    """A wrong configuration or option, in one sentence that names the mend."""


@dataclass(frozen=True, slots=True)
class Config:
    """What a run was asked to do. The command line, where it speaks, goes before the file."""

    store: str = ""
    """Store to judge for; '' takes the catalogue's own."""
    language: str = ""
    lang: str = ""
    """Language in which a person is told things; '' takes that of the environment, else of the store."""
    select: tuple[str, ...] = ()
    """Codes, groups or ALL; () is every rule that is on by default."""
    ignore: tuple[str, ...] = ()
    fail_on: str = "error"
    on: str = ""
    """Day (ISO) whose limits apply; '' is today."""
    severity: Mapping[str, str] = field(default_factory=dict)
    rules: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """Settings of rules, by code or name."""
    rule_folders: tuple[str, ...] = ()
    """Folders of rules, beside those of the house and of installed packages."""
    headings: Mapping[str, str] = field(default_factory=dict)
    """Column heading → field."""
    seller: Mapping[str, Any] = field(default_factory=dict)
    """The seller's profile, as far as the configuration itself tells it."""
    profile: str = ""
    """File that tells more of the seller's profile, and goes before `seller`; '' for none."""
    prevalence: float = 0.10
    """Share of listings that are assumed to be factory-made, for the score mass_produced."""
    baseline: str = ""
    """File of findings that are known and not told again; '' for none."""
    images: tuple[str, ...] = ()
    """Folders and ZIP archives with pictures, beside the catalogues' own folders."""
    fetch_images: bool = False
    """Whether pictures on the web are fetched; no configuration file can ask for it."""
    cache: bool = True
    """Whether what is measured and fetched is remembered for other runs."""
    bank: tuple[str, ...] = ()
    """Banks (folders) in which pictures and texts are looked up."""
    jobs: int = 1
    """Worker processes; 0 takes as many as there are cores when the input is large."""
    engine: str = ""
    """Where batches are judged: threads, processes, dask[:ADDRESS] or ray[:ADDRESS]; '' is here, or worker processes
    where there are to be several."""
    file: str = ""
    """The file this was read from; '' for none."""

    def day(self) -> date:
        """The day whose limits apply."""
        try:
            return date.fromisoformat(self.on) if self.on else date.today()
        except ValueError:
            raise ConfigError(say("'{on}' is not a day; write it as 2026-07-27", on=self.on)) from None

    def told(self) -> dict[str, tuple[str, str]]:
        """The seller's profile as facts of every listing, each with the file that told it; lists become lines.

        Raises:
            ConfigError: the profile's file cannot be read, or says something that means nothing.
        """
        tables = [(self.file, self.seller)]
        if self.profile:
            tables.append((self.profile, load_profile(Path(self.profile))))
        return {
            f"seller.{key}": (_fact(value), file)
            for file, table in tables
            for key, value in table.items()
            if value not in ("", [], None)
        }


def _fact(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "\n".join(map(str, value)) if isinstance(value, list) else str(value)


def suggest(word: str, known: Iterable[str]) -> str:
    """' (did you mean …?)' for the known word nearest to a mistyped one, else ''."""
    from difflib import get_close_matches

    candidates = {name.casefold(): name for name in known}
    near = get_close_matches(word.casefold(), candidates, n=1, cutoff=0.6)
    return say("; did you mean '{word}'?", word=candidates[near[0]]) if near else ""


def find(start: Path) -> Path | None:
    """The nearest configuration file at or above a folder."""
    start = start.resolve()
    for folder in (start, *start.parents):
        if (folder / FILE).is_file():
            return folder / FILE
        project = folder / "pyproject.toml"
        if project.is_file() and _table(project) is not None:
            return project
    return None


def load(path: Path) -> Config:
    """Read a configuration file.

    Raises:
        ConfigError: it cannot be read, or says something that means nothing.
    """
    table = _table(path)
    if table is None:
        raise ConfigError(say("{path}: there is no [tool.handmade-lint] table in it", path=path))
    known = {one.name.replace("_", "-"): one for one in fields(Config) if one.name not in ("file", "fetch_images")}
    values: dict[str, Any] = {"file": str(path)}
    for key, value in table.items():
        if key == "fetch-images":
            raise ConfigError(
                say("{path}: 'fetch-images' is for the command line alone; give it as --fetch-images", path=path)
            )
        if key not in known:
            raise ConfigError(
                say("{path}: unknown key '{key}'{suggest}", path=path, key=key, suggest=suggest(key, known))
            )
        name = known[key].name
        values[name] = _checked(path, key, value, name)
    return Config(**values)


def load_profile(path: Path) -> dict[str, Any]:
    """Read a file that holds a seller's profile: the keys of SELLER_KEYS, and nothing else.

    Raises:
        ConfigError: it cannot be read, or says something that means nothing.
    """
    try:
        table = _toml(path)
    except ConfigError as fault:
        hint = "" if path.exists() else say("; 'handmade-lint init' writes a profile")
        raise ConfigError(say("{fault}{hint}", fault=fault.args[0], hint=hint)) from None
    if isinstance(table.get("seller"), dict):
        raise ConfigError(say("{path}: a profile has no [seller] table; write its keys without that line", path=path))
    return _seller(path, table, "")


def _checked(path: Path, key: str, value: Any, name: str) -> Any:
    if name in ("select", "ignore"):
        if isinstance(value, str):
            value = value.split(",")
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise ConfigError(
                say(
                    '{path}: \'{key}\' must be a list of codes or groups, such as ["TI-001", "bullets"]',
                    path=path,
                    key=key,
                )
            )
        return tuple(one.strip() for one in value if one.strip())
    if name in ("images", "bank"):
        folders = [value] if isinstance(value, str) else value
        if not isinstance(folders, list) or not all(isinstance(one, str) for one in folders):
            raise ConfigError(
                say("{path}: '{key}' must be a folder, or a list of folders, in quotes", path=path, key=key)
            )
        return tuple(folder if is_store(folder) else str(path.parent / folder) for folder in folders)
    if name == "cache":
        if not isinstance(value, bool):
            raise ConfigError(say("{path}: '{key}' must be true or false, without quotes", path=path, key=key))
        return value
    if name == "rule_folders":
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise ConfigError(
                say("{path}: '{key}' must be a list of folders, such as [\"our-rules\"]", path=path, key=key)
            )
        return tuple(str(path.parent / one) for one in value)
    if name in ("severity", "rules", "headings", "seller"):
        if not isinstance(value, dict):
            raise ConfigError(say("{path}: '{key}' must be a table: [{key}]", path=path, key=key))
        return _seller(path, value, " in [seller]") if name == "seller" else value
    if name == "jobs":
        if isinstance(value, bool) or not isinstance(value, int) or value < 0:
            raise ConfigError(
                say("{path}: '{key}' must be a whole number, 0 for as many as there are cores", path=path, key=key)
            )
        return value
    if name == "prevalence":
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < 1:
            raise ConfigError(
                say("{path}: '{key}' must be a share above 0 and below 1, such as {key} = 0.1", path=path, key=key)
            )
        return float(value)
    if name == "on":
        value = value.isoformat() if isinstance(value, date) else value
    if not isinstance(value, str):
        raise ConfigError(say("{path}: '{key}' must be a text in quotes", path=path, key=key))
    if name == "fail_on" and value not in FAIL_ON:
        raise ConfigError(
            say(
                "{path}: fail-on is '{value}'; it must be one of {fail_on}",
                path=path,
                value=value,
                fail_on=", ".join(FAIL_ON),
            )
        )
    if name == "lang" and value not in LANGUAGES:
        known = ", ".join(LANGUAGES)
        raise ConfigError(
            say("{path}: lang is '{value}'; it must be one of {known}", path=path, value=value, known=known)
        )
    if name in ("profile", "baseline") and value:
        return str(path.parent / value)
    return value


def _seller(path: Path, table: dict[str, Any], where: str) -> dict[str, Any]:
    for key, value in table.items():
        if key not in SELLER_KEYS:
            raise ConfigError(
                say(
                    "{path}: unknown key '{key}'{where}{suggest}",
                    path=path,
                    key=key,
                    where=where,
                    suggest=suggest(key, SELLER_KEYS),
                )
            )
        kind = SELLER_KEYS[key]
        fits = isinstance(value, kind) and not (kind is int and isinstance(value, bool))
        if kind is list and fits:
            fits = all(isinstance(one, str) for one in value)
        if not fits:
            words, sample = _KINDS[kind]
            raise ConfigError(
                say(
                    "{path}: '{key}'{where} must be {words}, such as {key} = {sample}",
                    path=path,
                    key=key,
                    where=where,
                    words=words,
                    sample=sample,
                )
            )
    return table


def _table(path: Path) -> dict[str, Any] | None:
    table = _toml(path)
    if path.name == "pyproject.toml":
        own = table.get("tool", {}).get("handmade-lint")
        return own if isinstance(own, dict) else None
    return table


def _toml(path: Path) -> dict[str, Any]:
    import tomllib

    try:
        return tomllib.loads(path.read_text("utf-8-sig"))
    except OSError as fault:
        raise ConfigError(say("{path} cannot be read: {strerror}", path=path, strerror=fault.strerror)) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise ConfigError(say("{path} is not valid TOML: {fault}", path=path, fault=fault)) from None
