"""TI-024."""

import re
from functools import cache

from ...rule import Findings, Text, guess_language, hanging, lexicon, materials_in, parse_title, rule, say, says_thing

_SOLD_AS_SUCH = ("textile", "leather", "glass", "gem", "natural", "wax", "stone", "ceramic", "polymer")


@cache
def _things(language: str) -> frozenset[str]:
    """Things of one word."""
    return frozenset(term for term in lexicon("title-products").terms(language) if term.isalpha())


@rule(
    "TI-024",
    reads="title",
    languages=("en", "fr", "de", "it", "es"),
    source="https://sellercentral-europe.amazon.com/help/hub/reference/external/201100890?locale=hi-IN",
    advice="Name the thing: bowl, scarf, ring.",
    bad=[
        {"title": "Oakline Bliss", "brand": "Oakline"},
        "Oak, 25 cm, Gift for Mum",
        {"title": "Noyer massif, 25 cm", "store": "amazon.fr"},
        {"title": "Personalisiert, blau, 30 x 20 cm", "store": "amazon.de"},
    ],
    good=[
        {"title": "Oakline Bread Bowl", "brand": "Oakline"},
        {"title": "Oakline Kalimba", "brand": "Oakline"},
        "Merino Wool, Hand Dyed, 100 g",
        "Whirligig of Painted Tin",
        {"title": "Brotschale, Eiche", "store": "amazon.de"},
        {"title": "Laine mérinos teinte main, 100 g", "store": "amazon.fr"},
        {"title": "Gomitolo di lana blu", "store": "amazon.it"},
        {"title": "Perles en verre bleu, lot de 20", "store": "amazon.fr"},
        {"title": "Cadeau invité, savon", "store": "amazon.fr"},
    ],
)
def check(title: Text) -> Findings:
    """The title does not say what the thing is.

    Amazon's title policy asks a title to say that at the least. A title that holds nothing but brand, wood or metal,
    size, colour and occasion says none; one whose only other word is no thing that this linter knows may say none: that
    is a hint, since no list of things is ever complete. Stuffs that are sold as such, yarn or beads, are things.
    """
    if not _things(title.language).isdisjoint(re.findall(r"\w+", title.value.casefold())):
        return
    value, language = title.value, guess_language(title.value)[0] or title.language
    if says_thing(value, 0, len(value), language) or not title.words:
        return
    idle = hanging(language)
    left: list[tuple[int, int]] = []
    for part in parse_title(value, language, title.fact("brand")):
        if part.kind in ("product", "rest"):
            words = (
                found for found in re.finditer(r"[^\W\d_][\w'’-]*", part.text) if found.group().casefold() not in idle
            )
            left += [(part.start + found.start(), part.start + found.end()) for found in words]
    stuffs = materials_in(value, language)
    if any(hit.key.startswith(_SOLD_AS_SUCH) for hit in stuffs):
        return
    left = [span for span in left if not any(hit.start <= span[0] and span[1] <= hit.end for hit in stuffs)]
    if not left:
        yield title.finding(say("the title names no thing: only stuff, size, colour or occasion"), (0, len(value)))
    elif len(left) == 1 and title.fact("brand") and len(value[slice(*left[0])]) > 2:
        word = value[slice(*left[0])]
        yield title.finding(say("'{word}' alone may not say what the thing is", word=word), left[0], severity="info")
