"""RE-021."""

import re

from ...rule import Findings, Listing, Remark, lexicon, rule, say

_METAL = re.compile(r"(?<![-\w])(?:gold|silver|platinum|palladium|or|argent|platine)(?![-\w])", re.IGNORECASE)
_NAMES = {"metal": say("metal"), "metal_stamp": say("stamp"), "metal_weight": say("weight of the metal")}


@rule(
    "RE-021",
    reads=("title", "metal", "metal_stamp", "metal_weight"),
    severity="info",
    stores=["amazon.com", "amazon.ca"],
    hint=r"(?i)\b(?:gold|silver|platinum|palladium|or|argent|platine)\b",
    source="https://sellercentral.amazon.ca/gp/help/external/help.html?itemID=201827270",
    advice="Fill in the column; the weight may be out by 5 per cent at most.",
    bad=[
        {"title": "14k gold ring", "columns": ["metal", "metal_stamp"]},
        {"title": "Silver bracelet", "metal": "Sterling silver", "columns": ["metal_weight"]},
        {"title": "Bague en or 750", "columns": ["metal"], "store": "amazon.ca", "language": "fr"},
    ],
    good=[
        {"title": "14k gold ring", "metal": "Gold", "metal_stamp": "14k"},
        {"title": "Beaded bracelet", "columns": ["metal"]},
        {"title": "14k gold ring"},
        {"title": "Silver birch bowl", "columns": ["metal"]},
        {"title": "Collier de perles en bois", "columns": ["metal"], "store": "amazon.ca", "language": "fr"},
    ],
)
def check(listing: Listing) -> Findings:
    """Jewellery of precious metal leaves a column for the metal blank.

    Amazon's jewellery tips ask for metal, stamp and weight, the weight within 5 per cent. Only columns that the
    catalogue has are judged; whether the weight is right cannot be told from here.
    """
    title = listing.get("title")
    if listing.get("parentage").strip().casefold() == "parent" or not _METAL.search(title):
        return
    if not lexicon("jewellery").find(title, listing.language):
        return
    for name, words in _NAMES.items():
        if name in listing.columns and not listing.get(name).strip():
            yield Remark(say("the {words} is not filled in", words=words), name)
