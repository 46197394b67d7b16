"""What a run may not load: modules are named, not timed (`python -m benchmarks startup` times them)."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = """
numpy pandas polars cv2 PIL onnxruntime sklearn spacy python_calamine pyarrow openpyxl scipy jsonschema sqlite3
http.client urllib.request ssl asyncio
""".split()
EVEN_FOR_VERSION = ["rich", "ahocorasick_rs", "tomllib"]

RUN = """
import json, sys
before = set(sys.modules)
sys.argv = ["handmade-lint", *sys.argv[1:]]
from handmade_lint.cli import main
try:
    main()
except SystemExit as end:
    status = end.code
else:
    status = 0
sys.stdout.flush()
print(json.dumps({"status": status or 0, "loaded": sorted(set(sys.modules) - before)}), file=sys.stderr)
"""


def loaded(folder: Path, *args: str) -> set[str]:
    """Modules that a run of the command line loads beyond those of the bare interpreter."""
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1]), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [sys.executable, "-c", RUN, *args],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stderr.splitlines()[-1])
    assert told["status"] == 0, done.stdout + done.stderr
    return set(told["loaded"])


def unwanted(modules: set[str], names: list[str]) -> list[str]:
    """Which of the names were loaded, themselves or a part of them."""
    return [name for name in names if any(one == name or one.startswith(f"{name}.") for one in modules)]


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """A folder with a small catalogue that has something to find."""
    rows = "".join(f"A{n},HANDMADE oak bowl {n} free shipping,Turned by hand from one piece of oak\n" for n in range(5))
    (tmp_path / "small.csv").write_text("sku,title,description\n" + rows, "utf-8")
    return tmp_path


@pytest.mark.parametrize(
    "form", ["terminal", "json", "jsonl", "csv", "rows", "sarif", "junit", "gitlab", "github", "amazon"]
)
def test_a_check_of_a_small_csv(shop: Path, form: str) -> None:
    modules = loaded(shop, "check", "small.csv", "--fail-on", "never", "--isolated", "--format", form)
    assert "handmade_lint.pipeline" in modules
    assert not unwanted(modules, HEAVY)
    if form != "terminal":
        assert not unwanted(modules, ["rich"])


def test_version(shop: Path) -> None:
    modules = loaded(shop, "--version")
    assert "handmade_lint.cli" in modules
    assert not unwanted(modules, HEAVY + EVEN_FOR_VERSION)
    assert {one for one in modules if one.startswith("handmade_lint.")} == {
        "handmade_lint.cli",
        "handmade_lint.commands",
        "handmade_lint.commands.group",
        "handmade_lint.said",
        "handmade_lint.speech",
    }


def test_the_public_face_is_lazy(shop: Path) -> None:
    code = "import sys, handmade_lint; print(*[one for one in sys.modules if one.startswith('handmade_lint.')])"
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
