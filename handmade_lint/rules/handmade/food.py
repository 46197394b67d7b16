"""HM-012."""

import re

from ...rule import HANDMADE_STORES, Findings, Listing, Remark, lexicon, rule, say

_TYPES = frozenset(
    [
        *(
            "grocery",
            "food",
            "foods",
            "candy",
            "chocolate candy",
            "cookie",
            "snack food bar",
            "honey",
            "jam",
            "herb",
            "sauce",
        ),
        *(
            "grocery & gourmet food",
            "gourmet food",
            "gourmet foods",
            "food & drink",
            "food & drinks",
            "food & beverage",
        ),
        *(
            "food, beverages & tobacco",
            "food items",
            "candies & chocolates",
            "épicerie",
            "épicerie fine",
            "alimentation",
        ),
        *("alimentation et boissons", "nourriture et boissons", "lebensmittel", "lebensmittel & getränke"),
        *("essen & trinken", "alimentari", "alimentari e cura della casa", "cibi e bevande", "alimentación"),
        *("alimentación y bebidas", "comida y bebida", "食品", "食品・飲料・お酒"),
    ]
)


@rule(
    "HM-012",
    reads=("title", "product_type", "category"),
    severity="error",
    stores=HANDMADE_STORES,
    lexicons=("edible-goods",),
    filled=("product_type", "category"),
    source=(
        "https://sellercentral.amazon.com/gp/help/external/help.html?itemID=NGMMFQ5FPLJFBJP&language=vi_VN",
        "https://global.lianlianpay.com/channel/10-21197.html",
    ),
    advice="List food outside Handmade, under the rules for food; if it only looks like food, say what it is made of.",
    bad=[
        {"title": "Terrine de canard au poivre, 180 g", "store": "amazon.fr"},
        "Box of homemade fudge, 250 g",
        {"title": "Gift box", "category": "Grocery & Gourmet Food > Candy"},
        {"title": "Confiture de fraises de mon jardin", "store": "amazon.fr"},
        {"title": "Pot de miel de lavande 250 g", "store": "amazon.fr"},
        {"title": "Selbstgemachte Marmelade, 3 Gläser", "store": "amazon.de"},
        {"title": "Vasetto di miele artigianale", "store": "amazon.it"},
        {"title": "Mermelada casera de higos", "store": "amazon.es"},
    ],
    good=[
        "Cookie cutter in the shape of a fox, food safe glaze",
        "Chocolate brown scarf of honey oak dyed wool",
        "Strawberry jam soap",
        "Loose leaf tea tin label sticker",
        {"title": "Cake stand of oak", "category": "Home & Kitchen > Food Storage"},
        {"title": "Pot à confiture en grès, étiquette à graver", "store": "amazon.fr"},
        {"title": "Bougie senteur confiture de fraises", "store": "amazon.fr"},
        {"title": "Moule à biscuits maison en hêtre", "store": "amazon.fr"},
        {"title": "Plätzchenausstecher Fuchs", "store": "amazon.de"},
        {"title": "Honigglas aus Steinzeug", "store": "amazon.de"},
        {"title": "Portatisana di legno", "store": "amazon.it"},
        {"title": "Vela de mermelada de higos", "store": "amazon.es"},
        {"title": "Terrine de grès à tête de lièvre", "store": "amazon.fr"},
    ],
)
def check(listing: Listing) -> Findings:
    """The goods are food.

    Food and edible goods are out of Handmade. A product type or category of food is an error, since that is declared.
    Words of the title are ours and said as a warning; things for food, of the colour of food or scented with it are not
    meant.
    """
    for field in ("product_type", "category"):
        for part in re.split(r"\s*[>/|›»]\s*", listing.get(field)):
            if part.replace("_", " ").strip().casefold() in _TYPES:
                yield Remark(say("'{part}' is a category of food", part=part.strip()), field)
                return
    title, language = listing.get("title"), listing.language
    hits = lexicon("edible-goods").find(title, language)
    others = (lexicon("likenesses"), lexicon("things-for-food"))
    if hits and not any(names.find(title, language) for names in others):
        start, end = hits[0].start, hits[0].end
        yield Remark(say("'{match}' is food", match=title[start:end]), "title", (start, end), severity="warning")
