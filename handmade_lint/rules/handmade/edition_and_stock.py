"""HM-048."""

import re

from ...rule import Findings, Listing, Remark, rule, say

_EDITION = re.compile(
    r"\b(?:(?:limited |numbered |signed |small |open )*edition (?:is )?(?:of|limited to) (?:just |only )?"
    r"|limited to (?:just |only )?(?=\d+ (?:pieces|prints|copies))"
    r"|(?:édition|série|tirage)s? (?:limitée?s? |numérotée?s? |unique |signée?s? )*(?:à|de) "
    r"|limitée?s? à (?=\d+ (?:exemplaires|pièces|tirages))"
    r"|numérotée?s? (?:de 1 à|sur) |auflage (?:von |: ?|auf )?|limitiert auf |edizione (?:limitata |numerata )*(?:di"
    r"|a) "
    r"|tiratura (?:limitata )?(?:di|a) |limitat[oaie] a (?=\d+ (?:pezzi|copie|esemplari))|edición (?:limitada "
    r"|numerada )*(?:de|a) |tirada (?:limitada )?de "
    r"|limitad[oa]s? a (?=\d+ (?:piezas|copias|ejemplares)))(?P<size>\d{1,5})\b(?![.,/]?\d)(?! ?(?:€|%|cm|mm|eur|/))"
    r"|限定 ?(?P<few>\d{1,5})(?=点|個|部|枚|本|セット)",
    re.IGNORECASE,
)
_TEXTS = ("title", "highlights", "bullet", "description")


@rule(
    "HM-048",
    reads=(*_TEXTS, "quantity"),
    force="ours",
    stores=[],
    needs=[
        "edition",
        "limit",
        "édition",
        "série",
        "tirage",
        "numérot",
        "auflage",
        "edizione",
        "tiratura",
        "edición",
        "tirada",
        "限定",
    ],
    source=(
        "handmade-lint's own (no published source found)",
        "sellercentral.amazon.com, itemID=201279060 (Fine Art, a different store)",
    ),
    advice="Write one size of the edition everywhere, and no more in stock than it has.",
    bad=[
        {"title": "Linocut, edition of 50", "quantity": "500", "store": "amazon.com"},
        {"title": "Linocut, edition of 50", "description": "A limited edition of 100 prints", "store": "amazon.com"},
        {"title": "Gravure, tirage limité à 30", "quantity": "40", "store": "amazon.fr"},
        {"title": "Linoldruck, limitiert auf 20", "quantity": "25", "store": "amazon.de"},
        {"title": "Stampa, tiratura limitata di 20", "quantity": "25", "store": "amazon.it"},
        {"title": "Grabado, edición limitada de 20", "quantity": "25", "store": "amazon.es"},
    ],
    good=[
        {"title": "Linocut, edition of 50", "quantity": "12", "store": "amazon.com"},
        {"title": "Bookplates, second edition of 1984 novel", "quantity": "2000", "store": "amazon.com"},
        {"title": "Gravure, édition de 2019", "quantity": "3000", "store": "amazon.fr"},
        {"title": "Affiche, édition limitée", "quantity": "500", "store": "amazon.fr"},
        {"title": "Linocut, edition of 50", "description": "Edition of 50, signed", "store": "etsy"},
        {"title": "Série de 4 tasses", "quantity": "12", "store": "amazon.fr"},
    ],
)
def check(listing: Listing) -> Findings:
    """The size of a limited edition does not agree with the stock, or with itself.

    No text of Handmade speaks of limited editions; this only compares the listing's own numbers. Editions in several
    sizes are counted by the largest number.
    """
    told: dict[str, list[tuple[int, re.Match[str]]]] = {}
    for read in _TEXTS:
        for field, text in listing.read(read):
            for found in _EDITION.finditer(text):
                size = int(found["size"] or found["few"])
                if (
                    size
                    and not 1900 <= size <= 2099
                    and not (found.group().casefold().startswith("série") and size < 10)
                ):
                    told.setdefault(field, []).append((size, found))
    if not told:
        return
    (field, first), *others = told.items()
    most = max(size for sizes in told.values() for size, _ in sizes)
    quantity = listing.get("quantity").strip()
    found = first[0][1]
    if quantity.isdecimal() and int(quantity) > most:
        yield Remark(
            say("'{match}', but {quantity} are in stock", match=found.group(), quantity=quantity), field, found.span()
        )
    for other, sizes in others:
        if not {size for size, _ in sizes} & {size for size, _ in first}:
            words = say(
                "'{match}', but the {field} says '{match_2}'",
                match=sizes[0][1].group(),
                field=field.partition(".")[0],
                match_2=found.group(),
            )
            yield Remark(words, other, sizes[0][1].span())
