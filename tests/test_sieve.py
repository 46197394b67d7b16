"""The sieve only ever drops what is innocent: findings are the same with it and without it."""

from __future__ import annotations

import re
from datetime import date
from random import Random
from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handmade_lint import letters
from handmade_lint.finding import Finding
from handmade_lint.judge import Judge, Plan, complete
from handmade_lint.lexicon import folded, walk
from handmade_lint.listing import STORE_LANGUAGES, TEXTS, Listing
from handmade_lint.required import required
from handmade_lint.rule import Case, Rule
from handmade_lint.rules import load

RULES = load()
PLAN = Plan(RULES, date(2026, 11, 23))
SIEVED, PLAIN = Judge(PLAN), Judge(PLAN, sieved=False)
CASES = [(rule, case) for rule in RULES.values() for case in (*rule.bad, *rule.good) if rule.subject != "fault"]
WORDS = sorted(
    {
        term.replace("~", "very").replace("*", "s")
        for one in walk().lexicons.values()
        for language in one.entries
        for term in one.terms(language)
    }
)
SIGNS = [
    "!",
    "$",
    "™",
    "€",
    "…",
    "‑",
    "\u00a0",
    "́",
    "ﬁ",
    "Ｅ",
    "ß",
    "ſ",
    "ı",
    "K",
    "  ",
    " - ",
    "–",
    "_",
    "’",
    "\n",
    "<b>",
    "&amp;",
]

CASE_TEXTS = sorted({str(value) for _, case in CASES for row in case.rows for value in row.values()})


def said(judge: Judge, listing: Listing) -> tuple[list[Finding], frozenset[str]]:
    return judge(complete(listing, PLAN))


@pytest.mark.parametrize(("rule", "case"), [pytest.param(*one, id=one[0].code) for one in CASES])
def test_cases_of_rules(rule: Rule, case: Case) -> None:
    """Every rule's cases, judged by all rules."""
    for listing in case.listings(rule):
        assert said(SIEVED, listing) == said(PLAIN, listing)


PIECES = st.one_of(
    st.sampled_from(WORDS),
    st.sampled_from(SIGNS),
    st.text(max_size=6),
    st.sampled_from(CASE_TEXTS),
)
VALUES = st.lists(PIECES, min_size=1, max_size=5).map(" ".join)
FIELDS = st.sampled_from(
    [*sorted(TEXTS), "bullet.1", "tag.2", "brand", "colour", "quantity", "price", "production_days"]
)


@given(
    st.dictionaries(FIELDS, VALUES, min_size=1, max_size=5),
    st.sampled_from(sorted(STORE_LANGUAGES)),
    st.sampled_from(["", "en", "fr", "de", "it", "es", "ja"]),
)
@settings(max_examples=150, deadline=None)
def test_made_up_listings(fields: dict[str, str], store: str, language: str) -> None:
    """Terms of lexicons, texts of cases, odd signs and chance, put together."""
    texts = {key: value for key, value in fields.items() if key.partition(".")[0] in TEXTS}
    facts = {key: value for key, value in fields.items() if key not in texts}
    listing = Listing("A", texts, (), facts, store, language)
    assert said(SIEVED, listing) == said(PLAIN, listing)


def test_all_cases_at_once() -> None:
    """The cases of all rules in one batch, walked together, answer as each alone without a sieve."""
    listings = [complete(listing, PLAN) for rule, case in CASES for listing in case.listings(rule)]
    for listing, answer in zip(listings, SIEVED.each(listings), strict=True):
        assert answer == PLAIN(listing), listing


@given(st.lists(st.dictionaries(FIELDS, VALUES, min_size=1, max_size=4), min_size=1, max_size=4))
@settings(max_examples=100, deadline=None)
def test_made_up_listings_at_once(several: list[dict[str, str]]) -> None:
    """Chance, put together, as one array of characters."""
    listings = [
        Listing(
            "A",
            {key: value for key, value in fields.items() if key.partition(".")[0] in TEXTS},
            (),
            {key: value for key, value in fields.items() if key.partition(".")[0] not in TEXTS},
            "amazon.fr",
            "fr",
        )
        for fields in several
    ]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(letters, "FEW", 0)
        assert SIEVED.each(listings) == [PLAIN(listing) for listing in listings]


def test_silence_is_remembered_for_the_same_facts_only() -> None:
    """One rule on facts alone, the same listing twice, another between."""
    chance = Random(1)
    for _ in range(200):
        days = chance.choice(["3", "31", "2-3", "", "0"])
        listing = Listing("A", {"title": "Oak bowl"}, (), {"production_days": days} if days else {}, "amazon.fr", "fr")
        assert said(SIEVED, listing) == said(PLAIN, listing)


@pytest.mark.parametrize(
    ("pattern", "literals"),
    [
        (r"\bfree shipping\b", {"free shipping"}),
        (r"(?:www\.|https?://)\w+", {"www.", "http"}),
        (r"[€£]\s?\d", {"€", "£"}),
        (r"\d+ ?(?:€|EUR)", {"€", "EUR"}),
        (r"\w+@\w+", {"@"}),
        (r"(?:abc)?x", None),
        (r"\d{8,}", None),
        (r"ab*", None),
        (r"(?=lookahead)\w", None),
    ],
)
def test_what_a_pattern_requires(pattern: str, literals: set[str] | None) -> None:
    found = required(pattern)
    assert found == (None if literals is None else frozenset(literals))


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_a_match_holds_what_its_pattern_requires(data: st.DataObject) -> None:
    """For every pattern of the rules: what it matches holds one of the literals, in folded form."""
    patterns = [
        (source, 0 if rule.declared.get("case") else re.IGNORECASE)
        for rule in RULES.values()
        if rule.declared
        for source in rule.declared.get("patterns", ())
    ]
    source, flags = data.draw(st.sampled_from(patterns))
    literals = required(source)
    # An accent that stands behind its letter, where a pattern looks for the end of a word, is nobody's spelling.
    text = normalize("NFC", data.draw(st.from_regex(re.compile(source, flags))))
    found = re.search(source, text, flags)
    if literals is None or found is None or any(odd in text for odd in "ıİſ\u212aẞ"):
        return
    assert any(folded(literal).strip(" ") in folded(text) for literal in literals)
