"""RE-037."""

import re

from ...rule import Findings, Listing, Remark, rule, say

_TEXTS = ("title", "bullet", "description")
_GARMENT = re.compile(
    r"(?<!\w)(?:hoodies?|hooded|sweatshirts?|jackets?|coats?|sweaters?|cardigans?|ponchos?|capes?|cloaks?"
    r"|vests?|parkas?)(?!\w)",
    re.IGNORECASE,
)
_CHILD = re.compile(
    r"(?<!\w)(?:toddlers?|kids?|child(?:ren)?|boys?|girls?|youth|[2-6]T|size (?:[2-9]|1[0-2]))(?!\w)", re.IGNORECASE
)
_SIZE = re.compile(r"\b[2-6]T\b|\b(?:toddler|kids|youth|girls|boys)\b", re.IGNORECASE)
_CORD = re.compile(
    r"(?<!\w)(?:drawstring hood|hood(?:ie)?(?: with)?(?: an?)? (?:draw)?(?:cords?|strings?)"
    r"|hood(?:ed)?[^.;\n]{0,25} drawstrings?"
    r"|neck (?:cords?|ties?|drawstrings?|strings?)|(?:cords?|ties|drawstrings?|strings?) (?:at|around"
    r"|on) the (?:neck|hood)"
    r"|drawstring neck(?:line)?|ties at the neck)(?!\w)",
    re.IGNORECASE,
)
_LONG = re.compile(
    r"(\d+(?:\.\d+)?)[- ]?(?:inch(?:es)?|in\.?|\")\s+(?:long\s+)?(?:waist )?(?:cords?|drawstrings?)", re.IGNORECASE
)
_DENIED = re.compile(
    r"(?:\bno|\bnot|\bwithout|\bnever|instead of|\bfaux|\bfree of|\bmock)\s+(?:an?\s+|the\s+|any\s+)?\Z", re.IGNORECASE
)


@rule(
    "RE-037",
    reads=(*_TEXTS, "size", "option"),
    force="law",
    stores=["amazon.com"],
    languages=["en"],
    source=(
        "https://global.lianlianpay.com/channel/7-19349.html",
        "https://www.marknology.com/blogs/latest-e-commerce-news/general-amazon-listing-restrictions-for-sellers",
    ),
    advice="Close hood and neck with snaps, buttons or elastic, and say so.",
    needs=["cord", "string", "tie"],
    bad=[
        {"title": "Kids wool hoodie", "description": "Hood with drawstring", "size": "4T"},
        {"title": "Toddler fleece jacket with neck ties"},
        {"title": "Kids jacket", "description": "10 inch cords at the waist"},
    ],
    good=[
        {"title": "Kids wool hoodie", "description": "No drawstring hood; snaps at the neck", "size": "4T"},
        {"title": "Women's hoodie", "description": "Drawstring hood"},
        {"title": "Kids drawstring backpack with hoodie print"},
        {"title": "Toddler hoodie", "description": "Elastic instead of a neck cord"},
        {"title": "Boys' bow tie and vest", "description": "2 inch cord at the waist"},
    ],
)
def check(listing: Listing) -> Findings:
    """A child's hoodie or jacket has a cord at hood or neck.

    American safety rules bar drawstrings at hood and neck of children's upper outerwear from size 2T to 12, and cords
    longer than 3 inches at the waist from 2T to 16. Only hoodies, jackets and their like for children are judged, by
    what the texts say.
    """
    title = listing.get("title")
    if not _GARMENT.search(title) or re.search(r"\b(?:wom[ae]n|men|adult|ladies|dog|doll)\b", title, re.IGNORECASE):
        return
    sizes = " ".join(value for name in ("size", "option") for _, value in listing.read(name))
    if not _CHILD.search(title) and not _SIZE.search(sizes):
        return
    for name in _TEXTS:
        for field, text in listing.read(name):
            cords = [found for found in _CORD.finditer(text) if not _DENIED.search(text[: found.start()])]
            long = [found for found in _LONG.finditer(text) if float(found.group(1)) > 3]
            for found in cords:
                yield Remark(
                    say("'{match}': no cords at hood and neck of a child's garment", match=found.group()),
                    field,
                    found.span(),
                )
            for found in long:
                yield Remark(
                    say("'{match}': cords of a child's garment end at 3 inches", match=found.group()),
                    field,
                    found.span(),
                )
