"""TI-035."""

from ...rule import Findings, Text, guess_language, lexicon, rule, say


@rule(
    "TI-035",
    reads="title",
    severity="info",
    force="ours",
    languages=["fr", "es", "it", "de"],
    lexicons=("dropped-accents",),
    source="handmade-lint's own (no published source found)",
    advice="Write the accents; shoppers read them, and search knows both forms.",
    bad=[
        {"title": "Bol en chene", "store": "amazon.fr", "cure": "Bol en chêne"},
        {
            "title": "Planche a pain en hetre, cadeau fete",
            "store": "amazon.fr",
            "cure": "Planche a pain en hêtre, cadeau fête",
        },
        {"title": "Collar de ceramica, Corazon", "store": "amazon.es", "cure": "Collar de cerámica, Corazón"},
        {"title": "Schale fuer Brot, gruene Glasur", "store": "amazon.de", "cure": "Schale für Brot, grüne Glasur"},
        {"title": "Tazzina da caffe", "store": "amazon.it", "cure": "Tazzina da caffè"},
    ],
    good=[
        {"title": "Bol en chêne", "store": "amazon.fr"},
        {"title": "Étui en cuir, chene brosse", "store": "amazon.fr"},
        {"title": "Etoile de bois, Echarpe en laine", "store": "amazon.fr"},
        {"title": "BOITE CHENE, Boite ronde", "store": "amazon.fr"},
        {"title": "Holzvogel mit Apfel, Stuck an der Decke, Schale aus Holz", "store": "amazon.de"},
        {"title": "Bol Chene & Cie", "brand": "Chene & Cie", "store": "amazon.fr"},
        {"title": "Collar con nombre Nina", "store": "amazon.es"},
    ],
)
def check(title: Text) -> Findings:
    """The title has no accent at all, and holds words that need one.

    It reads as if a machine had written it. Only titles without any letter beyond plain Latin are judged, and only
    words that exist in no other sense. Capitals may go without, and so may an initial ('Etoile'); French words that the
    spelling of 1990 relieved of theirs ('boite') are right either way. Nobody publishes this; it is ours.
    """
    if not title.value.isascii() or guess_language(title.value)[0] not in ("", title.language):
        return
    brand = title.fact("brand").casefold()
    for hit in lexicon("dropped-accents").find(title.value, title.language):
        word = title.value[hit.start : hit.end]
        if word.isupper() or word.casefold() in brand or (word[0].isupper() and not hit.key[0].isascii()):
            continue
        right = hit.key.capitalize() if word[0].isupper() else hit.key
        yield title.finding(
            say("'{word}' is written '{right}'", word=word, right=right), (hit.start, hit.end), fix=right, safe=False
        )
