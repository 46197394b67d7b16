"""XC-018."""

from ...rule import Findings, Text, rule, say


@rule(
    "XC-018",
    reads="title",
    severity="info",
    force="ours",
    stores=["etsy"],
    source=(
        "help.etsy.com article 360000336307 (as quoted)",
        "https://mcpservers.org/servers/pop000207-ctrl/product-title-checker",
    ),
    advice="Write a shorter title for Amazon.",
    bad=[
        "Hand turned bread bowl of solid oak, oiled with linseed oil, for a loaf of one kilogram, fruit or keys",
        {
            "title": "Bol à pain en chêne massif, tourné à la main, huilé, pour un pain d'un kilo ou des fruits",
            "language": "fr",
        },
    ],
    good=["Oak bread bowl, 25 cm", {"title": "Bol à pain en chêne massif tourné à la main, 25 cm", "language": "fr"}],
)
def check(title: Text, *, limit: int = 75) -> Findings:
    """The title does not fit Amazon's limit.

    Etsy takes 140 characters, Amazon 75 since 27 July 2026. A hint, for those who list on both.
    """
    if len(title.value) > limit:
        span = limit, len(title.value)
        yield title.finding(
            say("the title has {value} characters; Amazon takes {limit}", value=len(title.value), limit=limit), span
        )
