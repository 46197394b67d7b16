"""What an installation has and lacks: versions, extras, models by their digests, words, cache, configuration."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from importlib import metadata
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any, Literal

from . import GUIDE, __version__, weights
from .config import ConfigError, find, load, load_profile
from .said import say, say_many
from .speech import LANGUAGES, LOCALE
from .tables import cache_folder

State = Literal["good", "absent", "bad"]
"""In order; left out at choice and needed by nothing that was asked for; not as it must be."""

NAME = "handmade-lint"
FOR: Mapping[str, str] = {
    "parquet": say("read Parquet files"),
    "images": say("open pictures and judge them"),
    "reading": say("read words in pictures"),
    "stores": say("read pictures in object stores"),
    "review": say("the reviewers' page"),
    "text": say("compare readers of sentences in benchmarks"),
    "serve": say("the service over HTTP"),
    "dask": say("judge on a Dask cluster"),
    "ray": say("judge on a Ray cluster"),
}
"""Extras that a user chooses, and what each is good for."""
_REQUIREMENT = re.compile(r"^\s*([\w.-]+)\s*(?:\[[^\]]*\])?\s*(?:\(?([^;)]*)\)?)\s*(?:;(.*))?$")
_LEAST = re.compile(r">=\s*([\d.]+)")
_EXTRA = re.compile(r"extra\s*==\s*['\"]([\w-]+)['\"]")
_PYTHON = (3, 11)


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at."""

    name: str
    state: State
    says: str
    mend: str = ""
    """What to do about it; '' where nothing is to be done."""

    def json(self) -> dict[str, Any]:
        """As JSON values."""
        return asdict(self)


def examine(folder: Path) -> Iterator[Check]:
    """Look at the installation, and at the configuration that holds for a folder."""
    yield _version()
    yield _python()
    yield from _packages()
    yield from _models()
    yield _words()
    yield Check("fonts", "good", say("none is needed: pages use those of the browser"))
    yield _terminal()
    yield from _folders()
    yield _configuration(folder)
    yield _plugins()


def _version() -> Check:
    try:
        installed = metadata.version(NAME)
    except metadata.PackageNotFoundError:
        says = say("{version}, run from its sources; guide of {guide}", version=__version__, guide=GUIDE)
        return Check(NAME, "good", says)
    if installed != __version__:
        return Check(
            NAME,
            "bad",
            say(
                "the sources say {version}, what is installed says {installed}",
                version=__version__,
                installed=installed,
            ),
            say("install it anew: pip install --force-reinstall handmade-lint"),
        )
    return Check(NAME, "good", say("{version}; guide of {guide}", version=__version__, guide=GUIDE))


def _python() -> Check:
    version = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info[:2] < _PYTHON:
        return Check("python", "bad", version, say("use Python 3.11 or newer"))
    return Check("python", "good", say("{version} on {platform}", version=version, platform=sys.platform))


def requirements() -> dict[str, list[tuple[str, str]]]:
    """Packages that are needed, each with its least version, by extra; '' for those that are always needed."""
    try:
        lines = metadata.requires(NAME) or []
    except metadata.PackageNotFoundError:
        lines = []
    needed: dict[str, list[tuple[str, str]]] = {}
    for line in lines:
        if found := _REQUIREMENT.match(line):
            package, bounds, marker = found.groups()
            least = _LEAST.search(bounds or "")
            extra = _EXTRA.search(marker or "")
            needed.setdefault(extra[1] if extra else "", []).append((package, least[1] if least else "0"))
    return needed


def _packages() -> Iterator[Check]:
    needed = requirements()
    for extra in ("", *FOR):
        if extra not in needed:
            continue
        faults = [fault for package, least in needed[extra] if (fault := _lacking(package, least))]
        name = f"[{extra}]" if extra else "packages"
        what = FOR[extra] if extra else say("what every run needs")
        if not faults:
            yield Check(name, "good", say("installed: {what}", what=what))
            continue
        wanted = f"'{NAME}[{extra}]'" if extra else f"--force-reinstall {NAME}"
        yield Check(
            name,
            "absent" if extra else "bad",
            say("not installed ({packages}): {what}", packages=", ".join(faults), what=what),
            say("pip install {wanted}", wanted=wanted),
        )


def _lacking(package: str, least: str) -> str:
    """What is wrong with a package: '' for nothing."""
    try:
        have = metadata.version(package)
    except metadata.PackageNotFoundError:
        return package
    return "" if _numbers(have) >= _numbers(least) else f"{package} {have} < {least}"


def _numbers(version: str) -> tuple[int, ...]:
    numbers = [int(one) for one in re.findall(r"\d+", version)[:3]]
    return (*numbers, *[0] * (3 - len(numbers)))


def _models() -> Iterator[Check]:
    known = weights.names()
    if not known:
        again = say("install it anew: pip install --force-reinstall handmade-lint")
        yield Check("models", "bad", say("no model is there"), again)
    for name in known:
        try:
            files = list(weights.card(name)["files"])
            size = sum(len(weights.content(name, file)) for file in files)
        except (OSError, ValueError, KeyError) as fault:
            says = fault.args[0] if isinstance(fault, weights.Damaged) else f"{type(fault).__name__}: {fault}"
            again = say("install it anew: pip install --force-reinstall handmade-lint")
            yield Check(f"models/{name}", "bad", says, again)
            continue
        yield Check(
            f"models/{name}",
            "good",
            say_many(
                "{n} file of {size:.1f} MB has the digest of its card",
                "{n} files of {size:.1f} MB have the digests of their card",
                len(files),
                size=size / 1e6,
            ),
        )


def _words() -> Check:
    missing = [
        f"{lang}/{domain}"
        for lang in LANGUAGES[1:]
        for domain in ("handmade-lint", "page", "rules")
        if not (LOCALE / lang / "LC_MESSAGES" / f"{domain}.mo").is_file()
    ]
    if missing:
        return Check(
            "languages",
            "bad",
            say("catalogues of words are missing: {missing}", missing=", ".join(missing)),
            say("install it anew: pip install --force-reinstall handmade-lint"),
        )
    return Check("languages", "good", " ".join(LANGUAGES))


def _terminal() -> Check:
    encoding = (getattr(sys.stdout, "encoding", None) or "").lower()
    if encoding.replace("-", "") in ("utf8", "cp65001"):
        return Check("terminal", "good", encoding)
    return Check(
        "terminal",
        "absent",
        say("writes {encoding}, which lacks letters that listings have", encoding=encoding or say("nothing known")),
        say("set PYTHONUTF8=1"),
    )


def _folders() -> Iterator[Check]:
    cache = cache_folder("tables")
    if cache is None:
        yield Check("cache", "absent", say("there is no home folder; every run begins anew"), say("set XDG_CACHE_HOME"))
    else:
        yield _writable("cache", cache.parent)
    try:
        with TemporaryFile() as stream:
            stream.write(b"1")
    except OSError as fault:
        says = say("cannot be written to ({fault}); large runs put their findings there", fault=fault.strerror)
        yield Check("temporary", "bad", says, say("set TMPDIR to a folder with room"))


def _writable(name: str, folder: Path) -> Check:
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) if folder.is_dir() else 0
    above = next(one for one in (folder, *folder.parents) if one.exists())
    if not os.access(above, os.W_OK):
        return Check(
            name,
            "absent",
            say("{folder} cannot be written to; every run begins anew", folder=folder),
            say("set XDG_CACHE_HOME to a folder of yours"),
        )
    return Check(
        name, "good", say("{folder}, {size:.1f} MB; it may be removed at any time", folder=folder, size=size / 1e6)
    )


def _configuration(folder: Path) -> Check:
    path = find(folder)
    if path is None:
        return Check(
            "configuration",
            "absent",
            say("none holds here; rules that must know the seller are skipped"),
            "handmade-lint init",
        )
    try:
        config = load(path)
        if config.profile:
            load_profile(Path(config.profile))
    except ConfigError as fault:
        return Check("configuration", "bad", fault.args[0], say("mend that line of the file"))
    if not config.profile:
        says = say("{path}, without a profile: rules that must know the seller are skipped", path=path)
        return Check("configuration", "absent", says, "handmade-lint init")
    return Check("configuration", "good", say("{path}, profile {profile}", path=path, profile=config.profile))


def _plugins() -> Check:
    from .installed import installed

    try:
        folders = installed()
    except ConfigError as fault:
        return Check("plug-ins", "bad", fault.args[0], say("remove that package, or ask its author"))
    return Check("plug-ins", "good", ", ".join(folders) or say("none installed"))
