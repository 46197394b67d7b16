"""What a release would publish: whole, small, pure, the same twice; its bill of materials; the Dockerfile as text."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tools import release, sbom

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]

pytestmark = pytest.mark.skipif(
    shutil.which("git") is None or not (ROOT / ".git").exists(), reason="needs git and a checkout"
)


def known() -> frozenset[str]:
    """Files of the working tree, those not yet committed among them."""
    return frozenset(
        one for one in release.tracked("--cached", "--others", "--exclude-standard") if (ROOT / one).exists()
    )


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    release.finish(folder, release.build(folder))
    return folder


@pytest.fixture(scope="module")
def wheel(dist: Path) -> Path:
    (found,) = dist.glob("*.whl")
    return found


def test_archives_hold_all_and_no_more(dist: Path) -> None:
    archives = [*dist.glob("*.whl"), *dist.glob("*.tar.gz")]
    assert len(archives) == 2
    for path in archives:
        release.check(path, known())
        assert path.stat().st_size < 40_000_000


def test_what_is_missing_or_strange_is_found(wheel: Path) -> None:
    with pytest.raises(release.Wrong, match=r"lacks handmade_lint/gone\.toml"):
        release.check(wheel, known() | {"handmade_lint/gone.toml"})
    with pytest.raises(release.Wrong, match="lacks handmade_lint/models/new/card"):
        release.check(wheel, known() | {"models/new/card.json"})
    with pytest.raises(release.Wrong, match=r"though git does not know it, handmade_lint/cli\.py"):
        release.check(wheel, known() - {"handmade_lint/cli.py"})


def test_one_that_is_too_large_is_refused(wheel: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(release, "MOST", 1000)
    with pytest.raises(release.Wrong, match="1,000 are allowed"):
        release.check(wheel, known())


def test_the_wheel_runs_by_itself(wheel: Path, tmp_path: Path) -> None:
    """Unpacked elsewhere, it lints, and its models are its own."""
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    shutil.copy(ROOT / "fixtures" / "demo" / "oak-and-ash.csv", tmp_path)
    code = (
        "import handmade_lint, handmade_lint.weights as w; from handmade_lint import lint;"
        "print(handmade_lint.__file__); print(w.folder('rights-role')); print(lint('oak-and-ash.csv').run.listings)"
    )
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "site")}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    module, model, listings = done.stdout.splitlines()
    assert Path(module).is_relative_to(tmp_path)
    assert Path(model).is_relative_to(tmp_path)
    assert listings == "3"


def test_the_metadata_names_pythons_licence_and_extras(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (one for one in archive.namelist() if one.endswith(".dist-info/METADATA"))
        told = archive.read(name).decode().partition("\n\n")[0].splitlines()
        held = archive.namelist()
    for line in (
        "Requires-Python: >=3.11",
        "License-Expression: Apache-2.0",
        *(f"Classifier: Programming Language :: Python :: 3.{minor}" for minor in (11, 12, 13)),
        *(f"Provides-Extra: {extra}" for extra in ("all", "images", "parquet", "review", "text")),
    ):
        assert line in told
    assert any(one.endswith("licenses/LICENSE") for one in held)
    assert any(one.endswith("licenses/NOTICE") for one in held)


def test_the_version_is_told_alike() -> None:
    from handmade_lint import __version__

    assert PROJECT["version"] == __version__


def test_built_twice_it_is_the_same(dist: Path, tmp_path: Path) -> None:
    again = release.build(tmp_path)
    assert len(again) == 2
    for path in again:
        assert path.read_bytes() == (dist / path.name).read_bytes(), path.name


def test_digests_are_those_of_the_files(dist: Path) -> None:
    lines = (dist / "SHA256SUMS").read_text("utf-8").splitlines()
    assert len(lines) == 3
    for line in lines:
        digest, name = line.split("  ")
        assert hashlib.sha256((dist / name).read_bytes()).hexdigest() == digest


def test_the_bill_names_packages_models_and_files(dist: Path, wheel: Path) -> None:
    bill = json.loads((dist / "sbom.cdx.json").read_text("utf-8"))
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", bill["serialNumber"])
    parts: dict[str, Any] = {one["name"]: one for one in bill["components"]}
    for needed in ("ahocorasick-rs", "click", "numpy", "python-calamine", "rich"):
        assert parts[needed]["scope"] == "required"
        assert parts[needed]["purl"] == f"pkg:pypi/{needed}@{parts[needed]['version']}"
    assert parts["markdown-it-py"]["scope"] == "required", "what rich needs"
    assert parts["pillow"]["scope"] == "optional"
    assert not {"pytest", "mypy", "mkdocs"} & set(parts)
    for folder in (ROOT / "models").iterdir():
        assert {one["name"] for one in parts[folder.name]["components"]} == {one.name for one in folder.iterdir()}
    assert parts[wheel.name]["hashes"][0]["content"] == hashlib.sha256(wheel.read_bytes()).hexdigest()


def test_references_of_the_bill_are_one_each_and_lead_somewhere() -> None:
    bill = sbom.bill(PROJECT, [])

    def refs(some: list[dict[str, Any]]) -> Iterator[str]:
        for one in some:
            yield one["bom-ref"]
            yield from refs(one.get("components", []))

    named = [*refs(bill["components"]), bill["metadata"]["component"]["bom-ref"]]
    assert len(named) == len(set(named))
    for edge in bill["dependencies"]:
        assert {edge["ref"], *edge["dependsOn"]} <= set(named)
    assert bill == sbom.bill(PROJECT, [])


def test_a_package_that_is_not_here_is_named_by_its_bounds() -> None:
    bill = sbom.bill({**PROJECT, "dependencies": ["No_Such.Package>=3"]}, [])
    part = next(one for one in bill["components"] if one["name"] == "no-such-package")
    assert "version" not in part
    assert part["purl"] == "pkg:pypi/no-such-package"
    assert part["properties"][0]["value"] == "No_Such.Package>=3"


def instructions() -> list[tuple[str, str]]:
    text = re.sub(r"\\\n\s*", " ", (ROOT / "Dockerfile").read_text("utf-8"))
    return [
        (word, rest)
        for line in text.splitlines()
        if line.strip() and not line.startswith("#")
        for word, _, rest in [line.partition(" ")]
    ]


def test_the_image_is_slim_and_runs_as_nobody_in_particular() -> None:
    steps = instructions()
    bases = [rest for word, rest in steps if word == "FROM"]
    assert [one.split()[0] for one in bases] == ["python:3.13-slim"] * 2
    last = steps[max(at for at, (word, _) in enumerate(steps) if word == "FROM") :]
    users = [rest for word, rest in last if word == "USER"]
    assert users
    assert users[-1].split(":")[0].isdigit()
    assert users[-1].split(":")[0] != "0"
    assert ("ENTRYPOINT", '["handmade-lint"]') in last
    assert not [rest for word, rest in steps if word == "ADD" or "curl" in rest or "wget" in rest]
    assert not [rest for word, rest in last if "pip install" in rest or "apt-get" in rest]


def test_the_image_copies_what_is_there_and_what_is_not_ignored() -> None:
    kept = set(re.findall(r"^!(.+?)/?$", (ROOT / ".dockerignore").read_text("utf-8"), re.MULTILINE))
    copied = {
        one.rstrip("/")
        for word, rest in instructions()
        if word == "COPY" and not rest.startswith("--from")
        for one in rest.split()[:-1]
    }
    assert copied
    assert all((ROOT / one).exists() for one in copied)
    assert copied == kept
    needed = {PROJECT["readme"], *PROJECT["license-files"], "pyproject.toml", "handmade_lint", "models"}
    assert needed <= copied
