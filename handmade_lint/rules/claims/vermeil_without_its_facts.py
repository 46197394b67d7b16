"""RE-015."""

import re

from ...rule import Findings, Listing, Remark, lexicon, rule, say, say_all

_WORD = re.compile(r"(?<!\w)vermeil(?!\w)", re.IGNORECASE)
_OTHER_BASE = re.compile(
    r"(?<!\w)vermeil\s+(?:\w+\s+)?(?:over|on)\s+(?:\w+\s+)?(?:brass|bronze|copper|steel|stainless steel|alloy"
    r"|zinc)(?!\w)"
    r"|(?<!\w)(?:brass|bronze|copper|steel)\s+vermeil(?!\w)",
    re.IGNORECASE,
)
_LOW = re.compile(r"(?<![\d.])[1-9]\s?-?(?:k|kt|karat)\b(?:\s+\w+){0,2}\s+vermeil(?!\w)", re.IGNORECASE)
_THICKNESS = re.compile(r"(\d+(?:\.\d+)?)\s?-?(?:microns?|µm|μm|um)(?!\w)", re.IGNORECASE)
_STERLING = re.compile(r"sterling|\b925\b|\.925", re.IGNORECASE)
_KARAT = re.compile(
    r"(?<!\d)(?:10|12|14|18|20|22|24)\s?-?(?:k|kt|ct|karat|carat)\b|\b(?:417|585|750|916|999)\b", re.IGNORECASE
)


@rule(
    "RE-015",
    reads=("title", "bullet", "description", "highlights", "material", "metal"),
    stores=["amazon.com"],
    languages=["en"],
    source="https://global.lianlianpay.com/channel/7-19482.html",
    advice="Say all three facts, '18k gold vermeil, 2.5 microns over sterling silver'; or call it gold plated.",
    needs=["vermeil"],
    bad=[
        "Gold vermeil over brass ring",
        {"title": "Vermeil earrings", "description": "18k gold, 1 micron, over sterling silver"},
        {"title": "Gold vermeil necklace", "description": "A fine chain"},
    ],
    good=[
        "18k gold vermeil ring, 2.5 microns over sterling silver",
        {"title": "Gold vermeil ring", "description": "3 micron of 14k gold on 925 silver"},
        "Gold plated brass ring",
        "Vermeil wall paint chart",
    ],
)
def check(listing: Listing) -> Findings:
    """Jewellery is called vermeil without the three facts that make it so.

    Amazon's jewellery standards for the United States keep the word for sterling silver under gold of at least 10 karat
    and 2.5 microns. A fact that speaks against it is a warning; facts that are not told are only noted.
    """
    if not lexicon("jewellery").find(listing.get("title"), listing.language):
        return
    names = ("title", "highlights", "bullet", "description", "material", "metal")
    texts = [pair for name in names for pair in listing.read(name)]
    said = [(field, found) for field, text in texts for found in _WORD.finditer(text)]
    if not said:
        return
    wrong = False
    for field, text in texts:
        for found in (*_OTHER_BASE.finditer(text), *_LOW.finditer(text)):
            wrong = True
            yield Remark(say("'{match}' is not vermeil", match=found.group()), field, found.span())
        for found in _THICKNESS.finditer(text):
            if float(found.group(1)) < 2.5:
                wrong = True
                yield Remark(say("'{match}' of gold is too thin for vermeil", match=found.group()), field, found.span())
    if wrong:
        return
    whole = "\n".join(text for _, text in texts)
    facts = (
        (say("the sterling silver"), _STERLING),
        (say("the karat"), _KARAT),
        (say("the thickness"), _THICKNESS),
    )
    missing = [name for name, pattern in facts if not pattern.search(whole)]
    if missing:
        field, found = said[0]
        words = say("'{match}' is said without {missing}", match=found.group(), missing=say_all(missing))
        yield Remark(words, field, found.span(), severity="info", evidence={"missing": [str(one) for one in missing]})
