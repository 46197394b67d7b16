"""IP-034."""

import re

from ...rule import Findings, Text, lexicon, rule, say

_QUALIFIED = re.compile(
    r"[\s,'’-]{0,4}(?:[\w'’-]{1,40}\s{1,4}){0,3}?(?:style|styled|inspired|type|influenced|look)(?!\w)", re.IGNORECASE
)
_QUALIFIED_BEFORE = re.compile(
    r"(?:inspired by|in the style of|style of|influenced by|not|non)\s{1,4}(?:[\w'’-]{1,40}\s{1,4}){0,2}$",
    re.IGNORECASE,
)
_ENROLLED = re.compile(
    r"enrolled|enrolment|enrollment|tribal member|member of (?:the )?[\w\s]{0,30}(?:nation|tribe|band|pueblo)"
    r"|certified (?:indian )?artisan"
    r"|citizen of (?:the )?[\w\s]{0,30}(?:nation|tribe)|(?:census|tribal) (?:no|number|card)",
    re.IGNORECASE,
)
_CLEAR = frozenset({"native american", "american indian", "indian made"})


@rule(
    "IP-034",
    reads=("title", "highlights", "bullet", "description", "option"),
    severity="error",
    force="law",
    stores=["amazon.com"],
    languages=["en"],
    source=(
        "vdocument IACB letter; creativeground; herb-oil.com (Indian Arts and Crafts Act)",
        "https://www.marknology.com/blogs/latest-e-commerce-news/general-amazon-listing-restrictions-for-sellers",
    ),
    advice="Say 'style' or 'inspired', or name the maker's tribe and enrolment in the text or under [seller] about.",
    lexicons=("native-american-words",),
    bad=["Native American necklace", "Navajo silver cuff", {"bullet.1": "Zuni fetish bear, hand carved"}],
    good=[
        "Native American inspired necklace",
        "Native American beadwork style earrings",
        "Cherokee purple tomato print; Jeep Cherokee key hook; native American walnut bowl",
        {"title": "Navajo silver cuff", "description": "By an enrolled member of the Navajo Nation"},
        {"title": "Navajo silver cuff", "seller.about": "I am an enrolled member of the Navajo Nation."},
        "Necklace from India, Indian block print, Indian summer colours",
    ],
)
def check(text: Text) -> Findings:
    """A thing is called Native American, or by a tribe's name, without a qualifier.

    The Indian Arts and Crafts Act keeps such words for work of enrolled members and certified artisans; 'style' and
    'inspired' are treated as lawful. A declared enrolment in any text or in the profile clears it. A bare name of a
    tribe is a warning, since it may name a pattern; woods, plants, cars and towns of that name are not meant.
    """
    hits = lexicon("native-american-words").find(text.value, text.language)
    if not hits:
        return
    told = "\n".join([*text.listing.texts.values(), text.fact("seller.about"), text.fact("seller.licences")])
    if _ENROLLED.search(told):
        return
    for hit in hits:
        word = text.value[hit.start : hit.end]
        if _QUALIFIED.match(text.value, hit.end) or _QUALIFIED_BEFORE.search(
            text.value, max(0, hit.start - 90), hit.start
        ):
            continue
        words = say("'{word}' says that an enrolled Native American made it", word=word)
        yield text.finding(
            words,
            (hit.start, hit.end),
            severity="error" if hit.term in _CLEAR else "warning" if hit.sourced else "info",
        )
