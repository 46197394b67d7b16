"""The seller's profile: read, merged, asked for and written; what it tells reaches rules, the rest is skipped aloud."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from handmade_lint.cli import app
from handmade_lint.config import SELLER_KEYS, Config, ConfigError, load, load_profile
from handmade_lint.interview import (
    QUESTIONS,
    NotUnderstood,
    configuration_text,
    profile_text,
    understand,
    understand_store,
)
from handmade_lint.rules import FOLDER as RULES
from handmade_lint.run import plan

DOCS = Path(__file__).parents[1] / "docs" / "profile.md"
ROWS = "sku,title\nMUG-01,Stoneware mug\n"


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a catalogue, stood in."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "rows.csv").write_text(ROWS, "utf-8")
    return tmp_path


def run(*args: str, **options: Any) -> Result:
    """Run the command in this process."""
    return CliRunner().invoke(app, list(args), prog_name="handmade-lint", catch_exceptions=False, **options)


def report(*args: str) -> dict[str, Any]:
    """The JSON report of a run on the catalogue."""
    told: dict[str, Any] = json.loads(run("check", "rows.csv", "--format", "json", *args).stdout)
    return told


def test_a_profile_is_read_from_the_option(shop: Path) -> None:
    """--profile works with and without a configuration, and a rule finds what it tells."""
    (shop / "me.toml").write_text('old_offers = ["MUG-01"]\n', "utf-8")
    for more in ((), ("--isolated",)):
        found = report("--profile", "me.toml", "--select", "HM-019", *more)["findings"]
        assert [one["code"] for one in found] == ["HM-019"]


def test_a_profile_is_named_by_the_configuration(shop: Path) -> None:
    """The key is relative to the configuration's own folder."""
    inner = shop / "inner"
    inner.mkdir()
    (inner / "rows.csv").write_text(ROWS, "utf-8")
    (shop / "handmade-lint.toml").write_text('profile = "about/me.toml"\n', "utf-8")
    (shop / "about").mkdir()
    (shop / "about" / "me.toml").write_text('old_offers = ["MUG-01"]\n', "utf-8")
    told = json.loads(run("check", "inner/rows.csv", "--format", "json", "--select", "HM-019").stdout)
    assert [one["code"] for one in told["findings"]] == ["HM-019"]


def test_a_profile_goes_before_the_configuration(shop: Path) -> None:
    """Values of the profile go over those of [seller]; each fact knows the file that told it."""
    (shop / "me.toml").write_text('country = "FR"\n', "utf-8")
    (shop / "handmade-lint.toml").write_text(
        'profile = "me.toml"\n[seller]\ncountry = "GB"\nplan = "Individual"\n', "utf-8"
    )
    planned = plan(load(Path("handmade-lint.toml")))
    assert planned.seller == {"seller.country": "FR", "seller.plan": "Individual"}
    assert planned.profile.cell("seller.country").file == "me.toml"
    assert planned.profile.cell("seller.plan").file == "handmade-lint.toml"
    assert planned.profile.cell("seller.about").file == "me.toml"
    shown = run("check", "rows.csv", "--show-settings").stdout
    assert f"seller.country: FR (from {shop / 'me.toml'})" in shown


def test_findings_on_the_profile_stand_in_its_file(shop: Path) -> None:
    """A rule on the profile places its finding in the file that told the fact."""
    (shop / "me.toml").write_text('plan = "Individual"\nhandmade_approved = true\n', "utf-8")
    (found,) = report("--profile", "me.toml", "--select", "HM-001")["findings"]
    assert (found["location"]["file"], found["location"]["column"]) == ("me.toml", "plan")


def test_without_a_profile_rules_are_skipped_aloud(shop: Path) -> None:
    """No profile is no error: what needs one is named, with the key it would have needed."""
    told = report("--select", "HM-001,HM-019")
    assert not told["findings"]
    assert {one["rule"] for one in told["run"]["skipped"]} == {"HM-001", "HM-019"}
    assert all("handmade-lint init" in one["why"] for one in told["run"]["skipped"])
    assert any("old_offers" in one["why"] for one in told["run"]["skipped"])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('cuontry = "FR"', ("country", "me.toml")),
        ("[seller]\ncountry = 'FR'", ("[seller]",)),
        ("country = 33", ('country = "text"',)),
        ("group_size = true", ("whole number", "group_size = 3")),
        ('handmade_approved = "yes"', ("handmade_approved = true",)),
        ("own_brands = 'Oakline'", ('own_brands = ["one", "two"]',)),
        ("own_brands = [1, 2]", ("list of texts",)),
        ("country = = 3", ("not valid TOML",)),
    ],
)
def test_a_wrong_profile_says_the_mend(shop: Path, text: str, words: tuple[str, ...]) -> None:
    """A mistyped key or value is one sentence with status 2."""
    (shop / "me.toml").write_text(text, "utf-8")
    result = run("check", "rows.csv", "--profile", "me.toml")
    assert result.exit_code == 2
    assert len(result.stderr.strip().splitlines()) == 1
    for word in words:
        assert word in result.stderr


def test_an_unreadable_profile(shop: Path) -> None:
    """A file that is missing, a folder, or no text at all ends with 2."""
    (shop / "folder.toml").mkdir()
    (shop / "bytes.toml").write_bytes(b"\xff\xfe\x00")
    for name in ("missing.toml", "folder.toml", "bytes.toml"):
        result = run("check", "rows.csv", "--profile", name)
        assert result.exit_code == 2, name
        assert name in result.stderr
    assert "init" in run("check", "rows.csv", "--profile", "missing.toml").stderr
    (shop / "handmade-lint.toml").write_text("profile = 5\n", "utf-8")
    assert "text in quotes" in run("check", "rows.csv").stderr


def test_a_byte_order_mark_is_no_fault(shop: Path) -> None:
    """Editors of Windows write one."""
    (shop / "me.toml").write_text('\ufeffcountry = "FR"\n', "utf-8")
    assert load_profile(shop / "me.toml") == {"country": "FR"}


def test_empty_values_tell_nothing() -> None:
    """'' and [] are as if the key were not there; false and 0 are facts."""
    told = Config(seller={"country": "", "own_brands": [], "handmade_approved": False, "group_size": 0}).told()
    assert {key: value for key, (value, _) in told.items()} == {
        "seller.handmade_approved": "no",
        "seller.group_size": "0",
    }


def test_init_yes_writes_files_that_load(shop: Path) -> None:
    """--yes asks nothing, tells nothing untrue, and writes both files; a second time it refuses without --force."""
    result = run("init", "--yes", "--store", "amazon.fr")
    assert result.exit_code == 0, result.output
    assert "handmade-lint check" in result.output
    assert load_profile(shop / "seller.toml") == {}
    config = load(shop / "handmade-lint.toml")
    assert (config.store, Path(config.profile)) == ("amazon.fr", shop / "seller.toml")
    assert run("check", "rows.csv", "--select", "HM-001").exit_code == 0
    (shop / "seller.toml").write_text('country = "FR"\n', "utf-8")
    again = run("init", "--yes")
    assert again.exit_code == 2
    assert "--force" in again.stderr
    assert load_profile(shop / "seller.toml") == {"country": "FR"}
    assert run("init", "--yes", "--force").exit_code == 0
    assert load_profile(shop / "seller.toml") == {}


def test_every_commented_key_is_valid_once_uncommented(shop: Path) -> None:
    """Taking the # away gives a profile that loads."""
    text = re.sub(r"(?m)^# (?=[a-z_]+ = )", "", profile_text({}))
    (shop / "me.toml").write_text(text, "utf-8")
    assert set(load_profile(shop / "me.toml")) == set(SELLER_KEYS)


def test_init_asks_and_writes_the_answers(shop: Path) -> None:
    """Answers are kept, what is skipped is left out, what is not understood is asked again, and why is said."""
    answers = {
        "store": ["amazon.fe", "amazon.fr"],
        "shop_name": ['L\'atelier "Brume"'],
        "handmade_approved": ["maybe", "oui"],
        "maker_type": ["cooperativ", "co-operative"],
        "group_documents": ["https://brume.example/nous"],
        "group_size": ["many", "4"],
        "own_brands": ["Brume, Brume & Fils ,"],
        "fr_rm_number": ["123 456 789"],
    }
    elsewhere = ("it_albo_imprese_artigiane", "es_carta_artesano")
    asked = ["store", *(q.key for q in QUESTIONS if q.asked and q.key not in elsewhere)]
    typed = "".join(f"{line}\n" for key in asked for line in answers.get(key, [""]))
    result = run("init", input=typed)
    assert result.exit_code == 0, result.output
    assert load_profile(shop / "seller.toml") == {
        "shop_name": 'L\'atelier "Brume"',
        "handmade_approved": True,
        "maker_type": "cooperative",
        "group_documents": "https://brume.example/nous",
        "group_size": 4,
        "own_brands": ["Brume", "Brume & Fils"],
        "fr_rm_number": "123 456 789",
    }
    assert load(shop / "handmade-lint.toml").store == "amazon.fr"
    assert result.output.count("Why:") == len(asked)
    assert "amazon.fr" in result.output


def test_init_stopped_writes_nothing(shop: Path) -> None:
    """The end of the input is a stop, not a traceback."""
    result = run("init", input="amazon.fr\nBrume\n")
    assert result.exit_code == 2
    assert "nothing was written" in result.stderr
    assert not (shop / "seller.toml").exists()


def test_init_in_a_folder_that_is_not(shop: Path) -> None:
    """A mistyped folder or store is one sentence."""
    assert run("init", "nowhere", "--yes").exit_code == 2
    mistyped = run("init", "--yes", "--store", "amazon.fe")
    assert mistyped.exit_code == 2
    assert "did you mean" in mistyped.stderr


TEXTS = st.text(st.characters(codec=None), max_size=60) | st.sampled_from(
    ['"""', "'''\n# x", "\\", "\x00\x7f\n", "\ud800"]
)
ANSWERS = {
    str: TEXTS,
    bool: st.booleans(),
    int: st.integers(0, 10**9),
    list: st.lists(TEXTS, max_size=4),
}


@given(st.fixed_dictionaries({}, optional={key: ANSWERS[kind] for key, kind in SELLER_KEYS.items()}))
def test_whatever_is_told_the_profile_is_valid(told: dict[str, Any]) -> None:
    """Quotes, line ends, control characters and halves of pairs: the file is TOML, and says what was told."""

    def whole(value: Any) -> Any:
        if isinstance(value, str):
            return value.encode("utf-8", "replace").decode("utf-8")
        return [whole(one) for one in value] if isinstance(value, list) else value

    text = profile_text(told)
    text.encode("utf-8")
    assert tomllib.loads(text) == {key: whole(value) for key, value in told.items()}


@given(TEXTS)
def test_any_answer_is_understood_or_refused(answer: str) -> None:
    """No answer to any question breaks the interview or the file."""
    for key in SELLER_KEYS:
        try:
            value = understand(key, answer)
        except NotUnderstood:
            continue
        assert isinstance(value, SELLER_KEYS[key])
        tomllib.loads(profile_text({key: value}))
    try:
        store = understand_store(answer)
    except NotUnderstood:
        return
    tomllib.loads(configuration_text(store))


def test_every_key_has_a_question() -> None:
    """What a profile may say can be asked for."""
    assert {question.key for question in QUESTIONS} == set(SELLER_KEYS)


def test_every_key_is_documented() -> None:
    """docs/profile.md has a section for every key, which names every rule whose file speaks of it."""
    sections = dict(re.findall(r"(?ms)^### `(\w+)`\n(.*?)(?=^#|\Z)", DOCS.read_text("utf-8")))
    assert list(sections) == list(SELLER_KEYS)
    readers: dict[str, set[str]] = {}
    for path in RULES.glob("*/*.*"):
        source = path.read_text("utf-8") if path.suffix in (".py", ".toml") else ""
        for key in set(re.findall(r"\bseller\.([a-z_]+)\b", source)) & set(SELLER_KEYS):
            (code,) = re.findall(r"""^(?:\s+"|code = ")([A-Z]{2}-\d{3})",?$""", source, re.MULTILINE)
            readers.setdefault(key, set()).add(code)
    for key, section in sections.items():
        named = set(re.findall(r"\b[A-Z]{2}-\d{3}\b", section))
        assert readers.get(key, set()) <= named, key


def test_errors_are_the_configuration_s() -> None:
    """Python callers get a ConfigError, too."""
    with pytest.raises(ConfigError):
        plan(Config(profile="nowhere.toml"))
