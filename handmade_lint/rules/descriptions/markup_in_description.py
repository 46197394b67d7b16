"""DS-002."""

import html
import re

from ...rule import Findings, Text, rule, say

_TAG = re.compile(
    r"<script\b.*?(?:</script\s*>|$)|<style\b.*?(?:</style\s*>|$)|<!--.*?-->"
    r"|</?(?:a|abbr|b|big|blockquote|body|button|center|code|dd|div|dl|dt|em|figure|font|footer|form|h[1-6]|head|header|hr|"
    r"html|i|iframe|img|input|li|link|main|mark|meta|nav|ol|p|pre|section|small|source|span|strike|strong|sub|sup|svg|"
    r"table|tbody|td|th|thead|tr|tt|u|ul|video|wbr)(?:\s[^<>]*)?/?>"
    r"|\[/?(?:b|i|u|url|img|color|size|center|quote|list)(?:=[^\]\n]*)?\](?=.*\[/)|\[/(?:b|i|u|url|img|color|size|center|quote|list)\]",
    re.IGNORECASE | re.DOTALL,
)
_REFERENCE = re.compile(r"&(?:amp;)*(?:[A-Za-z]{2,31}|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});")


@rule(
    "DS-002",
    reads="description",
    severity="error",
    needs=("<", "&", "["),
    source=(
        "https://sellercentral.amazon.com/gp/help/external/help.html?itemID=200390640",
        "https://sellercentral.amazon.de/gp/help/external/help.html?itemID=200390640&language=de_DE&ref=efph_200390640_relt_F9K4BWLZXRPC62U",
    ),
    advice="Write plain text with line breaks.",
    bad=[
        {"description": "<b>Oak</b> bowl", "cure": "Oak bowl"},
        {
            "description": 'Bol <span style="color:red">en chêne</span>',
            "store": "amazon.fr",
            "cure": "Bol en chêne",
        },
        {"description": "Bowl<script>alert(1)</script>", "cure": "Bowl"},
        {"description": "Bol en ch&ecirc;ne &amp; noyer", "store": "amazon.fr", "cure": "Bol en chêne & noyer"},
        {"description": "[b]Schale[/b] aus Eiche", "store": "amazon.de", "cure": "Schale aus Eiche"},
    ],
    good=[
        "Oak bowl, 5 < 8 cm, with <3 from Leeds",
        {"description": "Bol en chêne<br>huilé", "store": "amazon.fr"},
        "Email-free: write <your name> on the tag? No: tell me below 20 letters",
        "Salt & pepper; R&B; M&S; sizes [S] and [b]",
    ],
)
def check(text: Text) -> Findings:
    """The description holds HTML or other code.

    Amazon takes plain text only and removes or shows the rest; character references such as '&amp;' are shown as they
    are. A bare line break tag is judged by DS-003, since older pages allowed it.
    """
    for found in text.find(_TAG):
        yield text.finding(say("'{match}' is markup", match=found.group()), found.span(), fix="", safe=False)
    for found in text.find(_REFERENCE):
        plain = found.group()
        while (next_plain := html.unescape(plain)) != plain:
            plain = next_plain
        if plain != found.group():
            yield text.finding(say("'{match}' is a character reference", match=found.group()), found.span(), fix=plain)
