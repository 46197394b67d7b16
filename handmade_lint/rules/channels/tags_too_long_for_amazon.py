"""XC-017."""

from ...rule import Findings, Listing, Remark, rule, say


@rule(
    "XC-017",
    reads="tag",
    severity="info",
    force="ours",
    stores=["etsy"],
    source=(
        "help.etsy.com article 360000336307 (as quoted)",
        "https://sellercentral.amazon.com/gp/help/external/G23501",
    ),
    advice="When you list on Amazon, drop words that the title has already, and repeats.",
    bad=[
        {f"tag.{n}": f"turned oak bowl no {n:02}" for n in range(1, 14)},
        {f"tag.{n}": f"bol à pain chêne n {n:02}" for n in range(1, 14)} | {"language": "fr"},
    ],
    good=[
        {f"tag.{n}": f"oak bowl {n}" for n in range(1, 14)},
        {"tag.1": "bol à pain", "tag.2": "chêne", "language": "fr"},
    ],
)
def check(listing: Listing, *, limit: int = 249) -> Findings:
    """The tags do not fit into Amazon's search terms.

    Thirteen full tags joined by spaces make 272 characters; Amazon takes 249 bytes and ignores the field if it is
    longer. A hint, for those who list on both.
    """
    tags = [value for _, value in listing.read("tag")]
    size = len(" ".join(tags).encode())
    if size > limit:
        yield Remark(
            say("all tags together take {size} bytes; Amazon's search terms take {limit}", size=size, limit=limit),
            "tag.1",
        )
