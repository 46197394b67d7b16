"""MP-033."""

from ...rule import Findings, Listing, Remark, lexicon, rule, say

_READS = ("title", "description", "bullet", "highlights")


@rule(
    "MP-033",
    reads=_READS,
    severity="info",
    force="ours",
    source="handmade-lint's own (no published source found)",
    lexicons=("machine-translations",),
    advice="Write it as you would tell it to a customer, in your own language if need be; that clears the hint.",
    bad=[
        {"description": "Exquisite workmanship, not easy to fade, very suitable for party."},
        {"description": "Fabrication exquise, pas facile à décolorer.", "store": "amazon.fr"},
        {"description": "Exquisite Verarbeitung, nicht leicht zu verblassen.", "store": "amazon.de"},
        {"description": "Squisita lavorazione, durevole nell'uso.", "store": "amazon.it"},
        {"description": "Mano de obra exquisita, no es fácil de desteñir.", "store": "amazon.es"},
    ],
    good=[
        {"description": "I am from Poland and my English is small. The bowl is very suitable for soup."},
        {"description": "Mon français est celui d'une Galloise. Très approprié pour la soupe.", "store": "amazon.fr"},
        {"description": "Geeignet für jeden Anlass, mit weichem Griff.", "store": "amazon.de"},
    ],
)
def check(listing: Listing, *, phrases: int = 2) -> Findings:
    """A text holds phrases of suppliers' machine translations.

    'Exquisite workmanship, not easy to fade' comes from catalogues that were translated word by word. Makers write in
    languages that are not their own, too, and their mistakes are others: broken grammar is never counted, only these
    set phrases, and only two of them together. A hint of our own.
    """
    said: dict[str, tuple[str, tuple[int, int]]] = {}
    for read in _READS:
        for field, value in listing.read(read):
            for hit in lexicon("machine-translations").find(value, listing.language):
                said.setdefault(hit.term, (field, (hit.start, hit.end)))
    if len(said) >= phrases:
        field, span = next(iter(said.values()))
        words = ", ".join(f"'{phrase}'" for phrase in list(said)[:4])
        yield Remark(
            say(
                "a hint of ours: {words} are set phrases of translated catalogues; are the words "
                "your own? Plain words would clear it",
                words=words,
            ),
            field,
            span,
            evidence={"phrases": list(said), "count": len(said)},
        )
