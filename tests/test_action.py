"""The GitHub action: its words reach the linter as they are, and its steps say what became of the run."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[1]
ACTION = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
STEPS: dict[str, Any] = {one.get("name", one.get("uses")): one for one in ACTION["runs"]["steps"]}
needs_bash = pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A folder with a catalogue, and a command of our name that runs this code."""
    (tmp_path / "mes objets.csv").write_text("sku,title\nA1,Oak Bowl Free Shipping\n", "utf-8")
    (tmp_path / "bin").mkdir()
    shim = tmp_path / "bin" / "handmade-lint"
    shim.write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" -m handmade_lint "$@"\n', "utf-8")
    shim.chmod(0o755)
    return tmp_path


def lint(folder: Path, paths: str, args: str = "--select=TI-019") -> tuple[int, str]:
    """Run the step as GitHub does; its exit status, and what it hands on."""
    environment = {
        **os.environ,
        "PATH": f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "PATHS": paths,
        "ARGS": args,
        "SARIF": "out.sarif",
        "GITHUB_OUTPUT": str(folder / "output"),
    }
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", STEPS["Lint"]["run"]]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False)
    return done.returncode, (folder / "output").read_text("utf-8")


@needs_bash
def test_findings_are_written_and_handed_on(checkout: Path) -> None:
    assert lint(checkout, "mes objets.csv\n") == (0, "status=1\n")
    report = json.loads((checkout / "out.sarif").read_text("utf-8"))
    assert [one["ruleId"] for one in report["runs"][0]["results"]] == ["TI-019"]
    command = ["bash", "-c", STEPS["Result"]["run"]]
    assert subprocess.run(command, env={"STATUS": "1"}, check=False).returncode == 1


@needs_bash
def test_a_clean_run_and_a_wrong_one(checkout: Path) -> None:
    assert lint(checkout, "mes objets.csv", "--select=TI-019\n--fail-on=never") == (0, "status=0\n")
    (checkout / "output").unlink()
    assert lint(checkout, "nowhere.csv") == (2, "status=2\n")


@needs_bash
def test_words_are_never_run(checkout: Path) -> None:
    for words in ("$(touch stolen)", "`touch stolen`", "; touch stolen", '"; touch stolen; "', "-o\nstolen"):
        (checkout / "output").unlink(missing_ok=True)
        assert lint(checkout, words)[0] == 2
        assert not (checkout / "stolen").exists()


def test_no_input_is_pasted_into_a_script() -> None:
    """GitHub pastes ${{ … }} into scripts as text; ours get theirs through the environment."""
    assert not [one for one in STEPS.values() if "${{" in one.get("run", "")]
    text = (ROOT / "action.yml").read_text("utf-8")
    used = set(re.findall(r"inputs\.([\w-]+)", text))
    assert used == set(ACTION["inputs"])
    assert all(one["shell"] == "bash" for one in STEPS.values() if "run" in one)


def test_the_upload_takes_what_the_linter_wrote() -> None:
    (upload,) = (one for one in STEPS.values() if "upload-sarif" in one.get("uses", ""))
    assert upload["with"]["sarif_file"] == "${{ inputs.sarif }}" == STEPS["Lint"]["env"]["SARIF"]
