"""What must never count against a maker: each guard of group FP as texts and rows that the rules meet in silence."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from handmade_lint.cli import app
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


def grave(folder: Path, rows: Sequence[Mapping[str, str]], groups: tuple[str, ...]) -> list[dict[str, Any]]:
    """Warnings and errors of some groups on a catalogue of these rows."""
    path = folder / "catalogue.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, list(rows[0]))
        table.writeheader()
        table.writerows(rows)
    options = [
        "--isolated",
        "--on",
        "2026-11-23",
        "--fail-on",
        "never",
        "--format",
        "jsonl",
        "--select",
        ",".join(groups),
    ]
    result = CliRunner().invoke(app, ["check", str(path), *options], catch_exceptions=False)
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    return [line for line in lines if line.get("code") and line["severity"] in ("error", "warning")]


@pytest.mark.parametrize(("guard", "language", "title", "description"), GUARDS)
def test_a_guarded_text_is_no_fault(tmp_path: Path, guard: str, language: str, title: str, description: str) -> None:
    row = {"sku": "A1", "title": title, "description": description, "store": STORES[language], "language": language}
    found = grave(tmp_path, [row], GROUPS[guard])
    assert not [one for one in found if guard != "FP-007" or one["severity"] == "error"]


def test_forty_like_mugs_of_one_maker_are_no_fault(tmp_path: Path) -> None:
    """FP-002: one design in forty glazes, one text for all of them, the same price and stock."""
    mugs = [
        {
            "sku": f"MUG-{number:02}",
            "title": f"Stoneware mug, glaze no. {number}",
            "description": "Thrown on the wheel by me, 10 fl oz.",
            "price": "24.00",
            "quantity": "12",
            "brand": "Oakline",
            "product type": "guildhome",
            "store": "amazon.com",
        }
        for number in range(1, 41)
    ]
    assert not grave(tmp_path, mugs, ("catalogue", "provenance", "handmade"))


def test_rules_on_provenance_never_err_but_on_declared_fields() -> None:
    """FP-001, FP-006: what rests on guesses about the seller is no error; MP-025 reads a declared column."""
    assert {rule.code for rule in RULES.values() if rule.group == "provenance" and rule.severity == "error"} <= {
        "MP-025"
    }
