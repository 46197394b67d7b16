"""HM-009."""

import re

from ...rule import HANDMADE_STORES, Findings, Text, lexicon, rule, say


@rule(
    "HM-009",
    reads=("manufacturer", "title", "bullet", "description", "highlights"),
    severity="error",
    stores=HANDMADE_STORES,
    lexicons=("resold-goods",),
    filled=("manufacturer",),
    source=(
        "https://sellercentral.amazon.com/gp/help/external/help.html?itemID=NGMMFQ5FPLJFBJP&language=vi_VN",
        "https://global.lianlianpay.com/channel/10-21197.html",
        "https://global.lianlianpay.com/channel/7-21201.html",
    ),
    advice="List only what you make; if the words speak of a material, say which.",
    bad=[
        {"description": "We import these from a village in Bali"},
        {"description": "Vase, bought wholesale and hand picked"},
        {"description": "Nous les importons du Maroc", "store": "amazon.fr"},
        {"description": "Produit importé d'Inde, de belle qualité", "store": "amazon.fr"},
        {"description": "Schöne Handelsware aus Indien", "store": "amazon.de"},
        {"description": "Articolo importato dal Marocco", "store": "amazon.it"},
        {"description": "Producto importado de la India", "store": "amazon.es"},
        {"manufacturer": "Shenzhen Trading Co", "seller.shop_name": "Oakline", "seller.own_brands": "Oakline"},
    ],
    good=[
        {"description": "Cut and sewn by me of imported Italian leather"},
        {"description": "Cuir importé d'Italie, cousu dans mon atelier", "store": "amazon.fr"},
        {"description": "Je ne revends rien : tout est fait ici", "store": "amazon.fr"},
        {"description": "Keine Handelsware: jedes Stück ist genäht", "store": "amazon.de"},
        {"manufacturer": "Oakline Ltd", "seller.shop_name": "Oakline"},
        {"manufacturer": "Shenzhen Trading Co"},
        {"description": "Silk imported directly from Como, sewn here"},
    ],
)
def check(text: Text) -> Findings:
    """Finished goods of others are sold.

    Reselling is not allowed in Handmade. Words of the texts are ours and said as a warning; imported leather, cloth or
    beads are materials and not meant. Where the profile names the shop or its brands, a manufacturer of another name is
    asked after, as a note: it may be the maker's own name.
    """
    value = text.value
    if text.field == "manufacturer":
        own = [text.fact("seller.shop_name"), *text.fact("seller.own_brands").splitlines(), text.fact("brand")]
        names = [plain for name in own if (plain := _plain(name))]
        told = text.fact("seller.shop_name") or text.fact("seller.own_brands")
        if told and not any(name in _plain(value) or _plain(value) in name for name in names):
            yield text.finding(
                say("'{value}' is named as manufacturer, not your shop", value=value), (0, len(value)), severity="info"
            )
        return
    for hit in lexicon("resold-goods").find(value, text.language):
        if text.inscribed(hit.start, hit.end):
            continue
        words = say("'{match}' says that it was bought in", match=value[hit.start : hit.end])
        yield text.finding(words, (hit.start, hit.end), severity="warning")


def _plain(name: str) -> str:
    return re.sub(r"[\W_]", "", name.casefold())
