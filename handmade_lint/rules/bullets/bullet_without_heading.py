"""BU-013."""

import re

from ...rule import Findings, Listing, Remark, rule, say

_HEADING = re.compile(r"^[\W_]*(?:【[^】]{1,40}】|\[[^\]]{1,40}\]|[^\n:：|–—]{2,50}?\s?(?:[:：|–—]|\s-)\s?\S)")


@rule(
    "BU-013",
    reads="bullet",
    severity="info",
    force="advice",
    source="https://www.skills.sh/kuudoai/skills/amazon-sp-listing-optimizer",
    advice="Begin a longer bullet point with a word or two and a colon: 'Care: wash by hand'.",
    bad=[
        "it can be washed by hand and so on and then it should dry in the air",
        {
            "bullet.1": "Chaque bol est tourné dans un seul morceau de chêne puis huilé trois fois",
            "store": "amazon.fr",
        },
        {
            "bullet.1": "Jede Schale wird aus einem Stück Eiche gedrechselt und dann dreimal geölt",
            "store": "amazon.de",
        },
    ],
    good=[
        "Care: wash by hand and let it dry in the air, then oil it again once a year",
        {
            "bullet.1": "Entretien : laver à la main, laisser sécher à l'air, huiler une fois par an",
            "store": "amazon.fr",
        },
        "Washed by hand",
        "CARE – wash by hand and let it dry in the air, then oil it again once a year",
        {
            "bullet.1": "【お手入れ】手洗いして自然乾燥させてください。一年に一度油を塗ってください",
            "store": "amazon.co.jp",
        },
        {
            "bullet.1": "Material: solid oak from the woods around Leeds, felled by a storm",
            "bullet.2": "The bowl can be washed by hand and should then dry in the air for a night",
        },
    ],
)
def check(listing: Listing, *, words: int = 8) -> Findings:
    """None of the longer bullet points begins with a short heading and a colon.

    Guides advise the form 'heading: fact', since shoppers skim. Bullet points of fewer than `words` words need no
    heading, and a listing that has one heading knows the form. Japanese is counted by characters.
    """
    bullets = list(listing.read("bullet"))
    if any(_HEADING.match(value) for _, value in bullets):
        return
    for field, value in bullets:
        size = len(value) // 4 if listing.language == "ja" else len(value.split())
        if size >= words:
            yield Remark(say("no bullet point begins with a short heading and a colon"), field)
            return
