"""PR-003."""

import re

from ...rule import HANDMADE_STORES, Findings, Seller, rule, say


@rule(
    "PR-003",
    reads=("seller.shop_name", "seller.short_address"),
    severity="info",
    stores=HANDMADE_STORES,
    source="http://nnxtl.cn/news/9682.html",
    advice="Write the name as customers should read it, and the address in small letters without spaces.",
    bad=[
        {"seller.shop_name": "oakline-studio", "seller.short_address": "oakline-studio"},
        {"seller.shop_name": "Atelier Brume", "seller.short_address": "Atelier Brume", "store": "amazon.fr"},
        {"seller.shop_name": "amazon.com/handmade/oakline"},
    ],
    good=[
        {"seller.shop_name": "Oakline Studio", "seller.short_address": "oakline"},
        {"seller.shop_name": "Brume", "seller.short_address": "brume", "store": "amazon.fr"},
        {"seller.shop_name": "brume", "seller.short_address": "brume", "store": "amazon.fr"},
        {"seller.shop_name": "Marie-Claire", "seller.short_address": "amazon.fr/handmade/marie-claire"},
    ],
)
def check(seller: Seller) -> Findings:
    """The name of the shop and its short address are copies of each other.

    They are two things: the name is read by customers, the address is the end of the shop's link. One plain word may
    serve as both; a name with the marks of an address, or an address with spaces, was left as it was copied.
    """
    name, address = seller.get("shop_name").strip(), seller.get("short_address").strip()
    if re.search(r"https?://|\w/\w|\bamazon\.\w", name, re.IGNORECASE):
        yield seller.finding("shop_name", say("'{name}' is an address, not a name", name=name))
    elif name and name == address and re.search(r"[\s_-]", name):
        yield seller.finding(
            "short_address", say("'{name}' stands both as the name and as the short address", name=name)
        )
