"""MP-032, with HM-038 to HM-040: who prints or paints on bought blanks herself is a maker."""

from ...rule import Findings, Listing, Remark, lexicon, rule, say

_READS = ("title", "description", "bullet", "highlights")


@rule(
    "MP-032",
    reads=_READS,
    severity="info",
    force="ours",
    source="handmade-lint's own (no published source found)",
    lexicons=("blank-specifications",),
    advice="Say what you do to the blank, and where; photos of your press or needle and receipts of blanks clear it.",
    bad=[
        {"description": "100% combed and ring-spun cotton, side seamed, with shoulder-to-shoulder taping."},
        {"description": "Coton peigné et filé, coutures latérales, coupe classique.", "store": "amazon.fr"},
        {"description": "Ringgesponnene Baumwolle, Seitennähte, vorgeschrumpft.", "store": "amazon.de"},
        {"description": "Cotone ring spun, cuciture laterali, tasca a marsupio.", "store": "amazon.it"},
        {"description": "Algodón ring spun, costuras laterales, bolsillo canguro.", "store": "amazon.es"},
    ],
    good=[
        {"description": "Ring-spun cotton, which I print by hand with water-based ink."},
        {"description": "Un tablier en coton, coutures latérales renforcées.", "store": "amazon.fr"},
        {"description": "Der Stoff ist vorgeschrumpft, damit der Quilt seine Form behält.", "store": "amazon.de"},
        {"description": "A mug with a C handle, thrown and pulled by me."},
    ],
)
def check(listing: Listing, *, phrases: int = 3) -> Findings:
    """A text is the specification of a blank that print services print on.

    Services that print on demand hand their sellers such sentences. So do makers who paint or press bought shirts
    themselves, which the Handmade programme allows: a hint of our own, and only when three such phrases stand together.
    """
    said: dict[str, tuple[str, tuple[int, int]]] = {}
    for read in _READS:
        for field, value in listing.read(read):
            for hit in lexicon("blank-specifications").find(value, listing.language):
                said.setdefault(hit.term, (field, (hit.start, hit.end)))
    if len(said) >= phrases:
        field, span = next(iter(said.values()))
        yield Remark(
            say(
                "a hint of ours: {said} tell of a blank that print services use; do you print it "
                "yourself? A sentence on how would clear it",
                said=", ".join(repr(one) for one in list(said)[:4]),
            ),
            field,
            span,
            evidence={"phrases": list(said), "count": len(said)},
        )
