"""HM-031."""

import re

from ...rule import HANDMADE_STORES, Findings, Listing, Remark, rule, say


@rule(
    "HM-031",
    reads=("product_type", "category"),
    stores=["amazon"],
    except_stores=HANDMADE_STORES,
    source=(
        "https://sellercentral.amazon.it/gp/help/external/G7TEMLUGAH27UDS9",
        "https://global.lianlianpay.com/channel/7-21224.html",
    ),
    advice="Choose a product type outside Handmade for this store.",
    bad=[
        {"title": "Oak bowl", "product_type": "guildhome", "store": "amazon.co.jp"},
        {"title": "Bol en chêne", "product_type": "GUILD_KITCHEN", "store": "amazon.com.be"},
        {"title": "Oak bowl", "category": "Handmade Products > Home", "store": "amazon.com.au"},
    ],
    good=[
        {"title": "Oak bowl", "product_type": "home", "store": "amazon.co.jp"},
        {"title": "Oak bowl, handmade", "product_type": "bowl", "store": "amazon.ie"},
        {"title": "Bol fait main", "product_type": "kitchen", "store": "amazon.com.be"},
    ],
)
def check(listing: Listing) -> Findings:
    """A row of Handmade is for a store that has no Handmade.

    The stores found are those of the United States, Canada, Mexico, the United Kingdom, Germany, France, Italy and
    Spain. None was found for Japan or any other country; it may have opened since.
    """
    for field, pattern in (("product_type", r"guild"), ("category", r"handmade(?: products)?\b")):
        found = re.match(pattern, listing.get(field).strip(), re.IGNORECASE)
        if found:
            yield Remark(say("{store} is not known to have Handmade", store=listing.store), field)
            return
