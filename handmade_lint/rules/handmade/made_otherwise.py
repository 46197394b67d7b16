"""HM-005."""

from ...rule import HANDMADE_STORES, Findings, Text, lexicon, rule, say

_ADMISSIONS = ("mass-production", "outsourced-work", "drop-shipping", "resold-goods", "print-on-demand")


@rule(
    "HM-005",
    reads="production_method",
    severity="error",
    stores=HANDMADE_STORES,
    lexicons=_ADMISSIONS,
    source=(
        "https://algomasonline.freshdesk.com/support/solutions/articles/64000268394-amazon-handmade-",
        "https://sellercentral.amazon.com/gp/help/external/help.html?itemID=NGMMFQ5FPLJFBJP&language=vi_VN",
        "handmade-lint's own for the three ways made, altered and assembled (no published source found)",
    ),
    advice="Say how you make, alter or assemble it by hand; if nobody does, it cannot be in Handmade.",
    bad=[
        {"production_method": "Mass produced"},
        {"production_method": "Fabriqué en usine", "store": "amazon.fr"},
        {"production_method": "Serienfertigung", "store": "amazon.de"},
        {"production_method": "Prodotto in serie", "store": "amazon.it"},
        {"production_method": "Subcontratado", "store": "amazon.es"},
        {"production_method": "Dropshipping", "store": "amazon.fr"},
    ],
    good=[
        {"production_method": "Hand altered"},
        {"production_method": "Hand-dyed bought wool"},
        {"production_method": "Fait main, jamais produit en série", "store": "amazon.fr"},
        {"production_method": "Machine knitted in my studio"},
        {"production_method": "Laser", "store": "amazon.de"},
    ],
)
def check(method: Text) -> Findings:
    """The column on the way of making says that the product is not made, altered or assembled by hand.

    What is sold in Handmade must be designed and made by the maker. This reads a declared column, which is why it is an
    error. Machines and tools do not disqualify (a loom, a laser, an embroidery machine), and a way of making that the
    rule does not know is let through.
    """
    for name in _ADMISSIONS:
        for hit in lexicon(name).find(method.value, method.language):
            words = method.value[hit.start : hit.end]
            yield method.finding(say("'{words}' is no making by hand", words=words), (hit.start, hit.end))
            return
