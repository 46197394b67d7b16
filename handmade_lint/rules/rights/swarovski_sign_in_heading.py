"""IP-020, of the sign ® behind a name."""

import re

from ...rule import Findings, Text, rule, say

_SIGNED = re.compile(r"swarovski\s*(?:®|\(r\)|™)", re.IGNORECASE)
_NAME = re.compile(r"(?<!\w)swarovski(?!\w)", re.IGNORECASE)


@rule(
    "IP-020",
    reads=("title", "highlights", "bullet", "description"),
    severity="info",
    force="published",
    stores=("amazon",),
    source=(
        "https://swarovski-professional.com/en-WORLD/brand-usage-guidelines",
        "https://goatconsulting.com/amazon-policy/amazon-product-detail-page-rules-violation-policy-compliance",
        "https://sellercentral.amazon.com/gp/help/external/help.html?itemID=YTR6SYGFA5E3EQC",
    ),
    advice="Write ® behind the name once, in the description: 'crystals from Swarovski®'.",
    needs=["swarovski"],
    bad=[
        {"bullet.1": "With crystals from Swarovski®"},
        {"bullet.1": "Avec des cristaux de Swarovski ®", "store": "amazon.fr"},
        {"bullet.1": "Mit Kristallen von SWAROVSKI®", "store": "amazon.de"},
        {"description": "Embellished with crystals from Swarovski"},
        {"description": "Orecchini con cristalli di Swarovski", "store": "amazon.it"},
        {"description": "Crystals from Swarovski®, set by hand. Every Swarovski® crystal is genuine"},
    ],
    good=[
        {"description": "Embellished with crystals from Swarovski®"},
        {"bullet.1": "With crystals from Swarovski"},
        {"description": "Orné de cristaux de Swarovski®", "store": "amazon.fr"},
        {"description": "Crystals from Swarovski®, set by hand. Every crystal from Swarovski is genuine"},
    ],
)
def check(text: Text) -> Findings:
    """The sign ® stands behind Swarovski in a title or bullet point, or not once in the description that names it.

    Swarovski asks for the sign once per page, while Amazon bars it in titles and bullet points. The description is the
    place that satisfies both.
    """
    signed = list(text.find(_SIGNED))
    if not text.field.startswith("description"):
        for found in signed:
            words = say(
                "'{match}': Swarovski wants the sign once a page, Amazon bars it here; put it into the description",
                match=found.group(),
            )
            yield text.finding(words, found.span())
    elif len(signed) > 1:
        yield text.finding(
            say("the sign stands behind Swarovski {n} times; once is enough", n=len(signed)), signed[1].span()
        )
    elif not signed and (named := next(text.find(_NAME), None)) is not None:
        yield text.finding(say("Swarovski wants its sign ® once a page; the description is the place"), named.span())
