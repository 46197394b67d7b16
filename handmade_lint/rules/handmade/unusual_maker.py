"""HM-002."""

from ...rule import HANDMADE_STORES, Findings, Seller, rule, say


@rule(
    "HM-002",
    reads="seller.maker_type",
    stores=HANDMADE_STORES,
    source=(
        "https://sellercentral.amazon.com/gp/help/external/help.html?itemID=201817290&language=en_US&ref=alm_hnd_09_a",
        "https://algomasonline.freshdesk.com/support/solutions/articles/64000268394-amazon-handmade-",
    ),
    advice="Write maker, workshop, cooperative or nonprofit, if one of them is meant; else ask Amazon before you list.",
    bad=[
        {"seller.maker_type": "other"},
        {"seller.maker_type": "trading company"},
        {"seller.maker_type": "grossiste", "store": "amazon.fr"},
    ],
    good=[
        {"seller.maker_type": "cooperative"},
        {"seller.maker_type": "Co-operative"},
        {"seller.maker_type": "Non-profit", "store": "amazon.fr"},
        {"seller.maker_type": "workshop", "store": "amazon.de"},
    ],
)
def check(
    seller: Seller,
    *,
    kinds: tuple[str, ...] = ("maker", "workshop", "cooperative", "nonprofit", "ngo", "social enterprise"),
) -> Findings:
    """The maker is none of the four kinds that Amazon names.

    It names a lone maker; a small workshop of family or staff; a co-operative; and a non-profit, NGO or social
    enterprise. Anything else is no fault: such applications are looked at one by one.
    """
    kind = seller.get("maker_type").strip()
    if kind and kind.casefold().replace("-", "") not in kinds:
        yield seller.finding("maker_type", say("'{kind}' is none of the kinds of maker that Amazon names", kind=kind))
