"""RE-034."""

import re

from ...rule import Findings, Listing, Remark, rule, say

_TEETHER = re.compile(r"(?<!\w)(?:teethers?|teething (?:rings?|toys?|beads?|necklaces?|rattles?))(?!\w)", re.IGNORECASE)
_NOT_ONE = re.compile(
    r"teether (?:clips?|holders?|straps?|cases?|bags?|patterns?)|teething ring pattern", re.IGNORECASE
)
_TESTED = re.compile(
    r"\bF963\b|\bCPSC\b|\bCPSIA\b|\bCPC\b|children'?s product certificate|16 CFR|\bEN ?71\b", re.IGNORECASE
)


@rule(
    "RE-034",
    reads=("title", "bullet", "description", "certificate"),
    force="law",
    stores=["amazon.com"],
    languages=["en"],
    source="sellercentral.amazon.com, help id DPSRCGVBFSFY78H (teethers)",
    advice="Have it tested to ASTM F963 by an accepted laboratory, and name the certificate in its column.",
    needs=["teether", "teething"],
    bad=[
        {"title": "Beech wood teether", "columns": ["certificate"]},
        {"title": "Silicone teething ring for baby"},
    ],
    good=[
        {"title": "Beech wood teether", "certificate": "CPC 2026-114"},
        {"title": "Wooden teething ring", "description": "Tested to ASTM F963, CPSIA compliant"},
        {"title": "Teether clip of cotton"},
        {"title": "Bib", "description": "For the months of teething"},
    ],
)
def check(listing: Listing) -> Findings:
    """A teether shows no test or certificate.

    In the United States a teether is a children's product: Amazon asks for tests to the toy standard and a children's
    product certificate. Where the catalogue has no column for certificates it is only noted.
    """
    title = listing.get("title")
    found = _TEETHER.search(title)
    if not found or _NOT_ONE.search(title) or listing.get("certificate").strip():
        return
    if any(_TESTED.search(text) for name in ("title", "bullet", "description") for _, text in listing.read(name)):
        return
    words = say("'{match}', and no certificate is named", match=found.group())
    yield Remark(words, "title", found.span(), severity=None if "certificate" in listing.columns else "info")
