"""The installation looked over: what is there, what is left out, and what is broken."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from handmade_lint import doctor, weights
from handmade_lint.cli import app
from handmade_lint.speech import LANGUAGES

ROOT = Path(__file__).parents[1]


def run(*words: object, **environment: str) -> Result:
    told = {"LANGUAGE": "", "LC_ALL": "", "LC_MESSAGES": "", "LANG": "C.UTF-8", **environment}
    return CliRunner().invoke(app, list(map(str, words)), env=told, prog_name="handmade-lint")


@pytest.fixture
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the models that may be damaged."""
    copy = tmp_path / "models"
    shutil.copytree(ROOT / "models", copy)
    monkeypatch.setattr(weights, "_BESIDE", copy)
    monkeypatch.setattr(weights, "_WITHIN", copy)
    weights.card.cache_clear()
    yield copy
    weights.card.cache_clear()


def states(tmp_path: Path) -> dict[str, str]:
    return {one.name: one.state for one in doctor.examine(tmp_path)}


def test_all_that_is_installed_is_whole(tmp_path: Path) -> None:
    said = run("doctor", tmp_path)
    assert said.exit_code == 0, said.output
    assert "All that is installed is whole." in said.output
    for name in ("python", "packages", "models/process", "languages", "cache", "configuration"):
        assert name in said.output


@pytest.mark.parametrize("lang", LANGUAGES[1:])
def test_it_speaks_other_languages(tmp_path: Path, lang: str) -> None:
    assert "All that is installed is whole." not in run("doctor", tmp_path, "--lang", lang).output


def test_a_damaged_model_is_found(models: Path, tmp_path: Path) -> None:
    assert "bad" not in states(tmp_path).values()
    file = models / "rights-role" / "weights.json"
    file.write_bytes(file.read_bytes().replace(b"1", b"2", 1))
    assert states(tmp_path)["models/rights-role"] == "bad"
    said = run("doctor", tmp_path)
    assert said.exit_code == 1
    assert "models/rights-role/weights.json has the digest" in said.output
    assert "→ install it anew: pip install --force-reinstall handmade-lint" in said.output
    assert "1 thing is broken" in said.output


def test_a_lost_file_and_a_lost_card_are_found(models: Path, tmp_path: Path) -> None:
    (models / "process" / "weights.json").unlink()
    (models / "provenance" / "card.json").write_text("{", "utf-8")
    found = states(tmp_path)
    assert (found["models/process"], found["models/provenance"]) == ("bad", "bad")
    for folder in models.iterdir():
        (folder / "card.json").unlink()
    weights.card.cache_clear()
    assert states(tmp_path)["models"] == "bad"


def test_packages_are_held_to_their_least_version(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    lines = ["click>=8.2.1", "rich >= 999.0", 'pillow>=11; extra == "images"', "nowhere>=1; extra == 'parquet'"]
    monkeypatch.setattr(metadata, "requires", lambda name: lines)
    assert doctor.requirements()["images"] == [("pillow", "11")]
    found = {one.name: one for one in doctor.examine(tmp_path)}
    assert found["packages"].state == "bad"
    assert "rich" in found["packages"].says and "< 999.0" in found["packages"].says
    assert found["[parquet]"].state == "absent"
    assert found["[parquet]"].mend == "pip install 'handmade-lint[parquet]'"


def test_every_extra_that_a_user_chooses_is_known() -> None:
    import tomllib

    extras = set(tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"])
    assert extras - {"all", "bench", "names", "dev", "docs", "train", "validate"} == set(doctor.FOR)


def test_the_configuration_is_read(tmp_path: Path) -> None:
    config = tmp_path / "handmade-lint.toml"
    config.write_text('stor = "amazon.fr"\n', "utf-8")
    assert states(tmp_path)["configuration"] == "bad"
    assert run("doctor", tmp_path).exit_code == 1
    config.write_text('store = "amazon.fr"\nprofile = "seller.toml"\n', "utf-8")
    assert states(tmp_path)["configuration"] == "bad"
    (tmp_path / "seller.toml").write_text('country = "FR"\n', "utf-8")
    assert states(tmp_path)["configuration"] == "good"


def test_a_cache_that_cannot_be_written(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("os.access", lambda path, mode: False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert states(tmp_path)["cache"] == "absent"


def test_for_programs(tmp_path: Path) -> None:
    told = json.loads(run("doctor", tmp_path, "--format", "json").output)
    assert {"name", "state", "says", "mend"} == set(told[0])
    assert {one["state"] for one in told} <= {"good", "absent", "bad"}


def test_wrong_usage(tmp_path: Path) -> None:
    assert run("doctor", tmp_path / "nowhere").exit_code == 2


# ---- without a command


def alone(folder: Path, monkeypatch: pytest.MonkeyPatch, **environment: str) -> Result:
    monkeypatch.chdir(folder)
    return run(**environment)


def test_alone_in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = alone(tmp_path, monkeypatch)
    assert said.exit_code == 0
    assert "no catalogue" in said.output and "no configuration and no profile" in said.output
    assert "handmade-lint init" in said.output and "handmade-lint check catalogue.csv" in said.output


def test_alone_beside_a_catalogue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "my shop.csv").write_text("sku,title\nA1,Oak bowl\n", "utf-8")
    said = alone(tmp_path, monkeypatch)
    assert "1 file that may be a catalogue: my shop.csv" in said.output
    assert 'handmade-lint check "my shop.csv"' in said.output
    (tmp_path / "handmade-lint.toml").write_text('store = "amazon.fr"\n', "utf-8")
    assert "handmade-lint init --force" in alone(tmp_path, monkeypatch).output
    (tmp_path / "seller.toml").write_text('country = "FR"\n', "utf-8")
    (tmp_path / "handmade-lint.toml").write_text('profile = "seller.toml"\n', "utf-8")
    assert "init" not in alone(tmp_path, monkeypatch).output
    (tmp_path / "handmade-lint.toml").write_text("profile = [", "utf-8")
    assert "handmade-lint doctor" in alone(tmp_path, monkeypatch).output


@pytest.mark.parametrize(("lang", "said"), [("fr", "Dans ce dossier"), ("de", "In diesem Ordner")])
def test_alone_in_another_language(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lang: str, said: str) -> None:
    assert said in alone(tmp_path, monkeypatch, LANGUAGE=lang).output


def test_hostile_names_stay_on_their_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a\x1b[2J\nb.csv").write_text("", "utf-8")
    assert "\x1b" not in alone(tmp_path, monkeypatch).output
