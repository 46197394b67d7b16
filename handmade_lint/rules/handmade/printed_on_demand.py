"""HM-010."""

from ...rule import HANDMADE_STORES, Findings, Text, lexicon, rule, say


@rule(
    "HM-010",
    reads=("production_partner", "vendor", "title", "bullet", "description", "highlights", "keywords", "tag"),
    severity="error",
    stores=HANDMADE_STORES,
    lexicons=("print-on-demand",),
    source=(
        "https://global.lianlianpay.com/channel/7-21201.html",
        "https://sellercentral.amazon.com/gp/help/external/help.html?itemID=NGMMFQ5FPLJFBJP&language=vi_VN",
        "handmade-lint's own for the names (no published source found)",
    ),
    advice="Print it yourself, or list it outside Handmade.",
    bad=[
        {"description": "Fulfilled by Printful, 3 to 5 days"},
        {"production_partner": "Printify"},
        {"vendor": "Gooten"},
        {"description": "Affiche, impression à la demande sur papier mat", "store": "amazon.fr"},
        {"description": "Imprimé par notre imprimeur à Lyon", "store": "amazon.fr"},
        {"description": "Druck auf Bestellung bei unserem Druckpartner", "store": "amazon.de"},
        {"description": "Stampa su richiesta", "store": "amazon.it"},
        {"description": "Impresión bajo demanda", "store": "amazon.es"},
    ],
    good=[
        {"description": "Screen-printed by me on a cotton bag"},
        {"title": "Gelato earrings of clay for a spring day"},
        {"title": "Pea pod brooch of felt"},
        {"description": "Sérigraphié par mes soins, sans impression à la demande", "store": "amazon.fr"},
        {"vendor": "Atelier Brume", "store": "amazon.fr"},
        {"description": "Selbst gedruckt, kein Druck auf Bestellung", "store": "amazon.de"},
    ],
)
def check(text: Text) -> Findings:
    """An outside printer prints and sends the goods.

    Handmade bars outsourcing, and its clothing guide says so of printing and sewing; no page was found that uses the
    words print on demand. A firm named in a column is an error, since that is declared; names and phrases in texts are
    ours and said as a warning.
    """
    declared = text.field.partition(".")[0] in ("production_partner", "vendor")
    for hit in lexicon("print-on-demand").find(text.value, text.language):
        if text.inscribed(hit.start, hit.end):
            continue
        words = say("'{match}' says that an outside printer makes it", match=text.value[hit.start : hit.end])
        yield text.finding(words, (hit.start, hit.end), severity=None if declared else "warning")
