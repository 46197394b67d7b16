"""RE-028."""

import re

from ...rule import Findings, Text, rule, say

_TERM = re.compile(r"(?<!\w)artesan(?:[oa]s?|al(?:es)?|almente|ía|ías)(?!\w)", re.IGNORECASE)
_OF_OTHERS = re.compile(r"(?<!\w)(?:para|regalo|no soy|no somos)\s*(?:un |una |los |el |la |de )?\Z", re.IGNORECASE)


@rule(
    "RE-028",
    reads=("title", "brand", "highlights", "bullet", "description", "keywords"),
    severity="info",
    force="law",
    stores=["amazon.es"],
    source=("justiciaalimentaria.org", "Ley 14/2002 of Castilla-La Mancha"),
    advice="Write 'hecho a mano', or put the number of your carta de artesano under [seller] es_carta_artesano.",
    needs=["artesan"],
    bad=["Cuenco artesanal de olivo", {"title": "Cuenco", "description": "Artesanía hecha por una artesana"}],
    good=[
        "Cuenco de olivo hecho a mano",
        {"title": "Cuenco artesanal de olivo", "seller.es_carta_artesano": "CLM-1234"},
        {"title": "Delantal de cuero, regalo para artesanos"},
        {"title": "Caja de artesonado de pino"},
    ],
)
def check(text: Text) -> Findings:
    """The words artesano or artesanal are used in Spain without a regional register being told.

    The laws of the autonomous communities (Castilla-La Mancha's of 2002 was read about) give the word to those who hold
    the region's card or register. The laws differ, and so this is only a note; 'hecho a mano' asks for the truth only.
    """
    if text.fact("seller.es_carta_artesano").strip():
        return
    for found in text.find(_TERM):
        if not _OF_OTHERS.search(text.value[: found.start()]):
            yield text.finding(
                say("'{match}' is governed by the law of your region", match=found.group()), found.span()
            )
