"""HM-028."""

from ...rule import Findings, Seller, rule, say, say_all

_HEADINGS = {
    "process": say("process"),
    "materials": say("materials"),
    "tools": say("tools"),
    "workspace": say("workspace"),
    "people": say("people"),
    "business": say("business"),
}
"""The headings that stand in the settings when nothing else does, as a seller is told of them."""


@rule(
    "HM-028",
    reads="seller.evidence",
    severity="info",
    force="advice",
    stores=["amazon.com"],
    source=(
        "http://bobestrin.com/handmade%20proof.html",
        "https://www.danamidkiff.com/blogs/amazon/handmade-re-verification-email",
    ),
    advice="Add a line for each, such as 'tools: photos of the wheel and the kiln'.",
    bad=[
        {"seller.evidence": "process: photos/2026\nmaterials: receipts.pdf"},
        {"seller.evidence": "photos of everything"},
    ],
    good=[
        {
            "seller.evidence": "process: photos\nmaterials: receipts\ntools: list\nworkspace: film\n"
            "people: me alone\nbusiness: registration"
        },
        {"seller.evidence": ""},
        {
            "seller.evidence": "Process - photos\nMaterials - receipts\nTools and workspace - film\nPeople - two\n"
            "Business - LLC"
        },
    ],
)
def check(
    seller: Seller,
    *,
    headings: tuple[str, ...] = ("process", "materials", "tools", "workspace", "people", "business"),
) -> Findings:
    """The proof kept ready leaves out something that makers were asked for.

    Makers report being asked for the making step by step, the materials and where they were bought, the tools, the
    workspace, who works there, and how the business is set up. It rests on what a few makers in the United States
    wrote, not on a page of Amazon's.
    """
    kept = seller.get("evidence").casefold()
    missing = [heading for heading in headings if heading.casefold() not in kept]
    if seller.lines("evidence") and missing:
        words = say_all([_HEADINGS.get(heading, heading) for heading in missing])
        yield seller.finding("evidence", say("nothing is noted on {missing}", missing=words), missing=missing)
