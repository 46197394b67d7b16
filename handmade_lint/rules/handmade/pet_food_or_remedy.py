"""HM-045."""

import re

from ...rule import Findings, Listing, Remark, lexicon, rule, say

_PET = re.compile(r"\b(?:dogs?|cats?|pets?|pupp(?:y|ies)|kittens?|horses?|rabbits?)\b", re.IGNORECASE)


@rule(
    "HM-045",
    reads=("title", "bullet", "description", "highlights"),
    severity="error",
    stores=["amazon.co.uk"],
    languages=["en"],
    lexicons=["pet-food", "pet-remedies"],
    source="https://sellercentral.amazon.co.uk/gp/help/external/help.html?itemID=202102470",
    advice="List pet food outside Handmade, and leave out what it is said to cure or calm.",
    bad=[
        {"title": "Calming dog biscuits"},
        {"title": "Peanut butter dog treats, 200 g"},
        {"title": "Beaded dog collar", "description": "Amber beads, a natural tick repellent"},
    ],
    good=[
        {"title": "Tweed dog bow tie"},
        {"title": "Dog treat jar of stoneware"},
        {"title": "Crochet dog biscuits toy"},
        {"title": "Lavender pillow", "description": "Pain relief is not promised"},
        {"title": "Round calming dog bed of wool"},
    ],
)
def check(listing: Listing) -> Findings:
    """Food for pets, or a remedy for pets, in the store of the United Kingdom.

    Its pet guide bars pet food and treats in Handmade, and medical claims. The words are ours and said as a warning;
    jars, bags and cutters for treats are not meant. The label facts and the unit price that the guide asks for besides
    cannot be seen in words.
    """
    title, language = listing.get("title"), listing.language
    if not lexicon("likenesses").find(title, language):
        for hit in lexicon("pet-food").find(title, language)[:1]:
            words = say("'{match}' is food for pets", match=title[hit.start : hit.end])
            yield Remark(words, "title", (hit.start, hit.end), severity="warning")
    if not _PET.search(title):
        return
    for read in ("title", "bullet", "description", "highlights"):
        for field, text in listing.read(read):
            for hit in lexicon("pet-remedies").find(text, language):
                words = say("'{match}' is a medical claim", match=text[hit.start : hit.end])
                yield Remark(words, field, (hit.start, hit.end), severity="warning")
