"""What git says of a folder: its root, where it comes from, revision and branch."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

from .around import Checkout

_SCP = re.compile(r"(?:[^@/\s]+@)?([\w.-]+):(?!//)(.+)")
"""How git writes an address by SSH: git@host:owner/name.git."""
_WEB = re.compile(r"(https?|ssh|git|file)://(?:[^@/]*@)?(.*)")


def find_checkout(folder: Path) -> Checkout:
    """The checkout that a folder lies in; the folder itself where it lies in none."""
    root = _git(folder, "rev-parse", "--show-toplevel")
    if not root:
        return Checkout(os.path.realpath(folder))
    return Checkout(
        os.path.realpath(root),
        address(_git(folder, "config", "--get", "remote.origin.url")),
        _git(folder, "rev-parse", "--verify", "HEAD"),
        _git(folder, "symbolic-ref", "--quiet", "--short", "HEAD"),
    )


def address(remote: str) -> str:
    """The address of a remote as a URI without names and passwords; '' where it is none."""
    if web := _WEB.fullmatch(remote):
        scheme, rest = web.groups()
        return f"{scheme}://{rest.removesuffix('.git')}"
    if scp := _SCP.fullmatch(remote):
        return f"https://{scp.group(1)}/{scp.group(2).removesuffix('.git')}"
    return Path(remote).as_uri() if remote and Path(remote).is_absolute() else ""


def _git(folder: Path, *words: str) -> str:
    try:
        done = subprocess.run(  # noqa: S603 - no shell, and words of ours
            ["git", "-C", str(folder), *words],  # noqa: S607 - git is where the person's PATH says
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=10,
            check=False,
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""
