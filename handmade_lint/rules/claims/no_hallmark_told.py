"""RE-023."""

import re

from ...rule import Findings, Listing, Remark, lexicon, rule, say

_FREE_OF_MARK = {"gold": 1.0, "silver": 7.78, "palladium": 0.5, "platinum": 1.0}
"""Grams up to which the Hallmarking Act 1973 asks no hallmark (Schedule 1, as councils and assayers tell it)."""

_METAL = re.compile(
    r"(?<![-\w])(?:(?:sterling|solid|fine|925|real|recycled|\d{1,2} ?(?:ct|k|carat))\s+)*(gold|silver|palladium"
    r"|platinum)"
    r"(?![- ](?:tone|toned|plated?|plating|filled|fill|colou?r(?:ed)?|leaf|foil|glitter|paint|birch|thread"
    r"|wire wrapped|finish|coated|dipped|grey|fir|linings?))(?!\w)",
    re.IGNORECASE,
)
_WEIGHT = re.compile(r"(?<![\d.,])(\d+(?:[.,]\d+)?)\s?(?:g|gr|gram|grams|grammes?)(?![\w/])", re.IGNORECASE)
_MARK = re.compile(r"hallmark|assay|\bassayed\b", re.IGNORECASE)
_LAYER = re.compile(r"plated|vermeil|filled|overlay|-tone|electroform|silver[- ]leaf|gold[- ]leaf", re.IGNORECASE)


@rule(
    "RE-023",
    reads=("title", "bullet", "description", "highlights", "material", "metal_weight", "metal_stamp"),
    force="law",
    stores=["amazon.co.uk"],
    languages=["en"],
    source="Hallmarking Act 1973 (rbkc.gov.uk; flameopal)",
    needs=["gold", "silver", "palladium", "platinum"],
    advice="Say that it is hallmarked, and by which assay office; or that it is exempt and why.",
    bad=[
        "Silver bangle, 30 g",
        {"title": "9ct gold ring", "description": "Weighs about 3.2 grams"},
        {"title": "Silver cuff bracelet", "metal_weight": "28"},
    ],
    good=[
        "Hallmarked silver bangle, 30 g",
        {"title": "Sterling silver stud earrings", "description": "1.8 g the pair"},
        {"title": "Silver plated bangle, 30 g"},
        {"title": "Silver ring", "description": "Made to order"},
        {"title": "Silver birch pendant, 30 g"},
        {"title": "Silver bangle, 30 g", "description": "Marked at the London Assay Office"},
        {"title": "Silver-tone brass bangle, 30 g"},
        {"title": "Silver grey wool, 50 g, with a bracelet pattern"},
    ],
)
def check(listing: Listing) -> Findings:
    """Jewellery of precious metal above the weight free of a hallmark does not mention one.

    In the United Kingdom gold over 1 g, silver over 7.78 g, palladium over 0.5 g and platinum over 1 g may only be sold
    under that name with a hallmark. Whether a piece bears one cannot be told from here, only that the listing mentions
    none. The lightest weight that the listing tells is taken, so that a set with stones is not misjudged.
    """
    title = listing.get("title")
    found = _METAL.search(title)
    if not found or not lexicon("jewellery").find(title, listing.language):
        return
    names = ("title", "highlights", "bullet", "description", "material", "metal_stamp")
    whole = "\n".join(text for name in names for _, text in listing.read(name))
    if _MARK.search(whole) or _LAYER.search(whole):
        return
    stated = re.match(r"\s*(\d+(?:[.,]\d+)?)", listing.get("metal_weight"))
    weights = [stated.group(1)] if stated else [weight.group(1) for weight in _WEIGHT.finditer(whole)]
    grams = min((float(weight.replace(",", ".")) for weight in weights), default=0.0)
    free = _FREE_OF_MARK[found.group(1).casefold()]
    if grams > free:
        words = say(
            "'{match}' of {grams:g} g needs a hallmark (over {free:g} g), and none is mentioned",
            match=found.group(),
            grams=grams,
            free=free,
        )
        yield Remark(words, "title", found.span(), evidence={"grams": grams, "free": free})
