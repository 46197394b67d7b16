"""IP-004."""

import re

from ...rule import Findings, Text, lexicon, rule, say


@rule(
    "IP-004",
    reads="title",
    lexicons=("compatible-hosts",),
    source=(
        "https://sellercentral.amazon.co.uk/seller-forums/discussions/t/e4f8c4a3-d030-4b3f-b1a0-a2caf8a27a01",
        "https://www.windweiss.de/news/produkttitel-auf-amazon-diese-fehler-fuhren-zur-sperrung-von-handler-konten",
        "https://www.it-recht-kanzlei.de/amazon-markenverletzungen-stolperfallen.html",
    ),
    advice="Put 'for' or 'compatible with' right before the other firm's name.",
    bad=[
        "Wool sleeve for reading in bed at night Kindle",
        {"title": "Étui pour femme en cuir de vachette souple iPhone", "store": "amazon.fr"},
    ],
    good=[
        "Wool sleeve fits iPhone 15, iPhone 15 Pro and iPad",
        {"title": "Étui compatible avec le nouvel iPhone", "store": "amazon.fr"},
        {"title": "Tasche aus Filz, passend für Apple iPad und Kindle", "store": "amazon.de"},
        "Wool Sleeve Kindle",
    ],
)
def check(title: Text, *, words: int = 3) -> Findings:
    """The word that says 'for' stands too far before another firm's name.

    The connector must come right before the brand; up to three words between are let through, and so are lists of
    products after one connector.
    """
    connectors = lexicon("compatibility-connectors").find(title.value, title.language)
    connected = -1
    for hit in lexicon("compatible-hosts").find(title.value, title.language):
        name = title.value[hit.start : hit.end]
        before = [word for word in connectors if word.end <= hit.start]
        if not before or name.casefold() in title.fact("brand").casefold():
            continue
        last = before[-1]
        between = re.findall(r"\w+", title.value[max(last.end, connected) : hit.start])
        if len(between) <= words + (2 if connected > 0 else 0):
            connected = hit.end
        else:
            behind = title.value[last.start : last.end]
            yield title.finding(
                say(
                    "'{name}' stands {between} words behind '{behind}'", name=name, between=len(between), behind=behind
                ),
                (hit.start, hit.end),
            )
