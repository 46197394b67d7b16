"""MP-031."""

from ...rule import Findings, Listing, Remark, lexicon, rule, say

_SHEET = "Item Type: Necklaces\nGender: Women\nStyle: Trendy\nOccasion: Party\nMaterial: alloy"


@rule(
    "MP-031",
    reads=("description", "bullet", "highlights"),
    severity="info",
    force="ours",
    source="handmade-lint's own (no published source found)",
    lexicons=("specification-labels",),
    advice="Tell size and material in sentences of your own; photos of the making and receipts of materials clear it.",
    bad=[
        {"description": _SHEET},
        {
            "description": "Type d'article : colliers\nSexe : femme\nStyle : tendance\nOccasion : fête",
            "store": "amazon.fr",
        },
        {"description": "Artikeltyp: Ketten\nGeschlecht: Damen\nStil: Mode\nAnlass: Feier", "store": "amazon.de"},
        {"description": "Tipo di articolo: collane\nGenere: donna\nStile: moda", "store": "amazon.it"},
        {"description": "Tipo de artículo: collares\nGénero: mujer\nEstilo: moda", "store": "amazon.es"},
    ],
    good=[
        {"description": "Material: linen\nSize: 40 cm\nCare: 30 degrees\nColour: moss\nWeight: 200 g"},
        {"description": "Style: loose. For any occasion: a walk, a tea."},
        {"description": "Matière : lin\nTaille : 40 cm\nEntretien : 30 degrés\nCouleur : mousse", "store": "amazon.fr"},
        {
            "description": "Material: Leinen\nGröße: 40 cm\nPflege: 30 Grad\nLieferumfang: ein Kissen",
            "store": "amazon.de",
        },
    ],
)
def check(listing: Listing, *, labels: int = 3) -> Findings:
    """A text is the data sheet of a supplier's catalogue.

    'Item Type, Gender, Style, Occasion' are columns of wholesale catalogues, pasted as they stood. Material, size, care
    and colour are what every maker tells, and are never counted. Three labels of that kind are a hint of our own.
    """
    said: dict[str, tuple[str, tuple[int, int]]] = {}
    for read in ("description", "bullet", "highlights"):
        for field, value in listing.read(read):
            for hit in lexicon("specification-labels").find(value, listing.language):
                said.setdefault(hit.term.rstrip(" :"), (field, (hit.start, hit.end)))
    if len(said) >= labels:
        field, span = next(iter(said.values()))
        words = ", ".join(f"'{label}'" for label in list(said)[:4])
        yield Remark(
            say(
                "a hint of ours: {words} are labels of suppliers' data sheets; is the text your own? "
                "Sentences of your own would clear it",
                words=words,
            ),
            field,
            span,
            evidence={"labels": list(said), "count": len(said)},
        )
