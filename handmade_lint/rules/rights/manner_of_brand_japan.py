"""IP-036."""

import re

from ...rule import OTHERS, Findings, Text, named, rule, say

_MANNER = re.compile(r"\s?(?:風|っぽい|調|タイプ|系)(?![景鈴呂船邪味車])")
_CLOTH = re.compile(r"\s?の?\s?(?:生地|布|ファブリック)")
_CHARACTER_CLOTH = re.compile(r"(?:キャラクター|版権)\s?の?\s?(?:生地|布|ファブリック)")


@rule(
    "IP-036",
    reads=("title", "highlights", "bullet", "description", "option"),
    severity="warning",
    force="ours",
    stores=["amazon.co.jp"],
    source="mama-marche.club/creema-kinshi; handmade-press.com; saita-puls.com/38548",
    advice="Say what it looks like without the name, and use cloth whose owner lets you sell what you make of it.",
    needs=("キャラクター", "版権"),
    lexicons=OTHERS,
    bad=[
        "シャネル風ツイードバッグ",
        {"bullet.1": "ディズニーの生地を使用"},
        {"description": "キャラクター生地で作ったポーチ"},
    ],
    good=[
        "北欧風の木のボウル",
        "北欧調テキスタイルのバッグ、風景の刺繍",
        {"description": "リネンの生地、風鈴モチーフ。iPhone対応のケース"},
        {"title": "シャネル風ツイード", "seller.licences": "シャネル: 2026"},
    ],
)
def check(text: Text) -> Findings:
    """A text sets a thing in the manner of a brand, or is made of a character's cloth.

    Japanese sites for handmade goods bar both; Amazon's Japanese store has no rule of its own that was found, so this
    is our own reading. Manners of places and eras (北欧風) are free.
    """
    for name in named(text, OTHERS):
        manner = _MANNER.match(text.value, name.end)
        cloth = _CLOTH.match(text.value, name.end)
        if manner:
            span = name.start, manner.end()
            yield text.finding(say("'{value}' sets it in the manner of a brand", value=text.value[slice(*span)]), span)
        elif cloth:
            span = name.start, cloth.end()
            yield text.finding(
                say("'{value}' is licensed cloth: may you sell what you make of it?", value=text.value[slice(*span)]),
                span,
            )
    for found in text.find(_CHARACTER_CLOTH):
        yield text.finding(
            say("'{match}' is licensed cloth: may you sell what you make of it?", match=found.group()), found.span()
        )
