"""HM-021."""

from ...rule import HANDMADE_STORES, Findings, Seller, rule, say_many


@rule(
    "HM-021",
    reads="seller.old_offers",
    severity="info",
    stores=HANDMADE_STORES,
    source="Amazon Handmade eligibility and policy (French), itemID=201817290",
    advice="Decide product by product before you delete old offers; there is no way back.",
    bad=[
        {"seller.old_offers": "MUG-01"},
        {"seller.old_offers": "BOL-7\nBOL-8", "store": "amazon.fr"},
    ],
    good=[
        {"title": "Mug"},
        {"seller.old_offers": "\n", "store": "amazon.fr"},
    ],
)
def check(seller: Seller) -> Findings:
    """Products move into Handmade: their old offers' sales history and reviews are lost.

    A note, once a run, for sellers whose profile names old offers.
    """
    old = seller.lines("old_offers")
    if old:
        yield seller.finding(
            "old_offers",
            say_many(
                "moving an old offer into Handmade drops sales history and reviews",
                "moving {n} old offers into Handmade drops sales history and reviews",
                len(old),
            ),
        )
