"""XC-013."""

import re

from ...rule import Findings, Listing, Remark, rule, say

_NONE = re.compile(
    r"none|no|n/?a|-+|0|false|no one|nobody|myself|me|non|aucun|aucune|néant|moi|moi-même|kein|keine|keiner|nein|ich"
    r"|nessuno|nessuna|io|ninguno|ninguna|yo|なし",
    re.IGNORECASE,
)


@rule(
    "XC-013",
    reads="production_partner",
    severity="info",
    stores=["etsy"],
    source=(
        "listing-forge.com/blog/etsy-production-partners",
        "https://sellercentral.amazon.com/gp/help/external/help.html?itemID=NGMMFQ5FPLJFBJP&language=vi_VN",
    ),
    advice="Do not take this product to Amazon Handmade, unless you make it yourself there.",
    bad=[{"production_partner": "Printful"}, {"production_partner": "Imprimerie Martin, Lyon", "language": "fr"}],
    good=[
        {"production_partner": "none"},
        {"production_partner": "Aucun", "language": "fr"},
        {"title": "Oak bowl", "columns": ["production_partner"]},
    ],
)
def check(listing: Listing) -> Findings:
    """A production partner makes the product, which Etsy allows and Amazon Handmade does not.

    Etsy takes what the seller designed and a named partner makes; Handmade bars outsourced making. Right on Etsy, so it
    is a hint, for those who list on both; in a listing for Amazon it is HM-007's.
    """
    for field, value in listing.read("production_partner"):
        if value.strip() and not _NONE.fullmatch(value.strip(" .")):
            words = say("'{value}' makes it; Amazon Handmade takes no outsourced goods", value=value.strip())
            yield Remark(words, field, (0, len(value)))
