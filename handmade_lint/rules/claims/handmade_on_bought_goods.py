"""RE-029."""

from ...rule import Findings, Listing, Remark, find_in, rule, say

_TEXTS = ("title", "highlights", "bullet", "description")


@rule(
    "RE-029",
    reads=_TEXTS,
    severity="info",
    force="law",
    stores=["amazon.co.uk", "amazon.de"],
    languages=["en", "de"],
    source="gblabels.co.uk",
    advice="Say what your hands do: 'painted and finished by hand'.",
    lexicons=["bought-in"],
    bad=[
        {"title": "Handmade tray", "description": "A bought-in tray with a painted rim"},
        {"title": "Handgemachtes Tablett", "description": "Bemalt auf einem zugekauften Tablett", "store": "amazon.de"},
    ],
    good=[
        {"title": "Tray, finished by hand", "description": "A bought-in tray with a painted rim"},
        {"title": "Handmade tray", "description": "Nothing store-bought: planed, glued and oiled by me"},
        {"title": "Handgemachtes Tablett", "description": "Aus Eiche, Beschläge aus Messing", "store": "amazon.de"},
    ],
)
def check(listing: Listing) -> Findings:
    """A product is called handmade and said to be bought in ready made.

    Neither British nor German law defines handmade; it must simply not mislead, and no case law on the German word was
    found. Both halves are the listing's own words, and this note only lays them side by side.
    """
    for said_in, handmade, _ in find_in(listing, "said-handmade", *_TEXTS):
        for field, words, hit in find_in(listing, "bought-in", *_TEXTS):
            message = say("'{words}' stands beside '{handmade}'", words=words, handmade=handmade)
            yield Remark(message, field, (hit.start, hit.end), evidence={"said_in": said_in})
        return
