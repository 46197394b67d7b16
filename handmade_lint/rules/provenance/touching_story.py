"""MP-013."""

import re

from ...rule import Findings, Listing, Remark, lexicon, rule, say, say_all

_DISCOUNT = re.compile(
    r"(?:[3-9]\d)\s?[%％]\s?(?:off|de réduction|de remise|rabatt|reduziert|di sconto|de descuento|オフ)|[-−][3-9]\d\s?%"
)


@rule(
    "MP-013",
    reads=("title", "highlights", "bullet", "description"),
    severity="info",
    force="ours",
    source="NDR via 24ds.org, 28 November 2025",
    advice="Name yourself, your place and how you learnt the craft; a register entry of the workshop clears the hint.",
    lexicons=("closing-stories",),
    bad=[
        {"description": "After 30 wonderful years we are closing our workshop. Everything must go, 80% off."},
        {
            "description": "Cessation d'activité : 30 ans de savoir-faire, merci pour votre fidélité",
            "store": "amazon.fr",
        },
        {
            "description": "Geschäftsaufgabe! Nach 30 Jahren Handwerkskunst sagen wir schweren Herzens Adieu",
            "store": "amazon.de",
        },
        {"description": "Chiusura attività dopo 30 anni di passione", "store": "amazon.it"},
        {"description": "Cierre por jubilación tras 30 años de artesanía", "store": "amazon.es"},
        {"description": "閉店セール。長年のご愛顧ありがとうございました", "store": "amazon.co.jp"},
    ],
    good=[
        {"description": "I trained as a potter in Leeds. 30 years of craftsmanship, a family tradition since 1921"},
        {"description": "Cadeau de départ à la retraite, 20 ans de passion pour le bois", "store": "amazon.fr"},
        {"description": "Familientradition seit 1921, zwei Jahre Leidenschaft", "store": "amazon.de"},
        {"description": "In twelve years of craftsmanship I have sold 45,000 of my rings"},
        {"description": "My pottery is closing down the kiln for winter. We are closing on Sundays"},
    ],
)
def check(listing: Listing) -> Findings:
    """A listing tells of a shop that closes after long years, and more of the kind.

    Invented founders who close their workshop with a heavy heart and a large discount are a known pattern of traders in
    bought-in goods. Workshops do close: a single phrase says nothing, and two together are a hint of our own.
    """
    closing: dict[str, tuple[str, tuple[int, int]]] = {}
    others: set[str] = set()
    for read in ("title", "highlights", "bullet", "description"):
        for field, value in listing.read(read):
            for hit in lexicon("closing-stories").find(value, listing.language):
                closing.setdefault(value[hit.start : hit.end].casefold(), (field, (hit.start, hit.end)))
            for hit in lexicon("founders-stories").find(value, listing.language):
                others.add(value[hit.start : hit.end].casefold())
            others.update(found.group() for found in _DISCOUNT.finditer(value))
    if closing and len(closing) + len(others) >= 2:
        field, span = next(iter(closing.values()))
        said = [*closing, *sorted(others)]
        words = say_all([f"'{phrase}'" for phrase in said[:3]])
        yield Remark(
            say(
                "a hint of ours: {words} tell a story that traders invent; is it yours? Your name "
                "and place would clear it",
                words=words,
            ),
            field,
            span,
            evidence={"phrases": said, "count": len(said)},
        )
