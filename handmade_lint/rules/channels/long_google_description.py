"""XC-020."""

from ...rule import Findings, Text, rule, say


@rule(
    "XC-020",
    reads="description",
    severity="error",
    stores=["google"],
    source=(
        "https://support.google.com/merchants/answer/6324415",
        "handmade-lint's own (no published source found)",
    ),
    advice="Keep what describes the product; care and shipping belong elsewhere.",
    bad=[
        {"description": "Turned from one plank of oak. " * 170},
        {"description": "Tourné dans un seul plateau de chêne. " * 135, "language": "fr"},
    ],
    good=[
        {"description": "Turned from one plank of oak. " * 166},
        {"description": "Tourné dans un seul plateau de chêne.", "language": "fr"},
    ],
)
def check(description: Text, *, limit: int = 5000) -> Findings:
    """The description is longer than Google Merchant Center takes.

    Descriptions may have 5,000 characters. The number is well known; the page that was read speaks of titles.
    """
    size = len(description.value)
    if size > limit:
        yield description.finding(
            say("the description has {size} characters; Google takes {limit}", size=size, limit=limit), (limit, size)
        )
