"""RE-033."""

import re

from ...rule import Findings, Listing, Remark, find_in, lexicon, rule, say

_TEXTS = ("title", "highlights", "bullet", "description")
_GROWN_UP = re.compile(
    r"\bfor adults?\b|\badults? only\b|\bcollectors?\b|\bnot a toy\b|pour (?:les )?adultes|collectionneurs?"
    r"|n'est pas un jouet"
    r"|für erwachsene|sammler|kein spielzeug|per adulti|collezionist|non è un giocattolo|para adultos|coleccionist"
    r"|no es un juguete|\bpattern\b|\bpatron\b|anleitung|\bschéma\b|\bkit\b",
    re.IGNORECASE,
)


@rule(
    "RE-033",
    reads=(*_TEXTS, "material", "child_warning", "safety_warning"),
    force="law",
    stores=["amazon.com", "amazon.de", "amazon.fr", "amazon.it", "amazon.es"],
    languages=["en", "fr", "de", "it", "es"],
    source="https://sellercentral.amazon.com/gp/help/external/201707090",
    advice="Set the warning in its column, or tell in the text the age it is for and that small parts may choke.",
    lexicons=["toys"],
    bad=[
        {"title": "Teddy bear with button eyes"},
        {"title": "Doudou lapin", "description": "Yeux de sécurité et grelot", "store": "amazon.fr"},
        {"title": "Kuscheltier Hase", "description": "Mit Sicherheitsaugen", "store": "amazon.de"},
        {"title": "Sonaglio con perline di legno", "store": "amazon.it"},
        {"title": "Muñeco amigurumi con ojos de seguridad", "store": "amazon.es"},
    ],
    good=[
        {"title": "Teddy bear with button eyes", "child_warning": "choking_hazard_small_parts"},
        {"title": "Teddy bear", "description": "Embroidered eyes, no small parts"},
        {"title": "Dog toy with pompoms"},
        {"title": "Doudou lapin", "description": "Yeux brodés, sans petites pièces", "store": "amazon.fr"},
        {"title": "Doudou lapin, yeux de sécurité", "description": "À partir de 3 ans", "store": "amazon.fr"},
        {"title": "Collier de perles en bois", "store": "amazon.fr"},
        {"title": "Art doll with glass eyes", "description": "For collectors, not a toy"},
        {"title": "Kuscheltier mit Knopfaugen", "description": "Nicht für Kinder unter 3 Jahren", "store": "amazon.de"},
    ],
)
def check(listing: Listing) -> Findings:
    """A toy with small parts carries no warning that children may choke.

    American law asks for the choking warning on toys with small parts for children from three to six, and bars such
    parts below three; European toy law asks for the age and the reason. Amazon has columns for both. Embroidered eyes,
    toys for pets, and pieces called for adults or collectors are not meant; nor can the size of a part be told from a
    text.
    """
    toys = lexicon("toys").find(listing.get("title"), listing.language)
    if not toys or listing.get("child_warning").strip() or listing.get("safety_warning").strip():
        return
    texts = [text for name in _TEXTS for _, text in listing.read(name)]
    if any(_GROWN_UP.search(text) for text in texts):
        return
    if any(lexicon("choking-warnings").find(text, listing.language) for text in texts):
        return
    toy = listing.get("title")[toys[0].start : toys[0].end]
    for field, part, hit in find_in(listing, "small-parts", *_TEXTS, "material"):
        yield Remark(
            say("'{part}' on a toy ('{toy}'), and no warning of choking", part=part, toy=toy),
            field,
            (hit.start, hit.end),
        )
        return
