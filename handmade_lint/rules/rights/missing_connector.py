"""IP-003."""

import re

from ...rule import Findings, Text, lexicon, rule, say

_AFTER_JA = re.compile(r"\s?[\w\s]{0,12}?(?:用|対応|互換)")


@rule(
    "IP-003",
    reads="title",
    severity="error",
    lexicons=("compatible-hosts",),
    source=(
        "https://sellercentral.amazon.co.uk/seller-forums/discussions/t/e4f8c4a3-d030-4b3f-b1a0-a2caf8a27a01",
        "https://www.windweiss.de/news/produkttitel-auf-amazon-diese-fehler-fuhren-zur-sperrung-von-handler-konten",
        "https://www.onlinehaendler-news.de/recht/rechtsfragen/markenrecht-produktkennzeichnung-amazon-beachten",
    ),
    advice="Write your brand, the thing, then 'for' or 'compatible with' and the other firm's product.",
    bad=[
        "Oakline Wool Sleeve Kindle Paperwhite",
        {"title": "Étui en cuir iPhone 15 fait main", "store": "amazon.fr"},
        {"title": "Lederhülle iPad Mini", "store": "amazon.de"},
    ],
    good=[
        "Oakline Wool Sleeve for Kindle",
        {"title": "Étui en cuir pour iPhone 15", "store": "amazon.fr"},
        {"title": "Hülle passend für iPhone, iPad und Kindle", "store": "amazon.de"},
        {"title": "革のケース iPhone 15 対応", "store": "amazon.co.jp"},
        "Kindle Sleeve Oakline",
        {"title": "Cesto per legna, io lego i rami a mano", "store": "amazon.it"},
    ],
)
def check(title: Text) -> Findings:
    """A title names another firm's product without a word that says 'for'.

    Compatible goods are named: own brand, thing, connector, the other brand. Without the connector the title reads as
    if the other firm had made it. A name that begins the title is judged by IP-005, a connector too far away by
    IP-004.
    """
    connectors = lexicon("compatibility-connectors").find(title.value, title.language)
    for hit in lexicon("compatible-hosts").find(title.value, title.language):
        name = title.value[hit.start : hit.end]
        if name.casefold() in title.fact("brand").casefold() or not re.search(r"\w", title.value[: hit.start]):
            continue
        if any(word.end <= hit.start for word in connectors):
            continue
        if title.language == "ja" and _AFTER_JA.match(title.value, hit.end):
            continue
        yield title.finding(
            say("'{name}' is named without a word such as 'for' before it", name=name), (hit.start, hit.end)
        )
