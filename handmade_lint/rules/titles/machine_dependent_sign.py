"""TI-029."""

import unicodedata

from ...rule import Findings, Text, rule, say


@rule(
    "TI-029",
    reads="title",
    stores=["amazon.co.jp"],
    source="https://sellercentral.amazon.co.jp/gp/help/external/G200329080?language=en_US",
    advice="Write digits, units and abbreviations with ordinary letters.",
    bad=[
        {"title": "①革財布", "cure": "1革財布"},
        {"title": "木の器 25㎝", "cure": "木の器 25cm"},
        {"title": "㈱オークライン 革財布 Ⅱ", "cure": "(株)オークライン 革財布 II"},
    ],
    good=["革財布 ブラウン", "木の器(楢) 25cm 2枚組", "No.1の革で作った財布 II型", "ハンドメイド・木の器〜大"],
)
def check(title: Text) -> Findings:
    """A sign in the title is not shown alike on every machine.

    Amazon's title rules for Japan bar signs that depend on the machine: digits in circles, Roman numerals and units in
    one character, abbreviations such as ㈱ and ℡. The same rules bar unrelated words and details of accessories, which
    a linter cannot tell.
    """
    for found in title.find(
        "[\u2460-\u24ff\u2776-\u2793\u2160-\u217f\u3200-\u32ff\u3300-\u33ff\u2116\u2121\u301d-\u301f]+"
    ):
        plain = unicodedata.normalize("NFKC", found.group())
        fix = plain if plain != found.group() else None
        yield title.finding(
            say("'{match}' depends on the machine", match=found.group()), found.span(), fix=fix, safe=False
        )
