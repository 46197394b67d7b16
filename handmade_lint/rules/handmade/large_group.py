"""HM-004."""

import re

from ...rule import HANDMADE_STORES, Findings, Seller, rule, say

_TEAM = re.compile(
    r"\b(?:our|team of|staff of|notre équipe de|nos|équipe de|atelier de|unsere|unser team von|team von|i nostri"
    r"|squadra di|nuestros|nuestras|equipo de)\s+(\d{2,5})\s+(?:\w+\s+)?"
    r"(?:workers|people|employees|staff|artisans|makers|women|men|craftsmen|weavers|potters|ouvriers|ouvrières"
    r"|personnes"
    r"|employés|salariés|artisanes|femmes|tisserands|mitarbeiter|mitarbeiterinnen|leute|menschen|handwerker|lavoratori"
    r"|persone|dipendenti|artigiani|trabajadores|personas|empleados|artesanos|artesanas)\b",
    re.IGNORECASE,
)


@rule(
    "HM-004",
    reads=("seller.group_size", "seller.about"),
    severity="info",
    force="advice",
    stores=HANDMADE_STORES,
    source=(
        "https://sellercentral.amazon.com/gp/help/external/help.html?itemID=201817290&language=en_US&ref=alm_hnd_09_a",
        "https://algomasonline.freshdesk.com/support/solutions/articles/64000268394-amazon-handmade-",
        "https://amz10.com/p/485.html",
    ),
    advice="Say in your application how the work is done by hand by a group of that size.",
    bad=[
        {"seller.group_size": "60"},
        {"seller.group_size": "12", "seller.about": "Woven by our 60 workers in one big hall"},
        {"seller.group_size": "4", "seller.about": "Une équipe de 45 personnes", "store": "amazon.fr"},
    ],
    good=[
        {"seller.group_size": "20"},
        {"seller.group_size": "3", "seller.about": "A family of three; our 300 designs sell in 20 countries"},
        {"seller.group_size": "1", "seller.about": "Nos 80 modèles sont cousus par moi seule", "store": "amazon.fr"},
    ],
)
def check(seller: Seller, *, people: int = 20) -> Findings:
    """More people make the goods than Amazon expects.

    Workshops of up to 20 people are preferred: the pages of the United States and of Spain word it as a preference, one
    Chinese guide as a ceiling. The preference is the reading taken here; the number is a setting.
    """
    size = seller.get("group_size").strip()
    if size.isdecimal() and int(size) > people:
        yield seller.finding(
            "group_size",
            say("{size} people make the goods; up to {people} are expected", size=size, people=people),
            size=int(size),
        )
    for found in _TEAM.finditer(seller.get("about")):
        if int(found.group(1)) > people:
            words = say("'{match}': up to {people} people are expected", match=found.group(), people=people)
            yield seller.finding("about", words, found.span(), size=int(found.group(1)))
