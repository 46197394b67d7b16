"""HM-025."""

import re

from ...rule import Findings, Listing, Remark, rule, say


@rule(
    "HM-025",
    reads=("quantity", "parentage"),
    severity="info",
    stores=["amazon.com", "amazon.ca"],
    source="https://sellercentral.amazon.com/gp/help/external/help.html?itemID=201835090&language=en_US",
    advice="Write a whole number; 0 shows the product as unavailable.",
    bad=[
        {"title": "Bowl", "columns": ["quantity"]},
        {"title": "Bowl", "quantity": "a few"},
        {"title": "Bol", "quantity": "-1", "store": "amazon.ca", "language": "fr"},
    ],
    good=[
        {"title": "Bowl", "quantity": "6"},
        {"title": "Bowl", "quantity": "0"},
        {"title": "Bowl"},
        {"title": "Bowl", "columns": ["quantity"], "parentage": "Parent"},
        {"title": "Bol", "quantity": "12,0", "store": "amazon.ca", "language": "fr"},
    ],
)
def check(listing: Listing) -> Findings:
    """The quantity is blank, or no whole number.

    On the page of the United States quantity means stock on hand; on the Canadian one, what can be made within the
    production time. Either way it is a whole number. Rows of parents have none.
    """
    if listing.get("parentage").strip().casefold() in ("parent", "variation_parent"):
        return
    value = listing.get("quantity").strip()
    if value and not re.fullmatch(r"\d+(?:[.,]0+)?", value):
        yield Remark(say("the quantity '{value}' is no whole number", value=value), "quantity")
    elif not value and "quantity" in listing.columns:
        yield Remark(say("the quantity is blank"), "quantity")
