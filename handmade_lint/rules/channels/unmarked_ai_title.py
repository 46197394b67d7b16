"""XC-022."""

import re

from ...rule import Findings, Listing, Remark, rule, say

_YES = re.compile(r"\s*(?:yes|true|1|y|x|oui|vrai|ja|wahr|sì|si|vero|sí|verdadero|はい)\s*", re.IGNORECASE)
_PLAIN = ("title", "g:title")
_MARK = "trained_algorithmic_media"


@rule(
    "XC-022",
    reads=("title", "ai_written", "digital_source_type"),
    stores=["google"],
    source="https://support.google.com/merchants/answer/6324415",
    advice='Put it into structured_title as trained_algorithmic_media:"…" and leave title empty.',
    bad=[
        {"title": "Oak Bowl", "ai_written": "yes"},
        {"title": "Bol en chêne", "ai_written": "oui", "digital_source_type": "default", "language": "fr"},
    ],
    good=[
        {"title": "Oak Bowl", "ai_written": "yes", "digital_source_type": "trained_algorithmic_media"},
        {"title": "Bol en chêne", "language": "fr"},
        {"title": "Oak Bowl", "ai_written": "no"},
    ],
)
def check(listing: Listing) -> Findings:
    """A title written by a machine does not bear Google's mark.

    Titles made with generative AI go into structured_title, with the mark for trained media. Who wrote it is not
    guessed: it must stand in a column. Where a marked title stands beside a plain one, Google takes the plain one, and
    the mark is lost.
    """
    title, mark = listing.get("title"), listing.get("digital_source_type")
    if not title:
        return
    if _YES.fullmatch(listing.get("ai_written")) and mark != _MARK:
        yield Remark(say("the title is declared as written by AI, but bears no mark"), "title", (0, len(title)))
    elif mark == _MARK and listing.cell("title").column.casefold() in _PLAIN:
        yield Remark(say("Google takes this title, and not the marked one beside it"), "title", (0, len(title)))
