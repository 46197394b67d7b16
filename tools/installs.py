"""Install what a release would publish as its users do, and ask whether it needs a compiler anywhere: `make installs`.

The wheel is built, installed with `pipx install` and `uv tool install` into a temporary folder, and asked for
`handmade-lint doctor`. Then uv resolves it, with the extras that users choose, for every Python and system that
pyproject.toml names, from wheels alone: a dependency that would have to be compiled fails there. Needs uv and pipx
beside this Python or on PATH, and a package index.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).parents[1]
PLATFORMS = ("x86_64-manylinux_2_28", "aarch64-manylinux_2_28", "aarch64-apple-darwin", "x86_64-pc-windows-msvc")
EXTRAS = ("images", "parquet", "review", "serve")
"""Those that the commands of README need; text, dask and ray are for benchmarks and clusters."""


def pythons() -> list[str]:
    """Versions of Python that the classifiers of pyproject.toml name."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    named = (one.rpartition(" :: ")[2] for one in project["classifiers"] if one.startswith("Programming Language"))
    return [one for one in named if one.startswith("3.")]


def program(name: str) -> str:
    """Where a program is: beside this Python, else on PATH.

    Raises:
        SystemExit: it is nowhere.
    """
    found = shutil.which(name, path=str(Path(sys.executable).parent)) or shutil.which(name)
    if found is None:
        raise SystemExit(f"there is no {name}: pip install uv pipx")
    return found


def resolved(uv: str) -> Iterator[tuple[str, str, int]]:
    """Each Python and system with the number of packages that it takes, all of them wheels.

    Raises:
        subprocess.CalledProcessError: one of them would have to be built.
    """
    for python in pythons():
        for platform in PLATFORMS:
            command = [uv, "pip", "compile", "--quiet", "--only-binary", ":all:", "--python-version", python]
            command += ["--python-platform", platform, "--no-header", "--no-annotate", "--no-config"]
            command += [word for extra in EXTRAS for word in ("--extra", extra)]
            done = subprocess.run(
                [*command, str(ROOT / "pyproject.toml")], check=True, capture_output=True, text=True, timeout=600
            )
            yield python, platform, sum("==" in line for line in done.stdout.splitlines())


def install(wheel: Path, folder: Path, uv: str, pipx: str) -> Mapping[str, Path]:
    """The command as each installer has put it into a folder."""
    homes = {
        "uv": {"UV_TOOL_DIR": "uv", "UV_TOOL_BIN_DIR": "uv-bin"},
        "pipx": {"PIPX_HOME": "pipx", "PIPX_BIN_DIR": "pipx-bin", "PIPX_MAN_DIR": "man"},
    }
    commands = {"uv": [uv, "tool", "install", "--quiet", str(wheel)], "pipx": [pipx, "install", "--quiet", str(wheel)]}
    made = {}
    for name, command in commands.items():
        told = {key: str(folder / value) for key, value in homes[name].items()}
        subprocess.run(command, check=True, env=os.environ | told, timeout=600)
        (found,) = (folder / f"{name}-bin").glob("handmade-lint*")
        made[name] = found
    return made


def main() -> int:
    """Do it all, and say what came of it; 1 where an installation is not whole."""
    uv, pipx = program("uv"), program("pipx")
    for python, platform, count in resolved(uv):
        print(f"Python {python} on {platform}: {count} packages, all of them wheels")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        build = [uv, "build", "--quiet", "--wheel", "--out-dir", str(folder / "dist"), str(ROOT)]
        subprocess.run(build, check=True, timeout=600)
        (wheel,) = (folder / "dist").glob("*.whl")
        print(f"{wheel.name}: {wheel.stat().st_size / 1e6:.1f} MB")
        for installer, command in install(wheel, folder, uv, pipx).items():
            asked = [str(command), "doctor", str(folder), "--format", "json"]
            done = subprocess.run(asked, capture_output=True, text=True, timeout=120, cwd=folder)
            bad = [one["name"] for one in json.loads(done.stdout) if one["state"] == "bad"]
            print(f"{installer}: doctor ends with {done.returncode}" + (f" ({', '.join(bad)})" if bad else ""))
            if done.returncode:
                return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
