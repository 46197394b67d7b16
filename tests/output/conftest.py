"""A report with a bit of everything, shared by the tests of the outputs."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from handmade_lint.finding import Edit, Finding, Fix, Location
from handmade_lint.report import Entry, ImageRef, Input, Report, RuleFacts, Run, Skipped, Unread
from handmade_lint.score import weigh

FILE = "autumn.csv"

RULES = {
    facts.code: facts
    for facts in (
        RuleFacts(
            "TI-001",
            "long-title",
            "titles",
            "error",
            "published",
            "The title is longer than the store shows.",
            "Shoppers on a phone see the first words only.",
            ("TI1",),
            True,
            "Keep what names the thing; move the rest to the bullets.",
        ),
        RuleFacts(
            "TI-014",
            "shouting-title",
            "titles",
            "warning",
            "published",
            "A word of the title is in capitals.",
            "",
            (),
            True,
        ),
        RuleFacts(
            "RG-003",
            "unproven-claim",
            "rights",
            "error",
            "law",
            "A claim on health or the environment lacks its proof.",
            "",
            ("UWG",),
            False,
            "Say what can be shown, or name the certificate.",
        ),
        RuleFacts("BU-007", "repeated-bullet", "bullets", "info", "ours", "Two bullets say the same.", "", (), False),
        RuleFacts(
            "IM-004", "blurry-image", "images", "warning", "advice", "The picture is out of focus.", "", (), False
        ),
        RuleFacts("CA-002", "same-title", "catalogue", "warning", "ours", "Two listings share a title.", "", (), False),
        RuleFacts(
            "FL-003",
            "ragged-row",
            "files",
            "error",
            "ours",
            "A row has more cells than there are headings.",
            "",
            (),
            False,
            "Put quotes around cells that hold a comma.",
        ),
    )
}

TITLES = {
    "KN-0042": "HANDMADE oak bowl turned by hand from Welsh oak, a LOVELY gift for mum, dad or anybody who likes wood",
    "KN-0043": "手作りの陶器マグカップ 電子レンジ対応 ギフト",
    "KN-0044": "Linen apron",
    "KN-0045": "Beeswax candle",
}


PICTURES = {"KN-0044": (ImageRef("pictures/apron.jpg", "main"), ImageRef("pictures/apron back.jpg", "other.1"))}


def _found(
    sku: str, row: int, code: str, severity: Any, message: str, words: str = "", text: str = "", **more: Any
) -> Finding:
    """A finding on `words` of a text (the title unless told)."""
    text = text or TITLES.get(sku, "")
    start = text.find(words) if words else -1
    span = (start, start + len(words)) if start >= 0 else None
    field = more.pop("field", "title")
    at = Location(FILE, row, more.pop("column", "Title"), *((None, *span) if span else ()))
    around = (text[max(0, start - 60) : start], text[span[1] : span[1] + 60]) if span else ("", "")
    return Finding(code, severity, sku, field, message, at, span, words if span else "", *around, **more)


@pytest.fixture
def report() -> Report:
    """Some listings with findings of every kind, one without, and a fault of the file."""
    title = TITLES["KN-0042"]
    long = _found(
        "KN-0042", 2, "TI-001", "error", f"The title has {len(title)} characters; amazon.co.uk shows 75", title[75:]
    )
    findings = [
        replace(long, fix=Fix((Edit("title", 75, len(title), ""),), safe=False)),
        *(
            _found(
                "KN-0042",
                2,
                "TI-014",
                "warning",
                f"'{word}' is in capitals",
                word,
                fix=Fix((Edit("title", title.find(word), title.find(word) + len(word), word.capitalize()),)),
            )
            for word in ("HANDMADE", "LOVELY")
        ),
        _found(
            "KN-0042",
            2,
            "RG-003",
            "error",
            "'antibacterial' claims an effect on health",
            "antibacterial",
            "Naturally antibacterial wood, oiled twice.",
            field="bullet.2",
            column="Bullet Point 2",
        ),
        _found(
            "KN-0043", 3, "RG-003", "error", "'電子レンジ対応' claims a property that must be shown", "電子レンジ対応"
        ),
        *(
            _found("KN-0044", 4, "BU-007", "info", f"says again what bullet {number} says", field="bullet.5", column="")
            for number in (1, 2, 3, 4, 1)
        ),
        _found(
            "KN-0044",
            4,
            "IM-004",
            "warning",
            "The picture is out of focus",
            field="image.main",
            column="Main Image",
            image="pictures/apron.jpg",
            confidence=0.87,
            evidence={"sharpness": 12.5},
        ),
        _found("KN-0045", 5, "CA-002", "warning", "has the title of KN-0046", "Beeswax candle", scope="catalog"),
        Finding("FL-003", "error", "", "", "has 14 cells under 12 headings", Location(FILE, 7, "", 9), scope="file"),
    ]
    judged = ("title", "bullets", "images")
    entries = [
        Entry(
            *(sku, text, "amazon.co.uk", "en", FILE, row),
            weigh(sku, [finding for finding in findings if finding.sku == sku], judged),
            PICTURES.get(sku, ()),
        )
        for row, (sku, text) in enumerate([*TITLES.items(), ("KN-0046", "Beeswax candle")], 2)
    ]
    run = Run(
        version="0.1.0",
        guide="2026-11-01",
        on="2026-11-23",
        inputs=(Input(FILE, "amazon", 6, 1, 0, 5, "utf-8", ";"),),
        stores=("amazon.co.uk",),
        listings=5,
        images=3,
        seconds=0.42,
        skipped=(Skipped("IM-010", "needs the extra 'models'"), Skipped("IM-011", "needs the extra 'models'")),
        unread=(Unread("notes.csv", "no heading says title, description or SKU"),),
        partial=True,
    )
    return Report(run, tuple(entries), tuple(findings), RULES)
