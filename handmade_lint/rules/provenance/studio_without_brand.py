"""MP-028."""

from ...rule import Findings, Listing, Remark, lexicon, rule, say

_NO_BRAND = frozenset(
    """
    generic générique generisch generico genérico genérica generica none n/a unbranded ノーブランド ノーブランド品
    """.split()
)


@rule(
    "MP-028",
    reads=("brand", "description", "bullet", "highlights"),
    severity="info",
    force="ours",
    source="handmade-lint's own (no published source found)",
    advice="If your workshop has a name, write it into the brand column; a maker without a brand may keep Generic.",
    lexicons=("studio-words",),
    bad=[
        {"brand": "Generic", "description": "From our atelier by the sea"},
        {"brand": "Générique", "description": "Cousu dans notre atelier", "store": "amazon.fr"},
        {"brand": "Generisch", "description": "Aus unserer Werkstatt", "store": "amazon.de"},
        {"brand": "Generico", "description": "Dal nostro laboratorio", "store": "amazon.it"},
        {"brand": "Genérico", "description": "Hecho en nuestro taller", "store": "amazon.es"},
        {"columns": ["brand"], "description": "Thrown in my studio"},
    ],
    good=[
        {"brand": "Oakline", "description": "From our atelier by the sea"},
        {"brand": "Générique", "description": "Cousu sur une vieille machine, pour votre maison", "store": "amazon.fr"},
        {"description": "From our atelier by the sea"},
        {"brand": "Generic", "description": "A studio lamp"},
    ],
)
def check(listing: Listing) -> Findings:
    """The text speaks of a studio, and the brand column names none.

    A workshop mostly has a name. Amazon itself asks makers without a registered brand to write Generic, so this is a
    weak hint of our own, asked as a question.
    """
    brand = listing.get("brand").strip()
    blank = not brand and "brand" in listing.columns and listing.get("parentage").strip().casefold() != "parent"
    if not blank and brand.casefold() not in _NO_BRAND:
        return
    for read in ("description", "bullet", "highlights"):
        for field, value in listing.read(read):
            for hit in lexicon("studio-words").find(value, listing.language):
                said = value[hit.start : hit.end]
                yield Remark(
                    say(
                        "a hint of ours: the text says '{said}' and the brand is {brand}; has the workshop a "
                        "name? It would clear it",
                        said=said,
                        brand=brand or say("blank"),
                    ),
                    field,
                    (hit.start, hit.end),
                    evidence={"brand": brand, "said": said},
                )
                return
