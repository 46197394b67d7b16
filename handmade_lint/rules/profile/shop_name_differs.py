"""PR-002."""

import re
import unicodedata

from ...rule import HANDMADE_STORES, Findings, Seller, rule, say


@rule(
    "PR-002",
    reads=("seller.display_name", "seller.shop_name"),
    stores=HANDMADE_STORES,
    source="http://nnxtl.cn/news/9682.html",
    advice="Give the shop in Handmade the name under which you sell, or change the name you sell under.",
    bad=[
        {"seller.display_name": "JT Trading 88", "seller.shop_name": "Oakline Studio"},
        {"seller.display_name": "Brume et Cie", "seller.shop_name": "Atelier Brume", "store": "amazon.fr"},
    ],
    good=[
        {"seller.display_name": "OAKLINE STUDIO", "seller.shop_name": "Oakline Studio"},
        {"seller.display_name": "L'Atelier de Zoé", "seller.shop_name": "L’Atelier de Zoe", "store": "amazon.fr"},
        {"seller.display_name": "Oakline"},
        {"seller.display_name": "Müller & Sohn", "seller.shop_name": "Müller und Sohn", "store": "amazon.de"},
    ],
)
def check(seller: Seller) -> Findings:
    """The name of the shop is not the name under which the seller is registered.

    Amazon wants the shop's name to stand for the maker and to match the display name. Capitals, accents and
    punctuation make no difference. Whether another shop has the name cannot be seen from here.
    """
    shown, shop = seller.get("display_name"), seller.get("shop_name")
    if shown.strip() and shop.strip() and _plain(shown) != _plain(shop):
        yield seller.finding(
            "shop_name", say("the shop is called '{shop}', the seller '{shown}'", shop=shop, shown=shown)
        )


def _plain(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name.casefold())
    joined = re.sub(r"\s(?:and|et|und|e|y)\s", "", letters)
    return "".join(letter for letter in joined if letter.isalnum())
