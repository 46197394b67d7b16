"""What must never count against a maker: each guard of group FP as texts and rows that the rules meet in silence."""

from __future__ import annotations

from datetime import date

import pytest

from handmade_lint.finding import Finding
from handmade_lint.listing import Listing, Origin
from handmade_lint.pipeline import Judge, Plan, _complete
from handmade_lint.rules import load

RULES = load()
STORES = {"en": "amazon.com", "fr": "amazon.fr", "de": "amazon.de", "it": "amazon.it", "es": "amazon.es"}
GUARDS = [
    ("FP-003", "en", "Oak box", "Laser-cut by me, sanded and oiled by hand in my workshop."),
    ("FP-003", "en", "Linen tea towel", "Woven on a loom and hemmed on my sewing machine; printed on an old press."),
    ("FP-003", "fr", "Boîte en chêne", "Découpée au laser par mes soins, poncée et huilée dans mon atelier."),
    ("FP-003", "fr", "Torchon en lin", "Brodé sur ma machine à broder, cousu dans mon atelier."),
    ("FP-003", "de", "Kästchen aus Eiche", "Von mir mit dem Laser geschnitten; mit der Stickmaschine bestickt."),
    ("FP-003", "it", "Scatola di quercia", "Tagliata al laser da me, levigata e oliata nel mio laboratorio."),
    ("FP-003", "es", "Caja de roble", "Cortada con láser por mí, lijada y aceitada en mi taller."),
    ("FP-004", "en", "Silver ring", "In twelve years I have sold 45,000 of my rings."),
    ("FP-004", "fr", "Bague en argent", "En douze ans, j'ai vendu 45 000 de mes bagues."),
    ("FP-007", "en", "Oakline felt sleeve for iPhone 15", "Fits iPhone 15; sewn by me."),
    ("FP-007", "fr", "Étui en feutre pour iPhone 15", "Convient à l'iPhone 15 ; cousu par moi."),
    ("FP-007", "de", "Filzhülle für iPhone 15", "Passend für iPhone 15, von mir genäht."),
    ("FP-008", "en", "Scarf of ivory wool", "An ivory scarf, a green fringe."),
    ("FP-008", "en", "Stoneware bowl", "Dishwasher safe and food safe; a bug motif in the glaze."),
    ("FP-008", "en", "Corona wall light", "A crown of brass that throws a corona of light."),
    ("FP-008", "fr", "Écharpe en laine ivoire", "Une écharpe ivoire, aux franges vertes."),
    ("FP-008", "de", "Schal aus Wolle in Elfenbein", "Elfenbeinfarben, mit grünen Fransen."),
]  # fmt: skip
GROUPS = {
    "FP-003": ("handmade", "provenance"),
    "FP-004": ("handmade", "provenance"),
    "FP-007": ("rights",),
    "FP-008": ("claims",),
}
"""Groups whose rules the guard speaks to."""


def judge(listings: list[Listing], groups: tuple[str, ...]) -> list[Finding]:
    """Warnings and errors of some groups."""
    rules = {code: rule for code, rule in RULES.items() if rule.group in groups and rule.severity != "off"}
    plan = Plan(rules, date(2026, 11, 23))
    one_by_one = Judge(plan)
    complete = [_complete(listing, plan) for listing in listings]
    found = [finding for listing in complete for finding in one_by_one(listing)[0]]
    for rule in rules.values():
        if rule.subject == "catalog":
            found += one_by_one.on_catalog(rule, complete)
    return [finding for finding in found if finding.severity in ("error", "warning")]


@pytest.mark.parametrize(("guard", "language", "title", "description"), GUARDS)
def test_a_guarded_text_is_no_fault(guard: str, language: str, title: str, description: str) -> None:
    texts = {"title": title, "description": description}
    if guard == "FP-007":
        del texts["description"]
    listing = Listing("A1", texts, store=STORES[language], language=language, origin=Origin("guard", 2))
    grave = judge([listing], GROUPS[guard])
    if guard == "FP-007":
        grave = [finding for finding in grave if finding.severity == "error"]
    assert not grave


def test_forty_like_mugs_of_one_maker_are_no_fault() -> None:
    """FP-002: one design in forty glazes, one text for all of them, the same price and stock."""
    mugs = [
        Listing(
            f"MUG-{number:02}",
            {"title": f"Stoneware mug, glaze no. {number}", "description": "Thrown on the wheel by me, 300 ml."},
            facts={"price": "24.00", "quantity": "12", "brand": "Oakline", "product_type": "guildhome"},
            language="en",
            origin=Origin("guard", number + 1),
        )
        for number in range(1, 41)
    ]
    assert not judge(mugs, ("catalogue", "provenance", "handmade"))


def test_rules_on_provenance_never_err_but_on_declared_fields() -> None:
    """FP-001, FP-006: what rests on guesses about the seller is no error; MP-025 reads a declared column."""
    assert {rule.code for rule in RULES.values() if rule.group == "provenance" and rule.severity == "error"} <= {
        "MP-025"
    }
