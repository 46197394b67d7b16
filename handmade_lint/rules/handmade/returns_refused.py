"""HM-032."""

import re

from ...rule import Findings, Listing, Remark, lexicon, rule, say

_WINDOW = re.compile(
    r"\b(?:returns?|refunds?|exchanges?|devoluci(?:ón|ones))\b[^.!?\n]{0,30}?\b(?:within|in|accepted within|for"
    r"|up to|en|dentro de)\s+"
    r"(\d{1,2})\s+(?:days|días)\b|\b(\d{1,2})[- ](?:day|days|días)\s+(?:returns?|refund|return policy|de devolución"
    r"|para devol\w+)",
    re.IGNORECASE,
)
_TEXTS = ("description", "bullet", "highlights", "title", "personalisation")


@rule(
    "HM-032",
    reads=_TEXTS,
    stores=["amazon.com"],
    needs=["return", "refund", "exchange", "devoluci"],
    lexicons=["no-returns"],
    source="https://sellercentral.amazon.com/gp/help/external/G201817830",
    advice="Leave it out: the store's own terms hold, at least 30 days but for pieces made for one customer.",
    bad=[
        {"description": "No returns on this item", "option.1": "Colour"},
        {"description": "Returns accepted within 14 days"},
        {"bullet.1": "Personalised with initials. All sales are final."},
        {"description": "No se admiten devoluciones", "language": "es"},
    ],
    good=[
        {"description": "30-day returns"},
        {"description": "A bespoke suit, made to your measurements: no returns"},
        {"description": "A portrait from your photo cannot be returned"},
        {"description": "The point of no return, a painting of a river"},
        {"description": "Grabado con tu nombre", "language": "es"},
    ],
)
def check(listing: Listing, *, days: int = 30) -> Findings:
    """Returns are refused, or allowed for less than 30 days.

    Handmade asks for at least 30 days. Bespoke pieces are exempt, but a mere choice of size, colour or initials does
    not make a piece bespoke. Only the store of the United States is known to say so. The words are ours.
    """
    language = listing.language
    texts = [pair for read in _TEXTS for pair in listing.read(read)]
    for field, text in texts:
        for found in _WINDOW.finditer(text):
            if int(found.group(1) or found.group(2)) < days:
                yield Remark(
                    say("'{match}': returns must be taken for {days} days", match=found.group(), days=days),
                    field,
                    found.span(),
                )
    refused = [(field, text, hit) for field, text in texts for hit in lexicon("no-returns").find(text, language)]
    if refused and not any(lexicon("bespoke").find(text, language) for _, text in texts):
        for field, text, hit in refused:
            words = say("'{match}': returns may be refused for bespoke pieces only", match=text[hit.start : hit.end])
            yield Remark(words, field, (hit.start, hit.end))
