"""Shell completion, asked as a shell asks, and in a real bash."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
COMMAND = "import sys; sys.argv[0] = 'handmade-lint'; from handmade_lint.cli import main; main()"


def asked(**more: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", **more}
    command = [sys.executable, "-c", COMMAND]
    return subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", check=False)


def offered(line: str) -> list[str]:
    """What bash would be offered for the last word of a line."""
    count = len(line.split()) - (not line.endswith(" "))
    done = asked(_HANDMADE_LINT_COMPLETE="bash_complete", COMP_WORDS=line, COMP_CWORD=str(count))
    assert done.returncode == 0, done.stderr
    return [one.partition(",")[2] for one in done.stdout.splitlines() if one]


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("handmade-lint che", "check"),
        ("handmade-lint check --bas", "--baseline"),
        ("handmade-lint check --store amazon.f", "amazon.fr"),
        ("handmade-lint check --language f", "fr"),
        ("handmade-lint check --select TI-00", "TI-001"),
        ("handmade-lint check --ignore titles,bul", "titles,bullets"),
        ("handmade-lint check --format sa", "sarif"),
        ("handmade-lint explain long-t", "long-title"),
        ("handmade-lint suppress ti-00", "TI-001"),
        ("handmade-lint rules --format j", "json"),
    ],
)
def test_words_are_offered(line: str, word: str) -> None:
    assert word in offered(line)


def test_nothing_is_offered_where_nothing_fits() -> None:
    assert offered("handmade-lint explain zz") == []


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_of_each_shell(shell: str) -> None:
    done = asked(_HANDMADE_LINT_COMPLETE=f"{shell}_source")
    assert done.returncode == 0, done.stderr
    assert f"_HANDMADE_LINT_COMPLETE={shell}_complete" in done.stdout.replace("env ", "")


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash")
def test_in_bash(tmp_path: Path) -> None:
    """The script is sourced as README says, and the function that it defines completes a word."""
    shim = tmp_path / "handmade-lint"
    shim.write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" -c "{COMMAND}" "$@"\n', "utf-8")
    shim.chmod(0o755)
    script = (
        'eval "$(_HANDMADE_LINT_COMPLETE=bash_source handmade-lint)"\n'
        "COMP_WORDS=(handmade-lint explain long-t); COMP_CWORD=2\n"
        "_handmade_lint_completion handmade-lint\n"
        'echo "offered ${COMPREPLY[*]}"'
    )
    environment = {**os.environ, "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(
        ["bash", "--norc", "-c", script], env=environment, capture_output=True, encoding="utf-8", check=False
    )
    assert "offered long-title" in done.stdout, done.stderr
