"""RE-035."""

import re

from ...rule import Findings, Listing, Remark, rule, say

_PIECE = r"(?:necklaces?|bracelets?|rings?|earrings?|pendants?|anklets?|bangles?|jewel(?:le)?ry)"
_LOOK = (
    r"(?:beaded |bead |silver |gold |wooden |wood |pearl |clay |chunky |bubblegum |charm |id |first "
    r"|christening |baptism "
    r"|crystal |unicorn |rainbow |heart |mermaid |silicone |amber |stretch |friendship )*"
)
_FOR_A_CHILD = re.compile(
    r"(?<!\w)(?:toddlers?'?s?|kids?'?s?|child(?:ren)?'?s?|infants?'?s?|baby|little girls?'?s?|baby girls?'?s?)\s+"
    rf"{_LOOK}{_PIECE}(?!\w)"
    rf"|(?<!\w){_PIECE} for (?:a |my |your |young )?"
    r"(?:toddlers?|kids|children|little girls?|baby|babies|a child|infants?)(?!\w)",
    re.IGNORECASE,
)
_NOT_WORN_BY_IT = re.compile(
    r"ring bearer|napkin|teeth(?:er|ing)|ring sling|for mom|for mum|mother|pattern|birthstone|names?\b"
    r"|initials?|footprint|handprint"
    r"|shower|\bbox\b|holder|stand\b|doll",
    re.IGNORECASE,
)
_TESTED = re.compile(r"\bF2923\b|\bCPSC\b|\bCPSIA\b|\bCPC\b|children'?s product certificate|16 CFR", re.IGNORECASE)


@rule(
    "RE-035",
    reads=("title", "bullet", "description", "certificate", "child_warning"),
    force="law",
    stores=["amazon.com"],
    languages=["en"],
    needs=("toddler", "kid", "child", "infant", "baby", "babies", "girl"),
    source="mynw.cn/server/2151.html (ASTM F2923, children's product certificate)",
    advice="Have it tested to ASTM F2923, name the certificate in its column and set the warning for small parts.",
    bad=[
        {"title": "Toddler beaded necklace, rainbow", "columns": ["certificate"]},
        {"title": "Unicorn bracelet for little girls"},
    ],
    good=[
        {"title": "Toddler beaded necklace", "certificate": "CPC 2026-115"},
        {"title": "Kids bracelet", "description": "Tested to ASTM F2923 and CPSIA"},
        {"title": "Mother's necklace with kids' names"},
        {"title": "Baby teething necklace for mom"},
        {"title": "Child's pose yoga necklace"},
        {"title": "Baby shower ring dish"},
    ],
)
def check(listing: Listing) -> Findings:
    """Jewellery for children shows no test or certificate.

    In the United States children's jewellery needs tests to ASTM F2923, a certificate and, with small parts, a warning.
    Where the catalogue has no column for certificates it is only noted. Jewellery for a mother with her children's
    names is not meant.
    """
    title = listing.get("title")
    found = _FOR_A_CHILD.search(title)
    if not found or _NOT_WORN_BY_IT.search(title) or listing.get("certificate").strip():
        return
    if any(_TESTED.search(text) for name in ("title", "bullet", "description") for _, text in listing.read(name)):
        return
    words = say("'{match}', and no certificate is named", match=found.group())
    yield Remark(words, "title", found.span(), severity=None if "certificate" in listing.columns else "info")
