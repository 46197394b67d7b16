"""IP-040."""

from ...rule import Findings, Text, country, lexicon, rule, say

_HOMES = {
    "murano": "IT", "muran": "IT", "ムラ": "IT", "ムラー": "IT", "ヴェネ": "IT", "burano": "IT", "como": "IT",
    "côme": "IT", "comer": "IT",
    "limoges": "FR", "chantilly": "FR", "calais": "FR", "リモージュ": "FR", "soling": "DE",
    "ゾーリンゲン": "DE", "toled": "ES",
    "tolède": "ES",
}  # fmt: skip


@rule(
    "IP-040",
    reads=("title", "highlights", "bullet", "description", "material"),
    severity="info",
    force="ours",
    stores=["amazon.de", "amazon.fr", "amazon.it", "amazon.es", "amazon.ie", "amazon.nl", "amazon.com.be"],
    source="handmade-lint's own (no published source found)",
    advice="Say where the glass, china or blade was made, or name the craft without the place ('lampwork glass').",
    lexicons=("craft-places",),
    bad=[
        {"title": "Collier en verre de Murano", "country_of_origin": "Chine", "store": "amazon.fr"},
        {"title": "Messer, Solinger Stahl", "country_of_origin": "CN", "store": "amazon.de"},
        {"title": "Collana in vetro di Murano", "country_of_origin": "Romania", "store": "amazon.it"},
        {"title": "Navaja de acero de Toledo", "country_of_origin": "Pakistán", "store": "amazon.es"},
    ],
    good=[
        {"title": "Collier en verre filé au chalumeau", "country_of_origin": "GB", "store": "amazon.fr"},
        {"title": "Collana in vetro di Murano", "country_of_origin": "Italia", "store": "amazon.it"},
        {"title": "Collier en verre de Murano", "store": "amazon.fr"},
        {"title": "Crème chantilly en feutrine", "country_of_origin": "Chine", "store": "amazon.fr"},
    ],
)
def check(text: Text) -> Findings:
    """A text names a place that stands for a craft, and the goods come from another country.

    The Union protects such names of crafts; this is general knowledge of ours, not a rule of the store. Beads bought in
    Murano and strung elsewhere are lawful if the text says so; without a country of origin nothing is said.
    """
    origin = country(text.fact("country_of_origin"))
    if not origin:
        return
    for hit in lexicon("craft-places").find(text.value, text.language):
        said = text.value[hit.start : hit.end]
        home = next((code for stem, code in _HOMES.items() if stem in said.casefold()), origin)
        if home != origin:
            words = say(
                "'{said}' stands for a craft of its place, and the country of origin is {origin}: "
                "which part is from there?",
                said=said,
                origin=origin,
            )
            yield text.finding(words, (hit.start, hit.end), origin=origin)
