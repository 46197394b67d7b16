"""MP-006."""

import re

from ...rule import Findings, Listing, Remark, lexicon, rule, say

_BRACKETS = re.compile(r"【[^】\n]{2,40}】")


@rule(
    "MP-006",
    reads=("title", "highlights", "bullet", "description"),
    severity="info",
    force="ours",
    source=(
        "handmade-lint's own (no published source found)",
        "https://www.pesticidelistingcheck.com/remove-pesticide-claims-amazon-listing-checklist.html",
    ),
    advice="Say it in your own words; photos of the making and invoices of materials clear the hint.",
    needs=("【",),
    lexicons=("supplier-phrases",),
    bad=[
        {"description": "1pc necklace. Please allow slight measuring error due to manual measurement."},
        {"description": "Erreur de mesure de 1-3 cm. Le paquet comprend : 1 collier", "store": "amazon.fr"},
        {"description": "Bitte 1-3 cm Messfehler durch manuelle Messung erlauben", "store": "amazon.de"},
        {"description": "Errore di misurazione 1-3 cm. Il pacchetto include: 1 x collana", "store": "amazon.it"},
        {"description": "Error de medición de 1-3 cm. El paquete incluye: 1 x collar", "store": "amazon.es"},
        {"description": "手動測定のため誤差あり。パッケージ内容: 1個", "store": "amazon.co.jp"},
        {"bullet.1": "【Premium】Soft wool", "bullet.2": "【Gift】For her. 100% brand new"},
    ],
    good=[
        {"description": "Colours may differ slightly on your monitor. As each bowl is thrown by hand, allow for 1 cm."},
        {
            "description": "Les couleurs peuvent varier selon votre écran. Mesuré à la main, à 1 cm près.",
            "store": "amazon.fr",
        },
        {"description": "Package includes one mug and a card"},
        {"bullet.1": "【素材】革", "bullet.2": "【サイズ】10cm", "store": "amazon.co.jp"},
    ],
)
def check(listing: Listing, *, phrases: int = 2) -> Findings:
    """A listing holds several phrases of suppliers' catalogues.

    Measuring errors, packing lists, '1pc' and headings in heavy brackets come with pasted texts. One such phrase says
    nothing, and a note on the colours of screens is never counted, since every careful maker writes one. Two together
    are a hint of our own.
    """
    said: dict[str, tuple[str, tuple[int, int]]] = {}
    for read in ("title", "highlights", "bullet", "description"):
        for field, value in listing.read(read):
            for hit in lexicon("supplier-phrases").find(value, listing.language):
                said.setdefault(value[hit.start : hit.end].casefold(), (field, (hit.start, hit.end)))
            heading = _BRACKETS.search(value)
            if heading and listing.language != "ja":
                said.setdefault("【 】", (field, heading.span()))
    if len(said) >= phrases:
        field, span = next(iter(said.values()))
        words = ", ".join(f"'{phrase}'" for phrase in list(said)[:4])
        yield Remark(
            say(
                "a hint of ours: {words} are phrases of suppliers' catalogues; did you borrow the "
                "wording only? Own words would clear it",
                words=words,
            ),
            field,
            span,
            evidence={"phrases": list(said), "count": len(said)},
        )
