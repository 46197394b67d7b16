"""TI-008."""

import re

from ...rule import Findings, Text, rule, say

_NUMBER = r"\d+(?:[.,]\d+)?"
_MEANT = re.compile(
    rf"#\s?\w*\d|\b[A-G]#|\bN#|~\s?{_NUMBER}|{_NUMBER}\s?[~*]\s?{_NUMBER}|[<>]\s?[=]?\s?{_NUMBER}|</?[A-Za-z][^<>]*>|<3"
)


@rule(
    "TI-008",
    reads="title",
    hint="[~#<>*]",
    source="https://sellercentral-europe.amazon.com/help/hub/reference/external/201100890?locale=hi-IN",
    advice="Leave the sign out, or part with a comma; before a number these signs may stay.",
    bad=[
        {"title": "~Ring Box~", "cure": "Ring Box"},
        {"title": "Oak Bowl * Hand Turned * 25 cm", "cure": "Oak Bowl, Hand Turned, 25 cm"},
        {"title": "Bol en chêne ~ tourné main", "store": "amazon.fr", "cure": "Bol en chêne, tourné main"},
        {"title": "Oak bowl #homedecor", "cure": "Oak bowl homedecor"},
        {"title": "Schale >> Eiche <<", "store": "amazon.de", "cure": "Schale, Eiche"},
    ],
    good=[
        "Stoneware Mug, Style #4301, Glaze #A12",
        "Kalimba in F# Major, Walnut",
        "Birth Announcement Disc, <10 lb, >2 kg",
        {"title": "Planche en chêne, ~30 cm, 30*20 cm", "store": "amazon.fr"},
        {"title": "5 * 3 cm Perlen, Glas", "store": "amazon.de"},
        {"title": "W*W oak bowl", "brand": "W*W"},
        {"title": "Bagues <3 argent & or", "store": "amazon.fr"},
    ],
)
def check(title: Text) -> Findings:
    """A sign such as ~ # < > * decorates the title.

    Amazon's title policy takes these five only where they mean something: a style number, a weight below ten pounds.
    Before a number, between two numbers and in the brand's name they are let through, and so are musical keys.
    """
    meant = [found.span() for found in title.find(_MEANT)]
    if brand := title.fact("brand"):
        meant += [found.span() for found in title.find(re.compile(re.escape(brand), re.IGNORECASE))]
    for found in title.find(r"\s*[~#<>*]+(?:\s*[~#<>*]+)*\s*"):
        if any(start < found.end() and found.start() < end for start, end in meant):
            continue
        words = title.value[: found.start()].strip(), title.value[found.end() :].strip()
        spaced = found.group() != found.group().strip()
        instead = "" if not all(words) or not spaced else ", " if found.group().endswith(" ") else " "
        yield title.finding(
            say("'{match}' is an ornament here", match=found.group().strip()), found.span(), fix=instead, safe=False
        )
