"""handmade-lint guide: what changes on which day, whose rules read it, and which listings it touches."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from handmade_lint import limits
from handmade_lint.changes import changes, rules_of
from handmade_lint.cli import app
from handmade_lint.config import Config
from handmade_lint.rules import load

ROOT = Path(__file__).parents[1]
LONG = "Tasse en grès, cadeau idéal pour maman, fête des mères, anniversaire, Noël, crémaillère"
ROWS = f"""sku;titre;puce 1
LONGUE;{LONG};Façonnage : anse tirée à la main
VERTE;Bol en grès;Un bol respectueux de la planète
SAGE;Bol en grès bleu;Entretien : passe au lave-vaisselle
"""


def run(*words: str, status: int = 0) -> str:
    done = CliRunner().invoke(app, ["guide", *words])
    assert done.exit_code == status, done.output
    return done.output


def told(*words: str) -> Any:
    return json.loads(run("--format", "json", *words))


@pytest.fixture
def shop(tmp_path: Path) -> str:
    (tmp_path / "offres.csv").write_text(ROWS, "utf-8")
    return str(tmp_path / "offres.csv")


def test_what_changed_between_two_days() -> None:
    found = told("--diff", "2025-06-01", "2026-11-23", "--isolated")["changes"]
    title = next(one for one in found if one["limit"] == "title-characters")
    assert (title["day"], title["before"], title["after"]) == ("2026-07-27", None, 75)
    assert {"amazon.com", "amazon.fr"} <= set(title["stores"])
    assert not {"amazon.sa", "etsy"} & set(title["stores"])
    assert "TI-001" in title["rules"]
    green = next(one for one in found if one["limit"] == "eu-green-claims")
    assert (green["stores"], green["rules"]) == (
        ["amazon.de", "amazon.fr", "amazon.it", "amazon.es"],
        ["RE-007", "RE-008", "RE-009"],
    )
    assert all("2025-06-01" < one["day"] <= "2026-11-23" for one in found)
    assert [one["day"] for one in found] == sorted(one["day"] for one in found)


@pytest.mark.parametrize(
    ("first", "second", "there"),
    [
        ("2026-07-26", "2026-07-27", True),
        ("2026-07-27", "2026-07-28", False),
        ("2026-07-25", "2026-07-26", False),
    ],
)
def test_the_first_day_is_out_and_the_second_in(first: str, second: str, there: bool) -> None:
    assert bool(told("--diff", first, second, "--isolated")["changes"]) is there


def test_a_store_narrows_it() -> None:
    found = told("--diff", "2025-06-01", "2027-12-31", "--store", "google", "--isolated")["changes"]
    assert [(one["limit"], one["before"], one["after"]) for one in found] == [
        ("google-clothing-image-side", 250, 500),
        ("google-image-side", 100, 500),
    ]


def test_without_days_all_that_is_known_is_told() -> None:
    text = run("--isolated")
    assert "2026-07-27  title-characters: no limit → 75" in text
    assert "2026-09-27  eu-green-claims: comes into force" in text
    assert "2027-01-31  google-image-side: 100 → 500" in text


def test_every_entry_with_a_day_is_a_change() -> None:
    days = {(name, one.since) for name, entries in limits.every().items() for one in entries if one.since != date.min}
    assert days
    assert days <= {(one.limit, one.day) for one in changes(Config())}


def test_the_rules_that_read_a_limit_are_told() -> None:
    """Held against the text of the rules' own files."""
    rules = load()
    folder = ROOT / "handmade_lint" / "rules"
    texts = {
        path.stem.replace("_", "-"): path.read_text("utf-8")
        for path in folder.glob("*/*.*")
        if path.suffix in (".py", ".toml")
    }
    for name, entries in limits.every().items():
        reading = {stem for stem, text in texts.items() if f'"{name}"' in text}
        assert reading <= {rule.name for rule in rules_of(name, entries, rules)}, name


def test_listings_that_are_touched(shop: str) -> None:
    found = told("--diff", "2025-06-01", "2026-11-23", shop, "--store", "amazon.fr", "--isolated")
    assert found["listings"] == 3
    touched = {(one["sku"], one["code"], one["before"], one["after"]) for one in found["touched"]}
    assert ("LONGUE", "TI-001", None, "warning") in touched
    green = [one for one in touched if one[0] == "VERTE"]
    assert green
    assert all(one[1] in ("RE-007", "RE-008", "RE-009") and one[2] != one[3] for one in green)
    assert not [one for one in touched if one[0] == "SAGE"]
    text = run("--diff", "2025-06-01", "2026-11-23", shop, "--store", "amazon.fr", "--isolated")
    assert "Touched: 2 of 3 listings." in text
    assert "new: TI-001 the title has 87 characters, 75 are allowed" in text


def test_both_days_are_those_of_check(shop: str) -> None:
    """Of the rules that change, `check --on` finds on each day what `guide` compares."""

    def found(on: str) -> set[tuple[str, str, str]]:
        words = ["check", shop, "--store", "amazon.fr", "--isolated", "--on", on, "--format", "json"]
        report = json.loads(CliRunner().invoke(app, [*words, "--no-cache", "--fail-on", "never"]).output)
        return {(one["sku"], one["code"], one["severity"]) for one in report["findings"]}

    touched = told("--diff", "2025-06-01", "2026-11-23", shop, "--store", "amazon.fr", "--isolated")["touched"]
    before, after = found("2025-06-01"), found("2026-11-23")
    assert before != after
    assert {(one["sku"], one["code"], one["after"]) for one in touched if one["after"]} >= after - before
    assert {(one["sku"], one["code"], one["before"]) for one in touched if one["before"]} >= before - after


def test_rules_that_are_left_out_touch_nothing(shop: str) -> None:
    words = ("--diff", "2025-06-01", "2026-11-23", shop, "--store", "amazon.fr", "--isolated")
    assert not [one for one in told(*words, "--ignore", "TI-001")["touched"] if one["code"] == "TI-001"]
    other = told(*words, "--select", "TI-014")
    assert (other["touched"], other["listings"]) == ([], 3)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--diff", "2025-06-31", "2026-11-23"), "'2025-06-31' is not a day; write it as 2026-07-27"),
        (("--diff", "2026-11-23", "2025-06-01"), "give the earlier day first"),
        (("--diff", "2026-11-23", "2026-11-23"), "give the earlier day first"),
        (("FILE",), "say between which days: --diff"),
        (("--on", "2026-11-23"), "--on is one day"),
        (("--diff", "2025-06-01", "2026-11-23", "gone.csv"), "gone.csv"),
    ],
)
def test_refusals_name_the_mend(words: tuple[str, ...], says: str) -> None:
    assert says in run(*words, "--isolated", status=2)


def test_a_refusal_in_french_shows_its_spaces_as_spaces() -> None:
    command = [sys.executable, "-m", "handmade_lint", "guide", "--diff", "2026-11-23", "2025-06-01", "--lang", "fr"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 2
    assert "2025-06-01 n’est pas après 2026-11-23\u202f; donnez" in done.stderr


def test_words_of_a_catalogue_are_shown_as_text(tmp_path: Path) -> None:
    path = tmp_path / "offres.csv"
    path.write_text(f"sku;titre\nA\x1b[2J\u202e;{LONG}\n", "utf-8")
    text = run("--diff", "2025-06-01", "2026-11-23", str(path), "--store", "amazon.fr", "--isolated")
    assert "\x1b" not in text
    assert "\u202e" not in text
