"""TI-003."""

from datetime import date

from ...rule import Findings, Text, limit_of, rule, say


@rule(
    "TI-003",
    reads="title",
    severity="off",
    force="ours",
    except_stores=["amazon.sa", "amazon.eg", "amazon.com.tr", "amazon.ae"],
    over="title-safe-characters",
    source="https://glama.ai/mcp/connectors/com.vendooly/vendooly/tools/audit_title_compliance",
    advice="Leave a few characters free, or let it be.",
    bad=[
        "Oakline Walnut Ring Box, Square, with a Lid and a Lining of Green Wool Felt",
        {
            "title": "Bol à pain en chêne massif, tourné à la main, huilé, diamètre d'environ 25",
            "store": "amazon.fr",
        },
    ],
    good=[
        "Oakline Walnut Ring Box, Square, with a Lid and a Lining of Green Felt",
        {
            "title": "Bol à pain en chêne massif, tourné à la main, huilé, diamètre d'environ 25",
            "store": "amazon.fr",
            "on": "2026-07-26",
        },
        {"title": "The Turner's Year: twelve bowls, twelve trees, and what each of them told", "product_type": "book"},
        "Oakline hand turned bread bowl of solid oak with a lid, oiled with linseed oil, for loaves",
    ],
)
def check(title: Text, *, on: date) -> Findings:
    """The title uses nearly all of the room that the store gives.

    A tool that watches titles reports that those of 73 to 75 characters are sometimes cut. Nobody publishes this as a
    rule. It is a hint of ours, off unless you turn it on: such titles keep to the limit that the store sets, and every
    tenth title of careful makers is among them.
    """
    allowed = limit_of("title-characters", title.listing, on)
    safe = limit_of("title-safe-characters", title.listing, on)
    length = len(title.value)
    if allowed is not None and safe is not None and safe < length <= allowed:
        yield title.finding(
            say(
                "the title has {length} characters of {allowed}; titles this full are said to be cut at times",
                length=length,
                allowed=allowed,
            ),
            (safe, length),
            value=length,
            limit=allowed,
        )
