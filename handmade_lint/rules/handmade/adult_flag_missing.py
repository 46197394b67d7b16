"""HM-042."""

from ...rule import HANDMADE_STORES, Findings, Listing, Remark, lexicon, rule, say

_YES = frozenset(["yes", "true", "1", "y", "oui", "ja", "sì", "si", "sí", "vrai", "wahr", "vero", "verdadero"])


@rule(
    "HM-042",
    reads=("title", "bullet", "description", "is_adult"),
    severity="error",
    stores=HANDMADE_STORES,
    lexicons=["adult-goods"],
    source="https://global.lianlianpay.com/channel/7-21201.html",
    advice="Set the column for adult goods to yes; if it is none, choose another word.",
    bad=[
        {"title": "Leather bondage cuffs", "columns": ["is_adult"]},
        {"title": "Martinet BDSM en cuir", "is_adult": "Non", "store": "amazon.fr"},
        {"title": "Sexspielzeug aus Glas", "columns": ["is_adult"], "store": "amazon.de"},
        {"title": "Vibratore in legno", "is_adult": "false", "store": "amazon.it"},
        {"title": "Juguete erótico", "is_adult": "no", "store": "amazon.es"},
    ],
    good=[
        {"title": "Leather bondage cuffs", "is_adult": "Yes"},
        {"title": "Leather bondage cuffs"},
        {"title": "Zuni fetish carving of a bear", "columns": ["is_adult"]},
        {"title": "Bracelet en cuir", "is_adult": "non", "store": "amazon.fr"},
        {"title": "Martinet BDSM en cuir", "is_adult": "Oui", "store": "amazon.fr"},
    ],
)
def check(listing: Listing) -> Findings:
    """Goods for adults lack the mark for adult goods.

    The clothing guide of Handmade asks for it. The list of words is short and ours, so that it is said as a warning,
    and only where the catalogue has the column.
    """
    if listing.get("is_adult").strip().casefold() in _YES or "is_adult" not in listing.columns:
        return
    for field in ("title", "bullet", "description"):
        for key, text in listing.read(field):
            for hit in lexicon("adult-goods").find(text, listing.language):
                words = say("'{match}': the column for adult goods is not set", match=text[hit.start : hit.end])
                yield Remark(words, key, (hit.start, hit.end), severity="warning")
                return
