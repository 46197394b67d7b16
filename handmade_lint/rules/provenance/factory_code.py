"""MP-004."""

import re

from ...rule import Findings, Text, rule, say

_CODE = re.compile(r"(?<![\w#./&-])([A-Z]{2,4})-?(\d{3,6})(?![\w./-]|\s?%)")
_KNOWN = frozenset(
    """
    ISO EN DIN BS NF JIS ASTM CE EC RAL NCS PMS DMC RGB CMYK HEX AISI SUS SS AWG LED USB UV PLA PET PVC MDF TPU ABS
    AD BC
    BCE AC DC IP SPF PSI RPM UK US EU FR IT DE ES JP GB CH BE CA CM MM ML KG MB XS XL XXL HMS USS ZIP VAT TVA IVA MWST
    SIRET FSC GOTS CU AU AG PT TEX EST REF ART NO NR NUM RN WW HTV CNC KM FT LB OZ GSM DPI PPI ISBN EAN UPC ASIN MOD
    AK SN FIG VOL SR LR CR AA AAA SIM WIFI APT BP CS POB PO TEL FAX ROM GMT AM PM HP VW BMW VOC
    """.split()
)
_MARKS = frozenset(
    {"333", "375", "417", "585", "750", "800", "830", "835", "900", "916", "925", "935", "950", "958", "999"}
)


@rule(
    "MP-004",
    reads=("title", "highlights", "bullet", "description"),
    severity="info",
    force="ours",
    hint=r"[A-Z]-?\d{3}",
    source="naturalgorgeousdotcom 2012",
    advice="If it is a reference of your own, put it into the SKU and out of the text; else say what it is.",
    bad=[
        "Silver ring, model YH2209",
        {"description": "Sac en cuir, modèle JX-2031", "store": "amazon.fr"},
        {"bullet.1": "Ring, Modell ZB4410", "store": "amazon.de"},
    ],
    good=[
        "Silver ring, model: hazel, AG925",
        {"title": "Oak bowl OB-2031", "sku": "OB2031-L"},
        {
            "description": "Fil DMC310, laque RAL3000, norme EN71, PLA100, taille EU3839, depuis EST1998",
            "store": "amazon.fr",
        },
        {"description": "WW2 poster; HMS1805; cone 6; ISO9001. Visit gallery at LS12"},
        {"description": "Kette, Länge 45 cm, 14K, 750er Gold, AU750", "store": "amazon.de"},
    ],
)
def check(text: Text) -> Findings:
    """A text holds a code of the kind that manufacturers give.

    Catalogues of suppliers name goods by letters and digits. A maker's own reference looks the same, which is why this
    is only asked, as a hint of our own; a code that the SKU begins with, standards, shades, sizes, metals and years are
    not meant.
    """
    sku = re.sub(r"\W", "", text.listing.sku).casefold()
    seen = set()
    for found in text.find(_CODE):
        letters, digits = found.groups()
        code = found.group()
        year = len(digits) == 4 and 1500 <= int(digits) <= 2030
        if letters in _KNOWN or digits in _MARKS or year or code in seen:
            continue
        if letters.casefold() in sku or digits in sku or letters in text.fact("brand"):
            continue
        seen.add(code)
        words = say(
            "a hint of ours: '{code}' looks like a manufacturer's code; is it a reference of your own?", code=code
        )
        yield text.finding(words, found.span(), code=code)
