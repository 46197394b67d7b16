"""IP-002."""

from ...rule import OTHER_KINDS, OTHERS, Findings, Severity, Text, apart, lexicon, named, rule, say


@rule(
    "IP-002",
    reads=("title", "highlights", "bullet", "description", "keywords", "option"),
    severity="error",
    source=(
        "https://global.lianlianpay.com/channel/7-21201.html",
        "https://global.lianlianpay.com/channel/7-21218.html",
        "https://sellercentral.amazon.com/gp/help/external/help.html?itemID=201361070",
    ),
    advice="Describe your own thing; copies of another firm's goods may not be sold.",
    lexicons=("copies", "copies-of-brands"),
    bad=[
        "Designer dupe bag in felt",
        "Replica of a Cartier ring",
        {"title": "Réplique de sac Chanel au crochet", "store": "amazon.fr"},
        {"bullet.1": "Nachgemachte Rolex aus Holz", "store": "amazon.de"},
        {"description": "Imitazione di Gucci", "store": "amazon.it"},
        {"title": "Copia de Louis Vuitton", "store": "amazon.es"},
        {"title": "シャネルのレプリカ", "store": "amazon.co.jp"},
    ],
    good=[
        "Faux leather strap, imitation pearl, fake fur collar, bootleg jeans",
        "Replica of a Viking brooch, cast from my own museum mould",
        {
            "description": "Réplique d'une fibule gauloise, en faux cuir. Personne n'est dupe : c'est du simili",
            "store": "amazon.fr",
        },
        {"description": "Replik einer Fibel aus dem Museum; keine Fälschung", "store": "amazon.de"},
        {"description": "Orlo falso cucito a mano, copia firmata della stampa", "store": "amazon.it"},
        {"description": "Keep a copy of the receipt. Cute rabbit, not a dupe"},
    ],
)
def check(text: Text, *, words: int = 4) -> Findings:
    """A text offers a copy: a dupe, a knock-off, a replica of a brand.

    Amazon bars counterfeits and words that promise them. Beside a brand such a word is an error; 'dupe', 'knock-off'
    and their like alone are a warning. Replicas of museum pieces, imitation leather and fake fur are not meant.
    """
    value = text.value
    alone = lexicon("copies").find(value, text.language)
    hits = sorted([*alone, *lexicon("copies-of-brands").find(value, text.language)], key=lambda hit: hit.start)
    names = named(text, OTHERS, kinds=OTHER_KINDS, things=True, copied=True) if hits else []
    for hit in hits:
        span = hit.start, hit.end
        near = next((one for one in names if apart(value, span, one.span) < words), None)
        if near is not None:
            ends = min(hit.start, near.start), max(hit.end, near.end)
            said = say("'{match}' offers a copy of '{name}'", match=value[hit.start : hit.end], name=near.name)
            grave: Severity | None = None if near.listed else "warning"
            told = {**near.evidence, "name": near.name, "role": "look_alike", "leave": max(near.role.leave, 0.95)}
            yield text.finding(said, ends, severity=grave, **told)
        elif hit.lexicon == "copies":
            yield text.finding(
                say("'{match}' offers a copy of something", match=value[hit.start : hit.end]), span, severity="warning"
            )
