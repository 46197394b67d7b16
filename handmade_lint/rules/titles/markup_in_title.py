"""TI-027."""

import html

from ...rule import Findings, Text, rule, say


@rule(
    "TI-027",
    reads="title",
    severity="error",
    hint=r"<|&",
    source="https://sellercentral.amazon.com/gp/help/external/help.html?itemID=200390640",
    advice="Write plain text; '&' stands for itself.",
    bad=[
        {"title": "Salt &amp;amp; Pepper Pots", "cure": "Salt & Pepper Pots"},
        {"title": "<b>Oak</b> bowl", "cure": "Oak bowl"},
        {"title": "Bol en ch&ecirc;ne", "store": "amazon.fr", "cure": "Bol en chêne"},
    ],
    good=[
        "Salt & Pepper Pots; Oak",
        {"title": "Bagues <3 argent & or", "store": "amazon.fr"},
        "Bowl, 5 < 8 > 3 cm",
        "R&B; Soul Record Coaster",
    ],
)
def check(title: Text) -> Findings:
    """HTML tags or character references stand in the title.

    Amazon shows them as they are: shoppers read '&amp;amp;' instead of '&'.
    """
    for found in title.find(r"</?[A-Za-z][A-Za-z0-9]*(?:\s[^<>]*)?/?>"):
        yield title.finding(say("'{match}' is markup", match=found.group()), found.span(), fix="", safe=False)
    for found in title.find(r"&(?:amp;)*(?:[A-Za-z]{2,31}|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});"):
        plain = found.group()
        while (next_plain := html.unescape(plain)) != plain:
            plain = next_plain
        if plain != found.group():
            yield title.finding(say("'{match}' is a character reference", match=found.group()), found.span(), fix=plain)
