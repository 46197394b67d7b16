"""How gravely claims are said: by company, by store, by day, and by who saw the word."""

from __future__ import annotations

from datetime import date

import pytest

from handmade_lint.judge import Judge, Plan, complete
from handmade_lint.listing import STORE_LANGUAGES, Listing
from handmade_lint.rules import load

RULES = load()


def severities(code: str, text: str, store: str, on: date = date(2026, 11, 23)) -> list[str]:
    """Severities of what one rule says of a description."""
    plan = Plan({code: RULES[code]}, on)
    listing = Listing("A", {"description": text}, store=store, language=STORE_LANGUAGES[store])
    return [finding.severity for finding in Judge(plan)(complete(listing, plan))[0]]


@pytest.mark.parametrize(
    ("code", "text", "store", "expected"),
    [
        ("RE-003", "A pillow that relieves migraine", "amazon.com", ["error"]),
        ("RE-003", "A gift for a friend with migraine", "amazon.com", ["warning"]),
        ("RE-003", "Migraine. A scarf made for long evenings relieves boredom", "amazon.com", ["warning"]),
        ("RE-003", "It relieves the long and heavy hours of every single winter migraine", "amazon.com", ["warning"]),
        ("RE-003", "A friend with cancer", "amazon.com", []),
        ("RE-003", "It treats cancer", "amazon.com", ["error"]),
        ("RE-003", "It does not treat cancer", "amazon.com", []),
        ("RE-004", "Soulage le mal de tête", "amazon.fr", ["warning"]),
        ("RE-004", "Pour une amie qui a de l'eczéma", "amazon.fr", ["info"]),
        ("RE-001", "It repels moths", "amazon.com", ["error"]),
        ("RE-001", "It repels moths", "amazon.co.uk", ["warning"]),
        ("RE-001", "Bacteria", "amazon.com", ["warning"]),
        ("RE-001", "Éloigne les mites", "amazon.fr", ["warning"]),
        ("RE-038", "Carved ivory", "amazon.com", ["error"]),
        ("RE-038", "Peau de serpent", "amazon.fr", ["warning"]),
        ("RE-040", "Baume au CBD", "amazon.fr", ["error"]),
        ("RE-007", "Un bol écologique", "amazon.fr", ["error"]),
        ("RE-007", "Un bol compostable", "amazon.it", ["error"]),
        ("RE-007", "Un bol éco-conçu", "amazon.fr", ["warning"]),
        ("RE-027", "Un bol artisanal", "amazon.fr", ["info"]),
    ],
)
def test_severity(code: str, text: str, store: str, expected: list[str]) -> None:
    """Company, stores and provenance each soften by one step."""
    assert severities(code, text, store) == expected


def test_day_of_the_green_claims_ban() -> None:
    """The European ban binds from 27 September 2026; before, it is said one step more softly."""
    for code, text in (("RE-007", "Un bol écologique"), ("RE-008", "Un bol neutre en carbone")):
        assert severities(code, text, "amazon.fr", date(2026, 9, 26)) == ["warning"]
        assert severities(code, text, "amazon.fr", date(2026, 9, 27)) == ["error"]
