"""MP-024, with FP-003: machines and tools are no fault."""

from ...rule import Findings, Listing, Remark, lexicon, rule, say

_TEXTS = ("title", "highlights", "bullet", "description")


@rule(
    "MP-024",
    reads=_TEXTS,
    severity="info",
    force="ours",
    source="handmade-lint's own (no published source found)",
    advice="Say which part you make and which you buy; photos of the making clear the hint.",
    lexicons=("factory-processes",),
    bad=[
        {"title": "Handmade comb", "description": "Injection moulded in one piece"},
        {"title": "Peigne fait main", "description": "Moulé par injection dans notre usine", "store": "amazon.fr"},
        {"title": "Handgemachter Kamm", "description": "Im Spritzgussverfahren hergestellt", "store": "amazon.de"},
        {"title": "Pettine fatto a mano", "description": "Stampato a iniezione", "store": "amazon.it"},
        {"title": "Peine hecho a mano", "description": "Moldeado por inyección", "store": "amazon.es"},
        {"title": "手作りの櫛", "description": "射出成形で作りました", "store": "amazon.co.jp"},
    ],
    good=[
        {
            "title": "Handmade comb",
            "description": "Laser-cut by me, sanded; sewn on my machine, cast in a silicone mould",
        },
        {"title": "Handmade comb", "description": "Not machine made. Brooch of a die-cast car"},
        {
            "title": "Peigne fait main",
            "description": "Découpé au laser par mes soins, jamais à la chaîne",
            "store": "amazon.fr",
        },
        {
            "title": "Handgemachter Kamm",
            "description": "Mit der Maschine genäht, nicht vom Fließband",
            "store": "amazon.de",
        },
        {"title": "Comb", "description": "Injection moulded"},
    ],
)
def check(listing: Listing) -> Findings:
    """A listing says 'handmade' and names a factory's way of making.

    Injection moulding and production lines do not go with the hand. Looms, presses, lasers and sewing machines do, and
    are never meant; a bought clasp may be die-cast. A hint of our own.
    """
    texts = [(field, value) for read in _TEXTS for field, value in listing.read(read)]
    if not any(lexicon("handmade-words").find(value, listing.language) for _, value in texts):
        return
    for field, value in texts:
        for hit in lexicon("factory-processes").find(value, listing.language):
            said = value[hit.start : hit.end]
            yield Remark(
                say(
                    "a hint of ours: '{said}' does not go with 'handmade'; is it a part that you buy? A "
                    "word on what you make yourself would clear it",
                    said=said,
                ),
                field,
                (hit.start, hit.end),
                evidence={"process": said},
            )
            return
