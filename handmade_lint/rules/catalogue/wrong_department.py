"""CA-005."""

import re

from ...rule import HANDMADE_STORES, Findings, Listing, Remark, lexicon, rule, say

_DEPARTMENTS = {
    "guildjewelry": ("jewellery", say("jewellery")),
    "guildhome": ("home", say("the home")),
    "guildkitchen": ("home", say("the home")),
    "guildpetsupplies": ("pet", say("pets")),
    "guildbeautygrooming": ("beauty", say("beauty")),
    "guildtoysandgames": ("toys", say("toys and games")),
}
_STRANGERS = ("jewellery", "home", "beauty")
_NAMES = {
    "jewellery": say("jewellery"),
    "home": say("a thing for the home"),
    "beauty": say("a thing for body or hair"),
}

_NEAR = {
    "jewellery": re.compile(
        r"jewel|bijou|schmuck|gioiell|joya|charm|\brings?\b|\bchains?\b|\bbagues?\b|kette|anello|anillo|アクセサリー",
        re.IGNORECASE,
    ),
    "beauty": re.compile(
        r"\bbath|skin|\bpeau|haut|pelle\b|\bpiel\b|hair|cheveu|haar|capell|cabello|肌|髪", re.IGNORECASE
    ),
}
"""Words that only show that the department is right, since other things bear them, too."""


@rule(
    "CA-005",
    reads=("product_type", "title", "bullet", "description"),
    severity="info",
    stores=HANDMADE_STORES,
    lexicons=("goods-jewellery", "goods-home", "goods-beauty"),
    source=(
        "https://sellercentral.amazon.com/gp/help/external/help.html?itemID=200390640",
        "https://sellercentral.amazon.de/gp/help/external/help.html?itemID=200390640&language=de_DE&ref=efph_200390640_relt_F9K4BWLZXRPC62U",
    ),
    advice="Choose the product type of the thing itself; if it fits, say in the title what it is for.",
    bad=[
        {"title": "Oak fruit bowl, 25 cm", "product_type": "guildtoysandgames"},
        {"title": "Collier en argent martelé", "product_type": "guildhome", "store": "amazon.fr"},
        {"title": "Stoneware mug, blue", "product_type": "guildjewelry"},
        {"title": "Teekanne aus Steinzeug", "product_type": "guildpetsupplies", "store": "amazon.de"},
        {"title": "Saponetta al miele", "product_type": "guildjewelry", "store": "amazon.it"},
        {"title": "Pendientes de plata", "product_type": "guildhome", "store": "amazon.es"},
    ],
    good=[
        {"title": "Wooden bowl with spoon for the play kitchen", "product_type": "guildtoysandgames"},
        {"title": "Oak bowl", "bullet.1": "Raised, for your cat's dinner", "product_type": "guildpetsupplies"},
        {"title": "Earring holder of walnut", "product_type": "guildhome"},
        {
            "title": "Coupelle à bijoux pour bagues et colliers", "product_type": "guildhome", "store": "amazon.fr",
            "description": "Un petit bol pour vos bijoux",
        },
        {"title": "Soap dish of stoneware", "product_type": "guildhome"},
        {"title": "Pendant lamp of felt", "product_type": "guildhome"},
        {"title": "Ring with a tiny mug", "product_type": "guildjewelry", "description": "Goes with our bracelet"},
        {"title": "Beaded candle jar charm", "product_type": "guildjewelry"},
        {"title": "Oak bowl", "product_type": "home"},
    ],
)  # fmt: skip
def check(listing: Listing) -> Findings:
    """The title names a thing of another department than the product type.

    Amazon wants each product in its right category. Only Handmade's own product types are judged, by words of ours, and
    only where neither title nor text has a single word of the department chosen; hence a question.
    """
    named = listing.get("product_type").strip().casefold()
    if named not in _DEPARTMENTS:
        return
    own, spoken = _DEPARTMENTS[named]
    title, language = listing.get("title"), listing.language
    strangers = [(name, hits[0]) for name in _STRANGERS if (hits := lexicon(f"goods-{name}").find(title, language))]
    if len(strangers) != 1 or strangers[0][0] == own:
        return
    texts = [value for name in ("title", "bullet", "description") for _, value in listing.read(name)]
    if any(lexicon(f"goods-{own}").find(text, language) for text in texts):
        return
    if own in _NEAR and any(_NEAR[own].search(text) for text in texts):
        return
    name, hit = strangers[0]
    words = title[hit.start : hit.end]
    yield Remark(
        say(
            "'{words}' seems to be {names}; the product type is of {spoken}",
            words=words,
            names=_NAMES[name],
            spoken=spoken,
        ),
        "title",
        (hit.start, hit.end),
    )
