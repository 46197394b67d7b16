"""RE-032."""

import re

from ...rule import Findings, Listing, Remark, rule, say

_LEAD = re.compile(
    r"(?<!\w)leaded (?:brass|crystal|glass|solder|stained glass)(?!\w)"
    r"|(?<!\w)lead (?:crystal|glaze|glazed|came|cames|solder|shot|weights?|sinkers?|alloy)(?!\w)"
    r"|(?<!\w)(?:contains?|containing|traces of|some) lead(?! (?:free|time))(?!\w)"
    r"|(?<!\w)(?:brass|solder|glaze|pewter|bronze) (?:with|containing) lead(?!\w)|(?<!\w)lead[- ]based (?:paint"
    r"|solder|glaze)",
    re.IGNORECASE,
)
_DENIED = re.compile(r"(?:\bno|\bnot|\bnever|\bwithout|n't|\bfree of|\bzero)\s+(?:\w+\s+){0,2}\Z", re.IGNORECASE)
_WARNED = re.compile(r"prop(?:osition)?\.? ?65|state of california|p65warnings", re.IGNORECASE)


@rule(
    "RE-032",
    reads=("title", "bullet", "description", "highlights", "material", "prop65", "safety_warning"),
    severity="info",
    force="law",
    stores=["amazon.com"],
    languages=["en"],
    source="https://sellercentral.amazon.com/gp/help/external/201707090",
    advice="Fill in the column for California Proposition 65, or have the piece tested and say lead-free.",
    needs=["lead"],
    bad=[
        {"title": "Stained glass panel", "description": "Held by lead came"},
        {"title": "Brass with lead, door knob"},
        {"title": "Leaded crystal vase", "columns": ["prop65"]},
    ],
    good=[
        {"title": "Stained glass panel", "description": "Held by lead came", "prop65": "on_product_cancer"},
        {"title": "Lead-free glaze mug", "description": "No lead solder, contains no lead"},
        {"title": "Dog lead of leather", "description": "Lead time two weeks"},
        {"title": "Pencil roll for lead pencils"},
        {"title": "Leaded glass", "description": "WARNING: see www.P65Warnings.ca.gov"},
    ],
)
def check(listing: Listing) -> Findings:
    """A listing says that the product holds lead, and carries no California warning.

    Where a product exposes people to lead, California's Proposition 65 asks for a clear warning, and Amazon has a
    column for it. Whether a warning is needed depends on the exposure; this only notes that none is given. Lead for
    dogs, lead time, pencil lead and what is free of lead are not meant.
    """
    if listing.get("prop65").strip():
        return
    names = ("title", "highlights", "bullet", "description", "material", "safety_warning")
    texts = [pair for name in names for pair in listing.read(name)]
    if any(_WARNED.search(text) for _, text in texts):
        return
    for field, text in texts:
        for found in _LEAD.finditer(text):
            if not _DENIED.search(text[: found.start()]):
                yield Remark(say("'{match}', and no warning for California", match=found.group()), field, found.span())
                return
