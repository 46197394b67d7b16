"""HM-027."""

from ...rule import HANDMADE_STORES, Findings, Seller, rule, say


@rule(
    "HM-027",
    reads=("seller.handmade_approved", "seller.evidence"),
    severity="info",
    stores=HANDMADE_STORES,
    source="Amazon Handmade eligibility and policy (French), itemID=201817290",
    advice="Keep dated photos of your work and receipts of your materials, and note under evidence where they are.",
    bad=[
        {"seller.handmade_approved": "yes"},
        {"seller.handmade_approved": "yes", "seller.evidence": "\n", "store": "amazon.fr"},
    ],
    good=[
        {"seller.handmade_approved": "yes", "seller.evidence": "process: photos/2026"},
        {"seller.handmade_approved": "no", "store": "amazon.fr"},
    ],
)
def check(seller: Seller) -> Findings:
    """No proof of handwork is kept ready.

    Amazon may ask for proof through Seller Central, with a deadline, and a maker may contest a removal with it. The
    note is for makers who are in Handmade and whose profile names no proof.
    """
    if seller.get("handmade_approved") == "yes" and not seller.lines("evidence"):
        yield seller.finding(
            "evidence", say("the profile names no proof of your work; Amazon may ask for it at short notice")
        )
