"""HM-003."""

import re

from ...rule import HANDMADE_STORES, Findings, Seller, rule, say


@rule(
    "HM-003",
    reads=("seller.maker_type", "seller.group_documents"),
    stores=HANDMADE_STORES,
    source="Amazon Handmade eligibility and policy (French), itemID=201817290",
    advice="Put the address of a public page about the group under group_documents.",
    bad=[
        {"seller.maker_type": "ngo"},
        {"seller.maker_type": "cooperative", "seller.group_documents": "see our leaflet"},
        {"seller.maker_type": "nonprofit", "seller.group_documents": "https://", "store": "amazon.fr"},
    ],
    good=[
        {"seller.maker_type": "cooperative", "seller.group_documents": "https://weavers.example/about"},
        {"seller.maker_type": "Co-operative", "seller.group_documents": "www.tisserands.example", "store": "amazon.fr"},
        {"seller.maker_type": "maker"},
        {"seller.maker_type": "workshop", "seller.group_documents": "none"},
    ],
)
def check(
    seller: Seller, *, groups: tuple[str, ...] = ("cooperative", "nonprofit", "ngo", "social enterprise")
) -> Findings:
    """A group of makers has no link to public documents about itself.

    Co-operatives, non-profits and the like must hand one over when they apply. Lone makers and workshops need none. The
    link is not followed.
    """
    kind = seller.get("maker_type").strip().casefold().replace("-", "")
    link = seller.get("group_documents").strip()
    if kind in groups and not re.fullmatch(r"(?:https?://|www\.)[^\s/.]+(?:\.[^\s/.]+)+(?:/\S*)?", link, re.IGNORECASE):
        wrong = say("'{link}' is no link to public documents about the group", link=link)
        none = say("there is no link to public documents about the group")
        yield seller.finding("group_documents", wrong if link else none)
