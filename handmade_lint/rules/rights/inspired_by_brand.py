"""IP-009."""

from ...rule import OTHER_KINDS, OTHERS, Findings, Text, apart, lexicon, named, rule, say

_BEHIND_ONLY = frozenset({"like", "esque", "style", "styled", "vibes", "vibe", "inspired", "inspiriert"})


@rule(
    "IP-009",
    reads=("title", "highlights", "bullet", "description", "option"),
    severity="warning",
    source=("unanswered.io; merchguard; logoverify; crafters.market", "shopkeepsentry; shieldmyshop"),
    advice="Say what it looks like in your own words (era, place, colour, technique) and leave the name out.",
    lexicons=("manner-phrases",),
    bad=[
        "Harry Potter inspired candle",
        "Ring in the style of Cartier",
        {"title": "Bougie inspirée de Star Wars", "store": "amazon.fr"},
        {"title": "Veste façon Chanel en laine", "store": "amazon.fr"},
        {"title": "Jacke im Stil von Chanel", "store": "amazon.de"},
        {"title": "Torta a tema Peppa Pig in feltro", "store": "amazon.it"},
        {"title": "Pendientes estilo Louis Vuitton", "store": "amazon.es"},
    ],
    good=[
        "Art Deco style lamp, Scandinavian inspired, farmhouse vibes",
        {"title": "Bracelet style Art déco, inspiré de la mer, façon bohème", "store": "amazon.fr"},
        {"title": "Vase im Bauhaus-Stil, inspiriert von der Nordsee", "store": "amazon.de"},
        {"description": "Bag in the style of the sixties. Fits Kindle, and I like Lego"},
        {"title": "Harry Potter inspired candle", "seller.licences": "Harry Potter: 2026-031"},
        {"description": "Inspired by the marvel of the sea"},
    ],
)
def check(text: Text, *, words: int = 3) -> Findings:
    """A thing is set in the manner of a brand, a star or a film.

    'Inspired by' and '-style' give no protection, and owners search for them; known through third parties only. Eras,
    places, crafts and styles without an owner are free.
    """
    value = text.value
    phrases = lexicon("manner-phrases").find(value, text.language)
    for name in named(text, OTHERS, kinds=OTHER_KINDS, things=True) if phrases else ():
        for phrase in phrases:
            span = phrase.start, phrase.end
            behind = phrase.start >= name.end and apart(value, span, name.span) == 0
            single = phrase.term.casefold() in _BEHIND_ONLY
            before = phrase.end <= name.start and not single and apart(value, span, name.span) < words
            if behind or before:
                ends = min(phrase.start, name.start), max(phrase.end, name.end)
                said = say("'{value}': the name needs leave all the same", value=value[ends[0] : ends[1]])
                told = {**name.evidence, "name": name.name, "role": "look_alike", "leave": max(name.role.leave, 0.9)}
                yield text.finding(said, ends, **told)
                break
