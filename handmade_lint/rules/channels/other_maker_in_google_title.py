"""XC-025."""

import re

from ...rule import Findings, Text, lexicon, rule, say

_HABIT = re.compile(r"-\w+ing\b")


@rule(
    "XC-025",
    reads="title",
    stores=["google"],
    source="https://support.google.com/merchants/answer/7558050?hl=de&ref_topic=9216868",
    advice="Write your brand, the thing, then 'for' or 'compatible with' and the other firm's product.",
    bad=[
        "Apple Watch Strap",
        {"title": "Étui en cuir iPhone 15", "language": "fr"},
        {"title": "Lederhülle iPad Mini", "language": "de"},
        {"title": "Custodia in feltro Kindle", "language": "it"},
    ],
    good=[
        "Oakline Strap for Apple Watch",
        {"title": "Étui en cuir pour iPhone 15", "language": "fr"},
        {"title": "Hülle passend für iPhone und iPad", "language": "de"},
        {"title": "Cesto, io lego i rami a mano", "language": "it"},
        {"title": "iPhone 15 対応 革ケース", "language": "ja"},
        {"title": "Kindle Works oak stand", "brand": "Kindle Works"},
        "Mug with a Kindle-reading cat",
    ],
)
def check(title: Text) -> Findings:
    """The title names another firm's product as if it were for sale.

    Google wants the maker of compatible goods to be plain from the title: the other firm's product follows a word such
    as 'for'. The list of products is ours.
    """
    connectors = lexicon("compatibility-connectors").find(title.value, title.language)
    first = min((word.start for word in connectors), default=len(title.value))
    for hit in lexicon("compatible-hosts").find(title.value, title.language):
        name = title.value[hit.start : hit.end]
        joined = title.language == "ja" and any(sign in title.value for sign in ("用", "対応", "互換"))
        if _HABIT.match(title.value, hit.end):
            continue
        if hit.start < first and not joined and name.casefold() not in title.fact("brand").casefold():
            yield title.finding(
                say("'{name}' is named without a word such as 'for' before it", name=name), (hit.start, hit.end)
            )
