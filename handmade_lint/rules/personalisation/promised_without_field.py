"""PE-012."""

from ...rule import Findings, Listing, Remark, lexicon, rule, say


@rule(
    "PE-012",
    reads=("title", "highlights", "bullet", "description", "personalisation", "option"),
    force="ours",
    lexicons=("personalisation-promises",),
    source="handmade-lint's own (no published source found)",
    advice="Add the text box or option list, or take the promise out.",
    bad=[
        {"title": "Oak board", "bullet.1": "Engraved with your family name", "columns": ["personalisation"]},
        {"title": "Planche au prénom de votre choix", "columns": ["personalisation"], "store": "amazon.fr"},
        {"title": "Holzbrett mit Wunschname", "columns": ["option"], "store": "amazon.de"},
        {"title": "Tagliere", "bullet.1": "Inciso con il tuo nome", "columns": ["option"], "store": "amazon.it"},
        {"title": "Tabla", "bullet.1": "Grabada con tu apellido", "columns": ["option"], "store": "amazon.es"},
        {"title": "木の板 名入れ可能", "columns": ["personalisation"], "store": "amazon.co.jp"},
        {"title": "Board", "description": "Just message me the name.", "columns": ["personalisation"]},
    ],
    good=[
        {"title": "Board", "bullet.1": "Engraved with your name", "personalisation.1": "Name"},
        {"title": "Oak board engraved with your family name"},
        {
            "title": "Board",
            "bullet.1": "This one cannot be personalised with your name",
            "columns": ["personalisation"],
        },
        {"title": "Planche, ne peut pas être personnalisée", "columns": ["personalisation"], "store": "amazon.fr"},
        {"title": "Blank tag, to personalise it yourself", "columns": ["personalisation"]},
        {"title": "Ein Geschenk mit persönlicher Note", "columns": ["personalisation"], "store": "amazon.de"},
    ],
)
def check(listing: Listing) -> Findings:
    """The text promises personalisation, but the listing has no field for it.

    The buyer finds nowhere to write the name. Catalogues without any column for customisations say nothing and are let
    through. The rule and its words are ours.
    """
    fields = ("personalisation", "option")
    if not any(name in listing.columns for name in fields):
        return
    if any(True for name in fields for _ in listing.read(name)):
        return
    for name in ("title", "highlights", "bullet", "description"):
        for field, value in listing.read(name):
            for hit in lexicon("personalisation-promises").find(value, listing.language):
                words = value[hit.start : hit.end]
                yield Remark(
                    say("'{words}' is promised, but there is no field for it", words=words), field, (hit.start, hit.end)
                )
                return
