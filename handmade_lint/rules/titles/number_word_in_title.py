"""TI-017."""

from ...rule import Findings, Text, rule, say

_NUMBERS = "two three four five six seven eight nine ten eleven twelve".split()
_WORD = f"(?P<word>{'|'.join(_NUMBERS)})"


@rule(
    "TI-017",
    reads="title",
    severity="info",
    force="advice",
    languages=["en"],
    needs=("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    source="https://sellercentral.amazon.com/gp/help/external/help.html?itemID=YTR6SYGFA5E3EQC",
    advice="Write numbers as digits.",
    bad=[
        {"title": "Set of Four Oak Coasters", "cure": "Set of 4 Oak Coasters"},
        {"title": "Beeswax Candles, six pack", "cure": "Beeswax Candles, 6 pack"},
        {"title": "Napkins, pack of twelve", "store": "amazon.co.uk", "cure": "Napkins, pack of 12"},
    ],
    good=[
        "Set of 4 Oak Coasters",
        "Four-Leaf Clover Pendant",
        "Two-Tone Bowl, Two Peas in a Pod Print",
        "Seven Sisters Quilt",
        "Set of Three Kings Figures",
        {"title": "Lot de quatre dessous de verre", "store": "amazon.ca", "language": "fr"},
        "One of a Kind Mug",
    ],
)
def check(title: Text) -> Findings:
    """A number of pieces is written as a word.

    Amazon's title tips of amazon.com want digits; they are applied to English titles in every store. Only numbers of
    pieces are meant ('Set of Four'): in names and in phrases such as 'Two Peas in a Pod' the word stays.
    """
    for pattern in (
        rf"(?i)\b(?:sets?|packs?|lots?|bundles?|box|boxes|bags?|pairs?)\s+of\s+{_WORD}\b(?![-\s]*(?:kings|wise|magi|bears|graces))",
        rf"(?i)(?<![\w-]){_WORD}[-\s](?:packs?|pieces?|pcs)\b",
    ):
        for found in title.find(pattern):
            word = found.group("word")
            digits = str(_NUMBERS.index(word.casefold()) + 2)
            yield title.finding(
                say("'{word}' may be written as {digits}", word=word, digits=digits), found.span("word"), fix=digits
            )
