"""BU-014."""

import re

from ...rule import Findings, Text, rule, say

_NAMES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_UNITS = (
    r"(?:mm|cm|dm|m|km|in|inch|inches|ft|foot|feet|yd|yds|yards?|g|kg|gr|grams?|mg|oz|ounces?|fl|lb|lbs|pounds?|ml|cl|l|"
    r"lit(?:er|re)s?|cups?|pints?|quarts?|gallons?|tbsp|tsp|w|v|watts?|volts?|mah|hz|k|kt|ct|karat|carats?|ply|gauge|pt|"
    r"px|gsm|mil|mils|degrees?|percent|x|by|to|or|and|h|hr|hrs|hours?|min|mins|minutes?|sec|seconds?|days?|weeks?|months?|"
    r"mos?|yrs?|years?|am|pm|tog|us|uk|eu|d|t|star|stars|ups?|d-ring|n|c|f|sq|square|cubic|dpi|mp|gb|tb)"
)
_DIGIT = re.compile(
    r"(?<![\w.,/:#$£€+×*@&°%'\"’–-])([1-9])(?=(?: [a-z][a-z-]+)(?![\w]))(?! " + _UNITS + r"\b)"
    r"|\b(?:set|pack|lot|box) of ([1-9])(?=$|[,.;)])"
)
_MODEL = re.compile(
    r"(?:\b(?:size|sizes|no|nr|number|step|page|picture|photo|image|figure|fig|grade|level|type|model|mark|version|part|"
    r"chapter|style|option|ages?|aged|x|times|series|class|stage|phase|week|day|year|top|route|iphone|ipad|"
    r"kindle|pixel|gen|generation)\.?|\b[A-Z][\w'’-]*|[×x*+–—/-]|\b\d+(?:[.,]\d+)?|\b\d+ (?:of|in)|\bto|\bor)\s*$"
)


@rule(
    "BU-014",
    reads="bullet",
    severity="info",
    force="advice",
    languages=["en"],
    source="https://www.skills.sh/kuudoai/skills/amazon-sp-listing-optimizer",
    advice="Write one to nine in words, measures and model numbers in digits.",
    hint=r"(?<!\d)[1-9] [a-z]| of [1-9]",
    bad=[
        {"bullet.1": "4 coasters of cork", "cure": "Four coasters of cork"},
        {"bullet.1": "Comes as a set of 6, with 2 cotton bags", "cure": "Comes as a set of six, with two cotton bags"},
    ],
    good=[
        "Four coasters, 9 cm wide, 5 mm thick, 2.5 oz each",
        "For ring size 7 and Kindle 8; see picture 3",
        "Set of 12, 3 x 4 in, 2-ply wool, ages 3 and up",
        "1/2 inch hole, 3 in 1 tool, 1 of 5 shades in 2 to 3 days",
        {"bullet.1": "4 sous-verres en liège", "store": "amazon.fr"},
        "Takes 8 hours to knit; 3D shape, 5 years old oak",
    ],
)
def check(bullet: Text) -> Findings:
    """A number below ten is written in digits.

    One style guide for bullet points asks for words from one to nine; titles are ruled the other way round. Measures,
    sizes, models, ages and dates are not meant, and only English is judged.
    """
    for found in bullet.find(_DIGIT):
        group = 1 if found.group(1) else 2
        start, end = found.span(group)
        if group == 1 and start and _MODEL.search(bullet.value[:start]):
            continue
        if re.match(r" of \d", bullet.value[end:]):
            continue
        word = _NAMES[int(found.group(group)) - 1]
        fix = word if bullet.value[:start].strip() else word.capitalize()
        yield bullet.finding(
            say("'{match}' reads better as '{word}'", match=found.group(group), word=word),
            (start, end),
            fix=fix,
            safe=False,
        )
