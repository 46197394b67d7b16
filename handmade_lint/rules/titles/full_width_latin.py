"""TI-028."""

import unicodedata

from ...rule import Findings, Text, rule, say


@rule(
    "TI-028",
    reads="title",
    severity="error",
    stores=["amazon.co.jp"],
    source="https://sellercentral.amazon.co.jp/gp/help/external/G200329080?language=en_US",
    advice="Write letters, digits, hyphens and spaces half-width, katakana full-width.",
    bad=[
        {"title": "手作りの皿　Ａ４", "cure": "手作りの皿 A4"},
        {"title": "ﾊﾝﾄﾞﾒｲﾄﾞ 木の器", "cure": "ハンドメイド 木の器"},
    ],
    good=["手作りの皿 A4", "ハンドメイド 木の器（楢）・亜麻仁油仕上げ", "コーヒー ドリッパー"],
)
def check(title: Text) -> Findings:
    """Latin letters, digits, hyphens or spaces are full-width, or katakana is half-width.

    Amazon's title rules for Japan ask for half-width letters and digits and bar half-width katakana; search treats the
    two as different words.
    """
    for found in title.find("[Ａ-Ｚａ-ｚ０-９－\u3000]+|[\uff66-\uff9f]+"):
        plain = unicodedata.normalize("NFKC", found.group())
        half = say("'{match}' is half-width katakana", match=found.group())
        full = say("'{match}' is full-width", match=found.group())
        words = half if "\uff66" <= found.group()[0] <= "\uff9f" else full
        yield title.finding(words, found.span(), fix=plain)
