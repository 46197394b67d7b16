"""RE-036."""

import re

from ...rule import Findings, Listing, Remark, lexicon, rule, say

_TEXTS = ("title", "highlights", "bullet", "description")
_NOT_A_TOY = re.compile(
    r"(?<!\w)(?:decorative (?:purposes )?only|decoration only|for decoration only|not a toy|display only"
    r"|n'est pas un jouet|décoration uniquement|uniquement décorati(?:f|ve)|décorati(?:f|ve) uniquement"
    r"|à titre décoratif"
    r"|usage décoratif|kein spielzeug|nur (?:zur |als )?deko(?:ration)?|reine deko(?:ration)?|non è un giocattolo"
    r"|solo decorativ[oa]|(?:scopo|uso) decorativo|solo per decorazione|no es un juguete|solo decoración"
    r"|únicamente decorativ[oa])(?!\w)",
    re.IGNORECASE,
)
_FOR_A_CHILD = re.compile(
    r"(?<!\w)(?:for (?:a |your |newborn |little )?(?:bab(?:y|ies)|newborns?|toddlers?|kids|children"
    r"|infants?)(?! under| below|\W*s room)"
    r"|from birth|pour (?:les |votre )?(?:bébés?|enfants?|nouveau-nés?|tout-petits?)(?! de moins)"
    r"|dès la naissance|de 0 à"
    r"|für (?:ihr |dein )?(?:babys?|kinder|kleinkinder|neugeborene)(?! unter| ab)|ab (?:der )?geburt"
    r"|per (?:i )?(?:bambini|neonati|bebè|bimbi)(?! (?:sotto|di età|inferiore))|dalla nascita"
    r"|para (?:el |los |tu )?(?:bebés?|niños|recién nacidos)(?! menores)|desde el nacimiento)(?!\w)",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"(?:\bnot|\bunsuitable|\bne convient pas|\bpas|\bnicht|\bkein|\bnon|\bno)\s+(?:[\w']+\s+){0,3}\Z", re.IGNORECASE
)
_MARKED = re.compile(r"(?<!\w)(?:CE|UKCA|EN ?71)(?!\w)")


@rule(
    "RE-036",
    reads=(*_TEXTS, "certificate"),
    force="law",
    stores=["amazon.co.uk", "amazon.de", "amazon.fr", "amazon.it", "amazon.es"],
    languages=["en", "fr", "de", "it", "es"],
    source="folksy blog; conformance.co.uk (UKCA and CE for toys)",
    advice="Have it assessed to EN 71 and say CE (or UKCA); or sell it for grown-ups only and leave the children out.",
    lexicons=["toys"],
    bad=[
        {"title": "Teddy for babies", "description": "Decorative only"},
        {"title": "Doudou lapin pour bébé", "description": "Ceci n'est pas un jouet", "store": "amazon.fr"},
        {"title": "Stofftier für Kinder", "description": "Nur zur Dekoration", "store": "amazon.de"},
        {"title": "Peluche per neonati", "description": "Non è un giocattolo", "store": "amazon.it"},
        {"title": "Muñeco para bebés", "description": "No es un juguete", "store": "amazon.es"},
    ],
    good=[
        {"title": "Teddy for babies", "description": "CE and UKCA marked, EN 71"},
        {"title": "Art figure of felt", "description": "Decorative only, not for children under 3"},
        {"title": "Teddy", "description": "For collectors. Not a toy, not suitable for children"},
        {"title": "Doudou lapin", "description": "Conforme CE, EN 71, pour bébé", "store": "amazon.fr"},
        {
            "title": "Poupée de chiffon",
            "description": "N'est pas un jouet, ne convient pas pour enfants",
            "store": "amazon.fr",
        },
        {
            "title": "Puppe",
            "description": "Kein Spielzeug, nicht geeignet für Kinder unter 3 Jahren",
            "store": "amazon.de",
        },
    ],
)
def check(listing: Listing) -> Findings:
    """A toy for children is called decoration, and no CE or UKCA mark is told.

    European and British toy law looks at whom a thing is made for: a teddy for babies is a toy even when the page says
    that it is not, and needs the CE or UKCA mark. Only where both halves stand in the listing is it said; a toy that
    keeps silent on marks is not judged here.
    """
    if not lexicon("toys").find(listing.get("title"), listing.language):
        return
    texts = [pair for name in _TEXTS for pair in listing.read(name)]
    if listing.get("certificate").strip() or any(_MARKED.search(text) for _, text in texts):
        return
    child = [
        found.group()
        for _, text in texts
        for found in _FOR_A_CHILD.finditer(text)
        if not _DENIED.search(text[: found.start()])
    ]
    if not child:
        return
    for field, text in texts:
        for found in _NOT_A_TOY.finditer(text):
            words = say("'{match}' does not free a toy '{child}' from its mark", match=found.group(), child=child[0])
            yield Remark(words, field, found.span())
            return
