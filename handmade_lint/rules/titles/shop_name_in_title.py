"""TI-022."""

import re

from ...rule import Findings, Listing, Remark, colours_in, materials_in, rule, say, says_thing


@rule(
    "TI-022",
    reads=("seller.shop_name", "title", "brand", "seller.own_brands"),
    stores=["amazon.com"],
    filled=("seller.shop_name",),
    source="https://sellercentral.amazon.com/gp/help/external/help.html?itemID=YTR6SYGFA5E3EQC",
    advice="Leave the shop's name out of the title, or register it as the brand.",
    bad=[
        {"title": "Oak Bowl by Anna's Shop", "brand": "Oakline", "seller.shop_name": "Annas Shop"},
        {
            "title": "Bol en chêne, Atelier Brume",
            "brand": "Oakline",
            "seller.shop_name": "Atelier Brume",
            "language": "fr",
        },
    ],
    good=[
        {"title": "Annas Shop Oak Bowl", "brand": "Annas Shop", "seller.shop_name": "Annas Shop"},
        {"title": "Oak Bowl", "brand": "Bramble", "seller.shop_name": "Oak"},
        {"title": "Oak Bowl by Annas Shop", "seller.shop_name": "Annas Shop"},
        {"title": "Brume bol en chêne", "brand": "Brume", "seller.shop_name": "Atelier Brume", "language": "fr"},
        {
            "title": "Annas Shop Mug",
            "brand": "Oakline",
            "seller.shop_name": "Annas Shop",
            "seller.own_brands": "Annas Shop",
        },
        {"title": "A little oak and ash bowl", "brand": "Bramble", "seller.shop_name": "Oak and Ash"},
    ],
)
def check(listing: Listing) -> Findings:
    """The shop's name stands in the title, and the brand is another.

    Amazon's title tips keep the merchant's name out unless it is the brand too. Nothing is said where the brand column
    is empty, or where the shop's name is an everyday word, such as a wood.
    """
    shop, brand, title = listing.get("seller.shop_name").strip(), listing.get("brand").strip(), listing.get("title")
    brands = [_plain(one) for one in (brand, *listing.get("seller.own_brands").splitlines())]
    if not brand or len(shop) < 4 or any(one and (_plain(shop) in one or one in _plain(shop)) for one in brands):
        return
    if materials_in(shop, listing.language) or colours_in(shop, listing.language):
        return
    if " " not in shop and says_thing(shop, 0, len(shop), listing.language):
        return
    letters = [re.escape(letter) for letter in shop if letter not in "'’ "]
    name = "[ '’]?".join(letters)
    for found in re.finditer(rf"(?<!\w){name}(?!\w)", title, re.IGNORECASE):
        if " " in shop or found.group()[0].isupper():
            yield Remark(
                say("'{match}' is your shop's name, and the brand is '{brand}'", match=found.group(), brand=brand),
                "title",
                found.span(),
            )


def _plain(name: str) -> str:
    return re.sub(r"[\W_]", "", name.casefold())
