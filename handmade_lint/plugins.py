"""Rules of a seller's or an agency's own: a folder like the house's, with its lexicons and limits beside the rules.

    DIR/NAME.toml or NAME.py            a rule; its group is called as DIR
    DIR/GROUP/NAME.toml or NAME.py      a rule of that group
    DIR/lexicons/NAME.toml              words that rules name
    DIR/limits/ANY.toml                 numbers that rules name

A folder is named by `--rules`, by `rule-folders` in the configuration, or by an installed package's entry point
`handmade_lint.rules`. Whatever is wrong with it is told with the file and the mend.
"""

from __future__ import annotations

import ast
import hashlib
import re
import sys
from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib import util
from pathlib import Path
from typing import Any

from . import lexicon, limits
from .config import ConfigError
from .declared import BadDeclaration, declare
from .finding import FORCES, SEVERITIES
from .rule import Rule
from .said import say
from .stamps import stamps

CODE = re.compile(r"[A-Z]{2,6}-\d{1,4}")
_NAME = re.compile(r"[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*")
_DATA = ("lexicons", "limits")
_DOOR = "handmade_lint.rule"


_using: list[object] = []
"""Which lexicons and limits are found beside the house's."""


def load(folders: Sequence[str]) -> dict[str, Rule]:
    """The rules of some folders, by code; their lexicons and limits are those that rules find from now on.

    Raises:
        ConfigError: a folder is not there, or something in it is wrong.
    """
    homes = [Path(folder) for folder in folders]
    for home in homes:
        if not home.is_dir():
            raise ConfigError(
                say("there is no folder of rules '{home}'; 'handmade-lint new-rule' writes a first rule", home=home)
            )
    stamp = tuple((path, found) for home in homes for path, found in stamps(str(home)))
    if _using != [stamp] and (stamp or _using):
        _use(homes)
        _using[:] = [stamp]
    return dict(_load(tuple(homes), stamp))


@lru_cache(maxsize=8)
def _load(homes: Sequence[Path], stamp: object) -> dict[str, Rule]:
    """The rules of folders whose files have these sizes and times."""
    rules: dict[str, Rule] = {}
    paths: dict[str, Path] = {}
    for home in homes:
        for path in _files(home):
            rule = _rule(path, home)
            for other in rules.values():
                if rule.code == other.code or rule.name == other.name:
                    word = rule.code if rule.code == other.code else rule.name
                    raise ConfigError(
                        say(
                            "{path}: '{word}' is taken by {paths}; choose another",
                            path=path,
                            word=word,
                            paths=paths[other.code],
                        )
                    )
            rules[rule.code], paths[rule.code] = rule, path
    return dict(sorted(rules.items()))


def _use(homes: Sequence[Path]) -> None:
    """Let lexicons and limits of these folders be found, beside the house's."""
    words = [path for home in homes for path in sorted((home / "lexicons").glob("*.toml"))]
    numbers = [path for home in homes for path in sorted((home / "limits").glob("*.toml"))]
    for path in words:
        for language, table in _table(path).items():
            for key, terms in table.items() if isinstance(table, dict) else ():
                if not isinstance(terms, list) or not all(isinstance(term, str) for term in terms):
                    raise ConfigError(
                        say(
                            "{path}: '{key}' in [{language}] must be a list of texts in quotes",
                            path=path,
                            key=key,
                            language=language,
                        )
                    )
    for path in numbers:
        _table(path)
    for use, files in ((lexicon.use, words), (limits.use, numbers)):
        try:
            use(files)
        except (AttributeError, KeyError, TypeError, ValueError) as fault:
            use([])
            named = ", ".join(map(str, files))
            raise ConfigError(
                say("{named}: {words}; docs/plugins.md shows how they are written", named=named, words=_words(fault))
            ) from None


def _files(home: Path) -> Iterator[Path]:
    for path in sorted(home.iterdir()):
        if path.is_dir() and path.name not in _DATA and not path.name.startswith((".", "_")):
            yield from (one for one in sorted(path.iterdir()) if _is_rule(one))
        elif _is_rule(path):
            yield path


def _is_rule(path: Path) -> bool:
    return path.suffix in (".toml", ".py") and path.is_file() and not path.name.startswith((".", "_"))


def _rule(path: Path, home: Path) -> Rule:
    group = path.parent.name if path.parent != home else home.resolve().name
    group = re.sub(r"\W+", "_", group.casefold())
    if not _NAME.fullmatch(path.stem):
        raise ConfigError(
            say(
                "{path}: a rule is called in small letters, such as washing_symbol{suffix}",
                path=path,
                suffix=path.suffix,
            )
        )
    try:
        rule = _declared(path, group) if path.suffix == ".toml" else _coded(path, group)
    except BadDeclaration as fault:
        raise ConfigError(say("{path}: {fault}", path=path, fault=str(fault).partition(": ")[2])) from None
    except (AttributeError, KeyError, TypeError, ValueError, re.error) as fault:
        raise ConfigError(say("{path}: {words}", path=path, words=_words(fault))) from None
    _sound(path, rule)
    return rule


def _declared(path: Path, group: str) -> Rule:
    return declare(_table(path), name=path.stem.replace("_", "-"), group=group)


def _table(path: Path) -> dict[str, Any]:
    import tomllib

    try:
        return tomllib.loads(path.read_text("utf-8-sig"))
    except OSError as fault:
        raise ConfigError(say("{path} cannot be read: {strerror}", path=path, strerror=fault.strerror)) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise ConfigError(say("{path} is not valid TOML: {fault}", path=path, fault=fault)) from None


def _coded(path: Path, group: str) -> Rule:
    try:
        source = path.read_text("utf-8-sig")
        tree = ast.parse(source, str(path))
    except OSError as fault:
        raise ConfigError(say("{path} cannot be read: {strerror}", path=path, strerror=fault.strerror)) from None
    except (SyntaxError, ValueError) as fault:
        raise ConfigError(say("{path} is not valid Python: {fault}", path=path, fault=fault)) from None
    for line, name in _imports(tree):
        if name.split(".")[0] == "handmade_lint" and name != _DOOR:
            raise ConfigError(
                say(
                    "{path}, line {line}: a rule imports from {door} alone, not from {name}",
                    path=path,
                    line=line,
                    door=_DOOR,
                    name=name,
                )
            )
        if name.startswith("."):
            raise ConfigError(
                say(
                    "{path}, line {line}: a rule is one file; it imports no other ({name})",
                    path=path,
                    line=line,
                    name=name,
                )
            )
    place = hashlib.blake2b(str(path.resolve().parent).encode("utf-8", "surrogateescape"), digest_size=6).hexdigest()
    name = f"handmade_lint_plugin_{place}.{group}.{path.stem}"
    spec = util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except Exception as fault:
        raise ConfigError(say("{path} cannot be imported: {words}", path=path, words=_words(fault))) from None
    finally:
        del sys.modules[name]
    check = getattr(module, "check", None)
    if not isinstance(check, Rule):
        raise ConfigError(say("{path}: it must hold one function called check under @rule(...)", path=path))
    return check


def _imports(tree: ast.Module) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            module = "." * node.level + (node.module or "")
            inner = [f"{module}.{alias.name}" for alias in node.names]
            yield from ((node.lineno, one if module == "handmade_lint" and one == _DOOR else module) for one in inner)


def _sound(path: Path, rule: Rule) -> None:
    """Complain of what no rule may be."""
    if not CODE.fullmatch(rule.code):
        raise ConfigError(
            say(
                "{path}: '{code}' is no code; write capitals, a hyphen and a number, such as XX-001",
                path=path,
                code=rule.code,
            )
        )
    if rule.severity not in SEVERITIES:
        raise ConfigError(
            say(
                "{path}: severity is '{severity}'; it must be one of {severities}",
                path=path,
                severity=rule.severity,
                severities=", ".join(SEVERITIES),
            )
        )
    if rule.force not in FORCES:
        raise ConfigError(
            say(
                "{path}: force is '{force}'; it must be one of {forces}",
                path=path,
                force=rule.force,
                forces=", ".join(FORCES),
            )
        )
    if rule.subject == "fault":
        raise ConfigError(
            say("{path}: rules on files are said by the readers of files; a folder cannot add one", path=path)
        )
    if not rule.reads:
        raise ConfigError(say("{path}: 'reads' names no field", path=path))
    table = rule.declared or {}
    for name in rule.lexicons:
        try:
            lexicon.lexicon(name)
        except KeyError:
            raise ConfigError(
                say("{path}: there is no lexicon '{name}'; write lexicons/{name}.toml beside it", path=path, name=name)
            ) from None
    limit = table.get("limit", "") if table.get("kind") == "limit" else ""
    if limit and not limits.exists(limit):
        raise ConfigError(
            say(
                "{path}: there is no limit '{limit}'; write it into a file of limits/ beside it", path=path, limit=limit
            )
        )


def _words(fault: BaseException) -> str:
    said = f"'{fault.args[0]}' is missing" if isinstance(fault, KeyError) else str(fault)
    return f"{type(fault).__name__}: {said}"
