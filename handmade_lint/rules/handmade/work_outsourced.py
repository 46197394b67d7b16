"""HM-007, with HM-038 and HM-039: presses and embroidery machines are fine in the maker's own studio."""

import re

from ...rule import HANDMADE_STORES, Findings, Text, lexicon, rule, say

_NOBODY = re.compile(
    r"\W*(?:no|none|n/?a|not applicable|nobody|aucun|non|keiner|nein|nessuno|ninguno|0|false)?\W*", re.IGNORECASE
)


@rule(
    "HM-007",
    reads=("production_partner", "title", "bullet", "description", "highlights"),
    severity="error",
    stores=HANDMADE_STORES,
    lexicons=("outsourced-work",),
    filled=("production_partner", "seller.production_partners"),
    source=(
        "https://sellercentral.amazon.com/gp/help/external/help.html?itemID=NGMMFQ5FPLJFBJP&language=vi_VN",
        "https://global.lianlianpay.com/channel/10-21197.html",
        "https://global.lianlianpay.com/channel/7-21201.html",
    ),
    advice="Make it in your own workshop; what others make for you cannot be in Handmade.",
    bad=[
        {"production_partner": "Baltic Sewing Ltd"},
        {"description": "Each bag is sewn by our partner factory"},
        {"bullet.1": "Printed at a print shop from my drawing"},
        {"description": "Cousue par notre partenaire au Portugal", "store": "amazon.fr"},
        {"description": "La fabrication est sous-traitée", "store": "amazon.fr"},
        {"description": "Gefertigt von unserem Hersteller", "store": "amazon.de"},
        {"description": "Cucita da un terzista", "store": "amazon.it"},
        {"description": "Producción subcontratada", "store": "amazon.es"},
        {"description": "Woven with Baltic Sewing", "seller.production_partners": "Baltic Sewing\nAcme"},
    ],
    good=[
        {"description": "I cut and sew each bag; nothing is outsourced"},
        {"production_partner": "None"},
        {"description": "Machine-embroidered by me, heat-pressed in my studio"},
        {"description": "Le papier vient de notre fabricant de papier en Auvergne", "store": "amazon.fr"},
        {"description": "Rien n'est sous-traité : je couds chaque sac", "store": "amazon.fr"},
        {"description": "Ohne Subunternehmer, alles aus einer Werkstatt", "store": "amazon.de"},
        {"production_partner": "Printful"},
        {"description": "Balticsewing in my blood", "seller.production_partners": "Baltic Sewing\nBal"},
    ],
)
def check(text: Text) -> Findings:
    """The making is handed out to someone else.

    Production may not be outsourced: not the sewing, not the printing, not the embroidery. A partner named in the
    column is an error, since that is declared. Words of the texts are ours and said as a warning, as are partners that
    the profile names. Suppliers of cloth, leather or paper are not meant, nor are machines that the maker works.
    Printing on demand has a rule of its own.
    """
    value = text.value
    if text.field.partition(".")[0] == "production_partner":
        if not _NOBODY.fullmatch(value) and not lexicon("print-on-demand").find(value, text.language):
            yield text.finding(say("'{value}' is named as partner of the production", value=value), (0, len(value)))
        return
    for hit in lexicon("outsourced-work").find(value, text.language):
        if text.inscribed(hit.start, hit.end):
            continue
        words = say("'{match}' says that someone else makes it", match=value[hit.start : hit.end])
        yield text.finding(words, (hit.start, hit.end), severity="warning")
    for partner in text.fact("seller.production_partners").splitlines():
        for found in text.find(rf"(?i)(?<!\w){re.escape(partner.strip())}(?!\w)") if partner.strip() else ():
            yield text.finding(
                say("'{match}' makes a part of it, says the profile", match=found.group()),
                found.span(),
                severity="warning",
            )
