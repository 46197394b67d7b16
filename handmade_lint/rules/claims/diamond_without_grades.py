"""RE-019."""

import re

from ...rule import Findings, Listing, Remark, rule, say, say_all

_CLAIM = re.compile(
    r"(?<![-\w])(?:(?:natural|lab(?:[- ]grown)?|real|genuine|solitaire|white|rose[- ]cut"
    r"|salt and pepper)\s+)?diamonds?\s+"
    r"(?:\w+\s+)?(?:engagement |wedding |eternity |tennis |solitaire |stud |halo )*"
    r"(?:rings?|earrings?|necklaces?|bracelets?|pendants?|studs?|bands?|brooch(?:es)?)\b(?! (?:dish|holder|box"
    r"|tray|stand|bowl|bearer))"
    r"|\b(?:rings?|earrings?|necklaces?|pendants?|studs?|bands?) with (?:a |an )?(?:real |natural "
    r"|genuine )?diamonds?\b",
    re.IGNORECASE,
)
_NOT_MEANT = re.compile(
    r"herkimer diamond|diamond[- ](?:shaped?|cut\b|pattern|point|weave|stitch|motif|facet|dust|simulant|tip"
    r"|plate|knit|kite|wire"
    r"|quilt|chain|link|print|lattice|design|charm|outline|bead(?:ed)?|texture[d]?|hammered|file|geometric)"
    r"|(?:faux|imitation|simulated|swarovski|cz|rhinestone|moissanite|baseball|ace of) diamonds?|diamonds? (?:cz|look)"
    r"|cubic zirconia|moissanite|rhinestone",
    re.IGNORECASE,
)
_WEIGHT = re.compile(r"\d\s?(?:ct|cts|ctw|tcw|carats?|points?|pts?)\b|\bcarat weight\b", re.IGNORECASE)
_COLOUR = re.compile(
    r"\b[D-N](?:\s?[-/–]\s?[D-N])?\s+colou?r\b|\bcolou?r(?: grade)?:?\s+[D-N]\b|\b[D-N]\s?[-/–]\s?[D-N]\b"
    r"|\b[D-N]\s?[-/, ]\s?(?:VVS|VS|SI|IF|FL|I)\d?\b|salt and pepper|(?:black|grey|gray|champagne|cognac"
    r"|fancy \w+) diamonds?"
)
_CLARITY = re.compile(
    r"\b(?:FL|IF|VVS[12]?|VS[12]?|SI[123]?|I[123])\b|\bclarity\b|salt and pepper|opaque", re.IGNORECASE
)


@rule(
    "RE-019",
    reads=("title", "bullet", "description", "highlights"),
    stores=["amazon.com", "amazon.ca"],
    languages=["en"],
    source="https://sellercentral.amazon.ca/gp/help/external/help.html?itemID=201827270",
    advice="Give weight, colour and clarity: '0.25 ct, G colour, VS2 clarity'.",
    needs=["diamond"],
    bad=[
        "Diamond engagement ring, 14k gold",
        {"title": "14k gold diamond stud earrings", "description": "A tiny 0.05 ct stone each"},
    ],
    good=[
        {"title": "Diamond ring, 14k gold", "description": "0.25 ct, G colour, VS2 clarity"},
        "Diamond shaped brass ring",
        "Herkimer diamond ring in silver",
        "Diamond cut silver chain necklace",
        "CZ ring, diamond look",
        "Baseball diamond necklace",
        "Quilt with diamond pattern",
        "Diamond ring dish with gold rim",
    ],
)
def check(listing: Listing) -> Findings:
    """Jewellery with a diamond does not tell its weight, colour and clarity.

    Amazon's jewellery tips ask for all three. Where some are told, the missing are only noted. Diamond as a shape, a
    pattern or a cut, Herkimer quartz and imitations are not meant.
    """
    title = listing.get("title")
    found = _CLAIM.search(title)
    if not found or _NOT_MEANT.search(title):
        return
    whole = "\n".join(
        text for name in ("title", "highlights", "bullet", "description") for _, text in listing.read(name)
    )
    facts = ((say("weight"), _WEIGHT), (say("colour"), _COLOUR), (say("clarity"), _CLARITY))
    missing = [name for name, pattern in facts if not pattern.search(whole)]
    if missing:
        words = say("'{match}' is said without the diamond's {missing}", match=found.group(), missing=say_all(missing))
        none_told = len(missing) == len(facts)
        yield Remark(
            words,
            "title",
            found.span(),
            severity=None if none_told else "info",
            evidence={"missing": [str(one) for one in missing]},
        )
