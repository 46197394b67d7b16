"""HM-026."""

import re

from ...rule import HANDMADE_STORES, Findings, Listing, Remark, rule, say


@rule(
    "HM-026",
    reads="quantity",
    severity="info",
    force="ours",
    stores=HANDMADE_STORES,
    source="handmade-lint's own (no published source found)",
    advice="If the number is right, nothing needs to change; keep records of how you make so many.",
    bad=[
        {"title": "Bowl", "quantity": "9999"},
        {"title": "Bol", "quantity": "150", "seller.pieces_per_month": "40", "store": "amazon.fr"},
    ],
    good=[
        {"title": "Bowl", "quantity": "8"},
        {"title": "Bowl", "quantity": "200"},
        {"title": "Savon", "quantity": "600", "seller.pieces_per_month": "400", "store": "amazon.fr"},
        {"title": "Bowl", "quantity": "many"},
    ],
)
def check(listing: Listing, *, most: int = 200, months: int = 3) -> Findings:
    """The stock is very high for a thing made by hand.

    A question of ours, never a fault: soap and cards are made by the hundred. More than 200 is asked after; where the
    profile tells how many pieces you make in a month, more than three months' work. Both numbers are settings.
    """
    value = listing.get("quantity").strip()
    if not re.fullmatch(r"\d+(?:[.,]0+)?", value):
        return
    pieces = listing.get("seller.pieces_per_month").strip()
    limit = int(pieces) * months if pieces.isdecimal() and int(pieces) else most
    if int(re.split("[.,]", value)[0]) > limit:
        words = say("a stock of {value} is more than {limit}", value=value, limit=limit)
        if limit != most:
            words = say(
                "a stock of {value} is more than {months} months of your work ({limit} pieces)",
                value=value,
                months=months,
                limit=limit,
            )
        yield Remark(words, "quantity")
