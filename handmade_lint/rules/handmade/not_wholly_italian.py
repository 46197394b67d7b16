"""HM-037."""

import re

from ...rule import Findings, Listing, Remark, rule, say

_WHOLLY = re.compile(
    r"100 ?% ?(?:hand)?(?:made in italy|fabriquée?s? en italie|in italien hergestellt|hergestellt in italien"
    r"|fatt[oaie] in italia"
    r"|prodott[oaie] in italia|hech[oa]s? en italia|fabricad[oa]s? en italia)",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"\b(?:designed|packed|packaged|assembled|finished|sewn|conçue?s?|emballée?s?|assemblée?s?|entworfen|verpackt"
    r"|montiert|progettat[oaie]"
    r"|confezionat[oaie]|assemblat[oaie]|diseñad[oa]s?|empaquetad[oa]s?|montad[oa]s?)\s+(?:in|en|au|aux"
    r"|à)\s+(?:the\s+)?"
    r"(?!ital)(?-i:[A-Z]\w+)",
    re.IGNORECASE,
)
_ITALY = frozenset(["it", "ita", "italy", "italia", "italie", "italien", "made in italy", "イタリア"])
_TEXTS = ("title", "bullet", "description", "highlights", "keywords")


@rule(
    "HM-037",
    reads=(*_TEXTS, "country_of_origin"),
    severity="error",
    needs=["100%", "100 %"],
    source="https://global.lianlianpay.com/channel/7-21228.html",
    advice="Say 'Made in Italy' without the 100%, or do design, making and packing there.",
    bad=[
        {"title": "Bag, 100% Made in Italy", "country_of_origin": "CN"},
        {"title": "Sac 100 % fabriqué en Italie", "description": "Emballé en France", "store": "amazon.fr"},
        {"title": "Borsa 100% Made in Italy", "description": "Confezionata in Francia", "store": "amazon.it"},
    ],
    good=[
        {"title": "Borsa 100% Made in Italy", "country_of_origin": "IT", "store": "amazon.it"},
        {"title": "Sac 100 % cuir, doublure fabriquée en Italie", "country_of_origin": "FR", "store": "amazon.fr"},
        {"title": "Bag, 100% Made in Italy", "description": "Designed in Italy, packed in boxes"},
        {"title": "Sac 100 % fabriqué en Italie", "description": "Conçu en Italie", "store": "amazon.fr"},
    ],
)
def check(listing: Listing) -> Findings:
    """The text says '100% Made in Italy', and some step is done elsewhere.

    The Made in Italy store keeps these words for goods designed, made and packed wholly in Italy. A column of origin
    that names another country is an error; a step that a text places elsewhere is said as a warning.
    """
    texts = [pair for read in _TEXTS for pair in listing.read(read)]
    claims = [(field, found) for field, text in texts for found in _WHOLLY.finditer(text)]
    if not claims:
        return
    field, claim = claims[0]
    origin = listing.get("country_of_origin").strip()
    if origin and origin.casefold() not in _ITALY:
        yield Remark(
            say("'{match}', but the origin is '{origin}'", match=claim.group(), origin=origin), field, claim.span()
        )
    for where, text in texts:
        for step in _ELSEWHERE.finditer(text):
            yield Remark(
                say("'{match}', but also '{match_2}'", match=claim.group(), match_2=step.group()),
                where,
                step.span(),
                severity="warning",
            )
