"""PE-015."""

import re

from ...rule import Findings, Listing, Remark, rule, say

_TEXT = re.compile(
    r"text(?:[ _-]?(?:box|field|feld))?|zone de texte|texte|textfeld|casella di testo|testo|cuadro de texto|texto"
    r"|テキスト",
    re.IGNORECASE,
)
_COUNT = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|ten|un|une|deux|trois|ein|eine|zwei|drei|uno|una|due|tre|dos|tres)\b",
    re.IGNORECASE,
)
_SHORT = re.compile(
    r"initial|monogram|letter|lettre|buchstabe|lettera|iniziali|letra|inicial|date|datum|data|fecha|year|année|jahr|イニシャル|日付",
    re.IGNORECASE,
)
"""What is short by itself."""


@rule(
    "PE-015",
    reads=("personalisation", "personalisation_kind", "personalisation_limit"),
    severity="info",
    force="ours",
    filled=("personalisation",),
    source="handmade-lint's own (no published source found)",
    advice="Say in the label, or set in the template, how many characters fit.",
    bad=[
        {"personalisation.1": "Name", "personalisation_kind.1": "text"},
        {"personalisation.1": "Prénom à broder", "personalisation_kind.1": "Zone de texte", "store": "amazon.fr"},
        {"personalisation.1": "Name", "personalisation_kind.1": "Textfeld", "store": "amazon.de"},
    ],
    good=[
        {"personalisation.1": "Name, up to 12 letters", "personalisation_kind.1": "text"},
        {"personalisation.1": "Name", "personalisation_kind.1": "text box", "personalisation_limit.1": "20"},
        {
            "personalisation.1": "Prénom", "personalisation_kind.1": "zone de texte", "personalisation_limit": "15",
            "store": "amazon.fr",
        },
        {"personalisation.1": "Thread colour", "personalisation_kind.1": "option list"},
        {"personalisation.1": "Initials", "personalisation_kind.1": "text"},
        {"personalisation.1": "Name"},
    ],
)  # fmt: skip
def check(listing: Listing) -> Findings:
    """A text box sets no limit to what buyers write.

    A name of forty letters does not fit on a ring. Seen is a number in the label or in a column for the limit; where
    the catalogue does not say that a customisation is a text box, and where initials or a date are asked for, nothing
    is said. Ours.
    """
    if listing.get("personalisation_limit"):
        return
    for field, label in listing.read("personalisation"):
        number = field.partition(".")[2]
        kind = listing.get(f"personalisation_kind.{number}" if number else "personalisation_kind")
        kind = kind or listing.get("personalisation_kind")
        limited = listing.get(f"personalisation_limit.{number}") or _COUNT.search(label) or _SHORT.search(label)
        if _TEXT.fullmatch(kind.strip()) and not limited:
            yield Remark(
                say("'{label}' may be as long as the buyer likes", label=label.strip()), field, (0, len(label))
            )
