"""PE-014."""

import unicodedata

from ...rule import Findings, Listing, Remark, rule, say


@rule(
    "PE-014",
    reads="option",
    force="ours",
    filled=("option",),
    source="handmade-lint's own (no published source found)",
    advice="Leave one of the two out, or name what differs.",
    bad=[
        {"option.1": "red", "option.2": "blue", "option.3": "Red"},
        {"option.1": "Bleu nuit", "option.2": "bleu  nuit", "store": "amazon.fr"},
        {"option.1": "レッド", "option.2": "ﾚｯﾄﾞ", "store": "amazon.co.jp"},
    ],
    good=[
        {"option.1": "red", "option.2": "blue"},
        {"option.1": "Bleu", "option.2": "Bleu nuit", "store": "amazon.fr"},
        {"option.1": "Weiss matt", "option.2": "Weiss, glänzend", "store": "amazon.de"},
        {"option.1": "a (lower case)", "option.2": "A (capital)"},
        {"option.1": "a", "option.2": "A"},
    ],
)
def check(listing: Listing) -> Findings:
    """A list of options offers one choice twice.

    Compared are the words without regard to case, width and spaces; single letters may well differ by case. Ours.
    """
    seen: dict[str, tuple[str, str]] = {}
    for field, value in listing.read("option"):
        plain = " ".join(unicodedata.normalize("NFKC", value).split())
        plain = plain.casefold() if len(plain) > 1 else plain
        there, first = seen.setdefault(plain, (field, value))
        if there != field:
            yield Remark(
                say("'{value}' stands in the list already as '{first}'", value=value.strip(), first=first.strip()),
                field,
                (0, len(value)),
            )
