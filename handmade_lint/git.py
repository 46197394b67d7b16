"""What git knows of a folder: its root, a revision, what changed since, a file as it was. It is asked as a program."""

from __future__ import annotations

import os
import subprocess
from functools import cache
from pathlib import Path

from .config import ConfigError
from .said import say

_GIT = ("git", "--no-optional-locks", "-c", "core.fsmonitor=false", "-c", "core.quotePath=false")


@cache
def root(folder: Path) -> Path | None:
    """The top folder of the working tree that holds a folder; None where there is none, or no git."""
    told = _run(folder, "rev-parse", "--show-toplevel")
    name = told.stdout.removesuffix(b"\n") if told is not None and not told.returncode else b""
    return Path(os.fsdecode(name)) if name else None


def revision(top: Path, name: str) -> str:
    """The commit (hexadecimal) that a name stands for.

    Raises:
        ConfigError: there is none of that name.
    """
    told = _run(top, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    if told is None or told.returncode or not name:
        near = "; in a shallow clone it may lie too deep: git fetch --unshallow" if _is_shallow(top) else ""
        raise ConfigError(
            say(
                "'{name}' is no revision of the repository {top}; name a branch, a tag or a commit{near}",
                name=name,
                top=top,
                near=near,
            )
        )
    return told.stdout.decode("ascii").strip()


def _is_shallow(top: Path) -> bool:
    told = _run(top, "rev-parse", "--is-shallow-repository")
    return told is not None and told.stdout.strip() == b"true"


def changed(top: Path, commit: str) -> list[Path]:
    """Files of the working tree that are not as they were in a commit: changed, gone, or new and not ignored."""
    diff = ("diff", "--name-only", "--no-renames", "--no-ext-diff", "--no-textconv", "-z", commit, "--")
    return [*_paths(top, *diff), *_paths(top, "ls-files", "--others", "--exclude-standard", "-z")]


def files(folder: Path) -> list[Path] | None:
    """Files of a folder and its subfolders that are tracked, or new and not ignored; None outside of a repository."""
    if root(folder) is None:
        return None
    return _paths(folder, "ls-files", "--cached", "--others", "--exclude-standard", "--deduplicate", "-z")


def content(top: Path, commit: str, path: Path) -> bytes | None:
    """A file as it was in a commit; None where it was not there."""
    told = _run(top, "cat-file", "blob", f"{commit}:{path.relative_to(top).as_posix()}")
    return None if told is None or told.returncode else told.stdout


def _paths(folder: Path, *words: str) -> list[Path]:
    told = _run(folder, *words)
    if told is None or told.returncode:
        why = told.stderr.decode("utf-8", "replace").strip() if told is not None else "there is no git"
        raise ConfigError(say("git cannot say what is in {folder}: {why}", folder=folder, why=why))
    return [folder / os.fsdecode(name) for name in told.stdout.split(b"\0") if name]


def _run(folder: Path, *words: str) -> subprocess.CompletedProcess[bytes] | None:
    """None where there is no git."""
    command = [*_GIT, *words]
    try:
        return subprocess.run(command, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, check=False)  # noqa: S603
    except OSError:
        return None
