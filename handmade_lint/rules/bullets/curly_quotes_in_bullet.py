"""BU-018."""

import re

from ...rule import Edit, Findings, Fix, Remark, Text, rule, say

_CURLY = re.compile("[‘’‚‛“”„‟]")


@rule(
    "BU-018",
    reads="bullet",
    severity="info",
    force="ours",
    source="godatafeed.com disapproval code 8102",
    advice="Type straight quotation marks and apostrophes, if your file is read by an older import.",
    needs=("'", "‚", "‛", "“", "”", "„", "‟"),
    bad=[
        {"bullet.1": "Reads “Home”, the maker’s mark below", "cure": 'Reads "Home", the maker\'s mark below'},
        {"bullet.1": "Huilé à l’huile de lin", "store": "amazon.fr", "cure": "Huilé à l'huile de lin"},
        {"bullet.1": "Mit „Zuhause“ graviert", "store": "amazon.de", "cure": 'Mit "Zuhause" graviert'},
    ],
    good=[
        'Reads "Home", the maker\'s mark below',
        {"bullet.1": "Gravé « Maison », l'huile de lin", "store": "amazon.fr"},
        {"bullet.1": "“木の器”と刻印", "store": "amazon.co.jp"},
    ],
)
def check(bullet: Text) -> Findings:
    """Curly quotation marks or apostrophes stand in a bullet point.

    Good typography, but some feeds are said to reject or damage them: a hint of ours, after one tool's error list, and
    no rule of Amazon's. The marks « » are left alone, and so is Japanese.
    """
    marks = list(bullet.find(_CURLY)) if bullet.language != "ja" else []
    if marks:
        edits = tuple(Edit(bullet.field, *mark.span(), "'" if mark.group() in "‘’‚‛" else '"') for mark in marks)
        yield Remark(
            say("'{match}' can be damaged by a feed", match=marks[0].group()), bullet.field, marks[0].span(), Fix(edits)
        )
