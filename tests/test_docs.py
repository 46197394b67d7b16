"""What README and CONTRIBUTING show is what happens: commands, output, settings, the example rules."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
import tomllib
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from handmade_lint.cli import app
from handmade_lint.config import load
from handmade_lint.declared import declare
from handmade_lint.judge import Judge, Plan, complete
from handmade_lint.rule import Rule
from handmade_lint.rules import load as load_rules
from handmade_lint.run import plan

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text("utf-8")


def blocks(page: str, kind: str) -> list[str]:
    """Fenced blocks of one kind."""
    return re.findall(rf"^```{kind}\n(.*?)^```", page, re.MULTILINE | re.DOTALL)


def test_the_demo_prints_what_readme_shows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each stretch of README's output (an ellipsis stands for what was left out) is in the demo's, in order."""
    monkeypatch.chdir(ROOT)
    makefile = (ROOT / "Makefile").read_text("utf-8")
    (command,) = re.findall(r"^\t@\$\(BIN\)/handmade-lint (check fixtures/demo .*)$", makefile, re.MULTILINE)
    words = [word for word in command.split() if word != "--color"]
    result = CliRunner().invoke(app, [*words, "--isolated"])
    assert result.exit_code == 0, result.output
    shown = next(block for block in blocks(README, "console") if "make demo" in block)
    place = 0
    for stretch in shown.partition("\n")[2].split("\n…\n"):
        found = result.output.find(stretch.strip("\n"), place)
        assert found >= 0, f"README shows what the demo does not print:\n{stretch}"
        place = found + len(stretch)


@pytest.mark.parametrize(
    "page", ["README.md", "CONTRIBUTING.md", *(f"docs/{one.name}" for one in ROOT.glob("docs/*.md"))]
)
def test_links_lead_somewhere(page: str) -> None:
    """Every link to a file of ours names one that is there."""
    path = ROOT / page
    for target in re.findall(r"\]\(([^)#\s]+)", path.read_text("utf-8")):
        if not target.startswith(("http://", "https://")):
            assert (path.parent / target).exists(), target


def test_settings_of_readme_are_valid(tmp_path: Path) -> None:
    (shown,) = blocks(README, "toml")
    (tmp_path / "handmade-lint.toml").write_text(shown, "utf-8")
    (tmp_path / "seller.toml").write_text('country = "FR"\n', "utf-8")
    planned = plan(load(tmp_path / "handmade-lint.toml"))
    assert "TI-017" not in planned.rules
    assert planned.settings["TI-014"] == {"letters": 5}


def test_python_of_readme_runs(tmp_path: Path) -> None:
    (shown,) = blocks(README, "python")
    (tmp_path / "catalogue.csv").write_text("sku;titre\nA;BOL EN CHENE !\n", "utf-8")
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-c", shown]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, encoding="utf-8", check=True)
    assert "TI-007 2" in done.stdout


def proven(rule: Rule) -> None:
    """Bad cases are found, good ones are not, mended ones are silent."""
    named = Plan({rule.code: rule}, date(2026, 11, 24))
    for case in rule.bad:
        for listing in case.listings(rule):
            found = Judge(named)(complete(listing, named))[0]
            assert [one.code for one in found] == [rule.code]
            if case.cure:
                (field,) = case.cure
                (edit,) = found[0].fix.edits if found[0].fix else ()
                value = listing.get(field)
                assert value[: edit.start] + edit.text + value[edit.end :] == case.cure[field]
    for case in rule.good:
        for listing in case.listings(rule):
            assert not Judge(named)(complete(listing, named))[0]


def test_the_declared_rule_of_contributing_works() -> None:
    (shown,) = blocks(CONTRIBUTING, "toml")
    proven(declare(tomllib.loads(shown), name="washing-symbol", group="descriptions"))


def test_the_coded_rule_of_contributing_works(tmp_path: Path) -> None:
    (shown,) = blocks(CONTRIBUTING, "python")
    path = tmp_path / "ends_with_comma.py"
    path.write_text(shown, "utf-8")
    name = "handmade_lint.rules.titles.ends_with_comma"
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    try:
        sys.modules[name] = module
        spec.loader.exec_module(module)
    finally:
        del sys.modules[name]
    proven(module.check)
    assert "XX-902" not in load_rules()
