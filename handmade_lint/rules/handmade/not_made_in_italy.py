"""HM-036."""

from ...rule import HANDMADE_STORES, Findings, Text, lexicon, rule, say

_ITALY = frozenset(["it", "ita", "italy", "italia", "italie", "italien", "made in italy", "イタリア"])


@rule(
    "HM-036",
    reads=("title", "bullet", "description", "highlights", "keywords"),
    severity="error",
    stores=HANDMADE_STORES,
    lexicons=["made-in-italy"],
    source="https://global.lianlianpay.com/channel/7-21228.html",
    advice="Say where it is really made; a material may be called Italian as a material.",
    bad=[
        {"title": "Leather bag, Made in Italy", "country_of_origin": "CN"},
        {"title": "Sac à main fabriqué en Italie", "country_of_origin": "Maroc", "store": "amazon.fr"},
        {"title": "Tasche, hergestellt in Italien", "country_of_origin": "DE", "store": "amazon.de"},
        {"title": "Borsa fatta a mano in Italia", "seller.country": "FR", "store": "amazon.it"},
        {"title": "Bolso hecho en Italia", "country_of_origin": "ES", "store": "amazon.es"},
    ],
    good=[
        {"title": "Leather bag, Made in Italy", "country_of_origin": "IT"},
        {"title": "Bag of leather made in Italy", "country_of_origin": "GB"},
        {"title": "Sac en cuir fabriqué en Italie", "country_of_origin": "Italie", "store": "amazon.fr"},
        {"title": "Sac", "description": "Tissu fabriqué en Italie", "country_of_origin": "FR", "store": "amazon.fr"},
        {"title": "Leather bag, Made in Italy"},
        {"title": "Borsa 100% Made in Italy", "country_of_origin": "CN", "store": "amazon.it"},
        {
            "title": "Tasche",
            "description": "Nicht in Italien hergestellt",
            "country_of_origin": "DE",
            "store": "amazon.de",
        },
    ],
)
def check(text: Text) -> Findings:
    """The text says Made in Italy, and the origin told is another country.

    What is in the Made in Italy store must be made by hand, in small numbers and wholly or mostly in Italy. A column of
    origin that names another country is an error, the seller's own country in the profile a warning. Leather, cloth and
    yarn made in Italy are materials and not meant; '100% Made in Italy' has a rule of its own.
    """
    hits = lexicon("made-in-italy").find(text.value, text.language)
    if not hits:
        return
    origin = text.fact("country_of_origin").strip()
    country = origin or text.fact("seller.country").strip()
    if not country or country.casefold() in _ITALY:
        return
    for hit in hits:
        if not text.value[: hit.start].rstrip().endswith(("100%", "100 %")):
            match = text.value[hit.start : hit.end]
            words = (
                say("'{match}', but the origin is '{country}'", match=match, country=country)
                if origin
                else say("'{match}', but the country in the profile is '{country}'", match=match, country=country)
            )
            yield text.finding(words, (hit.start, hit.end), severity=None if origin else "warning")
