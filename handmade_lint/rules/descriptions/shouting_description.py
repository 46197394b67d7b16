"""DS-014."""

import re

from ...rule import Findings, Text, rule, say


@rule(
    "DS-014",
    reads="description",
    hint=r"[^\W\d_a-zß-öø-ÿœぁ-んァ-ヶ一-龠ー]{2}",
    source="the detail page rules of amazon.com, as mirrored by alphadiscounters and ponloencasa",
    advice="Write in small letters, with a capital first letter only.",
    bad=[
        {"description": "ALL MADE BY ME HERE", "cure": "All made by me here"},
        {"description": "Un bol. FAIT MAIN DANS MON ATELIER de Rennes", "store": "amazon.fr"},
        {"description": "WARNING THE CANDLE IS HOT - do not touch it"},
    ],
    good=[
        "All made by me here",
        "SIZE AND WEIGHT\n20 cm, 300 g\nHOW IT IS MADE:\nTurned by hand",
        {"description": "DIMENSIONS : 20 x 8 cm\nENTRETIEN ET NETTOYAGE\nLaver à la main", "store": "amazon.fr"},
        "Sizes S M L XL XXL, PVC, PU and BPA free, UV and LED, EU UK USA",
        {"description": 'The sign reads "BEST GRANDPA IN THE WORLD" in burnt letters'},
    ],
)
def check(text: Text, *, words: int = 4) -> Findings:
    """The description shouts: four words running and more are in capitals.

    Amazon's detail page rules bar texts in capitals. A heading that has a line to itself or ends in a colon is said as
    a hint from five words, and not at all below. Units, sizes, marks of standards, the brand and inscriptions between
    quotation marks are not meant.
    """
    for start, end in text.shouts(words):
        shout = text.value[start:end]
        begins = not re.search(r"[\w.,;!?]", text.value[:start].rpartition("\n")[2])
        ends = re.match(r"[^\w\n]*(?:$|\n|[:：])", text.value[end:]) is not None
        heading = begins and ends and "\n" in text.value
        if heading and len(shout.split()) <= words:
            continue
        calm = None
        if text.language != "de":
            calm = shout[0] + shout[1:].lower() if begins else shout.lower()
        yield text.finding(
            say("'{shout}' is in capitals", shout=shout),
            (start, end),
            fix=calm,
            safe=False,
            severity="info" if heading else None,
        )
