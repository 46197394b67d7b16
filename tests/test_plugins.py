"""Rules of one's own: a folder of rules, lexicons and limits; what is wrong with one is told with file and mend."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from handmade_lint.cli import app
from handmade_lint.installed import installed
from handmade_lint.plugins import load
from handmade_lint.proving import faults
from handmade_lint.rules import load as house

ROOT = Path(__file__).parents[1]
TODAY = date(2026, 11, 23)

TERMS = """
code = "XX-001"
kind = "terms"
severity = "error"
force = "ours"
reads = ["title"]
lexicon = "our-old-names"
message = "'{match}' is our old name"
advice = "Write the new one."
doc = "The shop's old name is used.\\n\\nWe are called otherwise since 2026."
source = "our house style"
bad = ["Bowl of Brumelune", "Brumelune cup"]
good = ["Bowl of Brume", "Lune cup"]
"""
LEXICON = 'title = "What we were called"\n[en]\nown = ["brumelune"]\n[fr]\nown = ["brumelune"]\n'
LIMIT = """
code = "XX-002"
kind = "limit"
severity = "warning"
force = "ours"
reads = ["title"]
limit = "our-title"
message = "the title has {value} characters, we allow {limit}"
advice = "Shorten it."
doc = "A title is longer than our own limit.\\n\\nOur cards have no more room."
source = "our house style"
bad = ["A bowl that is too long", "Another bowl, much too long"]
good = ["Oak bowl", "Ash cup"]
"""
NUMBER = '[[our-title]]\nvalue = 12\nsource = "our cards"\n'
CODED = '''
from handmade_lint.rule import Findings, Text, rule


@rule(
    "XX-003",
    reads="title",
    force="ours",
    source="our house style",
    advice="Take it off.",
    stores=(),
    bad={"Oak bowl~": "Oak bowl", "Cup~": "Cup"},
    good=["Oak ~ bowl", "Cup"],
)
def check(title: Text, *, sign: str = "~") -> Findings:
    """The title ends with a tilde.

    Something was left over.
    """
    if title.value.endswith(sign):
        yield title.finding("the title ends with a tilde", (len(title.value) - 1, len(title.value)), fix="")
'''


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder with a catalogue and a folder of rules of three kinds, stood in."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    files = {
        "our-rules/old_name.toml": TERMS,
        "our-rules/lengths/long_for_cards.toml": LIMIT,
        "our-rules/left_over_tilde.py": CODED,
        "our-rules/lexicons/our-old-names.toml": LEXICON,
        "our-rules/limits/ours.toml": NUMBER,
        "goods.csv": "sku,title\nA1,Brumelune bowl~\nA2,Bol\n",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    yield tmp_path
    load([])


def run(*args: str) -> Result:
    return CliRunner().invoke(app, list(args), prog_name="handmade-lint", catch_exceptions=False)


def told(*args: str) -> list[tuple[str, str]]:
    result = run("check", "goods.csv", "--select", "XX", "--format", "json", *args)
    assert result.exit_code in (0, 1), result.output
    return [(one["code"], one["sku"]) for one in json.loads(result.output)["findings"]]


ALL = [("XX-001", "A1"), ("XX-002", "A1"), ("XX-003", "A1")]


def test_a_folder_adds_rules_lexicons_and_limits(shop: Path) -> None:
    assert told("--rules", "our-rules") == ALL
    rules = {one["code"]: one for one in json.loads(run("rules", "--rules", "our-rules", "--format", "json").output)}
    assert [rules[code]["group"] for code in ("XX-001", "XX-002", "XX-003")] == ["our_rules", "lengths", "our_rules"]
    assert rules["XX-003"]["fixable"]
    assert "TI-001" in rules
    assert "our old name" not in run("rules").output
    assert "Our cards have no more room." in run("explain", "long-for-cards", "--rules", "our-rules").output


def test_the_configuration_names_folders_and_settings(shop: Path) -> None:
    settings = '[rules.left-over-tilde]\nsign = "l"\n[severity]\nXX-001 = "off"\n'
    (shop / "handmade-lint.toml").write_text('rule-folders = ["our-rules"]\n' + settings, "utf-8")
    assert told() == [("XX-002", "A1"), ("XX-003", "A2")]
    assert run("check", "goods.csv", "--select", "XX", "--isolated").exit_code == 2, "no rule is called XX"
    assert run("suppress", "left-over-tilde", "--sku", "A2", "--reason", "a name").exit_code == 0
    assert told() == [("XX-002", "A1")]
    (shop / "inner").mkdir()
    (shop / "inner" / "goods.csv").write_bytes((shop / "goods.csv").read_bytes())
    assert run("check", "inner/goods.csv", "--select", "XX", "--fail-on", "info").exit_code == 1


def test_worker_processes_agree(shop: Path) -> None:
    (shop / "goods.csv").write_text("sku,title\n" + "A1,Brumelune bowl~\n" * 1200, "utf-8")
    assert told("--rules", "our-rules", "--jobs", "2") == told("--rules", "our-rules", "--jobs", "1")
    assert len(told("--rules", "our-rules", "--jobs", "2")) == 3600


def test_what_changed_in_the_folder_is_seen(shop: Path) -> None:
    assert told("--rules", "our-rules") == ALL
    (shop / "our-rules" / "lexicons" / "our-old-names.toml").write_text(LEXICON.replace("brumelune", "bol"), "utf-8")
    (shop / "our-rules" / "limits" / "ours.toml").write_text(NUMBER.replace("12", "99"), "utf-8")
    (shop / "our-rules" / "left_over_tilde.py").unlink()
    assert told("--rules", "our-rules") == [("XX-001", "A2")]


def test_the_rules_are_proven_by_their_cases(shop: Path) -> None:
    result = run("rules", "--test", "our-rules")
    assert result.exit_code == 0, result.output
    assert "XX-001 old-name: 2 bad and 2 good cases hold" in result.output
    assert "3 of 3 rules hold" in result.output
    path = shop / "our-rules" / "old_name.toml"
    path.write_text(TERMS.replace('"Lune cup"', '"Brumelune tray"').replace("Bowl of Brumelune", "Bowl"), "utf-8")
    result = run("rules", "--test", "our-rules")
    assert result.exit_code == 1
    assert "a bad case is not found: title: 'Bowl'" in result.output
    assert "a good case is found: title: 'Brumelune tray'" in result.output
    assert "2 of 3 rules hold" in result.output


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('"Cup~": "Cup"', '"Cup~": "Mug"', "a fix leads to 'Cup', not to the cure 'Mug'"),
        (', fix=""', "", "it offers no fix"),
        ('bad={"Oak bowl~": "Oak bowl", "Cup~": "Cup"}', 'bad=["Oak bowl~", "Cup~"]', "no bad case shows the cure"),
        ('"Oak ~ bowl", "Cup"', '"Oak ~ bowl"', "1 good case; 2"),
        ("advice=", "languages=('en',), advice=", "ok"),
        ('advice="Take it off.",', "", "no advice"),
        ("Something was left over.", "", "no reason"),
        ("a tilde.\n", "a tilde\n", "should be a sentence"),
        ("title.value.endswith(sign)", "title.value / sign", "it fails on title: 'Oak bowl~'"),
    ],
)
def test_every_fault_of_a_rule_is_told(shop: Path, old: str, new: str, words: str) -> None:
    assert old in CODED
    (shop / "our-rules" / "left_over_tilde.py").write_text(CODED.replace(old, new), "utf-8")
    result = run("rules", "--test", "our-rules")
    assert result.exit_code == (0 if words == "ok" else 1)
    assert words in result.output or words == "ok"


def test_rules_of_the_house_hold(shop: Path) -> None:
    """The same proof passes every rule of the house that is not about files."""
    rules = [rule for rule in house().values() if rule.subject != "fault"]
    assert len(rules) > 250
    assert [fault for rule in rules[::9] for fault in faults(rule, TODAY)] == []


@pytest.mark.parametrize(
    ("file", "text", "words"),
    [
        ("old_name.toml", "code = \n", "is not valid TOML"),
        ("old_name.toml", TERMS.replace('kind = "terms"', 'kind = "term"'), "kind is 'term'; it must be one of"),
        ("old_name.toml", TERMS.replace("message", "mesage"), "mesage means nothing to a rule of kind terms"),
        ("old_name.toml", TERMS.replace("message = \"'{match}' is our old name\"", ""), "'message' is missing"),
        ("old_name.toml", TERMS.replace("XX-001", "TI-001"), "'TI-001' is one of handmade-lint's"),
        ("old_name.toml", TERMS.replace("XX-001", "XX-003"), "'XX-003' is taken by"),
        ("old_name.toml", TERMS.replace("XX-001", "rule one"), "write capitals, a hyphen and a number"),
        ("old_name.toml", TERMS.replace('"error"', '"eror"'), "it must be one of error, warning"),
        ("old_name.toml", TERMS.replace("our-old-names", "our-names"), "lexicons/our-names.toml"),
        ("lengths/long_for_cards.toml", LIMIT.replace("our-title", "my-title"), "there is no limit 'my-title'"),
        ("lexicons/our-old-names.toml", "[en]\nown = 5\n", "our-old-names.toml"),
        ("lexicons/eco-claims.toml", LEXICON, "two lexicons called 'eco-claims'"),
        ("limits/ours.toml", NUMBER.replace("our-title", "title-characters"), "'title-characters', which there is"),
        ("limits/ours.toml", '[[our-title]]\nsource = "x"\n', "'value' is missing"),
        ("left_over_tilde.py", "def check(:\n", "is not valid Python"),
        ("left_over_tilde.py", "import nowhere_at_all\n", "cannot be imported"),
        ("left_over_tilde.py", "check = 5\n", "one function called check under @rule"),
        ("left_over_tilde.py", "from handmade_lint.report import Report\n" + CODED, "line 1: a rule imports from"),
        ("left_over_tilde.py", "import handmade_lint.run\n" + CODED, "not from handmade_lint.run"),
        ("left_over_tilde.py", "def f():\n    from . import other\n" + CODED, "line 2: a rule is one file"),
        ("Left Over.toml", TERMS.replace("XX-001", "XX-009"), "small letters"),
        ("a_fault.toml", TERMS.replace('"terms"', '"fault"').replace("XX-001", "XX-009"), "means nothing"),
    ],
)
def test_what_is_wrong_is_told_with_file_and_mend(shop: Path, file: str, text: str, words: str) -> None:
    (shop / "our-rules" / file).write_text(text, "utf-8")
    result = run("check", "goods.csv", "--rules", "our-rules")
    assert result.exit_code == 2
    assert words in result.stderr
    assert Path(file).name in result.stderr or "is one of handmade-lint's" in words
    assert len(result.stderr.splitlines()) == 1
    assert run("check", "goods.csv", "--isolated").exit_code in (0, 1), "the house's rules are as they were"


def test_a_folder_that_is_not_there(shop: Path) -> None:
    result = run("check", "goods.csv", "--rules", "our-rulse")
    assert result.exit_code == 2
    assert "new-rule" in result.stderr


@pytest.mark.parametrize("kind", [(), ("--python",)])
def test_a_new_rule_holds_as_it_is(shop: Path, kind: tuple[str, ...]) -> None:
    result = run("new-rule", "XX-101", "--name", "left-over-note", *kind)
    assert result.exit_code == 0, result.output
    result = run("rules", "--test", "rules")
    assert (result.exit_code, "1 of 1 rules hold" in result.output) == (0, True), result.output
    again = run("new-rule", "XX-101", "--name", "left-over-note", *kind)
    assert again.exit_code == 2
    assert "there already" in again.stderr


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("xx-1",), "capitals"),
        (("TI-001",), "one of handmade-lint's"),
        (("XX-1", "--name", "long-title"), "one of handmade-lint's"),
        (("XX-1", "--name", "Long Title"), "small letters"),
        (("XX-1", "--rules", "goods.csv"), "cannot be written"),
    ],
)
def test_a_new_rule_that_cannot_be(shop: Path, args: tuple[str, ...], words: str) -> None:
    result = run("new-rule", *args)
    assert result.exit_code == 2
    assert words in result.stderr


def test_an_installed_package_brings_rules(shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An entry point names a package whose folder holds the rules; it is found without being imported."""
    site = shop / "site"
    package = site / "brume_rules"
    site.mkdir()
    (shop / "our-rules").rename(package)
    (package / "__init__.py").write_text("raise RuntimeError('imported')\n", "utf-8")
    facts = site / "brume_rules-1.0.dist-info"
    facts.mkdir()
    (facts / "METADATA").write_text("Metadata-Version: 2.1\nName: brume-rules\nVersion: 1.0\n", "utf-8")
    (facts / "entry_points.txt").write_text("[handmade_lint.rules]\nbrume = brume_rules\n", "utf-8")
    code = "import sys; sys.argv = ['handmade-lint', *sys.argv[1:]]; from handmade_lint.cli import main; main()"

    def outcome(*args: str) -> Any:
        command = [sys.executable, "-c", code, "check", "goods.csv", "--select", "XX", *args]
        environment = {"PYTHONPATH": f"{ROOT}:{site}", "XDG_CACHE_HOME": str(shop / "cache"), "PATH": ""}
        return subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", check=False)

    done = outcome("--format", "json", "--fail-on", "info")
    assert done.returncode == 1, done.stderr
    assert [(one["code"], one["sku"]) for one in json.loads(done.stdout)["findings"]] == ALL
    (facts / "entry_points.txt").write_text("[handmade_lint.rules]\nbrume = brume_ruels\n", "utf-8")
    (site / "touch").mkdir()
    done = outcome()
    assert done.returncode == 2
    assert "entry point 'brume'" in done.stderr
    assert installed() == ()
