"""TI-018."""

import re

from ...rule import Findings, Text, rule, say

_NUMBER = r"(?<![\w.])\d+(?:[.,/]\d+)?"
_SHORT = re.compile(
    rf"{_NUMBER}\s?(?:cm|mm|ft|oz|lbs?|kg|ml|yds?|in(?=\.|\s*(?:[x×,;|/)-]|$|tall\b|wide\b|long\b|high\b)))(?!\w)",
    re.IGNORECASE,
)
_LONG = re.compile(
    rf"{_NUMBER}[\s-]?(?:inch(?:es)?|centimet(?:er|re)s?|millimet(?:er|re)s?|feet|foot|ounces?|pounds?|grams?|kilograms?|yards?)(?!\w)",
    re.IGNORECASE,
)


@rule(
    "TI-018",
    reads="title",
    severity="info",
    force="advice",
    stores=["amazon.com"],
    languages=["en"],
    hint=r"(?i)\d[\s-]?(?:inch|centi|milli|feet|foot|ounce|pound|gram|kilo|yard)",
    source="https://sellercentral.amazon.com/gp/help/external/help.html?itemID=YTR6SYGFA5E3EQC",
    advice="Write all units short (in, cm, oz) or all in full.",
    bad=["Oak Board, 12 inches x 30 cm", "Soy Candle, 8 oz, 3 inches tall", "Scarf, 70 in x 12 inch"],
    good=[
        "Oak Board, 12 in x 4 in (30 x 10 cm)",
        "Soy Candle, 8 ounces, 3 inches tall",
        "Set of 4 in Oak, 3 inches",
        "2 in 1 Board, 12 inches",
        "Foot Stool, 12 in Tall",
    ],
)
def check(title: Text) -> Findings:
    """One title writes a unit short and another in full.

    Amazon's present title tips for the United States want short forms, its advice of 2019 wanted inches in full. This
    rule takes no side and asks for one way per title.
    """
    short, full = next(title.find(_SHORT), None), next(title.find(_LONG), None)
    if short and full:
        later = max(short, full, key=lambda found: found.start())
        yield title.finding(
            say("'{match}' is written short and '{match_2}' in full", match=short.group(), match_2=full.group()),
            later.span(),
        )
