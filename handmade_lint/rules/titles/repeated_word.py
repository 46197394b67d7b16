"""TI-011."""

import re

from ...rule import FUNCTION_WORDS, Findings, Text, Word, rule, say

_ELISION = re.compile(r"^(?:[cdjlmnst]|qu|all|dell|nell|sull|un)['’]")


@rule(
    "TI-011",
    reads="title",
    severity="error",
    source=(
        "https://sellercentral-europe.amazon.com/help/hub/reference/external/201100890?locale=hi-IN",
        "https://sellercentral.amazon.it/seller-forums/discussions/t/5a52c895-8d38-42f2-b58c-6d9795219649",
    ),
    advice="Name the thing once; other words for it belong into the search terms.",
    bad=[
        "Wool Hat Wool Scarf Wool Glove",
        {"title": "Bague argent, bague homme, bague d'alliance", "store": "amazon.fr"},
        {"title": "Kette Silber, Kette Gold, Kette Herz", "store": "amazon.de"},
    ],
    good=[
        "Wool Hat with Wool Lining",
        {"title": "Bol de chêne, de noyer et de frêne", "store": "amazon.fr"},
        "Set of 3 Oak Spoons, 20 cm x 5 cm x 2 cm",
        {"title": "Ciotola di legno di quercia di Sardegna", "store": "amazon.it"},
        "Bowl, Bowls and Bowling Pin",
    ],
)
def check(title: Text, *, times: int = 2) -> Findings:
    """A word stands in the title more than twice.

    Amazon allows two since 21 January 2025; articles, prepositions and conjunctions do not count, and singular and
    plural are different words. Japanese titles are not judged, since their words are not told apart here.
    """
    if title.language == "ja" or not title.repeats:
        return
    skip = FUNCTION_WORDS.get(title.language, frozenset())
    seen: dict[str, list[Word]] = {}
    for word in title.words:
        plain = _ELISION.sub("", word.casefold()) if title.language in ("fr", "it") else word.casefold()
        if len(plain) > 2 and plain not in skip and not plain[0].isdigit():
            seen.setdefault(plain, []).append(word)
    for words in seen.values():
        if len(words) > times:
            extra = words[times]
            yield title.finding(
                say(
                    "'{extra}' stands {words} times in the title; {times} are allowed",
                    extra=extra,
                    words=len(words),
                    times=times,
                ),
                extra.span,
            )
