"""PR-007."""

import re

from ...rule import HANDMADE_STORES, Findings, Seller, Severity, lexicon, rule, say

_ADDRESS = re.compile(
    r"https?://\S+|\bwww\.\w\S+|\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b|(?<![\w.@])@[a-z_][\w.]{2,}"
    r"|(?<![\w@.-])[a-z0-9][a-z0-9-]+\.(?:com|net|org|shop|store|eu|co\.uk)\b(?:/\S*)?"
    r"|(?<![\w+])(?:\+|00)[1-9]\d{0,2}(?:[\s().-]{0,2}\d){8,12}(?!\d)|(?<!\d)0[1-9](?:[ .]\d\d){4}(?!\d)",
    re.IGNORECASE,
)


@rule(
    "PR-007",
    reads="seller.about",
    severity="error",
    stores=HANDMADE_STORES,
    source=(
        "https://sellercentral.amazon.com/gp/help/external/help.html?itemID=200390640",
        "sellercentral.amazon.it, help id 200386250",
    ),
    advice="Leave it out of the story; customers write to you through the store.",
    bad=[
        {"seller.about": "I carve spoons; more on www.oakline.example"},
        {"seller.about": "Écrivez à zoe@brume.example", "store": "amazon.fr"},
        {"seller.about": "Appelez le 06 12 34 56 78 pour une commande", "store": "amazon.fr"},
        {"seller.about": "Mehr Schalen auf Instagram", "store": "amazon.de"},
        {"seller.about": "Cheaper on my website"},
    ],
    good=[
        {"seller.about": "I carve spoons from wood of our own hedge, 20 cm to 35 cm long"},
        {"seller.about": "Je tourne en Bretagne depuis 2012.Chaque bol est unique", "store": "amazon.fr"},
        {"seller.about": "Since 2010 I made 12 000 bowls; 35000 Rennes is home"},
        {"seller.about": "A small online shop of mine was the beginning", "store": "amazon.de"},
    ],
)
def check(seller: Seller) -> Findings:
    """The story of the shop holds contact data or a link.

    Amazon's rule on contact data and other sites holds for every text of a seller. Addresses and numbers are sourced;
    names of networks and phrases that point elsewhere are ours and said one step more softly.
    """
    about = seller.get("about")
    found: list[tuple[int, int, Severity | None]] = [(*one.span(), None) for one in _ADDRESS.finditer(about)]
    found += [
        (hit.start, hit.end, "warning")
        for name in ("social-networks", "other-shops")
        for language in ("en", "fr", "de", "it", "es")
        for hit in lexicon(name).find(about, language)
    ]
    last = 0
    for start, end, severity in sorted(found, key=lambda one: (one[0], -one[1])):
        if start >= last:
            last = end
            yield seller.finding(
                "about",
                say("'{match}' leads out of the store", match=about[start:end]),
                (start, end),
                severity=severity,
            )
