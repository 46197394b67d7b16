"""TI-010."""

from ...rule import Findings, Text, rule, say

_PLAIN = {"™": "", "®": "", "©": "", "Æ": "AE"}


@rule(
    "TI-010",
    reads="title",
    hint="[™®©Æ]",
    source="https://sellercentral.amazon.com/gp/help/external/help.html?itemID=YTR6SYGFA5E3EQC",
    advice="Leave the sign out; a brand keeps its protection without it.",
    bad=[
        {"title": "Oakline® Ring Box", "cure": "Oakline Ring Box"},
        {"title": "Boîte à bagues Oakline™ en noyer", "store": "amazon.fr", "cure": "Boîte à bagues Oakline en noyer"},
        {"title": "ÆTHER candle of beeswax", "brand": "Oakline", "cure": "AETHER candle of beeswax"},
    ],
    good=[
        {"title": "ÆTHER candle of beeswax", "brand": "Æther"},
        {"title": "Cœur en chêne, sœurs à vie", "store": "amazon.fr"},
        "Oakline Ring Box (Registered Design 2024)",
    ],
)
def check(title: Text) -> Findings:
    """A trademark, copyright or ligature sign stands in the title.

    Amazon's title tips keep ™ ® © and Æ out; the page is the one of amazon.com and is applied to every Amazon store.
    Æ is let through where it belongs to the brand's name.
    """
    for found in title.find("[™®©Æ]"):
        sign = found.group()
        if sign == "Æ" and "æ" in title.fact("brand").casefold():
            continue
        yield title.finding(say("'{sign}' does not belong into a title", sign=sign), found.span(), fix=_PLAIN[sign])
