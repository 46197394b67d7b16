"""PR-004."""

import re

from ...rule import HANDMADE_STORES, Findings, Seller, rule, say

_SINCE = re.compile(
    r"\b(?:since|established(?: in)?|founded in|est\.?|depuis|fondée? en|créée? en|seit|gegründet|dal"
    r"|fondat[oa] nel|desde|fundad[oa] en)\s+(?:l'année\s+|dem jahr\s+|the year\s+)?(1[5-9]\d\d|20\d\d)\b",
    re.IGNORECASE,
)


@rule(
    "PR-004",
    reads=("seller.founded", "seller.about"),
    stores=HANDMADE_STORES,
    source="http://nnxtl.cn/news/9682.html",
    advice="Say since when you make and sell yourself; tell of an older tradition as a tradition.",
    bad=[
        {"seller.founded": "2024", "seller.about": "A workshop since 1890"},
        {"seller.founded": "2024", "seller.about": "Fait main depuis 1923", "store": "amazon.fr"},
        {"seller.founded": "2020", "seller.about": "Seit 1955 aus Eiche", "store": "amazon.de"},
    ],
    good=[
        {"seller.founded": "2019", "seller.about": "I have been at it since 2019"},
        {"seller.founded": "2024", "seller.about": "Pottery has been fired in our town since 1890"},
        {"seller.founded": "2024", "seller.about": "Je tourne depuis 2024, sur un tour de 1923", "store": "amazon.fr"},
        {"seller.founded": "2024", "seller.about": "A farmhouse of 1890, restored in 2020"},
        {"seller.founded": "2020", "seller.about": "Ich nähe, seit ich 2001 geboren bin", "store": "amazon.de"},
    ],
)
def check(seller: Seller) -> Findings:
    """The story of the shop claims more years than the profile tells of.

    Nothing in a profile may mislead. This compares years only: 'since 1890' with a maker who began in 2024. What is
    said of a town, a house or a family is let through.
    """
    founded = seller.get("founded").strip()
    about = seller.get("about")
    for found in _SINCE.finditer(about):
        told = re.split(r"[.!?\n]", about[: found.start()])[-1]
        if founded.isdecimal() and int(found.group(1)) < int(founded) and not _OTHERS.search(told):
            words = say("'{match}', but the profile says you began in {founded}", match=found.group(), founded=founded)
            yield seller.finding("about", words, found.span())


_OTHERS = re.compile(
    r"\b(?:town|village|city|region|valley|house|building|mill|family|grandmother|grandfather|craft|tradition|been made"
    r"|ville|village|région|maison|moulin|famille|grand-mère|grand-père|tradition|métier|stadt|dorf|haus|familie"
    r"|tradition|handwerk|città|paese|casa|famiglia|nonna|nonno|tradizione|ciudad|pueblo|familia|abuela|abuelo"
    r"|tradición)\b",
    re.IGNORECASE,
)
