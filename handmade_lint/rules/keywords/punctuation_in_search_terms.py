"""KW-011."""

import re

from ...rule import Edit, Findings, Fix, Remark, Text, rule, say

_MARKS = re.compile(
    r"\s*(?:(?<!\d),|,(?!\d)|(?<!\d)/|/(?!\d)|(?<!\d)\"|[;|、，；·•*#()\[\]{}«»“”„])+\s*|(?<=\w)\s*[.!?:]+(?=\s|$)"
)


@rule(
    "KW-011",
    reads="keywords",
    severity="info",
    force="advice",
    hint=r"[,/\"\[\];|、，；·•*#(){}«»“”„.!?:]",
    source="https://sellercentral.amazon.com/gp/help/external/G23501",
    advice="Part words by spaces.",
    bad=[
        {"keywords": "oak bowl, bread;  farmhouse", "cure": "oak bowl bread farmhouse"},
        {"keywords": "#boho (oak) bowl", "cure": "boho oak bowl"},
        {"keywords": "bol chêne | pain, cuisine.", "store": "amazon.fr", "cure": "bol chêne pain cuisine"},
    ],
    good=[
        "oak bowl 2.5cm o'clock salt-and-pepper",
        {"keywords": "bol d'hiver arc-en-ciel 2,5 cm 1/2", "store": "amazon.fr"},
    ],
)
def check(text: Text) -> Findings:
    """Search terms are parted by punctuation.

    Amazon advises spaces only: marks are not searched, and each takes a byte of the field.
    """
    marks = list(_MARKS.finditer(text.value))
    if marks:
        edits = tuple(
            Edit(text.field, *mark.span(), " " if mark.start() > 0 and mark.end() < len(text.value) else "")
            for mark in marks
        )
        yield Remark(
            say("marks are of no use in search terms; spaces part words"), text.field, marks[0].span(), Fix(edits)
        )
