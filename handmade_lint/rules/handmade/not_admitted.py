"""HM-001."""

from ...rule import HANDMADE_STORES, Findings, Seller, rule, say


@rule(
    "HM-001",
    reads=("seller.handmade_approved", "seller.plan"),
    severity="error",
    stores=HANDMADE_STORES,
    source=(
        "Amazon Handmade eligibility and policy (French), itemID=201817290",
        "https://sellercentral.amazon.com/gp/help/external/help.html?itemID=201817290&language=en_US&ref=alm_hnd_09_a",
    ),
    advice="Apply to Handmade, and take the Professional plan; or ignore this rule where you list outside Handmade.",
    bad=[
        {"seller.handmade_approved": "no", "seller.plan": "Professional"},
        {"seller.handmade_approved": "yes", "seller.plan": "Individual", "store": "amazon.fr"},
        {"seller.handmade_approved": "yes", "seller.plan": "Particulier", "store": "amazon.fr"},
    ],
    good=[
        {"seller.handmade_approved": "yes", "seller.plan": "Professional"},
        {"seller.handmade_approved": "yes", "store": "amazon.fr"},
        {"seller.handmade_approved": "yes", "seller.plan": "Plan professionnel", "store": "amazon.fr"},
        {"seller.handmade_approved": "yes", "seller.plan": "Professionell", "store": "amazon.de"},
    ],
)
def check(seller: Seller) -> Findings:
    """The seller is not admitted to Handmade, or lacks the Professional plan.

    Listings in Handmade are for makers whose application was approved and who hold the Professional plan. This is said
    once a run, of the profile alone; a profile that tells nothing of the plan is taken to be right.
    """
    if seller.get("handmade_approved") == "no":
        yield seller.finding("handmade_approved", say("the application to Handmade is not approved, says the profile"))
    plan = seller.get("plan").strip()
    if plan and not plan.casefold().removeprefix("plan ").startswith(("pro", "プロ", "大口")):
        yield seller.finding("plan", say("Handmade needs the Professional plan; the profile says '{plan}'", plan=plan))
