"""Builds what a release publishes, and publishes nothing: `python -m tools.release` (`make release`).

Into dist/: the wheel and the source archive, their contents and sizes checked; a bill of materials (CycloneDX), and
SHA256SUMS of all of them. Built twice from the same commit, they are the same bytes.

    python -m tools.release                build and check
    python -m tools.release --platforms    ask pip whether wheels are to be had of all that the package runs on, for
                                           Linux, macOS and Windows and each Python (asks the package index)
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from . import sbom

ROOT = Path(__file__).parents[1]
DIST = ROOT / "dist"
MOST = 40_000_000
"""Bytes that a wheel or source archive may have."""
PLATFORMS = {
    "Linux x86_64": ("manylinux_2_28_x86_64", "manylinux_2_17_x86_64", "manylinux2014_x86_64"),
    "Linux aarch64": ("manylinux_2_28_aarch64", "manylinux_2_17_aarch64", "manylinux2014_aarch64"),
    "macOS 14 arm64": ("macosx_14_0_arm64",),
    "Windows amd64": ("win_amd64",),
}
"""Systems, and the tags of wheels that fit each (pip takes them as they are told, no older ones with them)."""
PYTHONS = ("3.11", "3.12", "3.13")
LEFT_OUT = (".editorconfig", ".gitattributes", ".gitignore", ".dockerignore")
"""Files of the repository that the source archive need not hold."""


class Wrong(Exception):
    """What was built is not what may be published."""


def main(given: Sequence[str]) -> int:
    """Build and check; 1 where something is wrong, 2 on wrong usage."""
    if list(given) == ["--platforms"]:
        return platforms()
    if given:
        print("usage: python -m tools.release [--platforms]", file=sys.stderr)
        return 2
    shutil.rmtree(DIST, ignore_errors=True)
    try:
        built, known = build(DIST), tracked()
        for path in built:
            check(path, known)
            print(f"{path.name}: {path.stat().st_size / 1e6:.1f} MB, {len(names(path))} files")
    except Wrong as why:
        print(f"release: {why}", file=sys.stderr)
        return 1
    finish(DIST, built)
    print(f"{DIST.name}/sbom.cdx.json and {DIST.name}/SHA256SUMS written; nothing was published.")
    return 0


def build(folder: Path) -> list[Path]:
    """Build source archive and wheel into a folder, with the time of the commit."""
    stamp = _git("log", "-1", "--format=%ct").strip() or "1764000000"
    environment = {**os.environ, "SOURCE_DATE_EPOCH": stamp}
    for target in ("sdist", "wheel"):
        command = [sys.executable, "-m", "hatchling", "build", "--target", target, "--directory", str(folder)]
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
        if done.returncode:
            raise Wrong(f"the {target} was not built: {done.stderr.strip()[-500:]}")
    return [*sorted(folder.glob("*.tar.gz")), *sorted(folder.glob("*.whl"))]


def names(path: Path) -> set[str]:
    """Files of a wheel, or of a source archive below its one folder."""
    if path.suffix == ".whl":
        with zipfile.ZipFile(path) as wheel:
            return set(wheel.namelist())
    with tarfile.open(path) as archive:
        return {one.name.partition("/")[2] for one in archive.getmembers() if one.isfile()}


def tracked(*more: str) -> frozenset[str]:
    """Files that git knows; `more` are options of git ls-files."""
    return frozenset(_git("ls-files", "-z", *more).strip("\0").split("\0"))


def check(path: Path, known: frozenset[str]) -> None:
    """See that an archive holds what it must and nothing else, is pure Python, and is small enough.

    Args:
        path: the archive.
        known: files of the repository.

    Raises:
        Wrong: it is not.
    """
    if path.stat().st_size > MOST:
        raise Wrong(f"{path.name} has {path.stat().st_size:,} bytes, {MOST:,} are allowed")
    held = names(path)
    if path.suffix == ".whl":
        if not path.name.endswith("-py3-none-any.whl"):
            raise Wrong(f"{path.name} is not for every Python and system")
        wanted = {one for one in known if one.startswith("handmade_lint/")}
        wanted |= {f"handmade_lint/{one}" for one in known if one.startswith("models/")}
        extra = {one for one in held - wanted if ".dist-info/" not in one}
    else:
        wanted = {one for one in known if one not in LEFT_OUT}
        extra = held - known - {"PKG-INFO"}
    for word, some in (("lacks", wanted - held), ("holds, though git does not know it,", extra)):
        if some:
            raise Wrong(f"{path.name} {word} {_some(some)}")


def finish(folder: Path, built: Iterable[Path]) -> None:
    """Write the bill of materials, and digests of all in the form that `sha256sum --check` reads."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    text = json.dumps(sbom.bill(project, built), ensure_ascii=False, indent=2)
    (folder / "sbom.cdx.json").write_text(f"{text}\n", "utf-8")
    lines = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in _published(folder)]
    (folder / "SHA256SUMS").write_text("".join(lines), "utf-8")


def platforms() -> int:
    """Ask pip for wheels of all dependencies, on each system and Python, without installing any."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"]
    missing = 0
    for name, wanted in (("core", []), *((name, extras[name]) for name in ("parquet", "images", "review", "text"))):
        for system, tags in PLATFORMS.items():
            for python in PYTHONS:
                where = ["--python-version", python, "--only-binary", ":all:", "--target", "none"]
                where += [word for tag in tags for word in ("--platform", tag)]
                command = [sys.executable, "-m", "pip", "install", "--dry-run", "--quiet", "--ignore-installed", *where]
                asked = [*command, *project["dependencies"], *wanted]
                done = subprocess.run(asked, capture_output=True, text=True, check=False)
                missing += done.returncode != 0
                said = "wheels" if done.returncode == 0 else f"NONE: {done.stderr.strip().splitlines()[-1]}"
                print(f"{name:<8} {system:<16} {python}  {said}", flush=True)
    return int(missing > 0)


def _published(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.iterdir()) if path.name != "SHA256SUMS" and path.is_file())


def _git(*words: str) -> str:
    return subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=True).stdout  # noqa: S607


def _some(some: set[str]) -> str:
    first = sorted(some)[:3]
    return ", ".join(first) + (f" and {len(some) - 3} more" if len(some) > 3 else "")


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
