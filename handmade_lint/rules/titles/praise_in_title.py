"""TI-020."""

from ...rule import Findings, Severity, Text, lexicon, rule, say

_GIFT_FOR = r"(?i)\b(?:gift for|cadeau pour|geschenk für|regalo per|regalo para)\b"


@rule(
    "TI-020",
    reads="title",
    lexicons=("title-praise",),
    source=(
        "https://sellercentral.amazon.com/gp/help/external/help.html?itemID=YTR6SYGFA5E3EQC",
        "https://sellercentral.amazon.co.uk/gp/help/external/help.html?itemID=YYX9DD4VB6XKQRC",
    ),
    advice="Say what it is, of what and how it was made; leave the judgement to buyers.",
    bad=[
        "Best Seller Bowl",
        "Oak Bowl, Great Gift for Dad",
        {"title": "Bol en chêne, cadeau idéal", "store": "amazon.fr"},
        {"title": "Kette Silber, das perfekte Geschenk", "store": "amazon.de"},
        {"title": "Ciotola in legno, il più venduto", "store": "amazon.it"},
        {"title": "Taza de cerámica, la mejor calidad", "store": "amazon.es"},
        {"title": "革財布 大人気", "store": "amazon.co.jp"},
    ],
    good=[
        "Bowl for Bread, Gift for Dad",
        "World's Best Dad Mug, Number One Teacher Print",
        "Number One Candle, Birthday",
        {"title": "Tasse meilleure maman du monde, cadeau pour maman", "store": "amazon.fr"},
        {"title": "Kissen beste Oma, Geschenk für Oma", "store": "amazon.de"},
        {"title": "Taza mejor abuela del mundo", "store": "amazon.es"},
        {"title": "Lampe, aus bester Wolle gewebt", "store": "amazon.de"},
    ],
)
def check(title: Text, *, gift_for: bool = False, allow: tuple[str, ...] = ()) -> Findings:
    """The title praises what it sells.

    Amazon's title pages keep out 'best seller', 'hot item', 'best quality' and 'great gift'. These are sourced in
    English; words of other languages and further English ones are ours and are said one step more softly. What a mug or
    print says itself ('best dad') is not meant, nor is a plain 'gift for …': the setting `gift_for` adds a hint on
    that.
    """
    kept = [word.casefold() for word in allow] + [title.fact("brand").casefold()]
    for hit in lexicon("title-praise").find(title.value, title.language):
        word = title.value[hit.start : hit.end]
        if word.casefold() not in kept:
            severity: Severity | None = None if hit.sourced else "info"
            yield title.finding(say("'{word}' praises", word=word), (hit.start, hit.end), severity=severity)
    if gift_for:
        for found in title.find(_GIFT_FOR):
            yield title.finding(
                say("'{match}' says what it may be used for", match=found.group()), found.span(), severity="info"
            )
